// SPDX-License-Identifier: AGPL-3.0-or-later
// Code points in and out of UTF-8, by ICU's macros. For .cpp files of base/ that look at letters; everyone else uses text.h.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <unicode/utf8.h>

namespace mosharekat::utf8 {

inline constexpr char32_t replacement = 0xFFFD;

// The code point at `at`, which moves behind it; U+FFFD for ill-formed bytes.
inline char32_t next(std::string_view text, std::size_t& at) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  std::int64_t index = static_cast<std::int64_t>(at);
  const auto length = static_cast<std::int64_t>(text.size());
  std::int32_t point = 0;
  U8_NEXT(bytes, index, length, point);
  at = static_cast<std::size_t>(index);
  return point < 0 ? replacement : static_cast<char32_t>(point);
}

inline void append(std::string& out, char32_t point) {
  char bytes[4];
  int length = 0;
  U8_APPEND_UNSAFE(reinterpret_cast<std::uint8_t*>(bytes), length, static_cast<std::uint32_t>(point));
  out.append(bytes, static_cast<std::size_t>(length));
}

inline std::u32string decode(std::string_view text) {
  std::u32string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) out += next(text, at);
  return out;
}

inline std::string encode(std::u32string_view points) {
  std::string out;
  out.reserve(points.size() * 2);
  for (const char32_t point : points) append(out, point);
  return out;
}

inline bool is_persian_digit(char32_t point) { return point >= U'۰' && point <= U'۹'; }
inline bool is_arabic_digit(char32_t point) { return point >= 0x660 && point <= 0x669; }
inline bool is_ascii_digit(char32_t point) { return point >= U'0' && point <= U'9'; }

// The value of a digit in any of the three sets that Persian texts use, or −1.
inline int digit_value(char32_t point) {
  if (is_ascii_digit(point)) return static_cast<int>(point - U'0');
  if (is_persian_digit(point)) return static_cast<int>(point - U'۰');
  if (is_arabic_digit(point)) return static_cast<int>(point - 0x660);
  return -1;
}

}  // namespace mosharekat::utf8
