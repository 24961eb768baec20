// SPDX-License-Identifier: AGPL-3.0-or-later
// The line of a text in which json::parse stopped, from 1, for the errors of readers.
#pragma once
#include <algorithm>
#include <cstdint>
#include <string_view>

#include "base/result.h"

namespace mosharekat::insight {

inline std::int64_t line_of(std::string_view text, const Error& parse_error) {
  std::int64_t line = 1;
  for (const Argument& argument : parse_error.arguments) {
    if (argument.name != "offset") continue;
    const auto offset = std::min(text.size(), static_cast<std::size_t>(std::get<std::int64_t>(argument.value)));
    line += std::ranges::count(text.substr(0, offset), '\n');
  }
  return line;
}

}  // namespace mosharekat::insight
