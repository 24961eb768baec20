// SPDX-License-Identifier: AGPL-3.0-or-later
// Many clients at once, and stopping while they are there.
#include <chrono>
#include <doctest/doctest.h>

#include "web/server_test.h"

using namespace mosharekat;
using namespace mosharekat::web;
using namespace mosharekat::web::testing;

TEST_CASE("sixteen clients at once each get their own answers") {
  Running running([](const Request& request) {
    Response response = text_response(200, request.path + std::string(5000, 'x'));
    if (request.path.starts_with("/shared")) response.shared_for = std::chrono::milliseconds(20);
    return response;
  });
  std::atomic<int> right{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < 16; ++t)
    threads.emplace_back([&, t] {
      Client client(running);
      for (int i = 0; i < 100; ++i) {
        const std::string path = i % 2 == 0 ? "/shared/" + std::to_string(i % 10) : "/" + std::to_string(t * 1000 + i);
        right += client.get(path).body == path + std::string(5000, 'x');
      }
    });
  for (std::thread& thread : threads) thread.join();
  CHECK(right == 1600);
}

TEST_CASE("a page that everybody reads is rendered by one when it has gone stale") {
  std::atomic<bool> share{true};
  Running running([&](const Request& request) {
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    Response response = text_response(200, request.path);
    if (share) response.shared_for = std::chrono::milliseconds(1);
    return response;
  });
  Client(running).get("/");
  const auto all_read = [&] {
    std::atomic<int> right{0};
    std::vector<std::thread> threads;
    for (int t = 0; t < 8; ++t) threads.emplace_back([&] { right += Client(running).get("/").body == "/"; });
    for (std::thread& thread : threads) thread.join();
    return right.load();
  };
  CHECK(all_read() == 8);
  CHECK(running.calls <= 3);  // the first, the one for all, and perhaps one who came after
  const int before = running.calls;
  share = false;  // what they waited for turns out not to be for them: each gets its own
  CHECK(all_read() == 8);
  CHECK(running.calls - before == 8);
}

TEST_CASE("stopping answers what is under way and then returns") {
  Running running([](const Request& request) {
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    return text_response(200, request.path);
  });
  Client idle(running), busy(running);
  busy.send("GET /busy HTTP/1.1\r\nHost: h\r\n\r\n");
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
  const auto start = std::chrono::steady_clock::now();
  running.stop();
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(2));
  const Answered answer = busy.receive();
  CHECK(answer.body == "/busy");
  CHECK(answer.header("Connection") == "close");
  CHECK(idle.closed());
}

TEST_CASE("stopping waits for a slow client only so long") {
  ServerOptions options;
  options.stop_time = Milliseconds{300};
  Running running(echo, options);
  Client half(running);
  half.send("GET / HTTP/1.1\r\nHo");
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
  const auto start = std::chrono::steady_clock::now();
  running.stop();
  const auto took = std::chrono::steady_clock::now() - start;
  CHECK(took > std::chrono::milliseconds(250));
  CHECK(took < std::chrono::seconds(2));
}

TEST_CASE("stopping under load loses no request that was answered in part") {
  Running running([](const Request& request) { return text_response(200, request.path + std::string(20000, 'x')); });
  std::atomic<int> torn{0}, whole{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < 8; ++t)
    threads.emplace_back([&] {
      Client client(running);
      for (;;) {
        client.send("GET /a HTTP/1.1\r\nHost: h\r\n\r\n");
        const Answered answer = client.receive();
        if (answer.status == 200) ++whole;
        if (answer.status != 200) {
          torn += !answer.head.empty();
          return;
        }
        if (answer.body.size() != 20002) ++torn;
        if (answer.header("Connection") == "close") return;
      }
    });
  std::this_thread::sleep_for(std::chrono::milliseconds(200));
  running.stop();
  for (std::thread& thread : threads) thread.join();
  CHECK(torn == 0);
  CHECK(whole > 100);
}

TEST_CASE("a server that was stopped before it ran returns at once") {
  ServerOptions options;
  options.port = 0;
  options.io_threads = 2;
  Server server(options, echo, [] { return 1; }, [] { return Instant{}; });
  server.stop();
  server.run();
  CHECK(server.counts().requests == 0);
}
