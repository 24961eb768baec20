// SPDX-License-Identifier: AGPL-3.0-or-later
#include "consultation/assignment.h"

#include <doctest/doctest.h>

#include "testing/town.h"

using namespace mosharekat;
using namespace mosharekat::consultation;
using namespace std::chrono_literals;
using testing::each_database;
using testing::must;
using testing::refusal;
using testing::Town;

namespace {

std::vector<std::int64_t> queue(Town& town, const identity::Actor& actor, Whose whose, const identity::Actor& of = {}) {
  std::vector<std::int64_t> numbers;
  const Queue asked{whose, of.person};
  town.read([&](store::Transaction& tx) {
    for (const Assigned& one : assigned(tx, actor, asked, 50, 0)) numbers.push_back(one.contribution.number);
    CHECK(assigned_count(tx, actor, asked) == static_cast<std::int64_t>(numbers.size()));
  });
  return numbers;
}

using Numbers = std::vector<std::int64_t>;

}  // namespace

TEST_CASE("a unit and its officers see what was given to them, what is due first first, until it is decided") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.open_call();
    std::vector<ContributionId> all;
    for (int i = 1; i <= 4; ++i) all.push_back(town.contribute(id, town.sara, "نظر شمارهٔ " + std::to_string(i)).id);
    town.close_by_clock(id);
    const auto give = [&](std::vector<ContributionId> which, std::optional<Instant> due) {
      return refusal(assign(database, town.expert, town.now, which, town.research_office, due));
    };
    CHECK(give({all[0]}, std::nullopt).empty());
    CHECK(give({all[1]}, town.now + 48h).empty());
    CHECK(give({all[2]}, town.now + 24h).empty());
    CHECK(give({all[3]}, town.now - 1s) == "disposition.error.due_past");
    CHECK(queue(town, town.institute_expert, Whose::units) == Numbers{3, 2, 1});
    CHECK(queue(town, town.institute_expert, Whose::mine).empty());
    CHECK(queue(town, town.stranger, Whose::units).empty());
    CHECK(queue(town, town.sara, Whose::units).empty());
    // One of the unit takes it on; others of another unit cannot.
    CHECK(refusal(take_on(database, town.stranger, town.now, {all[1]})) == "call.error.not_yours");
    CHECK(refusal(take_on(database, town.institute_expert, town.now, {all[3]})) == "call.error.not_yours");
    CHECK(must(take_on(database, town.institute_expert, town.now, {all[1]})) == 1);
    CHECK(queue(town, town.institute_expert, Whose::mine) == Numbers{2});
    CHECK(town.read([&](store::Transaction& tx) { return assignment(tx, all[1]); }).value().officer ==
          town.institute_expert.name);
    must(dispose(database, town.institute_expert, town.now, id, {.contributions = {all[1]}, .code = "noted", .reason = "دلیل"}));
    CHECK(queue(town, town.institute_expert, Whose::mine).empty());
    CHECK(queue(town, town.institute_expert, Whose::units) == Numbers{3, 1});
  });
}

TEST_CASE("given to another unit, it leaves its former officer") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.open_call();
    const ContributionId one = town.contribute(id, town.sara, "نظر سارا").id;
    must(assign(database, town.expert, town.now, {one}, town.research_office, {}));
    must(take_on(database, town.institute_expert, town.now, {one}));
    must(assign(database, town.expert, town.now, {one}, town.policy_office, {}));
    CHECK(queue(town, town.institute_expert, Whose::mine).empty());
    CHECK(town.read([&](store::Transaction& tx) { return assignment(tx, one); }).value().officer.empty());
    CHECK(queue(town, town.expert, Whose::units) == Numbers{1});
  });
}

TEST_CASE("a theme is given as a whole, without what is decided") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.open_call();
    std::vector<ContributionId> all;
    for (int i = 1; i <= 3; ++i) all.push_back(town.contribute(id, town.sara, "نظر شمارهٔ " + std::to_string(i)).id);
    town.close_by_clock(id);
    const ThemeId theme = must(make_theme(database, town.expert, town.now, id, {"موضوع"}));
    must(put_in_theme(database, town.expert, town.now, theme, all));
    town.dispose(id, {all[0]});
    CHECK(must(assign_theme(database, town.expert, town.now, theme, town.research_office, {})) == 2);
    CHECK(queue(town, town.institute_expert, Whose::units) == Numbers{2, 3});
    CHECK(refusal(assign_theme(database, town.stranger, town.now, theme, town.research_office, {})) == "call.error.not_yours");
  });
}

TEST_CASE("a head of a unit gives what the unit has to a named officer of it, who is told by one letter") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.open_call();
    std::vector<ContributionId> all;
    for (int i = 1; i <= 4; ++i) all.push_back(town.contribute(id, town.sara, "نظر شمارهٔ " + std::to_string(i)).id);
    town.close_by_clock(id);
    must(assign(database, town.expert, town.now, {all[0], all[1], all[2]}, town.research_office, town.now + 48h));
    const identity::Actor head = town.with_role(town.omid, town.research_office, identity::Role::lead);
    const Officer officer{town.research_office, town.institute_expert.person};
    // Not by an expert, not by a lead elsewhere, not what the unit was never given, not to somebody else's people.
    CHECK(refusal(give(database, town.institute_expert, town.now, {all[0]}, officer)) == "assignment.error.not_lead");
    CHECK(refusal(give(database, town.stranger, town.now, {all[0]}, officer)) == "assignment.error.not_lead");
    CHECK(refusal(give(database, head, town.now, {all[0], all[3]}, officer)) == "assignment.error.not_lead");
    CHECK(refusal(give(database, head, town.now, {all[0]}, {town.research_office, town.stranger.person})) ==
          "assignment.error.officer");
    CHECK(refusal(give(database, head, town.now, {all[0]}, {town.research_office, town.sara.person})) ==
          "assignment.error.officer");
    CHECK(refusal(give(database, head, town.now, {}, officer)) == "disposition.error.none_chosen");
    CHECK(queue(town, town.institute_expert, Whose::mine).empty());
    CHECK(town.mails("institute-expert@example.org").empty());

    town.pass(1h);
    CHECK(must(give(database, head, town.now, {all[0], all[2]}, officer)) == 2);
    CHECK(queue(town, town.institute_expert, Whose::mine) == Numbers{1, 3});
    CHECK(queue(town, head, Whose::nobody) == Numbers{2});
    CHECK(queue(town, head, Whose::officer, town.institute_expert) == Numbers{1, 3});
    CHECK(queue(town, head, Whose::units) == Numbers{1, 2, 3});
    const auto letters = town.mails("institute-expert@example.org");
    REQUIRE(letters.size() == 1);
    CHECK(letters[0].find("/desk/assigned?whose=mine") != std::string::npos);
    // The unit's day stays where the head names no other.
    CHECK(town.read([&](store::Transaction& tx) { return assignment(tx, all[0]); }).value().due_at == town.now + 47h);
    must(give(database, head, town.now, {all[0]}, officer, town.now + 5h));
    CHECK(town.read([&](store::Transaction& tx) { return assignment(tx, all[0]); }).value().due_at == town.now + 5h);
  });
}

TEST_CASE("a head sees who has how much and what is late; nobody's part stands first") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.open_call();
    std::vector<ContributionId> all;
    for (int i = 1; i <= 4; ++i) all.push_back(town.contribute(id, town.sara, "نظر شمارهٔ " + std::to_string(i)).id);
    town.close_by_clock(id);
    const identity::Actor head = town.with_role(town.lead, town.policy_office, identity::Role::lead);
    const auto told = [&](const identity::Actor& actor) {
      std::string lines;
      for (const Load& load : town.read([&](store::Transaction& tx) { return loads(tx, actor, town.now); }))
        lines +=
            (load.officer.empty() ? "-" : load.name) + " " + std::to_string(load.open) + "/" + std::to_string(load.overdue) + ";";
      return lines;
    };
    CHECK(told(head).empty());
    // A lead of the call gives what no unit was given yet.
    must(give(database, head, town.now, {all[0], all[1]}, {town.policy_office, town.expert.person}, town.now + 24h));
    must(assign(database, town.expert, town.now, {all[2]}, town.policy_office, town.now + 1h));
    town.pass(2h);
    CHECK(told(head) == "- 1/1;" + town.expert.name + " 2/0;" + head.name + " 0/0;");
    CHECK(town.read([&](store::Transaction& tx) { return overdue_count(tx, town.expert, town.now); }) == 0);
    town.pass(24h);
    CHECK(told(head) == "- 1/1;" + town.expert.name + " 2/2;" + head.name + " 0/0;");
    CHECK(town.read([&](store::Transaction& tx) { return overdue_count(tx, town.expert, town.now); }) == 2);
    town.dispose(id, {all[0]});
    CHECK(told(head) == "- 1/1;" + town.expert.name + " 1/1;" + head.name + " 0/0;");
    CHECK(told(town.expert).empty());
    CHECK(told(town.stranger).empty());
  });
}

TEST_CASE("a theme is given to an officer as a whole, and a head of a unit answers what the unit was given") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.open_call();
    std::vector<ContributionId> all;
    for (int i = 1; i <= 3; ++i) all.push_back(town.contribute(id, town.sara, "نظر شمارهٔ " + std::to_string(i)).id);
    town.close_by_clock(id);
    const ThemeId theme = must(make_theme(database, town.expert, town.now, id, {"موضوع"}));
    must(put_in_theme(database, town.expert, town.now, theme, all));
    town.dispose(id, {all[0]});
    const Officer officer{town.research_office, town.institute_expert.person};
    CHECK(refusal(give_theme(database, town.expert, town.now, theme, officer)) == "assignment.error.not_lead");
    CHECK(must(give_theme(database, town.lead, town.now, theme, officer)) == 2);
    CHECK(queue(town, town.institute_expert, Whose::mine) == Numbers{2, 3});
    const identity::Actor head = town.with_role(town.omid, town.research_office, identity::Role::lead);
    must(dispose(database, head, town.now, id, {.contributions = {all[1]}, .code = "noted", .reason = "دلیل"}));
    CHECK(queue(town, town.institute_expert, Whose::mine) == Numbers{3});
  });
}

TEST_CASE("each staff member keeps filters of a call's list, by name") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.open_call();
    const auto names = [&](const identity::Actor& actor) {
      std::string all;
      for (const SavedFilter& one : town.read([&](store::Transaction& tx) { return saved_filters(tx, actor.person, id); }))
        all += one.name + "=" + one.query + ";";
      return all;
    };
    must(save_filter(database, town.expert, town.now, id, " ماده ۲ ", "code=none&q=a"));
    must(save_filter(database, town.expert, town.now, id, "ماده ۲", "code=none&q=b"));
    must(save_filter(database, town.lead, town.now, id, "همه", "code="));
    CHECK(names(town.expert) == "ماده ۲=code=none&q=b;");
    CHECK(refusal(save_filter(database, town.expert, town.now, id, " ", "code=")) == "desk.error.filter_name");
    const std::string mine =
        town.read([&](store::Transaction& tx) { return saved_filters(tx, town.expert.person, id); }).at(0).id;
    CHECK(refusal(drop_filter(database, town.lead, town.now, mine)) == "desk.error.filter_unknown");
    must(drop_filter(database, town.expert, town.now, mine));
    CHECK(names(town.expert).empty());
    CHECK_FALSE(names(town.lead).empty());
  });
}
