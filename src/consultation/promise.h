// SPDX-License-Identifier: AGPL-3.0-or-later
// Dated promises: what an agency said it would do with what it deferred or referred, or with its decision as a whole, and by
// which day. Public from the report on. A promise is never changed or taken away: it is kept, or apologised for; until then it is
// overdue once its day has passed.
#pragma once
#include "consultation/answer.h"

namespace mosharekat::consultation {

using PromiseId = Id<struct PromiseTag>;

enum class PromiseState { waiting, overdue, kept, apologised };
std::string_view name(PromiseState state);

struct Promise {
  PromiseId id;
  CallId call;
  std::optional<std::int64_t> contribution;  // number of the one whose disposition it comes with
  std::string text, text_second;
  Instant due_at;  // the first instant after the promised day
  Instant made_at;
  std::optional<PromiseState> settled;  // kept or apologised
  std::string outcome, outcome_second, link;
  std::optional<Instant> settled_at;
};
// What the public sees at this instant.
PromiseState state_at(const Promise& promise, Instant now);

struct NewPromise {
  std::optional<std::int64_t> contribution{};  // deferred or referred; nothing: of the decision, from the report on
  std::string text{}, text_second{};           // the second language may be missing
  JalaliDate day{};                            // after today, within five years
};
// By who prepares the call, from its closing on.
Result<PromiseId> promise(store::Database& database, const identity::Actor& actor, Instant now, const CallId& call,
                          const NewPromise& ask);
// Kept: what was done, and where it can be seen. Those who follow the call are told.
Result<void> keep_promise(store::Database& database, const identity::Actor& actor, Instant now, const PromiseId& promise,
                          const Reason& what, std::string_view link);
// Not kept, with the reason. Those who follow the call are told.
Result<void> apologise(store::Database& database, const identity::Actor& actor, Instant now, const PromiseId& promise,
                       const Reason& reason);

// By day. One whose contribution was answered otherwise since is not among them.
std::vector<Promise> promises(store::Transaction& tx, const CallId& call);

}  // namespace mosharekat::consultation
