// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/connection.h"

#include <algorithm>
#include <boost/asio/error.hpp>
#include <boost/asio/post.hpp>

#include "web/gzip.h"

namespace mosharekat::web {

namespace {

using boost::system::error_code;

constexpr std::size_t in_bytes_first = 2 * 1024;
constexpr std::size_t in_bytes_max = head_bytes_max + 2 * 1024;
constexpr std::size_t body_first_bytes = 4 * 1024;
constexpr std::size_t body_bytes_per_second = 32 * 1024;  // slower than that is not waited for
constexpr std::size_t answer_bytes_per_second = 4 * 1024;
constexpr int requests_in_a_row = 16;
constexpr Milliseconds linger_time{3'000}, linger_time_draining{200};
constexpr Milliseconds working_time{300'000};

Milliseconds time_for(std::size_t bytes, std::size_t bytes_per_second) {
  return Milliseconds{static_cast<std::int64_t>(bytes * 1000 / bytes_per_second)};
}

}  // namespace

Connection::Connection(Loop& loop, Socket socket, std::string peer)
    : loop_(loop), socket_(std::move(socket)), peer_(std::move(peer)), in_(in_bytes_first) {
  place_ = loop_.connections.insert(loop_.connections.end(), this);
  loop_.site.counts.connections.fetch_add(1, std::memory_order_relaxed);
  loop_.site.counts.open_connections.fetch_add(1, std::memory_order_relaxed);
}

Connection::~Connection() {
  end_request();
  loop_.connections.erase(place_);
  loop_.site.counts.open_connections.fetch_sub(1, std::memory_order_relaxed);
}

void Connection::start() {
  enter(State::idle, loop_.site.options.head_time);
  read();
}

void Connection::enter(State state, Milliseconds time) {
  state_ = state;
  deadline_ = std::chrono::steady_clock::now() + time;
}

void Connection::close() {
  state_ = State::closed;
  error_code ignored;
  socket_.close(ignored);
}

void Connection::drain() {
  if (state_ == State::lingering) return enter(State::lingering, linger_time_draining);
  if (state_ != State::idle) return;
  error_code error;
  if (socket_.available(error) == 0 || error) return close();
}

void Connection::check_deadline(Time now) {
  if (now < deadline_ || state_ == State::closed) return;
  if (state_ == State::head || state_ == State::body) {
    refuse(408, "");
  } else {
    close();
  }
}

// --- Reading -------------------------------------------------------------------------------------------------------------------

void Connection::read() {
  if (reading_ || state_ == State::closed) return;
  if (begin_ == end_) {
    begin_ = end_ = 0;
    if (in_.size() > 2 * in_bytes_first) std::vector<char>(in_bytes_first).swap(in_);
  } else if (end_ == in_.size()) {
    std::copy(in_.begin() + static_cast<std::ptrdiff_t>(begin_), in_.begin() + static_cast<std::ptrdiff_t>(end_), in_.begin());
    end_ -= std::exchange(begin_, 0);
    if (end_ * 2 > in_.size()) in_.resize(std::min(in_.size() * 2, in_bytes_max));
  }
  reading_ = true;
  socket_.async_read_some(asio::buffer(in_.data() + end_, in_.size() - end_),
                          [self = shared_from_this()](error_code error, std::size_t count) { self->on_read(error, count); });
}

void Connection::on_read(error_code error, std::size_t count) {
  reading_ = false;
  if (state_ == State::closed) return;
  if (error) return close();
  if (state_ == State::lingering) {
    begin_ = end_ = 0;
    return read();
  }
  end_ += count;
  if (state_ != State::body || go_on_with_body() == Next::go_on) serve();
}

void Connection::serve() {
  for (int served = 0; served < requests_in_a_row; ++served) {
    const std::size_t size = head_size(unread(), searched_);
    if (size == std::string_view::npos) return void(refuse(400, ""));
    if (size > head_bytes_max || (size == 0 && unread().size() >= head_bytes_max)) return void(refuse(431, ""));
    searched_ = size == 0 ? unread().size() : 0;
    if (size == 0) {
      if (!unread().empty()) {
        if (state_ != State::head) enter(State::head, loop_.site.options.head_time);
      } else if (loop_.draining) {
        return close();
      } else if (answered_once_) {
        enter(State::idle, loop_.site.options.idle_time);
      }
      return read();
    }
    if (serve_one(size) == Next::suspended) return;
  }
  // The others' turn: one client may have sent very many requests at once.
  enter(State::idle, loop_.site.options.idle_time);
  asio::post(loop_.io, [self = shared_from_this()] {
    if (self->state_ != State::closed) self->serve();
  });
}

// --- One request ---------------------------------------------------------------------------------------------------------------

Connection::Next Connection::serve_one(std::size_t head_bytes) {
  Site& site = loop_.site;
  site.counts.requests.fetch_add(1, std::memory_order_relaxed);
  const int refused = parser_.parse(unread().substr(0, head_bytes));
  begin_ += head_bytes;  // the bytes stay where they are, under the parser's views, until the next read
  const RequestHead& head = parser_.head();
  if (refused != 0) return refuse(refused, head.target);
  keep_alive_ = head.keep_alive && !loop_.draining;
  is_head_ = head.method == Method::head;
  may_gzip_ = accepts_gzip(head.accept_encoding);
  if (head.method == Method::post) return render();

  std::string buffer;
  const std::string_view key = site.shared_key(head, peer_, buffer);
  const bool may_make = head.method == Method::get;
  auto found = site.pages.find(key, {head.has_cookie, may_make}, std::chrono::steady_clock::now());
  if (found.page) {
    site.counts.from_shared.fetch_add(1, std::memory_order_relaxed);
    return send(std::move(found.page));
  }
  if (may_make) sharing_ = {std::string(key), found.make};
  return found.being_made ? wait_for_page() : render();
}

Connection::Next Connection::wait_for_page() {
  enter(State::working, working_time);
  // The last owner must be the loop's thread, so the page's maker passes its ownership on.
  const bool waits = loop_.site.pages.wait(sharing_.key, [self = shared_from_this()](Site::Page page) mutable {
    Loop& loop = self->loop_;
    asio::post(loop.io, [self = std::move(self), page = std::move(page)]() mutable {
      if (self->state_ == State::closed) return;
      if (page) return self->answered(std::move(page));
      self->sharing_ = {};
      if (self->render() == Next::go_on) self->serve();
    });
  });
  return waits ? Next::suspended : render();
}

Connection::Next Connection::render() {
  request_ = std::make_unique<Request>();
  const int refused = loop_.site.read_head(parser_.head(), peer_, *request_);
  return refused != 0 ? refuse(refused, parser_.head().target) : begin_body();
}

Connection::Next Connection::begin_body() {
  const RequestHead& head = parser_.head();
  if (!head.chunked && head.content_length == 0) return submit();
  if (head.content_length > body_bytes_max(head.content_type)) return refuse(413, head.target);
  if (head.continue_expected && !head.old_version && unread().empty()) {
    static constexpr std::string_view go_ahead = "HTTP/1.1 100 Continue\r\n\r\n";
    error_code error;
    if (socket_.write_some(asio::buffer(go_ahead), error) != go_ahead.size()) {
      close();
      return Next::suspended;
    }
  }
  body_filled_ = 0;
  chunks_ = {};
  enter(State::body, loop_.site.options.body_time + time_for(head.content_length, body_bytes_per_second));
  return go_on_with_body();
}

// Takes what has been read already; then a body of known length is read into its place, a chunked one through the buffer.
// From here on only the copies in request_ are used: the buffer moves.
Connection::Next Connection::go_on_with_body() {
  std::string& body = request_->body;
  if (!parser_.head().chunked) {
    const std::size_t count = std::min(unread().size(), parser_.head().content_length - body_filled_);
    if (!charge(count)) return refuse(503, request_->target);
    body.append(unread().substr(0, count));
    begin_ += count;
    body_filled_ += count;
    if (body_filled_ == parser_.head().content_length) return submit();
    read_body();
    return Next::suspended;
  }
  if (!unread().empty()) {
    const std::size_t before = body.size();
    begin_ += chunks_.take(unread(), body, body_bytes_max(request_->headers["content-type"]));
    if (chunks_.refused() != 0) return refuse(chunks_.refused(), request_->target);
    if (!charge(body.size() - before)) return refuse(503, request_->target);
    if (chunks_.done()) return submit();
  }
  read();
  return Next::suspended;
}

// Memory is taken as the bytes arrive, not as the head promises.
void Connection::read_body() {
  std::string& body = request_->body;
  if (body.size() == body_filled_) {
    const std::size_t step = std::min(std::max(body_first_bytes, body.size()), parser_.head().content_length - body.size());
    if (!charge(step)) return void(refuse(503, request_->target));
    body.resize(body.size() + step);
  }
  reading_ = true;
  socket_.async_read_some(asio::buffer(body.data() + body_filled_, body.size() - body_filled_),
                          [self = shared_from_this()](error_code error, std::size_t count) { self->on_body_read(error, count); });
}

void Connection::on_body_read(error_code error, std::size_t count) {
  reading_ = false;
  if (state_ == State::closed) return;
  if (error) return close();
  if (state_ == State::lingering) {
    request_.reset();
    return read();
  }
  body_filled_ += count;
  if (body_filled_ < parser_.head().content_length) return read_body();
  if (submit() == Next::go_on) serve();
}

bool Connection::charge(std::size_t bytes) {
  charged_ += bytes;
  return loop_.site.body_bytes.fetch_add(bytes) + bytes <= loop_.site.options.body_bytes_max;
}

Connection::Next Connection::submit() {
  request_->received = loop_.site.clock();
  enter(State::working, working_time);
  const bool accepted = loop_.workers.submit([self = shared_from_this()]() mutable {
    Loop& loop = self->loop_;
    Site::Page page = loop.site.render(*self->request_, self->may_gzip_, self->sharing_);
    self->sharing_.others_wait = false;
    asio::post(loop.io, [self = std::move(self), page = std::move(page)]() mutable { self->answered(std::move(page)); });
  });
  if (accepted) return Next::suspended;
  loop_.site.counts.refused.fetch_add(1, std::memory_order_relaxed);
  return send(loop_.site.refusal(503, request_->target));
}

void Connection::answered(Site::Page page) {
  if (state_ == State::closed) return;
  if (loop_.draining) keep_alive_ = false;
  if (send(std::move(page)) == Next::go_on) serve();
}

void Connection::end_request() {
  if (sharing_.others_wait) loop_.site.pages.give_up(sharing_.key);
  sharing_ = {};
  if (!reading_) request_.reset();  // else its body is still being read into
  if (charged_ > 0) loop_.site.body_bytes.fetch_sub(std::exchange(charged_, 0));
}

// --- Answering -----------------------------------------------------------------------------------------------------------------

Connection::Next Connection::send(Site::Page page) {
  end_request();
  const RequestHead& head = parser_.head();
  const bool old_version = head.old_version;
  const auto form = page->form(may_gzip_, head.method == Method::post ? std::string_view() : head.if_none_match);
  const std::string& ending = !keep_alive_ ? loop_.ending_close : old_version ? loop_.ending_keep_old_version : loop_.ending_keep;
  out_head_.assign(form.head).append(ending);
  out_ = {asio::buffer(out_head_), is_head_ ? asio::const_buffer() : asio::buffer(form.body)};
  page_ = std::move(page);
  return go_on_sending();
}

Connection::Next Connection::go_on_sending() {
  while (out_[0].size() + out_[1].size() > 0) {
    error_code error;
    std::size_t sent = socket_.write_some(out_, error);
    if (error == asio::error::would_block) {
      if (state_ != State::writing)
        enter(State::writing, loop_.site.options.write_time + time_for(out_[1].size(), answer_bytes_per_second));
      socket_.async_wait(Socket::wait_write, [self = shared_from_this()](error_code failed) {
        if (self->state_ == State::closed) return;
        if (failed) return self->close();
        if (self->go_on_sending() == Next::go_on) self->serve();
      });
      return Next::suspended;
    }
    if (error) {
      close();
      return Next::suspended;
    }
    for (auto& piece : out_) {
      const std::size_t of_it = std::min(sent, piece.size());
      piece += of_it;
      sent -= of_it;
    }
  }
  page_.reset();
  state_ = State::idle;
  answered_once_ = true;
  return keep_alive_ ? Next::go_on : linger();
}

Connection::Next Connection::refuse(int status, std::string_view target) {
  loop_.site.counts.refused.fetch_add(1, std::memory_order_relaxed);
  keep_alive_ = is_head_ = may_gzip_ = false;
  return send(loop_.site.refusal(status, target));
}

// Closing while bytes lie unread would reset the connection, and the answer could be lost on its way.
Connection::Next Connection::linger() {
  error_code ignored;
  socket_.shutdown(Socket::shutdown_send, ignored);
  enter(State::lingering, loop_.draining ? linger_time_draining : linger_time);
  read();
  return Next::suspended;
}

}  // namespace mosharekat::web
