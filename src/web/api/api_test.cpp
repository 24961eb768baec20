// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/api/api.h"

#include <boost/json.hpp>
#include <cstdlib>
#include <doctest/doctest.h>
#include <fstream>

#include "web/api/openapi.h"
#include "web/site_test.h"

using namespace mosharekat;
using namespace mosharekat::testing;

namespace {

boost::json::object read(const web::Response& response) {
  CHECK(response.content_type == "application/json; charset=utf-8");
  return boost::json::parse(response.body).as_object();
}
std::string error_key(const web::Response& response) { return std::string(read(response).at("error").at("key").as_string()); }

// Every "$ref" of the document leads somewhere.
void check_references(const boost::json::value& whole, const boost::json::value& part) {
  if (part.is_array())
    for (const auto& one : part.as_array()) check_references(whole, one);
  if (!part.is_object()) return;
  for (const auto& [name, value] : part.as_object()) {
    if (name == "$ref") {
      const std::string target(value.as_string());
      INFO(target);
      REQUIRE(target.starts_with("#/components/schemas/"));
      CHECK(whole.at("components").at("schemas").as_object().contains(target.substr(21)));
    }
    check_references(whole, value);
  }
}

}  // namespace

TEST_CASE("calls are listed, paged and filtered, and a draft that is being prepared is not among them") {
  SiteUnderTest site;
  const auto first = site.town.open_call(), second = site.town.announced_call(3);
  const auto hidden = site.town.new_call();
  const auto all = read(site.get("/api/v1/calls"));
  CHECK(all.at("total") == 2);
  CHECK(all.at("next").is_null());
  CHECK(all.at("calls").as_array()[0].at("title").at("en") == "Regulation of sample libraries");
  const auto page = read(site.get("/api/v1/calls?per_page=1"));
  CHECK(page.at("calls").as_array().size() == 1);
  CHECK(page.at("next") == "https://participate.example/api/v1/calls?per_page=1&page=2");
  CHECK(read(site.get("/api/v1/calls?state=announced")).at("total") == 1);
  CHECK(read(site.get("/api/v1/calls?agency=other")).at("total") == 0);
  CHECK(site.get("/api/v1/calls/" + std::to_string(site.town.call(second).number)).status == 200);
  CHECK(error_key(site.get("/api/v1/calls/" + std::to_string(site.town.call(hidden).number))) == "call.error.unknown");
  CHECK(read(site.get("/api/v1/calls/" + std::to_string(site.town.call(first).number) + "/provisions"))
            .at("drafts")
            .as_array()[0]
            .at("provisions")
            .as_array()
            .size() == 4);
}

TEST_CASE("what is hidden or withdrawn keeps its number and loses its text") {
  SiteUnderTest site;
  const auto call = site.town.open_call();
  const auto shown = site.town.comment_on(call, site.town.sara, "m1", "ساعت کار کتابخانه کوتاه است.");
  const auto hidden = site.town.comment_on(call, site.town.omid, "m2", "عضویت رایگان خوب است.");
  site.town.hide(hidden.id);
  const auto list = read(site.get("/api/v1/calls/" + std::to_string(site.town.call(call).number) + "/contributions"));
  CHECK(list.at("total") == 2);
  CHECK(list.at("contributions").as_array()[0].at("number") == shown.number);
  CHECK(list.at("contributions").as_array()[0].at("body") == "ساعت کار کتابخانه کوتاه است.");
  const auto& stub = list.at("contributions").as_array()[1].as_object();
  CHECK(stub.at("state") == "hidden");
  CHECK(stub.at("hidden_reason") == "insult");
  CHECK(!stub.contains("body"));
  CHECK(boost::json::serialize(list).find("رایگان") == std::string::npos);
}

TEST_CASE("a parameter that is not known or not right is refused, and every refusal is JSON with a key and a sentence") {
  SiteUnderTest site;
  CHECK(site.get("/api/v1/calls?sate=open").status == 400);
  CHECK(error_key(site.get("/api/v1/calls?sate=open")) == "api.error.unknown_parameter");
  CHECK(error_key(site.get("/api/v1/calls?state=open&state=closed")) == "api.error.unknown_parameter");
  for (const char* query : {"page=0", "page=x", "per_page=101", "state=drafting", "agency=nobody"})
    CHECK(error_key(site.get("/api/v1/calls?" + std::string(query))) == "api.error.bad_parameter");
  CHECK(site.get("/api/v1/nothing").status == 404);
  CHECK(error_key(site.get("/api/v1/nothing")) == "problem.not_found");
  CHECK(read(site.get("/en/api/v1/calls?page=0")).at("error").at("message") == "The value of the parameter “page” is not right.");
}

TEST_CASE("closing before its time is refused with the sentence that says so, and takes a session and its token") {
  SiteUnderTest site;
  const auto call = site.town.open_call();
  const std::string address = "/en/api/v1/calls/" + std::to_string(site.town.call(call).number) + "/closure";
  CHECK(site.post(address, {}, "", false).status == 401);
  const std::string lead = site.session(site.town.lead), citizen = site.session(site.town.sara);
  CHECK(site.post(address, {}, citizen).status == 403);
  CHECK(error_key(site.post(address, {}, lead, false)) == "problem.csrf");
  web::Request request = site.request(web::Method::post, address, lead);
  request.headers.add("x-csrf-token", site.token(lead));
  const web::Response early = site.router.answer(request);
  CHECK(early.status == 409);
  CHECK(error_key(early) == "call.error.no_early_closing");
  CHECK(site.town.call(call).state == consultation::State::open);
  request.received = *site.town.call(call).closes_at;
  // By then the session is over: it was the last day of its owner too.
  CHECK(site.router.answer(request).status == 401);
  site.town.now = *site.town.call(call).closes_at;
  const std::string later = site.session(site.town.lead);
  CHECK(site.post(address, {}, later).status == 200);
  CHECK(site.town.call(call).state == consultation::State::closed);
}

TEST_CASE("the description of the interface names every route of it, and every reference in it leads somewhere") {
  const auto document = boost::json::parse(web::api::openapi_document("https://participate.example"));
  CHECK(document.at("openapi") == "3.1.0");
  std::size_t described = 0, real = 0;
  for (const auto& [path, methods] : document.at("paths").as_object()) described += methods.as_object().size();
  for (const web::Route& route : web::routes()) real += web::api::is_api(route.pattern);
  CHECK(described == real);
  check_references(document, document);
  if (const char* file = std::getenv("MOSHAREKAT_OPENAPI")) {
    std::ofstream out(file);
    out << boost::json::serialize(document);
  }
}
