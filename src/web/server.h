// SPDX-License-Identifier: AGPL-3.0-or-later
// HTTP/1.1 on Boost.Asio: a thread per core with its own io_context and listening socket (SO_REUSEPORT), Beast's parser, our own
// header writer, one gather write per answer, one deadline per request. Shared pages are answered on the I/O thread; everything
// else runs on a worker pool as a plain blocking call. Limits: header 16 KiB, body 1 MiB, with files 25 MiB, 10 s to send a
// request head, 60 s a body (and a second for each 32 KiB: slow lines send files too), 2,000 fields; above them 431, 413, 408,
// 400 and the connection is closed. When too much waits for the workers: 503 at once.
//
// The server adds Date, Content-Length, Connection, Vary, ETag (shared pages and static bodies) and Content-Encoding, answers
// If-None-Match with 304, and compresses text over 1 KiB. All other headers are the handler's.
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

  // The page for what never reaches a handler (400, 405, 408, 413, 431, 500, 501, 503 …), in the language of the target; plain
  // English text without it. Runs on I/O threads, so it must not wait for anything.
  std::function<Response(int status, std::string_view target)> error_page{};

  Milliseconds head_time{10'000}, body_time{60'000}, idle_time{60'000}, write_time{60'000}, stop_time{10'000};
  std::size_t waiting_requests_max = 1024;
  std::size_t connections_max = 20'000;
  std::size_t shared_bytes_max = std::size_t{64} << 20;
  std::size_t body_bytes_max = std::size_t{256} << 20;  // of all bodies that are being read or worked on
};

class Server {
 public:
  using Handler = std::function<Response(const Request&)>;
  // `version` is the database's: see Response::shared_for; asked on I/O threads. `clock` stamps Request::received. Throws
  // std::system_error when the address cannot be had, also when another program listens there.
  Server(const ServerOptions& options, Handler handler, std::function<std::uint64_t()> version, std::function<Instant()> clock);
  ~Server();
  std::uint16_t port() const;  // bound and listening already
  void run();                  // until stop(); answers what is under way before it returns
  void stop();                 // from any thread or a signal handler's thread

  struct Counts {
    std::uint64_t connections = 0, requests = 0, from_shared = 0, refused = 0, failed = 0;  // since the start
    std::uint64_t open_connections = 0, waiting_requests = 0;                               // now
  };
  Counts counts() const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace mosharekat::web
