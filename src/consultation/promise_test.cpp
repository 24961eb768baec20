// SPDX-License-Identifier: AGPL-3.0-or-later
#include "consultation/promise.h"

#include <doctest/doctest.h>

#include "testing/town.h"

using namespace mosharekat;
using namespace mosharekat::consultation;
using namespace std::chrono_literals;
using identity::Actor;
using testing::each_database;
using testing::must;
using testing::refusal;
using testing::Town;

namespace {

struct Closed {
  CallId call;
  Receipt deferred, noted;
};

// A closed call with a deferred comment (1) and a noted one (2), both decided.
Closed answered_call(Town& town) {
  const CallId id = town.open_call();
  Closed made{id, town.contribute(id, town.sara, "پرونده‌ها را هم برخط کنید."), {}};
  made.noted = town.contribute(id, town.omid, "سپاس.");
  town.close_by_clock(id);
  town.dispose(id, {made.deferred.id}, "deferred");
  town.dispose(id, {made.noted.id}, "noted");
  return made;
}

std::string promises_it(Town& town, const Actor& actor, const CallId& call, const NewPromise& ask) {
  return refusal(promise(town.database, actor, town.now, call, ask));
}

std::vector<Promise> all(Town& town, const CallId& call) {
  return town.read([&](store::Transaction& tx) { return promises(tx, call); });
}

}  // namespace

TEST_CASE("a promise comes with a deferred or referred comment, or with the decision once the report is out") {
  each_database([](store::Database& database) {
    Town town(database);
    const JalaliDate day = add_days(town.today(), 90);
    const CallId open = town.open_call();
    CHECK(promises_it(town, town.expert, open, {.contribution = 1, .text = "تا پاییز", .day = day}) == "promise.error.state");
    const Closed made = answered_call(town);
    const NewPromise ask{.contribution = 1,
                         .text = "آیین‌نامهٔ جدا می‌نویسیم.",
                         .text_second = "A separate rule.",
                         .day = day};
    for (const Actor* actor : {&town.moderator, &town.approver, &town.agency_admin, &town.national_admin, &town.auditor,
                               &town.institute_expert, &town.sara, &town.guest, &town.stranger})
      CHECK(promises_it(town, *actor, made.call, ask) == "call.error.not_yours");
    CHECK(promises_it(town, town.expert, made.call, {.contribution = 2, .text = "متن", .day = day}) ==
          "promise.error.contribution");
    CHECK(promises_it(town, town.expert, made.call, {.contribution = 9, .text = "متن", .day = day}) ==
          "promise.error.contribution");
    CHECK(promises_it(town, town.expert, made.call, {.contribution = 1, .text = " ", .day = day}) == "promise.error.text");
    CHECK(promises_it(town, town.expert, made.call, {.contribution = 1, .text = "متن", .day = town.today()}) ==
          "promise.error.day");
    CHECK(promises_it(town, town.expert, made.call, {.contribution = 1, .text = "متن", .day = add_days(town.today(), 3000)}) ==
          "promise.error.day");
    CHECK(promises_it(town, town.expert, made.call, {.text = "متن", .day = day}) == "promise.error.decision_first");
    CHECK(town.count("SELECT COUNT(*) FROM promise") == 0);
    must(promise(database, town.expert, town.now, made.call, ask));
    REQUIRE(all(town, made.call).size() == 1);
    CHECK(all(town, made.call)[0].contribution == 1);
    CHECK(all(town, made.call)[0].due_at == end_of_day_in_tehran(day));
    town.publish_report(made.call);
    must(promise(database, town.expert, town.now, made.call, {.text = "همراه تصمیم", .day = add_days(day, 1)}));
    CHECK(all(town, made.call).size() == 2);
    CHECK(town.count("SELECT COUNT(*) FROM event WHERE kind = 'promise.made'") == 2);
  });
}

TEST_CASE("a promise whose comment was answered otherwise since is not shown") {
  each_database([](store::Database& database) {
    Town town(database);
    const Closed made = answered_call(town);
    must(promise(database, town.expert, town.now, made.call,
                 {.contribution = 1, .text = "متن", .day = add_days(town.today(), 30)}));
    town.dispose(made.call, {made.deferred.id}, "accepted");
    CHECK(all(town, made.call).empty());
  });
}

TEST_CASE("a promise is overdue from the end of its day until it is kept, with a page that shows it, or apologised for") {
  each_database([](store::Database& database) {
    Town town(database);
    const Closed made = answered_call(town);
    const JalaliDate day = add_days(town.today(), 30);
    const PromiseId id =
        must(promise(database, town.expert, town.now, made.call, {.contribution = 1, .text = "متن", .day = day}));
    const Reason done{"انجام شد.", "Done."};
    CHECK(refusal(keep_promise(database, town.expert, town.now, id, done, "https://example.org/rule")) ==
          "promise.error.not_public");
    town.publish_report(made.call);
    must(follow(database, town.omid, town.now, made.call, true));
    const Promise one = all(town, made.call)[0];
    CHECK(state_at(one, one.due_at - 1ms) == PromiseState::waiting);
    CHECK(state_at(one, one.due_at) == PromiseState::overdue);
    town.now = one.due_at + 24h;
    for (const std::string_view link : {"", "example.org", "javascript:alert(1)", "https://example.org/\"x"})
      CHECK(refusal(keep_promise(database, town.expert, town.now, id, done, link)) == "promise.error.link");
    CHECK(refusal(keep_promise(database, town.expert, town.now, id, {"", "Done."}, "https://example.org/rule")) ==
          "promise.error.text");
    CHECK(refusal(apologise(database, town.expert, town.now, id, {})) == "promise.error.text");
    for (const Actor* actor : {&town.moderator, &town.approver, &town.sara, &town.guest, &town.stranger}) {
      CHECK(refusal(keep_promise(database, *actor, town.now, id, done, "https://example.org/rule")) == "call.error.not_yours");
      CHECK(refusal(apologise(database, *actor, town.now, id, done)) == "call.error.not_yours");
    }
    const auto before = town.mails(town.omid.email).size();
    must(keep_promise(database, town.expert, town.now, id, done, "https://example.org/rule"));
    const Promise kept = all(town, made.call)[0];
    CHECK(state_at(kept, town.now) == PromiseState::kept);
    CHECK(kept.link == "https://example.org/rule");
    CHECK(kept.outcome_second == "Done.");
    REQUIRE(town.mails(town.omid.email).size() == before + 1);
    CHECK(town.mails(town.omid.email).back().find("انجام شد.") != std::string::npos);
    CHECK(refusal(apologise(database, town.expert, town.now, id, done)) == "promise.error.settled");
    CHECK(refusal(keep_promise(database, town.expert, town.now, PromiseId{"none"}, done, "https://example.org/")) ==
          "promise.error.unknown");
    const PromiseId late =
        must(promise(database, town.expert, town.now, made.call, {.text = "دیگر", .day = add_days(town.today(), 2)}));
    must(apologise(database, town.expert, town.now, late, {"اعتبار نرسید.", ""}));
    CHECK(state_at(all(town, made.call)[1], town.now + 1000h) == PromiseState::apologised);
    CHECK(town.count("SELECT COUNT(*) FROM notice WHERE kind IN ('promise_kept', 'promise_apologised')") == 2);
  });
}
