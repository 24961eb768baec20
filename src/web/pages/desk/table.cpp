// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/desk/table.h"

#include "consultation/committee.h"
#include "consultation/working_table.h"
#include "generated/templates/desk/table.h"
#include "report/working_table.h"
#include "web/pages/desk/table_job.h"

namespace mosharekat::web::pages::desk {

namespace {

constexpr std::size_t problems_shown = 200;

Response table_page(Context& in, const std::vector<Error>& errors, const consultation::TableTaken& taken) {
  const consultation::State state = consultation::state_at(*in.call, in.now);
  Table view;
  view.call = in.call->number;
  view.problems.errors = errors;
  view.minutes = {.name = "minutes", .label = "committee.decided_by", .hint = "committee.decided_by_hint", .optional = true};
  view.title = in.read([&](store::Transaction& tx) {
    for (const consultation::Minutes& one : consultation::minutes_of_call(tx, in.call->id)) {
      if (view.minutes.options.empty()) view.minutes.options.push_back({.value = "", .label = "committee.no_minutes"});
      view.minutes.options.push_back(
          {.value = one.id.value,
           .label_text = in.say("committee.decided_in", {{"number", one.number}, {"date", one.held_at}}),
           .chosen = in.request.form["minutes"] == one.id.value});
    }
    return consultation::text_of(consultation::texts(tx, in.call->id), "title", code(in.language()));
  });
  view.can_take = state == consultation::State::closed || state == consultation::State::analysing;
  view.file = {
      .name = "file", .label = "desk.table.file", .hint = "desk.table.file_hint", .type = "file", .accept = ".xlsx,.docx"};
  for (const Error& error : errors)
    if (error.field == "file") view.file.error = error;
  for (const consultation::RowProblem& problem : taken.problems) {
    if (view.rows.size() == problems_shown) break;
    view.rows.push_back({problem.row, problem.number, problem.error});
  }
  view.more = static_cast<std::int64_t>(taken.problems.size() - view.rows.size());
  in.need_form();
  return in.page({.title = in.say("desk.table.title") + " – " + view.title,
                  .section = "desk",
                  .status = errors.empty() || in.request.method == Method::get ? 200 : 422,
                  .desk = true},
                 to_html(view, in.reader));
}

report::WorkingTable made(Context& in) {
  return in.read([&](store::Transaction& tx) {
    return report::WorkingTable{
        .language = in.language(),
        .title = consultation::text_of(consultation::texts(tx, in.call->id), "title", code(in.language())),
        .agency = in.agency->name(in.language()),
        .made_at = in.now,
        .rows = consultation::working_table(tx, in.call->id, in.language())};
  });
}

Response file(const Context& in, std::string_view kind, std::string_view ending, std::string bytes) {
  Response response{.content_type = "application/vnd.openxmlformats-officedocument." + std::string(kind),
                    .body = std::move(bytes),
                    .headers = {}};
  response.headers.emplace_back("Content-Disposition", "attachment; filename=\"call-" + std::to_string(in.call->number) +
                                                           "-table." + std::string(ending) + "\"");
  return response;
}

}  // namespace

Result<Response> table(Context& in) {
  // The wrong rows of a table that was taken in beside the requests.
  if (const auto wrong = wrong_rows(in))
    return table_page(in, {{Code::invalid, "disposition.error.table_rows", {}, "file"}}, *wrong);
  return table_page(in, {}, {});
}

Result<Response> table_xlsx(Context& in) { return file(in, "spreadsheetml.sheet", "xlsx", report::xlsx(made(in))); }

Result<Response> table_docx(Context& in) { return file(in, "wordprocessingml.document", "docx", report::docx(made(in))); }

Result<Response> take_table(Context& in) {
  const auto found = in.request.uploads.find("file");
  if (found == in.request.uploads.end() || found->second.empty() || found->second.front().content.empty())
    return table_page(in, {{Code::invalid, "desk.table.no_file", {}, "file"}}, {});
  const std::string& content = found->second.front().content;
  if (content.size() > table_at_once_bytes) return ask_for_table(in, content);
  const auto taken = take_table_file(in.database(), in.actor, in.now, in.call->id, content, in.request.form["minutes"]);
  if (!taken) return table_page(in, {taken.error()}, {});
  if (!taken->problems.empty()) return table_page(in, {{Code::invalid, "disposition.error.table_rows", {}, "file"}}, *taken);
  return in.go("/desk/calls/" + std::to_string(in.call->number) + "/answers?code=",
               taken->decided > 0 ? "table_taken" : "table_unchanged");
}

}  // namespace mosharekat::web::pages::desk
