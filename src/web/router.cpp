// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/router.h"

#include <algorithm>

#include "base/hash.h"
#include "base/text.h"

namespace mosharekat::web {

namespace {

bool is_parameter(std::string_view segment) { return segment.starts_with('{'); }

bool matches(std::string_view pattern, std::string_view path, std::vector<std::pair<std::string, std::string>>& parts) {
  const auto wanted = text::split(pattern, '/'), given = text::split(path, '/');
  if (wanted.size() != given.size()) return false;
  parts.clear();
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    if (is_parameter(wanted[i])) {
      if (given[i].empty()) return false;
      parts.emplace_back(wanted[i].substr(1, wanted[i].size() - 2), given[i]);
    } else if (wanted[i] != given[i]) {
      return false;
    }
  }
  return true;
}

// Calls are named by their number in plain digits; "012" or "1e3" name nothing, so that every call has one address.
std::optional<std::int64_t> call_number(std::string_view text) {
  if (text.empty() || text.size() > 12 || text[0] == '0') return std::nullopt;
  std::int64_t number = 0;
  for (const char digit : text) {
    if (digit < '0' || digit > '9') return std::nullopt;
    number = number * 10 + (digit - '0');
  }
  return number;
}

void add_security_headers(Response& response, bool secure) {
  // No inline script or style, no foreign host, no frame: see the rules of the page budget.
  response.headers.emplace_back(
      "Content-Security-Policy",
      "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'");
  response.headers.emplace_back("X-Content-Type-Options", "nosniff");
  response.headers.emplace_back("Referrer-Policy", "same-origin");
  response.headers.emplace_back("Cross-Origin-Opener-Policy", "same-origin");
  response.headers.emplace_back("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
  if (secure) response.headers.emplace_back("Strict-Transport-Security", "max-age=31536000");
}

}  // namespace

namespace {

constexpr std::size_t csrf_bytes = 32;

std::string csrf_secret(const consultation::Secret& secret, std::string_view cookie) {
  return hash::hmac_sha256(secret.key, "csrf\n" + std::string(cookie));
}

std::string padded(std::string_view pad, std::string bytes) {
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<char>(bytes[i] ^ pad[i]);
  return bytes;
}

}  // namespace

std::string csrf_token(const consultation::Secret& secret, std::string_view cookie) {
  const std::string pad = hash::random_bytes(csrf_bytes);
  return hash::base64url(pad + padded(pad, csrf_secret(secret, cookie)));
}

bool csrf_holds(const consultation::Secret& secret, std::string_view cookie, std::string_view token) {
  const auto bytes = hash::from_base64url(token);
  if (!bytes || bytes->size() != 2 * csrf_bytes) return false;
  return hash::same(padded(std::string_view(*bytes).substr(0, csrf_bytes), bytes->substr(csrf_bytes)),
                    csrf_secret(secret, cookie));
}

std::string set_session_cookie(std::string_view token, bool keep) {
  std::string line = std::string(session_cookie) + "=" + std::string(token) + "; Path=/; Secure; HttpOnly; SameSite=Lax";
  // Thirty days; the session in the database ends by its own rules.
  if (keep) line += "; Max-Age=2592000";
  return line;
}

Router::Router(Portal& portal, std::vector<Route> routes) : portal_(portal), routes_(std::move(routes)) {
  for (const Route& route : routes_)
    for (const Route& other : routes_)
      expect(&route == &other || route.method != other.method || route.pattern != other.pattern,
             "two routes answer the same address");
}

const Route* Router::find(Method method, std::string_view path, std::vector<std::pair<std::string, std::string>>& parts,
                          bool& other_method) const {
  const Route* found = nullptr;
  std::vector<std::pair<std::string, std::string>> candidate;
  for (const Route& route : routes_) {
    if (!matches(route.pattern, path, candidate)) continue;
    if (route.method != method) {
      other_method = true;
      continue;
    }
    // "/calls/new" before "/calls/{call}": fewer parameters win.
    if (!found || candidate.size() < parts.size()) {
      found = &route;
      parts = candidate;
    }
  }
  return found;
}

Response Router::guarded(Context& in, const Route& route) const {
  if (std::any_of(in.parts.begin(), in.parts.end(), [](const auto& part) { return part.first == "call"; })) {
    const auto number = call_number(in.part("call"));
    if (number) in.call = in.read([&](store::Transaction& tx) { return consultation::call_by_number(tx, *number); });
    if (!in.call) return in.problem({Code::not_found, "call.error.unknown"});
    in.agency = in.read([&](store::Transaction& tx) { return identity::agency(tx, in.call->agency); });
  }
  switch (decide(route.policy, in.actor, in.call ? &*in.call : nullptr, in.agency ? &*in.agency : nullptr, in.now)) {
    case Verdict::yes: break;
    case Verdict::sign_in: return in.problem({Code::signed_out, "problem.sign_in"});
    case Verdict::denied: return in.problem({Code::denied, "problem.denied"});
    case Verdict::hidden: return in.problem({Code::not_found, "call.error.unknown"});
    case Verdict::wrong_state: return in.problem({Code::conflict, "call.error.wrong_state"});
  }
  if (route.method == Method::post && route.policy.who != Policy::Who::by_letter) {
    const std::string_view site = in.request.headers["sec-fetch-site"];
    const bool same_site = site.empty() || site == "same-origin" || site == "none";
    const std::string_view token = in.request.form.has("csrf") ? in.request.form["csrf"] : in.request.headers["x-csrf-token"];
    if (!same_site || in.cookie.empty() || !csrf_holds(portal_.secret, in.cookie, token)) {
      // The visitor did nothing wrong (an old page, blocked cookies): the page says how to go on, and the form can be sent again.
      return in.problem({Code::denied, "problem.csrf"});
    }
  }
  Result<Response> answer = route.handler(in);
  if (!answer) return in.problem(answer.error());
  return std::move(*answer);
}

Response Router::answer(const Request& request) const {
  std::string_view path = request.path;
  Reader reader;
  if (path == "/en" || path.starts_with("/en/")) {
    reader.language = Language::en;
    reader.base = "/en";
    path.remove_prefix(3);
    if (path.empty()) path = "/";
  }
  const std::string_view query = std::string_view(request.target).find('?') == std::string_view::npos
                                     ? ""
                                     : std::string_view(request.target).substr(request.target.find('?'));
  reader.path = std::string(path) + std::string(query);
  reader.now = request.received;
  reader.clock_moved = portal_.clock.moved();
  Context in{.portal = portal_, .request = request, .now = request.received, .reader = std::move(reader), .actor = {}};
  in.cookie = std::string(request.cookies[session_cookie]);
  if (in.cookie.size() > 64) in.cookie.clear();
  in.may_share = !request.headers.has("cookie") && request.method != Method::post;
  if (!in.cookie.empty()) {
    if (auto actor = in.read([&](store::Transaction& tx) { return identity::actor_of_session(tx, in.now, in.cookie); })) {
      in.actor = std::move(*actor);
      identity::touch_session(portal_.database, in.now, in.cookie);
    }
    in.reader.csrf = csrf_token(portal_.secret, in.cookie);
  }
  in.reader.signed_in = !in.actor.guest();
  in.reader.display_name = in.actor.name.empty() ? in.actor.email : in.actor.name;
  in.reader.is_staff = in.actor.staff;
  in.reader.is_moderator = in.actor.has(identity::Role::moderator);
  in.reader.is_approver = in.actor.has(identity::Role::approver);
  in.reader.is_administrator = in.actor.has(identity::Role::agency_admin) || in.actor.has(identity::Role::national_admin);
  in.reader.is_national = in.actor.has(identity::Role::national_admin);
  in.reader.is_auditor = in.actor.has(identity::Role::auditor) || in.actor.has(identity::Role::national_admin);

  bool other_method = false;
  const Route* route = find(request.method == Method::post ? Method::post : Method::get, path, in.parts, other_method);
  Response response = route ? guarded(in, *route) : in.problem({Code::not_found, "problem.not_found"});
  if (!route && other_method) response.status = 405;
  add_security_headers(response, request.secure);
  // What a signed-in person sees, or any form, stays out of every cache.
  if (response.shared_for.count() == 0 && response.static_body.empty())
    response.headers.emplace_back("Cache-Control", "no-store");
  if (in.cookie_is_new) response.headers.emplace_back("Set-Cookie", set_session_cookie(in.cookie, false));
  return response;
}

Response Router::refusal(int status, std::string_view target) const {
  const Request request;
  Reader reader;
  if (target == "/en" || target.starts_with("/en/")) {
    reader.language = Language::en;
    reader.base = "/en";
  }
  reader.now = portal_.clock.now();
  Context in{.portal = portal_, .request = request, .now = reader.now, .reader = std::move(reader), .actor = {}};
  Response response = in.refusal(status);
  add_security_headers(response, false);
  response.headers.emplace_back("Cache-Control", "no-store");
  return response;
}

}  // namespace mosharekat::web
