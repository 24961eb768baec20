// SPDX-License-Identifier: AGPL-3.0-or-later
// The working table as a file: for Excel with the results to choose from a list, for Word across the page. What comes back is
// read by document/cells.h and consultation/working_table.h.
#pragma once
#include <string>
#include <vector>

#include "base/locale.h"
#include "consultation/working_table.h"

namespace mosharekat::report {

struct WorkingTable {
  Language language = Language::fa;
  std::string title;   // of the call
  std::string agency;  // that answers
  Instant made_at{};
  std::vector<consultation::TableRow> rows;
};

std::string xlsx(const WorkingTable& table);
std::string docx(const WorkingTable& table);

}  // namespace mosharekat::report
