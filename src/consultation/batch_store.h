// SPDX-License-Identifier: AGPL-3.0-or-later
// How the commands that decide about many write down what stood before. Not for other modules.
#pragma once
#include "consultation/batch.h"

namespace mosharekat::consultation {

struct NewBatch {
  std::string_view act;
  std::optional<CallId> call{};
};
BatchId begin_batch(store::Transaction& tx, const identity::Actor& actor, Instant now, const NewBatch& batch);
void count_bank_reason(store::Transaction& tx, const BatchId& batch, const BankReasonId& reason);
// Before the reports of readers are taken away.
void keep_for_undo(store::Transaction& tx, const BatchId& batch, const Contribution& before, std::string_view moderation);
// Before the decision is written.
void keep_disposition(store::Transaction& tx, const BatchId& batch, const ContributionId& contribution);

// Takes back the letter of this kind that was owed to the author at that instant; where it went already, owes the one that says
// so (contribution.mail.undone.*).
void owe_undone(store::Transaction& tx, const struct Placed& placed, std::string_view kind, Instant at, Instant now);

}  // namespace mosharekat::consultation
