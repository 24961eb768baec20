// SPDX-License-Identifier: AGPL-3.0-or-later
// The office's day on the site: routes of several steps, deputies, letters and their papers, what came by letter, the register.
#include <doctest/doctest.h>

#include "consultation/letter.h"
#include "consultation/register.h"
#include "web/site_test.h"

using namespace mosharekat;
using namespace mosharekat::testing;

namespace {

std::string desk_of(SiteUnderTest& site, const CallId& id) { return "/desk/calls/" + std::to_string(site.town.call(id).number); }

}  // namespace

TEST_CASE("an administrator sets a route; its steps stand on the approvals page, and each holder finds the own step") {
  SiteUnderTest site;
  Town& town = site.town;
  const identity::Actor head = town.with_role(town.second_moderator, town.policy_office, identity::Role::lead);
  const std::string admin = site.session(town.agency_admin);
  const std::vector<std::pair<std::string, std::string>> route = {{"agency", town.ministry.value},
                                                                  {"act", "opening"},
                                                                  {"step_1", "role:lead:" + town.policy_office.value},
                                                                  {"title_fa_1", "رئیس اداره"},
                                                                  {"title_en_1", "Head of office"},
                                                                  {"step_2", "person:" + town.approver.person.value},
                                                                  {"title_fa_2", "معاون وزیر"}};
  CHECK(site.post("/desk/routes", route, site.session(town.stranger)).status == 403);
  CHECK(site.post("/desk/routes", route, admin).status == 303);
  const web::Response page = site.get("/desk/routes?agency=" + town.ministry.value + "&act=opening", admin);
  CHECK(says(page, "رئیس اداره"));
  CHECK(says(page, "value=\"معاون وزیر\""));
  CHECK(!says(site.get("/desk/routes", site.session(town.stranger)), "رئیس اداره"));

  const CallId id = town.prepared_call();
  const auto approval = town.propose_opening(id);
  const std::string act = "/desk/approvals/" + approval.value + "/approval";
  // The second holder sees it, without a button, until the first has passed it on.
  CHECK(!says(site.get("/desk/approvals", site.session(town.approver)), act));
  CHECK(site.post(act, {}, site.session(town.approver)).status == 403);
  CHECK(says(site.get("/desk/approvals", site.session(head)), act));
  CHECK(site.post(act, {}, site.session(head)).status == 303);
  const web::Response second = site.get("/desk/approvals", site.session(town.approver));
  CHECK(says(second, act));
  CHECK(says(second, "بازبین دوم"));  // who passed the first step
  CHECK(site.post(act, {}, site.session(town.approver)).status == 303);
  CHECK(town.call(id).state == consultation::State::open);
}

TEST_CASE("a deputy is named on a page and finds the absent person's step, with both names") {
  SiteUnderTest site;
  Town& town = site.town;
  const std::string today = locale::digits(Language::en, "1405/02/12");
  const std::vector<std::pair<std::string, std::string>> ask = {{"person", town.approver.person.value},
                                                                {"deputy", town.second_moderator.person.value},
                                                                {"first_day", today},
                                                                {"last_day", "1405/02/20"},
                                                                {"reason", "حکم ۷۷"}};
  CHECK(site.post("/desk/deputies", ask, site.session(town.lead)).status == 403);
  CHECK(site.post("/desk/deputies", ask, site.session(town.approver)).status == 303);
  CHECK(says(site.get("/desk/deputies", site.session(town.lead)), "حکم ۷۷"));
  CHECK(!says(site.get("/desk/deputies", site.session(town.stranger)), "حکم ۷۷"));
  auto wrong = ask;
  wrong[3].second = "1405/02/99";
  const web::Response refused = site.post("/desk/deputies", wrong, site.session(town.approver));
  CHECK(refused.status == 422);
  CHECK(says(refused, "value=\"1405/02/99\""));
  const auto approval = town.propose_opening(town.prepared_call());
  const web::Response page = site.get("/desk/approvals", site.session(town.second_moderator));
  CHECK(says(page, "جانشین تأییدکنندهٔ نمونه"));
  CHECK(site.post("/desk/approvals/" + approval.value + "/approval", {}, site.session(town.second_moderator)).status == 303);
}

TEST_CASE("a proposal whose opening day has passed says what an approval makes of it; the lead takes it back") {
  SiteUnderTest site;
  Town& town = site.town;
  const CallId id = town.prepared_call();
  const auto approval = town.propose_opening(id, 1);
  town.now = start_of_day_in_tehran(add_days(town.today(), 4));
  CHECK(
      says(site.get("/desk/approvals", site.session(town.approver)), "فراخوان بی‌تأیید باز نمی‌شود"));
  const std::string removal = "/desk/approvals/" + approval.value + "/removal";
  CHECK(says(site.get(desk_of(site, id), site.session(town.lead)), removal));
  CHECK(site.post(removal, {}, site.session(town.approver)).status == 403);
  CHECK(site.post(removal, {}, site.session(town.lead)).status == 303);
  CHECK(town.call(id).state == consultation::State::drafting);
}

TEST_CASE("a paper is given out as a file to keep, only to whom its letter is open") {
  SiteUnderTest site;
  Town& town = site.town;
  const CallId id = town.open_call();
  const auto letter = must(consultation::record_letter(*site.database, town.expert, town.now, id,
                                                       {.act = "opening",
                                                        .number = "۱۲",
                                                        .addressee = "سازمان نمونه",
                                                        .date = town.today(),
                                                        .published = false,
                                                        .scan = consultation::PaperFile{"نامه.pdf", "%PDF-1.4"}}));
  const std::string address = "/calls/" + std::to_string(town.call(id).number) + "/letters/" + letter.value + "/1";
  CHECK(site.get(address).status == 404);
  CHECK(site.get(address, site.session(town.sara)).status == 404);
  CHECK(site.get(address, site.session(town.stranger)).status == 404);
  const web::Response paper = site.get(address, site.session(town.approver));
  CHECK(paper.status == 200);
  CHECK(paper.content_type == "application/pdf");
  CHECK(header(paper, "Content-Disposition").starts_with("attachment; filename*=UTF-8''"));
  CHECK(header(paper, "X-Content-Type-Options") == "nosniff");
  const web::Response pdf = site.get(desk_of(site, id) + "/covering-letter.pdf?act=opening", site.session(town.expert));
  CHECK(pdf.status == 200);
  CHECK(pdf.body.starts_with("%PDF-"));
  CHECK(site.get(desk_of(site, id) + "/covering-letter.pdf?act=party", site.session(town.expert)).status == 404);
}

TEST_CASE("a clerk's form keeps what was typed, and what it takes is a comment like any other") {
  SiteUnderTest site;
  Town& town = site.town;
  const CallId id = town.open_call();
  const std::string office = desk_of(site, id) + "/office", expert = site.session(town.expert);
  std::vector<std::pair<std::string, std::string>> ask = {{"channel", "phone"},
                                                          {"received_on", "1405/02/12"},
                                                          {"body", "تلفنی گفت: ساعت کار کتابخانه کم است."},
                                                          {"once", "1234567890123456"}};
  const web::Response page = site.get(office, expert);
  CHECK(page.status == 200);
  CHECK(says(page, "name=\"once\""));
  ask[1].second = "1405/02/30";
  const web::Response late = site.post(desk_of(site, id) + "/intakes", ask, expert);
  CHECK(late.status == 422);
  CHECK(says(late, "تلفنی گفت"));
  ask[1].second = "1405/02/12";
  CHECK(site.post(desk_of(site, id) + "/intakes", ask, expert).status == 303);
  CHECK(says(site.get("/calls/" + std::to_string(town.call(id).number) + "/contributions"), "تلفنی گفت"));
  CHECK(says(site.get(office, expert), "کارشناس نمونه"));
}

TEST_CASE("the register and the plan are public; the calendar is one that programs read") {
  SiteUnderTest site;
  Town& town = site.town;
  CHECK(site.get("/register").status == 200);
  CHECK(site.get("/plan").status == 200);
  const CallId id = town.announced_call(3);
  must(consultation::record_irregular_act(*site.database, town.lead, town.now, id,
                                          {.kind = "issued_early",
                                           .authority = "وزیر نمونه",
                                           .document_number = "۵",
                                           .happened_on = town.today(),
                                           .reason = {"فوریت داشت.", "It was urgent."}}));
  CHECK(says(site.get("/register"), "فوریت داشت."));
  CHECK(says(site.get("/en/register"), "It was urgent."));
  CHECK(says(site.get("/calls/" + std::to_string(town.call(id).number)), "فوریت داشت."));
  const std::string lead = site.session(town.lead);
  CHECK(
      site.post(
              "/desk/plans",
              {{"plan_agency", town.ministry.value},
               {"plan_title_fa",
                "آیین‌نامهٔ بسیار بلند برای آزمودن شکستن خط‌های تقویم در میان حروف فارسی"},
               {"plan_title_en", "Regulation of parks, gardens; and trees"},
               {"plan_type", "bylaw"},
               {"plan_first_day", "1405/04/01"},
               {"plan_last_day", "1405/04/31"}},
              lead)
          .status == 303);
  CHECK(says(site.get("/plan"), "آیین‌نامهٔ بسیار بلند"));
  const web::Response calendar = site.get("/plan.ics");
  CHECK(calendar.content_type == "text/calendar; charset=utf-8");
  CHECK(says(calendar, "DTSTART;VALUE=DATE:20260622\r\n"));  // 1 Tir 1405
  CHECK(says(calendar, "DTEND;VALUE=DATE:20260723\r\n"));    // the day after 31 Tir
  CHECK(says(site.get("/en/plan.ics"), "Regulation of parks\\, gardens\\; and trees"));
  std::size_t at = 0;
  while (at < calendar.body.size()) {
    const auto end = calendar.body.find("\r\n", at);
    REQUIRE(end != std::string::npos);
    CHECK(end - at <= 75);
    CHECK((static_cast<unsigned char>(calendar.body[at]) & 0xC0) != 0x80);  // no letter is cut in two
    at = end + 2;
  }
}

TEST_CASE("holidays are changed by the country's administrator on a page; working days and clocks are set as policies") {
  SiteUnderTest site;
  Town& town = site.town;
  const std::string admin = site.session(town.agency_admin), national = site.session(town.national_admin);
  CHECK(says(site.get("/desk/holidays", admin), "عاشورا"));
  const std::vector<std::pair<std::string, std::string>> ask = {
      {"kind", "closure"}, {"day", "1405/03/11"}, {"name_fa", "آلودگی هوا"}, {"source", "اطلاعیه"}};
  CHECK(site.post("/desk/holidays", ask, admin).status == 403);
  CHECK(site.post("/desk/holidays", ask, national).status == 303);
  CHECK(says(site.get("/desk/holidays", admin), "آلودگی هوا"));
  CHECK(site.post("/desk/holidays/move", {{"key", "1405-5-13"}, {"by", "1"}}, national).status == 303);
  CHECK(site.post("/desk/holidays/move", {{"key", "nonsense"}, {"by", "1"}}, national).status == 404);
  CHECK(site.post("/desk/holidays/removal", {{"key", "1405-3-11"}}, national).status == 303);
  CHECK(!says(site.get("/desk/holidays", admin), "آلودگی هوا"));
  CHECK(site.post("/desk/policies",
                  {{"agency", town.ministry.value},
                   {"document_type", ""},
                   {"days", "۲۰"},
                   {"unit", "working_days"},
                   {"notice_days", "۷"},
                   {"source", "تصمیم نمونه"}},
                  admin)
            .status == 303);
  CHECK(says(site.get("/desk/policies", admin), "۲۰ روز کاری"));
  CHECK(site.post("/desk/duty-clocks",
                  {{"duty_agency", town.ministry.value},
                   {"duty", "report"},
                   {"duty_days", "15"},
                   {"duty_unit", "working_days"},
                   {"duty_source", "شیوه‌نامهٔ نمونه"}},
                  admin)
            .status == 303);
  CHECK(says(site.get("/desk/policies", admin), "شیوه‌نامهٔ نمونه"));
  const web::Response refused =
      site.post("/desk/duty-clocks",
                {{"duty_agency", town.ministry.value}, {"duty", "report"}, {"duty_days", "0"}, {"duty_source", "x"}}, admin);
  CHECK(refused.status == 422);
  CHECK(says(refused, "id=\"duty_days-error\""));
}

TEST_CASE("a strategy is published on a page of the agency, and its former versions stay readable") {
  SiteUnderTest site;
  Town& town = site.town;
  const std::string admin = site.session(town.agency_admin), place = "/desk/agencies/" + town.ministry.value + "/strategy";
  CHECK(site.get("/agencies/sample/strategy").status == 404);
  std::vector<std::pair<std::string, std::string>> ask = {{"title_fa", "راهبرد نمونه"}, {"title_en", "Sample strategy"},
                                                          {"text_fa", "نخستین متن."},   {"legal_basis", "مصوبهٔ نمونه"},
                                                          {"signed_by", "وزیر نمونه"},  {"signed_on", "1405/02/10"}};
  CHECK(site.get(place, site.session(town.stranger)).status == 404);
  CHECK(site.post(place, ask, site.session(town.lead)).status == 403);
  const std::string approver = site.session(town.approver);
  const auto sign = [&] {
    const auto hash =
        town.read([&](store::Transaction& tx) { return tx.query("SELECT hash FROM strategy_proposal").first().text(); });
    CHECK(site.post(place + "/signature", {{"hash", hash}}, approver).status == 303);
  };
  CHECK(site.post(place, ask, admin).status == 303);
  sign();
  ask[2].second = "دومین متن.";
  CHECK(site.post(place, ask, admin).status == 303);
  CHECK(site.post(place + "/removal", {}, admin).status == 303);
  CHECK(says(site.get("/agencies/sample/strategy"), "نخستین متن."));
  CHECK(site.post(place, ask, admin).status == 303);
  sign();
  CHECK(site.post(place, ask, admin).status == 422);
  CHECK(says(site.get("/agencies/sample/strategy"), "دومین متن."));
  CHECK(says(site.get("/agencies/sample/strategy?version=1"), "نخستین متن."));
  CHECK(says(site.get("/agencies/sample"), "/agencies/sample/strategy"));
}
