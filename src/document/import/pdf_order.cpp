// SPDX-License-Identifier: AGPL-3.0-or-later
// From the order on the page, left to right, to the order of reading. It undoes the Unicode bidirectional algorithm for what
// legal texts hold: Persian with numbers, dates, Latin words and brackets in it, or the reverse.
#include <algorithm>
#include <cstdint>
#include <map>
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

bool is_arabic_letter(const Glyph& glyph) {
  return !glyph.letters.empty() && u_charDirection(static_cast<UChar32>(glyph.letters[0])) == U_RIGHT_TO_LEFT_ARABIC;
}

// A sign with a width that is neither digit, space nor a letter that is written in words of its neighbours: fonts give the
// kashida any name, also that of a Latin letter.
bool may_be_filler(const Glyph& glyph) {
  if (glyph.letters.size() != 1 || glyph.shape == 0 || glyph.right - glyph.left < 0.02 * glyph.size) return false;
  const std::uint32_t category = U_GET_GC_MASK(static_cast<UChar32>(glyph.letters[0]));
  return glyph.letters[0] == 0x640 || (category & (U_GC_P_MASK | U_GC_S_MASK)) != 0 ||
         ((category & U_GC_L_MASK) != 0 && u_charDirection(static_cast<UChar32>(glyph.letters[0])) == U_LEFT_TO_RIGHT);
}

// The nearest glyph of the row beside this one, not counting the same drawing; nothing if there is a gap.
const Glyph* beside(const std::vector<const Glyph*>& row, std::size_t at, int step) {
  const Glyph* from = row[at];
  for (std::size_t near = at + static_cast<std::size_t>(step); near < row.size(); near += static_cast<std::size_t>(step)) {
    const Glyph* next = row[near];
    const double gap = step > 0 ? next->left - from->right : from->left - next->right;
    if (gap > 0.12 * from->size) return nullptr;
    if (next->right - next->left < 0.02 * next->size) continue;  // marks
    if (next->shape != row[at]->shape) return next;
    from = next;
  }
  return nullptr;
}

}  // namespace

void name_fillers(std::vector<Page>& pages) {
  std::map<std::uint64_t, std::pair<std::size_t, std::size_t>> seen;  // between letters, elsewhere
  for (const Page& page : pages) {
    std::vector<const Glyph*> row;
    for (const Glyph& glyph : page.glyphs) row.push_back(&glyph);
    std::stable_sort(row.begin(), row.end(), [](const Glyph* a, const Glyph* b) {
      return a->baseline != b->baseline ? a->baseline < b->baseline : a->left + a->right < b->left + b->right;
    });
    for (std::size_t at = 0; at < row.size(); ++at) {
      if (!may_be_filler(*row[at])) continue;
      const Glyph* left = beside(row, at, -1);
      const Glyph* right = beside(row, at, 1);
      const bool between = left && right && is_arabic_letter(*left) && is_arabic_letter(*right) &&
                           left->baseline == row[at]->baseline && right->baseline == row[at]->baseline;
      ++(between ? seen[row[at]->shape].first : seen[row[at]->shape].second);
    }
  }
  for (Page& page : pages)
    for (Glyph& glyph : page.glyphs) {
      const auto found = may_be_filler(glyph) ? seen.find(glyph.shape) : seen.end();
      // A kashida keeps the letters together and is dropped with all others when the text is tidied.
      if (found != seen.end() && found->second.first >= 3 && found->second.first > 12 * found->second.second)
        glyph.letters = U"\u0640";
    }
}

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
