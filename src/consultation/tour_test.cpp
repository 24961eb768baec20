// SPDX-License-Identifier: AGPL-3.0-or-later
#include "consultation/tour.h"

#include "consultation/stakeholder.h"
#include "testing/town.h"

using namespace mosharekat;
using namespace mosharekat::consultation;
using namespace mosharekat::testing;

namespace {

// "d" done, "n" next, "l" later, a letter for each step.
std::string path_of(Town& town, const std::optional<CallId>& id) {
  return town.read([&](store::Transaction& tx) {
    const auto at = id ? call(tx, *id) : std::nullopt;
    std::string path;
    for (const TourLine& line : tour(tx, *identity::agency(tx, town.ministry), at, town.now))
      path += line.progress == Progress::done ? 'd' : line.progress == Progress::next ? 'n' : 'l';
    return path;
  });
}

}  // namespace

TEST_CASE("the steps of a call are done, next or later as the call stands") {
  each_database([](store::Database& database) {
    Town town(database);
    CHECK(path_of(town, std::nullopt) == "nllllllllll");
    const CallId id = town.new_call();
    CHECK(path_of(town, id) == "dnlllllllll");
    town.set_draft(id);
    CHECK(path_of(town, id) == "dndllllllll");  // out of order is done all the same
    town.write_texts(id);
    CHECK(path_of(town, id) == "dddnlllllll");
    must(set_questions(database, town.expert, town.now, id, {{"کدام ماده دشوار است؟", "Which article is difficult?"}}));
    CHECK(path_of(town, id) == "ddddnllllll");
    must(name_stakeholder(database, town.expert, town.now, id, {.kind = "ngo", .name_fa = "انجمن نمونه"}));
    CHECK(path_of(town, id) == "dddddnlllll");
    const auto approval = town.propose_opening(id);
    CHECK(path_of(town, id) == "ddddddnllll");
    must(approve(database, town.approver, town.now, approval));
    CHECK(path_of(town, id) == "dddddddnlll");
    const Call opened = town.call(id);
    town.read([&](store::Transaction& tx) {
      const auto lines = tour(tx, *identity::agency(tx, town.ministry), opened, town.now);
      CHECK(lines[5].rule->days == 30);
      CHECK(*lines[7].hours == 48);
      CHECK(*lines[7].due == *opened.closes_at);
      CHECK(*lines[9].due == report_due(opened));
      return 0;
    });
    town.now = *town.call(id).closes_at;
    CHECK(path_of(town, id) == "dddddddddnl");  // nobody commented, so nothing waits for an answer
  });
}

TEST_CASE(
    "the list is for those who prepare calls, until one of theirs has its report or they put it away, and comes back when asked") {
  each_database([](store::Database& database) {
    Town town(database);
    const auto wanted = [&](const identity::Actor& actor) {
      return town.read([&](store::Transaction& tx) { return tour_wanted(tx, actor, town.now); });
    };
    CHECK(wanted(town.expert));
    CHECK(!wanted(town.approver));
    CHECK(wanted(town.stranger));  // of another agency, with no call either
    CHECK(refusal(choose_tour(database, town.approver, town.now, true)) == "call.error.not_yours");
    const CallId first = town.new_call();
    const CallId second = town.new_call();
    town.read([&](store::Transaction& tx) {
      CHECK(tour_call(tx, town.expert, town.now)->id == second);
      CHECK(!tour_call(tx, town.stranger, town.now));
      return 0;
    });
    must(choose_tour(database, town.expert, town.now, false));
    CHECK(!wanted(town.expert));
    CHECK(wanted(town.lead));  // each for oneself
    must(choose_tour(database, town.expert, town.now, true));
    CHECK(wanted(town.expert));
    must(choose_tour(database, town.expert, town.now, true));
    CHECK(town.count("SELECT COUNT(*) FROM tour_choice") == 1);
    database.write_unlogged(
        [&](store::Transaction& tx) { tx.execute("UPDATE call SET state = 'reported' WHERE id = $1", {first}); });
    CHECK(!wanted(town.lead));
    CHECK(wanted(town.expert));  // who asked for it keeps it
  });
}
