// SPDX-License-Identifier: AGPL-3.0-or-later
// A file that holds a text in Persian and again in English is two texts. A Persian text that quotes English is one.
#include <algorithm>

#include "base/text.h"
#include "base/utf8.h"
#include "document/import/lines.h"
#include "document/import/scan.h"

namespace mosharekat::document::reading {
namespace {

constexpr std::size_t words_min = 40;  // less than this is a quotation, a name, a bibliography

struct Weight {
  std::size_t persian = 0, english = 0;
  std::size_t words() const { return persian + english; }
};

Weight weigh(std::string_view line) {
  Weight weight;
  bool inside = false;
  for (std::size_t at = 0; at < line.size();) {
    const char32_t point = utf8::next(line, at);
    const bool letter = is_letter(point);
    if (letter && !inside) ++(point >= 0x600 && point <= 0x6FF ? weight.persian : weight.english);
    inside = letter || (inside && (point == 0x200C || (point >= 0x64B && point <= 0x65F)));
  }
  return weight;
}

}  // namespace

std::vector<LanguagePart> split_languages(std::vector<Line> lines) {
  std::vector<Weight> weights;
  Weight all;
  for (const Line& line : lines) {
    weights.push_back(weigh(line.text));
    all.persian += weights.back().persian;
    all.english += weights.back().english;
  }
  const std::string_view main = all.persian >= all.english ? "fa" : "en";
  const std::size_t minority = std::min(all.persian, all.english);
  std::vector<LanguagePart> parts{{std::string(main), {}}};
  if (minority < words_min || minority * 100 < all.words() * 15) {
    parts[0].lines = std::move(lines);
    return parts;
  }

  // One place where the language changes, with the fewest words on the wrong side of it.
  std::size_t persian_before = 0, english_before = 0, at_best = 0, wrong_best = all.words(), turn = 0;
  bool persian_first = true;
  for (std::size_t at = 0; at <= lines.size(); ++at) {
    const std::size_t wrong_persian_first = english_before + (all.persian - persian_before);
    const std::size_t wrong_english_first = persian_before + (all.english - english_before);
    if (std::min(wrong_persian_first, wrong_english_first) < wrong_best) {
      wrong_best = std::min(wrong_persian_first, wrong_english_first);
      at_best = at;
      persian_first = wrong_persian_first <= wrong_english_first;
    }
    if (at == lines.size()) break;
    persian_before += weights[at].persian;
    english_before += weights[at].english;
  }
  turn = at_best;
  // Lines without a word (dates, numbers) before the turn stay with what stands before them.
  while (turn < lines.size() && weights[turn].words() == 0) ++turn;
  if (wrong_best * 100 <= all.words() * 8) {
    parts = {{persian_first ? "fa" : "en", {}}, {persian_first ? "en" : "fa", {}}};
    for (std::size_t at = 0; at < lines.size(); ++at) parts[at < turn ? 0 : 1].lines.push_back(std::move(lines[at]));
  } else if (minority * 100 >= all.words() * 30) {
    // Side by side, as in a table of two columns: each paragraph goes to its language.
    parts = {{"fa", {}}, {"en", {}}};
    std::size_t last = 0;
    for (std::size_t at = 0; at < lines.size(); ++at) {
      if (weights[at].words() > 0) last = weights[at].persian >= weights[at].english ? 0 : 1;
      parts[last].lines.push_back(std::move(lines[at]));
    }
  } else {
    parts[0].lines = std::move(lines);
  }
  return parts;
}

}  // namespace mosharekat::document::reading
