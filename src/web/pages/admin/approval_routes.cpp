// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/admin/approval_routes.h"

#include "consultation/approval.h"
#include "generated/templates/admin/approval_routes.h"

namespace mosharekat::web::pages::admin {

using consultation::Step;
using identity::Role;

namespace {

constexpr int shown_steps = 6;

std::string holder_of(const Step& step) {
  if (step.role) return "role:" + std::string(identity::name(*step.role)) + ":" + step.unit.value;
  return step.person.empty() ? "" : "person:" + step.person.value;
}

Step step_of(std::string_view holder) {
  Step step;
  if (holder.starts_with("person:")) step.person = {std::string(holder.substr(7))};
  if (!holder.starts_with("role:")) return step;
  const auto colon = holder.find(':', 5);
  if (colon == std::string_view::npos) return step;
  step.role = identity::role_named(holder.substr(5, colon - 5));
  step.unit = {std::string(holder.substr(colon + 1))};
  return step;
}

std::string act_name(const Context& in, std::string_view act) {
  return act.empty() ? in.say("admin.act_every") : in.say("desk.act." + std::string(act));
}

// Who may hold a step: the deciding roles on a unit of one's own tree, and its staff by name.
std::vector<part::Option> holders(const Context& in, store::Transaction& tx, const std::vector<identity::Agency>& all) {
  std::vector<part::Option> options{{.value = "", .label = "admin.step_none"}};
  for (const identity::Agency& agency : all) {
    if (!administers(in.actor, agency)) continue;
    for (const Role role : {Role::lead, Role::approver, Role::agency_admin})
      options.push_back(
          {.value = "role:" + std::string(identity::name(role)) + ":" + agency.id.value,
           .label_text = in.say("admin.step_role", {{"role", in.say("admin.role." + std::string(identity::name(role)))},
                                                    {"unit", agency.name(in.language())}})});
  }
  for (const identity::StaffMember& member : identity::staff(tx))
    if (consultation::may_name_deputy_of(in.actor, all, member))
      options.push_back({.value = "person:" + member.person.id.value, .label_text = member.person.name});
  return options;
}

std::string step_line(const Context& in, store::Transaction& tx, const Step& step) {
  const std::string& title = in.language() == Language::fa || step.title_en.empty() ? step.title_fa : step.title_en;
  std::string who;
  if (step.role) {
    const auto unit = identity::agency(tx, step.unit);
    who = in.say("admin.step_role", {{"role", in.say("admin.role." + std::string(identity::name(*step.role)))},
                                     {"unit", unit ? unit->name(in.language()) : ""}});
  } else if (const auto person = identity::person(tx, step.person)) {
    who = person->name;
  }
  return title.empty() ? who : title + " – " + who;
}

Response page(Context& in, const std::vector<Error>& errors) {
  const Fields& form = in.request.form;
  const bool typed = form.has("agency");
  Routes view;
  view.problems.errors = errors;
  in.read([&](store::Transaction& tx) {
    const auto all = identity::agencies(tx);
    const auto routes = consultation::routes(tx);
    const std::string agency(typed ? form["agency"] : in.request.query["agency"]),
        act(typed ? form["act"] : in.request.query["act"]);
    std::vector<Step> chosen;
    for (const consultation::Route& route : routes) {
      const auto owner = identity::agency(tx, route.agency);
      if (!owner || !administers(in.actor, *owner)) continue;
      if (!typed && route.agency.value == agency && route.act == act) chosen = route.steps;
      RouteLine line{.agency = full_name(in, all, *owner), .act = act_name(in, route.act)};
      line.edit_link = std::string(in.reader.base) + "/desk/routes?agency=" + route.agency.value + "&act=" + route.act + "#set";
      for (const Step& step : route.steps) line.steps.push_back(step_line(in, tx, step));
      view.lines.push_back(std::move(line));
    }
    view.agency = agency_select(in, tx, "agency", agency);
    const auto all_holders = holders(in, tx, all);
    for (int i = 0; i < shown_steps; ++i) {
      const std::string number = std::to_string(i + 1);
      const auto at = static_cast<std::size_t>(i);
      const Step step = at < chosen.size() ? chosen[at] : Step{};
      const auto value = [&](const std::string& name, const std::string& stored) {
        return typed ? std::string(form[name]) : stored;
      };
      StepForm made{.title = in.say("admin.step_number", {{"number", std::int64_t{i + 1}}})};
      made.title_fa = {.name = "title_fa_" + number, .label = "admin.step_title_fa", .optional = true};
      made.title_fa.value = value(made.title_fa.name, step.title_fa);
      made.title_en = {.name = "title_en_" + number, .label = "admin.step_title_en", .optional = true};
      made.title_en.value = value(made.title_en.name, step.title_en);
      made.holder = {.name = "step_" + number, .label = "admin.step_holder", .options = all_holders};
      made.holder.error = part::error_of(errors, made.holder.name);
      const std::string holder = value(made.holder.name, holder_of(step));
      for (part::Option& option : made.holder.options) option.chosen = option.value == holder;
      view.steps.push_back(std::move(made));
    }
    view.act = {.name = "act", .label = "admin.act"};
    view.act.options.push_back({.value = "", .label = "admin.act_every", .chosen = act.empty()});
    for (const std::string_view one : consultation::all_acts)
      view.act.options.push_back({.value = std::string(one), .label = "desk.act." + std::string(one), .chosen = act == one});
  });
  return in.page({.title = in.say("admin.routes"), .section = "desk", .status = errors.empty() ? 200 : 422, .desk = true},
                 to_html(view, in.reader));
}

}  // namespace

Result<Response> approval_routes(Context& in) { return page(in, {}); }

Result<Response> set_route(Context& in) {
  const Fields& form = in.request.form;
  consultation::Route route{.agency = {std::string(form["agency"])}, .act = std::string(form["act"])};
  for (int i = 1; i <= shown_steps; ++i) {
    const std::string number = std::to_string(i);
    const std::string_view holder = form["step_" + number];
    if (holder.empty()) continue;
    Step step = step_of(holder);
    step.title_fa = std::string(form["title_fa_" + number]);
    step.title_en = std::string(form["title_en_" + number]);
    route.steps.push_back(std::move(step));
  }
  const auto done = consultation::set_route(in.database(), in.actor, in.now, route);
  if (!done && done.error().code != Code::invalid) return done.error();
  if (!done) return page(in, {done.error()});
  return in.go("/desk/routes", "saved");
}

}  // namespace mosharekat::web::pages::admin
