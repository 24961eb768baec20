// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/context.h"

#include "base/hash.h"
#include "generated/templates/layout.h"
#include "generated/templates/problem.h"
#include "web/api/api.h"
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

Response Context::page(const Head& head, Html content) {
  pages::Layout layout;
  layout.title = head.title;
  layout.description = head.description;
  layout.section = head.section;
  layout.desk = head.desk;
  layout.hidden_from_search = head.desk || head.status != 200 || head.hidden_from_search;
  layout.scripts = head.scripts;
  if (agency) layout.agency = agency->name(language());
  if (const std::string_view done = request.query["done"]; !done.empty()) {
    const std::string key = "done." + std::string(done);
    if (locale::has(key)) layout.done = key;
  }
  layout.content = std::move(content);
  Response response;
  response.status = head.status;
  response.body = std::string(to_html(layout, reader).view());
  if (may_share && head.status == 200) response.shared_for = head.shared_for;
  return response;
}

Response Context::go(std::string_view path, std::string_view done) const {
  std::string target = std::string(reader.base) + std::string(path);
  if (!done.empty()) {
    const auto fragment = target.find('#');
    std::string tail = fragment == std::string::npos ? "" : target.substr(fragment);
    if (fragment != std::string::npos) target.resize(fragment);
    target += (target.find('?') == std::string::npos ? "?done=" : "&done=") + std::string(done) + tail;
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
