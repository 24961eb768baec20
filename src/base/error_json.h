// SPDX-License-Identifier: AGPL-3.0-or-later
// Errors as JSON, for sentences that are said later than they were found: their keys and arguments are kept, so that they are
// read in whatever language their reader has then.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace mosharekat::json {

std::string errors(const std::vector<Error>& errors);
// What is no list of errors, and each sentence that this program does not have, is left out.
std::vector<Error> read_errors(std::string_view text);

}  // namespace mosharekat::json
