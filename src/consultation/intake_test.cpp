// SPDX-License-Identifier: AGPL-3.0-or-later
#include "consultation/intake.h"

#include "testing/town.h"

using namespace mosharekat;
using namespace mosharekat::consultation;
using namespace mosharekat::testing;

namespace {

Intake letter_from(Town& town, JalaliDate received_on) {
  return {.channel = "letter",
          .received_on = received_on,
          .reference = "ن/۴۵",
          .contribution = {.body = "این ماده برای روستاها شدنی نیست.",
                           .display_name = "انجمن نمونه",
                           .consent_version = "1405-1",
                           .once = "intake-" + new_id(town.now)},
          .scan = PaperFile{"letter.pdf", "%PDF-1.4"}};
}

}  // namespace

TEST_CASE("what came by letter counts like any other; its clerk is kept beside it and is not its author") {
  each_database([](store::Database& database) {
    Town town(database);
    consultation::Settings no_guests;
    no_guests.guests = false;
    const CallId id = town.open_call(no_guests);
    Intake ask = letter_from(town, town.today());
    const Receipt receipt = must(record_contribution(database, town.secret, town.expert, town.now, id, ask));
    const Contribution made = town.contribution(receipt.id);
    CHECK(made.author.empty());
    CHECK(made.channel == "letter");
    CHECK(made.display_name == "انجمن نمونه");
    const auto line = town.read([&](store::Transaction& tx) { return intakes(tx, id); }).at(0);
    CHECK(line.recorded_by == town.expert.person);
    CHECK(line.reference == "ن/۴۵");
    CHECK(town.read([&](store::Transaction& tx) { return intake_scan(tx, id, receipt.number); })->content == "%PDF-1.4");
    // The same form again is the same contribution.
    CHECK(must(record_contribution(database, town.secret, town.expert, town.now, id, ask)).number == receipt.number);
    CHECK(town.count("SELECT COUNT(*) FROM contribution") == 1);
    CHECK(town.count("SELECT COUNT(*) FROM intake") == 1);
    // A guest on the web still needs an account here.
    CHECK(refusal(town.try_contribute(id, town.guest, {.body = "x"})) == "contribution.error.sign_in");
  });
}

TEST_CASE("what arrived by the last day is entered within the grace days, and not after them") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.open_call();
    const JalaliDate last = closing_day(*town.call(id).closes_at);
    const auto try_record = [&](JalaliDate received_on) {
      town.pass(1s);
      return refusal(record_contribution(database, town.secret, town.expert, town.now, id, letter_from(town, received_on)));
    };
    town.close_by_clock(id);
    CHECK(try_record(last) == "");
    CHECK(try_record(add_days(last, 1)) == "contribution.error.closed");  // came too late
    CHECK(try_record({1405, 2, 11}) == "contribution.error.not_open");    // came before it opened
    must(start_analysis(database, town.expert, town.now, id));
    town.now = end_of_day_in_tehran(add_days(last, grace_days)) - 10s;
    CHECK(try_record(last) == "");
    const ApprovalId waiting = town.propose_report(id);
    CHECK(try_record(last) == "disposition.error.report_waits");
    must(take_back(database, town.lead, town.now, waiting));
    town.now = end_of_day_in_tehran(add_days(last, grace_days));
    CHECK(try_record(last) == "intake.error.over");
  });
}

TEST_CASE("only those who prepare the call enter it, by a known channel, on a day that has been, with a paper") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.open_call();
    const auto refused = [&](const identity::Actor& actor, const Intake& ask) {
      return refusal(record_contribution(database, town.secret, actor, town.now, id, ask));
    };
    const Intake good = letter_from(town, town.today());
    for (const identity::Actor* actor : {&town.sara, &town.stranger, &town.institute_expert, &town.approver, &town.auditor})
      CHECK(refused(*actor, good) == "call.error.not_yours");
    Intake wrong = good;
    wrong.channel = "web";
    CHECK(refused(town.expert, wrong) == "intake.error.channel");
    wrong = good;
    wrong.received_on = add_days(town.today(), 1);
    CHECK(refused(town.expert, wrong) == "intake.error.received_on");
    wrong = good;
    wrong.scan->content = "<script>";
    CHECK(refused(town.expert, wrong) == "letter.error.file_type");
    CHECK(town.count("SELECT COUNT(*) FROM contribution") == 0);
  });
}
