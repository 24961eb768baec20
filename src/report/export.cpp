// SPDX-License-Identifier: AGPL-3.0-or-later
#include "report/export.h"

#include <boost/json.hpp>
#include <map>
#include <unordered_map>

#include "base/json.h"
#include "base/json_text.h"
#include "base/locale.h"
#include "base/text.h"
#include "insight/csv.h"
#include "print/csv.h"

namespace mosharekat::report {

namespace {

const std::vector<std::string>& columns() {
  static const std::vector<std::string> all = {"number",  "kind",         "language", "channel",  "received",      "state",
                                               "draft",   "anchor",       "stance",   "supports", "distinct_text", "themes",
                                               "name",    "organisation", "passage",  "text",     "replacement",   "decision",
                                               "outcome", "part",         "reason",   "citation", "place",         "unit"};
  return all;
}

std::string joined(const std::vector<std::int64_t>& numbers) {
  std::string all;
  for (const std::int64_t number : numbers) all += (all.empty() ? "" : ";") + std::to_string(number);
  return all;
}

Error not_an_export() { return {Code::invalid, "report.error.data"}; }

// What defused() put before a cell that begins like a formula.
std::string undefused(std::string_view cell) {
  if (cell.size() > 1 && cell[0] == '\'' && print::defused(cell.substr(1)) == cell) return std::string(cell.substr(1));
  return std::string(cell);
}

bool points_right(const Data& data) {
  for (const Row& row : data.rows) {
    if (row.decision < 0 || row.decision > static_cast<std::int64_t>(data.decisions.size())) return false;
    for (const std::int64_t theme : row.themes)
      if (theme < 1 || theme > static_cast<std::int64_t>(data.themes.size())) return false;
  }
  return true;
}

}  // namespace

std::string export_json(const Report& report, const std::vector<PartText>& parts) {
  std::string written;
  for (const PartText& part : parts)
    written +=
        (written.empty() ? "" : ",") + json::object({{"part", part.part}, {"language", part.language}, {"text", part.text}});
  return "{\"data\":" + report.data + ",\"hash\":" + json::quoted(report.hash) +
         (report.correction_reason.empty() ? "" : ",\"correction_reason\":" + json::quoted(report.correction_reason)) +
         ",\"parts\":[" + written + "]" +
         (report.published_at ? ",\"published_at\":" + json::quoted(locale::iso(*report.published_at)) : "") +
         ",\"version\":" + std::to_string(report.version) + "}";
}

std::string contributions_csv(const Data& data, const std::vector<PublicText>& texts) {
  std::unordered_map<std::int64_t, const PublicText*> text_of_number;
  for (const PublicText& text : texts) text_of_number[text.number] = &text;
  std::string out = print::csv_row(columns());
  static const PublicText none{};
  static const Decision undecided{};
  for (const Row& row : data.rows) {
    const auto found = text_of_number.find(row.number);
    const PublicText& text = found == text_of_number.end() || row.text == 0 ? none : *found->second;
    const Decision& decision = row.decision == 0 ? undecided : data.decisions.at(static_cast<std::size_t>(row.decision - 1));
    out += print::csv_row({std::to_string(row.number),
                           row.kind,
                           row.language,
                           row.channel,
                           locale::iso(row.received.at),
                           row.state,
                           std::to_string(row.draft),
                           row.anchor,
                           row.stance,
                           std::to_string(row.supports),
                           std::to_string(row.text),
                           joined(row.themes),
                           text.display_name,
                           row.organisation,
                           text.quote,
                           text.body,
                           text.replacement,
                           decision.code,
                           decision.outcome,
                           decision.part,
                           decision.reason,
                           decision.citation,
                           decision.place,
                           decision.unit.fa});
  }
  return out;
}

std::string statistics_csv(const Data& data) {
  std::string out = print::csv_row({"table", "row", "column", "count", "status"});
  const auto add = [&](std::string_view table, const std::string& row, const std::string& column, std::int64_t count) {
    out += print::csv_row({std::string(table), row, column, std::to_string(count), "A"});
  };
  const auto add_cell = [&](const std::string& table, const std::string& row, const std::string& column, const Cell& cell) {
    out += print::csv_row({table, row, column, cell.shown ? std::to_string(cell.count) : ":c", cell.shown ? "A" : "c"});
  };
  const Figures& figures = data.figures;
  add("total", "received", "", figures.received);
  add("total", "counted", "", figures.counted);
  add("total", "hidden", "", figures.hidden);
  add("total", "withdrawn", "", figures.withdrawn);
  add("total", "distinct_texts", "", figures.texts);
  add("total", "supports", "", figures.supports);
  add("total", "people", "", data.participation.people);
  add("total", "individuals", "", data.participation.individuals);
  add("total", "organisations", "", static_cast<std::int64_t>(figures.organisations.size()));
  for (const auto& [table, counts] :
       {std::pair{"kind", &figures.kinds}, std::pair{"contribution_channel", &figures.channels},
        std::pair{"language", &figures.languages}, std::pair{"stance", &figures.stances}, std::pair{"decision", &figures.codes}})
    for (const Count& one : *counts) add(table, one.code, "", one.count);
  for (const ThemeFigures& theme : figures.themes) {
    const std::string row = std::to_string(theme.position);
    add("theme", row, "contributions", theme.contributions);
    add("theme", row, "distinct_texts", theme.texts);
    add("theme", row, "people", data.themes.at(static_cast<std::size_t>(theme.position - 1)).people);
    add("theme", row, "supports", theme.supports);
  }
  for (const PlaceFigures& place : figures.places) {
    const std::string row = std::to_string(place.draft) + ":" + place.anchor;
    add("place", row, "contributions", place.contributions);
    add("place", row, "for", place.for_text);
    add("place", row, "for_with_changes", place.for_with_changes);
    add("place", row, "against", place.against);
    add("place", row, "accepted", place.answers.accepted);
    add("place", row, "partly", place.answers.partly);
    add("place", row, "refused", place.answers.refused);
    add("place", row, "other", place.answers.other);
  }
  for (const TraitTable& table : data.participation.tables) {
    if (table.withheld != "no") {
      out += print::csv_row({table.kind, "", "", ":c", "withheld: " + table.withheld});
      continue;
    }
    for (std::size_t r = 0; r < table.rows.size(); ++r) {
      for (std::size_t c = 0; c < table.cells[r].size(); ++c)
        add_cell(table.kind, table.rows[r], table.columns.empty() ? "" : table.columns[c], table.cells[r][c]);
      if (!table.columns.empty()) add_cell(table.kind, table.rows[r], "total", table.row_totals[r]);
    }
    for (std::size_t c = 0; c < table.column_totals.size(); ++c)
      add_cell(table.kind, "total", table.columns[c], table.column_totals[c]);
  }
  return out;
}

Result<Figures> figures_from_json(std::string_view exported) {
  const boost::json::value value = TRY(json::parse(exported));
  if (!value.is_object() || !value.get_object().contains("data") || !value.get_object().contains("hash")) return not_an_export();
  const std::string canonical = json::canonical(value.at("data"));
  if (!value.at("hash").is_string() || data_hash(canonical) != std::string_view(value.at("hash").get_string()))
    return Error{Code::invalid, "report.error.differs"};
  const Data data = TRY(from_json(canonical));
  if (!points_right(data)) return not_an_export();
  Figures figures = tally(data.rows, data.decisions, static_cast<std::int64_t>(data.themes.size()));
  if (figures != data.figures) return Error{Code::invalid, "report.error.differs"};
  return figures;
}

Result<Figures> figures_from_csv(std::string_view contributions) {
  insight::Csv csv(contributions);
  std::vector<std::string_view> fields;
  if (!TRY(csv.next(fields))) return not_an_export();
  std::map<std::string, std::size_t, std::less<>> at;
  for (std::size_t i = 0; i < fields.size(); ++i) at[std::string(fields[i])] = i;
  for (const std::string& column : columns())
    if (!at.contains(column)) return not_an_export();
  const std::size_t width = at.size();
  std::vector<Row> rows;
  std::vector<Decision> decisions;
  std::map<std::string, std::int64_t> decision_of;
  std::int64_t themes = 0;
  while (TRY(csv.next(fields))) {
    if (fields.size() != width) return not_an_export();
    const auto field = [&](std::string_view column) { return undefused(fields[at.find(column)->second]); };
    const auto number = [&](std::string_view column) { return text::parse_integer(field(column)); };
    const auto draft = number("draft"), supports = number("supports"), distinct = number("distinct_text"), own = number("number");
    if (!draft || !supports || !distinct || !own) return not_an_export();
    Row row{.number = *own,
            .kind = field("kind"),
            .language = field("language"),
            .channel = field("channel"),
            .stance = field("stance"),
            .state = field("state"),
            .anchor = field("anchor"),
            .organisation = field("organisation"),
            .draft = *draft,
            .text = *distinct,
            .supports = *supports};
    for (const std::string_view part : text::split(field("themes"), ';')) {
      if (part.empty()) continue;
      const auto theme = text::parse_integer(part);
      if (!theme || *theme < 1 || *theme > 100'000) return not_an_export();
      row.themes.push_back(*theme);
      themes = std::max(themes, *theme);
    }
    if (const std::string code = field("decision"); !code.empty()) {
      auto [found, fresh] = decision_of.emplace(code, static_cast<std::int64_t>(decisions.size()) + 1);
      if (fresh) decisions.push_back({.code = code, .outcome = field("outcome")});
      row.decision = found->second;
    }
    rows.push_back(std::move(row));
  }
  return tally(rows, decisions, themes);
}

}  // namespace mosharekat::report
