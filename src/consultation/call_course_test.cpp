// SPDX-License-Identifier: AGPL-3.0-or-later
// The course of a call: two persons for each act, a period that only grows, and the clock.
#include <doctest/doctest.h>
#include <thread>

#include "consultation/call.h"
#include "ledger/ledger.h"
#include "testing/town.h"

using namespace mosharekat;
using namespace mosharekat::consultation;
using namespace std::chrono_literals;
using identity::Actor;
using identity::Role;
using testing::each_database;
using testing::must;
using testing::refusal;
using testing::Town;

namespace {

std::vector<std::string> notice_kinds(Town& town, const CallId& id) {
  std::vector<std::string> kinds;
  for (const Notice& notice : town.read([&](store::Transaction& tx) { return notices(tx, id); })) kinds.push_back(notice.kind);
  return kinds;
}

std::string proposes_opening(Town& town, const CallId& id, int first, int last, std::string reason = "") {
  return refusal(propose_opening(town.database, town.lead, town.now, id,
                                 {.first_day = add_days(town.today(), first),
                                  .last_day = add_days(town.today(), last),
                                  .shorter_reason = std::move(reason)}));
}

}  // namespace

TEST_CASE("a call opens on the word of two persons, and lasts whole days") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.prepared_call();
    const auto approval = town.propose_opening(id);
    CHECK(town.call(id).state == State::ready);
    CHECK_FALSE(is_public(town.call(id).state));
    const auto waiting = town.read([](store::Transaction& tx) { return waiting_approvals(tx); });
    REQUIRE(waiting.size() == 1);
    CHECK(waiting[0].act == "opening");
    CHECK(waiting[0].proposed_by == town.lead.person);
    town.pass(1h);
    town.approve(approval);
    const Call call = town.call(id);
    CHECK(call.state == State::open);
    CHECK(call.opens_at == town.now);
    CHECK(call.closes_at == end_of_day_in_tehran(add_days(town.today(), 30)));
    CHECK(refusal(approve(database, town.approver, town.now, approval)) == "call.error.already_decided");
    CHECK(town.read([](store::Transaction& tx) { return waiting_approvals(tx); }).empty());
    CHECK(notice_kinds(town, id) == std::vector<std::string>{"opened"});
    const auto history = town.read([&](store::Transaction& tx) { return ledger::history(tx, id.value); });
    CHECK(history.back().kind == "approval.approved");
    CHECK(history.back().actor == town.approver.person.value);
  });
}

TEST_CASE("who may propose and who may approve") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.open_call();
    const auto proposals = [&](const Actor& actor) {
      std::vector<std::string> refused;
      refused.push_back(refusal(propose_extension(database, actor, town.now, id, add_days(town.today(), 60), town.reason())));
      refused.push_back(refusal(propose_suspension(database, actor, town.now, id, town.reason())));
      refused.push_back(refusal(propose_resumption(database, actor, town.now, id, town.reason())));
      refused.push_back(refusal(propose_withdrawal(database, actor, town.now, id, town.reason())));
      return refused;
    };
    for (const Actor* actor : {&town.expert, &town.moderator, &town.approver, &town.agency_admin, &town.national_admin,
                               &town.auditor, &town.institute_expert, &town.sara, &town.guest, &town.stranger})
      CHECK(proposals(*actor) == std::vector<std::string>(4, "call.error.only_lead"));
    const auto approval = must(propose_suspension(database, town.lead, town.now, id, town.reason()));
    for (const Actor* actor : {&town.expert, &town.lead, &town.moderator, &town.agency_admin, &town.national_admin, &town.auditor,
                               &town.institute_expert, &town.sara, &town.guest, &town.stranger}) {
      CHECK(refusal(approve(database, *actor, town.now, approval)) == "call.error.only_approver");
      CHECK(refusal(return_for_correction(database, *actor, town.now, approval, "نه")) == "call.error.only_approver");
    }
    // The same person is refused even with both roles.
    const Actor both = town.with_role(town.lead, town.ministry, Role::approver);
    CHECK(refusal(approve(database, both, town.now, approval)) == "call.error.second_person");
    CHECK(refusal(return_for_correction(database, both, town.now, approval, "نه")) == "call.error.second_person");
    CHECK(town.call(id).state == State::open);
    must(approve(database, town.approver, town.now, approval));
  });
}

TEST_CASE("each act of two persons, in each state") {
  each_database([](store::Database& database) {
    Town town(database);
    struct Row {
      State state;
      bool extension, suspension, resumption, withdrawal, opening;
    };
    const Row rows[] = {
        {State::drafting, false, false, false, false, true},  {State::ready, false, false, false, false, false},
        {State::announced, true, false, false, true, false},  {State::open, true, true, false, true, false},
        {State::suspended, false, false, true, true, false},  {State::closed, false, false, false, true, false},
        {State::analysing, false, false, false, true, false}, {State::reported, false, false, false, true, false},
        {State::decided, false, false, false, false, false},  {State::withdrawn, false, false, false, false, false},
    };
    for (const Row& row : rows) {
      CAPTURE(name(row.state));
      const auto in_state = [&] {
        const CallId id = town.prepared_call();
        const Instant until = town.now + 31 * 24h;
        if (row.state == State::drafting) return id;
        if (row.state == State::ready) {
          must(propose_opening(database, town.lead, town.now, id,
                               {.first_day = add_days(town.today(), 2), .last_day = add_days(town.today(), 40)}));
          return id;
        }
        // Set as it would stand after its course, which other tests walk.
        database.write_unlogged([&](store::Transaction& tx) {
          tx.execute("UPDATE call SET state = $2, opens_at = $3, closes_at = $4 WHERE id = $1",
                     {id, name(row.state), row.state == State::announced ? town.now + 24h : town.now, until});
        });
        return id;
      };
      const auto allowed = [](const auto& result) {
        if (!result)
          CHECK((result.error().key == "call.error.wrong_state" || result.error().key == "call.error.already_proposed"));
        return result.has_value();
      };
      CHECK(allowed(propose_extension(database, town.lead, town.now, in_state(), add_days(town.today(), 90), town.reason())) ==
            row.extension);
      CHECK(allowed(propose_suspension(database, town.lead, town.now, in_state(), town.reason())) == row.suspension);
      CHECK(allowed(propose_resumption(database, town.lead, town.now, in_state(), town.reason())) == row.resumption);
      CHECK(allowed(propose_withdrawal(database, town.lead, town.now, in_state(), town.reason())) == row.withdrawal);
      CHECK(proposes_opening(town, in_state(), 0, 30).empty() == row.opening);
    }
  });
}

TEST_CASE("the period is at least the policy's, and the refusal says the earliest day") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.prepared_call();
    const auto short_one =
        propose_opening(database, town.lead, town.now, id, {.first_day = town.today(), .last_day = add_days(town.today(), 29)});
    CHECK(refusal(short_one) == "call.error.too_short");
    CHECK(short_one.error().field == "last_day");
    CHECK(locale::sentence(Language::fa, short_one.error()).find("دوشنبه ۱۱ خرداد ۱۴۰۵") != std::string::npos);
    CHECK(locale::sentence(Language::en, short_one.error()).find("Monday 1 June 2026") != std::string::npos);
    CHECK(proposes_opening(town, id, -1, 30) == "call.error.opening_in_past");
    CHECK(proposes_opening(town, id, 5, 5) == "call.error.closing_before_opening");
    CHECK(refusal(propose_opening(database, town.lead, town.now, id, {.first_day = {1405, 12, 30}, .last_day = {1406, 2, 1}})) ==
          "call.error.date");
    CHECK(proposes_opening(town, id, 10, 39) == "call.error.too_short");
    CHECK(proposes_opening(town, id, 10, 40).empty());
  });
}

TEST_CASE("a shorter period needs a reason, which stands on the call with who approved it") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.prepared_call();
    CHECK(proposes_opening(town, id, 0, 10, std::string(3001, 'x')) == "call.error.too_long");
    const auto approval = must(
        propose_opening(database, town.lead, town.now, id,
                        {.first_day = town.today(), .last_day = add_days(town.today(), 10), .shorter_reason = "فوریت نمونه"}));
    town.approve(approval);
    const Call call = town.call(id);
    CHECK(call.shorter_reason == "فوریت نمونه");
    CHECK(call.shorter_approved_by == town.approver.person);
    CHECK(closing_day(*call.closes_at) == add_days(town.today(), 10));
    // A reason that was not needed is not published.
    const CallId whole = town.prepared_call();
    town.approve(must(
        propose_opening(database, town.lead, town.now, whole,
                        {.first_day = town.today(), .last_day = add_days(town.today(), 30), .shorter_reason = "بی‌جا"})));
    CHECK(town.call(whole).shorter_reason.empty());
    CHECK(town.call(whole).shorter_approved_by.empty());
  });
}

TEST_CASE("a proposal that is returned comes back with its note and may be made again") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.prepared_call();
    const auto approval = town.propose_opening(id);
    CHECK(proposes_opening(town, id, 0, 30) == "call.error.wrong_state");
    CHECK(refusal(return_for_correction(database, town.approver, town.now, approval, " ")) == "call.error.note_missing");
    must(return_for_correction(database, town.approver, town.now, approval, "پرسش دوم روشن نیست"));
    CHECK(town.call(id).state == State::drafting);
    CHECK(refusal(return_for_correction(database, town.approver, town.now, approval, "باز")) == "call.error.already_decided");
    const auto all = town.read([&](store::Transaction& tx) { return approvals(tx, id); });
    REQUIRE(all.size() == 1);
    CHECK(all[0].verdict == "returned");
    CHECK(all[0].note == "پرسش دوم روشن نیست");
    CHECK(all[0].decided_by == town.approver.person);
    town.approve(town.propose_opening(id));
    CHECK(town.call(id).state == State::open);
    CHECK(refusal(approve(database, town.approver, town.now, ApprovalId{"nowhere"})) == "call.error.approval_unknown");
  });
}

TEST_CASE("one proposal at a time, also when two come at the same moment") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.open_call();
    std::atomic<int> proposed{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < 6; ++i)
      threads.emplace_back([&] { proposed += propose_suspension(database, town.lead, town.now, id, town.reason()).has_value(); });
    for (auto& thread : threads) thread.join();
    CHECK(proposed == 1);
    CHECK(refusal(propose_withdrawal(database, town.lead, town.now, id, town.reason())) == "call.error.already_proposed");
  });
}

TEST_CASE("an approval is carried out once, however many press") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.open_call();
    const Instant former = *town.call(id).closes_at;
    const auto approval =
        must(propose_extension(database, town.lead, town.now, id, add_days(closing_day(former), 7), town.reason()));
    town.pass(1s);
    std::atomic<int> approved{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < 6; ++i)
      threads.emplace_back([&] { approved += approve(database, town.approver, town.now, approval).has_value(); });
    for (auto& thread : threads) thread.join();
    CHECK(approved == 1);
    CHECK(notice_kinds(town, id) == std::vector<std::string>{"opened", "extended"});
  });
}

TEST_CASE("an approver who comes late costs nobody a day") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.prepared_call();
    const auto approval = town.propose_opening(id, 2, 30);
    town.pass(5 * 24h);
    town.approve(approval);
    const Call call = town.call(id);
    CHECK(call.state == State::open);
    CHECK(call.opens_at == town.now);
    CHECK(closing_day(*call.closes_at) == add_days(town.today(), 30));
    // Where there was room, the proposed last day stays.
    const CallId long_one = town.prepared_call();
    const JalaliDate last = add_days(town.today(), 90);
    const auto roomy =
        must(propose_opening(database, town.lead, town.now, long_one, {.first_day = town.today(), .last_day = last}));
    town.pass(3 * 24h);
    town.approve(roomy);
    CHECK(closing_day(*town.call(long_one).closes_at) == last);
    // A shorter period was approved for its length: it keeps its days, not its last day.
    const CallId brief = town.prepared_call();
    const auto hurried = must(
        propose_opening(database, town.lead, town.now, brief,
                        {.first_day = town.today(), .last_day = add_days(town.today(), 3), .shorter_reason = "فوریت نمونه"}));
    town.pass(4 * 24h);
    town.approve(hurried);
    CHECK(closing_day(*town.call(brief).closes_at) == add_days(town.today(), 3));
  });
}

TEST_CASE("an early approval announces; the clock opens it at its hour and tells who follows it") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.announced_call(3);
    must(follow(database, town.sara, town.now, id, true));
    const Call call = town.call(id);
    CHECK(call.state == State::announced);
    CHECK(call.opens_at == start_of_day_in_tehran(add_days(town.today(), 3)));
    CHECK(state_at(call, *call.opens_at - 1ms) == State::announced);
    CHECK(state_at(call, *call.opens_at) == State::open);
    CHECK(turn_clock(database, *call.opens_at - 1ms) == 0);
    CHECK(turn_clock(database, *call.opens_at) == 1);
    CHECK(turn_clock(database, *call.opens_at) == 0);
    CHECK(town.call(id).state == State::open);
    CHECK(notice_kinds(town, id) == std::vector<std::string>{"announced", "opened"});
    const auto mails = town.mails(town.sara.email);
    REQUIRE(mails.size() == 1);
    CHECK(mails[0].find("%site%/calls/1") != std::string::npos);
  });
}

TEST_CASE("there is no early closing: not on day 29 of 30, by nobody, not by a millisecond") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.open_call();
    const Call call = town.call(id);
    const Instant day_29 = start_of_day_in_tehran(add_days(town.today(), 29)) + 10h;
    for (const Instant when : {town.now, day_29, *call.closes_at - 1ms})
      for (const Actor* actor : {&town.lead, &town.approver, &town.clock}) {
        const auto refused = close(database, *actor, when, id);
        CHECK(refusal(refused) == "call.error.no_early_closing");
        CHECK(locale::sentence(Language::fa, refused.error()).find("۱۱ خرداد ۱۴۰۵") != std::string::npos);
      }
    for (const Actor* actor : {&town.expert, &town.moderator, &town.agency_admin, &town.national_admin, &town.auditor, &town.sara,
                               &town.guest, &town.stranger})
      CHECK(refusal(close(database, *actor, *call.closes_at, id)) == "call.error.not_yours");
    CHECK(turn_clock(database, *call.closes_at - 1ms) == 0);
    CHECK(town.call(id).state == State::open);
    CHECK(turn_clock(database, *call.closes_at) == 1);
    CHECK(town.call(id).state == State::closed);
    CHECK(town.call(id).closes_at == call.closes_at);
    CHECK(refusal(close(database, town.lead, *call.closes_at, id)) == "call.error.wrong_state");
    CHECK(notice_kinds(town, id) == std::vector<std::string>{"opened", "last_days", "closed"});
  });
}

TEST_CASE("what counts is the instant, whether or not the clock has turned") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.open_call();
    const Call call = town.call(id);
    CHECK(state_at(call, *call.closes_at - 1ms) == State::open);
    CHECK(state_at(call, *call.closes_at) == State::closed);
    // No act of an open call passes after the deadline, although the row still says open.
    const Instant late = *call.closes_at;
    CHECK(refusal(propose_extension(database, town.lead, late, id, add_days(date_in_tehran(late), 9), town.reason())) ==
          "call.error.wrong_state");
    CHECK(refusal(propose_suspension(database, town.lead, late, id, town.reason())) == "call.error.wrong_state");
    // An extension that was proposed in time is too late when it is approved after the deadline.
    const auto in_time =
        must(propose_extension(database, town.lead, late - 1ms, id, add_days(date_in_tehran(late), 9), town.reason()));
    CHECK(refusal(approve(database, town.approver, late, in_time)) == "call.error.wrong_state");
    CHECK(town.call(id).closes_at == late);
    must(return_for_correction(database, town.approver, late, in_time, "مهلت گذشت"));
    // Whoever acts first after the deadline closes it on the way.
    must(start_analysis(database, town.expert, late + 1h, id));
    CHECK(town.call(id).state == State::analysing);
    CHECK(notice_kinds(town, id) == std::vector<std::string>{"opened", "closed"});
    CHECK(turn_clock(database, late + 2h) == 0);
    // A call whose whole period passed while the server slept opens and closes in its turn.
    const CallId slept = town.announced_call(2);
    CHECK(turn_clock(database, town.now + 100 * 24h) == 1);
    CHECK(notice_kinds(town, slept) == std::vector<std::string>{"announced", "opened", "closed"});
  });
}

TEST_CASE("several clocks turn a call once") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.open_call();
    const Instant late = *town.call(id).closes_at;
    std::atomic<int> changed{0};
    std::vector<std::thread> clocks;
    for (int i = 0; i < 6; ++i) clocks.emplace_back([&] { changed += turn_clock(database, late); });
    for (auto& clock : clocks) clock.join();
    CHECK(changed == 1);
    CHECK(notice_kinds(town, id) == std::vector<std::string>{"opened", "closed"});
  });
}

TEST_CASE("an extension only moves the last day later, with public reasons in both languages") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.open_call();
    town.contribute(id, town.guest,
                    Contribute{.body = "نظر مهمان دربارهٔ ساعت کار", .email = "guest@example.org", .language = "en"});
    const JalaliDate last = closing_day(*town.call(id).closes_at);
    const auto extend = [&](JalaliDate day, Reason reason) {
      return propose_extension(database, town.lead, town.now, id, day, reason);
    };
    CHECK(refusal(extend(last, town.reason())) == "call.error.only_later");
    CHECK(refusal(extend(add_days(last, -1), town.reason())) == "call.error.only_later");
    CHECK(refusal(extend(add_days(last, 1), {"", "Reason"})) == "call.error.reason_missing");
    CHECK(refusal(extend(add_days(last, 1), {"دلیل", " "})) == "call.error.reason_second_missing");
    CHECK(refusal(extend(add_days(last, 1), {std::string(3001, 'x'), "Reason"})) == "call.error.too_long");
    CHECK(refusal(extend({1405, 13, 1}, town.reason())) == "call.error.date");
    town.approve(must(extend(add_days(last, 10), town.reason())));
    CHECK(closing_day(*town.call(id).closes_at) == add_days(last, 10));
    const auto told = town.read([&](store::Transaction& tx) { return notices(tx, id); });
    CHECK(told.back().kind == "extended");
    CHECK(told.back().reason == "دلیل نمونه");
    CHECK(told.back().reason_second == "A sample reason");
    const auto mails = town.mails("guest@example.org");
    REQUIRE(mails.size() == 1);
    CHECK(mails[0].find("A sample reason") != std::string::npos);
    CHECK(mails[0].find("Regulation of sample libraries") != std::string::npos);
    CHECK(mails[0].find("Thursday 11 June 2026") != std::string::npos);
    CHECK(mails[0].find("%site%/en/calls/") != std::string::npos);
  });
}

TEST_CASE("a suspension stops the clock and a resumption gives the time back") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.open_call();
    must(follow(database, town.sara, town.now, id, true));
    const Instant former = *town.call(id).closes_at;
    town.pass(10 * 24h);
    town.suspend(id);
    const Call suspended = town.call(id);
    CHECK(suspended.state == State::suspended);
    CHECK(suspended.remaining == former - town.now);
    // It does not close while it is suspended, however long that is.
    town.pass(60 * 24h);
    CHECK(turn_clock(database, town.now) == 0);
    CHECK(state_at(town.call(id), town.now) == State::suspended);
    CHECK(refusal(close(database, town.lead, town.now, id)) == "call.error.wrong_state");
    CHECK(refusal(town.try_contribute(id, town.sara, {.body = "نظری در زمان توقف"})) == "contribution.error.suspended");
    town.resume(id);
    const Call resumed = town.call(id);
    CHECK(resumed.state == State::open);
    CHECK_FALSE(resumed.remaining.has_value());
    CHECK(*resumed.closes_at >= town.now + *suspended.remaining);
    CHECK(*resumed.closes_at < town.now + *suspended.remaining + 24h);
    CHECK(*resumed.closes_at == closing_instant(closing_day(*resumed.closes_at)));
    CHECK(notice_kinds(town, id) == std::vector<std::string>{"opened", "suspended", "resumed"});
    CHECK(town.mails(town.sara.email).size() == 2);
  });
}

TEST_CASE("after a suspension on the last day readers have a week, and never less than was published") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.open_call();
    const Instant closes = *town.call(id).closes_at;
    town.now = closes - 1h;
    town.suspend(id);
    town.pass(48h);
    town.resume(id);
    CHECK(closing_day(*town.call(id).closes_at) == add_days(town.today(), 7));
    // Stopped and resumed within minutes: the published last day stands.
    const CallId other = town.open_call();
    const Instant published = *town.call(other).closes_at;
    town.suspend(other);
    town.pass(1min);
    town.resume(other);
    CHECK(*town.call(other).closes_at >= published);
    CHECK(*town.call(other).closes_at < published + 24h + 1ms);
  });
}

TEST_CASE("a withdrawal ends the call in public, with its reason, and nothing vanishes") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.open_call();
    town.contribute(id, town.sara, "نظر سارا دربارهٔ کتابخانه");
    town.withdraw_call(id);
    CHECK(town.call(id).state == State::withdrawn);
    CHECK(is_public(State::withdrawn));
    CHECK(notice_kinds(town, id).back() == "withdrawn");
    CHECK(town.mails(town.sara.email).back().find("دلیل نمونه") != std::string::npos);
    CHECK(town.read([&](store::Transaction& tx) { return find_contributions(tx, id, {}).total; }) == 1);
    CHECK(refusal(town.try_contribute(id, town.omid, {.body = "دیر آمدم"})) == "contribution.error.not_open");
    CHECK(turn_clock(database, *town.call(id).closes_at + 1h) == 0);
    CHECK(town.call(id).state == State::withdrawn);
  });
}

TEST_CASE("the report is owed 30 days after closing, and late in public") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.open_call();
    const JalaliDate last = closing_day(*town.call(id).closes_at);
    const Instant due = end_of_day_in_tehran(add_days(last, 30));
    CHECK(report_due(town.call(id)) == due);
    CHECK_FALSE(report_overdue(town.call(id), due - 1ms));
    CHECK(report_overdue(town.call(id), due));  // although no clock has turned
    town.close_by_clock(id);
    town.now = due;
    CHECK(report_overdue(town.call(id), town.now));
    town.publish_report(id);
    CHECK_FALSE(report_overdue(town.call(id), town.now));
  });
}

TEST_CASE("analysis begins after closing, by who prepares the call") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.open_call();
    CHECK(refusal(start_analysis(database, town.expert, town.now, id)) == "call.error.wrong_state");
    town.close_by_clock(id);
    for (const Actor* actor : {&town.moderator, &town.approver, &town.agency_admin, &town.national_admin, &town.auditor,
                               &town.institute_expert, &town.sara, &town.guest, &town.stranger})
      CHECK(refusal(start_analysis(database, *actor, town.now, id)) == "call.error.not_yours");
    must(start_analysis(database, town.lead, town.now, id));
    CHECK(town.call(id).state == State::analysing);
    CHECK(refusal(start_analysis(database, town.lead, town.now, id)) == "call.error.wrong_state");
  });
}

TEST_CASE("a call that nobody knows is not found by any command") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId nowhere{"nowhere"};
    CHECK(refusal(close(database, town.lead, town.now, nowhere)) == "call.error.unknown");
    CHECK(refusal(start_analysis(database, town.lead, town.now, nowhere)) == "call.error.unknown");
    CHECK(refusal(propose_suspension(database, town.lead, town.now, nowhere, town.reason())) == "call.error.unknown");
    CHECK(refusal(follow(database, town.sara, town.now, nowhere, true)) == "call.error.unknown");
    CHECK_FALSE(town.read([&](store::Transaction& tx) { return call_by_number(tx, 99).has_value(); }));
  });
}
