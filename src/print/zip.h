// SPDX-License-Identifier: AGPL-3.0-or-later
// Files in one zip archive, in the order given; the same files give the same bytes: no clock. Thread-safe.
#pragma once
#include <string>
#include <utility>
#include <vector>

namespace mosharekat::print {

// Names and contents; a name may hold folders ("word/document.xml").
std::string zip(const std::vector<std::pair<std::string, std::string>>& files);

}  // namespace mosharekat::print
