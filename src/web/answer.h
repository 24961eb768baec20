// SPDX-License-Identifier: AGPL-3.0-or-later
// An answer as it leaves: the head written once, the body in the forms that readers ask for. Made on a worker, then only read,
// so any number of connections may send the same one at once.
#pragma once
#include <memory>
#include <string>
#include <string_view>

#include "web/http.h"

namespace mosharekat::web {

class Answer {
 public:
  enum class For { one_reader, many };
  // Throws Bug when a header field of the response could break the head. `may_gzip`: the one reader accepts it; for many both
  // forms are made.
  Answer(Response&& response, For readers, bool may_gzip);
  Answer(const Answer&) = delete;
  Answer& operator=(const Answer&) = delete;

  // What goes to this reader: a head without Date, Connection and the empty line, and a body.
  struct Form {
    std::string_view head, body;
  };
  Form form(bool gzip_accepted, std::string_view if_none_match) const;

  int status() const { return status_; }
  bool is_static() const { return is_static_; }
  std::size_t bytes() const;  // of memory

 private:
  int status_;
  bool is_static_;
  std::string etag_;
  std::string head_, head_gzip_, head_unchanged_;
  std::string kept_body_, kept_gzip_;
  std::string_view body_, gzip_;
};

std::string_view reason(int status);  // "Not Found"

// Whether an If-None-Match field names this tag (weak comparison, RFC 9110 §13.1.2).
bool names_tag(std::string_view if_none_match, std::string_view etag);

}  // namespace mosharekat::web
