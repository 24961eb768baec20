// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/answer.h"

#include <algorithm>
#include <map>
#include <mutex>

#include "base/hash.h"
#include "base/result.h"
#include "web/gzip.h"

namespace mosharekat::web {

namespace {

// What is computed once for bytes that live as long as the program.
struct StaticForms {
  std::string etag;
  std::string gzip;
};

// Weak, because one tag stands for the plain and the compressed form.
std::string tag_of(std::string_view body) { return "W/\"" + hash::base64url(hash::sha256(body)).substr(0, 22) + '"'; }

const StaticForms& static_forms(std::string_view bytes, std::string_view content_type) {
  static std::mutex mutex;
  static std::map<std::pair<const char*, std::size_t>, StaticForms> known;
  const std::lock_guard lock(mutex);
  auto [place, added] = known.try_emplace({bytes.data(), bytes.size()});
  if (added) {
    place->second.etag = tag_of(bytes);
    if (is_compressible(content_type, bytes.size())) place->second.gzip = gzip(bytes, Effort::small);
  }
  return place->second;
}

bool has_no_body(int status) { return status == 204 || status == 304; }

void add_field(std::string& head, std::string_view name, std::string_view value) {
  const auto breaks = [](char letter) { return (letter >= 0 && letter < 0x20 && letter != '\t') || letter == 0x7f; };
  expect(!name.empty() && name.find_first_of(": ") == std::string_view::npos && std::none_of(name.begin(), name.end(), breaks) &&
             std::none_of(value.begin(), value.end(), breaks),
         "a header field holds a line end or another control character");
  head.append(name).append(": ").append(value).append("\r\n");
}

}  // namespace

Answer::Answer(Response&& response, For readers, bool may_gzip)
    : status_(response.status), is_static_(!response.static_body.empty()), kept_body_(std::move(response.body)) {
  body_ = is_static_ ? response.static_body : std::string_view(kept_body_);
  if (has_no_body(status_)) body_ = {};
  const auto given = [&](std::string_view name) {
    return std::find_if(response.headers.begin(), response.headers.end(), [&](const auto& field) { return field.first == name; });
  };
  const bool encoded = given("Content-Encoding") != response.headers.end();
  const bool compressible = !encoded && is_compressible(response.content_type, body_.size());
  if (is_static_) {
    const StaticForms& forms = static_forms(body_, response.content_type);
    etag_ = forms.etag;
    if (compressible) gzip_ = forms.gzip;
  } else if (compressible && (readers == For::many || may_gzip)) {
    kept_gzip_ = gzip(body_, readers == For::many ? Effort::small : Effort::quick);
    gzip_ = kept_gzip_;
  }
  if (const auto own = given("ETag"); own != response.headers.end()) {
    etag_ = own->second;
    response.headers.erase(own);
  } else if (readers == For::many && !is_static_) {
    etag_ = tag_of(body_);
  }
  if (status_ != 200) etag_.clear();

  std::string fields;
  for (const auto& [name, value] : response.headers) add_field(fields, name, value);
  if (!etag_.empty()) add_field(fields, "ETag", etag_);
  if (compressible) add_field(fields, "Vary", "Accept-Encoding");
  if (!etag_.empty()) head_unchanged_ = "HTTP/1.1 304 Not Modified\r\n" + fields;
  if (!body_.empty()) add_field(fields, "Content-Type", response.content_type);
  head_ = "HTTP/1.1 " + std::to_string(status_) + ' ' + std::string(reason(status_)) + "\r\n" + fields;
  if (!gzip_.empty()) {
    head_gzip_ = head_ + "Content-Encoding: gzip\r\n";
    add_field(head_gzip_, "Content-Length", std::to_string(gzip_.size()));
  }
  if (!has_no_body(status_)) add_field(head_, "Content-Length", std::to_string(body_.size()));
}

Answer::Form Answer::form(bool gzip_accepted, std::string_view if_none_match) const {
  if (!etag_.empty() && !if_none_match.empty() && names_tag(if_none_match, etag_)) return {head_unchanged_, {}};
  if (gzip_accepted && !gzip_.empty()) return {head_gzip_, gzip_};
  return {head_, body_};
}

std::size_t Answer::bytes() const {
  return sizeof(*this) + head_.capacity() + head_gzip_.capacity() + head_unchanged_.capacity() + kept_body_.capacity() +
         kept_gzip_.capacity();
}

bool names_tag(std::string_view if_none_match, std::string_view etag) {
  if (etag.starts_with("W/")) etag.remove_prefix(2);
  if (if_none_match == "*") return true;
  for (std::size_t at = if_none_match.find(etag); at != std::string_view::npos; at = if_none_match.find(etag, at + 1)) {
    const std::size_t end = at + etag.size();
    if (end == if_none_match.size() || if_none_match[end] == ',' || if_none_match[end] == ' ') return true;
  }
  return false;
}

std::string_view reason(int status) {
  switch (status) {
    case 200: return "OK";
    case 201: return "Created";
    case 202: return "Accepted";
    case 204: return "No Content";
    case 301: return "Moved Permanently";
    case 302: return "Found";
    case 303: return "See Other";
    case 304: return "Not Modified";
    case 307: return "Temporary Redirect";
    case 308: return "Permanent Redirect";
    case 400: return "Bad Request";
    case 401: return "Unauthorized";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 406: return "Not Acceptable";
    case 408: return "Request Timeout";
    case 409: return "Conflict";
    case 410: return "Gone";
    case 412: return "Precondition Failed";
    case 413: return "Content Too Large";
    case 415: return "Unsupported Media Type";
    case 417: return "Expectation Failed";
    case 422: return "Unprocessable Content";
    case 428: return "Precondition Required";
    case 429: return "Too Many Requests";
    case 431: return "Request Header Fields Too Large";
    case 451: return "Unavailable For Legal Reasons";
    case 500: return "Internal Server Error";
    case 501: return "Not Implemented";
    case 503: return "Service Unavailable";
    case 505: return "HTTP Version Not Supported";
    default: return "Other";
  }
}

}  // namespace mosharekat::web
