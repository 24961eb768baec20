// SPDX-License-Identifier: AGPL-3.0-or-later
// When a report may be proposed, who is counted in it, and what of the final text it tells.
#include <doctest/doctest.h>
#include <future>
#include <thread>

#include "consultation/answer.h"
#include "consultation/contribution_store.h"
#include "report/report.h"
#include "testing/town.h"

using namespace mosharekat;
using namespace mosharekat::report;
using testing::each_database;
using testing::must;
using testing::refusal;
using testing::Town;

namespace {

Data data_of(Town& town, const CallId& id) {
  return town.read([&](store::Transaction& tx) { return compute(tx, consultation::call(tx, id).value()); });
}

ReportId written(Town& town, const CallId& id) {
  const ReportId report = must(start_report(town.database, town.lead, town.now, id, ""));
  must(set_parts(town.database, town.lead, town.now, report,
                 {{"summary", "fa", "خلاصهٔ نمونه"}, {"summary", "en", "A sample summary"}}));
  return report;
}

}  // namespace

TEST_CASE("a report is not proposed while a comment is undecided or waits for a moderator, or an appeal is open") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.open_call();
    const auto hidden = town.contribute(id, town.sara, "نظری که پنهان می‌شود").id;
    const auto waiting = town.contribute(id, town.omid, "تماس: 09121234567").id;
    town.hide(hidden);
    must(consultation::appeal(database, town.secret, town.now, {.actor = town.sara}, hidden, "این توهین نبود"));
    town.close_by_clock(id);
    const ReportId report = written(town, id);
    const auto propose = [&] { return refusal(propose_report(database, town.lead, town.now, report)); };
    CHECK(propose() == "report.error.without_disposition");
    town.dispose(id, {waiting});
    CHECK(propose() == "report.error.waiting");
    must(consultation::moderate(database, town.moderator, town.now, {.contributions = {waiting}, .publish = true}));
    CHECK(propose() == "report.error.appeals");
    const std::string open =
        town.read([&](store::Transaction& tx) { return consultation::open_appeals(tx, town.lead); }).at(0).id;
    must(consultation::decide_appeal(database, town.lead, town.now, open, false, "توهین بود"));
    CHECK(propose().empty());
  });
}

TEST_CASE("a report is proposed and published from what was decided last, also when that is decided at the same moment") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.open_call();
    const auto one = town.contribute(id, town.sara, "نظر سارا").id;
    town.close_by_clock(id);
    town.dispose(id, {one});
    const ReportId report = written(town, id);
    // A command that has locked the call and changed a decision, and commits only when `other` has begun.
    const auto meanwhile = [&](std::string_view change, auto other) {
      std::promise<void> changed;
      std::future<std::string> answer;
      auto decision = std::async(std::launch::async, [&] {
        database.write_unlogged([&](store::Transaction& tx) {
          consultation::lock(tx, id);
          tx.execute(change, {one});  // sql: one of the two below
          changed.set_value();
          std::this_thread::sleep_for(std::chrono::milliseconds(300));
        });
      });
      changed.get_future().wait();
      answer = std::async(std::launch::async, other);
      decision.get();
      return answer.get();
    };
    CHECK(meanwhile("UPDATE disposition SET code = 'accepted' WHERE contribution = $1", [&] {
            return refusal(propose_report(database, town.lead, town.now, report));
          }).empty());
    CHECK(town.count("SELECT COUNT(*) FROM report WHERE data LIKE '%\"code\":\"accepted\",\"outcome\"%'") == 1);
    const consultation::ApprovalId approval{town.read([&](store::Transaction& tx) {
                                                  return tx.one<std::string>("SELECT id FROM approval WHERE act = 'report'", {},
                                                                             [](store::Row& row) { return row.text(); });
                                                })
                                                .value()};
    CHECK(meanwhile("DELETE FROM disposition WHERE contribution = $1", [&] {
            return refusal(consultation::approve(database, town.approver, town.now, approval));
          }) == "report.error.without_disposition");
  });
}

TEST_CASE("an erased account is counted as the one member that it was") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.open_call();
    town.contribute(id, town.sara, "نظر یکم سارا");
    town.contribute(id, town.sara, "نظر دوم سارا");
    town.contribute(id, town.guest, "نظر مهمان");
    must(consultation::erase_person(database, town.secret, town.sara, town.now));
    const Data data = data_of(town, id);
    CHECK(data.participation.members == 1);
    CHECK(data.participation.guests == 1);
    CHECK(data.participation.people == 2);
  });
}

TEST_CASE("changes of the final text are told only once the approval is on record") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.open_call();
    town.close_by_clock(id);
    town.publish_report(id);
    document::Text text = testing::library_draft();
    text.provisions.at(2).text = "هر عضو می‌تواند ده کتاب را سه هفته به امانت بگیرد.";
    const auto version =
        must(consultation::set_final_text(database, town.expert, town.now, id, town.first_draft(id).id, text, "f"));
    must(consultation::set_change_source(database, town.expert, town.now, version, "m3", {}, "ابتکار خود دستگاه"));
    CHECK(data_of(town, id).changes.empty());
    must(consultation::record_approval(database, town.expert, town.now, id, {.authority = "شورای نمونه"}));
    CHECK(data_of(town, id).changes.size() == 1);
  });
}
