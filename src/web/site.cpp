// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/site.h"

#include <algorithm>
#include <arpa/inet.h>
#include <exception>

#include "base/log.h"
#include "base/text.h"

namespace mosharekat::web {

namespace {

bool is_type(std::string_view content_type, std::string_view wanted) {
  return text::ascii_lower(text::trim(content_type.substr(0, content_type.find(';')))) == wanted;
}

bool is_address(const std::string& address) {
  unsigned char bytes[16];
  return inet_pton(AF_INET, address.c_str(), bytes) == 1 || inet_pton(AF_INET6, address.c_str(), bytes) == 1;
}

void log_failure(std::string_view path, std::string_view what) noexcept {
  try {
    // The first step of the path says enough to look for the fault; more of it could be somebody's code.
    log::error("request.failed", {{"path", path.substr(0, path.find_first_of("/?", 1))}, {"error", what}});
  } catch (...) {  // NOLINT(bugprone-empty-catch): no memory even for a line of the log, and an answer is still owed
  }
}

Site::Page plain_answer(int status) {
  return std::make_shared<const Answer>(text_response(status, reason(status)), Answer::For::one_reader, false);
}

}  // namespace

std::size_t body_bytes_max(std::string_view content_type) {
  return is_type(content_type, "multipart/form-data") ? std::size_t{25} << 20 : std::size_t{1} << 20;
}

Site::Site(const ServerOptions& given, Server::Handler handler, std::function<std::uint64_t()> version,
           std::function<Instant()> clock_)
    : options(given),
      clock(std::move(clock_)),
      pages(given.shared_bytes_max, std::move(version)),
      handler_(std::move(handler)),
      out_of_memory_(plain_answer(500)) {}

bool Site::is_trusted(std::string_view address) const {
  return std::find(options.trusted_proxies.begin(), options.trusted_proxies.end(), address) != options.trusted_proxies.end();
}

std::string_view Site::shared_key(const RequestHead& head, std::string_view peer, std::string& buffer) const {
  if (options.trusted_proxies.empty() || !is_trusted(peer)) return head.target;
  for (const auto& [name, value] : head.fields) {
    if (text::ascii_lower(name) != "x-forwarded-proto") continue;
    if (value != "https") break;
    buffer.assign("https:").append(head.target);
    return buffer;
  }
  return head.target;
}

int Site::read_head(const RequestHead& head, std::string_view peer, Request& into) const {
  into.method = head.method;
  into.target = head.target;
  const std::size_t question = std::min(head.target.find('?'), head.target.size());
  auto path = percent_decode(head.target.substr(0, question));
  auto query = parse_urlencoded(head.target.substr(std::min(question + 1, head.target.size())));
  if (!path || !query) return 400;
  into.path = std::move(*path);
  into.query = std::move(*query);
  std::string cookies;
  for (const auto& [name, value] : head.fields) {
    if (!text::is_utf8(value)) return 400;
    std::string lower = text::ascii_lower(name);
    if (lower == "cookie") cookies.append(cookies.empty() ? "" : "; ").append(value);
    into.headers.add(std::move(lower), std::string(value));
  }
  into.cookies = parse_cookies(cookies);

  into.remote_address = peer;
  if (!is_trusted(peer)) return 0;
  into.secure = into.headers["x-forwarded-proto"] == "https";
  // From the right: each trusted proxy has added whom it heard, so the first that is not one of them is the client.
  std::string chain;
  for (const std::string_view part : into.headers.all("x-forwarded-for")) chain.append(chain.empty() ? "" : ",").append(part);
  auto addresses = text::split(chain, ',');
  for (auto address = addresses.rbegin(); address != addresses.rend() && is_trusted(into.remote_address); ++address) {
    const std::string given(text::trim(*address));
    if (!is_address(given)) break;
    into.remote_address = given;
  }
  return 0;
}

Response Site::error_response(int status, std::string_view target) const {
  Response response = options.error_page ? options.error_page(status, target) : text_response(status, reason(status));
  response.status = status;
  response.shared_for = {};
  if (status == 405) response.headers.emplace_back("Allow", "GET, HEAD, POST");
  if (status == 503) response.headers.emplace_back("Retry-After", "5");
  return response;
}

Response Site::handle(Request& request) {
  if (request.method == Method::post && !request.body.empty()) {
    const std::string_view content_type = request.headers["content-type"];
    if (is_type(content_type, "application/x-www-form-urlencoded")) {
      auto form = parse_urlencoded(request.body);
      if (!form) return error_response(400, request.target);
      request.form = std::move(*form);
      request.body = {};
    } else if (is_type(content_type, "multipart/form-data")) {
      if (!parse_multipart(content_type, request.body, request)) return error_response(400, request.target);
      request.body = {};
    }
  }
  return handler_(request);
}

Site::Page Site::try_render(Request& request, bool may_gzip, const Sharing& sharing, bool& kept) {
  const auto began = std::chrono::steady_clock::now();
  const std::uint64_t rendered_from = sharing.key.empty() ? 0 : pages.version();
  Response response = handle(request);
  const Milliseconds shared_for = response.shared_for;
  const bool keep = !sharing.key.empty() && shared_for.count() > 0 && response.status == 200 &&
                    (!request.headers.has("cookie") || !response.static_body.empty());
  const auto readers = keep ? Answer::For::many : Answer::For::one_reader;
  auto page = std::make_shared<const Answer>(std::move(response), readers, may_gzip);
  if (keep) {
    pages.put(sharing.key, page, shared_for, rendered_from, began);
    kept = true;
  }
  return page;
}

Site::Page Site::render(Request& request, bool may_gzip, const Sharing& sharing) {
  Page page;
  bool kept = false;
  try {
    page = try_render(request, may_gzip, sharing, kept);
  } catch (const std::exception& error) {
    log_failure(request.path, error.what());
  } catch (...) {
    log_failure(request.path, "unknown");
  }
  if (sharing.others_wait && !kept) pages.give_up(sharing.key);
  if (page) return page;
  counts.failed.fetch_add(1, std::memory_order_relaxed);
  return refusal(500, request.target);
}

Site::Page Site::refusal(int status, std::string_view target) {
  try {
    return std::make_shared<const Answer>(error_response(status, target), Answer::For::one_reader, false);
  } catch (const std::exception& error) {
    log_failure(target, error.what());
    return out_of_memory_;
  }
}

}  // namespace mosharekat::web
