// SPDX-License-Identifier: AGPL-3.0-or-later
// The decision on each contribution, and the gate of the report.
#include <doctest/doctest.h>

#include "consultation/answer.h"
#include "ledger/ledger.h"
#include "testing/town.h"

using namespace mosharekat;
using namespace mosharekat::consultation;
using namespace std::chrono_literals;
using Answer = consultation::Code;
using identity::Actor;
using testing::each_database;
using testing::must;
using testing::refusal;
using testing::Town;

namespace {

Unanswered open_ones(Town& town, const CallId& id) {
  return town.read([&](store::Transaction& tx) { return unanswered(tx, id); });
}

std::optional<Disposition> decision(Town& town, const ContributionId& id) {
  return town.read([&](store::Transaction& tx) { return disposition(tx, id); });
}

std::string disposes(Town& town, const Actor& actor, const CallId& id, const ContributionId& contribution,
                     std::string code = "noted") {
  return refusal(dispose(town.database, actor, town.now, id, {.contributions = {contribution}, .code = code, .reason = "دلیل"}));
}

}  // namespace

TEST_CASE("every code has its word in both languages, and is known by its name alone") {
  for (const Answer code : all_codes) {
    CAPTURE(name(code));
    CHECK(code_named(name(code)) == code);
    CHECK(locale::has("disposition.code." + std::string(name(code))));
  }
  CHECK_FALSE(code_named("rejected").has_value());
  CHECK_FALSE(code_named("").has_value());
  CHECK(locale::sentence(Language::fa, "disposition.code.supports_text") == "موافقت با متن");
  CHECK(outcome(Answer::rejected_cost) == Outcome::refused);
  CHECK(outcome(Answer::accepted) == Outcome::accepted);
  CHECK(outcome(Answer::accepted_in_part) == Outcome::partly);
  CHECK(outcome(Answer::noted) == Outcome::other);
}

TEST_CASE("each code asks for what it must be given, and for nothing else") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.open_call();
    const ContributionId mine = town.contribute(id, town.sara, "نظر سارا").id;
    town.close_by_clock(id);
    for (const Answer code : all_codes) {
      CAPTURE(name(code));
      const Needs demanded = needs(code);
      const bool refusing = outcome(code) == Outcome::refused;
      CHECK(demanded.citation == refusing);
      CHECK(demanded.reason == (code != Answer::supports_text && code != Answer::accepted && code != Answer::already_in_text));
      CHECK(demanded.part == (code == Answer::accepted_in_part));
      CHECK(demanded.place == (code == Answer::already_in_text));
      const auto with = [&](bool reason, bool citation, bool part, bool place) {
        return refusal(dispose(database, town.expert, town.now, id,
                               {.contributions = {mine},
                                .code = std::string(name(code)),
                                .part = part ? "بند نخست" : " ",
                                .reason = reason ? "دلیل" : "\n",
                                .citation = citation ? "ماده ۵ قانون نمونه" : "",
                                .place = place ? "m2" : ""}));
      };
      CHECK(with(true, true, true, true).empty());
      CHECK(with(demanded.reason, demanded.citation, demanded.part, demanded.place).empty());
      CHECK(with(false, true, true, true) == (demanded.reason ? "disposition.error.reason" : ""));
      CHECK(with(true, false, true, true) == (demanded.citation ? "disposition.error.citation" : ""));
      CHECK(with(true, true, false, true) == (demanded.part ? "disposition.error.part" : ""));
      CHECK(with(true, true, true, false) == (demanded.place ? "disposition.error.place" : ""));
    }
    CHECK(disposes(town, town.expert, id, mine, "rejected") == "disposition.error.code");
    CHECK(refusal(dispose(database, town.expert, town.now, id, {.contributions = {}, .code = "accepted"})) ==
          "disposition.error.none_chosen");
    CHECK(refusal(dispose(database, town.expert, town.now, id,
                          {.contributions = {mine}, .code = "noted", .reason = std::string(10001, 'x')})) ==
          "contribution.error.too_long");
  });
}

TEST_CASE("decisions are made after closing and before the report, by who prepares the call") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.open_call();
    const ContributionId mine = town.contribute(id, town.sara, "نظر سارا").id;
    const auto nobody_else = [&] {
      for (const Actor* actor : {&town.moderator, &town.approver, &town.agency_admin, &town.national_admin, &town.auditor,
                                 &town.institute_expert, &town.sara, &town.guest, &town.stranger})
        CHECK(disposes(town, *actor, id, mine) == "call.error.not_yours");
    };
    nobody_else();
    CHECK(disposes(town, town.expert, id, mine) == "disposition.error.state");
    town.suspend(id);
    CHECK(disposes(town, town.expert, id, mine) == "disposition.error.state");
    town.resume(id);
    town.now = *town.call(id).closes_at;  // no clock has turned
    nobody_else();
    CHECK(disposes(town, town.expert, id, mine).empty());
    must(start_analysis(database, town.expert, town.now, id));
    CHECK(disposes(town, town.lead, id, mine).empty());
    nobody_else();
    town.publish_report(id);
    CHECK(disposes(town, town.expert, id, mine) == "disposition.error.state");
    nobody_else();
  });
}

TEST_CASE("one decision for many is taken whole or not at all") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.open_call({.replies = true}), other = town.open_call();
    std::vector<ContributionId> all;
    for (int i = 0; i < 4; ++i) all.push_back(town.contribute(id, town.sara, "نظر شمارهٔ " + std::to_string(i)).id);
    const ContributionId elsewhere = town.contribute(other, town.sara, "در فراخوان دیگر").id;
    const ContributionId official = must(reply_officially(database, town.secret, town.expert, town.now, all[0], "پاسخ رسمی"));
    town.hide(all[3]);
    town.close_by_clock(id);
    const auto bulk = [&](std::vector<ContributionId> chosen) {
      return refusal(
          dispose(database, town.expert, town.now, id, {.contributions = chosen, .code = "noted", .reason = "ملاحظه"}));
    };
    CHECK(bulk({all[0], elsewhere}) == "contribution.error.unknown");
    CHECK(bulk({all[0], official}) == "contribution.error.unknown");
    CHECK(bulk({all[0], ContributionId{"nowhere"}}) == "contribution.error.unknown");
    CHECK(bulk({all[0], all[3]}) == "disposition.error.not_public");
    CHECK_FALSE(decision(town, all[0]).has_value());
    CHECK(bulk({all[0], all[1], all[2]}).empty());
    CHECK(decision(town, all[2])->reason == "ملاحظه");
    CHECK(decision(town, all[2])->officer == town.expert.person);
    CHECK(decision(town, all[2])->unit == town.policy_office);
    // A second decision takes the first one's place; both stand in the log.
    town.dispose(id, {all[2]}, "rejected_legal");
    CHECK(decision(town, all[2])->code == Answer::rejected_legal);
    CHECK(decision(town, all[2])->citation == "ماده ۵ قانون نمونه");
    const auto history = town.read([&](store::Transaction& tx) { return ledger::history(tx, all[2].value); });
    CHECK(history.back().before.find("noted") != std::string::npos);
    CHECK(history.back().after.find("rejected_legal") != std::string::npos);
  });
}

TEST_CASE("an assigned unit of the same body answers what it was given, and nothing else") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.open_call();
    const ContributionId given = town.contribute(id, town.sara, "برای پژوهشگاه").id;
    const ContributionId other = town.contribute(id, town.sara, "برای دفتر سیاست‌گذاری").id;
    const auto assigns = [&](const Actor& actor, const identity::AgencyId& unit) {
      return refusal(assign(database, actor, town.now, {given}, unit, town.now + 48h));
    };
    for (const Actor* actor : {&town.moderator, &town.approver, &town.agency_admin, &town.auditor, &town.institute_expert,
                               &town.sara, &town.guest, &town.stranger})
      CHECK(assigns(*actor, town.research_office) == "call.error.not_yours");
    CHECK(assigns(town.expert, town.other_office) == "disposition.error.unit");
    CHECK(assigns(town.expert, identity::AgencyId{"nowhere"}) == "call.error.agency_unknown");
    CHECK(assigns(town.expert, town.policy_office).empty());
    CHECK(assigns(town.lead, town.research_office).empty());  // given on
    CHECK(refusal(assign(database, town.lead, town.now, {}, town.research_office, std::nullopt)) ==
          "disposition.error.none_chosen");
    const auto of_unit = [&](const identity::AgencyId& unit) {
      return town.read([&](store::Transaction& tx) { return find_contributions(tx, id, {.unit = unit.value}).total; });
    };
    CHECK(of_unit(town.research_office) == 1);
    CHECK(of_unit(town.policy_office) == 0);
    // Notes stay among those who work on it.
    CHECK(refusal(add_note(database, town.expert, town.now, given, " ")) == "disposition.error.note_empty");
    must(add_note(database, town.expert, town.now, given, "از پژوهشگاه بپرسیم"));
    town.pass(1s);
    must(add_note(database, town.institute_expert, town.now, given, "پاسخ در راه است"));
    CHECK(refusal(add_note(database, town.institute_expert, town.now, other, "؟")) == "call.error.not_yours");
    CHECK(refusal(add_note(database, town.sara, town.now, given, "؟")) == "call.error.not_yours");
    const auto written = town.read([&](store::Transaction& tx) { return notes(tx, given); });
    REQUIRE(written.size() == 2);
    CHECK(written[0].author == "کارشناس نمونه");
    CHECK(written[1].text == "پاسخ در راه است");
    town.close_by_clock(id);
    CHECK(disposes(town, town.institute_expert, id, given).empty());
    CHECK(decision(town, given)->unit == town.research_office);
    CHECK(disposes(town, town.institute_expert, id, other) == "call.error.not_yours");
  });
}

TEST_CASE("the report waits for the last decision and the last reason") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.open_call();
    const ContributionId one = town.contribute(id, town.sara, "نظر یکم").id, two = town.contribute(id, town.sara, "نظر دوم").id;
    const ContributionId waiting = town.contribute(id, town.sara, "شماره‌ام 09121234567 است").id;
    const ContributionId hidden = town.contribute(id, town.sara, "نظر پنهان").id;
    const ContributionId withdrawn = town.contribute(id, town.sara, "نظر پس‌گرفته").id;
    town.hide(hidden);
    must(withdraw(database, town.secret, town.now, {.actor = town.sara}, withdrawn));
    town.close_by_clock(id);
    CHECK(open_ones(town, id).total == 5);
    CHECK(open_ones(town, id).without_disposition == 3);  // hidden and withdrawn ones count as decided
    const auto tries = [&] {
      const auto approval = town.propose_report(id);
      town.pass(1s);
      const auto refused = approve(database, town.approver, town.now, approval);
      if (!refused) must(return_for_correction(database, town.approver, town.now, approval, "کامل نیست"));
      return refused;
    };
    const auto first = tries();
    CHECK(refusal(first) == "report.error.without_disposition");
    CHECK(locale::sentence(Language::fa, first.error()).find("۳") != std::string::npos);
    CHECK(town.call(id).state == State::closed);
    town.dispose(id, {one, waiting}, "supports_text");
    town.dispose(id, {two}, "rejected_legal");
    // No command leaves a refusal without its reason; the gate looks all the same.
    database.write_unlogged(
        [&](store::Transaction& tx) { tx.execute("UPDATE disposition SET citation = '' WHERE contribution = $1", {two}); });
    CHECK(open_ones(town, id).without_reason == 1);
    CHECK(refusal(tries()) == "report.error.without_reason");
    town.dispose(id, {two}, "rejected_cost");
    CHECK(open_ones(town, id).without_disposition == 0);
    // Shown again by an appeal, a contribution needs its decision too.
    must(appeal(database, town.secret, town.now, {.actor = town.sara}, hidden, "چرا؟"));
    const auto open = town.read([&](store::Transaction& tx) { return open_appeals(tx, town.lead); });
    must(decide_appeal(database, town.lead, town.now, open.at(0).id, true, "درست است"));
    CHECK(refusal(tries()) == "report.error.without_disposition");
    town.dispose(id, {hidden}, "noted");
    CHECK(tries().has_value());
    CHECK(town.call(id).state == State::reported);
  });
}

TEST_CASE("with the report each contributor gets the answer in their own language, once") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.open_call();
    must(follow(database, town.omid, town.now, id, true));
    const ContributionId by_sara = town.contribute(id, town.sara, "ساعت هشت دیر است").id;
    const ContributionId by_guest =
        town.contribute(id, town.guest, Contribute{.body = "Open on Fridays too.", .email = "g@example.org", .language = "en"})
            .id;
    const ContributionId without_address = town.contribute(id, town.guest, "بی نشانی").id;
    town.close_by_clock(id);
    town.dispose(id, {by_sara}, "accepted_in_part");
    town.dispose(id, {by_guest, without_address}, "rejected_cost");
    CHECK(town.mails(town.sara.email).empty());
    town.publish_report(id);
    const auto fa = town.mails(town.sara.email), en = town.mails("g@example.org");
    REQUIRE(fa.size() == 1);
    REQUIRE(en.size() == 1);
    for (const char* part : {"بخشی پذیرفته شد", "بخش پذیرفته‌شده: بخش نخست", "دلیل: دلیل نمونه",
                             "«ساعت هشت دیر است»", "پاسخ‌دهنده: وزارت نمونه",
                             "%site%/calls/1/contributions/1", "آیین‌نامهٔ کتابخانه‌های نمونه"})
      CHECK(fa[0].find(part) != std::string::npos);
    for (const char* part : {"Rejected: cost", "Source: ماده ۵ قانون نمونه", "“Open on Fridays too.”", "Sample Ministry",
                             "%site%/en/calls/1/contributions/2", "Regulation of sample libraries"})
      CHECK(en[0].find(part) != std::string::npos);
    CHECK(fa[0].find("\n\n\n") == std::string::npos);
    CHECK(town.mails(town.omid.email).at(0).find("گزارش جامع") != std::string::npos);
    CHECK(town.count("SELECT COUNT(*) FROM outbox_message") == 3);
    CHECK(town.read([&](store::Transaction& tx) { return notices(tx, id); }).back().kind == "reported");
    // A corrected report takes the first one's place and does not send the answers again.
    town.pass(24h);
    town.publish_report(id);
    CHECK(town.count("SELECT COUNT(*) FROM outbox_message") == 3);
    CHECK(town.count("SELECT COUNT(*) FROM report WHERE state = 'published'") == 1);
    CHECK(town.count("SELECT version FROM report WHERE state = 'published'") == 2);
    CHECK(town.read([&](store::Transaction& tx) { return notices(tx, id); }).back().kind == "report_corrected");
    CHECK(town.call(id).state == State::reported);
  });
}

TEST_CASE("a report is not published while people can still write") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId open = town.open_call();
    const auto early = town.propose_report(open);
    CHECK(refusal(approve(database, town.approver, town.now, early)) == "call.error.wrong_state");
    // At the deadline it may, although no clock has turned: this is the first report, with its answers.
    const CallId id = town.open_call();
    const ContributionId mine = town.contribute(id, town.sara, "نظر سارا").id;
    town.now = *town.call(id).closes_at;
    town.dispose(id, {mine});
    town.publish_report(id);
    CHECK(town.call(id).state == State::reported);
    CHECK(town.mails(town.sara.email).size() == 1);
    const CallId withdrawn = town.open_call();
    town.withdraw_call(withdrawn);
    CHECK(refusal(approve(database, town.approver, town.now, town.propose_report(withdrawn))) == "call.error.wrong_state");
  });
}

TEST_CASE("a call without a single contribution has its report") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.open_call();
    town.close_by_clock(id);
    town.publish_report(id);
    CHECK(town.call(id).state == State::reported);
    CHECK(town.read([&](store::Transaction& tx) { return answered(tx, id); }).empty());
  });
}

TEST_CASE("what the report is made from holds everything in order, with decisions and themes") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.open_call();
    std::vector<ContributionId> all;
    for (int i = 0; i < 3; ++i) all.push_back(town.contribute(id, town.sara, "نظر شمارهٔ " + std::to_string(i)).id);
    must(reply_officially(database, town.secret, town.expert, town.now, all[0], "پاسخ رسمی"));
    const ThemeId theme = must(make_theme(database, town.expert, town.now, id, {.name_fa = "ساعت کار"}));
    must(put_in_theme(database, town.expert, town.now, theme, {all[1]}));
    town.hide(all[2]);
    town.close_by_clock(id);
    town.dispose(id, {all[0]}, "accepted");
    const auto everything = town.read([&](store::Transaction& tx) { return answered(tx, id); });
    REQUIRE(everything.size() == 3);
    CHECK(everything[0].disposition->code == Answer::accepted);
    CHECK(everything[0].themes.empty());
    CHECK_FALSE(everything[1].disposition.has_value());
    CHECK(everything[1].themes == std::vector<ThemeId>{theme});
    CHECK(everything[2].contribution.state == Visibility::hidden);
    const auto by = [&](const ContributionFilter& filter) {
      return town.read([&](store::Transaction& tx) { return find_contributions(tx, id, filter).total; });
    };
    CHECK(by({.code = "accepted"}) == 1);
    CHECK(by({.code = "none"}) == 1);
    CHECK(by({.theme = theme.value}) == 1);
    CHECK(by({.theme = "none"}) == 2);
  });
}
