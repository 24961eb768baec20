// SPDX-License-Identifier: AGPL-3.0-or-later
// Long work of the staff's pages: asked for in a form, done by the loop of `serve`, looked at by who asked and by administrators.
#include <doctest/doctest.h>

#include "base/hash.h"
#include "consultation/draft.h"
#include "document/import.h"
#include "report/working_table.h"
#include "web/jobs.h"
#include "web/pages/desk/draft_job.h"
#include "web/pages/desk/table_job.h"
#include "web/site_test.h"

using namespace mosharekat;
using namespace mosharekat::testing;

namespace {

const std::atomic<bool> never = false;

struct Office {
  SiteUnderTest site{};
  Town& town = site.town;
  job::Handlers handlers = web::job_handlers(site.portal);

  bool work() { return job::run_next(*site.database, site.clock, handlers, never); }
  // A form with one file; answers where it leads.
  web::Response send(const std::string& path, const std::string& cookie, std::string name, std::string content) {
    web::Request made = site.request(web::Method::post, path, cookie);
    made.form.add("csrf", site.token(cookie));
    made.uploads["file"].push_back({std::move(name), std::move(content)});
    return site.router.answer(made);
  }
  std::string desk(const CallId& id, std::string_view rest) {
    return "/desk/calls/" + std::to_string(town.call(id).number) + std::string(rest);
  }
};

// A table whose decisions are long, and no two of them alike, so that no packing makes it small.
std::string large_table(Town& town, const CallId& id, std::string_view result) {
  auto rows = town.read([&](store::Transaction& tx) { return consultation::working_table(tx, id, Language::en); });
  for (consultation::TableRow& row : rows) {
    row.result = std::string(result);
    row.reason = hash::base64url(hash::random_bytes(2000));
  }
  return report::xlsx({.language = Language::en, .title = "Table", .agency = "Sample", .made_at = {}, .rows = rows});
}
CallId closed_call(Town& town, int comments) {
  const CallId id = town.open_call();
  for (int i = 0; i < comments; ++i) town.contribute(id, town.sara, "نظر شمارهٔ " + std::to_string(i));
  town.close_by_clock(id);
  return id;
}
std::int64_t left(Town& town, const CallId& id) {
  return town.read([&](store::Transaction& tx) { return consultation::unanswered(tx, id).without_disposition; });
}

}  // namespace

TEST_CASE(
    "a large working table is taken in beside the requests: its page tells how far it is, to the asker and administrators alone") {
  Office office;
  Town& town = office.town;
  const CallId id = closed_call(town, 40);
  const std::string expert = office.site.session(town.expert);
  const std::string file = large_table(town, id, "Accepted");
  REQUIRE(file.size() > web::pages::desk::table_at_once_bytes);
  const web::Response sent = office.send(office.desk(id, "/table"), expert, "table.xlsx", file);
  REQUIRE(sent.status == 303);
  const std::string page = header(sent, "Location");
  REQUIRE(page.starts_with("/desk/jobs/"));

  CHECK(says(office.site.get("/en" + page, expert), "Waiting for its turn"));
  CHECK(says(office.site.get("/en" + page, expert), "/assets/progress"));
  CHECK(says(office.site.get("/en/desk", expert), page));
  CHECK(office.site.get(page, office.site.session(town.agency_admin)).status == 200);
  for (const identity::Actor& other : {town.lead, town.auditor, town.stranger})
    CHECK(office.site.get(page, office.site.session(other)).status == 404);
  CHECK(office.site.get(page, office.site.session(town.sara)).status != 200);
  CHECK(office.site.get(page).status == 303);  // to sign in
  CHECK(left(town, id) == 40);

  CHECK(office.work());
  CHECK(left(town, id) == 0);
  const web::Response done = office.site.get("/en" + page, expert);
  CHECK(says(done, "Finished"));
  CHECK(says(done, office.desk(id, "/answers?code=")));
  CHECK_FALSE(says(done, "/assets/progress"));
  CHECK(office.site.get(page + "/file", expert).status == 404);  // there is none
  CHECK_FALSE(office.work());
}

TEST_CASE("the wrong rows of a large table stand on the table's page, and nothing of it is taken in") {
  Office office;
  Town& town = office.town;
  const CallId id = closed_call(town, 40), other = closed_call(town, 1);
  const std::string expert = office.site.session(town.expert);
  const web::Response sent =
      office.send(office.desk(id, "/table"), expert, "table.xlsx", large_table(town, id, "Accepted, but only on Mondays"));
  const std::string page = header(sent, "Location");
  REQUIRE(page.starts_with("/desk/jobs/"));
  CHECK(office.work());
  CHECK(left(town, id) == 40);
  const web::Response failed = office.site.get("/en" + page, expert);
  CHECK(says(failed, "Not done"));
  const std::string wrong = "?job=" + page.substr(std::string("/desk/jobs/").size());
  CHECK(says(failed, office.desk(id, "/table") + wrong));
  const web::Response rows = office.site.get("/en" + office.desk(id, "/table") + wrong, expert);
  CHECK(rows.status == 200);
  CHECK(says(rows, "only on Mondays"));
  // Neither another's nor on the page of another call.
  CHECK_FALSE(
      says(office.site.get("/en" + office.desk(id, "/table") + wrong, office.site.session(town.lead)), "only on Mondays"));
  CHECK_FALSE(says(office.site.get("/en" + office.desk(other, "/table") + wrong, expert), "only on Mondays"));
}

TEST_CASE("what the asker may no longer do when its turn comes is not done") {
  Office office;
  Town& town = office.town;
  const CallId id = closed_call(town, 40);
  const std::string expert = office.site.session(town.expert);
  const std::string page =
      header(office.send(office.desk(id, "/table"), expert, "table.xlsx", large_table(town, id, "Accepted")), "Location");
  must(identity::take_role(*office.site.database, town.agency_admin, town.now, town.expert.person, town.policy_office,
                           identity::Role::expert));
  CHECK(office.work());
  CHECK(left(town, id) == 40);
  const auto ended =
      town.read([&](store::Transaction& tx) { return job::find(tx, {page.substr(std::string("/desk/jobs/").size())}).value(); });
  CHECK(ended.state == job::State::failed);
  CHECK(ended.error.value().key == "disposition.error.table_rows");  // and each row says that it is not theirs
}

TEST_CASE("a long draft becomes provisions beside the requests, with what reading it left out; a text without articles too") {
  Office office;
  Town& town = office.town;
  const CallId id = town.new_call();
  const std::string expert = office.site.session(town.expert);
  std::string text = "آیین‌نامهٔ نمونه\n";
  for (int i = 1; text.size() < web::pages::desk::draft_at_once_bytes; ++i) {
    if (i == 7) continue;  // a number that is missing
    text += "ماده " + std::to_string(i) + "- متن این ماده دربارهٔ کار شمارهٔ " + std::to_string(i) + " است.\n";
  }
  const std::string page = header(office.send(office.desk(id, "/drafts"), expert, "draft.txt", text), "Location");
  REQUIRE(page.starts_with("/desk/jobs/"));
  CHECK(town.read([&](store::Transaction& tx) { return consultation::drafts(tx, id).empty(); }));
  document::start_import_helper();
  CHECK(office.work());
  const auto drafts = town.read([&](store::Transaction& tx) { return consultation::drafts(tx, id); });
  REQUIRE(drafts.size() == 1);
  const auto source = town.read([&](store::Transaction& tx) { return consultation::source_of(tx, drafts[0].version); });
  CHECK(source.name == "draft.txt");
  REQUIRE(source.warnings.size() == 1);
  CHECK(source.warnings[0].key == "import.warning.articles_missing");
  const web::Response desk = office.site.get("/en" + office.desk(id, ""), expert);
  CHECK(says(desk, "After article 6 comes article 8."));
  CHECK(says(office.site.get(office.desk(id, ""), expert), "هنگام خواندن این پرونده"));
}
