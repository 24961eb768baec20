// SPDX-License-Identifier: AGPL-3.0-or-later
// All sentences of locale/*/*.json, as tools/sentences.py compiles them in. For locale.cpp and tests; others use locale.h.
#pragma once
#include <string_view>
#include <vector>

namespace mosharekat::locale {

struct Sentence {
  std::string_view key;
  std::string_view text[2];    // in the order of enum Language
  std::string_view arguments;  // names with a comma between; empty for a sentence that is shown as it stands
};

// Sorted by key.
const std::vector<Sentence>& table();

}  // namespace mosharekat::locale
