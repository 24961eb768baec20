// SPDX-License-Identifier: AGPL-3.0-or-later
// expect: is private within this context
#include "ledger/ledger.h"

using namespace mosharekat;

ledger::Done<int> honest(store::Transaction& tx) {
  return ledger::Done{ledger::append(tx, {.kind = "call.opened", .subject = "", .at = {}}), 1};
}

#ifdef WRONG
ledger::Done<int> forged() {
  const ledger::Recorded recorded;
  return ledger::Done{recorded, 1};
}
#endif
