// SPDX-License-Identifier: AGPL-3.0-or-later
// HTTP/1.1 on Boost.Asio: a thread per core with its own io_context and listening socket (SO_REUSEPORT), Beast's parser, our own
// header writer, one gather write per answer, one deadline per request. Shared pages are answered on the I/O thread; everything
// else runs on a worker pool as a plain blocking call. Limits: header 16 KiB, body 1 MiB, with files 25 MiB, 10 s to send a
// request head, 60 s a body, 2,000 fields; above them 431, 413, 408, 400 and the connection is closed.
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "web/http.h"

namespace mosharekat::web {

struct ServerOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 8080;  // 0: any free one
  int io_threads = 0;         // 0: as many as cores
  int workers = 8;
  std::vector<std::string> trusted_proxies{};  // addresses whose X-Forwarded-For / -Proto are believed
};

class Server {
 public:
  using Handler = std::function<Response(const Request&)>;
  // `version` is the database's: see Response::shared_for. `clock` stamps Request::received.
  Server(const ServerOptions& options, Handler handler, std::function<std::uint64_t()> version, std::function<Instant()> clock);
  ~Server();
  std::uint16_t port() const;  // bound and listening already
  void run();                  // until stop(); answers what is under way before it returns
  void stop();                 // from any thread or a signal handler's thread

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace mosharekat::web
