// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/chunked_body.h"

#include <algorithm>
#include <charconv>

namespace mosharekat::web {

std::size_t ChunkedBody::take(std::string_view bytes, std::string& body, std::size_t limit) {
  const std::size_t given = bytes.size();
  while (!bytes.empty() && !done() && refused_ == 0) {
    std::size_t taken = 0;
    if (state_ == State::size) {
      taken = take_size(bytes, limit - std::min(limit, body.size()));
    } else if (state_ == State::content) {
      taken = std::min(left_, bytes.size());
      body.append(bytes.substr(0, taken));
      left_ -= taken;
      if (left_ == 0) state_ = State::content_end;
    } else if (bytes.starts_with("\r\n")) {
      taken = 2;
      state_ = state_ == State::content_end ? State::size : State::done;
    } else if (bytes != "\r") {
      refused_ = 400;
    }
    if (taken == 0) break;
    bytes.remove_prefix(taken);
  }
  return given - bytes.size();
}

std::size_t ChunkedBody::take_size(std::string_view bytes, std::size_t room) {
  constexpr std::size_t digits_max = 8;
  const std::string_view start = bytes.substr(0, digits_max + 2);
  const char* const end = start.data() + start.size();
  const auto [after, error] = std::from_chars(start.data(), end, left_, 16);  // takes neither a sign + nor 0x
  const auto digits = static_cast<std::size_t>(after - start.data());
  const std::string_view line_end = start.substr(digits, 2);
  if (error != std::errc() || start.front() == '-' || digits > digits_max || !std::string_view("\r\n").starts_with(line_end)) {
    refused_ = 400;
  } else if (line_end.size() < 2) {
    return 0;
  } else if (left_ > room) {
    refused_ = 413;
  } else {
    state_ = left_ == 0 ? State::last_end : State::content;
    return digits + 2;
  }
  return 0;
}

}  // namespace mosharekat::web
