// SPDX-License-Identifier: AGPL-3.0-or-later
// Reads comma-separated values (RFC 4180) in one pass over the text, without copying fields that need none. Lines end with \n or
// \r\n; a byte-order mark at the start is skipped; empty lines are skipped; fields may hold line ends inside quotes.
#pragma once
#include <cstddef>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace mosharekat::insight {

class Csv {
 public:
  explicit Csv(std::string_view text);

  // The next row, or false at the end. Fields stay valid until the next call. Error: csv.error.quote with "line", when a quoted
  // field does not end or is followed by something else than a comma.
  Result<bool> next(std::vector<std::string_view>& fields);
  std::size_t line() const { return row_line_; }  // where the last row began, from 1
  std::size_t offset() const { return at_; }      // bytes read so far, for progress

 private:
  Result<std::string_view> field();

  std::string_view text_;
  std::size_t at_ = 0, line_ = 1, row_line_ = 1;
  std::deque<std::string> unquoted_;
};

}  // namespace mosharekat::insight
