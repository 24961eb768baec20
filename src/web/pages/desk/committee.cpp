// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/desk/committee.h"

#include "generated/templates/desk/committee.h"
#include "report/committee.h"

namespace mosharekat::web::pages::desk {

namespace {

std::string title_of(const Context& in, store::Transaction& tx) {
  return consultation::text_of(consultation::texts(tx, in.call->id), "title", code(in.language()));
}

Response committee_page(Context& in, const std::vector<Error>& errors) {
  const Fields& form = in.request.form;
  const auto error_of = [&](std::string_view name) { return part::error_of(errors, name); };
  const consultation::State state = consultation::state_at(*in.call, in.now);
  Committee view;
  view.call = in.call->number;
  view.problems.errors = errors;
  view.can_record = (state == consultation::State::closed || state == consultation::State::analysing) &&
                    consultation::prepares(in.actor, *in.call);
  view.theme = {
      .name = "theme", .label = "desk.theme", .options = {{.value = "", .label = "committee.all_themes"}}, .optional = true};
  view.result = {
      .name = "result", .label = "desk.result", .options = {{.value = "", .label = "desk.filter.all"}}, .optional = true};
  view.result.options.push_back({.value = "none", .label = "desk.filter.none"});
  for (const consultation::Code each : consultation::all_codes) {
    const std::string name(consultation::name(each));
    view.result.options.push_back({.value = name, .label = "disposition.code." + name});
  }
  in.read([&](store::Transaction& tx) {
    view.title = title_of(in, tx);
    for (const consultation::Theme& theme : consultation::themes(tx, in.call->id))
      view.theme.options.push_back(
          {.value = theme.id.value,
           .label_text = in.language() == Language::en && !theme.name_en.empty() ? theme.name_en : theme.name_fa});
    for (const consultation::Minutes& one : consultation::minutes_of_call(tx, in.call->id))
      view.minutes.push_back({one.number, one.members, one.held_at, one.decided});
  });
  view.number = {.name = "number",
                 .label = "committee.number_label",
                 .value = std::string(form["number"]),
                 .error = error_of("number"),
                 .size = "short"};
  view.held_on = {.name = "held_on",
                  .label = "committee.held_on",
                  .hint = "desk.date_hint",
                  .value = std::string(form["held_on"]),
                  .error = error_of("held_on"),
                  .left_to_right = true,
                  .size = "short"};
  view.members = {.name = "members",
                  .label = "committee.members",
                  .hint = "committee.members_hint",
                  .value = std::string(form["members"]),
                  .error = error_of("members")};
  return in.page({.title = in.say("committee.title") + " – " + view.title,
                  .section = "desk",
                  .status = errors.empty() ? 200 : 422,
                  .desk = true},
                 to_html(view, in.reader));
}

}  // namespace

Result<Response> committee(Context& in) { return committee_page(in, {}); }

Result<Response> committee_docx(Context& in) {
  consultation::PackFilter filter{.code = std::string(in.request.query["result"])};
  if (!in.request.query["theme"].empty()) filter.theme = consultation::ThemeId{std::string(in.request.query["theme"])};
  const auto pack = in.read([&](store::Transaction& tx) {
    return mosharekat::report::CommitteePack{.language = in.language(),
                                             .title = title_of(in, tx),
                                             .agency = in.agency->name(in.language()),
                                             .made_at = in.now,
                                             .places = consultation::committee_pack(tx, in.call->id, filter)};
  });
  Response response{.content_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                    .body = mosharekat::report::docx(pack),
                    .headers = {}};
  response.headers.emplace_back("Content-Disposition",
                                "attachment; filename=\"call-" + std::to_string(in.call->number) + "-committee.docx\"");
  return response;
}

Result<Response> record_minutes(Context& in) {
  const Fields& form = in.request.form;
  const auto done =
      consultation::record_minutes(in.database(), in.actor, in.now, in.call->id,
                                   {std::string(form["number"]), std::string(form["held_on"]), std::string(form["members"])});
  if (!done && done.error().code == Code::denied) return done.error();
  if (!done) return committee_page(in, {done.error()});
  return in.go("/desk/calls/" + std::to_string(in.call->number) + "/committee", "saved");
}

}  // namespace mosharekat::web::pages::desk
