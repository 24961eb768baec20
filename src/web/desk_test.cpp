// SPDX-License-Identifier: AGPL-3.0-or-later
// The desk's queues by unit, what the public sees of a comment under review, and tokens that differ from page to page.
#include <doctest/doctest.h>

#include "consultation/assignment.h"
#include "web/site_test.h"

using namespace mosharekat;
using namespace mosharekat::testing;

namespace {

std::string token_on(const web::Response& page) {
  const std::string_view mark = "name=\"csrf\" value=\"";
  const auto at = page.body.find(mark);
  if (at == std::string::npos) return "";
  const auto from = at + mark.size();
  return page.body.substr(from, page.body.find('"', from) - from);
}

std::string calls_path(const SiteUnderTest& site, const CallId& id, std::string_view rest) {
  return "/calls/" + std::to_string(const_cast<Town&>(site.town).call(id).number) + std::string(rest);
}

}  // namespace

TEST_CASE("the token of a form is spelled anew on each page, holds for its session, and not when a letter of it is changed") {
  SiteUnderTest site;
  const std::string cookie = site.session(site.town.sara);
  const std::string first = token_on(site.get("/me", cookie)), second = token_on(site.get("/me", cookie));
  REQUIRE_FALSE(first.empty());
  CHECK(first != second);
  // Not even a piece in common, which a compressed page would show by its length.
  for (std::size_t at = 0; at + 8 <= first.size(); ++at) CHECK(second.find(first.substr(at, 8)) == std::string::npos);
  for (const std::string& token : {first, second}) CHECK(web::csrf_holds(site.town.secret, cookie, token));
  CHECK_FALSE(web::csrf_holds(site.town.secret, "another", first));
  std::string wrong = first;
  wrong[50] = wrong[50] == 'A' ? 'B' : 'A';
  CHECK_FALSE(web::csrf_holds(site.town.secret, cookie, wrong));
  for (const std::string_view not_one : {"", "AAAA", "token"}) CHECK_FALSE(web::csrf_holds(site.town.secret, cookie, not_one));
}

TEST_CASE("a comment whose edited text is reviewed leaves a stub for others and its text for its author") {
  SiteUnderTest site;
  const CallId id = site.town.open_call();
  const auto one = site.town.contribute(id, site.town.sara, "نظر نخست").id;
  must(consultation::edit(*site.database, site.town.secret, site.town.now, {.actor = site.town.sara}, one,
                          {.body = "تماس: 09121234567"}));
  const std::string page = calls_path(site, id, "/contributions/1");
  const web::Response seen = site.get("/en" + page);
  CHECK(seen.status == 200);
  CHECK(says(seen, "being reviewed"));
  CHECK_FALSE(says(seen, "09121234567"));
  CHECK(says(site.get("/en" + calls_path(site, id, "/contributions")), "being reviewed"));
  CHECK(says(site.get(page, site.session(site.town.sara)), "09121234567"));
}

TEST_CASE("a moderator takes a former text out of the public history on the comment's page; nobody else is offered it") {
  SiteUnderTest site;
  const CallId id = site.town.open_call();
  const auto one = site.town.contribute(id, site.town.sara, "پلاک هفت").id;
  must(consultation::edit(*site.database, site.town.secret, site.town.now, {.actor = site.town.sara}, one,
                          {.body = "خانه‌ای"}));
  const std::string page = calls_path(site, id, "/contributions/1");
  const std::string moderator = site.session(site.town.moderator), lead = site.session(site.town.lead);
  CHECK(says(site.get(page), "پلاک هفت"));
  CHECK_FALSE(says(site.get(page, lead), "/blanking"));
  CHECK(says(site.get(page, moderator), page + "/revisions/1/blanking"));
  CHECK(site.post(page + "/revisions/1/blanking", {{"reason", "personal_data"}}, lead).status == 403);
  CHECK(site.post(page + "/revisions/1/blanking", {{"reason", "personal_data"}}, moderator).status == 303);
  CHECK_FALSE(says(site.get(page), "پلاک هفت"));
  CHECK(says(site.get("/en" + page), "took this former text out"));
}

TEST_CASE("comments are given to a unit with a note and a deadline, and its officer takes them on and answers them") {
  SiteUnderTest site;
  Town& town = site.town;
  const CallId id = town.open_call();
  const auto one = town.contribute(id, town.sara, "نظری که واحد دیگری پاسخ می‌دهد").id;
  town.close_by_clock(id);
  const std::string expert = site.session(town.expert), officer = site.session(town.institute_expert);
  const std::string answers = "/desk" + calls_path(site, id, "/answers");
  CHECK(says(site.get(answers, expert), "name=\"unit\""));
  const auto send = [&](std::vector<std::pair<std::string, std::string>> fields, const std::string& cookie,
                        const std::string& to) {
    fields.emplace_back("pick", one.value);
    return site.post(to, fields, cookie);
  };
  CHECK(send({{"act", "assign"}, {"unit", town.research_office.value}, {"due", "1405/13/45"}}, expert, answers).status == 422);
  CHECK(send({{"act", "assign"}, {"unit", town.research_office.value}, {"due", "1405/05/31"}}, expert, answers).status == 303);
  CHECK(send({{"act", "note"}, {"note", "با دفتر حقوقی هماهنگ شود"}}, expert, answers).status == 303);
  CHECK(says(site.get("/desk", officer), "/desk/assigned"));
  const web::Response queue = site.get("/desk/assigned", officer);
  CHECK(says(queue, "نظری که واحد دیگری پاسخ می‌دهد"));
  CHECK(says(queue, "با دفتر حقوقی هماهنگ شود"));
  CHECK_FALSE(says(site.get("/desk/assigned", site.session(town.stranger)), "نظری که واحد دیگری"));
  CHECK_FALSE(says(site.get(calls_path(site, id, "/contributions/1")), "با دفتر حقوقی"));
  CHECK(site.get("/desk/assigned", site.session(town.sara)).status == 403);
  CHECK(send({{"act", "take"}}, officer, "/desk/assigned").status == 303);
  CHECK(says(site.get("/desk/assigned?whose=mine", officer), "نظری که واحد دیگری"));
  CHECK(send({{"act", "dispose"}, {"code", "rejected_legal"}}, officer, "/desk/assigned").status == 422);
  CHECK(send({{"act", "dispose"}, {"code", "noted"}, {"reason", "دلیل"}}, officer, "/desk/assigned").status == 303);
  CHECK_FALSE(says(site.get("/desk/assigned", officer), "نظری که واحد دیگری"));
}

TEST_CASE("a staff member keeps the list's filter under a name, follows it and drops it") {
  SiteUnderTest site;
  const CallId id = site.town.open_call();
  const std::string expert = site.session(site.town.expert);
  const std::string answers = "/desk" + calls_path(site, id, "/answers");
  CHECK(site.post(answers, {{"act", "filter"}, {"filter", "code=&q=کتاب"}, {"filter_name", ""}}, expert).status == 422);
  CHECK(site.post(answers, {{"act", "filter"}, {"filter", "code=&q=a"}, {"filter_name", "دربارهٔ کتاب"}}, expert).status == 303);
  const auto kept =
      site.town.read([&](store::Transaction& tx) { return consultation::saved_filters(tx, site.town.expert.person, id); });
  REQUIRE(kept.size() == 1);
  const web::Response page = site.get(answers, expert);
  CHECK(says(page, "دربارهٔ کتاب"));
  CHECK(says(page, "answers?code=&amp;theme=&amp;given=&amp;q=a"));
  CHECK_FALSE(says(site.get(answers, site.session(site.town.lead)), "دربارهٔ کتاب"));
  CHECK(site.post("/desk" + calls_path(site, id, "/filters/") + kept[0].id + "/removal", {}, expert).status == 303);
  CHECK_FALSE(says(site.get(answers, expert), "دربارهٔ کتاب"));
}

TEST_CASE("stakeholders are named on the desk and, once invited, shown to everyone without their addresses") {
  SiteUnderTest site;
  const auto id = site.town.open_call();
  consultation::turn_clock(*site.database, site.town.now);
  const std::string number = std::to_string(site.town.call(id).number), page = "/desk/calls/" + number + "/stakeholders";
  const std::string expert = site.session(site.town.expert);
  CHECK(says(site.get(page, expert), "بخش خصوصی"));
  CHECK(!says(site.get("/calls/" + number), "دعوت‌شده"));
  const web::Response refused = site.post(page, {{"kind", "ngo"}, {"name_fa", ""}, {"email", "kept@example.org"}}, expert);
  CHECK(refused.status == 422);
  CHECK(says(refused, "value=\"kept@example.org\""));
  CHECK(
      site.post(
              page,
              {{"kind", "ngo"}, {"name_fa", "انجمن نمونهٔ کتاب‌خوانان"}, {"email", "readers@example.org"}},
              expert)
          .status == 303);
  CHECK(says(site.get(page, expert), "readers@example.org"));
  const web::Response shown = site.get("/calls/" + number);
  CHECK(says(shown, "انجمن نمونهٔ کتاب‌خوانان"));
  CHECK(!says(shown, "readers@example.org"));
  CHECK(says(site.get("/en/calls/" + number), "Not invited"));
  CHECK(site.post(page, {{"kind", "ngo"}, {"name_fa", "دیگری"}}, site.session(site.town.stranger)).status == 403);
}
