// SPDX-License-Identifier: AGPL-3.0-or-later
#include "consultation/duty_record.h"

#include <algorithm>

namespace mosharekat::consultation {

namespace {

std::optional<Instant> done_at(store::Transaction& tx, const Call& call, Duty duty) {
  if (duty == Duty::report) {
    for (const Notice& notice : notices(tx, call.id))
      if (notice.kind == "reported") return notice.at;
    return std::nullopt;
  }
  for (const Conclusion& conclusion : conclusions(tx, call.id))
    if (conclusion.kind == duty) return conclusion.recorded_at;
  return std::nullopt;
}

std::optional<Instant> due_at(store::Transaction& tx, const Call& call, Duty duty) {
  if (duty == Duty::report) return report_due(call);
  for (const CallDuty& one : duties(tx, call.id))
    if (one.duty == duty) return one.due;
  return std::nullopt;
}

}  // namespace

DutyRecord duty_record(store::Transaction& tx, const identity::AgencyId& agency, Instant now) {
  DutyRecord record;
  // Duties of a call; a complaint's clock is its own (complaint.h).
  for (const Duty duty : {Duty::report, Duty::feedback, Duty::evaluation}) record.counts.push_back({.duty = duty});
  Filter filter;
  // A call may be past its time before the clock has written so down: open ones are asked too.
  filter.states = {State::open,    State::closed,   State::analysing, State::reported,
                   State::decided, State::feedback, State::evaluated};
  filter.agency = agency;
  filter.limit = 5000;
  for (const Call& call : find_calls(tx, filter).calls) {
    const std::optional<Duty> owes = owed(state_at(call, now));
    for (DutyCounts& counts : record.counts) {
      const auto due = due_at(tx, call, counts.duty);
      if (!due) continue;
      if (const auto done = done_at(tx, call, counts.duty)) {
        ++(*done < *due ? counts.in_time : counts.late);
      } else if (owes == counts.duty) {
        ++(now < *due ? counts.owed : counts.overdue);
        if (now >= *due) record.overdue.push_back({counts.duty, call.id, call.number, *due});
      }
    }
  }
  std::stable_sort(record.overdue.begin(), record.overdue.end(),
                   [](const OverdueDuty& left, const OverdueDuty& right) { return left.due < right.due; });
  return record;
}

}  // namespace mosharekat::consultation
