// SPDX-License-Identifier: AGPL-3.0-or-later
#include "consultation/duty_record.h"

#include "consultation/answer.h"
#include "testing/town.h"

using namespace mosharekat;
using namespace mosharekat::consultation;
using namespace mosharekat::testing;

namespace {

DutyCounts of(const DutyRecord& record, Duty duty) {
  for (const DutyCounts& counts : record.counts)
    if (counts.duty == duty) return counts;
  return {};
}

}  // namespace

TEST_CASE("an agency's duties are counted: owed, overdue, done in time and late") {
  each_database([](store::Database& database) {
    Town town(database);
    const auto record = [&] {
      return town.read([&](store::Transaction& tx) { return duty_record(tx, town.ministry, town.now); });
    };
    const CallId id = town.open_call();
    CHECK(of(record(), Duty::report).owed == 0);  // nothing is owed before it closes
    town.now = *town.call(id).closes_at;          // past its time, whether or not the clock has told
    CHECK(of(record(), Duty::report).owed == 1);
    town.close_by_clock(id);
    must(start_analysis(database, town.expert, town.now, id));
    CHECK(of(record(), Duty::report).owed == 1);
    CHECK(record().overdue.empty());

    town.publish_report(id);
    CHECK(of(record(), Duty::report).in_time == 1);
    CHECK(of(record(), Duty::report).owed == 0);
    CHECK(of(record(), Duty::feedback).owed == 0);  // not before the decision
    ApprovalRecord abandoned;
    abandoned.outcome = "abandoned";
    abandoned.authority = "شورای نمونه";
    abandoned.decisions = "تصمیم نمونه";
    must(record_approval(database, town.expert, town.now, id, abandoned));
    CHECK(of(record(), Duty::feedback).owed == 1);

    town.pass(24h * 20);  // six days past the fourteen
    CHECK(of(record(), Duty::feedback).overdue == 1);
    REQUIRE(record().overdue.size() == 1);
    CHECK(record().overdue.front().duty == Duty::feedback);
    CHECK(record().overdue.front().number == town.call(id).number);
    must(conclude(database, town.lead, town.now, id, Duty::feedback, town.reason()));
    CHECK(of(record(), Duty::feedback).late == 1);
    CHECK(of(record(), Duty::evaluation).owed == 1);
    must(conclude(database, town.lead, town.now, id, Duty::evaluation, town.reason()));
    CHECK(of(record(), Duty::evaluation).in_time == 1);
    CHECK(record().overdue.empty());

    const DutyRecord other = town.read([&](store::Transaction& tx) { return duty_record(tx, town.other_ministry, town.now); });
    for (const DutyCounts& counts : other.counts) CHECK(counts.in_time + counts.late + counts.owed + counts.overdue == 0);
  });
}

TEST_CASE("a report that did not come is overdue, oldest first; a withdrawn call owes nothing") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId first = town.open_call(), withdrawn = town.open_call();
    town.withdraw_call(withdrawn);
    town.pass(24h);
    const CallId second = town.open_call();
    town.close_by_clock(second);
    town.pass(24h * 40);
    const auto record = town.read([&](store::Transaction& tx) { return duty_record(tx, town.ministry, town.now); });
    REQUIRE(record.overdue.size() == 2);
    CHECK(record.overdue[0].call == first);
    CHECK(record.overdue[1].call == second);
    CHECK(of(record, Duty::report).overdue == 2);
  });
}
