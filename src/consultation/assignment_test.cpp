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

std::vector<std::int64_t> queue(Town& town, const identity::Actor& actor, Whose whose) {
  std::vector<std::int64_t> numbers;
  town.read([&](store::Transaction& tx) {
    for (const Assigned& one : assigned(tx, actor, whose, 50, 0)) numbers.push_back(one.contribution.number);
    CHECK(assigned_count(tx, actor, whose) == static_cast<std::int64_t>(numbers.size()));
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
