// SPDX-License-Identifier: AGPL-3.0-or-later
#include "consultation/period.h"

namespace mosharekat::consultation {

std::string_view name(PeriodUnit unit) {
  switch (unit) {
    case PeriodUnit::days: return "days";
    case PeriodUnit::working_days: return "working_days";
    case PeriodUnit::month: return "month";
  }
  return "";
}

std::string_view name(CountedBackFrom act) {
  switch (act) {
    case CountedBackFrom::approval: return "approval";
    case CountedBackFrom::issue: return "issue";
    case CountedBackFrom::parliament: return "parliament";
  }
  return "";
}

std::optional<PeriodUnit> period_unit_named(std::string_view text) {
  for (const auto unit : {PeriodUnit::days, PeriodUnit::working_days, PeriodUnit::month})
    if (name(unit) == text) return unit;
  return std::nullopt;
}

std::optional<CountedBackFrom> counted_back_from_named(std::string_view text) {
  for (const auto act : {CountedBackFrom::approval, CountedBackFrom::issue, CountedBackFrom::parliament})
    if (name(act) == text) return act;
  return std::nullopt;
}

bool Holidays::contain(JalaliDate day) const {
  return weekdays.contains(weekday(day)) || each_year.contains({day.month, day.day}) || dated.contains(day);
}

JalaliDate earliest_closing_day(JalaliDate opening, const PeriodRule& rule, const Holidays& holidays) {
  JalaliDate last = opening;
  switch (rule.unit) {
    case PeriodUnit::days: last = add_days(opening, rule.days); break;
    case PeriodUnit::working_days:
      for (int counted = 0; counted < rule.days;) {
        last = add_days(last, 1);
        counted += !holidays.contain(last);
      }
      break;
    case PeriodUnit::month: last = std::max(add_months(opening, 1), add_days(opening, std::max(30, rule.days))); break;
  }
  if (rule.move_off_holidays)
    while (holidays.contain(last)) last = add_days(last, 1);
  return last;
}

JalaliDate closing_day(Instant closes_at) { return date_in_tehran(closes_at - Milliseconds{1}); }

int days_left(Instant now, Instant closes_at) {
  if (now >= closes_at) return -1;
  return days_between(date_in_tehran(now), closing_day(closes_at));
}

}  // namespace mosharekat::consultation
