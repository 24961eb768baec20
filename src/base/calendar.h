// SPDX-License-Identifier: AGPL-3.0-or-later
// The Persian (Jalali, solar Hijri) calendar and Tehran's civil time. Exact for the years 1304–1501: the 33-year rule
// ((25 y + 11) mod 33 < 8 is a leap year), which equals the official rule of the equinox in that range. Pure functions,
// thread-safe.
#pragma once
#include <compare>
#include <optional>
#include <string_view>

#include "base/clock.h"

namespace mosharekat {

struct JalaliDate {
  int year = 0, month = 1, day = 1;  // 1405, 2, 12
  auto operator<=>(const JalaliDate&) const = default;
};

struct TehranTime {
  JalaliDate date;
  int hour = 0, minute = 0, second = 0;
};

bool is_leap(int jalali_year);
int days_in_month(int jalali_year, int month);
bool is_valid(JalaliDate date);  // years 1–3000

// Days since 1970-01-01, the common coin of both calendars.
std::chrono::sys_days to_days(JalaliDate date);
JalaliDate to_jalali(std::chrono::sys_days day);

// Tehran: +03:30 all year since 2022-09-22; before that with the summer time then in force.
Milliseconds tehran_offset(Instant at);
TehranTime in_tehran(Instant at);
JalaliDate date_in_tehran(Instant at);
Instant start_of_day_in_tehran(JalaliDate date);  // its first instant, 00:00:00.000; exact since 1358
// The first instant after the day, that is 24:00. A deadline "until the end of day D" admits what arrives before this instant.
Instant end_of_day_in_tehran(JalaliDate date);

JalaliDate add_days(JalaliDate date, int days);
int days_between(JalaliDate from, JalaliDate to);
// The same day of a later month; its last day where the month is shorter.
JalaliDate add_months(JalaliDate date, int months);
// 0 = Saturday … 6 = Friday.
int weekday(JalaliDate date);

// A date as people type it: 1405/2/12, ۱۴۰۵-۰۲-۱۲ in any digits; or Gregorian as 2026-05-02, told apart by the year. Two-digit
// years are refused.
// Jalali years are 1200–1599, Gregorian ones 1800–2220; the separator is / - or . and the same twice.
std::optional<JalaliDate> parse_date(std::string_view text);

}  // namespace mosharekat
