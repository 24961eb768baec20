// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/desk/table_job.h"

#include "base/error_json.h"
#include "consultation/committee.h"
#include "document/cells.h"
#include "web/pages/job/ask.h"

namespace mosharekat::web::pages::desk {

namespace {

// A row's place and number travel as arguments beside those of its sentence.
constexpr const char *row_argument = "table_row", *number_argument = "table_number";

std::string packed(const std::vector<consultation::RowProblem>& problems) {
  std::vector<Error> all;
  for (const consultation::RowProblem& problem : problems) {
    all.push_back(problem.error);
    all.back().arguments.push_back({row_argument, problem.row});
    all.back().arguments.push_back({number_argument, problem.number});
  }
  return json::errors(all);
}

std::int64_t taken_out(Error& error, std::string_view name) {
  std::int64_t value = 0;
  std::erase_if(error.arguments, [&](const Argument& argument) {
    if (argument.name != name || !std::holds_alternative<std::int64_t>(argument.value)) return false;
    value = std::get<std::int64_t>(argument.value);
    return true;
  });
  return value;
}

std::string table_path(const consultation::Call& call) { return "/desk/calls/" + std::to_string(call.number) + "/table"; }

}  // namespace

Result<consultation::TableTaken> take_table_file(store::Database& database, const identity::Actor& actor, Instant now,
                                                 const consultation::CallId& call, std::string_view file,
                                                 std::string_view minutes) {
  auto cells = document::read_cells(file);
  if (!cells) {
    cells.error().field = "file";
    return cells.error();
  }
  const auto rows = TRY(consultation::read_table(*cells));
  std::optional<consultation::MinutesId> named;
  if (!minutes.empty()) named = consultation::MinutesId{std::string(minutes)};
  return consultation::take_table(database, actor, now, call, rows, named);
}

Response ask_for_table(Context& in, std::string_view file) {
  return job::ask(in, {.kind = "working_table",
                       .back = table_path(*in.call),
                       .given = std::string(in.request.form["minutes"]),
                       .file = std::string(file)});
}

Result<mosharekat::job::Outcome> take_table_job(mosharekat::job::Work& work) {
  const consultation::CallId id{work.job().call};
  const auto call = work.database().read([&](store::Transaction& tx) { return consultation::call(tx, id); });
  if (!call) return Error{Code::not_found, "call.error.unknown"};
  work.stage("table");
  const auto taken = TRY(take_table_file(work.database(), work.actor(), work.now(), id, work.file(), work.given()));
  if (!taken.problems.empty())
    return mosharekat::job::Outcome{.address = table_path(*call) + "?job=" + work.job().id.value,
                                    .result = packed(taken.problems),
                                    .error = Error{Code::invalid, "disposition.error.table_rows", {}, "file"}};
  return mosharekat::job::Outcome{.address = "/desk/calls/" + std::to_string(call->number) + "/answers?code=",
                                  .said = taken.decided > 0 ? "table_taken" : "table_unchanged"};
}

std::optional<consultation::TableTaken> wrong_rows(const Context& in) {
  const std::string_view id = in.request.query["job"];
  if (id.empty()) return std::nullopt;
  return in.read([&](store::Transaction& tx) -> std::optional<consultation::TableTaken> {
    const auto found = mosharekat::job::find(tx, {std::string(id)});
    if (!found || found->kind != "working_table" || found->call != in.call->id.value || !found->error ||
        !mosharekat::job::may_see(tx, in.actor, *found))
      return std::nullopt;
    consultation::TableTaken taken;
    for (Error& error : json::read_errors(mosharekat::job::result(tx, found->id))) {
      const std::int64_t row = taken_out(error, row_argument), number = taken_out(error, number_argument);
      taken.problems.push_back({row, number, std::move(error)});
    }
    return taken;
  });
}

}  // namespace mosharekat::web::pages::desk
