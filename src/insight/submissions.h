// SPDX-License-Identifier: AGPL-3.0-or-later
// Comments as they come in files: one JSON object per line, a JSON list of objects, or CSV with a header (docs/concerns.md lists
// the names that are understood). Pure.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "insight/corpus.h"

namespace mosharekat::insight {

struct Submission {
  std::string text;
  std::string id;                     // empty: its place in the file, from 1
  std::string person;                 // who sent it; empty when the file does not tell
  std::vector<std::string> articles;  // what it is about, as the file writes it
};

// Errors: submissions.error.no_text (no column of texts), .line ("line": not an object with a text; in a list the
// number of the entry), .json and .csv ("line"), .empty.
Result<std::vector<Submission>> read_submissions(std::string_view content, const Progress& progress = {});

}  // namespace mosharekat::insight
