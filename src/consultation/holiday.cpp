// SPDX-License-Identifier: AGPL-3.0-or-later
#include "consultation/holiday.h"

#include <cstdio>

#include "base/json_text.h"
#include "base/text.h"
#include "ledger/ledger.h"

namespace mosharekat::consultation {

using identity::Role;
using ledger::Done;
using ledger::Nothing;
using Invalid = mosharekat::Code;

std::string_view name(HolidayKind kind) {
  switch (kind) {
    case HolidayKind::weekly: return "weekly";
    case HolidayKind::fixed: return "fixed";
    case HolidayKind::lunar: return "lunar";
    case HolidayKind::closure: return "closure";
  }
  return "";
}

std::optional<HolidayKind> holiday_kind_named(std::string_view text) {
  for (const HolidayKind kind : all_holiday_kinds)
    if (name(kind) == text) return kind;
  return std::nullopt;
}

std::string_view name(Duty duty) {
  switch (duty) {
    case Duty::report: return "report";
    case Duty::feedback: return "feedback";
    case Duty::evaluation: return "evaluation";
    case Duty::complaint: return "complaint";
  }
  return "";
}

std::optional<Duty> duty_named(std::string_view text) {
  for (const Duty duty : all_duties)
    if (name(duty) == text) return duty;
  return std::nullopt;
}

namespace {

bool fits(const Holiday& holiday) {
  const JalaliDate& day = holiday.day;
  switch (holiday.kind) {
    case HolidayKind::weekly: return day.year == 0 && day.month == 0 && day.day >= 0 && day.day <= 6;
    // 1403 was a leap year: 30 Esfand is a day that some years have.
    case HolidayKind::fixed: return day.year == 0 && is_valid({1403, day.month, day.day});
    case HolidayKind::lunar:
    case HolidayKind::closure: return day.year >= 1300 && day.year < 1600 && is_valid(day);
  }
  return false;
}

std::string written(JalaliDate day) {
  char line[16];
  std::snprintf(line, sizeof line, "%04d-%02d-%02d", day.year, day.month, day.day);
  return line;
}

std::string json_of(const Holiday& holiday) {
  return json::object({{"day", written(holiday.day)},
                       {"kind", std::string(name(holiday.kind))},
                       {"name", holiday.name_fa},
                       {"source", holiday.source}});
}

Holiday read_holiday(store::Row& row) {
  Holiday holiday;
  holiday.day = {static_cast<int>(row.integer()), static_cast<int>(row.integer()), static_cast<int>(row.integer())};
  holiday.kind = holiday_kind_named(row.text()).value();
  holiday.name_fa = row.text();
  holiday.name_en = row.text();
  holiday.source = row.text();
  return holiday;
}

std::optional<Holiday> holiday_on(store::Transaction& tx, JalaliDate day) {
  return tx.one<Holiday>(
      "SELECT year, month, day, kind, name_fa, name_en, source FROM holiday WHERE year = $1 AND month = $2 AND day = $3",
      {day.year, day.month, day.day}, read_holiday);
}

void put(store::Transaction& tx, const Holiday& holiday) {
  tx.execute(
      "INSERT INTO holiday (year, month, day, kind, name_fa, name_en, source) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT "
      "(year, month, day) DO UPDATE SET kind = excluded.kind, name_fa = excluded.name_fa, name_en = excluded.name_en, source = "
      "excluded.source",
      {holiday.day.year, holiday.day.month, holiday.day.day, name(holiday.kind), holiday.name_fa, holiday.name_en,
       holiday.source});
}

void take_out(store::Transaction& tx, JalaliDate day) {
  tx.execute("DELETE FROM holiday WHERE year = $1 AND month = $2 AND day = $3", {day.year, day.month, day.day});
}

Result<void> may_change(const identity::Actor& actor) {
  if (!actor.has(Role::national_admin)) return Error{Invalid::denied, "holiday.error.only_national"};
  return {};
}

}  // namespace

Result<void> set_holiday(store::Database& database, const identity::Actor& actor, Instant now, const Holiday& ask) {
  TRY(may_change(actor));
  Holiday holiday = ask;
  holiday.name_fa = text::tidy_line(ask.name_fa);
  holiday.name_en = text::tidy_line(ask.name_en);
  holiday.source = text::tidy_line(ask.source);
  if (!fits(holiday)) return Error{Invalid::invalid, "holiday.error.day", {}, "day"};
  if (holiday.name_fa.empty()) return Error{Invalid::invalid, "holiday.error.name", {}, "name_fa"};
  if (holiday.source.empty()) return Error{Invalid::invalid, "holiday.error.source", {}, "source"};
  for (const std::string* field : {&holiday.name_fa, &holiday.name_en, &holiday.source})
    if (text::length(*field) > 300)
      return Error{Invalid::invalid, "call.error.too_long", {{"limit", std::int64_t{300}}}, "source"};
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<Nothing>> {
    const auto former = holiday_on(tx, holiday.day);
    put(tx, holiday);
    return Done{ledger::append(tx, {.kind = "holiday.set",
                                    .subject = "installation",
                                    .actor = actor.person.value,
                                    .at = now,
                                    .before = former ? json_of(*former) : "",
                                    .after = json_of(holiday)}),
                Nothing{}};
  });
}

Result<void> remove_holiday(store::Database& database, const identity::Actor& actor, Instant now, JalaliDate day) {
  TRY(may_change(actor));
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<Nothing>> {
    const auto former = holiday_on(tx, day);
    if (!former) return Error{Invalid::not_found, "holiday.error.unknown"};
    take_out(tx, day);
    return Done{ledger::append(tx, {.kind = "holiday.removed",
                                    .subject = "installation",
                                    .actor = actor.person.value,
                                    .at = now,
                                    .before = json_of(*former)}),
                Nothing{}};
  });
}

Result<void> move_holiday(store::Database& database, const identity::Actor& actor, Instant now, JalaliDate day, int by) {
  TRY(may_change(actor));
  if (by != -1 && by != 1) return Error{Invalid::invalid, "holiday.error.day", {}, "day"};
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<Nothing>> {
    const auto former = holiday_on(tx, day);
    if (!former || former->kind != HolidayKind::lunar) return Error{Invalid::not_found, "holiday.error.unknown"};
    Holiday moved = *former;
    moved.day = add_days(day, by);
    if (holiday_on(tx, moved.day)) return Error{Invalid::conflict, "holiday.error.taken"};
    take_out(tx, day);
    put(tx, moved);
    return Done{ledger::append(tx, {.kind = "holiday.moved",
                                    .subject = "installation",
                                    .actor = actor.person.value,
                                    .at = now,
                                    .before = json_of(*former),
                                    .after = json_of(moved)}),
                Nothing{}};
  });
}

std::vector<Holiday> holiday_list(store::Transaction& tx) {
  return tx.all<Holiday>("SELECT year, month, day, kind, name_fa, name_en, source FROM holiday ORDER BY year, month, day", {},
                         read_holiday);
}

Holidays holidays(store::Transaction& tx) {
  Holidays known;
  known.weekdays.clear();
  for (const Holiday& holiday : holiday_list(tx)) {
    if (holiday.kind == HolidayKind::weekly)
      known.weekdays.insert(holiday.day.day);
    else if (holiday.kind == HolidayKind::fixed)
      known.each_year.insert({holiday.day.month, holiday.day.day});
    else
      known.dated.insert(holiday.day);
  }
  return known;
}

namespace {

DutyClock read_clock(store::Row& row) {
  DutyClock clock;
  clock.agency = row.maybe_id<identity::AgencyId>();
  clock.duty = duty_named(row.text()).value();
  clock.rule.days = static_cast<int>(row.integer());
  clock.rule.unit = period_unit_named(row.text()).value();
  clock.rule.move_off_holidays = row.boolean();
  clock.rule.source = row.text();
  return clock;
}

std::string json_of(const DutyClock& clock) {
  return json::object({{"duty", std::string(name(clock.duty))},
                       {"days", std::to_string(clock.rule.days)},
                       {"unit", std::string(name(clock.rule.unit))},
                       {"move_off_holidays", clock.rule.move_off_holidays ? "yes" : "no"},
                       {"source", clock.rule.source}});
}

}  // namespace

Result<void> set_duty_clock(store::Database& database, const identity::Actor& actor, Instant now, const DutyClock& ask) {
  DutyClock clock = ask;
  clock.rule.source = text::tidy_line(ask.rule.source);
  if (clock.rule.days < 1 || clock.rule.days > 3650) return Error{Invalid::invalid, "call.error.policy_days", {}, "days"};
  if (clock.rule.unit == PeriodUnit::month) return Error{Invalid::invalid, "holiday.error.unit", {}, "unit"};
  if (clock.rule.source.empty()) return Error{Invalid::invalid, "call.error.policy_source", {}, "source"};
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<Nothing>> {
    if (clock.agency) {
      const auto agency = identity::agency(tx, *clock.agency);
      if (!agency) return Error{Invalid::not_found, "call.error.agency_unknown"};
      if (!actor.has(Role::agency_admin, *agency) && !actor.has(Role::national_admin))
        return Error{Invalid::denied, "call.error.not_yours"};
    } else if (!actor.has(Role::national_admin)) {
      return Error{Invalid::denied, "call.error.not_yours"};
    }
    const std::string agency = clock.agency ? clock.agency->value : "";
    std::string before;
    for (const DutyClock& old : duty_clocks(tx))
      if (old.agency == clock.agency && old.duty == clock.duty) before = json_of(old);
    tx.execute("DELETE FROM duty_clock WHERE COALESCE(agency, '') = $1 AND duty = $2", {agency, name(clock.duty)});
    tx.execute(
        "INSERT INTO duty_clock (id, agency, duty, days, unit, move_off_holidays, source) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        {new_id(now), clock.agency ? store::Parameter(*clock.agency) : store::Parameter(nullptr), name(clock.duty),
         clock.rule.days, name(clock.rule.unit), clock.rule.move_off_holidays, clock.rule.source});
    return Done{ledger::append(tx, {.kind = "duty_clock.set",
                                    .subject = agency.empty() ? "installation" : agency,
                                    .actor = actor.person.value,
                                    .at = now,
                                    .before = before,
                                    .after = json_of(clock)}),
                Nothing{}};
  });
}

std::vector<DutyClock> duty_clocks(store::Transaction& tx) {
  return tx.all<DutyClock>(
      "SELECT d.agency, d.duty, d.days, d.unit, d.move_off_holidays, d.source FROM duty_clock d LEFT JOIN agency a ON a.id = "
      "d.agency ORDER BY COALESCE(a.path, ''), d.duty",
      {}, read_clock);
}

PeriodRule duty_for(store::Transaction& tx, const identity::Agency& agency, Duty duty) {
  const auto found = tx.one<DutyClock>(
      "SELECT d.agency, d.duty, d.days, d.unit, d.move_off_holidays, d.source FROM duty_clock d LEFT JOIN agency a ON a.id = "
      "d.agency WHERE d.duty = $2 AND (d.agency IS NULL OR $1 LIKE '%/' || d.agency || '/%') ORDER BY COALESCE(LENGTH(a.path), 0) "
      "DESC LIMIT 1",
      {agency.path, name(duty)}, read_clock);
  if (found) return found->rule;
  switch (duty) {
    case Duty::report: return {.days = 30};
    case Duty::feedback: return {.days = 14};
    case Duty::evaluation: return {.days = 60};
    case Duty::complaint: return {.days = 10, .unit = PeriodUnit::working_days};
  }
  return {};
}

}  // namespace mosharekat::consultation
