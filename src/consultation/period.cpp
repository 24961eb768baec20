// SPDX-License-Identifier: AGPL-3.0-or-later
#include "consultation/period.h"

namespace mosharekat::consultation {

std::string_view name(PeriodUnit unit) { return unit == PeriodUnit::days ? "days" : "month"; }

std::string_view name(CountedBackFrom act) {
  switch (act) {
    case CountedBackFrom::approval: return "approval";
    case CountedBackFrom::issue: return "issue";
    case CountedBackFrom::parliament: return "parliament";
  }
  return "";
}

std::optional<PeriodUnit> period_unit_named(std::string_view name) {
  if (name == "days") return PeriodUnit::days;
  if (name == "month") return PeriodUnit::month;
  return std::nullopt;
}

std::optional<CountedBackFrom> counted_back_from_named(std::string_view text) {
  for (const auto act : {CountedBackFrom::approval, CountedBackFrom::issue, CountedBackFrom::parliament})
    if (name(act) == text) return act;
  return std::nullopt;
}

JalaliDate earliest_closing_day(JalaliDate opening, const PeriodRule& rule, const std::set<JalaliDate>& holidays) {
  JalaliDate last = add_days(opening, rule.days);
  if (rule.unit == PeriodUnit::month) last = std::max(add_months(opening, 1), add_days(opening, std::max(30, rule.days)));
  if (rule.move_off_holidays) {
    constexpr int friday = 6;
    while (weekday(last) == friday || holidays.contains(last)) last = add_days(last, 1);
  }
  return last;
}

JalaliDate closing_day(Instant closes_at) { return date_in_tehran(closes_at - Milliseconds{1}); }

int days_left(Instant now, Instant closes_at) {
  if (now >= closes_at) return -1;
  return days_between(date_in_tehran(now), closing_day(closes_at));
}

}  // namespace mosharekat::consultation
