// SPDX-License-Identifier: AGPL-3.0-or-later
// A line folded for matching and a cursor over it. Folding maps one code point to one, so a place found in the folded line is the
// same place in the line as written.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace mosharekat::document::reading {

// Arabic letters to Persian, all digits to ASCII, all dashes and tatweel to '-', Latin to lower case.
std::u32string fold(std::u32string_view line);

bool is_space(char32_t point);  // also half-space, joiners and the hamza of «مادهٔ», which typists put anywhere
bool is_letter(char32_t point);
bool is_digit(char32_t point);  // of a folded line

class Scan {
 public:
  explicit Scan(std::u32string_view folded, std::size_t at = 0) : text_(folded), at_(at) {}

  std::size_t at() const { return at_; }
  void go(std::size_t at) { at_ = at; }
  bool ends() const { return at_ >= text_.size(); }
  char32_t peek(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : U'\0'; }
  std::u32string_view rest() const { return text_.substr(at_); }

  void spaces();
  bool take(char32_t point);
  // A word that ends here, at a digit or at a sign; moves behind it.
  bool word(std::u32string_view word);
  // The next run of letters without moving.
  std::u32string_view next_word() const;
  // Up to four digits; more is no number of a provision.
  std::optional<int> digits();
  // What stands between a label and its text: one or more of - : . ؛ with spaces between; moves behind it and what spaces follow.
  bool separator();
  // A bracketed remark, ( ) or [ ], with its brackets; nothing if it does not close or is longer than 200 code points.
  std::optional<std::u32string_view> bracket();

 private:
  std::u32string_view text_;
  std::size_t at_;
};

}  // namespace mosharekat::document::reading
