// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/report/desk.h"

#include <algorithm>

#include "generated/templates/report/desk.h"
#include "generated/templates/report/show.h"
#include "report/report.h"

namespace mosharekat::web::pages::report {

namespace made = mosharekat::report;

namespace {

std::string address(const Context& in) { return "/desk/calls/" + std::to_string(in.call->number) + "/report"; }

part::Area area_of(const Context& in, const made::Part& part, std::string_view language, std::string value,
                   const std::vector<Error>& errors) {
  const std::string name(part.name);
  part::Area area;
  area.name = name + "_" + std::string(language);
  area.label_text = in.say(language == "fa" ? "report.in_fa" : "report.in_second", {{"part", in.say("report.part." + name)}});
  area.hint = "report.part." + name + "_hint";
  area.value = std::move(value);
  area.error = part::error_of(errors, area.name);
  area.lang = std::string(language);
  area.draft = "report:" + std::to_string(in.call->number) + ":" + area.name;
  area.optional = !part.required;
  return area;
}

Result<Response> desk_page(Context& in, const std::vector<Error>& errors) {
  const bool again = in.request.method == Method::post;
  Desk view;
  view.number = in.call->number;
  view.problems.errors = errors;
  view.can_write = consultation::prepares(in.actor, *in.call);
  view.can_propose = consultation::leads(in.actor, *in.call);
  in.read([&](store::Transaction& tx) {
    view.title = consultation::text_of(consultation::texts(tx, in.call->id), "title", code(in.language()));
    view.published = made::published_report(tx, in.call->id).has_value();
    const auto draft = made::draft_report(tx, in.call->id);
    view.started = draft.has_value();
    if (!draft) return;
    view.version = draft->version;
    for (const consultation::Approval& approval : consultation::approvals(tx, in.call->id)) {
      if (approval.act != "report" || approval.subject != draft->id.value) continue;
      view.proposed = view.proposed || !approval.verdict;
      view.returned = approval.verdict == "returned" ? approval.note : "";
    }
    view.missing.errors = made::missing(tx, *draft);
    view.ready = view.missing.errors.empty();
    const auto written = made::parts(tx, draft->id);
    const auto value = [&](std::string_view part, const std::string& language) {
      const std::string name = std::string(part) + "_" + language;
      if (again && in.request.form.has(name)) return std::string(in.request.form[name]);
      for (const made::PartText& text : written)
        if (text.part == part && text.language == language) return text.text;
      return std::string();
    };
    for (const made::Part& part : made::human_parts)
      view.parts.push_back({area_of(in, part, "fa", value(part.name, "fa"), errors),
                            area_of(in, part, in.call->second_language, value(part.name, in.call->second_language), errors)});
  });
  view.correction_reason = {.name = "correction_reason",
                            .label = "report.desk.correction_reason",
                            .value = std::string(in.request.form["correction_reason"]),
                            .error = part::error_of(errors, "correction_reason")};
  int status = 200;
  for (const Error& error : errors) status = error.code == Code::denied ? 403 : error.code == Code::conflict ? 409 : 422;
  return in.page({.title = in.say("report.desk.title"), .status = status, .desk = true, .scripts = {"draft.js"}},
                 to_html(view, in.reader));
}

}  // namespace

Result<Response> desk(Context& in) {
  if (in.request.query["preview"].empty()) return desk_page(in, {});
  const auto view = in.read([&](store::Transaction& tx) -> Result<Show> {
    auto draft = made::draft_report(tx, in.call->id);
    if (!draft) return Error{Code::not_found, "report.error.none"};
    // What waits for the approver is shown as it was proposed.
    bool proposed = false;
    for (const consultation::Approval& approval : consultation::approvals(tx, in.call->id))
      proposed = proposed || (approval.act == "report" && approval.subject == draft->id.value && !approval.verdict);
    made::Data data = proposed ? TRY(made::from_json(draft->data)) : made::compute(tx, *in.call);
    if (!proposed) draft->hash = made::data_hash(made::to_json(data));
    return show_view(in, data, *draft, made::parts(tx, draft->id));
  });
  if (!view) return view.error();
  Show shown = *view;
  shown.preview = true;
  return in.page({.title = shown.title, .desk = true}, to_html(shown, in.reader));
}

Result<Response> change(Context& in) {
  const Fields& form = in.request.form;
  const std::string_view act = form["act"];
  const auto draft = in.read([&](store::Transaction& tx) { return made::draft_report(tx, in.call->id); });
  if (act == "start") {
    const auto started = made::start_report(in.database(), in.actor, in.now, in.call->id, form["correction_reason"]);
    return started ? in.go(address(in), "report_started") : desk_page(in, {started.error()});
  }
  if (!draft) return Error{Code::not_found, "report.error.unknown"};
  if (act == "propose") {
    const auto proposed = made::propose_report(in.database(), in.actor, in.now, draft->id);
    return proposed ? in.go(address(in), "report_proposed") : desk_page(in, {proposed.error()});
  }
  std::vector<made::PartText> parts;
  for (const made::Part& part : made::human_parts)
    for (const std::string& language : {std::string("fa"), in.call->second_language}) {
      const std::string name = std::string(part.name) + "_" + language;
      if (form.has(name)) parts.push_back({std::string(part.name), language, std::string(form[name])});
    }
  const auto set = made::set_parts(in.database(), in.actor, in.now, draft->id, parts);
  return set ? in.go(address(in), "saved") : desk_page(in, {set.error()});
}

}  // namespace mosharekat::web::pages::report
