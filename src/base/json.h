// SPDX-License-Identifier: AGPL-3.0-or-later
// Canonical JSON (RFC 8785, JCS) of our own documents: the bytes that are hashed. Keys are ASCII, numbers are integers within
// ±(2^53 − 1); anything else is a Bug. Reading and ordinary writing are Boost.JSON's own, included only in .cpp files; headers
// use boost/json/fwd.hpp.
#pragma once
#include <boost/json/fwd.hpp>
#include <string>
#include <string_view>

#include "base/result.h"

namespace mosharekat::json {

std::string canonical(const boost::json::value& value);

// Strict parse with a depth of at most 64. The error says where: json.error.malformed or json.error.deep, both with "offset".
Result<boost::json::value> parse(std::string_view text);

}  // namespace mosharekat::json
