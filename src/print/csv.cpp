// SPDX-License-Identifier: AGPL-3.0-or-later
#include "print/csv.h"

#include <array>

namespace mosharekat::print {
namespace {

bool is_negative_number(std::string_view cell) {
  if (cell.size() < 2 || cell.front() != '-') return false;
  std::size_t digits = 0, points = 0;
  for (const char c : cell.substr(1)) {
    if (c >= '0' && c <= '9')
      ++digits;
    else if (c == '.')
      ++points;
    else
      return false;
  }
  return digits > 0 && points <= 1 && cell.back() != '.' && cell[1] != '.';
}

bool begins_like_a_formula(std::string_view cell) {
  // Spreadsheets of some languages take the full-width signs too.
  static constexpr std::array<std::string_view, 11> starts = {"=",  "+",      "-",      "@",      "\t",    "\r",
                                                              "\n", "\uFF1D", "\uFF0B", "\uFF0D", "\uFF20"};
  for (const std::string_view start : starts)
    if (cell.starts_with(start)) return !is_negative_number(cell);
  return false;
}

}  // namespace

std::string defused(std::string_view cell) { return (begins_like_a_formula(cell) ? "'" : "") + std::string(cell); }

std::string csv_row(const std::vector<std::string>& cells) {
  std::string row;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) row += ',';
    const std::string cell = defused(cells[i]);
    // A row of one empty cell would be an empty line, which readers skip; blanks at the ends would be trimmed by some.
    const bool quoted = cell.find_first_of(",\"\r\n") != std::string::npos || (cell.empty() && cells.size() == 1) ||
                        (!cell.empty() && (cell.front() == ' ' || cell.back() == ' '));
    if (!quoted) {
      row += cell;
      continue;
    }
    row += '"';
    for (const char c : cell) {
      if (c == '"') row += '"';
      row += c;
    }
    row += '"';
  }
  return row + "\r\n";
}

std::string csv(const std::vector<std::vector<std::string>>& rows, CsvForm form) {
  std::string result = form.byte_order_mark ? "\uFEFF" : "";
  for (const auto& row : rows) result += csv_row(row);
  return result;
}

}  // namespace mosharekat::print
