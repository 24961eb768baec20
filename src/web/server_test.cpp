// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/server.h"

#include <chrono>
#include <doctest/doctest.h>
#include <new>
#include <stdexcept>

#include "base/result.h"
#include "web/gzip.h"
#include "web/server_test.h"

using namespace mosharekat;
using namespace mosharekat::web;
using namespace mosharekat::web::testing;
using namespace std::string_literals;

namespace {

const std::string long_text = [] {
  std::string text;
  for (int i = 0; i < 300; ++i) text += "ماده " + std::to_string(i) + "\n";
  return text;
}();

Response shared(const Request& request) {
  Response response = text_response(200, request.path + "\n" + long_text);
  response.shared_for = std::chrono::seconds(60);
  return response;
}

std::string post(const std::string& type, const std::string& body) {
  return "POST / HTTP/1.1\r\nHost: h\r\nContent-Type: " + type + "\r\nContent-Length: " + std::to_string(body.size()) +
         "\r\n\r\n" + body;
}

}  // namespace

TEST_CASE("many requests come over one connection") {
  Running running(echo);
  Client client(running);
  for (int i = 0; i < 5; ++i) {
    const Answered answer = client.get("/page/" + std::to_string(i) + "?q=1");
    CHECK(answer.status == 200);
    CHECK(answer.body == "/page/" + std::to_string(i));
    CHECK(answer.header("Connection").empty());
    CHECK(answer.header("Date").size() == 29);
    CHECK(answer.header("Content-Type") == "text/plain; charset=utf-8");
  }
  CHECK(running.server().counts().requests == 5);
  CHECK(running.server().counts().connections == 1);
}

TEST_CASE("a connection ends when the client wishes it, and stays for an old client that asks") {
  Running running(echo);
  Client client(running);
  CHECK(client.get("/", "Connection: close\r\n").header("Connection") == "close");
  CHECK(client.closed());
  Client old(running);
  CHECK(old.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n").receive().header("Connection") == "keep-alive");
  CHECK(old.send("GET / HTTP/1.0\r\n\r\n").receive().header("Connection") == "close");
  CHECK(old.closed());
}

TEST_CASE("HEAD is answered as GET, without the body") {
  Running running([](const Request& request) {
    CHECK(request.method == Method::head);
    return text_response(200, "twelve bytes");
  });
  Client client(running);
  const Answered answer = client.send("HEAD / HTTP/1.1\r\nHost: h\r\n\r\n").receive(true);
  CHECK(answer.header("Content-Length") == "12");
  CHECK(client.send("HEAD / HTTP/1.1\r\nHost: h\r\n\r\n").receive(true).status == 200);
}

TEST_CASE("a request arrives decoded") {
  Request seen;
  Running running([&](const Request& request) {
    seen = request;
    return text_response(204, "");
  });
  Client client(running);
  running.now = 77;
  const Answered answer = client.get("/%D8%B4/x?q=a+b&q=%D8%A8", "Cookie: a=1\r\nX-Odd-Name:  v \r\ncookie: b=2\r\n");
  CHECK(answer.status == 204);
  CHECK(answer.header("Content-Length").empty());
  CHECK(seen.path == "/ش/x");
  CHECK(seen.target == "/%D8%B4/x?q=a+b&q=%D8%A8");
  CHECK(seen.query.all("q") == std::vector<std::string_view>{"a b", "ب"});
  CHECK(seen.headers["x-odd-name"] == "v");
  CHECK(seen.cookies["a"] == "1");
  CHECK(seen.cookies["b"] == "2");
  CHECK(seen.remote_address == "127.0.0.1");
  CHECK_FALSE(seen.secure);
  CHECK(milliseconds(seen.received) == 77);
}

TEST_CASE("forms, files and other bodies arrive as what they are") {
  Request seen;
  Running running([&](const Request& request) {
    seen = request;
    return text_response(200, "");
  });
  Client client(running);
  CHECK(client.send(post("application/x-www-form-urlencoded", "a=1&b=%DB%B2")).receive().status == 200);
  CHECK(seen.method == Method::post);
  CHECK(seen.form["b"] == "۲");
  CHECK(seen.body.empty());
  CHECK(client.send(post("application/json; charset=utf-8", "{\"a\":1}")).receive().status == 200);
  CHECK(seen.body == "{\"a\":1}");
  CHECK(seen.form.list().empty());
  const std::string file(3'000'000, 'x');
  const std::string body =
      "--e\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a.txt\"\r\n\r\n" + file + "\r\n--e--\r\n";
  CHECK(client.send(post("multipart/form-data; boundary=e", body)).receive().status == 200);
  REQUIRE(seen.uploads["f"].size() == 1);
  CHECK(seen.uploads["f"][0].content == file);
  CHECK(client.send(post("application/x-www-form-urlencoded", "a=%ff")).receive().status == 400);
  CHECK(client.send(post("multipart/form-data; boundary=e", "nothing")).receive().status == 400);
  CHECK(client.get("/").status == 200);
}

TEST_CASE("a chunked body is put together") {
  std::string seen;
  Running running([&](const Request& request) {
    seen = request.body;
    return text_response(200, "");
  });
  Client client(running);
  const std::string head = "POST / HTTP/1.1\r\nHost: h\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n";
  CHECK(client.send(head + "5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n").receive().status == 200);
  CHECK(seen == "hello world");
  client.send(head);
  for (const char byte : "3\r\nabc\r\nA\r\n0123456789\r\n0\r\n\r\n"s) {
    client.send({&byte, 1});
    std::this_thread::yield();
  }
  CHECK(client.receive().status == 200);
  CHECK(seen == "abc0123456789");
  const std::string big(900'000, 'y');
  CHECK(client.send(head + "DBBA0\r\n" + big + "\r\n0\r\n\r\n").receive().status == 200);
  CHECK(seen == big);
}

TEST_CASE("a client that waits to be asked for its body is asked") {
  Running running([](const Request& request) { return text_response(200, request.body); });
  Client client(running);
  client.send("POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n");
  CHECK(client.receive(true).status == 100);
  CHECK(client.send("body").receive().body == "body");
  client.send("POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 2000000\r\n\r\n");
  CHECK(client.receive().status == 413);
}

TEST_CASE("text is compressed for those who accept it") {
  Running running([](const Request& request) {
    Response response = text_response(200, request.path == "/short" ? "short" : long_text);
    if (request.path == "/image") response.content_type = "image/png";
    return response;
  });
  Client client(running);
  const Answered plain = client.get("/");
  CHECK(plain.body == long_text);
  CHECK(plain.header("Vary") == "Accept-Encoding");
  const Answered packed = client.get("/", "Accept-Encoding: deflate, gzip;q=0.5, br\r\n");
  CHECK(packed.header("Content-Encoding") == "gzip");
  CHECK(packed.body.size() < long_text.size() / 3);
  CHECK(packed.body.starts_with("\x1f\x8b"));
  CHECK(client.get("/", "Accept-Encoding: gzip;q=0, br\r\n").body == long_text);
  CHECK(client.get("/short", "Accept-Encoding: gzip\r\n").body == "short");
  CHECK(client.get("/image", "Accept-Encoding: gzip\r\n").header("Content-Encoding").empty());
  CHECK(client.send("HEAD / HTTP/1.1\r\nHost: h\r\nAccept-Encoding: gzip\r\n\r\n").receive(true).header("Content-Length") ==
        std::to_string(packed.body.size()));
}

TEST_CASE("what Accept-Encoding says of gzip") {
  for (const char* yes : {"gzip", "GZIP", "x-gzip", "*", "br;q=1.0, gzip;q=0.8", "gzip ; q=1", "identity, *;q=0.1"})
    CHECK_MESSAGE(accepts_gzip(yes), yes);
  for (const char* no : {"", "br", "gzip;q=0", "gzip;q=0.000", "*;q=0", "gzipped", "gzip;q=0, *", "identity"})
    CHECK_FALSE_MESSAGE(accepts_gzip(no), no);
}

TEST_CASE("a shared page is rendered once and answered without a worker") {
  Running running(shared);
  Client client(running);
  const Answered first = client.get("/calls", "Accept-Encoding: gzip\r\n");
  CHECK(first.header("Content-Encoding") == "gzip");
  for (int i = 0; i < 10; ++i) {
    const Answered plain = client.get("/calls");
    CHECK(plain.body == "/calls\n" + long_text);
    CHECK(plain.header("Content-Encoding").empty());
    CHECK(client.get("/calls", "Accept-Encoding: gzip\r\n").body == first.body);
    CHECK(client.send("HEAD /calls HTTP/1.1\r\nHost: h\r\n\r\n").receive(true).status == 200);
  }
  CHECK(running.calls == 1);
  CHECK(running.server().counts().from_shared == 30);
  CHECK(client.get("/calls?page=2").status == 200);
  CHECK(running.calls == 2);
}

TEST_CASE("a shared page is not for readers with a cookie, and theirs is not kept") {
  Running running(shared);
  Client client(running);
  client.get("/", "Cookie: a=1\r\n");
  client.get("/");
  CHECK(running.calls == 2);
  client.get("/", "Cookie: a=1\r\n");
  CHECK(running.calls == 3);
  client.get("/");
  CHECK(running.calls == 3);
}

TEST_CASE("what is not a GET with status 200 is not kept") {
  Running running([](const Request& request) {
    Response response = shared(request);
    response.status = request.path == "/missing" ? 404 : 200;
    return response;
  });
  Client client(running);
  for (int i = 0; i < 2; ++i) {
    client.get("/missing");
    client.send(post("text/plain", "x")).receive();
  }
  CHECK(running.calls == 4);
  client.send("HEAD / HTTP/1.1\r\nHost: h\r\n\r\n").receive(true);
  CHECK(client.get("/").body.size() > 1000);
  CHECK(running.calls == 6);
}

TEST_CASE("a changed database makes a shared page old, but not within a second") {
  Running running(shared);
  Client client(running);
  client.get("/");
  running.version = 2;
  client.get("/");
  CHECK(running.calls == 1);
  std::this_thread::sleep_for(std::chrono::milliseconds(1050));
  client.get("/");
  CHECK(running.calls == 2);
  std::this_thread::sleep_for(std::chrono::milliseconds(1050));
  client.get("/");
  CHECK(running.calls == 2);
}

TEST_CASE("a shared page has its time even when nothing changed") {
  Running running([](const Request& request) {
    Response response = shared(request);
    response.shared_for = std::chrono::milliseconds(100);
    return response;
  });
  Client client(running);
  client.get("/");
  std::this_thread::sleep_for(std::chrono::milliseconds(150));
  client.get("/");
  CHECK(running.calls == 2);
}

TEST_CASE("a reader who has the page already is told so") {
  Running running(shared);
  Client client(running);
  const std::string tag = client.get("/").header("ETag");
  CHECK(tag.starts_with("W/\""));
  const Answered unchanged = client.get("/", "If-None-Match: " + tag + "\r\n");
  CHECK(unchanged.status == 304);
  CHECK(unchanged.header("ETag") == tag);
  CHECK(unchanged.header("Vary") == "Accept-Encoding");
  CHECK(unchanged.header("Content-Length").empty());
  CHECK(client.get("/", "If-None-Match: \"other\", " + tag + "\r\nAccept-Encoding: gzip\r\n").status == 304);
  CHECK(client.get("/", "If-None-Match: \"other\"\r\n").status == 200);
  CHECK(client.get("/", "If-None-Match: *\r\n").status == 304);
  CHECK(client.get("/other", "If-None-Match: " + tag + "\r\n").status == 200);
}

TEST_CASE("a static body is tagged, compressed once, and shared with readers who have a cookie") {
  static const std::string bytes = long_text + "static";
  Running running([](const Request& request) {
    Response response;
    response.content_type = "text/css; charset=utf-8";
    response.static_body = bytes;
    if (request.path == "/shared") response.shared_for = std::chrono::hours(1);
    return response;
  });
  Client client(running);
  const Answered plain = client.get("/");
  CHECK(plain.body == bytes);
  CHECK(client.get("/", "If-None-Match: " + plain.header("ETag") + "\r\n").status == 304);
  CHECK(client.get("/", "Accept-Encoding: gzip\r\n").header("Content-Encoding") == "gzip");
  CHECK(running.calls == 3);
  for (int i = 0; i < 3; ++i) CHECK(client.get("/shared", "Cookie: a=1\r\n").body == bytes);
  CHECK(running.calls == 4);
}

TEST_CASE("a handler that fails is answered 500, and the server goes on") {
  Running running([](const Request& request) -> Response {
    if (request.path == "/bug") expect(false, "a bug");
    if (request.path == "/memory") throw std::bad_alloc();
    if (request.path == "/odd") throw 42;
    if (request.path == "/header") {
      Response response;
      response.headers.emplace_back("Location", "/\r\nSet-Cookie: stolen=1");
      return response;
    }
    throw std::runtime_error("disk full");
  });
  Client client(running);
  for (const char* path : {"/bug", "/memory", "/odd", "/header", "/other"}) {
    const Answered answer = client.get(path);
    CHECK(answer.status == 500);
    CHECK(answer.body == "Internal Server Error");
    CHECK(answer.head.find("stolen") == std::string::npos);
  }
  CHECK(running.server().counts().failed == 5);
}

TEST_CASE("the pages for errors come from the program, and it may fail too") {
  ServerOptions options;
  options.error_page = [](int status, std::string_view target) -> Response {
    if (target.starts_with("/worse")) throw std::runtime_error("no page");
    Response response = text_response(200, std::to_string(status) + " for " + std::string(target));
    response.headers.emplace_back("X-Kept", "yes");
    return response;
  };
  Running running([](const Request&) -> Response { throw std::runtime_error("no"); }, options);
  Client client(running);
  const Answered answer = client.get("/en/calls?x=1");
  CHECK(answer.status == 500);
  CHECK(answer.body == "500 for /en/calls?x=1");
  CHECK(answer.header("X-Kept") == "yes");
  CHECK(client.get("/worse").status == 500);
  CHECK(client.send("DELETE /x HTTP/1.1\r\nHost: h\r\n\r\n").receive().body == "405 for /x");
}

TEST_CASE("a client's address is believed from a trusted proxy only") {
  Request seen;
  const auto handler = [&](const Request& request) {
    seen = request;
    return text_response(200, "");
  };
  const std::string forwarded = "X-Forwarded-For: 9.9.9.9, 203.0.113.7\r\nX-Forwarded-Proto: https\r\n";
  {
    Running running(handler);
    Client(running).get("/", forwarded);
    CHECK(seen.remote_address == "127.0.0.1");
    CHECK_FALSE(seen.secure);
  }
  ServerOptions options;
  options.trusted_proxies = {"127.0.0.1", "10.0.0.1"};
  Running running(handler, options);
  Client client(running);
  client.get("/", forwarded);
  CHECK(seen.remote_address == "203.0.113.7");
  CHECK(seen.secure);
  client.get("/", "X-Forwarded-For: 198.51.100.1\r\nX-Forwarded-For: 2001:db8::1, 10.0.0.1\r\n");
  CHECK(seen.remote_address == "2001:db8::1");
  CHECK_FALSE(seen.secure);
  client.get("/", "X-Forwarded-For: 198.51.100.1, unknown\r\n");
  CHECK(seen.remote_address == "127.0.0.1");
  client.get("/");
  CHECK(seen.remote_address == "127.0.0.1");
}

TEST_CASE("pages over TLS and without are shared apart") {
  ServerOptions options;
  options.trusted_proxies = {"127.0.0.1"};
  Running running(
      [](const Request& request) {
        Response response = text_response(200, request.secure ? "secure" : "plain");
        response.shared_for = std::chrono::seconds(60);
        return response;
      },
      options);
  Client client(running);
  for (int i = 0; i < 2; ++i) {
    CHECK(client.get("/").body == "plain");
    CHECK(client.get("/", "X-Forwarded-Proto: https\r\n").body == "secure");
  }
  CHECK(running.calls == 2);
}

TEST_CASE("a port that another server listens at is refused") {
  Running running(echo);
  ServerOptions options;
  options.port = running.server().port();
  for (const int threads : {1, 2}) {
    options.io_threads = threads;
    CHECK_THROWS_AS(Server(options, echo, [] { return 1; }, [] { return Instant{}; }), std::system_error);
  }
  options.address = "nowhere";
  CHECK_THROWS_AS(Server(options, echo, [] { return 1; }, [] { return Instant{}; }), std::system_error);
}
