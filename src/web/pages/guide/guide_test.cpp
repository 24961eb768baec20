// SPDX-License-Identifier: AGPL-3.0-or-later
// Guidance on the site: advice on the writing, templates, the steps of a first call, the lessons.
#include <doctest/doctest.h>

#include "consultation/tour.h"
#include "consultation/writing.h"
#include "web/site_test.h"

using namespace mosharekat;
using namespace mosharekat::testing;

namespace {

std::string desk_of(SiteUnderTest& site, const CallId& id) { return "/desk/calls/" + std::to_string(site.town.call(id).number); }

}  // namespace

TEST_CASE("advice on the writing stands on the call's page after saving, and keeps nothing from being saved or sent") {
  SiteUnderTest site;
  Town& town = site.town;
  const CallId id = town.prepared_call();
  const std::string desk = desk_of(site, id), expert = site.session(town.expert);
  CHECK(!says(site.get(desk, expert), "id=\"advice\""));
  CHECK(
      site.post(desk + "/texts", {{"summary_fa", "مقتضی است متن بررسی می شود."}, {"summary_en", "Pursuant to the law."}}, expert)
          .status == 303);
  CHECK(site.post(desk + "/questions",
                  {{"question_q1", "آیا موافق نیستید که مهلت کوتاه است؟"}, {"question_q1_second", "Is it clear and fair?"}},
                  expert)
            .status == 303);
  const web::Response page = site.get(desk, expert);
  CHECK(says(page, "<mark>مقتضی است</mark>"));
  CHECK(says(page, "لازم است"));
  CHECK(says(page, "<mark>می شود</mark>"));
  CHECK(says(page, "<mark>Pursuant to</mark>"));
  CHECK(says(page, "<mark>آیا موافق نیستید که</mark>"));
  CHECK(says(page, "<mark>clear and fair</mark>"));
  CHECK(says(page, "href=\"#question_q1\""));
  CHECK(says(site.get("/en" + desk, expert), "Leading question"));
  CHECK(site.post(desk + "/opening", {{"first_day", "1405/02/12"}, {"last_day", "1405/03/20"}}, site.session(town.lead)).status ==
        303);
}

TEST_CASE("a text that is pasted for checking is advised on and not kept") {
  SiteUnderTest site;
  const std::string expert = site.session(site.town.expert);
  CHECK(site.get("/desk/writing", site.session(site.town.sara)).status == 403);
  const auto before = site.database->version();
  const web::Response found =
      site.post("/desk/writing",
                {{"text", "این کار رایگان می‌باشد <b>."}, {"language", "fa"}, {"kind", "prose"}}, expert);
  CHECK(found.status == 200);
  CHECK(says(found, "<mark>می‌باشد</mark>"));
  CHECK(says(found, "&lt;b&gt;"));
  CHECK(says(site.post("/desk/writing", {{"text", "این کار رایگان است."}, {"language", "fa"}}, expert),
             "نکته‌ای به چشم نیامد"));
  CHECK(says(site.post("/en/desk/writing", {{"text", "Is it clear and fair?"}, {"language", "en"}, {"kind", "question"}}, expert),
             "Two questions in one"));
  CHECK(site.database->version() == before);
}

TEST_CASE("a call begins from the template of its kind, or empty where that is asked") {
  SiteUnderTest site;
  Town& town = site.town;
  const std::string expert = site.session(town.expert);
  CHECK(says(site.get("/desk/calls/new", expert), locale::sentence(Language::fa, "call_template.bylaw.q1")));
  CHECK(says(site.get("/en/desk/calls/new", expert), locale::sentence(Language::en, "call_template.circular.q3")));
  std::vector<std::pair<std::string, std::string>> ask = {{"title_fa", "آیین‌نامهٔ نمونه"},
                                                          {"document_type", "bylaw"},
                                                          {"preparing_unit", town.policy_office.value},
                                                          {"lead_unit", town.public_relations.value},
                                                          {"start", "template"}};
  const web::Response begun = site.post("/desk/calls", ask, expert);
  REQUIRE(begun.status == 303);
  const web::Response page = site.get(header(begun, "Location"), expert);
  CHECK(says(page, locale::sentence(Language::fa, "call_template.bylaw.q1")));
  CHECK(says(page, "[… وضع کنونی]"));
  CHECK(says(page, "جای خالیِ الگو پر نشده است"));
  ask.back().second = "empty";
  const web::Response empty = site.post("/desk/calls", ask, expert);
  REQUIRE(empty.status == 303);
  CHECK(!says(site.get(header(empty, "Location"), expert), "[… وضع کنونی]"));
}

TEST_CASE("an administrator writes the agency's own template, and only within the own tree") {
  SiteUnderTest site;
  Town& town = site.town;
  const std::string admin = site.session(town.agency_admin);
  const std::string agency = town.ministry.value, form = "/desk/templates/bylaw?agency=" + agency;
  CHECK(site.get("/desk/templates", site.session(town.expert)).status == 403);
  CHECK(site.get(form, admin).status == 200);
  CHECK(site.get("/desk/templates/unknown", admin).status == 404);
  CHECK(site.get("/desk/templates/bylaw?agency=" + town.other_ministry.value, admin).status == 404);
  const std::string question = "رعایت این آیین‌نامه چند روز از شما می‌گیرد؟";
  CHECK(site.post("/desk/templates/bylaw", {{"agency", town.other_ministry.value}, {"q1_fa", question}}, admin).status == 403);
  CHECK(site.post("/desk/templates/bylaw", {{"agency", ""}, {"q1_fa", question}}, admin).status == 403);
  const web::Response refused =
      site.post("/desk/templates/bylaw", {{"agency", agency}, {"q1_fa", std::string(1001, 'x')}, {"q2_fa", question}}, admin);
  CHECK(refused.status == 422);
  CHECK(says(refused, question));
  CHECK(site.post("/desk/templates/bylaw", {{"agency", agency}, {"q1_fa", question}}, admin).status == 303);
  CHECK(says(site.get(form, admin), question));
  CHECK(says(site.get("/desk/calls/new", site.session(town.expert)), question));
  CHECK(!says(site.get("/desk/templates/bylaw", site.session(town.national_admin)), question));
}

TEST_CASE("the steps stand on the desk of who has no reported call, are put away, stay so, and come back from the guide") {
  SiteUnderTest site;
  Town& town = site.town;
  const std::string expert = site.session(town.expert), approver = site.session(town.approver);
  const web::Response first = site.get("/desk", expert);
  CHECK(says(first, "id=\"tour\" open"));
  CHECK(says(first, "href=\"/desk/calls/new\""));
  CHECK(says(first, "دست‌کم ۳۰ روز"));
  CHECK(says(first, "تا ۳۰ روز پس از پایان مهلت"));
  CHECK(!says(site.get("/desk", approver), "id=\"tour\""));
  const std::string desk = desk_of(site, town.new_call());
  CHECK(says(site.get(desk, expert), desk + "#texts"));
  CHECK(site.post("/desk/tour", {{"shown", "no"}}, approver).status == 403);
  const web::Response away = site.post("/desk/tour", {{"shown", "no"}, {"call", desk.substr(12)}}, expert);
  CHECK(header(away, "Location") == desk + "?done=tour_put_away");
  CHECK(!says(site.get("/desk", expert), "id=\"tour\""));
  CHECK(!says(site.get(desk, expert), "id=\"tour\""));
  CHECK(says(site.get(desk, site.session(town.lead)), "id=\"tour\""));
  CHECK(says(site.get("/guide", expert), "id=\"tour\" open"));
  CHECK(header(site.post("/desk/tour", {{"shown", "yes"}, {"call", "//evil.example"}}, expert), "Location") ==
        "/desk?done=tour_shown");
  CHECK(says(site.get("/desk", expert), "id=\"tour\""));
}

TEST_CASE("the guide is for the staff, the lessons for everyone; both are found from help and the form") {
  SiteUnderTest site;
  const std::string expert = site.session(site.town.expert), sara = site.session(site.town.sara);
  CHECK(site.get("/guide").status == 303);
  CHECK(site.get("/guide", sara).status == 403);
  CHECK(site.get("/guide", expert).status == 200);
  CHECK(site.get("/learn").status == 200);
  CHECK(says(site.get("/help"), "href=\"/learn\""));
  CHECK(!says(site.get("/help", sara), "href=\"/guide\""));
  CHECK(says(site.get("/help", expert), "href=\"/guide\""));
  const std::string call = "/calls/" + std::to_string(site.town.call(site.town.open_call()).number);
  CHECK(says(site.get("/en" + call + "/contributions/new?kind=whole"), "href=\"/en/learn#l1\""));
  CHECK(says(site.get("/robots.txt"), "Disallow: /guide"));
}

TEST_CASE("what the guide and the lessons teach they also do, and what they warn of is what is found") {
  const auto faults = [](Language language, const std::string& key) {
    INFO(key);
    CHECK(locale::has(key));
    return consultation::check_writing(locale::sentence(language, key), code(language)).size();
  };
  for (const Language language : all_languages) {
    for (const consultation::TourStep step : consultation::all_tour_steps)
      CHECK(faults(language, "tour.step." + std::string(consultation::name(step)) + ".text") == 0);
    for (const std::string noun : {"guide", "learn"}) {
      CHECK(faults(language, noun + ".lead") == 0);
      for (int number = 1; locale::has(noun + ".lesson." + std::to_string(number) + ".title"); ++number) {
        const std::string lesson = noun + ".lesson." + std::to_string(number);
        INFO(lesson);
        CHECK(faults(language, lesson + ".text") == 0);
        for (int i = 1; locale::has(lesson + ".good." + std::to_string(i)); ++i)
          CHECK(faults(language, lesson + ".good." + std::to_string(i)) == 0);
      }
    }
    CHECK(faults(language, "guide.lesson.1.poor.1") > 0);
    CHECK(faults(language, "guide.lesson.2.poor.1") > 0);
  }
}
