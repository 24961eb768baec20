// SPDX-License-Identifier: AGPL-3.0-or-later
#include "document/import/list_numbers.h"

#include <algorithm>
#include <vector>

#include "base/text.h"
#include "base/utf8.h"

namespace mosharekat::document::reading {
namespace {

constexpr int value_max = 9999;

constexpr std::u32string_view persian = U"ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی";
constexpr std::u32string_view arabic = U"ابتثجحخدذرزسشصضطظعغفقکلمنهوی";
constexpr std::u32string_view abjad = U"ابجدهوزحطیکلمنسعفصقرشتثخذضظغ";

// After the last letter each is written twice, then thrice.
std::string letters(std::u32string_view alphabet, int value) {
  const auto place = static_cast<std::size_t>(value - 1);
  const char32_t letter = alphabet[place % alphabet.size()];
  const std::size_t times = std::min<std::size_t>(place / alphabet.size() + 1, 5);
  if (letter == U'ا' && times == 1) return "الف";
  return utf8::encode(std::u32string(times, letter));
}

std::string roman(int value) {
  static constexpr std::pair<int, std::string_view> parts[] = {{1000, "m"}, {900, "cm"}, {500, "d"}, {400, "cd"}, {100, "c"},
                                                               {90, "xc"},  {50, "l"},   {40, "xl"}, {10, "x"},   {9, "ix"},
                                                               {5, "v"},    {4, "iv"},   {1, "i"}};
  std::string out;
  for (const auto& [part, sign] : parts)
    for (; value >= part; value -= part) out += sign;
  return out;
}

std::string upper(std::string text) {
  for (char& letter : text) letter = letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 32) : letter;
  return text;
}

}  // namespace

std::string counted(Numeral numeral, int value) {
  if (numeral == Numeral::none || numeral == Numeral::bullet) return "";
  if (value < 1 || value > value_max) return std::to_string(value);
  switch (numeral) {
    case Numeral::persian: return letters(persian, value);
    case Numeral::arabic: return letters(arabic, value);
    case Numeral::abjad: return letters(abjad, value);
    case Numeral::roman_lower: return roman(value);
    case Numeral::roman_upper: return upper(roman(value));
    case Numeral::latin_lower: return letters(U"abcdefghijklmnopqrstuvwxyz", value);
    case Numeral::latin_upper: return upper(letters(U"abcdefghijklmnopqrstuvwxyz", value));
    case Numeral::padded: return value < 10 ? "0" + std::to_string(value) : std::to_string(value);
    default: return std::to_string(value);
  }
}

Numeral numeral_of(std::string_view sample) {
  if (text::trim(sample).empty()) return Numeral::none;
  std::vector<std::string_view> members;
  for (const std::string_view member : text::split(sample, ',')) members.push_back(text::trim(member));
  const std::string_view first = members[0];
  if (first == "a") return Numeral::latin_lower;
  if (first == "A") return Numeral::latin_upper;
  if (first == "i") return Numeral::roman_lower;
  if (first == "I") return Numeral::roman_upper;
  if (first == "01") return Numeral::padded;
  if (first == "الف" || first == "أ" || first == "ا" || first == "آ") {
    const std::string_view third = members.size() > 2 ? members[2] : "پ";
    return third == "ج" ? Numeral::abjad : third == "ت" ? Numeral::arabic : Numeral::persian;
  }
  return Numeral::decimal;
}

std::string ListCount::next(const ListLevels& levels, int level) {
  level = std::clamp(level, 0, list_levels - 1);
  const auto at = static_cast<std::size_t>(level);
  values_[at] = begun_[at] ? std::min(values_[at] + 1, value_max) : levels[at].start;
  begun_[at] = true;
  for (std::size_t above = 0; above < at; ++above)
    if (!begun_[above]) begin_at(static_cast<int>(above), levels[above].start + 1);  // shown without ever being counted
  for (std::size_t below = at + 1; below < begun_.size(); ++below)
    if (levels[below].restart < 0 || level < levels[below].restart) begun_[below] = false;
  return shown(levels, level);
}

void ListCount::begin_at(int level, int value) {
  const auto at = static_cast<std::size_t>(std::clamp(level, 0, list_levels - 1));
  values_[at] = std::clamp(value, 0, value_max) - 1;
  begun_[at] = true;
}

std::string ListCount::shown(const ListLevels& levels, int level) const {
  const ListLevel& shape = levels[static_cast<std::size_t>(level)];
  if (shape.numeral == Numeral::bullet) return "•";
  std::string out;
  for (std::size_t at = 0; at < shape.text.size(); ++at) {
    const char sign = shape.text[at];
    const char digit = at + 1 < shape.text.size() ? shape.text[at + 1] : '\0';
    if (sign != '%' || digit < '1' || digit > '9') {
      out += sign;
      continue;
    }
    const auto of = static_cast<std::size_t>(digit - '1');
    out += counted(shape.legal ? Numeral::decimal : levels[of].numeral, values_[of]);
    ++at;
  }
  return std::string(text::trim(out));
}

std::string labelled(std::string_view label, std::string_view text) {
  if (label.empty()) return std::string(text);
  std::string out(label);
  static constexpr std::string_view signs[] = {"-", ":", ".", ")", "]", "»", "؛", "ـ", "–", "—", "•", "−", "،", ","};
  if (std::none_of(std::begin(signs), std::end(signs), [&](std::string_view sign) { return label.ends_with(sign); })) out += "-";
  return out + " " + std::string(text);
}

}  // namespace mosharekat::document::reading
