// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/desk/translation.h"

#include "consultation/translation.h"
#include "document/cells.h"
#include "generated/templates/desk/translation.h"
#include "report/translation_sheet.h"

namespace mosharekat::web::pages::desk {

namespace {

constexpr std::size_t problems_shown = 200;

Response translation_page(Context& in, const std::vector<Error>& errors, const consultation::TranslationTaken& taken) {
  const consultation::State state = consultation::state_at(*in.call, in.now);
  Translation view;
  view.call = in.call->number;
  view.is_public = consultation::is_public(state);
  view.can_take = consultation::prepares(in.actor, *in.call) && state != consultation::State::withdrawn;
  view.problems.errors = errors;
  in.read([&](store::Transaction& tx) {
    view.title = consultation::text_of(consultation::texts(tx, in.call->id), "title", code(in.language()));
    const auto count = consultation::translation_count(tx, in.call->id);
    view.translated = count.translated;
    view.all = count.all;
  });
  view.file = {.name = "file",
               .label = "translation.file",
               .hint = "translation.file_hint",
               .error = part::error_of(errors, "file"),
               .type = "file",
               .accept = ".xlsx,.docx"};
  for (const consultation::TranslationProblem& problem : taken.problems) {
    if (view.rows.size() == problems_shown) break;
    view.rows.push_back({problem.row, problem.place, problem.error});
  }
  view.more = static_cast<std::int64_t>(taken.problems.size() - view.rows.size());
  return in.page({.title = in.say("translation.title") + " – " + view.title,
                  .section = "desk",
                  .status = errors.empty() ? 200 : 422,
                  .desk = true},
                 to_html(view, in.reader));
}

report::TranslationSheet made(Context& in) {
  return in.read([&](store::Transaction& tx) {
    return report::TranslationSheet{
        .language = in.language(),
        .title = consultation::text_of(consultation::texts(tx, in.call->id), "title", code(in.language())),
        .agency = in.agency->name(in.language()),
        .made_at = in.now,
        .rows = consultation::translation_sheet(tx, in.call->id)};
  });
}

Response file(const Context& in, std::string_view kind, std::string_view ending, std::string bytes) {
  Response response{.content_type = "application/vnd.openxmlformats-officedocument." + std::string(kind),
                    .body = std::move(bytes),
                    .headers = {}};
  response.headers.emplace_back("Content-Disposition", "attachment; filename=\"call-" + std::to_string(in.call->number) +
                                                           "-translation." + std::string(ending) + "\"");
  return response;
}

}  // namespace

Result<Response> translation(Context& in) { return translation_page(in, {}, {}); }

Result<Response> translation_xlsx(Context& in) { return file(in, "spreadsheetml.sheet", "xlsx", report::xlsx(made(in))); }

Result<Response> translation_docx(Context& in) { return file(in, "wordprocessingml.document", "docx", report::docx(made(in))); }

Result<Response> take_translation(Context& in) {
  const std::string page = "/desk/calls/" + std::to_string(in.call->number) + "/translation";
  if (in.request.form["act"] == "remove") {
    const auto removed = consultation::remove_translation(in.database(), in.actor, in.now, in.call->id);
    if (!removed) return translation_page(in, {removed.error()}, {});
    return in.go(page, "translation_removed");
  }
  const auto found = in.request.uploads.find("file");
  if (found == in.request.uploads.end() || found->second.empty() || found->second.front().content.empty())
    return translation_page(in, {{Code::invalid, "translation.error.no_file", {}, "file"}}, {});
  const auto cells = document::read_cells(found->second.front().content);
  if (!cells) return translation_page(in, {{cells.error().code, cells.error().key, cells.error().arguments, "file"}}, {});
  const auto rows = consultation::read_translation(*cells);
  if (!rows) return translation_page(in, {rows.error()}, {});
  const auto taken = consultation::take_translation(in.database(), in.actor, in.now, in.call->id, *rows);
  if (!taken) return translation_page(in, {taken.error()}, {});
  if (!taken->problems.empty()) return translation_page(in, {{Code::invalid, "translation.error.rows", {}, "file"}}, *taken);
  return in.go(page, taken->stored > 0 ? "translation_taken" : "translation_unchanged");
}

}  // namespace mosharekat::web::pages::desk
