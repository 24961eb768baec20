// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/desk/deputies.h"

#include <algorithm>

#include "consultation/approval.h"
#include "generated/templates/desk/deputies.h"

namespace mosharekat::web::pages::desk {

namespace {

Response page(Context& in, const std::vector<Error>& errors) {
  const Fields& form = in.request.form;
  const auto error_of = [&](std::string_view name) { return part::error_of(errors, name); };
  Deputies view;
  view.problems.errors = errors;
  view.person = {.name = "person", .label = "deputy.person", .error = error_of("person")};
  view.deputy = {.name = "deputy", .label = "deputy.deputy", .error = error_of("deputy")};
  in.read([&](store::Transaction& tx) {
    const auto all = identity::agencies(tx);
    const auto staff = identity::staff(tx);
    const auto colleague = [&](const identity::StaffMember& member) {
      return consultation::may_be_deputy_for(in.actor, all, member);
    };
    const auto member_of = [&](const identity::PersonId& id) -> const identity::StaffMember* {
      for (const identity::StaffMember& member : staff)
        if (member.person.id == id) return &member;
      return nullptr;
    };
    const std::string wanted = form["person"].empty() ? in.actor.person.value : std::string(form["person"]);
    for (const identity::StaffMember& member : staff) {
      if (consultation::may_name_deputy_of(in.actor, all, member))
        view.person.options.push_back(
            {.value = member.person.id.value, .label_text = member.person.name, .chosen = member.person.id.value == wanted});
      if (colleague(member))
        view.deputy.options.push_back({.value = member.person.id.value,
                                       .label_text = member.person.name,
                                       .chosen = member.person.id.value == form["deputy"]});
    }
    for (const consultation::Deputy& one : consultation::deputies(tx, in.now)) {
      const auto* absent = member_of(one.person);
      const auto* deputy = member_of(one.deputy);
      if (!absent || !deputy || !colleague(*absent)) continue;
      const auto named_by = identity::person(tx, one.named_by);
      view.lines.push_back({.id = one.id.value,
                            .person = absent->person.name,
                            .deputy = deputy->person.name,
                            .period = in.say("deputy.range", {{"from", one.from}, {"until", one.until - Milliseconds{1}}}),
                            .reason = one.reason,
                            .named_by = named_by ? named_by->name : "",
                            .may_end = consultation::may_name_deputy_of(in.actor, all, *absent)});
    }
  });
  const auto field = [&](std::string name, std::string label, std::string hint) {
    part::Field made{.name = name, .label = std::move(label), .hint = std::move(hint)};
    made.value = std::string(form[name]);
    made.error = error_of(name);
    return made;
  };
  view.first_day = field("first_day", "deputy.first_day", "desk.date_hint");
  view.last_day = field("last_day", "deputy.last_day", "");
  for (part::Field* day : {&view.first_day, &view.last_day}) {
    day->input_mode = "numeric";
    day->left_to_right = true;
    day->size = "short";
  }
  view.reason = field("reason", "deputy.reason", "");
  view.empty = {.title = "deputy.none", .text = "deputy.none_hint"};
  return in.page({.title = in.say("deputy.title"), .section = "desk", .status = errors.empty() ? 200 : 422, .desk = true},
                 to_html(view, in.reader));
}

}  // namespace

Result<Response> deputies(Context& in) { return page(in, {}); }

Result<Response> name_deputy(Context& in) {
  const Fields& form = in.request.form;
  const auto first = parse_date(form["first_day"]), last = parse_date(form["last_day"]);
  if (!first) return page(in, {{Code::invalid, "call.error.date", {}, "first_day"}});
  if (!last) return page(in, {{Code::invalid, "call.error.date", {}, "last_day"}});
  const auto done = consultation::name_deputy(in.database(), in.actor, in.now,
                                              {.person = {std::string(form["person"])},
                                               .deputy = {std::string(form["deputy"])},
                                               .first_day = *first,
                                               .last_day = *last,
                                               .reason = std::string(form["reason"])});
  if (!done && done.error().code != Code::invalid) return done.error();
  if (!done) return page(in, {done.error()});
  return in.go("/desk/deputies", "saved");
}

Result<Response> end_deputy(Context& in) {
  TRY(consultation::end_deputy(in.database(), in.actor, in.now, {std::string(in.part("deputy"))}));
  return in.go("/desk/deputies", "saved");
}

}  // namespace mosharekat::web::pages::desk
