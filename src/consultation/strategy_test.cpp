// SPDX-License-Identifier: AGPL-3.0-or-later
#include "consultation/strategy.h"

#include "testing/town.h"

using namespace mosharekat;
using namespace mosharekat::consultation;
using namespace mosharekat::testing;

TEST_CASE("a strategy is proposed by the agency with its basis, put into force by a second person, and none is taken out") {
  each_database([](store::Database& database) {
    Town town(database);
    NewStrategy ask{
        .strategy = {.title_fa = "راهبرد مشارکت",
                     .title_en = "Participation strategy",
                     .text_fa = "همهٔ پیش‌نویس‌ها به نظرخواهی گذاشته می‌شوند.",
                     .legal_basis = "مصوبهٔ نمونه",
                     .signed_by = "وزیر نمونه"},
        .signed_on = town.today()};
    const auto refused = [&](const identity::Actor& actor, const NewStrategy& given) {
      return refusal(propose_strategy(database, actor, town.now, town.ministry, given));
    };
    CHECK(refused(town.stranger, ask) == "call.error.not_yours");
    CHECK(refused(town.lead, ask) == "call.error.not_yours");
    for (std::string Strategy::* field :
         {&Strategy::title_fa, &Strategy::title_en, &Strategy::text_fa, &Strategy::legal_basis, &Strategy::signed_by}) {
      NewStrategy lacking = ask;
      (lacking.strategy.*field).clear();
      CHECK(refused(town.agency_admin, lacking) == "strategy.error.missing");
    }
    NewStrategy ahead = ask;
    ahead.signed_on = add_days(town.today(), 1);
    CHECK(refused(town.agency_admin, ahead) == "strategy.error.day");
    CHECK(refused(town.agency_admin, ask) == "");
    const auto hash = [&] {
      return town.read([&](store::Transaction& tx) { return strategy_proposal(tx, town.ministry); }).value().strategy.hash;
    };
    const auto published = [&](const identity::Actor& actor, const std::string& read) {
      return refusal(publish_strategy(database, actor, town.now, town.ministry, read));
    };
    // Nothing is in force by one person, nor by somebody else's, nor what was not read.
    CHECK(published(town.agency_admin, hash()) == "strategy.error.second_person");
    CHECK(published(town.stranger, hash()) == "call.error.not_yours");
    CHECK(published(town.lead, hash()) == "call.error.not_yours");
    CHECK(published(town.approver, "another") == "strategy.error.meanwhile");
    CHECK(town.count("SELECT COUNT(*) FROM strategy") == 0);
    CHECK(published(town.approver, hash()) == "");
    CHECK(published(town.approver, "") == "strategy.error.none_waits");
    CHECK(refused(town.agency_admin, ask) == "strategy.error.same");

    ask.strategy.text_fa += " پاسخ هر نظر داده می‌شود.";
    CHECK(refused(town.approver, ask) == "");
    const std::string before = hash();
    CHECK(refusal(drop_strategy_proposal(database, town.stranger, town.now, town.ministry)) == "call.error.not_yours");
    must(drop_strategy_proposal(database, town.agency_admin, town.now, town.ministry));
    CHECK(published(town.agency_admin, before) == "strategy.error.none_waits");
    CHECK(refused(town.approver, ask) == "");
    CHECK(published(town.agency_admin, hash()) == "");
    const auto all = town.read([&](store::Transaction& tx) { return strategies(tx, town.ministry); });
    REQUIRE(all.size() == 2);
    CHECK(all[0].version == 2);
    CHECK(all[0].hash != all[1].hash);
    CHECK(town.count("SELECT COUNT(*) FROM event WHERE kind = 'strategy.published'") == 2);
  });
}
