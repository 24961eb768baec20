// SPDX-License-Identifier: AGPL-3.0-or-later
// The whole site over a database, without sockets: requests of known people, answered by the real routes. Only for *_test.cpp.
#pragma once
#include "testing/town.h"
#include "web/router.h"

namespace mosharekat::testing {

class SiteUnderTest {
 public:
  TemporaryDirectory directory{};
  std::unique_ptr<store::Database> database = store::Database::open({.directory = directory.path().string()});
  Town town{*database};
  Clock clock{};
  web::Portal portal{.database = *database, .clock = clock, .secret = town.secret, .site = "https://participate.example"};
  web::Router router{portal, web::routes()};

  // A session of a person, as signing in would start one.
  std::string session(const identity::Actor& actor) {
    return database->write_unlogged([&](store::Transaction& tx) {
      return identity::start_session(tx, town.now, *identity::person(tx, actor.person), {}).token;
    });
  }
  std::string token(const std::string& cookie) const { return web::csrf_token(town.secret, cookie); }

  web::Request request(web::Method method, std::string target, const std::string& cookie = "") const {
    web::Request made;
    made.method = method;
    made.target = target;
    const auto question = target.find('?');
    made.path = web::percent_decode(target.substr(0, question)).value();
    if (question != std::string::npos) made.query = web::parse_urlencoded(target.substr(question + 1)).value();
    made.received = town.now;
    made.remote_address = "192.0.2.7";
    if (!cookie.empty()) {
      made.headers.add("cookie", std::string(web::session_cookie) + "=" + cookie);
      made.cookies.add(std::string(web::session_cookie), cookie);
    }
    return made;
  }
  web::Response get(std::string target, const std::string& cookie = "") const {
    return router.answer(request(web::Method::get, std::move(target), cookie));
  }
  web::Response post(std::string target, const std::vector<std::pair<std::string, std::string>>& fields,
                     const std::string& cookie, bool with_token = true) const {
    web::Request made = request(web::Method::post, std::move(target), cookie);
    for (const auto& [name, value] : fields) made.form.add(name, value);
    if (with_token) made.form.add("csrf", token(cookie));
    return router.answer(made);
  }
};

inline std::string header(const web::Response& response, std::string_view name) {
  for (const auto& [one, value] : response.headers)
    if (one == name) return value;
  return "";
}
inline bool says(const web::Response& response, std::string_view what) { return response.body.find(what) != std::string::npos; }

}  // namespace mosharekat::testing
