// SPDX-License-Identifier: AGPL-3.0-or-later
// The server alone with one shared page, for bench/http_bench.py: http_server FILE [IO_THREADS].
// Prints its port and serves until it is ended.
// links: web
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "web/server.h"

int main(int argc, char** argv) {
  using namespace mosharekat;
  if (argc < 2) {
    std::fprintf(stderr, "http_server FILE [IO_THREADS]\n");
    return 2;
  }
  std::ifstream file(argv[1], std::ios::binary);
  const std::string page((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  web::ServerOptions options;
  options.port = 0;
  options.io_threads = argc > 2 ? std::atoi(argv[2]) : 1;
  web::Server server(
      options,
      [&](const web::Request&) {
        web::Response response;
        response.body = page;
        response.shared_for = std::chrono::hours(24);
        return response;
      },
      [] { return std::uint64_t{1}; }, [clock = std::make_shared<Clock>()] { return clock->now(); });
  std::printf("%d\n", server.port());
  std::fflush(stdout);
  server.run();
}
