// SPDX-License-Identifier: AGPL-3.0-or-later
// Letters about a call: one for each person and event, each with its own way to stop; the reminder before closing.
#include "consultation/follow.h"

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

// The token in the link of the last letter to this address.
std::string token_in(Town& town, std::string_view address) {
  const auto mails = town.mails(address);
  REQUIRE(!mails.empty());
  const auto at = mails.back().rfind("/letters/");
  REQUIRE(at != std::string::npos);
  return mails.back().substr(at + 9, 32);
}

void extend(Town& town, const CallId& id, int days) {
  const JalaliDate later = add_days(closing_day(*town.call(id).closes_at), days);
  town.approve(must(propose_extension(town.database, town.lead, town.now, id, later, town.reason())));
}

}  // namespace

TEST_CASE("one person gets one letter of one event, however they take part") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.open_call();
    must(follow(database, town.sara, town.now, id, true));
    town.contribute(id, town.sara, "نظر نخست");
    town.contribute(id, town.sara, "نظر دوم");
    // Without signing in, in another language, with the address of the account.
    town.contribute(id, town.guest, Contribute{.body = "A third comment", .email = town.sara.email, .language = "en"});
    town.contribute(id, town.guest, Contribute{.body = "نظر مهمان", .email = "guest@example.org"});
    town.contribute(id, town.guest, Contribute{.body = "Another one", .email = "guest@example.org", .language = "en"});
    extend(town, id, 10);
    CHECK(town.mails(town.sara.email).size() == 1);
    CHECK(town.mails("guest@example.org").size() == 1);
    CHECK(town.mails(town.omid.email).empty());
  });
}

TEST_CASE("a letter's own link stops the letters without signing in, and begins them again") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.open_call(), other = town.open_call();
    for (const CallId& call : {id, other}) must(follow(database, town.sara, town.now, call, true));
    must(follow(database, town.omid, town.now, id, true));
    extend(town, id, 1);
    const std::string token = token_in(town, town.sara.email);
    CHECK(token != token_in(town, town.omid.email));
    CHECK(refusal(choose_mail(database, town.now, "", Stopped::course)) == "letters.error.unknown");
    CHECK(refusal(choose_mail(database, town.now, std::string(32, 'a'), Stopped::course)) == "letters.error.unknown");
    must(choose_mail(database, town.now, token, Stopped::course));
    CHECK_FALSE(town.read([&](store::Transaction& tx) { return follows(tx, town.sara.person, id); }));
    // Neither by the comment that is written later, nor in the call that was not meant.
    town.contribute(id, town.sara, "نظر پس از توقف نامه‌ها");
    extend(town, id, 1);
    CHECK(town.mails(town.sara.email).size() == 1);
    CHECK(town.mails(town.omid.email).size() == 2);
    extend(town, other, 1);
    CHECK(town.mails(town.sara.email).size() == 2);
    // News of one's own comment still comes, until all is stopped.
    const Receipt own = town.contribute(id, town.sara, "نظر دیگر");
    town.pass(1s);
    town.hide(own.id);
    CHECK(town.mails(town.sara.email).size() == 3);
    CHECK(token_in(town, town.sara.email) == token);
    must(choose_mail(database, town.now, token, Stopped::all));
    const Receipt second = town.contribute(id, town.sara, "نظر آخر");
    town.hide(second.id);
    CHECK(town.mails(town.sara.email).size() == 3);
    must(choose_mail(database, town.now, token, Stopped::nothing));
    extend(town, id, 1);
    CHECK(town.mails(town.sara.email).size() == 4);
    // Following again is also a wish for letters.
    must(choose_mail(database, town.now, token, Stopped::course));
    must(follow(database, town.sara, town.now, id, true));
    extend(town, id, 1);
    CHECK(town.mails(town.sara.email).size() == 5);
  });
}

TEST_CASE("a guest's choice holds for all that was left with the same address; stopping all forgets it") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.open_call();
    town.contribute(id, town.guest, Contribute{.body = "نظر یک", .email = "guest@example.org"});
    const Receipt second = town.contribute(id, town.guest, Contribute{.body = "نظر دو", .email = "guest@example.org"});
    town.contribute(id, town.guest, Contribute{.body = "نظر کسی دیگر", .email = "somebody@example.org"});
    extend(town, id, 1);
    const std::string token = token_in(town, "guest@example.org");
    must(choose_mail(database, town.now, token, Stopped::course));
    extend(town, id, 1);
    CHECK(town.mails("guest@example.org").size() == 1);
    CHECK(town.mails("somebody@example.org").size() == 2);
    town.hide(second.id);
    CHECK(town.mails("guest@example.org").size() == 2);
    must(choose_mail(database, town.now, token, Stopped::all));
    CHECK(town.count("SELECT COUNT(*) FROM contribution_contact WHERE email = 'guest@example.org'") == 0);
    CHECK(town.count("SELECT COUNT(*) FROM contribution_contact") == 1);
  });
}

TEST_CASE("an erased person leaves no choice of letters behind") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.open_call();
    must(follow(database, town.sara, town.now, id, true));
    extend(town, id, 1);
    CHECK(town.count("SELECT COUNT(*) FROM mail_choice WHERE reader = $1", {town.sara.person}) == 1);
    must(erase_person(database, town.secret, town.sara, town.now));
    CHECK(town.count("SELECT COUNT(*) FROM mail_choice WHERE reader = $1", {town.sara.person}) == 0);
  });
}

TEST_CASE("who takes part is reminded three days before closing, once, and again only when the call was given more time") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.open_call();
    must(follow(database, town.sara, town.now, id, true));
    const Instant first = *town.call(id).closes_at - 72h;
    turn_clock(database, first - 1ms);
    CHECK(town.mails(town.sara.email).empty());
    for (int i = 0; i < 3; ++i) turn_clock(database, first + i * 1h);
    REQUIRE(town.mails(town.sara.email).size() == 1);
    CHECK(town.mails(town.sara.email).back().starts_with("پایان مهلت نزدیک است"));
    CHECK(town.count("SELECT COUNT(*) FROM notice WHERE call = $1 AND kind = 'last_days'", {id}) == 1);
    town.now = first + 5h;
    extend(town, id, 10);
    turn_clock(database, town.now);
    CHECK(town.mails(town.sara.email).size() == 2);  // of the extension
    turn_clock(database, *town.call(id).closes_at - 72h);
    CHECK(town.mails(town.sara.email).size() == 3);
    town.close_by_clock(id);
    CHECK(town.mails(town.sara.email).size() == 3);
  });
}

TEST_CASE("a suspended call reminds nobody") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.open_call();
    must(follow(database, town.sara, town.now, id, true));
    town.suspend(id);
    const auto before = town.mails(town.sara.email).size();
    turn_clock(database, *town.call(id).closes_at - 24h);
    CHECK(town.mails(town.sara.email).size() == before);
  });
}
