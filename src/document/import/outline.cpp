// SPDX-License-Identifier: AGPL-3.0-or-later
#include "document/import/outline.h"

#include <algorithm>

#include "base/text.h"
#include "document/import/chain.h"

namespace mosharekat::document::reading {
namespace {

constexpr std::pair<std::u32string_view, double> usual_ranks[] = {
    {U"جلد", 1},  {U"volume", 1}, {U"کتاب", 2},  {U"book", 2},    {U"title", 3},   {U"باب", 4},
    {U"part", 4}, {U"بخش", 5},    {U"فصل", 6},   {U"chapter", 6}, {U"section", 7}, {U"sec", 7},
    {U"مبحث", 8}, {U"گفتار", 9},  {U"قسمت", 10}, {U"فقره", 11},   {U"topic", 8},   {U"subchapter", 6.5},
    {U"بند", 19}, {U"1", 20},     {U"الف", 21},  // headings without a word of their own stand below the named ones
};

bool is(const Entry& entry, Mark::Form form) { return entry.mark && entry.mark->form == form; }

std::vector<std::size_t> choose(const std::vector<Entry>& entries, Kind kind) {
  std::vector<std::size_t> places;
  std::vector<Candidate> candidates;
  bool starts = false;
  for (std::size_t at = 0; at < entries.size(); ++at) {
    if (is(entries[at], Mark::Form::annex)) starts = true;
    if (!is(entries[at], Mark::Form::article) || entries[at].mark->kind != kind) continue;
    const Mark& mark = *entries[at].mark;
    candidates.push_back({mark.value, mark.again, mark.certain, starts});
    places.push_back(at);
    starts = false;
  }
  const std::vector<bool> chosen = chain(candidates);
  std::vector<std::size_t> kept;
  for (std::size_t at = 0; at < places.size(); ++at)
    if (chosen[at]) kept.push_back(places[at]);
  // One line alone, uncertain or far from the first number, is a sentence about an article.
  if (kept.size() == 1 && (!entries[kept[0]].mark->certain || entries[kept[0]].mark->value > 1)) kept.clear();
  return kept;
}

// A text that goes wrong everywhere says so a few times.
constexpr int warnings_max = 20;

void settle_articles(Outline& outline, std::vector<Warning>& warnings) {
  std::vector<std::size_t> kept = choose(outline.entries, Kind::article);
  const std::vector<std::size_t> principles = choose(outline.entries, Kind::principle);
  if (principles.size() > kept.size()) kept = principles;
  outline.has_articles = !kept.empty();
  std::size_t next = 0;
  const Mark* last = nullptr;
  int missing = 0, refused = 0;
  for (std::size_t at = 0; at < outline.entries.size(); ++at) {
    Entry& entry = outline.entries[at];
    if (is(entry, Mark::Form::annex)) last = nullptr;
    if (!is(entry, Mark::Form::article)) continue;
    if (next < kept.size() && kept[next] == at) {
      ++next;
      const Mark& mark = *entry.mark;
      if (last && last->value > 0 && mark.value > last->value + 1 && ++missing <= warnings_max)
        warnings.push_back({"import.warning.articles_missing",
                            {{"after", std::to_string(last->value)}, {"before", std::to_string(mark.value)}}});
      last = &mark;
      continue;
    }
    if (entry.mark->certain && outline.has_articles) {
      entry.refused = true;
      if (++refused <= warnings_max) warnings.push_back({"import.warning.article_out_of_order", {{"label", entry.mark->label}}});
    }
    entry.mark.reset();
  }
}

// In the civil code قسمت stands above باب, elsewhere below. Evidence: «باب اول» directly below a heading of قسمت.
void settle_ranks(Outline& outline) {
  for (const auto& [word, rank] : usual_ranks) outline.ranks[std::u32string(word)] = rank;
  std::map<std::pair<std::u32string, std::u32string>, int> below;
  const Entry* before = nullptr;
  for (const Entry& entry : outline.entries) {
    if (!is(entry, Mark::Form::division)) {
      before = nullptr;
      continue;
    }
    if (before && entry.mark->value == 1 && !entry.mark->word.empty() && !before->mark->word.empty())
      ++below[{before->mark->word, entry.mark->word}];
    before = &entry;
  }
  for (const auto& [pair, times] : below) {
    const auto& [above, under] = pair;
    const auto opposite = below.find({under, above});
    if (opposite != below.end() && opposite->second >= times) continue;
    if (outline.ranks[above] > outline.ranks[under]) outline.ranks[above] = outline.ranks[under] - 0.25;
  }
}

}  // namespace

Outline consult(std::vector<Line> lines, std::string_view language, std::vector<Warning>& warnings) {
  Outline outline;
  outline.entries.reserve(lines.size());
  const auto styled =
      static_cast<std::size_t>(std::count_if(lines.begin(), lines.end(), [](const Line& line) { return line.heading > 0; }));
  const bool styles_mean_something = styled * 3 <= lines.size() * 2;
  for (Line& line : lines) {
    Entry entry;
    entry.notes = std::move(line.notes);
    entry.mark = read_mark(line.text, language);
    const bool sign = has_heading_sign(line.text);
    if (!entry.mark && sign) entry.heading = 5;
    if (!entry.mark && line.heading > 0 && styles_mean_something && text::length(line.text) <= 200) entry.heading = line.heading;
    entry.text = sign ? without_heading_sign(line.text) : std::move(line.text);
    outline.entries.push_back(std::move(entry));
  }
  // A letterhead ends with «پیوست» where the form has a blank for it.
  for (std::size_t at = 0; at < outline.entries.size(); ++at) {
    Entry& entry = outline.entries[at];
    if (!is(entry, Mark::Form::annex) || entry.mark->number || !entry.mark->rest.empty()) continue;
    const std::string before = at > 0 ? text::search_key(outline.entries[at - 1].text) : std::string("تاریخ");
    if (before.starts_with("تاریخ") || before.starts_with("شماره")) entry.mark.reset();
  }
  settle_articles(outline, warnings);
  settle_ranks(outline);
  return outline;
}

}  // namespace mosharekat::document::reading
