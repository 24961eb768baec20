// SPDX-License-Identifier: AGPL-3.0-or-later
// The pages of answering with law, without JavaScript: what an officer, a reviewer and a committee's secretary click through.
#include <doctest/doctest.h>

#include "consultation/committee.h"
#include "consultation/reason_bank.h"
#include "consultation/review.h"
#include "web/site_test.h"

using namespace mosharekat;
using namespace mosharekat::testing;

namespace {

struct Office {
  SiteUnderTest site{};
  Town& town = site.town;
  CallId id = town.open_call();
  std::vector<ContributionId> comments{};
  std::string path{};
  std::string expert{}, approver{};

  Office() {
    for (int number = 1; number <= 4; ++number)
      comments.push_back(
          town.contribute(id, town.sara, "ساعت کار کتابخانه‌ها تا بیست و دو باشد.").id);
    town.close_by_clock(id);
    expert = site.session(town.expert);  // after the month that the call was open
    approver = site.session(town.approver);
    path = "/desk/calls/" + std::to_string(town.call(id).number);
  }
  int sent(const std::string& to, std::vector<std::pair<std::string, std::string>> fields, const std::string& cookie,
           const std::vector<ContributionId>& picks = {}) {
    for (const ContributionId& pick : picks) fields.emplace_back("pick", pick.value);
    return site.post(to, fields, cookie).status;
  }
  consultation::Disposition of(std::size_t at) {
    return town.read([&](store::Transaction& tx) { return consultation::disposition(tx, comments[at]).value(); });
  }
};

}  // namespace

TEST_CASE("laws and reasons are kept on their page, and a reason is chosen, adapted and given on the page of answers") {
  Office office;
  SiteUnderTest& site = office.site;
  const std::string agency = office.town.ministry.value;
  CHECK(says(site.get("/desk/law", office.expert), "/desk/law/laws"));
  CHECK(site.get("/desk/law", office.approver).status == 403);
  CHECK(office.sent("/desk/law/laws", {{"agency", agency}, {"name", " "}}, office.expert) == 422);
  CHECK(office.sent("/desk/law/laws", {{"agency", agency}, {"name", "قانون نمونه"}, {"article", "5"}}, office.expert) == 303);
  CHECK(office.sent("/desk/law/laws", {{"agency", office.town.institute.value}, {"name", "x"}}, office.expert) == 403);
  const auto laws = office.town.read([&](store::Transaction& tx) { return consultation::laws(tx, office.town.ministry); });
  REQUIRE(laws.size() == 1);
  CHECK(office.sent("/desk/law/reasons",
                    {{"agency", agency},
                     {"code", "rejected_legal"},
                     {"text", "قانون آن را روا نمی‌دارد."},
                     {"law", laws[0].id.value}},
                    office.expert) == 303);
  const auto bank =
      office.town.read([&](store::Transaction& tx) { return consultation::bank_reasons(tx, office.town.ministry); });
  REQUIRE(bank.size() == 1);
  CHECK(says(site.get("/desk/law?agency=" + agency + "&reason=" + bank[0].id.value, office.expert),
             "قانون آن را روا نمی‌دارد.</textarea>"));

  const web::Response answers = site.get(office.path + "/answers", office.expert);
  CHECK(says(answers, "value=\"" + bank[0].id.value + "\""));
  // Chosen and given at once.
  CHECK(office.sent(office.path + "/answers", {{"act", "dispose"}, {"code", "accepted"}, {"bank", bank[0].id.value}},
                    office.expert, {office.comments[0]}) == 303);
  CHECK(office.of(0).citation == "مادهٔ 5 قانون نمونه");
  // Written into the form first, which keeps what was picked, and then changed.
  std::vector<std::pair<std::string, std::string>> fields{
      {"act", "fill"}, {"bank", bank[0].id.value}, {"pick", office.comments[1].value}};
  const web::Response form = site.post(office.path + "/answers", fields, office.expert);
  CHECK(form.status == 200);
  CHECK(says(form, "قانون آن را روا نمی‌دارد.</textarea>"));
  CHECK(says(form, "<option value=\"rejected_legal\" selected>"));
  CHECK(says(form, "name=\"adapted_from\" value=\"" + bank[0].id.value + "\""));
  CHECK(says(form, "value=\"" + office.comments[1].value + "\" checked"));
  CHECK(office.sent(office.path + "/answers",
                    {{"act", "dispose"}, {"code", "noted"}, {"reason", "دگرگون"}, {"adapted_from", bank[0].id.value}},
                    office.expert, {office.comments[1]}) == 303);
  CHECK(office.of(1).reason == "دگرگون");
  const auto used =
      office.town.read([&](store::Transaction& tx) { return consultation::bank_reasons(tx, office.town.ministry); });
  CHECK(used[0].used == 2);
  CHECK(office.sent("/desk/law/reasons/" + bank[0].id.value, {{"act", "retire"}, {"agency", agency}}, office.expert) == 303);
  CHECK_FALSE(says(site.get(office.path + "/answers", office.expert), "value=\"" + bank[0].id.value + "\""));
}

TEST_CASE("a group and a theme get one answer each, and the page says how often it stands") {
  Office office;
  SiteUnderTest& site = office.site;
  CHECK(says(site.get(office.path + "/themes", office.expert), "/groups/1/answers"));
  const web::Response group = site.get(office.path + "/groups/1/answers", office.expert);
  CHECK(group.status == 200);
  for (const ContributionId& one : office.comments) CHECK(says(group, "value=\"" + one.value + "\" checked"));
  CHECK(site.get(office.path + "/groups/99/answers", office.expert).status == 404);
  CHECK(office.sent(office.path + "/groups/1/answers", {{"act", "dispose"}, {"code", "noted"}, {"reason", "یک پاسخ"}},
                    office.expert, {office.comments[0], office.comments[1]}) == 303);
  CHECK(says(site.get("/en" + office.path + "/answers?code=", office.expert), "this reason stands 2 times"));

  const auto theme =
      must(consultation::make_theme(*site.database, office.town.expert, office.town.now, office.id, {.name_fa = "محور"}));
  must(consultation::put_in_theme(*site.database, office.town.expert, office.town.now, theme, office.comments));
  const std::string of_theme = office.path + "/themes/" + theme.value + "/answers";
  const web::Response page = site.get(of_theme, office.expert);
  CHECK(page.status == 200);
  // What stands in the call is offered to begin from, for this theme's own answer.
  CHECK(says(page, "value=\"as:"));
  CHECK(office.sent(of_theme, {{"act", "dispose"}, {"code", "rejected_legal"}, {"reason", "دلیل"}}, office.expert) == 422);
  CHECK(office.sent(of_theme, {{"act", "dispose"}, {"code", "deferred"}, {"reason", "سال آینده"}}, office.expert) == 303);
  CHECK(office.of(0).reason == "یک پاسخ");
  CHECK(office.of(3).reason == "سال آینده");
  CHECK(site.get(office.path + "/themes/none/answers", office.expert).status == 404);
}

TEST_CASE("refusals wait in the reviewer's queue, are approved in a batch or come back with a note") {
  Office office;
  SiteUnderTest& site = office.site;
  Town& town = office.town;
  town.dispose(office.id, {office.comments[0], office.comments[1]}, "rejected_legal");
  const std::string admin = site.session(town.agency_admin), review = office.path + "/review";
  CHECK_FALSE(says(site.get("/desk", office.approver), "/review\""));
  CHECK(office.sent("/desk/reviews", {{"agency", town.ministry.value}, {"needed", "1"}}, office.approver) == 403);
  CHECK(office.sent("/desk/reviews", {{"agency", town.ministry.value}, {"needed", "1"}}, admin) == 303);
  CHECK(says(site.get("/desk", office.approver), review));
  CHECK(says(site.get("/desk/reviews", office.approver), review));
  CHECK(says(site.get(office.path + "/answers", office.expert), review));
  const std::string seen = std::to_string(town.now.time_since_epoch().count());
  CHECK(says(site.get(review, office.approver), "name=\"seen\" value=\"" + seen + "\""));
  CHECK(says(site.get("/en" + review, office.approver), "The same reason for 2 comments"));
  CHECK(office.sent(review, {{"act", "approve"}, {"seen", seen}}, office.expert, {office.comments[0]}) == 403);
  CHECK(office.sent(review, {{"act", "return"}, {"seen", seen}}, office.approver, {office.comments[0]}) == 422);
  CHECK(office.sent(review, {{"act", "return"}, {"seen", seen}, {"note", "مستند ناقص است"}}, office.approver,
                    {office.comments[0]}) == 303);
  CHECK(says(site.get(review + "?state=returned", office.expert), "مستند ناقص است"));
  CHECK(office.sent(review, {{"act", "approve"}, {"seen", seen}}, office.approver, {office.comments[1]}) == 303);
  CHECK(town.read([&](store::Transaction& tx) { return consultation::unanswered(tx, office.id).unreviewed; }) == 1);
}

TEST_CASE("the committee's pack is downloaded, and its minutes are recorded and seen beside the public answer") {
  Office office;
  SiteUnderTest& site = office.site;
  Town& town = office.town;
  const web::Response pack = site.get(office.path + "/committee.docx", office.expert);
  CHECK(pack.status == 200);
  CHECK(pack.body.starts_with("PK"));
  CHECK(header(pack, "Content-Disposition").find("committee.docx") != std::string::npos);
  CHECK(site.get(office.path + "/committee", office.approver).status != 200);
  CHECK(office.sent(office.path + "/minutes", {{"number", "12"}, {"held_on", "1405/02/11"}}, office.expert) == 422);
  CHECK(office.sent(office.path + "/minutes", {{"number", "12"}, {"held_on", "1405/02/11"}, {"members", "یک عضو"}},
                    office.expert) == 303);
  CHECK(says(site.get(office.path + "/committee", office.expert), "یک عضو"));
  const auto all = town.read([&](store::Transaction& tx) { return consultation::minutes_of_call(tx, office.id); });
  REQUIRE(all.size() == 1);
  CHECK(says(site.get(office.path + "/table", office.expert), "value=\"" + all[0].id.value + "\""));
  town.dispose(office.id, office.comments);
  office.site.database->write_unlogged(
      [&](store::Transaction& tx) { tx.execute("UPDATE disposition SET minutes = $1", {all[0].id}); });
  CHECK(says(site.get("/en" + office.path + "/answers?code=", office.expert), "Decided by the committee, minutes 12"));
  town.publish_report(office.id);
  const std::string shown = "/en/calls/" + std::to_string(town.call(office.id).number) + "/contributions/1";
  CHECK(says(site.get(shown), "Decided by the committee, minutes 12"));
  CHECK_FALSE(says(site.get(shown), "یک عضو"));  // who sat there is for the office
}
