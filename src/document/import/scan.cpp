// SPDX-License-Identifier: AGPL-3.0-or-later
#include "document/import/scan.h"

#include <unicode/uchar.h>

namespace mosharekat::document::reading {
namespace {

char32_t fold(char32_t point) {
  if (point >= U'A' && point <= U'Z') return point + 32;
  if (point < 0x80) return point == U'_' ? U'-' : point;
  if (point >= U'۰' && point <= U'۹') return point - U'۰' + U'0';
  if (point >= 0x660 && point <= 0x669) return point - 0x660 + U'0';
  if ((point >= 0x2010 && point <= 0x2015) || point == 0x2212 || point == 0x640 || point == 0xFE58 || point == 0xFE63 ||
      point == 0xFF0D)
    return U'-';
  switch (point) {
    case 0x64A:
    case 0x649: return U'ی';
    case 0x643: return U'ک';
    case 0x6C0:
    case 0x629: return U'ه';
    case 0x623:
    case 0x625: return U'ا';
    case 0xA0: return U' ';
    default: return point;
  }
}

bool is_vowel_sign(char32_t point) { return point >= 0x64B && point <= 0x652; }

bool is_separator(char32_t point) { return point == U'-' || point == U':' || point == U'.' || point == U'؛'; }

}  // namespace

std::u32string fold(std::u32string_view line) {
  std::u32string out(line);
  for (char32_t& point : out) point = fold(point);
  return out;
}

bool is_space(char32_t point) { return point == U' ' || (point >= 0x200B && point <= 0x200F) || point == 0x654; }
bool is_letter(char32_t point) { return u_isalpha(static_cast<UChar32>(point)) && point != 0x640; }
bool is_digit(char32_t point) { return point >= U'0' && point <= U'9'; }

void Scan::spaces() {
  while (!ends() && is_space(text_[at_])) ++at_;
}

bool Scan::take(char32_t point) {
  if (peek() != point) return false;
  ++at_;
  return true;
}

bool Scan::word(std::u32string_view word) {
  std::size_t end = at_;
  for (const char32_t letter : word) {
    while (end > at_ && end < text_.size() && is_vowel_sign(text_[end])) ++end;  // «مادّه»
    if (end >= text_.size() || text_[end] != letter) return false;
    ++end;
  }
  if (end < text_.size() && is_letter(text_[end])) return false;
  at_ = end;
  return true;
}

std::u32string_view Scan::next_word() const {
  std::size_t end = at_;
  while (end < text_.size() && is_letter(text_[end])) ++end;
  return text_.substr(at_, end - at_);
}

std::optional<int> Scan::digits() {
  std::size_t end = at_;
  int value = 0;
  while (end < text_.size() && is_digit(text_[end]) && end - at_ < 5) value = value * 10 + static_cast<int>(text_[end++] - U'0');
  if (end == at_ || end - at_ > 4) return std::nullopt;
  at_ = end;
  return value;
}

bool Scan::separator() {
  std::size_t end = at_;
  bool found = false;
  while (end < text_.size() && (is_space(text_[end]) || is_separator(text_[end]))) found = is_separator(text_[end++]) || found;
  if (found) at_ = end;
  return found;
}

std::optional<std::u32string_view> Scan::bracket() {
  const char32_t open = peek();
  if (open != U'(' && open != U'[') return std::nullopt;
  const std::size_t close = text_.find(open == U'(' ? U')' : U']', at_);
  if (close == std::u32string_view::npos || close - at_ > 200) return std::nullopt;
  const std::u32string_view found = text_.substr(at_, close + 1 - at_);
  at_ = close + 1;
  return found;
}

}  // namespace mosharekat::document::reading
