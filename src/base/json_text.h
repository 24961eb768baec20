// SPDX-License-Identifier: AGPL-3.0-or-later
// JSON written without Boost.JSON, in the canonical spelling of RFC 8785: one text, or a flat object of texts. Pure functions.
#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mosharekat::json {

// A text as a JSON string, with its quotes; ill-formed bytes become U+FFFD.
std::string quoted(std::string_view text);
// Keys sorted; empty values are left out: what events keep of a change.
//   json::object({{"state", "open"}, {"reason", reason}})
std::string object(std::vector<std::pair<std::string, std::string>> fields);

}  // namespace mosharekat::json
