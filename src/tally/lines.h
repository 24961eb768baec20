// SPDX-License-Identifier: AGPL-3.0-or-later
// What the readers share: lines with their numbers, numbers within bounds, and the refusal that names both.
#pragma once
#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace mosharekat::tally {

// `reason` is a key of locale/*/tally.json that takes {line}.
inline Error bad(std::size_t line, const char* reason, std::vector<Argument> arguments = {}) {
  arguments.push_back({"line", static_cast<std::int64_t>(line)});
  return Error{Code::invalid, std::string("tally.error.") + reason, std::move(arguments)};
}

// A piece of the file for an error's sentence: short, on one line, and valid UTF-8 whatever the file holds.
inline std::string shown(std::string_view piece) {
  std::string out;
  for (const char letter : piece.substr(0, 40)) {
    const auto byte = static_cast<unsigned char>(letter);
    out += byte < 0x20 || byte > 0x7E ? '?' : letter;
  }
  if (piece.size() > 40) out += "...";
  return out;
}

inline std::string_view trimmed(std::string_view text) {
  const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  return text;
}

inline std::string_view without_bom(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  return text;
}

// A whole number written in ASCII digits and nothing else.
inline std::optional<std::int64_t> whole(std::string_view text, std::int64_t low, std::int64_t high) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value < low || value > high) return std::nullopt;
  return value;
}

// More than the largest electorate, and small enough that no sum of this module overflows.
inline constexpr std::int64_t voters_max = 4'000'000'000;

class Lines {
 public:
  explicit Lines(std::string_view text) : rest_(without_bom(text)) {}
  // The next line without its end; false when there is none.
  bool next(std::string_view& line) {
    if (rest_.empty()) return false;
    ++number_;
    const std::size_t end = rest_.find('\n');
    line = rest_.substr(0, end);
    rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    return true;
  }
  std::size_t number() const { return number_; }

 private:
  std::string_view rest_;
  std::size_t number_ = 0;
};

}  // namespace mosharekat::tally
