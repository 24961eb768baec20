// SPDX-License-Identifier: AGPL-3.0-or-later
// The publishing of a report as part of a call's course: its gate, and the answers that go out with it. What a report says is
// made by report/.
#pragma once
#include "consultation/answer.h"
#include "consultation/call_store.h"

namespace mosharekat::consultation {

// Refused while one contribution has no disposition or one refusal no reason. Makes dispositions public, owes each contributor
// the answer, moves the call to reported.
Result<void> publish_report(store::Transaction& tx, const Owned& owned, const ReportId& report, Instant now);

// Owes everyone who wrote, and whose address is known, the answers to all they wrote: one letter an address.
void owe_answers(store::Transaction& tx, const Owned& owned, Instant now);

}  // namespace mosharekat::consultation
