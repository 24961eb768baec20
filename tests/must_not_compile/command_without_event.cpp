// SPDX-License-Identifier: AGPL-3.0-or-later
// expect: a command returns Result<Done<T>>: it must append its event
#include "ledger/ledger.h"

using namespace mosharekat;

Result<int> command(store::Database& database) {
  return ledger::perform(database, [](store::Transaction& tx) -> Result<ledger::Done<int>> {
    tx.execute("UPDATE call SET state = 'open'");
    return ledger::Done{ledger::append(tx, {.kind = "call.opened", .subject = "", .at = {}}), 1};
  });
}

#ifdef WRONG
Result<int> forgetful(store::Database& database) {
  return ledger::perform(database, [](store::Transaction& tx) -> Result<int> {
    tx.execute("UPDATE call SET state = 'open'");
    return 1;
  });
}
#endif
