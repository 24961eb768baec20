// SPDX-License-Identifier: AGPL-3.0-or-later
#include "consultation/complaint.h"

#include <doctest/doctest.h>

#include "consultation/holiday.h"
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

struct Reported {
  CallId call;
  Receipt of_sara, of_guest;
};

Reported reported_call(Town& town) {
  const CallId id = town.open_call();
  Reported made{id, town.contribute(id, town.sara, "نظر سارا"),
                town.contribute(id, town.guest, Contribute{.body = "نظر مهمان", .email = "guest@example.org"})};
  town.close_by_clock(id);
  town.dispose(id, {made.of_sara.id, made.of_guest.id});
  town.publish_report(id);
  return made;
}

std::string complains(Town& town, const Claim& claim, const ContributionId& id, About about,
                      std::string_view text = "شکایت دارم") {
  return refusal(complain(town.database, town.secret, town.now, claim, id, about, text));
}
std::string answers_it(Town& town, const Actor& actor, const ComplaintId& id, std::string_view text = "پاسخ شکایت") {
  return refusal(answer_complaint(town.database, actor, town.now, id, true, text));
}
ComplaintCounts counts(Town& town, const CallId& id) {
  return town.read([&](store::Transaction& tx) { return complaint_counts(tx, id, town.now); });
}

}  // namespace

TEST_CASE("who took part complains with the account or the code, once about each") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId open = town.open_call();
    const Receipt early = town.contribute(open, town.sara, "نظر");
    CHECK(complains(town, {town.sara}, early.id, About::disposition) == "complaint.error.no_answer");
    CHECK(complains(town, {town.sara}, early.id, About::process).empty());
    const Reported made = reported_call(town);
    CHECK(complains(town, {town.omid}, made.of_sara.id, About::disposition) == "contribution.error.not_yours");
    CHECK(complains(town, {}, made.of_sara.id, About::disposition) == "contribution.error.not_yours");
    CHECK(complains(town, {.code = made.of_guest.code}, made.of_sara.id, About::process) == "contribution.error.not_yours");
    CHECK(complains(town, {town.sara}, made.of_sara.id, About::disposition, "  ") == "complaint.error.empty");
    CHECK(complains(town, {town.sara}, made.of_sara.id, About::disposition, std::string(5001, 'x')) ==
          "contribution.error.too_long");
    CHECK(complains(town, {town.sara}, made.of_sara.id, About::disposition).empty());
    CHECK(complains(town, {town.sara}, made.of_sara.id, About::disposition) == "complaint.error.once");
    CHECK(complains(town, {.code = made.of_sara.code}, made.of_sara.id, About::process).empty());
    CHECK(complains(town, {.code = made.of_guest.code}, made.of_guest.id, About::disposition).empty());
    CHECK(counts(town, made.call).made == 3);
    town.pass(24h * 190);
    const Reported other = reported_call(town);
    town.pass(24h * 184);
    CHECK(complains(town, {town.sara}, other.of_sara.id, About::disposition) == "complaint.error.too_late");
    CHECK(complains(town, {town.sara}, other.of_sara.id, About::process).empty());
  });
}

TEST_CASE("a complaint is answered by another person than who decided, hid or prepared, and its writer is told") {
  each_database([](store::Database& database) {
    Town town(database);
    // The lead decides on one comment, so that the lead is the wrong person for it.
    const CallId id = town.open_call();
    const Receipt one = town.contribute(id, town.sara, "نظر سارا");
    town.close_by_clock(id);
    const Actor both = town.with_role(town.expert, town.ministry, Role::approver);
    town.dispose(id, {one.id});
    town.publish_report(id);
    const ComplaintId answer =
        must(complain(database, town.secret, town.now, {town.sara}, one.id, About::disposition, "نادرست است"));
    const ComplaintId process =
        must(complain(database, town.secret, town.now, {town.sara}, one.id, About::process, "مهلت کم بود"));
    for (const Actor* actor : {&town.expert, &town.moderator, &town.agency_admin, &town.national_admin, &town.auditor,
                               &town.institute_expert, &town.sara, &town.guest, &town.stranger})
      CHECK(answers_it(town, *actor, answer) == "call.error.not_yours");
    CHECK(answers_it(town, both, answer) == "complaint.error.second_person");  // decided on it
    CHECK(answers_it(town, both, process) == "complaint.error.second_person");
    const Actor author = town.with_role(town.sara, town.ministry, Role::approver);
    CHECK(answers_it(town, author, answer) == "complaint.error.second_person");
    CHECK(answers_it(town, town.lead, answer, " ") == "complaint.error.answer_empty");
    const auto open = [&](const Actor& actor) {
      return town.read([&](store::Transaction& tx) { return open_complaints(tx, actor).size(); });
    };
    CHECK(open(town.lead) == 2);
    CHECK(open(town.approver) == 2);
    CHECK(open(both) == 0);
    CHECK(open(town.stranger) == 0);
    const auto before = town.mails(town.sara.email).size();
    CHECK(answers_it(town, town.lead, answer).empty());
    CHECK(answers_it(town, town.approver, answer) == "complaint.error.answered");
    town.pass(1s);
    CHECK(answers_it(town, town.approver, process).empty());
    CHECK(answers_it(town, town.lead, ComplaintId{"none"}) == "complaint.error.unknown");
    REQUIRE(town.mails(town.sara.email).size() == before + 2);
    CHECK(town.mails(town.sara.email).back().find("پاسخ شکایت") != std::string::npos);
    CHECK(counts(town, id).answered == 2);
    CHECK(counts(town, id).upheld == 2);
    CHECK(town.count("SELECT COUNT(*) FROM event WHERE kind = 'complaint.upheld'") == 2);
  });
}

TEST_CASE("who prepared a call does not answer a complaint about its process; who hid a comment none of its author's") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.open_call();
    const Receipt one = town.contribute(id, town.sara, "نظر سارا");
    const Actor hider = town.with_role(town.moderator, town.ministry, Role::approver);
    const Actor preparer = town.with_role(town.expert, town.ministry, Role::approver);
    town.hide(one.id);
    const ComplaintId process = must(complain(database, town.secret, town.now, {town.sara}, one.id, About::process, "پنهان شد"));
    CHECK(answers_it(town, hider, process) == "complaint.error.second_person");
    CHECK(answers_it(town, preparer, process) == "complaint.error.second_person");
    CHECK(answers_it(town, town.approver, process).empty());
  });
}

TEST_CASE("how long an agency has to answer a complaint is its policy, with its source; ten working days where it set none") {
  each_database([](store::Database& database) {
    Town town(database);
    const auto days = [&](const identity::AgencyId& id) {
      return town.read([&](store::Transaction& tx) { return duty_for(tx, identity::agency(tx, id).value(), Duty::complaint); });
    };
    CHECK(days(town.ministry).days == 10);
    CHECK(days(town.ministry).unit == PeriodUnit::working_days);
    must(set_duty_clock(database, town.agency_admin, town.now,
                        {.agency = town.ministry, .duty = Duty::complaint, .rule = {.days = 3, .source = "دستور نمونه"}}));
    const Reported made = reported_call(town);
    must(complain(database, town.secret, town.now, {town.sara}, made.of_sara.id, About::disposition, "شکایت دارم"));
    CHECK(town.count("SELECT due_at FROM complaint") == milliseconds(end_of_day_in_tehran(add_days(town.today(), 3))));
    // Below it the same holds, elsewhere not.
    CHECK(days(town.institute).days == 3);
    CHECK(days(town.other_ministry).days == 10);
  });
}

TEST_CASE("a complaint is overdue at the end of its tenth working day, until it is answered; its words stay private") {
  each_database([](store::Database& database) {
    Town town(database);
    const Reported made = reported_call(town);
    const ComplaintId id = must(
        complain(database, town.secret, town.now, {town.sara}, made.of_sara.id, About::disposition, "رازی در این شکایت است"));
    const auto due = [&] {
      return town.read(
          [&](store::Transaction& tx) { return complaint_due(tx, identity::agency(tx, town.ministry).value(), town.now); });
    };
    // Ten days and the Fridays among them; a day on which offices are closed does not count.
    CHECK(due() >= end_of_day_in_tehran(add_days(town.today(), 11)));
    CHECK(due() <= end_of_day_in_tehran(add_days(town.today(), 20)));
    const Instant promised = due();
    CHECK(town.count("SELECT due_at FROM complaint") == milliseconds(promised));
    must(set_holiday(
        database, town.national_admin, town.now,
        {.kind = HolidayKind::closure, .day = closing_day(promised), .name_fa = "آلودگی هوا", .source = "هیئت وزیران"}));
    CHECK(due() > promised);
    town.now = promised - 1ms;
    CHECK(counts(town, made.call).overdue == 0);
    town.pass(1ms);
    CHECK(counts(town, made.call).overdue == 1);
    CHECK(answers_it(town, town.lead, id).empty());
    CHECK(counts(town, made.call).overdue == 0);
    CHECK(town.count("SELECT COUNT(*) FROM event_content WHERE after LIKE '%رازی%'") == 0);
    must(erase_person(database, town.secret, town.sara, town.now));
    CHECK(town.count("SELECT COUNT(*) FROM complaint WHERE text LIKE '%رازی%'") == 0);
    CHECK(counts(town, made.call).made == 1);
  });
}
