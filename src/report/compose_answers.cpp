// SPDX-License-Identifier: AGPL-3.0-or-later
// What people said and what was decided.
#include <map>

#include "report/composer.h"

namespace mosharekat::report {

namespace {

// On paper a longer list of numbers helps nobody: the whole stands in the data files.
constexpr std::size_t numbers_told = 60;

std::string stances(const Composer& at, std::int64_t for_text, std::int64_t for_with_changes, std::int64_t against) {
  return at.say("report.stances", {{"for", for_text}, {"changes", for_with_changes}, {"against", against}});
}

}  // namespace

void Composer::concerns() {
  section("concerns");
  part("concerns");
  if (data.themes.empty())
    paragraph(say("report.no_themes"));
  else
    note(say("call.not_representative"));
  for (std::size_t i = 0; i < data.themes.size(); ++i) {
    const ThemeData& theme = data.themes[i];
    const ThemeFigures& figures = data.figures.themes.at(i);
    const bool persian = language == Language::fa || theme.name_en.empty();
    heading(persian ? theme.name_fa : theme.name_en);
    paragraph(say("report.theme", {{"count", figures.contributions},
                                   {"texts", figures.texts},
                                   {"people", theme.people},
                                   {"supports", figures.supports}}) +
              " " + stances(*this, figures.for_text, figures.for_with_changes, figures.against));
    paragraph(language == Language::fa || theme.summary_en.empty() ? theme.summary_fa : theme.summary_en);
    for (const Quote& quote : theme.quotes)
      pieces.push_back({.kind = Piece::Kind::quote, .text = quote.text, .language = quote.language, .numbers = {quote.number}});
  }
}

void Composer::provisions() {
  section("provisions");
  if (data.figures.places.empty()) {
    paragraph(say("report.no_contributions"));
    return;
  }
  Piece said{
      .kind = Piece::Kind::table,
      .text = say("report.table.stances"),
      .remark = say("report.remark.contributions", {{"count", data.figures.counted}}) + " " + say("call.not_representative")};
  said.header = {say("report.column.place"),     say("report.column.contributions"),          say("report.column.supports"),
                 say("contribution.stance.for"), say("contribution.stance.for_with_changes"), say("contribution.stance.against")};
  said.numeric = {false, true, true, true, true, true};
  Piece done{.kind = Piece::Kind::table,
             .text = say("report.table.answers"),
             .remark = say("report.remark.contributions", {{"count", data.figures.counted}})};
  done.header = {say("report.column.place"), say("report.outcome.accepted"), say("report.outcome.partly"),
                 say("report.outcome.refused"), say("report.outcome.other")};
  done.numeric = {false, true, true, true, true};
  for (const PlaceFigures& place : data.figures.places) {
    const std::string name = place_name(data, place.draft, place.anchor, language);
    said.rows.push_back({{.text = name},
                         count(place.contributions),
                         count(place.supports),
                         count(place.for_text),
                         count(place.for_with_changes),
                         count(place.against)});
    done.rows.push_back({{.text = name},
                         count(place.answers.accepted),
                         count(place.answers.partly),
                         count(place.answers.refused),
                         count(place.answers.other)});
  }
  pieces.push_back(std::move(said));
  pieces.push_back(std::move(done));
}

void Composer::decisions() {
  section("decisions");
  if (data.decisions.empty()) {
    paragraph(say("report.no_contributions"));
    return;
  }
  Piece overview{.kind = Piece::Kind::table,
                 .text = say("report.table.codes"),
                 .remark = say("report.remark.contributions", {{"count", data.figures.counted}})};
  const bool shares = data.figures.counted >= least_for_shares;
  overview.header = {say("report.column.decision"), say("report.column.contributions")};
  overview.numeric = {false, true};
  if (shares) overview.header.push_back(say("report.column.share")), overview.numeric.push_back(true);
  for (const Count& one : data.figures.codes) {
    std::vector<TableCell> row{{.text = decision_name(one.code, language)}, count(one.count)};
    if (shares) {
      const std::int64_t of_all = share(one.count, data.figures.counted);
      row.push_back({.text = locale::percent(language, of_all), .share = of_all});
    }
    overview.rows.push_back(std::move(row));
  }
  pieces.push_back(std::move(overview));
  std::map<std::int64_t, std::vector<std::int64_t>> numbers;  // of contributions, by decision
  for (const Row& row : data.rows)
    if (row.decision != 0) numbers[row.decision].push_back(row.number);
  for (const std::string_view outcome : {"accepted", "partly", "refused", "other"}) {
    Piece table{.kind = Piece::Kind::table, .text = say("report.outcome." + std::string(outcome))};
    std::int64_t total = 0;
    for (std::size_t i = 0; i < data.decisions.size(); ++i) {
      const Decision& decision = data.decisions[i];
      if (decision.outcome != outcome) continue;
      std::vector<std::int64_t>& of = numbers[static_cast<std::int64_t>(i) + 1];
      total += static_cast<std::int64_t>(of.size());
      std::string what = decision_name(decision.code, language);
      if (!decision.part.empty()) what += "\n" + say("report.decision.part", {{"part", decision.part}});
      if (!decision.place_label.empty()) what += "\n" + say("report.decision.place", {{"place", decision.place_label}});
      std::string why = decision.reason;
      if (!decision.citation.empty())
        why += (why.empty() ? "" : "\n") + say("report.decision.citation", {{"citation", decision.citation}});
      TableCell which{.text = say("report.decision.count", {{"count", static_cast<std::int64_t>(of.size())}}), .numbers = of};
      if (which.numbers.size() > numbers_told) {
        which.numbers.resize(numbers_told);
        which.text += " " + say("report.decision.first", {{"count", static_cast<std::int64_t>(numbers_told)}});
      }
      table.rows.push_back({{.text = std::move(what)}, {.text = std::move(why)}, {.text = in(decision.unit)}, std::move(which)});
    }
    if (table.rows.empty()) continue;
    table.remark = say("report.remark.contributions", {{"count", total}});
    table.header = {say("report.column.decision"), say("report.column.reason"), say("report.column.unit"),
                    say("report.column.which")};
    table.numeric = {false, false, false, false};
    pieces.push_back(std::move(table));
  }
}

void Composer::changes() {
  section("changes");
  if (data.changes.empty()) {
    paragraph(say("report.no_final_yet"));
    if (!site.empty()) paragraph(std::string(site) + "/calls/" + std::to_string(data.call.number) + "/final");
    return;
  }
  Piece table{.kind = Piece::Kind::table, .text = say("report.table.changes")};
  table.header = {say("report.column.place"), say("report.column.change"), say("report.column.source")};
  table.numeric = {false, false, false};
  for (const ChangeData& change : data.changes) {
    TableCell source{.numbers = change.contributions};
    if (change.contributions.empty()) source.text = say("report.own_initiative");
    if (!change.note.empty()) source.text += (source.text.empty() ? "" : ": ") + change.note;
    table.rows.push_back({{.text = change.label}, {.text = say("report.change." + change.difference)}, std::move(source)});
  }
  pieces.push_back(std::move(table));
}

}  // namespace mosharekat::report
