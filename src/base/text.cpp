// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/text.h"

#include <charconv>
#include <unicode/uchar.h>

#include "base/utf8.h"

namespace mosharekat::text {
namespace {

constexpr std::string_view ascii_space = " \t\n\v\f\r";

bool is_arabic_script(char32_t point) {
  return (point >= 0x600 && point <= 0x6FF) || (point >= 0x750 && point <= 0x77F) || (point >= 0x8A0 && point <= 0x8FF) ||
         (point >= 0xFB50 && point <= 0xFDFF) || (point >= 0xFE70 && point <= 0xFEFC);
}

bool is_grouping_mark(char32_t point) {
  switch (point) {
    case U',':
    case U'\'':
    case U'،':
    case U'٬':
    case U'’':
    case U'\u200C': return true;
    default: return u_isUWhiteSpace(static_cast<UChar32>(point));
  }
}

bool is_invisible(char32_t point) {
  return u_isUWhiteSpace(static_cast<UChar32>(point)) || u_charType(static_cast<UChar32>(point)) == U_FORMAT_CHAR;
}

}  // namespace

bool is_utf8(std::string_view bytes) {
  for (std::size_t at = 0; at < bytes.size();) {
    const auto byte = static_cast<unsigned char>(bytes[at]);
    if (byte == 0) return false;
    if (byte < 0x80) {
      ++at;
      continue;
    }
    const std::size_t start = at;
    // A replacement character that was really written is three bytes long and well-formed.
    if (utf8::next(bytes, at) == utf8::replacement && bytes.substr(start, at - start) != "\xEF\xBF\xBD") return false;
  }
  return true;
}

std::string ascii_digits(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    // ۰ is DB B0, ٠ is D9 A0; both sets are ten in a row of two-byte letters.
    const auto lead = static_cast<unsigned char>(text[at]);
    if ((lead == 0xDB || lead == 0xD9) && at + 1 < text.size()) {
      const int value = static_cast<unsigned char>(text[at + 1]) - (lead == 0xDB ? 0xB0 : 0xA0);
      if (value >= 0 && value <= 9) {
        out += static_cast<char>('0' + value);
        ++at;
        continue;
      }
    }
    out += text[at];
  }
  return out;
}

std::string persian_digits(std::string_view text) {
  std::string out;
  out.reserve(text.size() * 2);
  for (const char letter : text) {
    if (letter >= '0' && letter <= '9') {
      out += '\xDB';
      out += static_cast<char>(0xB0 + (letter - '0'));
    } else {
      out += letter;
    }
  }
  return out;
}

std::optional<std::int64_t> parse_integer(std::string_view text) {
  std::u32string points = utf8::decode(text);
  const auto visible = [](char32_t point) { return !is_invisible(point); };
  points.erase(points.begin(), std::find_if(points.begin(), points.end(), visible));
  points.erase(std::find_if(points.rbegin(), points.rend(), visible).base(), points.end());

  std::string digits;
  std::size_t at = 0;
  if (at < points.size() && (points[at] == U'-' || points[at] == U'−' || points[at] == U'+')) {
    if (points[at] != U'+') digits += '-';
    ++at;
  }
  // With grouping, every group after the first has three digits: «12 5» is two numbers, not one.
  int in_group = 0;
  bool grouped = false;
  for (; at < points.size(); ++at) {
    if (const int value = utf8::digit_value(points[at]); value >= 0) {
      digits += static_cast<char>('0' + value);
      ++in_group;
    } else if (is_grouping_mark(points[at])) {
      if (in_group == 0 || in_group > 3 || (grouped && in_group != 3)) return std::nullopt;
      grouped = true;
      in_group = 0;
    } else {
      return std::nullopt;
    }
  }
  if (in_group == 0 || (grouped && in_group != 3)) return std::nullopt;
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  return value;
}

std::size_t length(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; }));
}

std::string shorten(std::string_view text, std::size_t limit) {
  if (length(text) <= limit) return std::string(text);
  if (limit == 0) return {};
  const std::u32string points = utf8::decode(text);
  std::size_t end = limit - 1;
  while (end > 0 && U_GET_GC_MASK(static_cast<UChar32>(points[end])) & U_GC_M_MASK) --end;
  // A word's edge is near when it costs at most 24 letters and not more than half of what may stay.
  for (std::size_t at = end; at > 0 && at + 24 > end && at * 2 >= end; --at) {
    if (u_isUWhiteSpace(static_cast<UChar32>(points[at]))) {
      end = at;
      break;
    }
  }
  while (end > 0 && is_invisible(points[end - 1])) --end;
  return utf8::encode(std::u32string_view(points).substr(0, end)) + "…";
}

std::size_t words(std::string_view text) {
  std::size_t count = 0;
  bool inside = false;
  for (std::size_t at = 0; at < text.size();) {
    const bool space = u_isUWhiteSpace(static_cast<UChar32>(utf8::next(text, at)));
    if (!space && !inside) ++count;
    inside = !space;
  }
  return count;
}

std::string_view trim(std::string_view text) {
  const auto first = text.find_first_not_of(ascii_space);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(ascii_space) - first + 1);
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (;;) {
    const auto at = text.find(separator);
    parts.push_back(text.substr(0, at));
    if (at == std::string_view::npos) return parts;
    text.remove_prefix(at + 1);
  }
}

std::string ascii_lower(std::string_view text) {
  std::string out(text);
  for (char& letter : out)
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter + ('a' - 'A'));
  return out;
}

bool is_mostly_persian(std::string_view text) {
  std::size_t letters = 0;
  std::size_t arabic = 0;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t point = utf8::next(text, at);
    if (!u_isalpha(static_cast<UChar32>(point))) continue;
    ++letters;
    if (is_arabic_script(point)) ++arabic;
  }
  return arabic * 2 > letters;
}

}  // namespace mosharekat::text
