// SPDX-License-Identifier: AGPL-3.0-or-later
#include <doctest/doctest.h>

#include "identity/portal.h"
#include "web/pages/admin/acts.h"
#include "web/site_test.h"

using namespace mosharekat;
using namespace mosharekat::testing;

namespace {

std::vector<std::pair<std::string, std::string>> agency_fields(const identity::AgencyId& parent, std::string slug) {
  return {
      {"parent", parent.value}, {"kind", "unit"}, {"slug", std::move(slug)}, {"name_fa", "دفتر تازه"}, {"name_en", "New Office"}};
}

}  // namespace

TEST_CASE("an agency's administrator founds and changes units of the own tree and of no other") {
  SiteUnderTest site;
  const std::string admin = site.session(site.town.agency_admin);
  CHECK(site.post("/desk/agencies", agency_fields(site.town.institute, "fresh"), admin).status == 303);
  CHECK(site.post("/desk/agencies", agency_fields(site.town.other_ministry, "fresh2"), admin).status == 403);
  CHECK(site.post("/desk/agencies", agency_fields({}, "fresh3"), admin).status == 403);
  CHECK(site.get("/desk/agencies/" + site.town.institute.value, admin).status == 200);
  CHECK(site.get("/desk/agencies/" + site.town.other_office.value, admin).status == 404);
  CHECK(site.get("/agencies/fresh").status == 200);
  CHECK(site.post("/desk/agencies", agency_fields({}, "fresh3"), site.session(site.town.national_admin)).status == 303);
}

TEST_CASE("a form of an agency that is not taken keeps what was typed") {
  SiteUnderTest site;
  const web::Response answer =
      site.post("/desk/agencies", agency_fields(site.town.ministry, "Not A Slug"), site.session(site.town.agency_admin));
  CHECK(answer.status == 422);
  CHECK(says(answer, "value=\"Not A Slug\""));
  CHECK(says(answer, "دفتر تازه"));
}

TEST_CASE("an administrator sees the staff of the own tree, invites, and gives and takes roles there") {
  SiteUnderTest site;
  const std::string admin = site.session(site.town.agency_admin);
  const web::Response list = site.get("/desk/people", admin);
  CHECK(says(list, "institute-expert@example.org"));
  CHECK(!says(list, "stranger@example.org"));
  CHECK(site.get("/desk/people/" + site.town.stranger.person.value, admin).status == 404);
  CHECK(says(site.get("/desk/people?role=approver", admin), "approver@example.org"));
  CHECK(!says(site.get("/desk/people?role=approver", admin), "lead@example.org"));
  CHECK(site.post("/desk/people/invitations",
                  {{"email", "new@example.org"}, {"invite_agency", site.town.policy_office.value}, {"invite_role", "expert"}},
                  admin)
            .status == 303);
  CHECK(site.town.mails("new@example.org").size() == 1);
  CHECK(site.post("/desk/people/invitations",
                  {{"email", "new@example.org"}, {"invite_agency", site.town.other_office.value}, {"invite_role", "expert"}},
                  admin)
            .status == 403);
  CHECK(site.post("/desk/people/invitations",
                  {{"email", "not an address"}, {"invite_agency", site.town.policy_office.value}, {"invite_role", "expert"}},
                  admin)
            .status == 422);
  const std::string person = "/desk/people/" + site.town.expert.person.value;
  CHECK(site.post(person + "/roles", {{"agency", site.town.institute.value}, {"role", "moderator"}}, admin).status == 303);
  CHECK(site.post(person + "/roles", {{"agency", site.town.ministry.value}, {"role", "national_admin"}}, admin).status == 403);
  CHECK(site.post(person + "/roles/removal", {{"agency", site.town.institute.value}, {"role", "moderator"}}, admin).status ==
        303);
  CHECK(site.town.count("SELECT COUNT(*) FROM role_grant WHERE person = $1", {site.town.expert.person}) == 1);
  // Who is staff already gets the role without a letter.
  CHECK(site.post("/desk/people/invitations",
                  {{"email", "Lead@example.org"}, {"invite_agency", site.town.institute.value}, {"invite_role", "lead"}}, admin)
            .status == 303);
  CHECK(site.town.mails("lead@example.org").empty());
}

TEST_CASE("a period policy stands only on its source, and changes what a new call must keep") {
  SiteUnderTest site;
  const std::string admin = site.session(site.town.agency_admin);
  const auto ask = [&](const std::string& agency, const std::string& source) {
    return site
        .post("/desk/policies",
              {{"agency", agency},
               {"document_type", "circular"},
               {"days", "۱۴"},
               {"unit", "days"},
               {"counted_back_from", "issue"},
               {"source", source}},
              admin)
        .status;
  };
  CHECK(ask(site.town.ministry.value, "") == 422);
  CHECK(ask(site.town.other_ministry.value, "ماده ۵ قانون نمونه") == 403);
  CHECK(ask("", "ماده ۵ قانون نمونه") == 403);
  CHECK(ask(site.town.ministry.value, "ماده ۵ قانون نمونه") == 303);
  site.town.read([&](store::Transaction& tx) {
    const auto rule = consultation::policy_for(tx, *identity::agency(tx, site.town.institute), "circular");
    CHECK(rule.days == 14);
    CHECK(rule.source == "ماده ۵ قانون نمونه");
    CHECK(consultation::policy_for(tx, *identity::agency(tx, site.town.institute), "bylaw").days == 30);
  });
  CHECK(says(site.get("/desk/policies", admin), "ماده ۵ قانون نمونه"));
}

TEST_CASE("the auditor reads and exports the acts of the own tree, with before and after; citizens are not named") {
  SiteUnderTest site;
  const auto call = site.town.open_call();
  site.town.comment_on(call, site.town.sara, "m1", "ساعت کار کتابخانه کوتاه است.");
  const std::string admin = site.session(site.town.agency_admin), auditor = site.session(site.town.auditor);
  CHECK(site.post("/desk/agencies/" + site.town.institute.value,
                  {{"slug", "institute"}, {"name_fa", "پژوهشگاه نو"}, {"name_en", "New Institute"}}, admin)
            .status == 303);
  site.database->write_unlogged([&](store::Transaction& tx) {
    (void)ledger::append(tx, {.kind = "agency.changed",
                              .subject = site.town.other_office.value,
                              .actor = site.town.stranger.person.value,
                              .at = site.town.now});
  });
  const web::Response page = site.get("/desk/acts", auditor);
  CHECK(says(page, "پژوهشگاه نو"));
  CHECK(says(page, "پژوهشگاه نمونه"));
  CHECK(!says(page, "همه‌کارهٔ دیگر"));
  CHECK(!says(page, "سارا"));
  CHECK(says(site.get("/desk/acts?kind=contribution.received", auditor), "یک شهروند"));
  CHECK(!says(site.get("/desk/acts?kind=contribution.received", auditor), "پژوهشگاه نو"));
  CHECK(says(site.get("/desk/acts?actor=" + site.town.lead.person.value, auditor), "راهبر نمونه"));
  // To ask for the acts of one citizen answers nothing.
  CHECK(!says(site.get("/desk/acts?actor=" + site.town.sara.person.value, auditor), "<ol class=\"queue\">"));
  CHECK(site.get("/desk/acts?from=tomorrow", auditor).status == 422);
  CHECK(!says(site.get("/desk/acts?from=1406/01/01", auditor), "<ol class=\"queue\">"));
  const web::Response csv = site.get("/desk/acts.csv?kind=agency.changed", auditor);
  CHECK(csv.content_type == "text/csv; charset=utf-8");
  CHECK(says(csv, "agency.changed"));
  CHECK(says(csv, site.town.agency_admin.person.value));
  CHECK(!says(csv, site.town.stranger.person.value));
  CHECK(says(site.get("/desk/acts.json?kind=agency.changed", auditor), "\"name_fa\":\"پژوهشگاه نو\""));
  CHECK(says(site.get("/desk/acts", site.session(site.town.national_admin)), "همه‌کارهٔ دیگر"));
  CHECK(site.get("/desk/acts", admin).status == 403);
}

TEST_CASE("the log turns its pages back to the first act without losing one") {
  SiteUnderTest site;
  const std::string national = site.session(site.town.national_admin);
  site.database->write_unlogged([&](store::Transaction& tx) {
    for (int i = 0; i < 120; ++i)
      (void)ledger::append(tx, {.kind = "role.given",
                                .subject = site.town.expert.person.value,
                                .actor = site.town.agency_admin.person.value,
                                .at = site.town.now});
  });
  std::string target = "/desk/acts?kind=role.given";
  int found = 0, pages = 0;
  while (!target.empty() && pages < 10) {
    const std::string body = site.get(target, national).body;
    ++pages;
    for (std::size_t at = body.find("<li id=\""); at != std::string::npos; at = body.find("<li id=\"", at + 1)) ++found;
    const auto next = body.find("\" rel=\"next\"");
    const auto older = body.rfind("older=", next);
    target = next == std::string::npos ? "" : "/desk/acts?kind=role.given&" + body.substr(older, next - older);
  }
  CHECK(found == 120);
  CHECK(pages == 3);
}

TEST_CASE("every act that the town leaves behind is told in words") {
  SiteUnderTest site;
  const auto call = site.town.open_call();
  const auto sent = site.town.contribute(call, site.town.sara, "متن نمونه دربارهٔ کل پیش‌نویس");
  site.town.hide(sent.id);
  site.town.suspend(call);
  site.town.resume(call);
  site.town.close_by_clock(call);
  site.town.read([&](store::Transaction& tx) {
    for (const ledger::Entry& entry : ledger::acts(tx, {.limit = 1000})) {
      const auto& kinds = web::pages::admin::act_kinds();
      CHECK_MESSAGE(std::find(kinds.begin(), kinds.end(), entry.kind) != kinds.end(), entry.kind);
      CHECK_MESSAGE(locale::has("act." + entry.kind), entry.kind);
    }
  });
}

TEST_CASE("the portal's name stands at the head of its pages, in the reader's language") {
  SiteUnderTest site;
  const std::string admin = site.session(site.town.national_admin);
  CHECK(site.post("/desk/portal", {{"name_fa", "درگاه نمونهٔ مشارکت"}, {"name_en", ""}}, admin).status == 422);
  CHECK(!says(site.get("/"), "درگاه نمونهٔ مشارکت"));
  CHECK(site.post("/desk/portal", {{"name_fa", "درگاه نمونهٔ مشارکت"}, {"name_en", "Sample participation"}}, admin).status == 303);
  CHECK(says(site.get("/"), "درگاه نمونهٔ مشارکت</b>"));
  CHECK(says(site.get("/en/calls"), "<title>"));
  CHECK(says(site.get("/en/calls"), "Sample participation</title>"));
  CHECK(says(site.get("/en/calls.atom"), "Sample participation"));
  CHECK(site.post("/desk/portal", {{"name_fa", "دیگر"}, {"name_en", "Other"}}, site.session(site.town.agency_admin)).status ==
        403);
}

TEST_CASE("an emblem is shown on the pages of its agency and found at its address; what is no picture is refused in words") {
  SiteUnderTest site;
  const std::string slug = "sample";
  CHECK(site.get("/agencies/" + slug + "/emblem.png").status == 404);
  CHECK(site.get("/emblem.png").status == 404);
  must(identity::set_emblem(*site.database, site.town.agency_admin, site.town.now, site.town.ministry,
                            {"for print", "png of the ministry"}));
  const web::Response picture = site.get("/agencies/" + slug + "/emblem.png");
  CHECK(picture.status == 200);
  CHECK(picture.content_type == "image/png");
  CHECK(picture.body == "png of the ministry");
  CHECK(
      says(site.get("/calls/" + std::to_string(site.town.call(site.town.open_call()).number)), "/agencies/sample/emblem.png?v="));
  CHECK(!says(site.get("/"), "emblem.png"));
  must(identity::set_emblem(*site.database, site.town.national_admin, site.town.now, {}, {"for print", "png of the portal"}));
  CHECK(says(site.get("/"), "<img src=\"/emblem.png?v="));
  const std::string admin = site.session(site.town.agency_admin), form = "/desk/agencies/" + site.town.ministry.value;
  const web::Response refused = site.post(form + "/emblem", {}, admin);
  CHECK(refused.status == 422);
  CHECK(says(refused, "emblem-error"));
  CHECK(site.post("/desk/agencies/" + site.town.other_ministry.value + "/emblem", {{"remove", "1"}}, admin).status == 404);
  CHECK(site.post(form + "/emblem", {{"remove", "1"}}, admin).status == 303);
  CHECK(site.get("/agencies/" + slug + "/emblem.png").status == 404);
}

TEST_CASE("a kind of document that is added is offered for a call and retired again") {
  SiteUnderTest site;
  const std::string admin = site.session(site.town.national_admin), expert = site.session(site.town.expert);
  CHECK(site.post("/desk/document-types", {{"code", "Bad Code"}, {"name_fa", "استاندارد"}, {"name_en", "Standard"}}, admin)
            .status == 422);
  CHECK(!says(site.get("/en/desk/calls/new", expert), "Sample standard"));
  CHECK(site.post("/desk/document-types", {{"code", "standard"}, {"name_fa", "استاندارد نمونه"}, {"name_en", "Sample standard"}},
                  admin)
            .status == 303);
  CHECK(says(site.get("/en/desk/calls/new", expert), "Sample standard"));
  CHECK(site.post("/desk/document-types/retirement", {{"code", "standard"}}, admin).status == 303);
  CHECK(!says(site.get("/en/desk/calls/new", expert), "Sample standard"));
  CHECK(says(site.get("/en/desk/document-types", admin), "Sample standard"));
  CHECK(site.post("/desk/document-types/retirement", {{"code", "no_such"}}, admin).status == 404);
}
