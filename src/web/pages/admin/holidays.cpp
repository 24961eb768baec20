// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/admin/holidays.h"

#include "base/text.h"
#include "consultation/holiday.h"
#include "generated/templates/admin/holidays.h"

namespace mosharekat::web::pages::admin {

using consultation::Holiday;
using consultation::HolidayKind;

namespace {

std::string key_of(JalaliDate day) {
  return std::to_string(day.year) + "-" + std::to_string(day.month) + "-" + std::to_string(day.day);
}

std::optional<JalaliDate> day_of_key(std::string_view key) {
  const auto parts = text::split(std::string(key), '-');
  if (parts.size() != 3) return std::nullopt;
  int numbers[3] = {};
  for (int i = 0; i < 3; ++i) numbers[i] = static_cast<int>(text::parse_integer(parts[i]).value_or(-1));
  return JalaliDate{numbers[0], numbers[1], numbers[2]};
}

// A month and a day as people write them: 11/22.
std::optional<JalaliDate> month_and_day(std::string_view given) {
  const std::string plain = text::ascii_digits(text::tidy_line(given));
  const auto at = plain.find_first_of("/-.");
  if (at == std::string::npos) return std::nullopt;
  const auto month = text::parse_integer(std::string_view(plain).substr(0, at)),
             day = text::parse_integer(std::string_view(plain).substr(at + 1));
  if (!month || !day || *month < 1 || *month > 12 || *day < 1 || *day > 31) return std::nullopt;
  return JalaliDate{0, static_cast<int>(*month), static_cast<int>(*day)};
}

HolidayLine line_of(const Context& in, const Holiday& holiday, int year) {
  HolidayLine line{.occasion = in.language() == Language::fa || holiday.name_en.empty() ? holiday.name_fa : holiday.name_en,
                   .source = holiday.source,
                   .key = key_of(holiday.day)};
  line.lunar = holiday.kind == HolidayKind::lunar;
  if (holiday.kind == HolidayKind::weekly) {
    line.day = in.say("holiday.weekday." + std::to_string(holiday.day.day));
    return line;
  }
  const JalaliDate day{holiday.day.year == 0 ? year : holiday.day.year, holiday.day.month, holiday.day.day};
  if (!is_valid(day)) {  // 30 Esfand in a year without it
    line.day = locale::digits(in.language(), std::to_string(day.month) + "/" + std::to_string(day.day));
    return line;
  }
  line.day = locale::date(in.language(), start_of_day_in_tehran(day));
  line.weekday = in.say("holiday.weekday." + std::to_string(weekday(day)));
  return line;
}

Response page(Context& in, const std::vector<Error>& errors) {
  const Fields& form = in.request.form;
  Holidays view;
  view.may_change = in.actor.has(identity::Role::national_admin);
  view.problems.errors = errors;
  const int this_year = date_in_tehran(in.now).year;
  const int year = static_cast<int>(
      std::clamp<std::int64_t>(text::parse_integer(in.request.query["year"]).value_or(this_year), this_year - 5, this_year + 5));
  const auto all = in.read([](store::Transaction& tx) { return consultation::holiday_list(tx); });
  bool lunar_known[2] = {};
  for (const Holiday& holiday : all)
    for (const int ahead : {0, 1})
      lunar_known[ahead] = lunar_known[ahead] || (holiday.kind == HolidayKind::lunar && holiday.day.year == this_year + ahead);
  for (const int ahead : {0, 1})
    if (!lunar_known[ahead] && view.lacking.empty())
      view.lacking = in.say("holiday.lacking", {{"year", locale::digits(in.language(), std::to_string(this_year + ahead))}});
  for (int one = this_year - 1; one <= this_year + 2; ++one)
    view.years.push_back({.value = std::string(in.reader.base) + "/desk/holidays?year=" + std::to_string(one),
                          .label_text = locale::digits(in.language(), std::to_string(one)),
                          .chosen = one == year});
  for (const HolidayKind kind : consultation::all_holiday_kinds) {
    HolidayGroup group{.title = in.say("holiday.kind." + std::string(consultation::name(kind)))};
    for (const Holiday& holiday : all)
      if (holiday.kind == kind && (holiday.day.year == 0 || holiday.day.year == year))
        group.lines.push_back(line_of(in, holiday, year));
    if (!group.lines.empty()) view.groups.push_back(std::move(group));
  }
  view.kind = {.name = "kind", .label = "holiday.kind", .cards = true};
  for (const HolidayKind kind : {HolidayKind::closure, HolidayKind::lunar, HolidayKind::fixed, HolidayKind::weekly}) {
    const std::string name(consultation::name(kind));
    view.kind.options.push_back({.value = name,
                                 .label = "holiday.kind." + name,
                                 .chosen = form["kind"].empty() ? kind == HolidayKind::closure : form["kind"] == name});
  }
  const auto field = [&](std::string name, std::string label, std::string hint = {}) {
    part::Field made{.name = name, .label = std::move(label), .hint = std::move(hint)};
    made.value = std::string(form[name]);
    made.error = part::error_of(errors, name);
    return made;
  };
  view.day = field("day", "holiday.day", "holiday.day_hint");
  view.day.left_to_right = true;
  view.day.size = "short";
  view.day.optional = true;
  view.weekday = {.name = "weekday", .label = "holiday.weekday", .optional = true};
  for (int day = 0; day < 7; ++day)
    view.weekday.options.push_back({.value = std::to_string(day),
                                    .label = "holiday.weekday." + std::to_string(day),
                                    .chosen = form["weekday"] == std::to_string(day)});
  view.name_fa = field("name_fa", "holiday.name_fa");
  view.name_en = field("name_en", "holiday.name_en");
  view.name_en.optional = true;
  view.source = field("source", "admin.source", "holiday.source_hint");
  return in.page({.title = in.say("holiday.title"), .section = "desk", .status = errors.empty() ? 200 : 422, .desk = true},
                 to_html(view, in.reader));
}

Result<Response> answered(Context& in, const Result<void>& done) {
  if (done) return in.go("/desk/holidays", "saved");
  if (done.error().code == Code::denied || done.error().code == Code::not_found) return done.error();
  return page(in, {done.error()});
}

}  // namespace

Result<Response> holidays(Context& in) { return page(in, {}); }

Result<Response> set_holiday(Context& in) {
  const Fields& form = in.request.form;
  Holiday holiday{.kind = consultation::holiday_kind_named(form["kind"]).value_or(HolidayKind::closure),
                  .name_fa = std::string(form["name_fa"]),
                  .name_en = std::string(form["name_en"]),
                  .source = std::string(form["source"])};
  // A day that cannot be read is no day, which the command tells.
  std::optional<JalaliDate> day;
  if (holiday.kind == HolidayKind::weekly)
    day = JalaliDate{0, 0, static_cast<int>(text::parse_integer(form["weekday"]).value_or(-1))};
  else if (holiday.kind == HolidayKind::fixed)
    day = month_and_day(form["day"]);
  else
    day = parse_date(form["day"]);
  holiday.day = day.value_or(JalaliDate{-1, -1, -1});
  return answered(in, consultation::set_holiday(in.database(), in.actor, in.now, holiday));
}

Result<Response> remove_holiday(Context& in) {
  const auto day = day_of_key(in.request.form["key"]);
  if (!day) return Error{Code::not_found, "holiday.error.unknown"};
  return answered(in, consultation::remove_holiday(in.database(), in.actor, in.now, *day));
}

Result<Response> move_holiday(Context& in) {
  const auto day = day_of_key(in.request.form["key"]);
  if (!day) return Error{Code::not_found, "holiday.error.unknown"};
  return answered(in, consultation::move_holiday(in.database(), in.actor, in.now, *day, in.request.form["by"] == "-1" ? -1 : 1));
}

}  // namespace mosharekat::web::pages::admin
