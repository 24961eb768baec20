// SPDX-License-Identifier: AGPL-3.0-or-later
#include "consultation/answer.h"
#include "report/report.h"

namespace mosharekat::report {

namespace {

constexpr std::string_view columns =
    "SELECT id, call, version, state, data, data_hash, correction_reason, created_at, published_at FROM report ";
const std::string of_call_sql = std::string(columns) + "WHERE call = $1 ORDER BY version DESC";
const std::string published_sql = std::string(columns) + "WHERE call = $1 AND state = 'published'";
const std::string draft_sql = std::string(columns) + "WHERE call = $1 AND state = 'draft' ORDER BY version DESC LIMIT 1";
const std::string version_sql = std::string(columns) + "WHERE call = $1 AND version = $2";

Report read_report(store::Row& row) {
  Report report;
  report.id = row.id<ReportId>();
  report.call = row.id<CallId>();
  report.version = row.integer();
  const std::string state = row.text();
  report.standing = state == "draft" ? Standing::draft : state == "published" ? Standing::published : Standing::superseded;
  report.data = row.text();
  report.hash = row.text();
  report.correction_reason = row.text();
  report.created_at = row.time();
  report.published_at = row.maybe(&store::Row::time);
  return report;
}

}  // namespace

std::vector<Report> reports(store::Transaction& tx, const CallId& call) {
  return tx.all<Report>(of_call_sql, {call}, read_report);
}
std::optional<Report> published_report(store::Transaction& tx, const CallId& call) {
  return tx.one<Report>(published_sql, {call}, read_report);
}
std::optional<Report> report_version(store::Transaction& tx, const CallId& call, std::int64_t version) {
  return tx.one<Report>(version_sql, {call, version}, read_report);
}
std::optional<Report> draft_report(store::Transaction& tx, const CallId& call) {
  return tx.one<Report>(draft_sql, {call}, read_report);
}

std::vector<PartText> parts(store::Transaction& tx, const ReportId& report) {
  return tx.all<PartText>("SELECT part, language, text FROM report_part WHERE report = $1 ORDER BY part, language", {report},
                          [](store::Row& row) {
                            std::string part = row.text();
                            std::string language = row.text();
                            return PartText{std::move(part), std::move(language), row.text()};
                          });
}

std::string text_of(const std::vector<PartText>& parts, std::string_view part, std::string_view language) {
  const PartText* persian = nullptr;
  for (const PartText& text : parts) {
    if (text.part != part || text.text.empty()) continue;
    if (text.language == language) return text.text;
    if (text.language == "fa") persian = &text;
  }
  return persian ? persian->text : "";
}

std::vector<Error> missing(store::Transaction& tx, const Report& report) {
  std::vector<Error> found;
  const auto call = consultation::call(tx, report.call);
  const consultation::Unanswered counts = consultation::unanswered(tx, report.call);
  if (counts.without_disposition > 0)
    found.push_back({Code::conflict, "report.error.without_disposition", {{"count", counts.without_disposition}}});
  if (counts.without_reason > 0)
    found.push_back({Code::conflict, "report.error.without_reason", {{"count", counts.without_reason}}});
  if (counts.unreviewed > 0 && !published_report(tx, report.call))
    found.push_back({Code::conflict, "report.error.unreviewed", {{"count", counts.unreviewed}}});
  // What a moderator or the second person still decides could not be answered after the report.
  if (counts.waiting > 0) found.push_back({Code::conflict, "report.error.waiting", {{"count", counts.waiting}}});
  if (counts.appeals > 0) found.push_back({Code::conflict, "report.error.appeals", {{"count", counts.appeals}}});
  const auto written = parts(tx, report.id);
  for (const Part& part : human_parts) {
    if (!part.required) continue;
    for (const std::string& language : {std::string("fa"), call->second_language}) {
      bool has = false;
      for (const PartText& text : written)
        has = has || (text.part == part.name && text.language == language && !text.text.empty());
      if (!has)
        found.push_back(
            {Code::conflict, "report.error.part_missing", {{"language", language}}, std::string(part.name) + "_" + language});
    }
  }
  return found;
}

std::vector<PublicText> public_texts(store::Transaction& tx, const CallId& call) {
  return tx.all<PublicText>(
      "SELECT number, display_name, quote, body, replacement FROM contribution WHERE call = $1 AND state = 'published' AND NOT "
      "official ORDER BY number",
      {call}, [](store::Row& row) {
        PublicText text;
        text.number = row.integer();
        text.display_name = row.text();
        text.quote = row.text();
        text.body = row.text();
        text.replacement = row.text();
        return text;
      });
}

}  // namespace mosharekat::report
