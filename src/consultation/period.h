// SPDX-License-Identifier: AGPL-3.0-or-later
// How long a call stays open. Pure functions; the numbers come from a period policy, which is data and names its legal source.
//
// Day D of opening is day 0. A period of n days ends at 24:00 Asia/Tehran of D + n, so n whole days follow the opening day; a
// contribution counts if it was fully received before that instant. A month is the same Jalali day of the next month (its last
// day where it has no such day) and never less than 30 days. A period of n working days ends with the n-th working day after D.
// The clocks of duties (a report after closing) are the same rule, counted from the day of the act that starts them.
#pragma once
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "base/calendar.h"
#include "base/clock.h"

namespace mosharekat::consultation {

enum class PeriodUnit { days, working_days, month };
// The act before which the period must have passed; it is shown beside the period, and guards the record of that act.
enum class CountedBackFrom { approval, issue, parliament };

std::string_view name(PeriodUnit unit);
std::string_view name(CountedBackFrom act);
std::optional<PeriodUnit> period_unit_named(std::string_view name);
std::optional<CountedBackFrom> counted_back_from_named(std::string_view name);

struct PeriodRule {
  int days = 30;
  PeriodUnit unit = PeriodUnit::days;
  CountedBackFrom counted_back_from = CountedBackFrom::approval;
  std::string source{};            // the legal source, as entered
  bool move_off_holidays = false;  // a last day on a weekly or official holiday moves to the next working day
  int notice_days = 0;             // whole days between the announcement and the opening day
};

// The days on which offices are closed, as the installation holds them (holiday.h).
struct Holidays {
  std::set<int> weekdays{6};                  // 0 = Saturday … 6 = Friday
  std::set<std::pair<int, int>> each_year{};  // month and day
  std::set<JalaliDate> dated{};
  bool contain(JalaliDate day) const;
};

// The earliest lawful last day of a call that opens on this day.
JalaliDate earliest_closing_day(JalaliDate opening, const PeriodRule& rule, const Holidays& holidays = {});

// The first instant that is too late for a call whose last day is this.
inline Instant closing_instant(JalaliDate last_day) { return end_of_day_in_tehran(last_day); }
// The last day of a call that closes at this instant.
JalaliDate closing_day(Instant closes_at);

// Whole days that a reader still has, counting today: 0 on the last day, -1 when it is over.
int days_left(Instant now, Instant closes_at);

}  // namespace mosharekat::consultation
