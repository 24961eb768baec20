// SPDX-License-Identifier: AGPL-3.0-or-later
// Counting over the rows of a report, and nothing else.
#include <algorithm>
#include <map>
#include <set>

#include "report/data.h"

namespace mosharekat::report {

namespace {

bool is_counted(const Row& row) { return row.state == "published" || row.state == "waiting"; }

// Stances and answers alike in the figures of themes and of places.
template <class Group>
void add(Group& group, const Row& row, const std::vector<Decision>& decisions) {
  ++group.contributions;
  group.supports += row.supports;
  if (row.stance == "for") ++group.for_text;
  if (row.stance == "for_with_changes") ++group.for_with_changes;
  if (row.stance == "against") ++group.against;
  if (row.decision == 0) return;
  const std::string& outcome = decisions.at(static_cast<std::size_t>(row.decision - 1)).outcome;
  Answers& answers = group.answers;
  ++(outcome == "accepted"  ? answers.accepted
     : outcome == "partly"  ? answers.partly
     : outcome == "refused" ? answers.refused
                            : answers.other);
}

std::vector<Count> counts(const std::map<std::string, std::int64_t>& from) {
  std::vector<Count> all;
  for (const auto& [code, count] : from) all.push_back({code, count});
  return all;
}

}  // namespace

Figures tally(const std::vector<Row>& rows, const std::vector<Decision>& decisions, std::int64_t themes) {
  Figures figures;
  std::map<std::string, std::int64_t> kinds, channels, languages, stances, codes;
  std::set<std::string> organisations;
  std::set<std::int64_t> texts;
  std::vector<std::set<std::int64_t>> theme_texts(static_cast<std::size_t>(themes));
  std::map<std::pair<std::int64_t, std::string>, PlaceFigures> places;
  PlaceFigures whole;
  for (std::int64_t position = 1; position <= themes; ++position) figures.themes.push_back({.position = position});
  for (const Row& row : rows) {
    ++figures.received;
    figures.hidden += row.state == "hidden";
    figures.withdrawn += row.state == "withdrawn";
    if (!is_counted(row)) continue;
    ++figures.counted;
    ++kinds[row.kind];
    ++channels[row.channel];
    ++languages[row.language];
    ++stances[row.stance.empty() ? "none" : row.stance];
    if (!row.organisation.empty()) organisations.insert(row.organisation);
    texts.insert(row.text);
    if (row.decision != 0) ++codes[decisions.at(static_cast<std::size_t>(row.decision - 1)).code];
    add(whole, row, decisions);
    PlaceFigures& place = places[{row.draft, row.anchor}];
    place.draft = row.draft;
    place.anchor = row.anchor;
    add(place, row, decisions);
    for (const std::int64_t position : row.themes) {
      const auto theme = static_cast<std::size_t>(position - 1);
      add(figures.themes.at(theme), row, decisions);
      theme_texts.at(theme).insert(row.text);
    }
  }
  for (std::size_t theme = 0; theme < theme_texts.size(); ++theme)
    figures.themes[theme].texts = static_cast<std::int64_t>(theme_texts[theme].size());
  figures.texts = static_cast<std::int64_t>(texts.size());
  figures.supports = whole.supports;
  figures.answers = whole.answers;
  figures.kinds = counts(kinds);
  figures.channels = counts(channels);
  figures.languages = counts(languages);
  figures.stances = counts(stances);
  figures.codes = counts(codes);
  figures.organisations.assign(organisations.begin(), organisations.end());
  for (auto& [where, place] : places) figures.places.push_back(std::move(place));
  return figures;
}

}  // namespace mosharekat::report
