// SPDX-License-Identifier: AGPL-3.0-or-later
#include "consultation/holiday.h"

#include "testing/town.h"

using namespace mosharekat;
using namespace mosharekat::consultation;
using namespace mosharekat::testing;

namespace {

const Holiday closure{.kind = HolidayKind::closure,
                      .day = {1405, 3, 11},
                      .name_fa = "تعطیلی نمونه",
                      .name_en = "A sample closure",
                      .source = "اطلاعیهٔ نمونه"};

PeriodRule working(int days) { return {.days = days, .unit = PeriodUnit::working_days, .source = "تصمیم نمونه"}; }

}  // namespace

TEST_CASE("the shipped calendar knows the fixed days of every year and the lunar days of two") {
  each_database([](store::Database& database) {
    const Holidays known = database.read([](store::Transaction& tx) { return holidays(tx); });
    CHECK(known.contain({1405, 1, 13}));
    CHECK(known.contain({1433, 11, 22}));
    CHECK(known.contain({1404, 4, 15}));  // Ashura
    CHECK(known.contain({1405, 4, 4}));
    CHECK(!known.contain({1405, 4, 15}));
    CHECK(known.contain({1405, 2, 11}));   // a Friday
    CHECK(!known.contain({1405, 2, 12}));  // a Saturday
  });
}

TEST_CASE("only the country's administrator changes the calendar, and every day names its source") {
  each_database([](store::Database& database) {
    Town town(database);
    const auto try_set = [&](const identity::Actor& actor, Holiday holiday) {
      return refusal(set_holiday(database, actor, town.now, holiday));
    };
    CHECK(try_set(town.agency_admin, closure) == "holiday.error.only_national");
    CHECK(try_set(town.guest, closure) == "holiday.error.only_national");
    Holiday without = closure;
    without.source = "  ";
    CHECK(try_set(town.national_admin, without) == "holiday.error.source");
    without = closure;
    without.name_fa.clear();
    CHECK(try_set(town.national_admin, without) == "holiday.error.name");
    for (const auto& [kind, day] : {std::pair{HolidayKind::closure, JalaliDate{1405, 7, 31}},
                                    {HolidayKind::closure, JalaliDate{0, 7, 1}},
                                    {HolidayKind::weekly, JalaliDate{0, 0, 7}},
                                    {HolidayKind::weekly, JalaliDate{1405, 1, 1}},
                                    {HolidayKind::fixed, JalaliDate{1405, 1, 1}},
                                    {HolidayKind::fixed, JalaliDate{0, 12, 31}}}) {
      Holiday wrong = closure;
      wrong.kind = kind;
      wrong.day = day;
      CHECK(try_set(town.national_admin, wrong) == "holiday.error.day");
    }
    CHECK(town.count("SELECT COUNT(*) FROM holiday WHERE kind = 'closure'") == 0);
    CHECK(try_set(town.national_admin, closure) == "");
    CHECK(town.count("SELECT COUNT(*) FROM event WHERE kind = 'holiday.set'") == 1);
    CHECK(refusal(remove_holiday(database, town.agency_admin, town.now, closure.day)) == "holiday.error.only_national");
    must(remove_holiday(database, town.national_admin, town.now, closure.day));
    CHECK(refusal(remove_holiday(database, town.national_admin, town.now, closure.day)) == "holiday.error.unknown");
  });
}

TEST_CASE("a lunar holiday moves by a day, onto no other; a fixed one does not") {
  each_database([](store::Database& database) {
    Town town(database);
    must(move_holiday(database, town.national_admin, town.now, {1405, 5, 13}, 1));
    const Holidays known = town.read([](store::Transaction& tx) { return holidays(tx); });
    CHECK(!known.dated.contains({1405, 5, 13}));
    CHECK(known.dated.contains({1405, 5, 14}));
    CHECK(refusal(move_holiday(database, town.national_admin, town.now, {1405, 5, 21}, 1)) == "holiday.error.taken");
    CHECK(refusal(move_holiday(database, town.national_admin, town.now, {0, 1, 13}, 1)) == "holiday.error.unknown");
    CHECK(refusal(move_holiday(database, town.national_admin, town.now, {1405, 5, 14}, 2)) == "holiday.error.day");
    CHECK(refusal(move_holiday(database, town.agency_admin, town.now, {1405, 5, 14}, 1)) == "holiday.error.only_national");
  });
}

TEST_CASE("a period that counts working days or moves off a holiday goes by the table when it is proposed, not by a later one") {
  each_database([](store::Database& database) {
    Town town(database);
    PeriodRule rule{.days = 30, .source = "تصمیم نمونه", .move_off_holidays = true};
    must(set_policy(database, town.agency_admin, town.now, {.agency = town.ministry, .document_type = "", .rule = rule}));
    // 30 days after 12 Ordibehesht is Monday 11 Khordad, which is closed all of a sudden.
    must(set_holiday(database, town.national_admin, town.now, closure));
    const CallId id = town.prepared_call();
    const Opening ask{.first_day = town.today(), .last_day = add_days(town.today(), 30)};
    CHECK(refusal(propose_opening(database, town.lead, town.now, id, ask)) == "call.error.too_short");
    const auto approval = town.propose_opening(id, 0, 31);
    town.approve(approval);
    CHECK(closing_day(*town.call(id).closes_at) == JalaliDate{1405, 3, 12});
    // A closure that is declared afterwards moves nothing that was announced.
    Holiday next = closure;
    next.day = {1405, 3, 12};
    must(set_holiday(database, town.national_admin, town.now, next));
    CHECK(closing_day(*town.call(id).closes_at) == JalaliDate{1405, 3, 12});

    must(set_policy(database, town.agency_admin, town.now, {.agency = town.ministry, .document_type = "", .rule = working(5)}));
    const CallId second = town.prepared_call();
    // Saturday; 5 working days later is Thursday.
    CHECK(refusal(propose_opening(database, town.lead, town.now, second,
                                  {.first_day = town.today(), .last_day = add_days(town.today(), 4)})) == "call.error.too_short");
    town.propose_opening(second, 0, 5);
  });
}

TEST_CASE("days of notice: an opening day too near is refused") {
  each_database([](store::Database& database) {
    Town town(database);
    PeriodRule rule{.days = 10, .source = "تصمیم نمونه", .notice_days = 7};
    must(set_policy(database, town.agency_admin, town.now, {.agency = town.ministry, .document_type = "", .rule = rule}));
    const CallId id = town.prepared_call();
    const JalaliDate near = add_days(town.today(), 6);
    CHECK(refusal(propose_opening(database, town.lead, town.now, id, {.first_day = near, .last_day = add_days(near, 20)})) ==
          "call.error.notice");
    town.propose_opening(id, 7, 10);
    rule.notice_days = 366;
    CHECK(refusal(set_policy(database, town.agency_admin, town.now,
                             {.agency = town.ministry, .document_type = "", .rule = rule})) == "call.error.policy_notice");
  });
}

TEST_CASE("a duty's clock is data with its source: of the nearest agency, in working days where it says so") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId by_default = town.open_call();
    CHECK(report_due(town.call(by_default)) == end_of_day_in_tehran(add_days({1405, 3, 11}, 30)));
    CHECK(town.call(by_default).report_source == "");
    const DutyClock ours{.agency = town.ministry, .duty = Duty::report, .rule = working(10)};
    CHECK(refusal(set_duty_clock(database, town.stranger, town.now, ours)) == "call.error.not_yours");
    DutyClock whole = ours;
    whole.agency.reset();
    CHECK(refusal(set_duty_clock(database, town.agency_admin, town.now, whole)) == "call.error.not_yours");
    DutyClock sourceless = ours;
    sourceless.rule.source.clear();
    CHECK(refusal(set_duty_clock(database, town.agency_admin, town.now, sourceless)) == "call.error.policy_source");
    must(set_duty_clock(database, town.agency_admin, town.now, ours));
    must(set_duty_clock(database, town.national_admin, town.now,
                        {.duty = Duty::report, .rule = {.days = 20, .source = "تصمیم دیگر"}}));
    const CallId id = town.open_call();
    // From Monday 11 Khordad: 14 is a holiday of the year, 15 and 22 are Fridays.
    CHECK(date_in_tehran(report_due(town.call(id)) - Milliseconds{1}) == JalaliDate{1405, 3, 24});
    CHECK(town.call(id).report_source == "تصمیم نمونه");
    // What was announced under the former clock keeps it.
    CHECK(report_due(town.call(by_default)) == end_of_day_in_tehran(add_days({1405, 3, 11}, 30)));
    // An extension moves the clock with the closing day.
    town.approve(must(propose_extension(database, town.lead, town.now, id, {1405, 3, 23}, town.reason())));
    // Tasua, Ashura and a Friday lie between.
    CHECK(date_in_tehran(report_due(town.call(id)) - Milliseconds{1}) == JalaliDate{1405, 4, 6});
  });
}
