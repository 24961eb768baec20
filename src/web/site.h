// SPDX-License-Identifier: AGPL-3.0-or-later
// What stands behind the sockets: makes a Request of a head and a body, calls the handler, turns what comes (or fails) into an
// Answer, and keeps shared pages. Knows nothing of Asio. Thread-safe.
#pragma once
#include <atomic>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "web/answer.h"
#include "web/page_cache.h"
#include "web/request_head.h"
#include "web/server.h"

namespace mosharekat::web {

class Site {
 public:
  using Page = std::shared_ptr<const Answer>;

  Site(const ServerOptions& options, Server::Handler handler, std::function<std::uint64_t()> version,
       std::function<Instant()> clock);

  // The request without its body. 0, or the status to refuse with.
  int read_head(const RequestHead& head, std::string_view peer, Request& into) const;

  struct Sharing {
    std::string key{};         // of the page cache; empty: the answer is for this reader alone
    bool others_wait = false;  // the page cache must hear what became of it
  };
  // Reads the form out of the body, calls the handler. Never throws and never gives nothing.
  Page render(Request& request, bool may_gzip, const Sharing& sharing);

  // The answer to what never reaches the handler. Never throws and never gives nothing.
  Page refusal(int status, std::string_view target);

  // Under what a page is shared: the target, apart for what came over TLS. The view is of the head or of `buffer`.
  std::string_view shared_key(const RequestHead& head, std::string_view peer, std::string& buffer) const;

  const ServerOptions options;
  const std::function<Instant()> clock;
  PageCache pages;

  struct {
    std::atomic<std::uint64_t> connections{0}, requests{0}, from_shared{0}, refused{0}, failed{0}, open_connections{0};
  } counts;
  std::atomic<std::size_t> body_bytes{0};

 private:
  bool is_trusted(std::string_view address) const;
  Response handle(Request& request);
  Response error_response(int status, std::string_view target) const;
  Page try_render(Request& request, bool may_gzip, const Sharing& sharing, bool& kept);

  const Server::Handler handler_;
  const Page out_of_memory_;
};

// The bytes that a body of this type may have.
std::size_t body_bytes_max(std::string_view content_type);

}  // namespace mosharekat::web
