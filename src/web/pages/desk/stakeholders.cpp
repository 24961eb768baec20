// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/desk/stakeholders.h"

#include "consultation/stakeholder.h"
#include "generated/templates/desk/stakeholders.h"

namespace mosharekat::web::pages::desk {

namespace {

std::string path_of_page(const Context& in) { return "/desk/calls/" + std::to_string(in.call->number) + "/stakeholders"; }

Response stakeholders_page(Context& in, const std::vector<Error>& errors) {
  using consultation::State;
  const Fields& form = in.request.form;
  const State state = consultation::state_at(*in.call, in.now);
  Stakeholders view;
  view.number = in.call->number;
  view.may_change = consultation::prepares(in.actor, *in.call) &&
                    (state == State::drafting || state == State::announced || state == State::open || state == State::suspended);
  view.was_opened = state != State::drafting && state != State::announced;
  view.problems.errors = errors;
  in.read([&](store::Transaction& tx) {
    view.title = consultation::text_of(consultation::texts(tx, in.call->id), "title", code(in.language()));
    const auto all = consultation::stakeholders(tx, in.call->id);
    for (const consultation::Stakeholder& one : all)
      view.lines.push_back({.id = one.id,
                            .name = one.name(in.language()),
                            .kind = "stakeholder.kind." + one.kind,
                            .email = one.email,
                            .invited = one.invited_at.has_value(),
                            .took_part = one.took_part});
    for (const std::string_view kind : consultation::kinds_left_out(all))
      view.left_out.push_back("stakeholder.kind." + std::string(kind));
  });
  view.kind = {.name = "kind", .label = "stakeholder.kind", .error = part::error_of(errors, "kind")};
  for (const std::string_view kind : consultation::stakeholder_kinds)
    view.kind.options.push_back(
        {.value = std::string(kind), .label = "stakeholder.kind." + std::string(kind), .chosen = form["kind"] == kind});
  const auto field = [&](std::string name, std::string label, bool optional) {
    part::Field made{.name = name, .label = std::move(label), .value = std::string(form[name])};
    made.error = part::error_of(errors, name);
    made.optional = optional;
    return made;
  };
  view.name_fa = field("name_fa", "stakeholder.name_fa", false);
  view.name_en = field("name_en", "stakeholder.name_en", true);
  view.name_en.left_to_right = true;
  view.email = field("email", "stakeholder.email", true);
  view.email.hint = "stakeholder.email_hint";
  view.email.type = "email";
  view.email.input_mode = "email";
  view.email.left_to_right = true;
  int status = 200;
  for (const Error& error : errors) status = error.code == Code::denied ? 403 : error.code == Code::conflict ? 409 : 422;
  return in.page({.title = in.say("stakeholder.title"), .section = "desk", .status = status, .desk = true},
                 to_html(view, in.reader));
}

Result<Response> answered(Context& in, const Result<void>& done) {
  if (done) return in.go(path_of_page(in), "saved");
  if (done.error().code == Code::not_found) return done.error();
  return stakeholders_page(in, {done.error()});
}

}  // namespace

Result<Response> stakeholders(Context& in) { return stakeholders_page(in, {}); }

Result<Response> name_stakeholder(Context& in) {
  const Fields& form = in.request.form;
  return answered(in, consultation::name_stakeholder(in.database(), in.actor, in.now, in.call->id,
                                                     {.kind = std::string(form["kind"]),
                                                      .name_fa = std::string(form["name_fa"]),
                                                      .name_en = std::string(form["name_en"]),
                                                      .email = std::string(form["email"])}));
}

Result<Response> drop_stakeholder(Context& in) {
  return answered(in, consultation::drop_stakeholder(in.database(), in.actor, in.now, in.call->id, in.part("stakeholder")));
}

}  // namespace mosharekat::web::pages::desk
