// SPDX-License-Identifier: AGPL-3.0-or-later
#include "tally/encoding.h"

#include "base/text.h"
#include "base/utf8.h"

namespace mosharekat::tally {
namespace {

// 0x80 to 0x9F; the five that are not assigned stay the control characters they are in Latin-1.
constexpr char32_t windows_1252[] = {0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
                                     0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
                                     0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

std::string from_windows_1252(std::string_view file) {
  std::string text;
  for (const char letter : file) {
    const auto byte = static_cast<unsigned char>(letter);
    utf8::append(text, byte >= 0x80 && byte <= 0x9F ? windows_1252[byte - 0x80] : byte);
  }
  return text;
}

std::string from_utf16(std::string_view file, bool big_end_first) {
  std::string text;
  char32_t high = 0;
  for (std::size_t at = 2; at + 1 < file.size(); at += 2) {
    const auto first = static_cast<unsigned char>(file[at]), second = static_cast<unsigned char>(file[at + 1]);
    const char32_t unit = big_end_first ? first * 256U + second : second * 256U + first;
    if (unit >= 0xDC00 && unit <= 0xDFFF && high != 0) {
      utf8::append(text, 0x10000 + (high - 0xD800) * 0x400 + (unit - 0xDC00));
      high = 0;
      continue;
    }
    if (high != 0) utf8::append(text, utf8::replacement);
    high = unit >= 0xD800 && unit <= 0xDBFF ? unit : 0;
    if (high == 0) utf8::append(text, unit >= 0xDC00 && unit <= 0xDFFF ? utf8::replacement : unit);
  }
  if (high != 0) utf8::append(text, utf8::replacement);
  return text;
}

}  // namespace

std::string_view as_utf8(std::string_view file, std::string& converted) {
  const bool little = file.starts_with("\xFF\xFE"), big = file.starts_with("\xFE\xFF");
  if (little || big) return converted = from_utf16(file, big);
  if (file.starts_with("\xEF\xBB\xBF")) file.remove_prefix(3);
  if (text::is_utf8(file)) return file;
  return converted = from_windows_1252(file);
}

}  // namespace mosharekat::tally
