// SPDX-License-Identifier: AGPL-3.0-or-later
// What the process that reads a file says to the one that asked. The latter trusts nothing of it: a reader that a file has taken
// over may say anything.
#pragma once
#include <string>
#include <string_view>

#include "document/provision.h"

namespace mosharekat::document::reading {

std::string pack(const Result<Imported>& imported);

// Anchors are given anew; an answer of any other shape is import.error.failed.
Result<Imported> unpack(std::string_view answer);

}  // namespace mosharekat::document::reading
