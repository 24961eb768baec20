// SPDX-License-Identifier: AGPL-3.0-or-later
// One connection and the loop it lives in. Only server.cpp and connection.cpp include this: Asio is slow to compile.
// All of it runs on the loop's own thread, except that workers post their answers to it.
#pragma once
#define BOOST_ASIO_NO_DEPRECATED
#include <array>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <chrono>
#include <list>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "web/chunked_body.h"
#include "web/request_head.h"
#include "web/site.h"
#include "web/workers.h"

namespace mosharekat::web {

namespace asio = boost::asio;
using Executor = asio::io_context::executor_type;  // the concrete type: any_io_executor costs a tenth of a request
using Socket = asio::basic_stream_socket<asio::ip::tcp, Executor>;
using Time = std::chrono::steady_clock::time_point;

class Connection;

// What the connections of one thread share.
struct Loop {
  Loop(Site& site_, Workers& workers_) : site(site_), workers(workers_), io(BOOST_ASIO_CONCURRENCY_HINT_UNSAFE_IO) {}

  Site& site;
  Workers& workers;
  std::list<Connection*> connections;  // oldest first; outlives the io_context, whose end destroys them
  bool draining = false;
  // The end of every head, written anew each second: Date, Connection and the empty line.
  std::string ending_keep, ending_keep_old_version, ending_close;
  asio::io_context io;
};

class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(Loop& loop, Socket socket, std::string peer);
  ~Connection();

  void start();
  void check_deadline(Time now);
  // The server stops: ends now when nothing is under way, else after the answer.
  void drain();
  void close();
  bool is_idle() const { return state_ == State::idle; }

 private:
  enum class State { idle, head, body, working, writing, lingering, closed };
  enum class Next { go_on, suspended };  // is the next request's turn now, or when something has happened

  void enter(State state, Milliseconds time);
  void serve();
  Next serve_one(std::size_t head_bytes);
  Next wait_for_page();
  Next render();
  Next begin_body();
  Next go_on_with_body();
  Next submit();
  void answered(Site::Page page);
  Next send(Site::Page page);
  Next go_on_sending();
  Next refuse(int status, std::string_view target);
  Next linger();
  void read();
  void read_body();
  void on_read(boost::system::error_code error, std::size_t count);
  void on_body_read(boost::system::error_code error, std::size_t count);
  bool charge(std::size_t bytes);
  void end_request();
  std::string_view unread() const { return {in_.data() + begin_, end_ - begin_}; }

  Loop& loop_;
  std::list<Connection*>::iterator place_;
  Socket socket_;
  const std::string peer_;
  State state_ = State::idle;
  Time deadline_{};
  bool reading_ = false;
  bool answered_once_ = false;

  std::vector<char> in_;
  std::size_t begin_ = 0, end_ = 0;  // of what was read and not used yet
  std::size_t searched_ = 0;         // of it, where no end of a head was found

  // Of the request that is being served.
  RequestParser parser_;
  ChunkedBody chunks_;
  bool keep_alive_ = false, is_head_ = false, may_gzip_ = false;
  std::unique_ptr<Request> request_;
  Site::Sharing sharing_;
  std::size_t body_filled_ = 0;  // of request_->body, which grows ahead of what arrives
  std::size_t charged_ = 0;      // of Site::body_bytes

  Site::Page page_;
  std::string out_head_;
  std::array<asio::const_buffer, 2> out_;
};

}  // namespace mosharekat::web
