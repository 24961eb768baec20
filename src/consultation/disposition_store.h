// SPDX-License-Identifier: AGPL-3.0-or-later
// What the commands that decide on contributions share. Not for other modules.
#pragma once
#include "consultation/answer.h"
#include "consultation/call_store.h"
#include "ledger/ledger.h"

namespace mosharekat::consultation {

// What was typed, tidied, with all that its code demands.
struct CheckedDisposition {
  Code code;
  std::string part, reason, citation, place;
  std::optional<MinutesId> minutes{};
};
Result<CheckedDisposition> checked(std::string_view code, std::string_view part, std::string_view reason,
                                   std::string_view citation, std::string_view place);

// Whether the call takes decisions now, from this actor or at least from someone of an assigned unit.
Result<void> takes_decisions(store::Transaction& tx, const Owned& owned, const identity::Actor& actor, Instant now);
// Writes one decision down, or says why this actor may not, or this contribution has none.
Result<ledger::Recorded> decide(store::Transaction& tx, const Owned& owned, const identity::Actor& actor, Instant now,
                                const Contribution& contribution, const CheckedDisposition& decision);

}  // namespace mosharekat::consultation
