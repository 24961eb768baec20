// SPDX-License-Identifier: AGPL-3.0-or-later
// How the exports of opinions write what they hold: votes, times, identifiers and the names of columns. Only for
// opinions_files.cpp.
#pragma once
#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/text.h"

namespace mosharekat::insight {

inline std::optional<std::int64_t> whole(std::string_view text) {
  text = text::trim(text);
  if (text.starts_with('+')) text.remove_prefix(1);
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  // Some exports write whole numbers as 1.0, and times as 1691740361800.0.
  if (error != std::errc{} || end != text.data() + text.size() || !(std::abs(value) < 9e15) || value != std::trunc(value))
    return std::nullopt;
  return static_cast<std::int64_t>(value);
}

// Only for the order of votes: seconds, milliseconds, or the digits of 2024-05-03T18:10:50.123Z.
inline std::int64_t time_of(std::string_view text) {
  constexpr std::size_t to_milliseconds = 17;
  if (const auto number = whole(text)) return *number;
  std::string digits;
  for (const char c : text) {
    if (c >= '0' && c <= '9' && digits.size() < to_milliseconds) digits += c;
  }
  if (digits.size() < 8 || text.find('-') == std::string_view::npos) return 0;
  digits.resize(to_milliseconds, '0');
  return std::stoll(digits);
}

inline std::optional<std::int8_t> vote_value(std::string_view text) {
  static const std::map<std::string, std::int8_t, std::less<>> words{
      {"agree", 1}, {"disagree", -1}, {"pass", 0}, {"\u22121", -1}};
  if (const auto value = whole(text)) {
    if (*value < -1 || *value > 1) return std::nullopt;
    return static_cast<std::int8_t>(*value);
  }
  const auto word = words.find(text::ascii_lower(text::trim(text)));
  return word == words.end() ? std::nullopt : std::optional(word->second);
}

inline bool is_missing(std::string_view text) {
  static constexpr std::string_view nothing[] = {"", "nan", "na", "n/a", "null", "none"};
  return std::ranges::find(nothing, text::ascii_lower(text::trim(text))) != std::end(nothing);
}

// Of columns and members: Comment ID, comment_id and comment-id are one.
inline std::string plain(std::string_view name) {
  std::string result = text::ascii_lower(text::trim(name));
  std::ranges::replace(result, '_', '-');
  std::ranges::replace(result, ' ', '-');
  return result;
}

inline constexpr std::string_view of_participant[] = {"voter-id", "pid", "participant-id", "participant", "voter"};
inline constexpr std::string_view of_statement[] = {"comment-id", "tid", "statement-id"};
inline constexpr std::string_view of_time[] = {"timestamp", "modified", "created", "datetime"};
inline constexpr std::string_view of_text[] = {"comment-body", "txt", "text"};
inline constexpr std::string_view of_moderation[] = {"moderated", "mod"};
inline constexpr std::string_view of_agreement[] = {"agrees", "agree-count", "n-agree"};
inline constexpr std::string_view of_disagreement[] = {"disagrees", "disagree-count", "n-disagree"};

// Some instances write what is not a statement under a negative number.
inline bool is_no_statement(std::string_view id) { return id.starts_with('-') && whole(id); }

// Tables that were saved with numbers as fractions write 7 as 7.0.
inline std::string_view id_of(std::string_view text) {
  text = text::trim(text);
  if (text.size() > 2 && text.ends_with(".0") && whole(text)) text.remove_suffix(2);
  return text;
}

inline std::string written(double number) {
  if (number == std::trunc(number) && std::abs(number) < 9e15) return std::to_string(static_cast<std::int64_t>(number));
  return std::to_string(number);
}

}  // namespace mosharekat::insight
