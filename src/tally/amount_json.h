// SPDX-License-Identifier: AGPL-3.0-or-later
// Exact amounts in JSON: a number where the reader's double holds it exactly as written, else a string. Only for .cpp files.
#pragma once
#include <boost/json/value.hpp>
#include <charconv>

#include "tally/result.h"

namespace mosharekat::tally {

inline boost::json::value number(const Amount& amount) {
  const std::string& text = amount.text;
  const char* const end = text.data() + text.size();
  std::int64_t whole = 0;
  if (const auto [stop, error] = std::from_chars(text.data(), end, whole); error == std::errc() && stop == end) return whole;
  double value = 0;
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (error == std::errc() && stop == end && text.size() <= 16) return value;
  return boost::json::string(text);
}

}  // namespace mosharekat::tally
