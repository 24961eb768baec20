// SPDX-License-Identifier: AGPL-3.0-or-later
#include "consultation/passage.h"

#include <algorithm>
#include <string>
#include <vector>

#include "base/text.h"
#include "base/utf8.h"

namespace mosharekat::consultation {

namespace {

// The letters of a text, folded, without what spellings differ in, each with its place in the text.
struct Folded {
  std::u32string letters;
  std::vector<std::size_t> places;
};

Folded folded(std::string_view text) {
  Folded out;
  std::size_t place = 0;
  for (std::size_t at = 0; at < text.size(); ++place) {
    std::size_t end = at + 1;
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) ++end;
    for (const char32_t letter : utf8::decode(text::search_key(text.substr(at, end - at)))) {
      if (letter == U' ') continue;
      out.letters += letter;
      out.places.push_back(place);
    }
    at = end;
  }
  return out;
}

std::size_t common_end(std::u32string_view left, std::u32string_view right) {
  std::size_t same = 0;
  while (same < left.size() && same < right.size() && left[left.size() - 1 - same] == right[right.size() - 1 - same]) ++same;
  return same;
}

std::size_t common_start(std::u32string_view left, std::u32string_view right) {
  const auto [end, other] = std::mismatch(left.begin(), left.end(), right.begin(), right.end());
  return static_cast<std::size_t>(end - left.begin());
}

}  // namespace

std::optional<PassagePlace> place_of(const Passage& passage, std::string_view text) {
  const Folded quote = folded(passage.quote), whole = folded(text);
  if (quote.letters.empty()) return std::nullopt;
  const std::u32string before = folded(passage.before).letters, after = folded(passage.after).letters;
  const std::u32string_view letters = whole.letters;
  std::optional<std::size_t> best;
  std::size_t best_context = 0, best_distance = 0;
  for (std::size_t at = letters.find(quote.letters); at != std::u32string_view::npos; at = letters.find(quote.letters, at + 1)) {
    const std::size_t context =
        common_end(letters.substr(0, at), before) + common_start(letters.substr(at + quote.letters.size()), after);
    const std::size_t place = whole.places[at],
                      former = static_cast<std::size_t>(std::max<std::int64_t>(0, passage.at.value_or(0)));
    const std::size_t distance = place > former ? place - former : former - place;
    if (best && (context < best_context || (context == best_context && distance >= best_distance))) continue;
    best = at;
    best_context = context;
    best_distance = distance;
  }
  if (!best) return std::nullopt;
  const std::size_t first = whole.places[*best], last = whole.places[*best + quote.letters.size() - 1];
  return PassagePlace{first, last - first + 1};
}

}  // namespace mosharekat::consultation
