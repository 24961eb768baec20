// SPDX-License-Identifier: AGPL-3.0-or-later
// Sheets that go out to an office and come back (working_table.h, translation.h): their rows are found by the titles of their
// columns, whatever the office did around them. Pure.
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace mosharekat::consultation {

struct SheetRow {
  std::int64_t row = 0;              // of the file, from 1
  std::vector<std::string> cells{};  // one per column asked for, tidied; empty where the file has none
};
// Rows below the first row that has the titles <prefix><column> of every column in `needed` (places in `columns`), in any
// language and order; further columns, empty rows and titles that a long table repeats are left alone. Nothing where no row has
// them.
std::optional<std::vector<SheetRow>> sheet_rows(const std::vector<std::vector<std::string>>& cells,
                                                std::span<const std::string_view> columns, std::string_view prefix,
                                                std::span<const std::size_t> needed);

}  // namespace mosharekat::consultation
