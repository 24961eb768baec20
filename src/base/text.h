// SPDX-License-Identifier: AGPL-3.0-or-later
// Persian and Latin text, all in UTF-8. Three levels that are never mixed:
//   tidy()        what is stored: lossless for a reader, one code point per letter
//   search_key()  what is indexed and compared: folded until two spellings of one word are equal
//   digits        what is shown: done at the edge by base/locale.h, never stored
// Pure functions, thread-safe.
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mosharekat::text {

// True when the bytes are well-formed UTF-8 without U+0000.
bool is_utf8(std::string_view bytes);

// Storage form: NFC; Arabic yeh and kaf become Persian (ي ى → ی, ك → ک); presentation forms become letters (ﻻ → لا); zero-width
// space, soft hyphen, byte-order mark, control characters and bidi controls U+202A–202E, U+2066–2069 go; spaces collapse and
// leave the ends of lines, line ends are \n, at most one empty line stays and none at either end; half-spaces (U+200C) are kept,
// one at a time, never beside a space, a line edge or punctuation. Tatweel goes, except as the dash after a number or letter of a
// heading («۱ـ»). Ill-formed bytes become U+FFFD. Idempotent.
std::string tidy(std::string_view text);

// The same for one line: line ends become spaces, ends are trimmed.
std::string tidy_line(std::string_view text);

// Folded form for equality and search: tidy, digits to ASCII, harakat and tatweel removed, أإٱآ→ا ؤ→و ئ→ی ة ۀ→ه, final ء removed,
// Latin in lower case, punctuation to a space (but 2٫5 and 2.5 → 2.5, 1٬250 → 1250), half-spaces removed (می‌شود →
// میشود). Words are separated by one space.
std::string search_key(std::string_view text);

// The tokens to index: each word of search_key, and for a word written with half-spaces its parts too (می‌شود →
// میشود, می, شود).
std::vector<std::string> search_tokens(std::string_view text);

// ۰-۹ and ٠-٩ become 0-9; nothing else changes.
std::string ascii_digits(std::string_view text);

// 0-9 become ۰-۹; nothing else changes.
std::string persian_digits(std::string_view text);

// Bytes that order texts as a Persian dictionary does when they are compared (پ after ب, ک after ق).
std::string sort_key(std::string_view text);

// A whole number written in any digits, with or without marks or spaces between groups of three; nothing if it is not one or does
// not fit.
std::optional<std::int64_t> parse_integer(std::string_view text);

// Code points, which is how people count letters and how every limit of this program is stated.
std::size_t length(std::string_view text);

// At most `limit` code points, cut at a word where that is near, with … when something was cut.
std::string shorten(std::string_view text, std::size_t limit);

// Number of words, as separated by white space.
std::size_t words(std::string_view text);

std::string_view trim(std::string_view text);  // of ASCII white space
// The parts between separators, empty ones too: one more than there are separators.
std::vector<std::string_view> split(std::string_view text, char separator);

// The folded bytes of a lower-case ASCII comparison, for header names and addresses.
std::string ascii_lower(std::string_view text);

// True when more than half of the letters are of the Arabic script: chooses lang and dir for what people write.
bool is_mostly_persian(std::string_view text);

}  // namespace mosharekat::text
