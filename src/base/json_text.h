// SPDX-License-Identifier: AGPL-3.0-or-later
// A flat JSON object of texts, in canonical form (keys sorted, RFC 8785): what events keep of a change. Empty values are left
// out.
//
//   json::object({{"state", "open"}, {"reason", reason}})
#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mosharekat::json {

std::string quoted(std::string_view text);
std::string object(std::vector<std::pair<std::string, std::string>> fields);

}  // namespace mosharekat::json
