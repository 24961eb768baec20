// SPDX-License-Identifier: AGPL-3.0-or-later
// Who took part: the published tables, with what they leave out said beside each.
#include <algorithm>
#include <map>

#include "base/geography.h"
#include "insight/statistics.h"
#include "report/composer.h"

namespace mosharekat::report {

namespace {

std::string category(const Composer& at, const std::string& table, const std::string& code) {
  if (code == "not_stated") return at.say("report.not_stated");
  if (const Province* found = province(code)) return std::string(found->name(at.language));
  if (table == "age") {
    const auto dash = code.find('-');
    if (dash == std::string::npos) return at.say("report.age.over", {{"from", std::int64_t{std::atoi(code.c_str())}}});
    const std::int64_t from = std::atoi(code.c_str()), to = std::atoi(code.c_str() + dash + 1);
    return from == 0 ? at.say("report.age.under", {{"age", to + 1}}) : at.say("report.age.range", {{"from", from}, {"to", to}});
  }
  const std::string key = "report." + table + "." + code;
  return locale::has(key) ? at.say(key) : code;
}

TableCell cell_of(const Composer& at, const Cell& cell) {
  if (!cell.shown) return {.text = at.say("report.hidden_cell"), .hidden = true};
  return at.count(cell.count);
}

std::int64_t country_population() {
  std::int64_t all = 0;
  for (const Province& one : provinces()) all += one.population;
  return all;
}

std::string tenths(Language language, double value) {
  const auto rounded = static_cast<std::int64_t>(value * 10 + 0.5);
  return locale::number(language, rounded / 10) + (language == Language::fa ? "٫" : ".") + locale::number(language, rounded % 10);
}

bool is_empty_row(const std::vector<Cell>& row) {
  return std::all_of(row.begin(), row.end(), [](const Cell& cell) { return cell.shown && cell.count == 0; });
}

void add_table(Composer& at, const TraitTable& table) {
  const std::string title = at.say("report.table." + table.kind);
  const bool one_way = table.columns.empty();
  const bool of_people = table.kind == "channel" || table.kind == "type";
  const std::int64_t whole = of_people ? at.data.participation.people : at.data.participation.individuals;
  const std::string rows_of = table.kind.substr(0, table.kind.find('_'));
  const bool provinces_told = table.kind == "province";
  Piece piece{.kind = Piece::Kind::table, .text = title};
  piece.remark = at.say(of_people ? "report.remark.people" : "report.remark.individuals", {{"count", whole}}) + " " +
                 at.say("call.not_representative");
  piece.header.push_back(at.say("report.column." + rows_of));
  piece.numeric = {false};
  const auto column = [&](std::string text) {
    piece.header.push_back(std::move(text));
    piece.numeric.push_back(true);
  };
  if (one_way) {
    column(at.say("report.column.people"));
    if (whole >= least_for_shares) column(at.say("report.column.share"));
    if (provinces_told) column(at.say("report.column.census_share")), column(at.say("report.column.per_100000"));
  } else {
    for (const std::string& gender : table.columns) column(category(at, "gender", gender));
    column(at.say("report.column.total"));
  }
  for (std::size_t r = 0; r < table.rows.size(); ++r) {
    if (rows_of == "province" && is_empty_row(table.cells[r])) continue;
    std::vector<TableCell> row{{.text = category(at, rows_of, table.rows[r])}};
    for (const Cell& cell : table.cells[r]) row.push_back(cell_of(at, cell));
    if (one_way) {
      const Cell& cell = table.cells[r].front();
      if (whole >= least_for_shares) {
        TableCell of_whole;
        if (cell.shown) {
          of_whole.share = share(cell.count, whole);
          of_whole.text = locale::percent(at.language, *of_whole.share);
        }
        row.push_back(std::move(of_whole));
      }
      if (provinces_told) {
        TableCell census, rate;
        if (const Province* found = province(table.rows[r]); found && cell.shown)
          if (const auto compared = insight::represent(cell.count, whole, found->population, country_population())) {
            census.text = locale::percent(at.language, static_cast<std::int64_t>(compared->population_share * 100 + 0.5));
            rate.text = tenths(at.language, compared->per_100_000);
          }
        row.push_back(std::move(census));
        row.push_back(std::move(rate));
      }
    } else {
      row.push_back(cell_of(at, table.row_totals[r]));
    }
    piece.rows.push_back(std::move(row));
  }
  if (!one_way) {
    std::vector<TableCell> sums{{.text = at.say("report.column.total")}};
    for (const Cell& cell : table.column_totals) sums.push_back(cell_of(at, cell));
    sums.push_back(at.count(whole));
    piece.rows.push_back(std::move(sums));
  }
  at.pieces.push_back(std::move(piece));
  if (rows_of == "province") at.paragraph(at.say("report.other_provinces"));
}

}  // namespace

void Composer::participants() {
  section("participants");
  const Participation& who = data.participation;
  paragraph(say("report.people", {{"people", who.people},
                                  {"members", who.members},
                                  {"guests", who.guests},
                                  {"contributions", data.figures.received},
                                  {"texts", data.figures.texts}}));
  note(say("call.not_representative"));
  const auto by = [&](std::string_view noun, const std::vector<Count>& counts) {
    Piece table{.kind = Piece::Kind::table, .text = say("report.table." + std::string(noun))};
    table.remark = say("report.remark.contributions", {{"count", data.figures.counted}});
    table.header = {say("report.column." + std::string(noun)), say("report.column.contributions")};
    table.numeric = {false, true};
    for (const Count& one : counts) {
      const std::string key = "report." + std::string(noun) + "." + one.code;
      table.rows.push_back({{.text = locale::has(key) ? say(key) : one.code}, count(one.count)});
    }
    if (!counts.empty()) pieces.push_back(std::move(table));
  };
  by("kind", data.figures.kinds);
  by("contribution_channel", data.figures.channels);
  paragraph(say("report.traits"));
  std::map<std::string, std::vector<std::string>> withheld;  // titles, by reason
  for (const TraitTable& table : who.tables) {
    if (table.withheld == "no")
      add_table(*this, table);
    else
      withheld[table.withheld].push_back(say("report.table." + table.kind));
  }
  for (auto& [reason, titles] : withheld) {
    paragraph(say("report.withheld." + reason));
    list(std::move(titles));
  }
  paragraph(say("report.legend"));
}

}  // namespace mosharekat::report
