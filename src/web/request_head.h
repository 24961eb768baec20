// SPDX-License-Identifier: AGPL-3.0-or-later
// The wire form of a request, read strictly by Beast's parser: what two programs could understand differently is refused
// (request smuggling). Refused are folded fields, bare line feeds, NUL and other control characters, a Content-Length that is
// not one plain number, Transfer-Encoding other than one `chunked` or beside a Content-Length or in HTTP/1.0, a missing or second
// Host, targets that do not begin with a slash, and GET with a body. One thread at a time.
#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "web/http.h"

namespace mosharekat::web {

inline constexpr std::size_t head_bytes_max = 16 * 1024;

// Views into the bytes that were parsed.
struct RequestHead {
  Method method = Method::get;
  std::string_view target;
  bool keep_alive = false;
  bool old_version = false;  // HTTP/1.0: must be told when the connection stays open
  bool chunked = false;
  bool continue_expected = false;
  std::uint64_t content_length = 0;
  bool has_cookie = false;
  std::string_view accept_encoding, if_none_match, content_type;
  std::vector<std::pair<std::string_view, std::string_view>> fields;  // as they came
};

// Where a head ends: the bytes before the body, 0 when it is not all there, or npos when a line ends without \r.
// `from` is where an earlier look stopped.
std::size_t head_size(std::string_view bytes, std::size_t from);

class RequestParser {
 public:
  RequestParser();
  ~RequestParser();

  // Of a whole head, with its empty line. 0, or the status to refuse it with. Starts anew each time.
  int parse(std::string_view bytes);
  const RequestHead& head() const;

 private:
  struct Beast;
  std::unique_ptr<Beast> beast_;
};

}  // namespace mosharekat::web
