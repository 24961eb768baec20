// SPDX-License-Identifier: AGPL-3.0-or-later
#include "print/direction.h"

#include <unicode/uchar.h>

#include "base/text.h"
#include "base/utf8.h"

namespace mosharekat::print {
namespace {

bool latin_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool ascii_digit(char c) { return c >= '0' && c <= '9'; }

// The bytes of the digit at `at`, in ASCII or Persian; 0 when there is none.
std::size_t digit(std::string_view text, std::size_t at) {
  if (at < text.size() && ascii_digit(text[at])) return 1;
  if (at + 1 < text.size() && text[at] == '\xDB' && static_cast<unsigned char>(text[at + 1]) >= 0xB0 &&
      static_cast<unsigned char>(text[at + 1]) <= 0xB9)
    return 2;
  return 0;
}

// Digits joined by hyphens, 1405-0042: the end of it, or `at`.
std::size_t hyphenated(std::string_view text, std::size_t at) {
  std::size_t end = at, good = at;
  bool joined = false;
  while (const std::size_t length = digit(text, end)) {
    end += length;
    if (joined) good = end;
    if (end < text.size() && text[end] == '-' && digit(text, end + 1) > 0) {
      joined = true;
      ++end;
    }
  }
  return good;
}

// Latin words and what joins them (spaces, the signs of addresses), brackets and quotes left outside: the end of it, or `at`.
std::size_t latin(std::string_view text, std::size_t at) {
  constexpr std::string_view joining = " -_./:@#&+%=?~'*$";
  std::size_t end = at, good = at;
  bool letter = false;
  for (; end < text.size(); ++end) {
    const char c = text[end];
    if (latin_letter(c) || ascii_digit(c)) {
      letter |= latin_letter(c);
      good = end + 1;
    } else if (c == '/' || c == '%' || c == '#' || c == '+') {
      good = end + 1;
    } else if (joining.find(c) == std::string_view::npos) {
      break;
    }
  }
  return letter ? good : at;
}

}  // namespace

std::vector<Piece> pieces(std::string_view text) {
  std::vector<Piece> result;
  std::size_t plain = 0;
  for (std::size_t at = 0; at < text.size();) {
    const bool begins = latin_letter(text[at]) || digit(text, at) > 0;
    const std::size_t end = begins ? std::max(latin(text, at), hyphenated(text, at)) : at;
    if (end > at) {
      if (at > plain) result.push_back({text.substr(plain, at - plain), false});
      result.push_back({text.substr(at, end - at), true});
      at = plain = end;
    } else {
      // Past a number whole, so that its tail is not taken for the start of an island.
      std::size_t past = at;
      while (const std::size_t length = digit(text, past)) past += length;
      at = std::max(past, at + 1);
    }
  }
  if (plain < text.size()) result.push_back({text.substr(plain), false});
  return result;
}

std::string isolated(std::string_view text) {
  std::string result;
  for (const Piece& piece : pieces(text)) {
    if (piece.island) result += "\u2066";
    result += piece.text;
    if (piece.island) result += "\u2069";
  }
  return result;
}

bool reads_right_to_left(std::string_view text, Language document) {
  const bool right_to_left = document == Language::fa;
  for (std::size_t at = 0; at < text.size();) {
    const auto letter = static_cast<UChar32>(utf8::next(text, at));
    if (!u_isalpha(letter)) continue;
    const UCharDirection first = u_charDirection(letter);
    const bool first_is_right = first == U_RIGHT_TO_LEFT || first == U_RIGHT_TO_LEFT_ARABIC;
    if (first_is_right == right_to_left) return right_to_left;
    return text::is_mostly_persian(text);
  }
  return right_to_left;
}

}  // namespace mosharekat::print
