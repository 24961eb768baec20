// SPDX-License-Identifier: AGPL-3.0-or-later
// Workbooks for Excel and LibreOffice (Office Open XML): each cell has the type that it was given, text never becomes a formula,
// a Persian sheet begins at the right. The first row is bold, stays in view and filters. The same workbook gives the same bytes.
// Thread-safe.
//
//   Workbook book{Language::fa, {{"نظرها", {{"شماره", 10}, {"متن", 60}}, {{std::int64_t{1}, "متن نظر"}}}}};
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/clock.h"
#include "base/locale.h"

namespace mosharekat::print {

// Empty, text, a whole number, a number, yes or no, or a moment (shown as Gregorian date and time of Tehran; a Jalali date is
// text).
struct Cell : std::variant<std::monostate, std::string, std::int64_t, double, bool, Instant> {
  using variant::variant;
  Cell(const char* text)
      : variant(std::string(text)) {}  // NOLINT: implicit, so that rows read well; a pointer must not become bool
};

struct Column {
  std::string title;
  double width = 0;                      // in digits, as spreadsheets count; 0 chooses by what the column holds
  std::optional<std::size_t> choices{};  // a sheet of the workbook: only what its first column lists may be chosen here
  bool hidden = false;
};

struct Sheet {
  std::string name;
  std::vector<Column> columns;
  std::vector<std::vector<Cell>> rows;
};

struct Workbook {
  Language language = Language::fa;
  std::vector<Sheet> sheets;
  std::string title{};
  Instant made_at{};
};

std::string xlsx(const Workbook& workbook);

}  // namespace mosharekat::print
