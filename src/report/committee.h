// SPDX-License-Identifier: AGPL-3.0-or-later
// The pack of a committee as a file for Word: per provision its text and a table of what was said, with an empty column for what
// the committee decides.
#pragma once
#include <string>
#include <vector>

#include "base/locale.h"
#include "consultation/committee.h"

namespace mosharekat::report {

struct CommitteePack {
  Language language = Language::fa;
  std::string title;   // of the call
  std::string agency;  // that answers
  Instant made_at{};
  std::vector<consultation::PackPlace> places;
};
std::string docx(const CommitteePack& pack);

}  // namespace mosharekat::report
