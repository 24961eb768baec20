// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/api/api.h"

#include <algorithm>
#include <boost/json.hpp>

#include "base/json_text.h"
#include "base/text.h"

namespace mosharekat::web::api {

namespace {

Response json_response(int status, std::string body) {
  Response response;
  response.status = status;
  response.content_type = "application/json; charset=utf-8";
  response.body = std::move(body);
  return response;
}

}  // namespace

Response answer(const Context& in, const boost::json::value& value, Milliseconds shared_for) {
  Response response = json_response(200, boost::json::serialize(value) + "\n");
  if (in.may_share) response.shared_for = shared_for;
  return response;
}

Response refusal(const Context& in, int status, const Error& error) {
  return json_response(status,
                       "{\"error\":" + json::object({{"key", std::string(error.key)}, {"message", in.say(error)}}) + "}\n");
}

std::optional<Response> unknown_parameter(const Context& in, std::initializer_list<std::string_view> known) {
  for (const auto& [name, value] : in.request.query.list()) {
    const bool is_known = std::find(known.begin(), known.end(), name) != known.end();
    if (!is_known || in.request.query.all(name).size() > 1)
      return refusal(in, 400, {Code::invalid, "api.error.unknown_parameter", {{"name", text::shorten(name, 60)}}});
  }
  return std::nullopt;
}

Response bad_parameter(const Context& in, std::string_view name) {
  return refusal(in, 400, {Code::invalid, "api.error.bad_parameter", {{"name", std::string(name)}}});
}

std::optional<Window> window(const Context& in) {
  Window made;
  const auto take = [&](std::string_view name, std::int64_t most, std::int64_t& into) {
    if (!in.request.query.has(name)) return true;
    const auto number = text::parse_integer(in.request.query[name]);
    if (!number || *number < 1 || *number > most) return false;
    into = *number;
    return true;
  };
  if (!take("page", 100000, made.page) || !take("per_page", per_page_max, made.per_page)) return std::nullopt;
  return made;
}

boost::json::value next_page(const Context& in, const Window& window, std::int64_t total) {
  if (window.page * window.per_page >= total) return nullptr;
  std::string address = in.portal.site + std::string(in.reader.base) + in.reader.path.substr(0, in.reader.path.find('?')) + "?";
  for (const auto& [name, value] : in.request.query.list())
    if (name != "page") address += name + "=" + percent_encode(value) + "&";
  return boost::json::value(address + "page=" + std::to_string(window.page + 1));
}

}  // namespace mosharekat::web::api
