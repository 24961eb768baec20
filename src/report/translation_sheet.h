// SPDX-License-Identifier: AGPL-3.0-or-later
// The translation of a call's drafts as a sheet of two columns, for Word and for Excel: Persian beside the column to fill in.
// What comes back is read by document/cells.h and consultation/translation.h.
#pragma once
#include <string>
#include <vector>

#include "base/locale.h"
#include "consultation/translation.h"

namespace mosharekat::report {

struct TranslationSheet {
  Language language = Language::fa;  // of titles and instructions
  std::string title;                 // of the call
  std::string agency;
  Instant made_at{};
  std::vector<consultation::TranslationRow> rows;
};

std::string xlsx(const TranslationSheet& sheet);
std::string docx(const TranslationSheet& sheet);

}  // namespace mosharekat::report
