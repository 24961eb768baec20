// SPDX-License-Identifier: AGPL-3.0-or-later
#include "consultation/period.h"

#include <doctest/doctest.h>

using namespace mosharekat;
using namespace mosharekat::consultation;

namespace {
constexpr Milliseconds one_second{1000};
const PeriodRule thirty_days{.days = 30};
const PeriodRule a_month{.days = 30, .unit = PeriodUnit::month};
}  // namespace

TEST_CASE("thirty days from 12 Ordibehesht end at 24:00 of 11 Khordad, to the second") {
  const JalaliDate last = earliest_closing_day({1405, 2, 12}, thirty_days);
  CHECK(last == JalaliDate{1405, 3, 11});
  const Instant end = closing_instant(last);
  CHECK(end == start_of_day_in_tehran({1405, 3, 12}));
  // 20:30 UTC is midnight in Tehran.
  CHECK(milliseconds(end) == 1780345800000);
  CHECK(days_left(end - one_second, end) == 0);
  CHECK(days_left(end, end) == -1);
  CHECK(closing_day(end) == last);
}

TEST_CASE("a period runs across the Jalali new year and a leap Esfand") {
  CHECK(earliest_closing_day({1403, 12, 1}, thirty_days) == JalaliDate{1404, 1, 1});  // 1403 is leap: Esfand has 30 days
  CHECK(earliest_closing_day({1404, 12, 1}, thirty_days) == JalaliDate{1405, 1, 2});  // 1404 is not
  CHECK(earliest_closing_day({1403, 12, 30}, thirty_days) == JalaliDate{1404, 1, 30});
  CHECK(earliest_closing_day({1408, 12, 30}, thirty_days) == JalaliDate{1409, 1, 30});
}

TEST_CASE("month ends: 31-day, 30-day and short months") {
  CHECK(earliest_closing_day({1405, 1, 31}, thirty_days) == JalaliDate{1405, 2, 30});
  CHECK(earliest_closing_day({1405, 6, 31}, thirty_days) == JalaliDate{1405, 7, 30});
  CHECK(earliest_closing_day({1405, 7, 30}, thirty_days) == JalaliDate{1405, 8, 30});
}

TEST_CASE("a month is the same day of the next month, its last day where it has none, and at least thirty days") {
  CHECK(earliest_closing_day({1405, 2, 12}, a_month) == JalaliDate{1405, 3, 12});  // 31 days
  CHECK(earliest_closing_day({1405, 6, 31}, a_month) == JalaliDate{1405, 7, 30});
  CHECK(earliest_closing_day({1404, 11, 30}, a_month) == JalaliDate{1405, 1, 1});  // 29 Esfand would be 29 days
  CHECK(earliest_closing_day({1403, 11, 30}, a_month) == JalaliDate{1403, 12, 30});
}

TEST_CASE("moving off a holiday is a policy's option and off by default") {
  PeriodRule rule{.days = 30};
  const JalaliDate opening{1405, 2, 2};  // + 30 = Friday 1 Khordad 1405
  REQUIRE(weekday(add_days(opening, 30)) == 6);
  CHECK(earliest_closing_day(opening, rule) == JalaliDate{1405, 3, 1});
  rule.move_off_holidays = true;
  CHECK(earliest_closing_day(opening, rule) == JalaliDate{1405, 3, 2});
  CHECK(earliest_closing_day(opening, rule, {.dated = {{1405, 3, 2}}}) == JalaliDate{1405, 3, 3});
}

TEST_CASE("working days: weekly, yearly and dated holidays are not counted, and the opening day never is") {
  PeriodRule rule{.days = 5, .unit = PeriodUnit::working_days};
  const JalaliDate saturday{1405, 2, 12};
  REQUIRE(weekday(saturday) == 0);
  CHECK(earliest_closing_day(saturday, rule) == JalaliDate{1405, 2, 17});  // Thursday
  rule.days = 6;
  CHECK(earliest_closing_day(saturday, rule) == JalaliDate{1405, 2, 19});                        // over Friday
  CHECK(earliest_closing_day(saturday, rule, {.weekdays = {5, 6}}) == JalaliDate{1405, 2, 20});  // Thursdays closed too
  CHECK(earliest_closing_day(saturday, rule, {.dated = {{1405, 2, 14}}}) == JalaliDate{1405, 2, 20});
  // A holiday of every year counts in every year.
  rule.days = 1;
  CHECK(earliest_closing_day({1405, 11, 21}, rule, {.each_year = {{11, 22}}}) == JalaliDate{1405, 11, 24});  // 23 is a Friday
  CHECK(earliest_closing_day({1406, 11, 21}, rule, {.each_year = {{11, 22}}}) == JalaliDate{1406, 11, 23});
}

TEST_CASE("a year of working days ends, however many holidays there are") {
  const PeriodRule rule{.days = 250, .unit = PeriodUnit::working_days};
  const JalaliDate last = earliest_closing_day({1405, 1, 1}, rule, {.weekdays = {0, 1, 2, 3, 4, 5}});
  CHECK(weekday(last) == 6);
  CHECK(days_between({1405, 1, 1}, last) >= 249 * 7);
}
