// SPDX-License-Identifier: AGPL-3.0-or-later
// Numbers that a word processor makes by itself and that stand in no run of the text: «ماده ۱-», «الف)», 1.2.3.
#pragma once
#include <array>
#include <string>
#include <string_view>

namespace mosharekat::document::reading {

enum class Numeral { none, bullet, decimal, padded, persian, arabic, abjad, roman_upper, roman_lower, latin_upper, latin_lower };

// One number, letters as Persian drafting writes them: the first is «الف».
std::string counted(Numeral numeral, int value);
// From a sample of the count as both formats write it: "1", "a", "I", "الف, ب, پ, ...".
Numeral numeral_of(std::string_view sample);

inline constexpr int list_levels = 10;

struct ListLevel {
  Numeral numeral = Numeral::decimal;
  std::string text = "%1.";  // %1 … %9: the numbers of the levels; for bullets without meaning
  int start = 1;
  int restart = -1;    // begins anew after every level above (-1), never (0), after levels up to this one (1 …)
  bool legal = false;  // all its numbers in digits
};
using ListLevels = std::array<ListLevel, list_levels>;

// The numbers reached in one list.
class ListCount {
 public:
  // Counts one paragraph on this level; what is shown before it.
  std::string next(const ListLevels& levels, int level);
  // The next paragraph on this level shows this number.
  void begin_at(int level, int value);

 private:
  std::string shown(const ListLevels& levels, int level) const;

  std::array<int, list_levels> values_{};
  std::array<bool, list_levels> begun_{};
};

// The paragraph as a reader sees it. A label without a sign behind it gets a dash: that it is a label is certain here.
std::string labelled(std::string_view label, std::string_view text);

}  // namespace mosharekat::document::reading
