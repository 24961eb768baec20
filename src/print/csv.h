// SPDX-License-Identifier: AGPL-3.0-or-later
// Tables as comma-separated values after RFC 4180, in UTF-8. What people typed never becomes a formula in the spreadsheet that
// opens the file. Pure, thread-safe.
//
//   print::csv({{"id", "text"}, {"42", "=1+1"}})   →   id,text␍␊42,'=1+1␍␊
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace mosharekat::print {

struct CsvForm {
  bool byte_order_mark = false;  // Excel reads UTF-8 only behind one; other readers may take it for part of the first name
};

std::string csv(const std::vector<std::vector<std::string>>& rows, CsvForm form = {});

// One row with its line end, for tables that are written as they are read.
std::string csv_row(const std::vector<std::string>& cells);

// The cell as it is written: behind an apostrophe when it begins like a formula (= + - @ tab, carriage return, their full-width
// forms). Plain negative numbers stay numbers.
std::string defused(std::string_view cell);

}  // namespace mosharekat::print
