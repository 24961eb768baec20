// SPDX-License-Identifier: AGPL-3.0-or-later
#include "consultation/stakeholder.h"

#include "consultation/retention.h"
#include "testing/town.h"

using namespace mosharekat;
using namespace mosharekat::consultation;
using namespace mosharekat::testing;

namespace {

const Stakeholder readers{.kind = "ngo",
                          .name_fa = "انجمن نمونهٔ کتاب‌خوانان",
                          .name_en = "Sample Readers' Society",
                          .email = " Readers@Example.ORG "};

std::vector<Stakeholder> of(Town& town, const CallId& call) {
  return town.read([&](store::Transaction& tx) { return stakeholders(tx, call); });
}

}  // namespace

TEST_CASE("who prepares a call names its stakeholders; each gets one letter when it opens") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.announced_call(2);
    const auto name = [&](const identity::Actor& actor, const Stakeholder& one) {
      return refusal(name_stakeholder(database, actor, town.now, id, one));
    };
    CHECK(name(town.stranger, readers) == "call.error.not_yours");
    CHECK(name(town.moderator, readers) == "call.error.not_yours");
    Stakeholder wrong = readers;
    wrong.kind = "friends";
    CHECK(name(town.expert, wrong) == "stakeholder.error.kind");
    wrong = readers;
    wrong.name_fa = " ";
    CHECK(name(town.expert, wrong) == "stakeholder.error.name");
    wrong = readers;
    wrong.email = "not an address";
    CHECK(name(town.expert, wrong) == "contribution.error.email");
    CHECK(of(town, id).empty());

    must(name_stakeholder(database, town.expert, town.now, id, readers));
    Stakeholder again = readers;
    again.name_fa = "انجمن  نمونه کتابخوانان";  // another spelling of the same name
    CHECK(name(town.expert, again) == "stakeholder.error.taken");
    must(name_stakeholder(database, town.lead, town.now, id, {.kind = "academic", .name_fa = "پژوهشکدهٔ نمونه"}));
    CHECK(town.mails("readers@example.org").empty());
    const auto named = of(town, id);
    REQUIRE(named.size() == 2);
    CHECK(named[0].kind == "academic");
    CHECK(named[1].email == "readers@example.org");
    CHECK(!named[1].invited_at);
    CHECK(kinds_left_out(named) == std::vector<std::string_view>{"association", "private_sector", "expert", "affected"});

    town.pass(48h);
    turn_clock(database, town.now);
    REQUIRE(town.mails("readers@example.org").size() == 1);
    const std::string letter = town.mails("readers@example.org").back();
    CHECK(letter.find("آیین‌نامهٔ کتابخانه‌های نمونه") != std::string::npos);
    CHECK(letter.find("Regulation of sample libraries") != std::string::npos);
    turn_clock(database, town.now + 1h);
    CHECK(town.mails("readers@example.org").size() == 1);
    for (const Stakeholder& one : of(town, id)) CHECK(one.invited_at.has_value());
    CHECK(refusal(drop_stakeholder(database, town.expert, town.now, id, of(town, id)[1].id)) == "stakeholder.error.invited");

    // Named while it is open: at once.
    must(name_stakeholder(database, town.expert, town.now, id,
                          {.kind = "private_sector", .name_fa = "اتحادیهٔ نمونهٔ ناشران", .email = "union@example.org"}));
    CHECK(town.mails("union@example.org").size() == 1);
    // No address stands in the log of acts.
    CHECK(town.count("SELECT COUNT(*) FROM event_content WHERE before LIKE '%@%' OR after LIKE '%@%'") == 0);
    town.close_by_clock(id);
    CHECK(name(town.expert, {.kind = "expert", .name_fa = "کارشناس دیر"}) == "call.error.wrong_state");
  });
}

TEST_CASE("a call that opens with its approval invites then; who is named while it rests is invited when it goes on") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.prepared_call();
    must(name_stakeholder(database, town.expert, town.now, id, readers));
    town.approve(town.propose_opening(id));
    REQUIRE(town.call(id).state == State::open);
    CHECK(town.mails("readers@example.org").size() == 1);
    const Instant invited = of(town, id).front().invited_at.value();
    town.suspend(id);
    must(name_stakeholder(database, town.expert, town.now, id,
                          {.kind = "expert", .name_fa = "کارشناس نمونه", .email = "late@example.org"}));
    CHECK(town.mails("late@example.org").empty());
    town.pass(24h);
    town.resume(id);
    CHECK(town.mails("late@example.org").size() == 1);
    CHECK(of(town, id)[0].invited_at == invited);  // once
  });
}

TEST_CASE("one who was not invited yet can be dropped, by who prepares the call") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.prepared_call();
    must(name_stakeholder(database, town.expert, town.now, id, readers));
    const std::string one = of(town, id).front().id;
    CHECK(refusal(drop_stakeholder(database, town.stranger, town.now, id, one)) == "call.error.not_yours");
    CHECK(refusal(drop_stakeholder(database, town.expert, town.now, town.prepared_call(), one)) == "stakeholder.error.unknown");
    must(drop_stakeholder(database, town.expert, town.now, id, one));
    CHECK(of(town, id).empty());
  });
}

TEST_CASE("a stakeholder took part where a public contribution bears its name, in either language and any spelling") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.open_call();
    turn_clock(database, town.now);
    must(name_stakeholder(database, town.expert, town.now, id, readers));
    const auto write = [&](std::string organisation) {
      Contribute ask;
      ask.body = "نظر نمونه دربارهٔ کتابخانه از " + organisation;
      ask.organisation = std::move(organisation);
      town.pass(1min);
      return town.contribute(id, town.sara, ask);
    };
    write("انجمن دیگر");
    CHECK(!of(town, id).front().took_part);
    const auto receipt = write("sample readers' society");
    CHECK(of(town, id).front().took_part);
    must(withdraw(database, town.secret, town.now, {.actor = town.sara}, receipt.id));
    CHECK(!of(town, id).front().took_part);
    write("انجمن نمونه کتابخوانان");
    CHECK(of(town, id).front().took_part);
  });
}

TEST_CASE("addresses of stakeholders go with those of guests, thirty days after the call was withdrawn") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.open_call();
    turn_clock(database, town.now);
    must(name_stakeholder(database, town.expert, town.now, id, readers));
    town.withdraw_call(id);
    town.pass(24h * (kept_days - 1));
    turn_clock(database, town.now);
    CHECK(of(town, id).front().email == "readers@example.org");
    town.pass(48h);
    turn_clock(database, town.now);
    CHECK(of(town, id).front().email.empty());
    CHECK(of(town, id).front().name_fa == readers.name_fa);
  });
}
