// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/server.h"

#include <algorithm>
#include <array>
#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/v6_only.hpp>
#include <boost/asio/post.hpp>
#include <cstdio>
#include <netinet/tcp.h>
#include <sys/resource.h>
#include <system_error>
#include <thread>

#include "base/log.h"
#include "web/connection.h"

namespace mosharekat::web {

namespace {

using asio::ip::tcp;
using boost::system::error_code;
using Acceptor = asio::basic_socket_acceptor<tcp, Executor>;
using Timer = asio::basic_waitable_timer<std::chrono::steady_clock, asio::wait_traits<std::chrono::steady_clock>, Executor>;

constexpr Milliseconds tick_max{1'000}, tick_draining{20};
constexpr int accepted_in_a_row = 64;
constexpr int backlog = 4096;
constexpr int unsent_bytes_max = 32 * 1024;

void check(const error_code& error, const std::string& doing) {
  if (error) throw std::system_error(error.value(), std::system_category(), doing);
}

// RFC 9110 §5.6.7; not strftime, whose names follow the locale.
std::string date_field() {
  static constexpr std::array days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const std::time_t now = std::time(nullptr);
  std::tm utc{};
  gmtime_r(&now, &utc);
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "Date: %s, %02d %s %04d %02d:%02d:%02d GMT\r\n",
                days.at(static_cast<std::size_t>(utc.tm_wday)), utc.tm_mday, months.at(static_cast<std::size_t>(utc.tm_mon)),
                utc.tm_year + 1900, utc.tm_hour, utc.tm_min, utc.tm_sec);
  return text.data();
}

std::string peer_name(const tcp::endpoint& endpoint) {
  const auto address = endpoint.address();
  if (address.is_v6() && address.to_v6().is_v4_mapped())
    return asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6()).to_string();
  return address.to_string();
}

enum class Port { shared, alone };

Acceptor listen_at(asio::io_context& io, const tcp::endpoint& endpoint, Port port) {
  Acceptor acceptor(io);
  const std::string doing = "listen at " + endpoint.address().to_string() + " port " + std::to_string(endpoint.port());
  error_code error;
  const auto set = [&](int level, int option, int value = 1) {
    if (setsockopt(acceptor.native_handle(), level, option, &value, sizeof value) != 0)
      throw std::system_error(errno, std::system_category(), doing);
  };
  check(acceptor.open(endpoint.protocol(), error), doing);
  set(SOL_SOCKET, SO_REUSEADDR);
  if (port == Port::shared) set(SOL_SOCKET, SO_REUSEPORT);
  // Accepted sockets inherit these. The second keeps clients that do not read from filling the kernel's memory for all.
  set(IPPROTO_TCP, TCP_NODELAY);
  set(IPPROTO_TCP, TCP_NOTSENT_LOWAT, unsent_bytes_max);
  if (endpoint.address().is_v6()) check(acceptor.set_option(asio::ip::v6_only(false), error), doing);
  check(acceptor.bind(endpoint, error), doing);
  check(acceptor.listen(backlog, error), doing);
  check(acceptor.non_blocking(true, error), doing);
  return acceptor;
}

// Two programs of one user can listen at one port with SO_REUSEPORT and would then share the readers; so it is tried without.
void refuse_taken_port(const tcp::endpoint& endpoint) {
  asio::io_context io;
  listen_at(io, endpoint, Port::alone);
}

void allow_many_sockets() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
}

}  // namespace

// A thread's loop with its listening socket.
class Listener {
 public:
  Listener(Site& site, Workers& workers, std::size_t connections_max)
      : loop_(site, workers), connections_max_(connections_max), acceptor_(loop_.io), next_(loop_.io), timer_(loop_.io) {
    const ServerOptions& options = site.options;
    const Milliseconds shortest = std::min({options.head_time, options.body_time, options.idle_time, options.write_time});
    tick_ = std::clamp(shortest / 8, Milliseconds{5}, tick_max);
  }

  tcp::endpoint listen(const tcp::endpoint& endpoint, Port port) {
    acceptor_ = listen_at(loop_.io, endpoint, port);
    return acceptor_.local_endpoint();
  }

  void run() {
    tick();
    wait_for_connections();
    for (;;) {
      try {
        loop_.io.run();
        return;
      } catch (const std::exception& error) {  // its connection is gone, the others are not
        log::error("server.loop_failed", {{"error", error.what()}});
      }
    }
  }

  void stop() {
    asio::post(loop_.io, [this] {
      if (loop_.draining) return;
      loop_.draining = true;
      stop_at_ = std::chrono::steady_clock::now() + loop_.site.options.stop_time;
      accept_waiting();
      error_code ignored;
      acceptor_.close(ignored);
      for_each([](Connection& connection) { connection.drain(); });
      tick();
    });
  }

 private:
  // Closing may end a connection and take it off the list at once.
  template <class Act>
  void for_each(Act act) {
    for (auto place = loop_.connections.begin(); place != loop_.connections.end();) {
      Connection& connection = **place;
      ++place;
      act(connection);
    }
  }

  void tick() {
    const std::string date = date_field();
    loop_.ending_keep = date + "\r\n";
    loop_.ending_keep_old_version = date + "Connection: keep-alive\r\n\r\n";
    loop_.ending_close = date + "Connection: close\r\n\r\n";
    const auto now = std::chrono::steady_clock::now();
    for_each([now](Connection& connection) { connection.check_deadline(now); });
    if (paused_) wait_for_connections();
    if (loop_.draining) {
      if (now > stop_at_) for_each([](Connection& connection) { connection.close(); });
      if (loop_.connections.empty() || now > stop_at_ + std::chrono::seconds(1)) {
        timer_.cancel();
        return work_.reset();
      }
    }
    timer_.expires_after(loop_.draining ? tick_draining : tick_);
    timer_.async_wait([this](error_code error) {
      if (!error) tick();
    });
  }

  void wait_for_connections() {
    paused_ = false;
    acceptor_.async_wait(Acceptor::wait_read, [this](error_code error) {
      if (error) return;
      accept_waiting();
      if (!paused_) wait_for_connections();
    });
  }

  void accept_waiting() {
    for (int accepted = 0; loop_.draining || accepted < accepted_in_a_row; ++accepted) {
      tcp::endpoint peer;
      error_code error;
      acceptor_.accept(next_, peer, error);
      if (error == asio::error::would_block) return;
      if (error == asio::error::connection_aborted) continue;
      if (error) {  // out of descriptors: again when some were closed
        paused_ = true;
        close_an_idle_one();
        return;
      }
      Socket socket(std::move(next_));
      next_ = Socket(loop_.io);
      if (loop_.connections.size() >= connections_max_ && !close_an_idle_one()) continue;
      socket.non_blocking(true, error);
      if (!error) std::make_shared<Connection>(loop_, std::move(socket), peer_name(peer))->start();
    }
  }

  bool close_an_idle_one() {
    constexpr int looked_at = 64;
    int looked = 0;
    for (Connection* connection : loop_.connections) {
      if (connection->is_idle()) {
        connection->close();
        return true;
      }
      if (++looked == looked_at) break;
    }
    return false;
  }

  Loop loop_;
  const std::size_t connections_max_;
  Milliseconds tick_;
  Acceptor acceptor_;
  Socket next_;
  Timer timer_;
  asio::executor_work_guard<Executor> work_{loop_.io.get_executor()};
  bool paused_ = false;
  Time stop_at_{};
};

struct Server::Parts {
  Parts(const ServerOptions& options, Handler handler, std::function<std::uint64_t()> version, std::function<Instant()> clock)
      : site(options, std::move(handler), std::move(version), std::move(clock)), workers(options.waiting_requests_max) {}
  ~Parts() {
    workers.stop();
    site.pages.abandon_waiters();
  }

  Site site;
  Workers workers;
  std::vector<std::unique_ptr<Listener>> listeners;  // destroyed first: their connections use the rest
  std::uint16_t port = 0;
};

Server::Server(const ServerOptions& options, Handler handler, std::function<std::uint64_t()> version,
               std::function<Instant()> clock)
    : parts_(std::make_unique<Parts>(options, std::move(handler), std::move(version), std::move(clock))) {
  allow_many_sockets();
  error_code error;
  tcp::endpoint endpoint(asio::ip::make_address(options.address, error), options.port);
  check(error, "listen at " + options.address);
  const auto threads =
      static_cast<std::size_t>(options.io_threads > 0 ? options.io_threads : std::max(1U, std::thread::hardware_concurrency()));
  const Port port = threads > 1 ? Port::shared : Port::alone;
  if (port == Port::shared && endpoint.port() != 0) refuse_taken_port(endpoint);
  for (std::size_t i = 0; i < threads; ++i) {
    auto& listener = parts_->listeners.emplace_back(
        std::make_unique<Listener>(parts_->site, parts_->workers, std::max<std::size_t>(1, options.connections_max / threads)));
    endpoint = listener->listen(endpoint, port);  // port 0 has become a number: the others take the same
  }
  parts_->port = endpoint.port();
}

Server::~Server() = default;

std::uint16_t Server::port() const { return parts_->port; }

void Server::run() {
  parts_->workers.start(std::max(1, parts_->site.options.workers));
  std::vector<std::thread> threads;
  for (std::size_t i = 1; i < parts_->listeners.size(); ++i)
    threads.emplace_back([listener = parts_->listeners[i].get()] { listener->run(); });
  parts_->listeners.front()->run();
  for (std::thread& thread : threads) thread.join();
  parts_->workers.stop();
}

void Server::stop() {
  for (const auto& listener : parts_->listeners) listener->stop();
}

Server::Counts Server::counts() const {
  const auto& counts = parts_->site.counts;
  return {counts.connections, counts.requests,         counts.from_shared,       counts.refused,
          counts.failed,      counts.open_connections, parts_->workers.waiting()};
}

}  // namespace mosharekat::web
