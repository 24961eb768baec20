// SPDX-License-Identifier: AGPL-3.0-or-later
// The rows of a file with semicolons between its fields.
#pragma once
#include <algorithm>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "tally/lines.h"

namespace mosharekat::tally {

// Rows of a CSV with semicolons, as Python's csv reads them: quotes matter only at the start of a field, "" is a quote in it, and
// a quoted field may hold line ends.
class Rows {
 public:
  explicit Rows(std::string_view text) : rest_(without_bom(text)) {}

  // False at the end of the file. An open quote makes `open_quote` true.
  bool next(std::vector<std::string_view>& fields) {
    fields.clear();
    unescaped_.clear();
    if (rest_.empty()) return false;
    row_line_ = ++line_;
    while (true) {
      if (!rest_.empty() && rest_.front() == '"') {
        fields.push_back(quoted());
      } else {
        const std::size_t end = std::min(rest_.find_first_of(";\n"), rest_.size());
        fields.push_back(trimmed(rest_.substr(0, end)));
        rest_.remove_prefix(end);
      }
      if (rest_.empty()) return true;
      const char separator = rest_.front();
      rest_.remove_prefix(1);
      if (separator == '\n') return true;
      if (rest_.empty()) {
        fields.emplace_back();
        return true;
      }
    }
  }
  std::size_t line() const { return row_line_; }
  bool open_quote() const { return open_quote_; }

 private:
  std::string_view quoted() {
    rest_.remove_prefix(1);
    std::string& field = unescaped_.emplace_back();
    bool inside = true;
    std::size_t at = 0;
    for (; at < rest_.size(); ++at) {
      const char letter = rest_[at];
      if (inside && letter == '"') {
        if (at + 1 < rest_.size() && rest_[at + 1] == '"') {
          field += '"';
          ++at;
        } else {
          inside = false;
        }
        continue;
      }
      if (!inside && (letter == ';' || letter == '\n')) break;
      if (letter == '\n') ++line_;
      field += letter;
    }
    if (inside) open_quote_ = true;
    rest_.remove_prefix(at);
    return trimmed(field);
  }

  std::string_view rest_;
  std::deque<std::string> unescaped_;  // what this row's quoted fields say
  std::size_t line_ = 0, row_line_ = 0;
  bool open_quote_ = false;
};

}  // namespace mosharekat::tally
