// SPDX-License-Identifier: AGPL-3.0-or-later
// A request and an answer as plain structs: all that handlers, pages and tests see of HTTP.
#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"

namespace mosharekat::web {

enum class Method { get, head, post };  // HEAD is answered as GET without a body; forms know only GET and POST, the API too

struct Upload {
  std::string file_name;  // the last path element only, tidied; never used as a path
  std::string content;
};

// Names and values in the order they came; decoded, valid UTF-8, without U+0000 (anything else was answered 400 before a handler
// ran).
class Fields {
 public:
  void add(std::string name, std::string value) { fields_.emplace_back(std::move(name), std::move(value)); }
  // The first value, or "" when there is none.
  std::string_view operator[](std::string_view name) const;
  bool has(std::string_view name) const;
  std::vector<std::string_view> all(std::string_view name) const;
  const std::vector<std::pair<std::string, std::string>>& list() const { return fields_; }

 private:
  std::vector<std::pair<std::string, std::string>> fields_;
};

struct Request {
  Method method = Method::get;
  std::string path;                                                 // decoded, without the query: /calls/12
  std::string target;                                               // as it came, for links back
  Fields query, form, headers, cookies;                             // header names in lower case
  std::map<std::string, std::vector<Upload>, std::less<>> uploads;  // a file field that was left empty is not there
  std::string body;                                                 // raw, for the API; empty when it came as a form
  std::string remote_address;                                       // of the peer, or of its client where a trusted proxy says so
  bool secure = false;                                              // came over TLS, to us or to a trusted proxy
  Instant received;                                                 // when its last byte was in: what deadlines are compared with
};

struct Response {
  int status = 200;
  std::string content_type = "text/html; charset=utf-8";
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers;  // besides those that every answer has
  // Points to bytes that live as long as the program (assets); body is then empty.
  std::string_view static_body{};
  // May be kept and given to every reader without a cookie for this long, while the database version is the same or for one
  // second whatever happened. With a static_body it is given to readers with cookies too. Only for GET with status 200; what it
  // says may depend on the target and on Request::secure alone.
  Milliseconds shared_for{0};
};

Response redirect(std::string_view location);  // 303
Response text_response(int status, std::string_view body);

// application/x-www-form-urlencoded, multipart/form-data, Cookie and query strings. Nothing: malformed, or over the limits.
std::optional<Fields> parse_urlencoded(std::string_view text);
Fields parse_cookies(std::string_view header);
bool parse_multipart(std::string_view content_type, std::string_view body, Request& into);
std::optional<std::string> percent_decode(std::string_view text);
std::string percent_encode(std::string_view text);

}  // namespace mosharekat::web
