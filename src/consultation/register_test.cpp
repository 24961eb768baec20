// SPDX-License-Identifier: AGPL-3.0-or-later
#include "consultation/register.h"

#include "testing/town.h"

using namespace mosharekat;
using namespace mosharekat::consultation;
using namespace mosharekat::testing;

TEST_CASE("a call's address elsewhere is a web address with the day it was placed") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.open_call();
    const auto refused = [&](const identity::Actor& actor, std::string_view url, JalaliDate day,
                             std::string_view place = "national") {
      return refusal(set_address(database, actor, town.now, id, place, url, day));
    };
    for (const char* url : {"javascript:alert(1)", "ftp://x", "https://", "https:///x", "https://a b", "example.ir"})
      CHECK(refused(town.expert, url, town.today()) == "register.error.url");
    CHECK(refused(town.expert, "https://national.example/7", add_days(town.today(), 1)) == "register.error.day");
    CHECK(refused(town.expert, "https://national.example/7", town.today(), "elsewhere") == "register.error.missing");
    CHECK(refused(town.stranger, "https://national.example/7", town.today()) == "call.error.not_yours");
    CHECK(refused(town.expert, "https://national.example/7", town.today()) == "");
    CHECK(refused(town.expert, "https://national.example/8", town.today()) == "");
    const auto stored = town.read([&](store::Transaction& tx) { return addresses(tx, id); });
    REQUIRE(stored.size() == 1);
    CHECK(stored[0].url == "https://national.example/8");
  });
}

TEST_CASE("a draft that is held back is recorded with who decided and why") {
  each_database([](store::Database& database) {
    Town town(database);
    NewWithheld ask{.draft = {.agency = town.ministry,
                              .kind = "withheld",
                              .document_type = "circular",
                              .title_fa = "دستورالعمل نمونه",
                              .title_en = "Sample instruction",
                              .reason_fa = "دربردارندهٔ اطلاعات طبقه‌بندی‌شده است.",
                              .legal_basis = "مادهٔ ۱۳ قانون نمونه",
                              .decided_by = "معاون نمونه"},
                    .decided_on = town.today()};
    const auto refused = [&](const identity::Actor& actor, const NewWithheld& given) {
      return refusal(record_withheld(database, actor, town.now, given));
    };
    CHECK(refused(town.stranger, ask) == "call.error.not_yours");
    CHECK(refused(town.expert, ask) == "call.error.not_yours");
    for (std::string WithheldDraft::* field : {&WithheldDraft::title_fa, &WithheldDraft::reason_fa, &WithheldDraft::legal_basis,
                                               &WithheldDraft::decided_by, &WithheldDraft::kind}) {
      NewWithheld lacking = ask;
      (lacking.draft.*field).clear();
      CHECK(refused(town.approver, lacking) == "register.error.missing");
    }
    CHECK(refused(town.approver, ask) == "");
    CHECK(town.read([](store::Transaction& tx) { return withheld_drafts(tx, 10, 0); }).at(0).decided_by == "معاون نمونه");
    CHECK(town.read([](store::Transaction& tx) { return withheld_count(tx); }) == 1);
  });
}

TEST_CASE("a text signed before its report is stored and told, and the call still runs to its end") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.open_call();
    const NewIrregularAct ask{.kind = "approved_early",
                              .authority = "شورای نمونه",
                              .document_number = "۷۸",
                              .happened_on = town.today(),
                              .reason = {"جلسهٔ شورا پیش از پایان مهلت برگزار شد.", "The council met before the period ended."}};
    const auto refused = [&](const identity::Actor& actor, const NewIrregularAct& given) {
      return refusal(record_irregular_act(database, actor, town.now, id, given));
    };
    CHECK(refused(town.expert, ask) == "call.error.not_yours");
    CHECK(refused(town.stranger, ask) == "call.error.not_yours");
    NewIrregularAct lacking = ask;
    lacking.reason.second.clear();
    CHECK(refused(town.lead, lacking) == "register.error.missing");
    lacking = ask;
    lacking.happened_on = add_days(town.today(), 1);
    CHECK(refused(town.lead, lacking) == "register.error.day");
    town.pass(1s);
    CHECK(refused(town.lead, ask) == "");
    CHECK(town.read([&](store::Transaction& tx) { return notices(tx, id); }).back().kind == "approved_early");
    CHECK(town.read([&](store::Transaction& tx) { return irregular_acts(tx, std::nullopt); }).at(0).state == State::open);
    // Nothing is stuck: it closes, is answered and reported, and the decision is recorded in its place.
    town.close_by_clock(id);
    must(start_analysis(database, town.expert, town.now, id));
    town.publish_report(id);
    CHECK(refused(town.lead, ask) == "call.error.wrong_state");
    must(record_approval(database, town.expert, town.now, id, {.outcome = "deferred", .authority = "شورای نمونه"}));
    CHECK(town.call(id).state == State::decided);
  });
}

TEST_CASE("calls to come are planned ahead, and a plan that is dropped says why") {
  each_database([](store::Database& database) {
    Town town(database);
    NewPlannedCall ask{
        .plan = {.agency = town.ministry, .title_fa = "آیین‌نامهٔ پارک‌ها", .title_en = "Regulation of parks"},
        .first_day = add_days(town.today(), 30),
        .last_day = add_days(town.today(), 60)};
    const auto refused = [&](const identity::Actor& actor, const NewPlannedCall& given) {
      return refusal(plan_call(database, actor, town.now, given));
    };
    CHECK(refused(town.stranger, ask) == "call.error.not_yours");
    NewPlannedCall past = ask;
    past.first_day = add_days(town.today(), -1);
    CHECK(refused(town.lead, past) == "register.error.plan_day");
    past = ask;
    past.last_day = add_days(ask.first_day, 400);
    CHECK(refused(town.lead, past) == "register.error.plan_day");
    past = ask;
    past.plan.title_en.clear();
    CHECK(refused(town.lead, past) == "register.error.missing");
    CHECK(refused(town.lead, ask) == "");
    const std::string id = town.read([](store::Transaction& tx) { return planned_calls(tx); }).at(0).id;
    CHECK(refusal(drop_planned_call(database, town.stranger, town.now, id, "x")) == "call.error.not_yours");
    CHECK(refusal(drop_planned_call(database, town.lead, town.now, id, " ")) == "register.error.missing");
    must(drop_planned_call(database, town.lead, town.now, id, "موضوع منتفی شد"));
    CHECK(refusal(drop_planned_call(database, town.lead, town.now, id, "باز")) == "register.error.dropped");
    CHECK(town.read([](store::Transaction& tx) { return planned_calls(tx); }).empty());
  });
}
