// SPDX-License-Identifier: AGPL-3.0-or-later
// Tables on pages: columns as wide as they need, the header again on every page, rows whole. A Persian table begins at the right.
#pragma once
#include <string>
#include <vector>

#include "print/canvas.h"
#include "print/print.h"
#include "print/shape.h"

namespace mosharekat::print {

void set_table(const Table& table, Language language, Canvas& canvas, Shaper& shaper);
// Caption, header and first row: what may not be torn apart.
double least_table_height(const Table& table, Shaper& shaper);

// Attributes of the cell that heads a row.
inline constexpr const char* row_head = "<< /A << /O /Table /Scope /Row >> >>";

// Widths for columns that need at least `least` and at most `most` each, together `width`. Pure.
std::vector<double> column_widths(const std::vector<double>& least, const std::vector<double>& most, double width);

}  // namespace mosharekat::print
