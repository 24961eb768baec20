// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/calendar.h"

#include <doctest/doctest.h>
#include <unicode/calendar.h>
#include <unicode/timezone.h>

#include "base/result.h"

namespace mosharekat {
static doctest::String toString(const JalaliDate& date) {
  return (std::to_string(date.year) + "/" + std::to_string(date.month) + "/" + std::to_string(date.day)).c_str();
}
}  // namespace mosharekat

using namespace mosharekat;
using namespace std::chrono_literals;
using std::chrono::days;
using std::chrono::sys_days;

namespace {

sys_days gregorian(int year, unsigned month, unsigned day) {
  return sys_days{std::chrono::year_month_day{std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{day}}};
}

Instant utc(int year, unsigned month, unsigned day, Milliseconds time) { return Instant{gregorian(year, month, day)} + time; }

}  // namespace

TEST_CASE("every day from 1300 to 1501 is the day that ICU's Persian calendar says") {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::Calendar> calendar{
      icu::Calendar::createInstance(icu::TimeZone::createTimeZone("Etc/GMT"), icu::Locale("fa_IR@calendar=persian"), status)};
  REQUIRE(U_SUCCESS(status));
  int checked = 0;
  for (sys_days day = to_days({1300, 1, 1}); day < to_days({1502, 1, 1}); day += days{1}) {
    calendar->setTime(static_cast<UDate>(Milliseconds(day.time_since_epoch()).count()), status);
    const JalaliDate expected{calendar->get(UCAL_EXTENDED_YEAR, status), calendar->get(UCAL_MONTH, status) + 1,
                              calendar->get(UCAL_DATE, status)};
    const JalaliDate date = to_jalali(day);
    if (date != expected || to_days(date) != day || !is_valid(date)) FAIL("on ", date, " where ICU says ", expected);
    ++checked;
  }
  CHECK(checked == 73'779);
}

TEST_CASE("known days of both calendars meet") {
  CHECK(to_jalali(gregorian(2024, 3, 20)) == JalaliDate{1403, 1, 1});
  CHECK(to_jalali(gregorian(2025, 3, 20)) == JalaliDate{1403, 12, 30});
  CHECK(to_jalali(gregorian(2025, 3, 21)) == JalaliDate{1404, 1, 1});
  CHECK(to_jalali(gregorian(2026, 3, 20)) == JalaliDate{1404, 12, 29});
  CHECK(to_jalali(gregorian(2026, 3, 21)) == JalaliDate{1405, 1, 1});
  CHECK(to_jalali(gregorian(2026, 5, 2)) == JalaliDate{1405, 2, 12});
  CHECK(to_jalali(gregorian(2029, 3, 20)) == JalaliDate{1408, 1, 1});
  CHECK(to_jalali(gregorian(2030, 3, 20)) == JalaliDate{1408, 12, 30});
  CHECK(to_jalali(gregorian(2030, 3, 21)) == JalaliDate{1409, 1, 1});
  CHECK(to_jalali(gregorian(1979, 2, 11)) == JalaliDate{1357, 11, 22});
  CHECK(weekday({1405, 2, 12}) == 0);
  CHECK(weekday({1405, 2, 18}) == 6);
}

TEST_CASE("leap years have thirty days of Esfand") {
  std::vector<int> leap;
  for (int year = 1395; year <= 1424; ++year)
    if (is_leap(year)) leap.push_back(year);
  CHECK(leap == std::vector<int>{1395, 1399, 1403, 1408, 1412, 1416, 1420, 1424});
  CHECK(days_in_month(1403, 12) == 30);
  CHECK(days_in_month(1404, 12) == 29);
  CHECK(is_valid({1408, 12, 30}));
  CHECK_FALSE(is_valid({1405, 12, 30}));
  CHECK_FALSE(is_valid({1405, 7, 31}));
  CHECK_FALSE(is_valid({1405, 13, 1}));
  CHECK_FALSE(is_valid({1405, 0, 1}));
  CHECK_FALSE(is_valid({1405, 1, 0}));
  CHECK_THROWS_AS(to_days({1405, 12, 30}), Bug);
}

TEST_CASE("a period crosses new year, leap Esfand and month ends") {
  CHECK(add_days({1403, 12, 15}, 30) == JalaliDate{1404, 1, 15});
  CHECK(add_days({1404, 12, 15}, 30) == JalaliDate{1405, 1, 16});
  CHECK(add_days({1408, 12, 29}, 1) == JalaliDate{1408, 12, 30});
  CHECK(add_days({1408, 12, 30}, 1) == JalaliDate{1409, 1, 1});
  CHECK(add_days({1405, 6, 31}, 1) == JalaliDate{1405, 7, 1});
  CHECK(add_days({1405, 1, 1}, -1) == JalaliDate{1404, 12, 29});
  CHECK(days_between({1403, 1, 1}, {1404, 1, 1}) == 366);
  CHECK(days_between({1404, 1, 1}, {1405, 1, 1}) == 365);
  CHECK(days_between({1404, 1, 2}, {1404, 1, 1}) == -1);
}

TEST_CASE("a month later is the same day, or the last one where the month is shorter") {
  CHECK(add_months({1405, 6, 31}, 1) == JalaliDate{1405, 7, 30});
  CHECK(add_months({1404, 11, 30}, 1) == JalaliDate{1404, 12, 29});
  CHECK(add_months({1403, 11, 30}, 1) == JalaliDate{1403, 12, 30});
  CHECK(add_months({1403, 12, 30}, 12) == JalaliDate{1404, 12, 29});
  CHECK(add_months({1404, 12, 29}, 1) == JalaliDate{1405, 1, 29});
  CHECK(add_months({1405, 1, 31}, -1) == JalaliDate{1404, 12, 29});
  CHECK(add_months({1405, 2, 12}, 0) == JalaliDate{1405, 2, 12});
}

TEST_CASE("a day in Tehran ends at 24:00, to the millisecond") {
  // 1403/12/30 ends where 1404 begins: 2025-03-20 20:30 UTC.
  CHECK(end_of_day_in_tehran({1403, 12, 30}) == utc(2025, 3, 20, 20h + 30min));
  CHECK(end_of_day_in_tehran({1404, 12, 29}) == utc(2026, 3, 20, 20h + 30min));
  CHECK(end_of_day_in_tehran({1408, 12, 30}) == utc(2030, 3, 20, 20h + 30min));
  CHECK(end_of_day_in_tehran({1405, 6, 31}) == utc(2026, 9, 22, 20h + 30min));
  CHECK(end_of_day_in_tehran({1405, 7, 30}) == utc(2026, 10, 22, 20h + 30min));
  const Instant end = end_of_day_in_tehran({1405, 2, 12});
  CHECK(date_in_tehran(end - 1ms) == JalaliDate{1405, 2, 12});
  CHECK(date_in_tehran(end) == JalaliDate{1405, 2, 13});
  const TehranTime last = in_tehran(end - 1ms);
  CHECK(last.hour == 23);
  CHECK(last.minute == 59);
  CHECK(last.second == 59);
}

TEST_CASE("summer time counts in the years that had it") {
  CHECK(tehran_offset(utc(2022, 9, 21, 19h + 29min)) == 4h + 30min);
  CHECK(tehran_offset(utc(2022, 9, 21, 19h + 30min)) == 3h + 30min);
  CHECK(tehran_offset(utc(2023, 7, 1, 0h)) == 3h + 30min);
  CHECK(in_tehran(utc(2022, 7, 1, 8h)).hour == 12);
  CHECK(in_tehran(utc(2021, 1, 1, 8h)).minute == 30);
}

TEST_CASE("each day begins where the day before ends, also where clocks change at midnight") {
  for (JalaliDate date{1358, 1, 1}; date.year < 1420; date = add_days(date, 1)) {
    const Instant start = start_of_day_in_tehran(date);
    if (date_in_tehran(start) != date || date_in_tehran(start - 1ms) != add_days(date, -1)) FAIL("on ", date);
  }
}

TEST_CASE("zone rules of ICU agree with the fixed offset since it was fixed") {
  const std::unique_ptr<icu::TimeZone> zone{icu::TimeZone::createTimeZone("Asia/Tehran")};
  for (Instant at = utc(2022, 9, 21, 19h + 30min); at < utc(2030, 1, 1, 0h); at += 6h) {
    UErrorCode status = U_ZERO_ERROR;
    std::int32_t base = 0, summer = 0;
    zone->getOffset(static_cast<UDate>(milliseconds(at)), false, base, summer, status);
    if (Milliseconds{base + summer} != tehran_offset(at)) FAIL("at ", milliseconds(at));
  }
}

TEST_CASE("dates are read as people type them") {
  const JalaliDate date{1405, 2, 12};
  for (const char* text : {"1405/2/12", "۱۴۰۵-۰۲-۱۲", " ١٤٠٥.٠٢.١٢ ", "2026-05-02", "\u200f۱۴۰۵/۲/۱۲", "2026/5/2"}) {
    CAPTURE(text);
    CHECK(parse_date(text) == date);
  }
  for (const char* text : {"", "1405", "05/2/12", "97/12/13", "1405/2", "1405/2/12/1", "1405/13/1", "1405/12/30", "1405/2-12",
                           "1405/a/1", "2026-02-30", "1700/1/1", "1405//1", "1405/002/1", "1405/2/12 ساعت", "-1405/2/12"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_date(text));
  }
}
