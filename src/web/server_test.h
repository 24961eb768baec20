// SPDX-License-Identifier: AGPL-3.0-or-later
// For *_test.cpp: a server on a free port, and a client that sends exactly the bytes it is told to.
#pragma once
#include <arpa/inet.h>
#include <atomic>
#include <doctest/doctest.h>
#include <memory>
#include <netinet/in.h>
#include <string>
#include <string_view>
#include <sys/socket.h>
#include <sys/time.h>
#include <thread>
#include <unistd.h>

#include "web/server.h"

namespace mosharekat::web::testing {

// A server on a free port, with a counting handler; stopped at the end.
class Running {
 public:
  explicit Running(Server::Handler handler, ServerOptions options = {}) : handler_(std::move(handler)) {
    options.port = 0;
    if (options.io_threads == 0) options.io_threads = 2;
    server_ = std::make_unique<Server>(
        options,
        [this](const Request& request) {
          ++calls;
          return handler_(request);
        },
        [this] { return version.load(); }, [this] { return instant(now.load()); });
    thread_ = std::thread([this] { server_->run(); });
  }
  ~Running() { stop(); }
  void stop() {
    server_->stop();
    if (thread_.joinable()) thread_.join();
  }
  Server& server() const { return *server_; }

  std::atomic<int> calls{0};
  std::atomic<std::uint64_t> version{1};
  std::atomic<std::int64_t> now{1000};

 private:
  Server::Handler handler_;
  std::unique_ptr<Server> server_;
  std::thread thread_;
};

struct Answered {
  int status = 0;
  std::string head, body;
  std::string header(const std::string& name) const {
    const std::size_t at = head.find("\r\n" + name + ": ");
    if (at == std::string::npos) return "";
    const std::size_t from = at + name.size() + 4;
    return head.substr(from, head.find("\r\n", from) - from);
  }
};

class Client {
 public:
  explicit Client(const Running& running) {
    socket_ = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(running.server().port());
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const timeval patience{10, 0};
    setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    REQUIRE(connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
  }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;
  ~Client() { ::close(socket_); }

  Client& send(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) break;  // the server closed: what it said before is what counts
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return *this;
  }
  // The next answer; status 0 when the connection ended instead.
  Answered receive(bool to_head = false) {
    Answered answer;
    std::size_t end;
    while ((end = buffer_.find("\r\n\r\n")) == std::string::npos)
      if (!more()) return answer;
    answer.head = buffer_.substr(0, end + 2);
    buffer_.erase(0, end + 4);
    answer.status = std::stoi(answer.head.substr(9, 3));
    const std::string length = answer.header("Content-Length");
    if (to_head || length.empty()) return answer;
    while (buffer_.size() < std::stoul(length))
      if (!more()) return {};
    answer.body = buffer_.substr(0, std::stoul(length));
    buffer_.erase(0, std::stoul(length));
    return answer;
  }
  void finish_sending() { shutdown(socket_, SHUT_WR); }
  Answered get(const std::string& target, const std::string& fields = "") {
    return send("GET " + target + " HTTP/1.1\r\nHost: h\r\n" + fields + "\r\n").receive();
  }
  bool closed() { return buffer_.empty() && !more(); }

 private:
  bool more() {
    char bytes[16384];
    const ssize_t count = recv(socket_, bytes, sizeof bytes, 0);
    if (count <= 0) return false;
    buffer_.append(bytes, static_cast<std::size_t>(count));
    return true;
  }
  int socket_ = -1;
  std::string buffer_;
};

inline Response echo(const Request& request) { return text_response(200, request.path); }

}  // namespace mosharekat::web::testing
