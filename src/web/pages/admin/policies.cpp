// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/admin/policies.h"

#include "base/text.h"
#include "consultation/document_type.h"
#include "consultation/holiday.h"
#include "generated/templates/admin/policies.h"
#include "web/pages/desk/desk.h"

namespace mosharekat::web::pages::admin {

using consultation::CountedBackFrom;
using consultation::PeriodRule;
using consultation::PeriodUnit;

namespace {

std::string back_key(CountedBackFrom act) { return "admin.back." + std::string(consultation::name(act)); }

PolicyLine line_of(const Context& in, store::Transaction& tx, const std::vector<identity::Agency>& all,
                   const consultation::NewPolicy& policy) {
  PolicyLine line;
  line.agency = in.say("admin.whole_installation");
  if (policy.agency)
    for (const identity::Agency& agency : all)
      if (agency.id == *policy.agency) line.agency = full_name(in, all, agency);
  line.document_type = policy.document_type.empty() ? in.say("admin.every_type")
                                                    : consultation::document_type_name(tx, policy.document_type, in.language());
  const std::int64_t days = policy.rule.days;
  line.period = policy.rule.unit == PeriodUnit::month          ? in.say("admin.one_month")
                : policy.rule.unit == PeriodUnit::working_days ? in.say("admin.working_days", {{"count", days}})
                                                               : in.say("admin.days", {{"count", days}});
  line.notice_days = policy.rule.notice_days;
  line.counted_back_from = back_key(policy.rule.counted_back_from);
  line.source = policy.rule.source;
  line.moves = policy.rule.move_off_holidays;
  return line;
}

// What holds for an agency of this person: its own, and what stands above it.
bool concerns(const Context& in, const std::vector<identity::Agency>& all, const std::optional<identity::AgencyId>& owner) {
  if (!owner) return true;
  for (const identity::Agency& agency : all)
    if (administers(in.actor, agency) && agency.path.find("/" + owner->value + "/") != std::string::npos) return true;
  return false;
}

std::string time_of(const Context& in, const PeriodRule& rule) {
  return in.say(rule.unit == PeriodUnit::working_days ? "admin.working_days" : "admin.days",
                {{"count", std::int64_t{rule.days}}});
}

void fill_duties(const Context& in, store::Transaction& tx, const std::vector<identity::Agency>& all, Policies& view,
                 const std::vector<Error>& errors) {
  using consultation::Duty;
  const Fields& form = in.request.form;
  for (const consultation::DutyClock& clock : consultation::duty_clocks(tx)) {
    if (!concerns(in, all, clock.agency)) continue;
    DutyLine line{.agency = in.say("admin.whole_installation"),
                  .duty = in.say("admin.duty." + std::string(consultation::name(clock.duty))),
                  .time = time_of(in, clock.rule),
                  .source = clock.rule.source};
    if (clock.agency)
      for (const identity::Agency& agency : all)
        if (agency.id == *clock.agency) line.agency = full_name(in, all, agency);
    view.duties.push_back(std::move(line));
  }
  for (const Duty duty : consultation::all_duties)
    view.duties.push_back({.agency = in.say("admin.all_other_agencies"),
                           .duty = in.say("admin.duty." + std::string(consultation::name(duty))),
                           .time = time_of(in, consultation::duty_for(tx, identity::Agency{}, duty)),
                           .source = in.say("admin.own_rule")});
  view.duty_problems.errors = errors;
  view.duty_agency = agency_select(in, tx, "duty_agency", form["duty_agency"]);
  if (in.actor.has(identity::Role::national_admin))
    view.duty_agency.options.insert(view.duty_agency.options.begin(),
                                    {.value = "", .label = "admin.whole_installation", .chosen = form["duty_agency"].empty()});
  view.duty = {.name = "duty", .label = "admin.duty"};
  for (const Duty duty : consultation::all_duties) {
    const std::string name(consultation::name(duty));
    view.duty.options.push_back({.value = name, .label = "admin.duty." + name, .chosen = form["duty"] == name});
  }
  view.duty_days = {.name = "duty_days",
                    .label = "admin.duty_days",
                    .value = std::string(form["duty_days"]),
                    .error = part::error_of(errors, "duty_days"),
                    .input_mode = "numeric",
                    .size = "tiny"};
  view.duty_unit = {.name = "duty_unit", .label = "admin.unit"};
  for (const PeriodUnit unit : {PeriodUnit::days, PeriodUnit::working_days}) {
    const std::string name(consultation::name(unit));
    view.duty_unit.options.push_back({.value = name, .label = "admin.unit." + name, .chosen = form["duty_unit"] == name});
  }
  view.duty_source = {.name = "duty_source",
                      .label = "admin.source",
                      .hint = "admin.source_hint",
                      .value = std::string(form["duty_source"]),
                      .error = part::error_of(errors, "duty_source")};
}

Response policies_page(Context& in, const std::vector<Error>& errors, const std::vector<Error>& duty_errors = {}) {
  const Fields& form = in.request.form;
  Policies view;
  view.default_days = PeriodRule{}.days;
  view.problems.errors = errors;
  in.read([&](store::Transaction& tx) {
    const auto all = identity::agencies(tx);
    for (const consultation::NewPolicy& policy : consultation::policies(tx))
      if (concerns(in, all, policy.agency)) view.lines.push_back(line_of(in, tx, all, policy));
    view.agency = agency_select(in, tx, "agency", form["agency"]);
    fill_duties(in, tx, all, view, duty_errors);
    view.document_type = desk::document_type_select(in, tx, "document_type");
  });
  if (in.actor.has(identity::Role::national_admin))
    view.agency.options.insert(view.agency.options.begin(),
                               {.value = "", .label = "admin.whole_installation", .chosen = form["agency"].empty()});
  view.document_type.options.insert(view.document_type.options.begin(), {.value = "", .label = "admin.every_type"});
  view.document_type.error = part::error_of(errors, "document_type");
  view.days = {.name = "days",
               .label = "admin.days_label",
               .value = form.has("days") ? std::string(form["days"]) : locale::number(in.language(), view.default_days),
               .error = part::error_of(errors, "days"),
               .input_mode = "numeric",
               .size = "tiny"};
  view.unit = {.name = "unit", .label = "admin.unit"};
  for (const PeriodUnit unit : {PeriodUnit::days, PeriodUnit::working_days, PeriodUnit::month})
    view.unit.options.push_back({.value = std::string(consultation::name(unit)),
                                 .label = "admin.unit." + std::string(consultation::name(unit)),
                                 .chosen = form["unit"] == consultation::name(unit)});
  view.counted_back_from = {
      .name = "counted_back_from", .label = "admin.counted_back_from", .hint = "admin.counted_back_from_hint"};
  for (const CountedBackFrom act : {CountedBackFrom::approval, CountedBackFrom::issue, CountedBackFrom::parliament})
    view.counted_back_from.options.push_back({.value = std::string(consultation::name(act)),
                                              .label = back_key(act),
                                              .chosen = form["counted_back_from"] == consultation::name(act)});
  view.source = {.name = "source",
                 .label = "admin.source",
                 .hint = "admin.source_hint",
                 .value = std::string(form["source"]),
                 .error = part::error_of(errors, "source")};
  view.notice_days = {.name = "notice_days",
                      .label = "admin.notice_days",
                      .hint = "admin.notice_days_hint",
                      .value = form.has("notice_days") ? std::string(form["notice_days"]) : locale::number(in.language(), 0),
                      .error = part::error_of(errors, "notice_days"),
                      .input_mode = "numeric",
                      .size = "tiny"};
  view.options = {.name = "move_off_holidays",
                  .label = "admin.holidays",
                  .options = {{.value = "1", .label = "admin.move_off_holidays", .chosen = form.has("move_off_holidays")}},
                  .several = true,
                  .optional = true};
  return in.page({.title = in.say("admin.policies"),
                  .section = "desk",
                  .status = errors.empty() && duty_errors.empty() ? 200 : 422,
                  .desk = true},
                 to_html(view, in.reader));
}

}  // namespace

Result<Response> policies(Context& in) { return policies_page(in, {}); }

Result<Response> set_policy(Context& in) {
  const Fields& form = in.request.form;
  consultation::NewPolicy ask;
  if (!form["agency"].empty()) ask.agency = identity::AgencyId{std::string(form["agency"])};
  ask.document_type = std::string(form["document_type"]);
  // A number that cannot be read is as wrong as one out of range, and gets the same sentence.
  ask.rule.days =
      static_cast<int>(std::clamp<std::int64_t>(text::parse_integer(text::ascii_digits(form["days"])).value_or(0), 0, 10000));
  ask.rule.notice_days = static_cast<int>(std::clamp<std::int64_t>(
      text::parse_integer(text::ascii_digits(form["notice_days"])).value_or(form["notice_days"].empty() ? 0 : -1), -1, 10000));
  ask.rule.unit = consultation::period_unit_named(form["unit"]).value_or(PeriodUnit::days);
  ask.rule.counted_back_from =
      consultation::counted_back_from_named(form["counted_back_from"]).value_or(CountedBackFrom::approval);
  ask.rule.source = std::string(form["source"]);
  ask.rule.move_off_holidays = form.has("move_off_holidays");
  const auto done = consultation::set_policy(in.database(), in.actor, in.now, ask);
  if (!done && done.error().code != Code::invalid) return done.error();
  if (!done) return policies_page(in, {done.error()});
  return in.go("/desk/policies", "saved");
}

Result<Response> set_duty_clock(Context& in) {
  const Fields& form = in.request.form;
  consultation::DutyClock ask;
  if (!form["duty_agency"].empty()) ask.agency = identity::AgencyId{std::string(form["duty_agency"])};
  ask.duty = consultation::duty_named(form["duty"]).value_or(consultation::Duty::report);
  ask.rule.days = static_cast<int>(
      std::clamp<std::int64_t>(text::parse_integer(text::ascii_digits(form["duty_days"])).value_or(0), 0, 10000));
  ask.rule.unit = consultation::period_unit_named(form["duty_unit"]).value_or(PeriodUnit::days);
  ask.rule.source = std::string(form["duty_source"]);
  const auto done = consultation::set_duty_clock(in.database(), in.actor, in.now, ask);
  if (done) return in.go("/desk/policies", "saved");
  if (done.error().code != Code::invalid) return done.error();
  Error error = done.error();
  if (!error.field.empty()) error.field.insert(0, "duty_");
  return policies_page(in, {}, {error});
}

}  // namespace mosharekat::web::pages::admin
