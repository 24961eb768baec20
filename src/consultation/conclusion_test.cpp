// SPDX-License-Identifier: AGPL-3.0-or-later
#include "consultation/conclusion.h"

#include "consultation/answer.h"
#include "testing/town.h"

using namespace mosharekat;
using namespace mosharekat::consultation;
using namespace mosharekat::testing;

TEST_CASE("a decided call says how people were told, then what was learned: by the lead, in both languages, in that order") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.open_call();
    town.close_by_clock(id);
    must(start_analysis(database, town.expert, town.now, id));
    town.publish_report(id);
    const Reason text{"نامه به همهٔ نظردهندگان فرستاده شد.", "A letter went to everyone who commented."};
    const auto try_conclude = [&](const identity::Actor& actor, Duty kind, const Reason& given) {
      return refusal(conclude(database, actor, town.now, id, kind, given));
    };
    CHECK(try_conclude(town.lead, Duty::feedback, text) == "call.error.wrong_state");
    ApprovalRecord record;
    record.outcome = "abandoned";
    record.authority = "شورای نمونه";
    record.decisions = "تصمیم نمونه";
    must(record_approval(database, town.expert, town.now, id, record));
    const auto due = [&](Duty duty) {
      for (const CallDuty& one : town.read([&](store::Transaction& tx) { return duties(tx, id); }))
        if (one.duty == duty) return date_in_tehran(one.due - Milliseconds{1});
      return JalaliDate{};
    };
    CHECK(owed(town.call(id).state) == Duty::feedback);
    CHECK(due(Duty::feedback) == add_days(town.today(), 14));
    CHECK(try_conclude(town.expert, Duty::feedback, text) == "call.error.only_lead");
    CHECK(try_conclude(town.lead, Duty::evaluation, text) == "call.error.wrong_state");
    CHECK(try_conclude(town.lead, Duty::feedback, {"", "x"}) == "conclusion.error.text");
    CHECK(try_conclude(town.lead, Duty::feedback, {"x", " "}) == "conclusion.error.text_second");
    must(conclude(database, town.lead, town.now, id, Duty::feedback, text));
    CHECK(town.call(id).state == State::feedback);
    CHECK(try_conclude(town.lead, Duty::feedback, text) == "call.error.wrong_state");
    CHECK(owed(town.call(id).state) == Duty::evaluation);
    CHECK(due(Duty::evaluation) == add_days(town.today(), 60));
    must(conclude(database, town.lead, town.now, id, Duty::evaluation, text));
    CHECK(town.call(id).state == State::evaluated);
    CHECK(town.read([&](store::Transaction& tx) { return conclusions(tx, id); }).size() == 2);
    CHECK(!owed(State::evaluated));
  });
}
