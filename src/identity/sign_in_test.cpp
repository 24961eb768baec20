// SPDX-License-Identifier: AGPL-3.0-or-later
// Codes, passwords, sessions and the limits of trying.
#include <doctest/doctest.h>
#include <thread>

#include "base/hash.h"
#include "base/text.h"
#include "identity/identity.h"
#include "testing/people.h"

using namespace mosharekat;
using namespace mosharekat::identity;
using namespace std::chrono_literals;
using testing::each_database;
using testing::must;
using testing::People;
using testing::refusal;

namespace {

constexpr std::string_view password = "اسب آبی زیر باران";
const Client home{"192.0.2.7", "Browser 1"};

void set_password(People& town, const Actor& who) {
  static const std::string stored = hash::password(password);
  town.database.write_unlogged(
      [&](store::Transaction& tx) { tx.execute("UPDATE person SET password = $2 WHERE id = $1", {who.person, stored}); });
}

// The six digits of the newest mail.
std::string code_in_mail(People& town, std::string_view address) {
  const auto mails = town.mails(address);
  REQUIRE_FALSE(mails.empty());
  const std::string subject = text::ascii_digits(mails.back().substr(0, mails.back().find('\n')));
  return subject.substr(subject.find_first_of("0123456789"), 6);
}

std::optional<Actor> actor_of(People& town, Instant now, const Session& session) {
  return town.read([&](store::Transaction& tx) { return actor_of_session(tx, now, session.token); });
}

}  // namespace

TEST_CASE("a citizen signs in with the code that was sent; the first use makes the account") {
  each_database([](store::Database& database) {
    People town(database);
    must(send_code(database, town.now, " New@example.org", Language::en, home));
    const std::string code = code_in_mail(town, "new@example.org");
    CHECK(town.mails("new@example.org").back().find("sign-in code") != std::string::npos);
    const Session session = must(
        sign_in_with_code(database, town.now + 1min, "new@example.org", text::persian_digits(" " + code), Language::en, home));
    const auto actor = actor_of(town, town.now + 1min, session);
    REQUIRE(actor.has_value());
    CHECK(actor->email == "new@example.org");
    CHECK_FALSE(actor->staff);
    CHECK_FALSE(actor->guest());
    // Once.
    CHECK(refusal(sign_in_with_code(database, town.now + 2min, "new@example.org", code, Language::en, home)) ==
          "identity.error.wrong_code");
    // The second time it is the same account.
    must(send_code(database, town.now + 3min, "new@example.org", Language::en, home));
    const Session again = must(sign_in_with_code(database, town.now + 3min, "new@example.org",
                                                 code_in_mail(town, "new@example.org"), Language::en, home));
    CHECK(again.person == session.person);
  });
}

TEST_CASE("a code lives ten minutes, and a newer one ends it") {
  each_database([](store::Database& database) {
    People town(database);
    must(send_code(database, town.now, town.sara.email, Language::fa, home));
    const std::string first = code_in_mail(town, town.sara.email);
    CHECK(refusal(sign_in_with_code(database, town.now + 10min, town.sara.email, first, Language::fa, home)) ==
          "identity.error.wrong_code");
    must(send_code(database, town.now + 1s, town.sara.email, Language::fa, home));
    const std::string second = code_in_mail(town, town.sara.email);
    if (first != second)
      CHECK(refusal(sign_in_with_code(database, town.now + 2s, town.sara.email, first, Language::fa, home)) ==
            "identity.error.wrong_code");
    CHECK(refusal(sign_in_with_code(database, town.now + 2s, town.omid.email, second, Language::fa, home)) ==
          "identity.error.wrong_code");
    must(sign_in_with_code(database, town.now + 10min, town.sara.email, second, Language::fa, home));
  });
}

TEST_CASE("after five wrong tries the right code is of no use, also when they come in parallel") {
  each_database([](store::Database& database) {
    People town(database);
    must(send_code(database, town.now, town.sara.email, Language::fa, home));
    const std::string code = code_in_mail(town, town.sara.email);
    const std::string wrong = code == "000000" ? "000001" : "000000";
    std::vector<std::thread> threads;
    for (int i = 0; i < 5; ++i)
      threads.emplace_back(
          [&] { CHECK_FALSE(sign_in_with_code(database, town.now, town.sara.email, wrong, Language::fa, home).has_value()); });
    for (auto& thread : threads) thread.join();
    CHECK(refusal(sign_in_with_code(database, town.now, town.sara.email, code, Language::fa, home)) ==
          "identity.error.wrong_code");
  });
}

TEST_CASE("one code makes one session, however many send it at the same moment") {
  each_database([](store::Database& database) {
    People town(database);
    must(send_code(database, town.now, town.sara.email, Language::fa, home));
    const std::string code = code_in_mail(town, town.sara.email);
    std::atomic<int> made{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i)
      threads.emplace_back(
          [&] { made += sign_in_with_code(database, town.now, town.sara.email, code, Language::fa, home).has_value(); });
    for (auto& thread : threads) thread.join();
    CHECK(made == 1);
  });
}

TEST_CASE("codes are limited per address and per sender") {
  each_database([](store::Database& database) {
    People town(database);
    for (int i = 0; i < 5; ++i) must(send_code(database, town.now, town.sara.email, Language::fa, home));
    const auto sixth = send_code(database, town.now, town.sara.email, Language::fa, {"198.51.100.1", ""});
    CHECK(refusal(sixth) == "identity.error.too_many");
    CHECK(sixth.error().code == mosharekat::Code::too_many);
    CHECK(std::get<std::int64_t>(sixth.error().arguments.at(0).value) == 60);
    for (int i = 0; i < 15; ++i)
      must(send_code(database, town.now, "n" + std::to_string(i) + "@example.org", Language::fa, home));
    CHECK(refusal(send_code(database, town.now, "n99@example.org", Language::fa, home)) == "identity.error.too_many");
    must(send_code(database, town.now + 1h, town.sara.email, Language::fa, home));
    CHECK(refusal(send_code(database, town.now, "nobody", Language::fa, home)) == "identity.error.email");
  });
}

TEST_CASE("staff do not sign in with a code, and citizens not with a password") {
  each_database([](store::Database& database) {
    People town(database);
    must(send_code(database, town.now, town.expert.email, Language::fa, home));
    CHECK(refusal(sign_in_with_code(database, town.now, town.expert.email, code_in_mail(town, town.expert.email), Language::fa,
                                    home)) == "identity.error.staff_have_password");
    set_password(town, town.sara);
    CHECK(refusal(sign_in_with_password(database, town.now, town.sara.email, password, home)) == "identity.error.wrong_password");
    CHECK(refusal(sign_in_with_password(database, town.now, "nobody@example.org", password, home)) ==
          "identity.error.wrong_password");
    CHECK(refusal(sign_in_with_password(database, town.now, town.lead.email, password, home)) == "identity.error.wrong_password");
  });
}

TEST_CASE("a password is tried ten times in a quarter of an hour") {
  each_database([](store::Database& database) {
    People town(database);
    set_password(town, town.expert);
    must(sign_in_with_password(database, town.now, town.expert.email, password, home));
    for (int i = 0; i < 9; ++i)
      must(attempt(database, town.now, "password:for:" + town.expert.email, 10, 15min));  // as nine wrong ones would
    CHECK(refusal(sign_in_with_password(database, town.now, town.expert.email, password, home)) == "identity.error.too_many");
    must(sign_in_with_password(database, town.now + 15min, town.expert.email, password, home));
  });
}

TEST_CASE("passwords and codes are limited per sender too, whomever they are tried for") {
  each_database([](store::Database& database) {
    People town(database);
    set_password(town, town.expert);
    must(send_code(database, town.now, town.sara.email, Language::fa, home));
    const std::string code = code_in_mail(town, town.sara.email);
    // As wrong ones for other people would.
    for (int i = 0; i < 30; ++i) must(attempt(database, town.now, "password:from:" + home.remote_address, 30, 15min));
    for (int i = 0; i < 60; ++i) must(attempt(database, town.now, "code:try:" + home.remote_address, 60, 1h));
    CHECK(refusal(sign_in_with_password(database, town.now, town.expert.email, password, home)) == "identity.error.too_many");
    CHECK(refusal(sign_in_with_code(database, town.now, town.sara.email, code, Language::fa, home)) == "identity.error.too_many");
    const Client away{"198.51.100.1", "Browser 2"};
    CHECK(sign_in_with_password(database, town.now, town.expert.email, password, away).has_value());
    CHECK(sign_in_with_code(database, town.now, town.sara.email, code, Language::fa, away).has_value());
  });
}

TEST_CASE("an attempt is counted within its window, by its key, and exactly when they come in parallel") {
  each_database([](store::Database& database) {
    People town(database);
    for (int i = 0; i < 3; ++i) must(attempt(database, town.now + i * 1min, "key", 3, 10min));
    const auto fourth = attempt(database, town.now + 4min, "key", 3, 10min);
    CHECK(refusal(fourth) == "identity.error.too_many");
    CHECK(std::get<std::int64_t>(fourth.error().arguments.at(0).value) == 6);
    must(attempt(database, town.now + 4min, "other key", 3, 10min));
    CHECK_FALSE(attempt(database, town.now + 10min - 1ms, "key", 3, 10min).has_value());
    must(attempt(database, town.now + 10min, "key", 3, 10min));
    std::atomic<int> allowed{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; ++i)
      threads.emplace_back([&] {
        for (int n = 0; n < 4; ++n) allowed += attempt(database, town.now, "parallel", 10, 10min).has_value();
      });
    for (auto& thread : threads) thread.join();
    CHECK(allowed == 10);
    // What is over is not kept for ever.
    must(attempt(database, town.now + 25h, "late", 3, 10min));
    CHECK(town.count("SELECT COUNT(*) FROM attempt") == 1);
  });
}

TEST_CASE("a session ends when it is idle, and a staff session after a day however active") {
  each_database([](store::Database& database) {
    People town(database);
    set_password(town, town.expert);
    const Session staff = must(sign_in_with_password(database, town.now, town.expert.email, password, home));
    CHECK(actor_of(town, town.now + 12h - 1ms, staff).has_value());
    CHECK_FALSE(actor_of(town, town.now + 12h, staff).has_value());
    touch_session(database, town.now + 11h, staff.token);
    touch_session(database, town.now + 22h, staff.token);
    CHECK(actor_of(town, town.now + 24h - 1ms, staff).has_value());
    CHECK_FALSE(actor_of(town, town.now + 24h, staff).has_value());
    must(send_code(database, town.now, town.sara.email, Language::fa, home));
    const Session citizen =
        must(sign_in_with_code(database, town.now, town.sara.email, code_in_mail(town, town.sara.email), Language::fa, home));
    CHECK(actor_of(town, town.now + 719h, citizen).has_value());
    CHECK_FALSE(actor_of(town, town.now + 720h, citizen).has_value());
    CHECK_FALSE(actor_of(town, town.now, {"", {}}).has_value());
    CHECK(town.count("SELECT COUNT(*) FROM session WHERE token_hash = $1", {citizen.token}) == 0);
  });
}

TEST_CASE("a session is touched at most once a minute") {
  each_database([](store::Database& database) {
    People town(database);
    set_password(town, town.expert);
    const Session session = must(sign_in_with_password(database, town.now, town.expert.email, password, home));
    const auto seen_at = [&] { return town.count("SELECT seen_at FROM session"); };
    touch_session(database, town.now + 59s, session.token);
    CHECK(seen_at() == milliseconds(town.now));
    touch_session(database, town.now + 61s, session.token);
    CHECK(seen_at() == milliseconds(town.now + 61s));
  });
}

TEST_CASE("people see their sessions and end them, and nobody else's") {
  each_database([](store::Database& database) {
    People town(database);
    set_password(town, town.expert);
    const Session first = must(sign_in_with_password(database, town.now, town.expert.email, password, home));
    const Session second =
        must(sign_in_with_password(database, town.now + 1s, town.expert.email, password, {"192.0.2.8", "Browser 2"}));
    const Session third = must(sign_in_with_password(database, town.now + 2s, town.expert.email, password, {"192.0.2.9", "B3"}));
    const auto list = [&] {
      return town.read([&](store::Transaction& tx) { return sessions(tx, town.now + 3s, town.expert.person, second.token); });
    };
    REQUIRE(list().size() == 3);
    CHECK(list()[0].user_agent == "B3");
    CHECK(list()[1].current);
    CHECK_FALSE(list()[0].current);
    CHECK(refusal(end_session(database, town.now + 4s, town.lead, list()[0].id)) == "identity.error.session_unknown");
    must(end_session(database, town.now + 4s, town.expert, list()[0].id));
    CHECK_FALSE(actor_of(town, town.now + 4s, third).has_value());
    end_other_sessions(database, town.now + 5s, town.expert, second.token);
    CHECK_FALSE(actor_of(town, town.now + 5s, first).has_value());
    CHECK(actor_of(town, town.now + 5s, second).has_value());
    sign_out(database, town.now + 6s, second.token);
    CHECK_FALSE(actor_of(town, town.now + 6s, second).has_value());
  });
}

TEST_CASE("roles that were taken are gone at the next request") {
  each_database([](store::Database& database) {
    People town(database);
    set_password(town, town.expert);
    const Session session = must(sign_in_with_password(database, town.now, town.expert.email, password, home));
    must(take_role(database, town.agency_admin, town.now, town.expert.person, town.policy_office, Role::expert));
    CHECK(actor_of(town, town.now, session).value().grants.empty());
  });
}
