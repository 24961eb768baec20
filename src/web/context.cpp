// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/context.h"

#include "base/hash.h"
#include "base/text.h"
#include "generated/templates/layout.h"
#include "generated/templates/problem.h"
#include "identity/portal.h"
#include "web/api/api.h"
#include "web/assets.h"
#include "web/router.h"

namespace mosharekat::web {

std::string_view Context::part(std::string_view name) const {
  for (const auto& [key, value] : parts)
    if (key == name) return value;
  throw Bug("a handler asks for a part that its address does not have");
}

void Context::need_form() {
  may_share = false;
  if (cookie.empty()) {
    cookie = hash::base64url(hash::random_bytes(32));
    cookie_is_new = true;
  }
  reader.csrf = csrf_token(portal.secret, cookie);
}

namespace {

// What was done is said once, not again after the language is changed or one has signed in.
std::string without_done(const std::string& path) {
  const auto question = path.find('?');
  if (question == path.npos) return path;
  std::string kept;
  for (const std::string_view part : text::split(std::string_view(path).substr(question + 1), '&'))
    if (!part.starts_with("done=") && !part.starts_with("count=")) kept.append(kept.empty() ? "?" : "&").append(part);
  return path.substr(0, question) + kept;
}

// Where the reader stands, for ways that lead back here. A page that answers a form stands where the form stood.
std::string place_of(const Context& in) {
  if (in.request.method != Method::post) return without_done(in.reader.path);
  std::string_view from = in.request.headers["referer"];
  const auto scheme = from.find("://");
  if (scheme == from.npos) return in.reader.path;
  from.remove_prefix(scheme + 3);
  const std::string_view host = in.request.headers["host"];
  if (host.empty() || !from.starts_with(host) || from.substr(host.size()).substr(0, 1) != "/") return in.reader.path;
  from.remove_prefix(host.size());
  if (from == "/en" || from.starts_with("/en/") || from.starts_with("/en?")) from.remove_prefix(3);
  return without_done(from.starts_with("/") ? std::string(from) : "/" + std::string(from));
}

// The one address of a page, whatever else its query says: only a part of a long text is a page of its own.
std::string canonical_path(const Context& in) {
  const std::string path = in.reader.path.substr(0, in.reader.path.find('?'));
  const auto part = text::parse_integer(in.request.query["page"]);
  return part && *part > 1 ? path + "?page=" + std::to_string(*part) : path;
}

}  // namespace

Response Context::page(const Head& head, Html content) {
  pages::Layout layout;
  layout.title = head.title;
  layout.description = head.description;
  layout.section = head.desk && head.section.empty() ? "desk" : head.section;
  layout.desk = head.desk;
  layout.hidden_from_search = head.desk || head.status != 200 || head.hidden_from_search;
  layout.scripts = head.scripts;
  layout.feed = head.feed;
  layout.here = place_of(*this);
  // Signing in leads back, except from the pages of signing in themselves.
  if (layout.here != "/" && !layout.here.starts_with("/sign-") && head.status < 500) layout.next = percent_encode(layout.here);
  if (!layout.hidden_from_search) {
    const std::string path = canonical_path(*this);
    layout.in_persian = portal.site + path;
    layout.in_english = portal.site + "/en" + path;
    layout.canonical = language() == Language::fa ? layout.in_persian : layout.in_english;
    layout.picture = portal.site + std::string(assets::url("share.png"));
  }
  layout.portal = say("layout.portal");
  if (agency) layout.agency = agency->name(language());
  // What tells of a failure asks nothing of what failed.
  if (head.status < 500) {
    const identity::Look look =
        read([&](store::Transaction& tx) { return identity::look(tx, agency ? agency->id : identity::AgencyId{}); });
    if (!look.name.in(language()).empty()) layout.portal = look.name.in(language());
    if (!look.agency_emblem.empty())
      layout.emblem = "/agencies/" + agency->slug + "/emblem.png?v=" + look.agency_emblem.substr(0, 8);
    else if (!look.portal_emblem.empty())
      layout.emblem = "/emblem.png?v=" + look.portal_emblem.substr(0, 8);
  }
  if (const std::string_view done = request.query["done"]; !done.empty()) {
    const std::string key = "done." + std::string(done);
    const std::int64_t count = text::parse_integer(request.query["count"]).value_or(1);
    if (locale::has(key)) layout.done = say(key, {{"count", count}});
  }
  layout.content = std::move(content);
  Response response;
  response.status = head.status;
  response.body = std::string(to_html(layout, reader).view());
  if (may_share && head.status == 200) response.shared_for = head.shared_for;
  return response;
}

std::string Context::portal_name() const {
  const identity::Look look = read([](store::Transaction& tx) { return identity::look(tx, {}); });
  const std::string& given = look.name.in(language());
  return given.empty() ? say("layout.portal") : given;
}

Response Context::go(std::string_view path, std::string_view done, std::int64_t count) const {
  std::string target = std::string(reader.base) + std::string(path);
  if (!done.empty()) {
    const auto fragment = target.find('#');
    std::string tail = fragment == std::string::npos ? "" : target.substr(fragment);
    if (fragment != std::string::npos) target.resize(fragment);
    target += (target.find('?') == std::string::npos ? "?done=" : "&done=") + std::string(done);
    if (count != 1) target += "&count=" + std::to_string(count);
    target += tail;
  }
  return redirect(target);
}

namespace {

int status_of(Code code) {
  switch (code) {
    case Code::invalid: return 422;
    case Code::denied: return 403;
    case Code::signed_out: return 401;
    case Code::not_found: return 404;
    case Code::conflict: return 409;
    case Code::too_many: return 429;
    case Code::unavailable: return 503;
  }
  return 500;
}

}  // namespace

Response Context::problem(const Error& error) {
  if (api::is_api(reader.path)) return api::refusal(*this, status_of(error.code), error);
  if (error.code == Code::signed_out && request.method != Method::post) return go("/sign-in?next=" + percent_encode(reader.path));
  const int status = status_of(error.code);
  pages::Problem view;
  view.heading = "problem.title." + std::to_string(status);
  view.sentence = say(error);
  view.sign_in = error.code == Code::signed_out;
  view.missing = status == 404;
  const std::string base(reader.base);
  const std::string number = call ? "/calls/" + std::to_string(call->number) : "";
  if (call && consultation::is_public(call->state)) view.call = base + number;
  if (const std::string place = place_of(*this); place != without_done(reader.path)) view.back = base + place;
  return page({.title = say(view.heading), .status = status}, to_html(view, reader));
}

Response Context::refusal(int status) {
  const std::string code = std::to_string(status);
  pages::Problem view;
  view.heading = locale::has("problem.title." + code) ? "problem.title." + code : "problem.title.500";
  const std::string sentence = "problem.refused." + code;
  view.sentence = say(locale::has(sentence) ? sentence : "problem.refused.500");
  return page({.title = say(view.heading), .status = status}, to_html(view, reader));
}

}  // namespace mosharekat::web
