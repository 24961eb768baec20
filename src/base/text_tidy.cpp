// SPDX-License-Identifier: AGPL-3.0-or-later
// The storage form. Four steps, each of which leaves the earlier ones true, so that the whole is idempotent:
//   clean      drop what is invisible, open presentation forms, name all spaces and line ends alike
//   structure  spaces, lines, half-spaces and tatweel, which depend on their neighbours
//   compose    NFC, now that nothing will be removed between a letter and its mark
//   persian    Arabic letters to Persian ones; it must follow NFC, which knows only the Arabic yeh with hamza
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>

#include "base/result.h"
#include "base/text.h"
#include "base/utf8.h"

namespace mosharekat::text {
namespace {

constexpr char32_t half_space = 0x200C;
constexpr char32_t tatweel = 0x640;
constexpr char32_t hamza_above = 0x654;

const icu::Normalizer2& normalizer(bool compatible) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* found =
      compatible ? icu::Normalizer2::getNFKCInstance(status) : icu::Normalizer2::getNFCInstance(status);
  if (U_FAILURE(status)) throw std::runtime_error("ICU normalization data is missing");
  return *found;
}

std::u32string to_points(const icu::UnicodeString& text) {
  std::u32string out(static_cast<std::size_t>(text.countChar32()), U'\0');
  UErrorCode status = U_ZERO_ERROR;
  text.toUTF32(reinterpret_cast<UChar32*>(out.data()), static_cast<std::int32_t>(out.size()), status);
  return out;
}

icu::UnicodeString from_points(std::u32string_view points) {
  return icu::UnicodeString::fromUTF32(reinterpret_cast<const UChar32*>(points.data()), static_cast<std::int32_t>(points.size()));
}

std::u32string normalized(std::u32string_view points, bool compatible) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::UnicodeString out = normalizer(compatible).normalize(from_points(points), status);
  expect(U_SUCCESS(status), "normalization of well-formed text succeeds");
  return to_points(out);
}

// A letter, digit or sign that no step changes, whatever stands beside it.
bool is_plain(char32_t point) {
  if (point < 0x7F) return point > U' ';
  if (point < 0x600) return point == U'«' || point == U'»';
  if (point <= 0x6FF) {
    if (point >= 0x621 && point <= 0x648) return point != 0x643 && (point <= 0x63A || point >= 0x641);
    switch (point) {
      case U'پ':
      case U'چ':
      case U'ژ':
      case U'ک':
      case U'گ':
      case U'ی':
      case U'ۀ':
      case U'،':
      case U'؛':
      case U'؟':
      case U'٪':
      case U'٫':
      case U'٬': return true;
      default: return utf8::digit_value(point) >= 0;
    }
  }
  return point == U'–' || point == U'—' || point == U'…' || point == U'“' || point == U'”' || point == U'’' || point == U'•';
}

bool is_plain_letter(char32_t point) {
  return is_plain(point) && (u_isalnum(static_cast<UChar32>(point)) || utf8::digit_value(point) >= 0);
}

// True for what nearly all stored text is: nothing to do, found in one pass without memory.
bool is_tidy_already(std::string_view text) {
  char32_t before = U'\n';
  int lines = 1;  // line ends in a row; the text's start counts as one too many
  if (!text.empty() && (text.front() == '\n' || text.back() == '\n')) return false;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t point = utf8::next(text, at);
    if (point == U' ') {
      if (before == U' ' || before == U'\n') return false;
    } else if (point == U'\n') {
      if (before == U' ' || ++lines > 2) return false;
    } else if (point == half_space) {
      std::size_t peek = at;
      if (!is_plain_letter(before) || at >= text.size() || !is_plain_letter(utf8::next(text, peek))) return false;
    } else if (!is_plain(point)) {
      return false;
    }
    if (point != U'\n') lines = 0;
    before = point;
  }
  return before != U' ';
}

bool is_presentation_form(char32_t point) {
  return (point >= 0xFB50 && point <= 0xFDFF) || (point >= 0xFE70 && point <= 0xFEFC) || (point >= 0xFB00 && point <= 0xFB06);
}

// Invisible and without meaning for a reader of Persian or English: controls, byte-order mark, zero-width space, soft hyphen
// and the directional embeddings that spoil a text's order when only one of a pair survives cutting.
bool is_dropped(char32_t point) {
  return point < U' ' || (point >= 0x7F && point <= 0x9F) || point == 0xAD || point == 0x200B || point == 0xFEFF ||
         (point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069);
}

bool is_line_end(char32_t point) {
  return point == U'\n' || point == U'\v' || point == U'\f' || point == 0x85 || point == 0x2028 || point == 0x2029;
}

std::u32string clean(std::string_view text, bool one_line) {
  std::u32string out;
  out.reserve(text.size());
  const char32_t line_end = one_line ? U' ' : U'\n';
  for (std::size_t at = 0; at < text.size();) {
    const char32_t point = utf8::next(text, at);
    if (is_plain(point)) {
      out += point;
    } else if (point == U'\r') {
      if (at >= text.size() || text[at] != '\n') out += line_end;
    } else if (is_line_end(point)) {
      out += line_end;
    } else if (u_isUWhiteSpace(static_cast<UChar32>(point))) {
      out += U' ';
    } else if (is_presentation_form(point)) {
      out += normalized(std::u32string_view(&point, 1), true);
    } else if (!is_dropped(point)) {
      out += point;
    }
  }
  return out;
}

bool is_mark(char32_t point) { return U_GET_GC_MASK(static_cast<UChar32>(point)) & U_GC_M_MASK; }
bool is_letter(char32_t point) { return point != tatweel && (U_GET_GC_MASK(static_cast<UChar32>(point)) & U_GC_L_MASK) != 0; }
bool is_number(char32_t point) { return U_GET_GC_MASK(static_cast<UChar32>(point)) & U_GC_N_MASK; }
bool is_closing_bracket(char32_t point) { return point == U')' || point == U']' || point == U'»'; }
// Stands between letters without being seen, so that rules about neighbours look past it.
bool is_transparent(char32_t point) { return is_mark(point) || (point >= half_space && point <= 0x200F); }

// Decides about spaces, line ends, half-spaces and tatweel one by one, when what follows them is known.
class Structure {
 public:
  explicit Structure(std::u32string_view text) : text_(text) { out_.reserve(text.size()); }

  std::u32string run() {
    for (std::size_t at = 0; at < text_.size(); ++at) {
      const char32_t point = text_[at];
      if (point == U' ') {
        space_ = true;
      } else if (point == U'\n') {
        ++lines_;
      } else if (point == half_space) {
        half_space_ = true;
      } else if (point != tatweel || is_dash(at)) {
        put(point);
      }
    }
    return std::move(out_);
  }

 private:
  void put(char32_t point) {
    if (out_.empty()) {
      // Ends of the text are trimmed.
    } else if (lines_ > 0) {
      out_.append(static_cast<std::size_t>(std::min(lines_, 2)), U'\n');
      line_start_ = out_.size();
    } else if (space_) {
      out_ += U' ';
    } else if (half_space_ && joins(base_of_end()) && (joins(point) || is_mark(point))) {
      out_ += half_space;
    }
    out_ += point;
    lines_ = 0;
    space_ = half_space_ = false;
  }

  static bool joins(char32_t point) { return is_letter(point) || is_number(point); }

  // The letter that the marks at the end stand on; U+0000 at the start of the text.
  char32_t base_of_end() const {
    std::size_t at = out_.size();
    while (at > 0 && is_transparent(out_[at - 1])) --at;
    return at > 0 ? out_[at - 1] : U'\0';
  }

  // Tatweel is a stretched letter, which goes, or a typist's dash behind a number or letter of a heading, which stays.
  bool is_dash(std::size_t at) const {
    std::size_t behind = at + 1;
    while (behind < text_.size() && (text_[behind] == tatweel || is_transparent(text_[behind]))) ++behind;
    const bool ends = behind >= text_.size() || text_[behind] == U' ' || text_[behind] == U'\n';
    if (out_.empty() || lines_ > 0) return ends;
    if (space_) return ends || is_number(base_of_end());
    const char32_t before = base_of_end();
    if (is_number(before) || is_closing_bracket(before)) return true;
    return ends && is_heading(std::u32string_view(out_).substr(line_start_));
  }

  static bool is_heading(std::u32string_view line) {
    static constexpr std::u32string_view words[] = {U"الف", U"تبصره", U"ماده واحده", U"ماده\u200Cواحده"};
    if (line.size() == 1) return line[0] >= 0x621 && line[0] <= 0x6D3 && is_letter(line[0]);
    return std::find(std::begin(words), std::end(words), line) != std::end(words);
  }

  std::u32string_view text_;
  std::u32string out_;
  std::size_t line_start_ = 0;
  int lines_ = 0;
  bool space_ = false;
  bool half_space_ = false;
};

std::u32string compose(std::u32string text) {
  if (std::all_of(text.begin(), text.end(),
                  [](char32_t point) { return is_plain(point) || point <= U' ' || point == half_space; }))
    return text;
  return normalized(text, false);
}

std::string persian(std::u32string_view text) {
  std::string out;
  out.reserve(text.size() * 2);
  for (std::size_t at = 0; at < text.size(); ++at) {
    char32_t point = text[at];
    if (point == 0x64A || point == 0x649) point = U'ی';
    if (point == 0x643) point = U'ک';
    // Unicode composes yeh and hamza only from the Arabic yeh.
    if (point == U'ی' && at + 1 < text.size() && text[at + 1] == hamza_above) {
      point = U'ئ';
      ++at;
    }
    utf8::append(out, point);
  }
  return out;
}

std::string tidied(std::string_view text, bool one_line) { return persian(compose(Structure(clean(text, one_line)).run())); }

}  // namespace

std::string tidy(std::string_view text) {
  if (is_tidy_already(text)) return std::string(text);
  return tidied(text, false);
}

std::string tidy_line(std::string_view text) {
  if (text.find('\n') == std::string_view::npos && is_tidy_already(text)) return std::string(text);
  return tidied(text, true);
}

}  // namespace mosharekat::text
