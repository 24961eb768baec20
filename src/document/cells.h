// SPDX-License-Identifier: AGPL-3.0-or-later
// Tables that come back from an office: the cells of an .xlsx workbook or of the tables of a .docx file, as text.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace mosharekat::document {

using Cells = std::vector<std::vector<std::string>>;

inline constexpr std::size_t cell_rows_max = 100'000;

// Of a workbook: the first sheet, row by row, a row that stands nowhere in the file as an empty one, so that the place in the
// answer is the row's number in the office program. Numbers as they are stored (12, 0.5), yes and no as TRUE and FALSE, formulas
// by the result that the program kept. Of a Word file: the rows of all its tables, one after the other; line breaks within a cell
// stay. Tracked changes are taken as accepted.
// Errors: import.error.no_cells (neither of the two), import.error.damaged, import.error.bomb, import.error.encrypted,
// import.error.many_rows.
Result<Cells> read_cells(std::string_view content);

}  // namespace mosharekat::document
