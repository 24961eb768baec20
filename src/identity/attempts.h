// SPDX-License-Identifier: AGPL-3.0-or-later
// Attempt limits of a command, counted in the command's own transaction: an accepted act costs one flush of the disk and not one
// more for each limit it is under.
#pragma once
#include <string>
#include <vector>

#include "identity/identity.h"
#include "ledger/ledger.h"

namespace mosharekat::identity {

struct Attempt {
  std::string key;
  int limit = 0;
  Milliseconds window{};
};

// As attempt() of identity.h, for each of them in turn.
Result<void> count_attempts(store::Transaction& tx, Instant now, const std::vector<Attempt>& attempts);
Result<void> count_attempts(store::Database& database, Instant now, const std::vector<Attempt>& attempts);

// What to say of something that was refused before it came to its command: its attempts count as well, and are over the limit
// first.
Error refused(store::Database& database, Instant now, const std::vector<Attempt>& attempts, Error error);

// ledger::perform with the attempts counted before the command. What is refused leaves nothing, its attempts neither; they are
// then counted by themselves.
template <class F>
auto perform_counted(store::Database& database, Instant now, const std::vector<Attempt>& attempts, F&& command) {
  auto answer = ledger::perform(database, [&](store::Transaction& tx) -> std::invoke_result_t<F, store::Transaction&> {
    TRY(count_attempts(tx, now, attempts));
    return command(tx);
  });
  if (!answer) (void)count_attempts(database, now, attempts);
  return answer;
}

}  // namespace mosharekat::identity
