// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/request_head.h"

#include <algorithm>
#include <boost/beast/core/string.hpp>
#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>
#include <charconv>
#include <cstring>

namespace mosharekat::web {

namespace {

namespace beast = boost::beast;
namespace http = boost::beast::http;
using beast::error_code;

constexpr std::size_t head_fields_max = 100;

std::string_view view(beast::string_view text) { return {text.data(), text.size()}; }

bool is_host(std::string_view host) {
  return !host.empty() && std::all_of(host.begin(), host.end(), [](char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9') ||
           std::strchr(".-_:[]", letter) != nullptr;
  });
}

// RFC 3986 allows less, but browsers send | ^ { } as they are.
bool is_target(std::string_view target) {
  return target.starts_with('/') &&
         std::all_of(target.begin(), target.end(), [](char letter) { return letter > 0x20 && letter < 0x7f && letter != '#'; });
}

// Beast calls the functions below for each thing it has read; a refusal of ours is noted in status_ and ends the parse.
class StrictParser : public http::basic_parser<true> {
 public:
  StrictParser(RequestHead& head, std::string_view bytes) : head_(head), bytes_(bytes) {
    header_limit(head_bytes_max + 4);
    body_limit(boost::none);
  }
  int status() const { return status_; }

 private:
  void refuse(int status, error_code& ec) {
    status_ = status;
    ec = http::error::bad_value;
  }

  void on_request_impl(http::verb verb, beast::string_view, beast::string_view target, int version, error_code& ec) override {
    head_.target = view(target);
    if (verb == http::verb::unknown) return refuse(501, ec);
    if (verb != http::verb::get && verb != http::verb::head && verb != http::verb::post) return refuse(405, ec);
    if (!is_target(head_.target)) return refuse(400, ec);
    head_.method = verb == http::verb::get ? Method::get : verb == http::verb::head ? Method::head : Method::post;
    head_.old_version = version < 11;
  }

  void on_field_impl(http::field field, beast::string_view beast_name, beast::string_view beast_value, error_code& ec) override {
    const std::string_view name = view(beast_name), value = view(beast_value);
    if (head_.fields.size() == head_fields_max) return refuse(431, ec);
    // A folded value was copied out of the head, or has a line end before it.
    const char* const after_name = name.data() + name.size();
    if (value.data() < after_name || value.data() > bytes_.data() + bytes_.size()) return refuse(400, ec);
    if (std::find(after_name, value.data(), '\r') != value.data()) return refuse(400, ec);
    head_.fields.emplace_back(name, value);
    switch (field) {
      case http::field::host:
        if (std::exchange(host_seen_, true) || !is_host(value)) return refuse(400, ec);
        break;
      case http::field::content_length:
        if (std::exchange(length_seen_, true) || value.size() > 15) return refuse(400, ec);
        if (std::from_chars(value.data(), value.data() + value.size(), head_.content_length).ptr != value.data() + value.size())
          return refuse(400, ec);
        break;
      case http::field::transfer_encoding:
        if (std::exchange(head_.chunked, true) || !beast::iequals(beast_value, "chunked")) return refuse(400, ec);
        break;
      case http::field::expect:
        if (!beast::iequals(beast_value, "100-continue")) return refuse(417, ec);
        head_.continue_expected = true;
        break;
      case http::field::cookie: head_.has_cookie = true; break;
      case http::field::accept_encoding: head_.accept_encoding = value; break;
      case http::field::if_none_match: head_.if_none_match = value; break;
      case http::field::content_type:
        if (!head_.content_type.empty()) return refuse(400, ec);
        head_.content_type = value;
        break;
      default: break;
    }
  }

  void on_header_impl(error_code& ec) override {
    if (head_.chunked && (length_seen_ || head_.old_version)) return refuse(400, ec);
    if (!host_seen_ && !head_.old_version) return refuse(400, ec);
    if (head_.method != Method::post && (head_.chunked || head_.content_length > 0)) return refuse(400, ec);
  }

  // Never called: put() is given a head alone.
  void on_response_impl(int, beast::string_view, int, error_code&) override {}
  void on_body_init_impl(boost::optional<std::uint64_t> const&, error_code&) override {}
  std::size_t on_body_impl(beast::string_view content, error_code&) override { return content.size(); }
  void on_chunk_header_impl(std::uint64_t, beast::string_view, error_code&) override {}
  std::size_t on_chunk_body_impl(std::uint64_t, beast::string_view content, error_code&) override { return content.size(); }
  void on_finish_impl(error_code&) override {}

  RequestHead& head_;
  const std::string_view bytes_;
  int status_ = 0;
  bool host_seen_ = false, length_seen_ = false;
};

}  // namespace

std::size_t head_size(std::string_view bytes, std::size_t from) {
  for (std::size_t at = from; at < bytes.size();) {
    const std::size_t feed = bytes.find('\n', at);
    if (feed == std::string_view::npos) return 0;
    if (feed == 0 || bytes[feed - 1] != '\r') return std::string_view::npos;
    if (feed == 1 || bytes[feed - 2] == '\n') return feed + 1;
    at = feed + 1;
  }
  return 0;
}

struct RequestParser::Beast {
  RequestHead head;
  std::optional<StrictParser> parser;
};

RequestParser::RequestParser() : beast_(std::make_unique<Beast>()) {}
RequestParser::~RequestParser() = default;

const RequestHead& RequestParser::head() const { return beast_->head; }

int RequestParser::parse(std::string_view bytes) {
  auto fields = std::move(beast_->head.fields);
  fields.clear();
  beast_->head = RequestHead{};
  beast_->head.fields = std::move(fields);
  StrictParser& parser = beast_->parser.emplace(beast_->head, bytes);
  error_code ec;
  parser.put(boost::asio::buffer(bytes.data(), bytes.size()), ec);
  if (parser.status() != 0) return parser.status();
  if (ec == http::error::bad_version) return 505;
  if (ec == http::error::header_limit) return 431;
  if (ec || !parser.is_header_done()) return 400;
  beast_->head.keep_alive = parser.keep_alive();
  return 0;
}

}  // namespace mosharekat::web
