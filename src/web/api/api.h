// SPDX-License-Identifier: AGPL-3.0-or-later
// What all answers of /api/v1 share: JSON, errors as {"error":{"key","message"}}, strict parameters, pages of lists. Times are
// UTC in ISO 8601, digits ASCII, texts by language ("fa", "en").
#pragma once
#include <boost/json/fwd.hpp>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "web/context.h"

namespace mosharekat::web::api {

// Everything under this is answered in JSON, errors too.
inline constexpr std::string_view root = "/api/v1";
inline bool is_api(std::string_view path) { return path.starts_with("/api/"); }

Response answer(const Context& in, const boost::json::value& value, Milliseconds shared_for = Milliseconds{0});
Response refusal(const Context& in, int status, const Error& error);

// A refusal with 400 when the query holds a name that is not among these, or one twice: a slip of the pen is not passed over.
std::optional<Response> unknown_parameter(const Context& in, std::initializer_list<std::string_view> known);
Response bad_parameter(const Context& in, std::string_view name);

inline constexpr std::int64_t per_page_default = 20, per_page_max = 100;
struct Window {
  std::int64_t page = 1, per_page = per_page_default;
  int offset() const { return static_cast<int>((page - 1) * per_page); }
};
// Of the parameters page and per_page; nothing where one of them is no number or out of range.
std::optional<Window> window(const Context& in);
// The address of the next page, or null at the end.
boost::json::value next_page(const Context& in, const Window& window, std::int64_t total);

}  // namespace mosharekat::web::api
