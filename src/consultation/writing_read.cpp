// SPDX-License-Identifier: AGPL-3.0-or-later
#include "consultation/writing_read.h"

#include "base/utf8.h"
#include "consultation/writing.h"

namespace mosharekat::consultation::writing {

namespace {

constexpr char32_t half_space = 0x200C;

bool is_arabic_script(char32_t point) { return (point >= 0x620 && point <= 0x6D3) || point == 0x6D5; }
bool is_mark(char32_t point) { return (point >= 0x64B && point <= 0x655) || point == 0x670 || point == 0x640; }
bool is_latin(char32_t point) {
  return (point >= U'a' && point <= U'z') || (point >= U'A' && point <= U'Z') ||
         (point >= 0xC0 && point <= 0x24F && point != 0xD7 && point != 0xF7);
}
bool is_apostrophe(char32_t point) { return point == U'\'' || point == U'’'; }
bool is_word(char32_t point) {
  return (is_arabic_script(point) && point != 0x640) || is_mark(point) || is_latin(point) || utf8::digit_value(point) >= 0;
}
bool is_space(char32_t point) { return point == U' ' || point == 0xA0 || point == U'\t'; }

void fold(std::string& out, char32_t point) {
  if (point == half_space || is_mark(point) || is_apostrophe(point) || point == U'-') return;
  if (point == 0x64A || point == 0x649) point = U'ی';
  if (point == 0x643) point = U'ک';
  if (point >= U'A' && point <= U'Z') point += 32;
  utf8::append(out, point);
}

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  Read all() {
    std::size_t at = 0;
    while (at < text_.size()) {
      if (text_.substr(at).starts_with(blank_mark)) {
        const std::size_t close = text_.find(']', at);
        at = close == std::string_view::npos ? text_.size() : close + 1;
        between_ = Between::other;
        continue;
      }
      const std::size_t start = at;
      const char32_t point = utf8::next(text_, at);
      if (is_word(point)) {
        at = word(start);
      } else {
        mark(point, at);
      }
    }
    close_sentence(text_.size(), false);
    return std::move(read_);
  }

 private:
  enum class Between { nothing, space, hyphen, other };

  std::size_t word(std::size_t start) {
    Word made{.begin = start, .sentence = read_.sentences.size()};
    made.joined = !first_ && between_ != Between::other;
    made.spaced = !first_ && between_ == Between::space;
    std::size_t at = start, end = start;
    bool digits = false, letters = false;
    while (at < text_.size()) {
      std::size_t next = at;
      const char32_t point = utf8::next(text_, next);
      if (is_word(point)) {
        fold(made.folded, point);
        made.persian = made.persian || is_arabic_script(point);
        made.latin = made.latin || is_latin(point);
        (utf8::digit_value(point) >= 0 ? digits : letters) = true;
        at = end = next;
        continue;
      }
      std::size_t after = next;
      const char32_t following = after < text_.size() ? utf8::next(text_, after) : U' ';
      const bool in_number = (point == U'.' || point == U',' || point == U'/' || point == U'٫' || point == U'٬') && digits &&
                             !letters && utf8::digit_value(following) >= 0;
      const bool inside = point == half_space || is_apostrophe(point) || point == U'-' || point == 0x640 || in_number;
      if (!inside || !is_word(following)) break;
      at = next;
    }
    made.end = end;
    made.number = digits && !letters;
    made.persian = made.persian && letters;
    read_.words.push_back(std::move(made));
    between_ = Between::nothing;
    first_ = false;
    return end;
  }

  void mark(char32_t point, std::size_t at) {
    const bool ends = at >= text_.size() || text_[at] == ' ' || text_[at] == '\n' || text_[at] == '\r' ||
                      text_.substr(at).starts_with("»") || text_[at] == '"' || text_[at] == ')';
    if (point == U'\n' || point == U'\r' || point == U'؛' || point == U';' || point == U'؟' || point == U'?' || point == U'!' ||
        ((point == U'.' || point == U':' || point == U'…') && ends)) {
      close_sentence(at, point == U'؟' || point == U'?');
      between_ = Between::other;
    } else if (is_space(point)) {
      if (between_ == Between::nothing) between_ = Between::space;
    } else if (point == half_space || point == 0x640) {
      if (between_ == Between::nothing) between_ = Between::hyphen;
    } else {
      between_ = Between::other;
    }
  }

  void close_sentence(std::size_t at, bool asks) {
    const std::size_t begin = read_.sentences.empty() ? 0 : read_.sentences.back().end;
    read_.sentences.push_back({begin, at, asks});
    first_ = true;
  }

  std::string_view text_;
  Read read_{};
  Between between_ = Between::other;
  bool first_ = true;
};

}  // namespace

std::string folded(std::string_view written) {
  std::string out;
  for (std::size_t at = 0; at < written.size();)
    if (const char32_t point = utf8::next(written, at); point != U' ') fold(out, point);
  return out;
}

Read read(std::string_view text) { return Reader(text).all(); }

}  // namespace mosharekat::consultation::writing
