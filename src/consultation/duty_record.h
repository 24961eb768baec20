// SPDX-License-Identifier: AGPL-3.0-or-later
// How an agency kept the duties of its calls: the report after closing, telling the contributors what became of it, and the
// evaluation. Counted from the calls themselves each time, so that nobody keeps it and nobody can polish it.
#pragma once
#include <vector>

#include "consultation/conclusion.h"

namespace mosharekat::consultation {

struct DutyCounts {
  Duty duty = Duty::report;
  std::int64_t in_time = 0, late = 0;  // done, before and after it was due
  std::int64_t owed = 0, overdue = 0;  // not done, before and after
};
struct OverdueDuty {
  Duty duty = Duty::report;
  CallId call;
  std::int64_t number = 0;  // of the call
  Instant due;
};
struct DutyRecord {
  std::vector<DutyCounts> counts;  // one of each duty, in their order
  std::vector<OverdueDuty> overdue;
};
// Of the calls of this agency and of what stands below it.
DutyRecord duty_record(store::Transaction& tx, const identity::AgencyId& agency, Instant now);

}  // namespace mosharekat::consultation
