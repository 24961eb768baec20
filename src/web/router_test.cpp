// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/router.h"

#include <doctest/doctest.h>
#include <map>

#include "base/text.h"
#include "web/site_test.h"

using namespace mosharekat;
using namespace mosharekat::testing;
using web::Method;

namespace {

// A real address for a pattern: the open call, its first comment, agencies and people that are there.
std::string address_of(std::string_view pattern, const SiteUnderTest& site, std::int64_t call) {
  const std::map<std::string, std::string, std::less<>> parts = {{"{call}", std::to_string(call)},
                                                                 {"{number}", "1"},
                                                                 {"{anchor}", "m1"},
                                                                 {"{slug}", "sample"},
                                                                 {"{agency}", site.town.policy_office.value},
                                                                 {"{type}", "bylaw"},
                                                                 {"{person}", site.town.expert.person.value}};
  std::string made;
  for (const std::string_view segment : text::split(pattern, '/')) {
    if (segment.empty()) continue;
    const auto part = parts.find(segment);
    made += "/" + (part != parts.end() ? part->second : segment.starts_with('{') ? "unknown" : std::string(segment));
  }
  return made.empty() ? "/" : made;
}

struct Opened : SiteUnderTest {
  std::int64_t number = 0;
  std::vector<std::pair<std::string, std::string>> cookies;  // who, cookie
  Opened() {
    const auto call = town.open_call();
    number = town.call(call).number;
    town.comment_on(call, town.sara, "m1", "ساعت کار کتابخانه کوتاه است.");
    cookies.emplace_back("a guest", "");
    const std::vector<std::pair<std::string, identity::Actor>> cast = {{"a citizen", town.sara},
                                                                       {"an expert", town.expert},
                                                                       {"a lead", town.lead},
                                                                       {"a moderator", town.moderator},
                                                                       {"an approver", town.approver},
                                                                       {"an administrator", town.agency_admin},
                                                                       {"the national one", town.national_admin},
                                                                       {"an auditor", town.auditor},
                                                                       {"a stranger", town.stranger}};
    for (const auto& [who, actor] : cast) cookies.emplace_back(who, session(actor));
  }
};

}  // namespace

TEST_CASE("reading changes nothing, whoever reads, and every page can be made") {
  Opened site;
  const auto before = site.database->version();
  for (const web::Route& route : site.router.routes()) {
    if (route.method == Method::post) continue;
    for (const auto& [who, cookie] : site.cookies) {
      for (const std::string base : {"", "/en"}) {
        const std::string address = base + address_of(route.pattern, site, site.number);
        INFO(address << " read by " << who);
        const web::Response answer = site.get(address, cookie);
        CHECK(answer.status < 500);
        CHECK(site.database->version() == before);
      }
    }
  }
}

TEST_CASE("nothing is changed without the token of the form, whoever asks") {
  Opened site;
  const auto before = site.database->version();
  int asked_for_token = 0, by_letter = 0;
  for (const web::Route& route : site.router.routes()) {
    if (route.method != Method::post) continue;
    if (route.policy.who == web::Policy::Who::by_letter) {
      ++by_letter;  // the secret in its address stands for the token: without it nothing is changed either
      CHECK(site.post(address_of(route.pattern, site, site.number), {{"List-Unsubscribe", "One-Click"}}, "", false).status >=
            400);
      CHECK(site.database->version() == before);
      continue;
    }
    const std::string address = address_of(route.pattern, site, site.number);
    for (const auto& [who, cookie] : site.cookies) {
      INFO(address << " sent by " << who);
      const web::Response answer = site.post(address, {}, cookie, false);
      const bool refused = answer.status == 401 || answer.status == 403 || answer.status == 404 || answer.status == 409;
      CHECK(refused);
      CHECK(site.database->version() == before);
      asked_for_token += answer.status == 403;
    }
  }
  CHECK(asked_for_token > 100);
  CHECK(by_letter == 1);
}

TEST_CASE("the token of another session, or a request that another site sends, is refused") {
  Opened site;
  const std::string sara = site.session(site.town.sara), omid = site.session(site.town.omid);
  web::Request foreign = site.request(Method::post, "/me/name", sara);
  foreign.form.add("name", "نام تازه");
  foreign.form.add("csrf", site.token(omid));
  CHECK(site.router.answer(foreign).status == 403);
  web::Request elsewhere = site.request(Method::post, "/me/name", sara);
  elsewhere.form.add("name", "نام تازه");
  elsewhere.form.add("csrf", site.token(sara));
  elsewhere.headers.add("sec-fetch-site", "cross-site");
  CHECK(site.router.answer(elsewhere).status == 403);
  CHECK(site.post("/me/name", {{"name", "نام تازه"}}, sara).status == 303);
}

TEST_CASE("an address under /en is the same page in English, and only there") {
  Opened site;
  CHECK(says(site.get("/help"), "<html lang=\"fa\" dir=\"rtl\">"));
  CHECK(says(site.get("/en/help"), "<html lang=\"en\" dir=\"ltr\">"));
  CHECK(site.get("/en").status == 200);
  CHECK(site.get("/english").status == 404);
  CHECK(site.get("/en/en/help").status == 404);
}

TEST_CASE("an unknown address is 404, a known one that is asked in the wrong way 405") {
  Opened site;
  CHECK(site.get("/nothing").status == 404);
  CHECK(site.get("/help/").status == 404);
  CHECK(site.get("/calls/" + std::to_string(site.number) + "0").status == 404);
  CHECK(site.get("/calls/0" + std::to_string(site.number)).status == 404);
  CHECK(site.get("/sign-out").status == 405);
  CHECK(site.post("/help", {}, "", false).status == 405);
}

TEST_CASE("who has to sign in is led back to where they were, and never to another site") {
  Opened site;
  const web::Response led = site.get("/en/me");
  CHECK(led.status == 303);
  CHECK(header(led, "Location") == "/en/sign-in?next=%2Fme");
  CHECK(says(site.get("/sign-in?next=%2Fme"), "name=\"next\" value=\"/me\""));
  const std::string sara = site.session(site.town.sara);
  for (const std::string next : {"https://evil.example/", "//evil.example/", "/%5Cevil.example", "%5C%5Cevil.example",
                                 "/%09/evil.example", "javascript:alert(1)", "/%0D%0ASet-Cookie:x=1"}) {
    INFO("next=" << next);
    CHECK(says(site.get("/sign-in?next=" + next), "name=\"next\" value=\"/\""));
    CHECK(header(site.get("/sign-in?next=" + next, sara), "Location") == "/");
  }
}

TEST_CASE("every answer has the headers that keep other sites out, and what is one person's stays out of caches") {
  Opened site;
  const std::string sara = site.session(site.town.sara);
  for (const std::string target : {"/", "/en/calls", "/nothing", "/me", "/desk", "/sign-out", "/api/v1/calls", "/api/v1/nothing",
                                   "/robots.txt", "/favicon.ico"}) {
    for (const std::string& cookie : {std::string(), sara}) {
      INFO(target);
      const web::Response answer = site.get(target, cookie);
      CHECK(header(answer, "Content-Security-Policy").starts_with("default-src 'self'"));
      CHECK(header(answer, "Content-Security-Policy").find("frame-ancestors 'none'") != std::string::npos);
      CHECK(header(answer, "X-Content-Type-Options") == "nosniff");
      CHECK(header(answer, "Referrer-Policy") == "same-origin");
      if (!cookie.empty()) CHECK(header(answer, "Cache-Control") == "no-store");
      if (!cookie.empty()) CHECK(answer.shared_for.count() == 0);
    }
  }
}
