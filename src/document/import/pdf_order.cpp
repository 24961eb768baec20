// SPDX-License-Identifier: AGPL-3.0-or-later
// From the order on the page, left to right, to the order of reading. It undoes the Unicode bidirectional algorithm for what
// legal texts hold: Persian with numbers, dates, Latin words and brackets in it, or the reverse.
#include <algorithm>
#include <unicode/uchar.h>

#include "document/import/pdf_page.h"

namespace mosharekat::document::reading {
namespace {

enum class Class { right, left, number, joins_numbers, other };

Class class_of(char32_t point) {
  switch (u_charDirection(static_cast<UChar32>(point))) {
    case U_RIGHT_TO_LEFT:
    case U_RIGHT_TO_LEFT_ARABIC: return Class::right;
    case U_LEFT_TO_RIGHT: return Class::left;
    case U_EUROPEAN_NUMBER:
    case U_ARABIC_NUMBER: return Class::number;
    case U_COMMON_NUMBER_SEPARATOR: return Class::joins_numbers;
    default: return Class::other;
  }
}

Class class_of(const Glyph& glyph) {
  for (const char32_t point : glyph.letters)
    if (const Class found = class_of(point); found != Class::other) return found;
  return Class::other;
}

// Ends of the run of left-to-right glyphs that starts at `from`, in a right-to-left line: words with what stands between them,
// and numbers with the signs inside them.
std::size_t end_of_left_run(const std::vector<Glyph>& glyphs, const std::vector<Class>& classes, std::size_t from) {
  std::size_t end = from + 1;
  bool has_letter = classes[from] == Class::left;
  for (std::size_t at = from + 1; at < glyphs.size(); ++at) {
    if (classes[at] == Class::right) break;
    if (classes[at] == Class::left || classes[at] == Class::number) {
      const bool touches = end == at;
      const bool sign_between = at - end == 1 && classes[end] == Class::joins_numbers;
      const bool letters_around = has_letter && classes[at] == Class::left;
      if (touches || sign_between || letters_around || (has_letter && classes[at] == Class::number)) {
        has_letter = has_letter || classes[at] == Class::left;
        end = at + 1;
      } else if (classes[at] == Class::left && !has_letter) {
        break;  // a number, a gap, then a word: two runs
      } else {
        break;
      }
    }
  }
  return end;
}

std::size_t end_of_right_run(const std::vector<Class>& classes, std::size_t from) {
  std::size_t end = from + 1;
  for (std::size_t at = from + 1; at < classes.size() && classes[at] != Class::left; ++at)
    if (classes[at] == Class::right) end = at + 1;
  return end;
}

void append_right_to_left(std::u32string& out, const std::vector<Glyph>& glyphs, std::size_t from, std::size_t to) {
  std::vector<Class> classes;
  std::vector<Glyph> part(glyphs.begin() + static_cast<std::ptrdiff_t>(from), glyphs.begin() + static_cast<std::ptrdiff_t>(to));
  for (const Glyph& glyph : part) classes.push_back(class_of(glyph));
  // Runs from the left, written from the right.
  std::vector<std::pair<std::size_t, std::size_t>> runs;
  for (std::size_t at = 0; at < part.size();) {
    const bool left = classes[at] == Class::left || classes[at] == Class::number;
    const std::size_t end = left ? end_of_left_run(part, classes, at) : at + 1;
    runs.emplace_back(at, end);
    at = end;
  }
  for (auto run = runs.rbegin(); run != runs.rend(); ++run)
    for (std::size_t at = run->first; at < run->second; ++at) out += part[at].letters;
}

}  // namespace

std::u32string logical_order(const std::vector<Glyph>& visual, bool right_to_left) {
  std::u32string out;
  if (right_to_left) {
    append_right_to_left(out, visual, 0, visual.size());
    return out;
  }
  std::vector<Class> classes;
  for (const Glyph& glyph : visual) classes.push_back(class_of(glyph));
  for (std::size_t at = 0; at < visual.size();) {
    if (classes[at] != Class::right) {
      out += visual[at++].letters;
      continue;
    }
    const std::size_t end = end_of_right_run(classes, at);
    append_right_to_left(out, visual, at, end);
    at = end;
  }
  return out;
}

}  // namespace mosharekat::document::reading
