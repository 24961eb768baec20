// SPDX-License-Identifier: AGPL-3.0-or-later
// The folded form: what makes two spellings of one word equal.
#include <unicode/uchar.h>

#include "base/text.h"
#include "base/utf8.h"

namespace mosharekat::text {
namespace {

constexpr char32_t half_space = 0x200C;
constexpr char32_t dropped = 0;
constexpr char32_t hamza = 0x621;

// One code point folded; a space for what separates words; `dropped` for marks that only decorate.
char32_t folded(char32_t point) {
  if (const int digit = utf8::digit_value(point); digit >= 0) return U'0' + static_cast<char32_t>(digit);
  if (point < 0x80) {
    if (point >= U'A' && point <= U'Z') return point + 32;
    return point >= U'a' && point <= U'z' ? point : U' ';
  }
  switch (point) {
    case U'أ':
    case U'إ':
    case U'ٱ':
    case U'آ': return U'ا';
    case U'ؤ': return U'و';
    case U'ئ': return U'ی';
    case U'ة':
    case 0x6C0:  // ۀ
    case 0x6BE:  // Urdu's and Kurdish forms of heh, which keyboards of phones give
    case 0x6C1:
    case 0x6C2:
    case 0x6D5: return U'ه';
    case 0x6AA: return U'ک';
    case 0x640: return U' ';  // tidy() leaves only the dashes
    default: break;
  }
  if (point >= hamza && point <= 0x64A) return point;
  const auto mask = U_GET_GC_MASK(static_cast<UChar32>(point));
  if (mask & U_GC_M_MASK) return point >= 0x600 && point <= 0x6FF ? dropped : point;
  if (mask & U_GC_CF_MASK) return point == half_space ? half_space : dropped;
  if (mask & (U_GC_L_MASK | U_GC_N_MASK)) return static_cast<char32_t>(u_tolower(static_cast<UChar32>(point)));
  return U' ';
}

bool is_edge(char32_t point) { return point == U' ' || point == half_space; }

// Words with one space between; half-spaces stay, for those who want a word's parts.
std::u32string fold(std::string_view text) {
  const std::u32string points = utf8::decode(tidy_line(text));
  std::u32string out;
  out.reserve(points.size());
  const auto end_word = [&out] {
    while (!out.empty() && (out.back() == hamza || out.back() == half_space)) out.pop_back();
  };
  for (std::size_t at = 0; at < points.size(); ++at) {
    const char32_t raw = points[at];
    const bool between_digits =
        !out.empty() && utf8::is_ascii_digit(out.back()) && at + 1 < points.size() && utf8::digit_value(points[at + 1]) >= 0;
    if (between_digits && raw == U'٬') continue;
    const char32_t point = between_digits && (raw == U'٫' || raw == U'.') ? U'.' : folded(raw);
    if (point == dropped) continue;
    if (is_edge(point)) {
      if (point == U' ') end_word();
      if (out.empty() || is_edge(out.back())) continue;
    }
    out += point;
  }
  end_word();
  while (!out.empty() && is_edge(out.back())) {
    out.pop_back();
    end_word();
  }
  return out;
}

std::string without_half_spaces(std::u32string_view word) {
  std::string out;
  out.reserve(word.size() * 2);
  for (const char32_t point : word)
    if (point != half_space) utf8::append(out, point);
  return out;
}

}  // namespace

std::string search_key(std::string_view text) { return without_half_spaces(fold(text)); }

std::vector<std::string> search_tokens(std::string_view text) {
  std::vector<std::string> tokens;
  const std::u32string key = fold(text);
  for (std::size_t at = 0; at < key.size();) {
    const std::size_t end = std::min(key.find(U' ', at), key.size());
    const std::u32string_view word = std::u32string_view(key).substr(at, end - at);
    tokens.push_back(without_half_spaces(word));
    if (word.find(half_space) != std::u32string_view::npos) {
      for (std::size_t from = 0; from <= word.size();) {
        const std::size_t to = std::min(word.find(half_space, from), word.size());
        std::u32string_view part = word.substr(from, to - from);
        while (!part.empty() && part.back() == hamza) part.remove_suffix(1);
        if (!part.empty()) tokens.push_back(utf8::encode(part));
        from = to + 1;
      }
    }
    at = end + 1;
  }
  return tokens;
}

}  // namespace mosharekat::text
