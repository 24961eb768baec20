// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/desk/current.h"

#include <algorithm>

#include "base/text.h"
#include "consultation/current_text.h"
#include "document/import.h"
#include "generated/templates/desk/current.h"

namespace mosharekat::web::pages::desk {

namespace {

std::string path_of_page(const Context& in) { return "/desk/calls/" + std::to_string(in.call->number) + "/current"; }

Response current_page(Context& in, const std::vector<Error>& errors) {
  const Fields& form = in.request.form;
  const auto error_of = [&](std::string_view name) { return part::error_of(errors, name); };
  Current view;
  view.number = in.call->number;
  view.drafting = in.call->state == consultation::State::drafting;
  view.is_public = consultation::is_public(in.call->state);
  view.problems.errors = errors;
  view.draft = {.name = "draft", .label = "desk.current.draft", .error = error_of("draft")};
  in.read([&](store::Transaction& tx) {
    view.title = consultation::text_of(consultation::texts(tx, in.call->id), "title", code(in.language()));
    for (const consultation::Draft& draft : consultation::drafts(tx, in.call->id)) {
      CurrentLine line{.draft = draft.id.value, .draft_title = draft.title};
      if (const auto current = consultation::current_text(tx, draft.id)) {
        line.title = current->title;
        line.provisions = static_cast<std::int64_t>(current->provisions.size());
        view.any = true;
      }
      view.draft.options.push_back({.value = line.draft, .label_text = line.draft_title, .chosen = form["draft"] == line.draft});
      view.lines.push_back(std::move(line));
    }
  });
  view.file = {.name = "file",
               .label = "desk.file",
               .hint = "desk.file_hint",
               .error = error_of("file"),
               .type = "file",
               .accept = ".docx,.odt,.pdf,.html,.htm,.txt",
               .optional = true};
  view.pasted = {.name = "current",
                 .label = "desk.pasted",
                 .hint = "desk.pasted_hint",
                 .value = std::string(form["current"]),
                 .error = error_of("current"),
                 .optional = true};
  int status = 200;
  for (const Error& error : errors) status = error.code == Code::denied ? 403 : error.code == Code::conflict ? 409 : 422;
  return in.page({.title = in.say("desk.current"), .section = "desk", .status = status, .desk = true}, to_html(view, in.reader));
}

}  // namespace

Result<Response> current(Context& in) { return current_page(in, {}); }

Result<Response> set_current(Context& in) {
  const Fields& form = in.request.form;
  const consultation::DraftId draft{std::string(form["draft"])};
  if (form["act"] == "remove") {
    const auto removed = consultation::remove_current_text(in.database(), in.actor, in.now, in.call->id, draft);
    if (!removed) return current_page(in, {removed.error()});
    return in.go(path_of_page(in), "saved");
  }
  const auto found = in.request.uploads.find("file");
  const bool has_file = found != in.request.uploads.end() && !found->second.empty() && !found->second.front().content.empty();
  if (!has_file && text::trim(form["current"]).empty())
    return current_page(in, {{Code::invalid, "desk.error.no_draft", {}, "file"}});
  Result<document::Imported> imported =
      has_file ? document::import_isolated(found->second.front().file_name, found->second.front().content)
               : Result<document::Imported>(document::import_text(form["current"]));
  const auto refuse = [&](Error error) {
    if (error.field.empty()) error.field = has_file ? "file" : "current";
    return current_page(in, {error});
  };
  if (!imported) return refuse(imported.error());
  std::string language = "fa", title;
  in.read([&](store::Transaction& tx) {
    for (const consultation::Draft& one : consultation::drafts(tx, in.call->id))
      if (one.id == draft) language = one.language, title = one.title;
  });
  // A file that holds two languages: the one that the draft is written in.
  auto chosen = std::find_if(imported->texts.begin(), imported->texts.end(),
                             [&](const document::Text& one) { return one.language == language; });
  if (chosen == imported->texts.end()) chosen = imported->texts.begin();
  if (chosen->title.empty()) chosen->title = title;
  const auto set = consultation::set_current_text(in.database(), in.actor, in.now, in.call->id, draft, std::move(*chosen),
                                                  has_file ? found->second.front().file_name : "");
  if (!set) return refuse(set.error());
  return in.go(path_of_page(in), "current_set");
}

}  // namespace mosharekat::web::pages::desk
