// SPDX-License-Identifier: AGPL-3.0-or-later
#include "document/import/numbers.h"

#include <unordered_map>
#include <utility>

namespace mosharekat::document::reading {
namespace {

struct Word {
  int value;
  bool last;  // an ordinal ends its number
};

const std::unordered_map<std::u32string_view, Word>& persian_words() {
  static const std::unordered_map<std::u32string_view, Word> words = {
      {U"یک", {1, false}},       {U"دو", {2, false}},       {U"سه", {3, false}},      {U"چهار", {4, false}},
      {U"پنج", {5, false}},      {U"شش", {6, false}},       {U"هفت", {7, false}},     {U"هشت", {8, false}},
      {U"نه", {9, false}},       {U"ده", {10, false}},      {U"یازده", {11, false}},  {U"دوازده", {12, false}},
      {U"سیزده", {13, false}},   {U"چهارده", {14, false}},  {U"پانزده", {15, false}}, {U"شانزده", {16, false}},
      {U"هفده", {17, false}},    {U"هجده", {18, false}},    {U"هیجده", {18, false}},  {U"نوزده", {19, false}},
      {U"بیست", {20, false}},    {U"سی", {30, false}},      {U"چهل", {40, false}},    {U"پنجاه", {50, false}},
      {U"شصت", {60, false}},     {U"هفتاد", {70, false}},   {U"هشتاد", {80, false}},  {U"نود", {90, false}},
      {U"صد", {100, false}},     {U"یکصد", {100, false}},   {U"دویست", {200, false}}, {U"سیصد", {300, false}},
      {U"چهارصد", {400, false}}, {U"پانصد", {500, false}},  {U"ششصد", {600, false}},  {U"هفتصد", {700, false}},
      {U"هشتصد", {800, false}},  {U"نهصد", {900, false}},   {U"هزار", {1000, false}}, {U"یکهزار", {1000, false}},
      {U"اول", {1, true}},       {U"یکم", {1, true}},       {U"نخست", {1, true}},     {U"دوم", {2, true}},
      {U"دویم", {2, true}},      {U"سوم", {3, true}},       {U"سیم", {3, true}},      {U"سیوم", {3, true}},
      {U"چهارم", {4, true}},     {U"پنجم", {5, true}},      {U"ششم", {6, true}},      {U"هفتم", {7, true}},
      {U"هشتم", {8, true}},      {U"نهم", {9, true}},       {U"دهم", {10, true}},     {U"یازدهم", {11, true}},
      {U"دوازدهم", {12, true}},  {U"سیزدهم", {13, true}},   {U"چهاردهم", {14, true}}, {U"پانزدهم", {15, true}},
      {U"شانزدهم", {16, true}},  {U"هفدهم", {17, true}},    {U"هجدهم", {18, true}},   {U"هیجدهم", {18, true}},
      {U"نوزدهم", {19, true}},   {U"بیستم", {20, true}},    {U"سیام", {30, true}},    {U"چهلم", {40, true}},
      {U"پنجاهم", {50, true}},   {U"شصتم", {60, true}},     {U"هفتادم", {70, true}},  {U"هشتادم", {80, true}},
      {U"نودم", {90, true}},     {U"صدم", {100, true}},     {U"یکصدم", {100, true}},  {U"دویستم", {200, true}},
      {U"سیصدم", {300, true}},   {U"چهارصدم", {400, true}}, {U"پانصدم", {500, true}}, {U"هزارم", {1000, true}},
  };
  return words;
}

const std::unordered_map<std::u32string_view, int>& english_words() {
  static const std::unordered_map<std::u32string_view, int> words = {
      {U"one", 1},          {U"two", 2},         {U"three", 3},       {U"four", 4},        {U"five", 5},       {U"six", 6},
      {U"seven", 7},        {U"eight", 8},       {U"nine", 9},        {U"ten", 10},        {U"eleven", 11},    {U"twelve", 12},
      {U"thirteen", 13},    {U"fourteen", 14},   {U"fifteen", 15},    {U"sixteen", 16},    {U"seventeen", 17}, {U"eighteen", 18},
      {U"nineteen", 19},    {U"twenty", 20},     {U"first", 1},       {U"second", 2},      {U"third", 3},      {U"fourth", 4},
      {U"fifth", 5},        {U"sixth", 6},       {U"seventh", 7},     {U"eighth", 8},      {U"ninth", 9},      {U"tenth", 10},
      {U"eleventh", 11},    {U"twelfth", 12},    {U"thirteenth", 13}, {U"fourteenth", 14}, {U"fifteenth", 15}, {U"sixteenth", 16},
      {U"seventeenth", 17}, {U"eighteenth", 18}, {U"nineteenth", 19}, {U"twentieth", 20},
  };
  return words;
}

std::optional<int> persian_number(Scan& scan) {
  int value = 0;
  int room = 10'000;  // what follows must be smaller than what stands before it
  Scan ahead = scan;
  for (;;) {
    const std::u32string_view word = ahead.next_word();
    const auto found = persian_words().find(word);
    if (found == persian_words().end()) break;
    auto [part, last] = found->second;
    if (part >= room) break;
    ahead.go(ahead.at() + word.size());
    // «یک هزار»، «هفت صد»
    Scan multiple = ahead;
    multiple.spaces();
    const std::u32string_view next = multiple.next_word();
    if (!last && part < 10 && (next == U"صد" || next == U"هزار")) {
      part *= next == U"صد" ? 100 : 1000;
      ahead.go(multiple.at() + next.size());
    } else if (!last && part == 30 && next == U"ام") {
      last = true;
      ahead.go(multiple.at() + next.size());
    }
    value += part;
    room = part >= 1000 ? 1000 : part >= 100 ? 100 : part >= 20 ? 10 : 1;
    scan = ahead;
    if (last) break;
    ahead.spaces();
    if (!ahead.word(U"و")) break;
    ahead.spaces();
  }
  return value > 0 ? std::optional(value) : std::nullopt;
}

constexpr std::u32string_view alphabet = U"ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی";
constexpr std::u32string_view alphabet_arabic = U"ابتثجحخدذرزسشصضطظعغفقکلمنوهی";
constexpr std::u32string_view abjad = U"ابجدهوزحطیکلمنسعفصقرشتثخذضظغ";

}  // namespace

std::optional<int> spelled_number(Scan& scan) {
  if (const auto value = persian_number(scan)) return value;
  const std::u32string_view word = scan.next_word();
  const auto found = english_words().find(word);
  if (found == english_words().end()) return std::nullopt;
  scan.go(scan.at() + word.size());
  if (found->second == 20 && scan.peek() == U'-') {
    Scan unit(scan);
    unit.take(U'-');
    const auto part = english_words().find(unit.next_word());
    if (part != english_words().end() && part->second < 10) {
      scan.go(unit.at() + unit.next_word().size());
      return 20 + part->second;
    }
  }
  return found->second;
}

std::optional<int> roman_number(std::u32string_view letters) {
  if (letters.empty() || letters.size() > 12) return std::nullopt;
  static constexpr std::pair<std::u32string_view, int> parts[] = {{U"c", 100}, {U"xc", 90}, {U"l", 50}, {U"xl", 40}, {U"x", 10},
                                                                  {U"ix", 9},  {U"v", 5},   {U"iv", 4}, {U"i", 1}};
  int value = 0;
  std::u32string_view rest = letters;
  std::u32string again;
  for (const auto& [text, worth] : parts)
    for (int times = 0; times < 3 && rest.starts_with(text); ++times) {
      rest.remove_prefix(text.size());
      value += worth;
      if (text.size() == 2 || text == U"l" || text == U"v") break;
    }
  if (!rest.empty()) return std::nullopt;
  int left = value;
  for (const auto& [text, worth] : parts)
    for (; left >= worth; left -= worth) again += text;
  return again == letters ? std::optional(value) : std::nullopt;
}

std::optional<char32_t> persian_letter(Scan& scan) {
  const std::u32string_view word = scan.next_word();
  if (word == U"الف" || word == U"آ" || word == U"ا") {
    scan.go(scan.at() + word.size());
    return U'ا';
  }
  if (word.size() != 1 || alphabet.find(word[0]) == std::u32string_view::npos) return std::nullopt;
  scan.go(scan.at() + 1);
  return word[0];
}

bool letter_follows(char32_t last, char32_t next) {
  for (const std::u32string_view order : {alphabet, alphabet_arabic, abjad}) {
    const std::size_t at = order.find(last);
    if (at != std::u32string_view::npos && at + 1 < order.size() && order[at + 1] == next) return true;
  }
  return false;
}

bool letter_is_after(char32_t last, char32_t next) {
  for (const std::u32string_view order : {alphabet, abjad}) {
    const std::size_t at = order.find(last);
    if (at != std::u32string_view::npos && order.find(next, at + 1) != std::u32string_view::npos) return true;
  }
  return false;
}

std::string_view letter_name(char32_t letter) {
  static constexpr std::string_view names[] = {"alef", "be",   "pe",  "te",  "se",   "jim", "che", "he",  "khe", "dal", "zal",
                                               "re",   "ze",   "zhe", "sin", "shin", "sad", "zad", "ta",  "za",  "eyn", "gheyn",
                                               "fe",   "ghaf", "kaf", "gaf", "lam",  "mim", "nun", "vav", "heh", "ye"};
  const std::size_t at = alphabet.find(letter);
  return at == std::u32string_view::npos ? std::string_view{} : names[at];
}

}  // namespace mosharekat::document::reading
