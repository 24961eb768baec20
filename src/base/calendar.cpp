// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/calendar.h"

#include <unicode/timezone.h>

#include "base/result.h"
#include "base/text.h"

namespace mosharekat {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

constexpr int first_half_days = 6 * 31;

constexpr int floor_div(int value, int by) { return value / by - (value % by < 0 ? 1 : 0); }
constexpr int floor_mod(int value, int by) { return value - floor_div(value, by) * by; }

// Days from 1/1/1 to the first day of the year. The quotient counts the leap years before it: it grows by one exactly behind
// a year with (25 y + 11) mod 33 < 8.
constexpr int days_before(int year) { return 365 * (year - 1) + floor_div(8 * year + 21, 33); }

// 1403/1/1 was 2024-03-20.
constexpr sys_days epoch =
    sys_days{std::chrono::year_month_day{std::chrono::year{2024}, std::chrono::March, std::chrono::day{20}}} -
    days{days_before(1403)};

constexpr int days_before_month(int month) { return month <= 7 ? (month - 1) * 31 : first_half_days + (month - 7) * 30; }

// The last summer time ended with 1401/6/30, at 24:00 by the clocks of that day.
constexpr Instant fixed_since{
    sys_days{std::chrono::year_month_day{std::chrono::year{2022}, std::chrono::September, std::chrono::day{21}}} +
    std::chrono::minutes{19 * 60 + 30}};
constexpr Milliseconds fixed_offset = std::chrono::minutes{3 * 60 + 30};

Milliseconds offset_by_zone_rules(Instant at) {
  static const std::unique_ptr<const icu::TimeZone> zone{icu::TimeZone::createTimeZone("Asia/Tehran")};
  UErrorCode status = U_ZERO_ERROR;
  std::int32_t base = 0;
  std::int32_t summer = 0;
  zone->getOffset(static_cast<UDate>(milliseconds(at)), false, base, summer, status);
  if (U_FAILURE(status)) throw std::runtime_error("ICU time zone data is missing");
  return Milliseconds{base + summer};
}

}  // namespace

bool is_leap(int jalali_year) { return floor_mod(25 * jalali_year + 11, 33) < 8; }

int days_in_month(int jalali_year, int month) {
  if (month <= 6) return 31;
  if (month <= 11) return 30;
  return is_leap(jalali_year) ? 30 : 29;
}

bool is_valid(JalaliDate date) {
  return date.year >= 1 && date.year <= 3000 && date.month >= 1 && date.month <= 12 && date.day >= 1 &&
         date.day <= days_in_month(date.year, date.month);
}

sys_days to_days(JalaliDate date) {
  expect(is_valid(date), "to_days() takes a date that exists");
  return epoch + days{days_before(date.year) + days_before_month(date.month) + date.day - 1};
}

JalaliDate to_jalali(sys_days day) {
  const auto count = static_cast<int>((day - epoch).count());
  // 12053 days are 33 years; the estimate is right or one too high or low near the new year.
  int year = floor_div(count, 12053) * 33 + floor_mod(count, 12053) * 33 / 12053 + 1;
  while (days_before(year) > count) --year;
  while (days_before(year + 1) <= count) ++year;
  const int of_year = count - days_before(year);
  if (of_year < first_half_days) return {year, of_year / 31 + 1, of_year % 31 + 1};
  const int of_half = of_year - first_half_days;
  return {year, of_half / 30 + 7, of_half % 30 + 1};
}

Milliseconds tehran_offset(Instant at) { return at >= fixed_since ? fixed_offset : offset_by_zone_rules(at); }

TehranTime in_tehran(Instant at) {
  const auto local = at + tehran_offset(at);
  const auto day = std::chrono::floor<days>(local);
  const std::chrono::hh_mm_ss clock{std::chrono::floor<std::chrono::seconds>(local - day)};
  return {to_jalali(day), static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
          static_cast<int>(clock.seconds().count())};
}

JalaliDate date_in_tehran(Instant at) { return to_jalali(std::chrono::floor<days>(at + tehran_offset(at))); }

Instant start_of_day_in_tehran(JalaliDate date) {
  const Instant midnight{to_days(date)};
  // Clocks used to change at midnight: the second look finds the side of the change on which the day begins.
  const Instant guess = midnight - tehran_offset(midnight - fixed_offset);
  return midnight - tehran_offset(guess);
}

Instant end_of_day_in_tehran(JalaliDate date) { return start_of_day_in_tehran(add_days(date, 1)); }

JalaliDate add_days(JalaliDate date, int count) { return to_jalali(to_days(date) + days{count}); }

int days_between(JalaliDate from, JalaliDate to) { return static_cast<int>((to_days(to) - to_days(from)).count()); }

JalaliDate add_months(JalaliDate date, int months) {
  expect(is_valid(date), "add_months() takes a date that exists");
  const int index = date.year * 12 + date.month - 1 + months;
  const JalaliDate first{floor_div(index, 12), floor_mod(index, 12) + 1, 1};
  return {first.year, first.month, std::min(date.day, days_in_month(first.year, first.month))};
}

int weekday(JalaliDate date) { return static_cast<int>((std::chrono::weekday{to_days(date)} - std::chrono::Saturday).count()); }

std::optional<JalaliDate> parse_date(std::string_view text) {
  std::string plain = text::ascii_digits(text::tidy_line(text));
  for (const std::string_view mark : {"\u200e", "\u200f"})  // from copying out of a page that runs right to left
    for (auto at = plain.find(mark); at != std::string::npos; at = plain.find(mark)) plain.erase(at, mark.size());
  const auto at = plain.find_first_of("/-.");
  if (at == std::string::npos) return std::nullopt;
  const auto parts = text::split(plain, plain[at]);
  if (parts.size() != 3 || parts[0].size() != 4) return std::nullopt;
  int numbers[3] = {};
  for (int i = 0; i < 3; ++i) {
    if (parts[i].empty() || (i > 0 && parts[i].size() > 2)) return std::nullopt;
    for (const char letter : parts[i]) {
      if (letter < '0' || letter > '9') return std::nullopt;
      numbers[i] = numbers[i] * 10 + (letter - '0');
    }
  }
  const auto [year, month, day] = numbers;
  if (year >= 1200 && year < 1600) {
    const JalaliDate date{year, month, day};
    return is_valid(date) ? std::optional(date) : std::nullopt;
  }
  const std::chrono::year_month_day gregorian{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                                              std::chrono::day{static_cast<unsigned>(day)}};
  if (year < 1800 || year > 2220 || !gregorian.ok()) return std::nullopt;
  return to_jalali(sys_days{gregorian});
}

}  // namespace mosharekat
