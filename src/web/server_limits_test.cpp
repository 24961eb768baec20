// SPDX-License-Identifier: AGPL-3.0-or-later
// What the server refuses, and how long it waits.
#include <chrono>
#include <doctest/doctest.h>
#include <future>

#include "web/server_test.h"

using namespace mosharekat;
using namespace mosharekat::web;
using namespace mosharekat::web::testing;
using namespace std::string_literals;

namespace {

using Steady = std::chrono::steady_clock;

double seconds_since(Steady::time_point start) { return std::chrono::duration<double>(Steady::now() - start).count(); }

ServerOptions hasty() {
  ServerOptions options;
  options.head_time = options.body_time = options.write_time = Milliseconds{300};
  options.idle_time = Milliseconds{600};
  return options;
}

}  // namespace

// Each could be read in two ways by two programs in a row, or is no HTTP/1.1 of ours. A request behind it must stay unread.
TEST_CASE("ambiguous and foreign requests are refused and the connection is closed") {
  const std::string get = "GET / HTTP/1.1\r\n", host = "Host: h\r\n", post = "POST / HTTP/1.1\r\nHost: h\r\n";
  const std::string hidden = "GET /hidden HTTP/1.1\r\nHost: h\r\n\r\n";
  const std::pair<int, std::string> table[] = {
      {400, post + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"},
      {400, post + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n"},
      {400, post + "Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello"},
      {400, post + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello"},
      {400, post + "Content-Length: 5, 5\r\n\r\nhello"},
      {400, post + "Content-Length: +5\r\n\r\nhello"},
      {400, post + "Content-Length: -1\r\n\r\n"},
      {400, post + "Content-Length: 0x5\r\n\r\nhello"},
      {400, post + "Content-Length: 5 5\r\n\r\nhello"},
      {400, post + "Content-Length: \r\n\r\n"},
      {400, post + "Content-Length: 99999999999999999999\r\n\r\n"},
      {400, post + "Content-Length:\t5 ;\r\n\r\nhello"},
      {400, post + "Content-Length : 5\r\n\r\nhello"},
      {400, post + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n"},
      {400, post + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n"},
      {400, post + "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n"},
      {400, post + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"},
      {400, post + "Transfer-Encoding: identity\r\n\r\n"},
      {400, post + "Transfer-Encoding: \"chunked\"\r\n\r\n0\r\n\r\n"},
      {400, post + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"},
      {400, post + "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n"},
      {400, post + "Transfer-Encoding:\x0b"
                   "chunked\r\n\r\n0\r\n\r\n"},
      {400, post + "Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n"},
      {400, post + "X: y\r\n Transfer-Encoding: chunked\r\n\r\n"},
      {400, "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"},
      {400, post + "Transfer-Encoding: chunked\r\n\r\n5;a=b\r\nhello\r\n0\r\n\r\n"},
      {400, post + "Transfer-Encoding: chunked\r\n\r\n5\nhello\n0\n\n"},
      {400, post + "Transfer-Encoding: chunked\r\n\r\n5 \r\nhello\r\n0\r\n\r\n"},
      {400, post + "Transfer-Encoding: chunked\r\n\r\n0x5\r\nhello\r\n0\r\n\r\n"},
      {400, post + "Transfer-Encoding: chunked\r\n\r\n-1\r\nhello\r\n0\r\n\r\n"},
      {400, post + "Transfer-Encoding: chunked\r\n\r\n5\r\nhelloXX\r\n0\r\n\r\n"},
      {400, post + "Transfer-Encoding: chunked\r\n\r\n0\r\nTrailer: x\r\n\r\n"},
      {400, post + "Transfer-Encoding: chunked\r\n\r\n0\r\nx"},
      {400, post + "Transfer-Encoding: chunked\r\n\r\n\r\n"},
      {400, post + "Transfer-Encoding: chunked\r\n\r\n+5\r\nhello\r\n0\r\n\r\n"},
      {400, post + "Transfer-Encoding: chunked\r\n\r\n000000005\r\nhello\r\n0\r\n\r\n"},
      {400, post + "Transfer-Encoding: chunked\r\n\r\n" + std::string(100, '0')},
      {400, post + "Transfer-Encoding: chunked\r\n\r\n10000000000000005\r\nhello\r\n0\r\n\r\n"},
      {400, get + host + "Content-Length: 5\r\n\r\nhello"},
      {400, get + host + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"},
      {400, get + "\r\n"},
      {400, get + host + host + "\r\n"},
      {400, get + "Host: \r\n\r\n"},
      {400, get + "Host: a/b\r\n\r\n"},
      {400, get + "Host: a@b\r\n\r\n"},
      {400, get + host + "Bad Name: x\r\n\r\n"},
      {400, get + host + ": x\r\n\r\n"},
      {400, get + host + "no colon\r\n\r\n"},
      {400, get + host + "X: a\0b\r\n\r\n"s},
      {400, get + host +
                "X: a\x01"
                "b\r\n\r\n"},
      {400, get + host + "X: a\x7f\r\n\r\n"},
      {400, get + host + "X: a\rb\r\n\r\n"},
      {400, get + host + "X: a\nY: b\r\n\r\n"},
      {400, get + host + "X: a\r\n folded\r\n\r\n"},
      {400, get + host + "X:\r\n\tfolded\r\n\r\n"},
      {400, get + host + "X: a\r\n \r\n\r\n"},
      {400, get + host + "X: \xff\r\n\r\n"},
      {400, get + " Host: h\r\n\r\n"},
      {400, "GET / HTTP/1.1\nHost: h\n\n"},
      {400, "\r\n" + get + host + "\r\n"},
      {400, "GET  / HTTP/1.1\r\n" + host + "\r\n"},
      {400, "GET\t/ HTTP/1.1\r\n" + host + "\r\n"},
      {505, "GET /a b HTTP/1.1\r\n" + host + "\r\n"},
      {400, "GET /\xd8\xa8 HTTP/1.1\r\n" + host + "\r\n"},
      {400, "GET /#part HTTP/1.1\r\n" + host + "\r\n"},
      {400, "GET /%zz HTTP/1.1\r\n" + host + "\r\n"},
      {400, "GET /%00 HTTP/1.1\r\n" + host + "\r\n"},
      {400, "GET /?a=%ff HTTP/1.1\r\n" + host + "\r\n"},
      {400, "GET http://h/ HTTP/1.1\r\n" + host + "\r\n"},
      {400, "GET * HTTP/1.1\r\n" + host + "\r\n"},
      {400, "GET h:80 HTTP/1.1\r\n" + host + "\r\n"},
      {405, "CONNECT h:80 HTTP/1.1\r\n" + host + "\r\n"},
      {405, "OPTIONS * HTTP/1.1\r\n" + host + "\r\n"},
      {405, "PUT / HTTP/1.1\r\n" + host + "Content-Length: 0\r\n\r\n"},
      {405, "TRACE / HTTP/1.1\r\n" + host + "\r\n"},
      {501, "BREW / HTTP/1.1\r\n" + host + "\r\n"},
      {501, "get / HTTP/1.1\r\n" + host + "\r\n"},
      {400, "G(T / HTTP/1.1\r\n" + host + "\r\n"},
      {505, "GET / HTTP/2.0\r\n" + host + "\r\n"},
      {505, "GET / HTTP/1.2\r\n" + host + "\r\n"},
      {505, "GET / HTTP/0.9\r\n\r\n"},
      {505, "GET / http/1.1\r\n" + host + "\r\n"},
      {505, "GET / HTTP/1.1 \r\n" + host + "\r\n"},
      {505, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"},
      {417, post + "Expect: 200-ok\r\nContent-Length: 1\r\n\r\nx"},
  };
  Running running(echo);
  for (const auto& [status, bytes] : table) {
    CAPTURE(bytes);
    Client client(running);
    client.send(bytes + hidden).finish_sending();
    const Answered answer = client.receive();
    CHECK(answer.status == status);
    CHECK(answer.header("Connection") == "close");
    CHECK(client.closed());
  }
  CHECK(running.calls == 0);
  CHECK(Client(running).get("/").status == 200);
}

TEST_CASE("what is more than the limits is refused with its own status") {
  Running running(echo);
  const std::string get = "GET / HTTP/1.1\r\nHost: h\r\n", post = "POST / HTTP/1.1\r\nHost: h\r\n";
  std::string many_fields;
  for (int i = 0; i < 101; ++i) many_fields += "X: y\r\n";
  const std::string multipart = "Content-Type: multipart/form-data; boundary=e\r\n";
  const std::pair<int, std::string> table[] = {
      {431, get + "X: " + std::string(17000, 'x') + "\r\n\r\n"},
      {431, get + "X: " + std::string(17000, 'x')},  // does not even end
      {431, "GET /" + std::string(17000, 'x') + " HTTP/1.1\r\n\r\n"},
      {431, get + many_fields + "\r\n"},
      {413, post + "Content-Length: 1048577\r\n\r\n"},
      {413, post + multipart + "Content-Length: 26214401\r\n\r\n"},
      {413, post + "Transfer-Encoding: chunked\r\n\r\n100001\r\n"},
      {413, post + "Transfer-Encoding: chunked\r\n\r\n80000\r\n" + std::string(0x80000, 'x') + "\r\n80001\r\n"},
  };
  for (const auto& [status, bytes] : table) {
    Client client(running);
    CHECK(client.send(bytes).receive().status == status);
    client.finish_sending();
    CHECK(client.closed());
  }
  CHECK(running.calls == 0);
  CHECK(Client(running).get("/", "X: " + std::string(15000, 'x') + "\r\n").status == 200);
  CHECK(Client(running).send(post + "Content-Length: 1048576\r\n\r\n" + std::string(1 << 20, 'x')).receive().status == 200);
}

TEST_CASE("a refusal reaches a client that is still sending") {
  Running running(echo);
  Client client(running);
  client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3000000\r\n\r\n" + std::string(3'000'000, 'x'));
  CHECK(client.receive().status == 413);
}

TEST_CASE("bodies together may not fill the memory") {
  ServerOptions options;
  options.body_bytes_max = 1'000'000;
  Running running(echo, options);
  const std::string head = "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 900000\r\n\r\n";
  {
    Client first(running), second(running);
    first.send(head + std::string(800'000, 'x'));
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    CHECK(second.send(head + std::string(900'000, 'x')).receive().status == 503);
    CHECK(first.send(std::string(100'000, 'x')).receive().status == 200);
  }
  CHECK(Client(running).send(head + std::string(900'000, 'x')).receive().status == 200);
}

TEST_CASE("a head that comes too slowly is answered 408") {
  Running running(echo, hasty());
  Client client(running);
  const auto start = Steady::now();
  std::thread drip([&] {
    for (const char byte : "GET / HTTP/1.1\r\nHost: hhhhhhhhhhhhhhhhhhhhhhhhh"s) {
      client.send({&byte, 1});
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
  });
  CHECK(client.receive().status == 408);
  CHECK(client.closed());
  CHECK(seconds_since(start) > 0.25);
  CHECK(seconds_since(start) < 2);
  drip.join();
}

TEST_CASE("a second head that comes too slowly has its own time") {
  Running running(echo, hasty());
  Client client(running);
  for (int i = 0; i < 4; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    client.send("GET / HTTP/1.1\r\n");
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    CHECK(client.send("Host: h\r\n\r\n").receive().status == 200);
  }
}

TEST_CASE("a body that comes too slowly is answered 408, by length and in chunks") {
  Running running(echo, hasty());
  for (const std::string form : {"Content-Length: 100\r\n\r\nx", "Transfer-Encoding: chunked\r\n\r\n5\r\nhe"}) {
    Client client(running);
    CHECK(client.send("POST / HTTP/1.1\r\nHost: h\r\n" + form).receive().status == 408);
    client.finish_sending();
    CHECK(client.closed());
  }
  CHECK(running.calls == 0);
}

TEST_CASE("a connection on which nothing comes is closed without a word") {
  Running running(echo, hasty());
  Client silent(running), idle(running);
  CHECK(idle.get("/").status == 200);
  const auto start = Steady::now();
  CHECK(silent.closed());
  CHECK(seconds_since(start) < 1);
  CHECK(idle.closed());
  CHECK(seconds_since(start) > 0.4);
}

TEST_CASE("a client that does not read its answer is let go") {
  auto options = hasty();
  static const std::string big(20 << 20, 'x');
  Running running(
      [](const Request&) {
        Response response;
        response.static_body = std::string_view(big).substr(0, 8 << 20);
        response.content_type = "image/png";
        return response;
      },
      options);
  options.write_time = Milliseconds{300};
  Client client(running);
  client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
  std::this_thread::sleep_for(std::chrono::milliseconds(100));
  CHECK(running.server().counts().open_connections == 1);
  CHECK(Client(running).get("/").body.size() == 8u << 20);
}

TEST_CASE("requests sent at once are answered in their order") {
  Running running([](const Request& request) {
    if (request.path == "/slow") std::this_thread::sleep_for(std::chrono::milliseconds(50));
    Response response = text_response(200, request.path + request.body);
    if (request.path == "/shared") response.shared_for = std::chrono::seconds(60);
    return response;
  });
  Client client(running);
  client.get("/shared");
  std::string many;
  std::vector<std::string> expected;
  for (int i = 0; i < 100; ++i) {
    const std::string path = i % 10 == 0 ? "/slow" : i % 3 == 0 ? "/shared" : "/" + std::to_string(i);
    if (i % 7 == 0) {
      many += "POST " + path + " HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc";
      expected.push_back(path + "abc");
    } else {
      many += "GET " + path + " HTTP/1.1\r\nHost: h\r\n\r\n";
      expected.push_back(path);
    }
  }
  client.send(many);
  for (const std::string& body : expected) CHECK(client.receive().body == body);
  client.send("GET /last HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\nGET /never HTTP/1.1\r\nHost: h\r\n\r\n");
  CHECK(client.receive().body == "/last");
  client.finish_sending();
  CHECK(client.closed());
}

TEST_CASE("when too much waits for the workers, more is refused at once") {
  ServerOptions options;
  options.workers = 1;
  options.waiting_requests_max = 2;
  std::promise<void> go;
  const std::shared_future<void> gone = go.get_future().share();
  Running running(
      [&](const Request&) {
        gone.wait();
        return text_response(200, "");
      },
      options);
  std::vector<std::unique_ptr<Client>> clients;
  for (int i = 0; i < 6; ++i) {
    clients.push_back(std::make_unique<Client>(running));
    clients.back()->send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  const Answered refused = clients.back()->receive();
  CHECK(refused.status == 503);
  CHECK_FALSE(refused.header("Retry-After").empty());
  go.set_value();
  int answered = 0;
  for (std::size_t i = 0; i + 1 < clients.size(); ++i) answered += clients[i]->receive().status == 200;
  CHECK(answered == 3);
  CHECK(clients.back()->get("/").status == 200);
}

TEST_CASE("with all places taken an idle connection makes room") {
  ServerOptions options;
  options.io_threads = 1;
  options.connections_max = 3;
  Running running(echo, options);
  std::vector<std::unique_ptr<Client>> clients;
  for (int i = 0; i < 6; ++i) {
    clients.push_back(std::make_unique<Client>(running));
    CHECK(clients.back()->get("/").status == 200);
  }
  CHECK(clients.front()->closed());
  CHECK(running.server().counts().open_connections <= 3);
}
