// SPDX-License-Identifier: AGPL-3.0-or-later
// The tree of agencies, roles, invitations, resets and the first set-up.
#include "identity/identity.h"

#include <doctest/doctest.h>
#include <thread>

#include "ledger/ledger.h"
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

NewAgency unit_of(const AgencyId& parent, std::string slug) {
  return {.parent = parent, .kind = AgencyKind::unit, .slug = slug, .name_fa = "دفتر " + slug, .name_en = "Office " + slug};
}

// The token in the link of the newest mail to an address: what follows the page's path.
std::string token_in_mail(People& people, std::string_view address, std::string_view path) {
  const auto mails = people.mails(address);
  REQUIRE_FALSE(mails.empty());
  const auto at = mails.back().find(path);
  REQUIRE(at != std::string::npos);
  const auto start = at + path.size();
  return mails.back().substr(start, mails.back().find('\n', start) - start);
}

}  // namespace

TEST_CASE("a role holds on its agency and everything below it, and nowhere else") {
  each_database([](store::Database& database) {
    People town(database);
    const auto agency = [&](const AgencyId& id) {
      return town.read([&](store::Transaction& tx) { return identity::agency(tx, id).value(); });
    };
    CHECK(town.approver.has(Role::approver, agency(town.ministry)));
    CHECK(town.approver.has(Role::approver, agency(town.institute)));
    CHECK(town.approver.has(Role::approver, agency(town.research_office)));
    CHECK_FALSE(town.approver.has(Role::approver, agency(town.other_ministry)));
    CHECK_FALSE(town.approver.has(Role::lead, agency(town.ministry)));
    CHECK(town.expert.has(Role::expert, agency(town.policy_office)));
    CHECK_FALSE(town.expert.has(Role::expert, agency(town.ministry)));
    CHECK_FALSE(town.expert.has(Role::expert, agency(town.public_relations)));
    CHECK(town.national_admin.has(Role::national_admin, agency(town.policy_office)));
    CHECK_FALSE(town.guest.has(Role::expert));
    CHECK(town.guest.guest());
    CHECK_FALSE(town.clock.guest());
    // What the database holds is what the cast believes.
    const auto stored = town.read([&](store::Transaction& tx) { return identity::actor(tx, town.stranger.person).value(); });
    CHECK(stored.grants.size() == 5);
    CHECK(stored.staff);
    CHECK(stored.has(Role::approver, agency(town.other_office)));
    CHECK_FALSE(stored.has(Role::approver, agency(town.ministry)));
  });
}

TEST_CASE("agencies come parents first and in the order of the Persian alphabet") {
  each_database([](store::Database& database) {
    People town(database);
    const auto all = town.read([](store::Transaction& tx) { return agencies(tx); });
    std::vector<std::string> names;
    for (const Agency& agency : all) names.push_back(agency.name_fa);
    CHECK(names == std::vector<std::string>{"وزارت دیگر", "دفتر دیگر", "وزارت نمونه", "پژوهشگاه نمونه", "دفتر پژوهش",
                                            "دفتر سیاست‌گذاری", "روابط عمومی"});
    const auto found = town.read([](store::Transaction& tx) { return agency_by_slug(tx, "institute").value(); });
    CHECK(found.parent == town.ministry);
    CHECK(found.path == "/" + town.ministry.value + "/" + town.institute.value + "/");
    CHECK(found.name(Language::en) == "Sample Institute");
  });
}

TEST_CASE("who may found and change an agency") {
  each_database([](store::Database& database) {
    People town(database);
    struct Case {
      const Actor& actor;
      bool below_ministry, root, in_other;
    };
    const Case cases[] = {{town.national_admin, true, true, true}, {town.agency_admin, true, false, false},
                          {town.stranger, false, false, true},     {town.expert, false, false, false},
                          {town.lead, false, false, false},        {town.approver, false, false, false},
                          {town.moderator, false, false, false},   {town.auditor, false, false, false},
                          {town.sara, false, false, false},        {town.guest, false, false, false}};
    int n = 0;
    for (const Case& one : cases) {
      CAPTURE(one.actor.name);
      const auto slug = [&] { return "new-" + std::to_string(++n); };
      CHECK(found_agency(database, one.actor, town.now, unit_of(town.ministry, slug())).has_value() == one.below_ministry);
      CHECK(found_agency(database, one.actor, town.now, unit_of({}, slug())).has_value() == one.root);
      CHECK(found_agency(database, one.actor, town.now, unit_of(town.other_ministry, slug())).has_value() == one.in_other);
      CHECK(change_agency(database, one.actor, town.now, town.policy_office, unit_of({}, "policy")).has_value() ==
            one.below_ministry);
    }
  });
}

TEST_CASE("an agency's fields are checked") {
  each_database([](store::Database& database) {
    People town(database);
    const auto found = [&](NewAgency ask) { return refusal(found_agency(database, town.agency_admin, town.now, ask)); };
    NewAgency good = unit_of(town.ministry, "archive");
    CHECK(found(unit_of(town.ministry, "policy")) == "identity.error.slug_taken");
    CHECK(found(unit_of(town.ministry, "Policy!")) == "identity.error.slug");
    CHECK(found(unit_of(AgencyId{"nowhere"}, "x1")) == "identity.error.agency_unknown");
    NewAgency bad = good;
    bad.name_en = " ";
    CHECK(found(bad) == "identity.error.name_en");
    bad = good;
    bad.name_fa = "";
    CHECK(found(bad) == "identity.error.name_fa");
    bad = good;
    bad.home_url = "javascript:alert(1)";
    CHECK(found(bad) == "identity.error.home_url");
    CHECK(found(good).empty());
    CHECK(refusal(change_agency(database, town.agency_admin, town.now, town.institute, good)) == "identity.error.slug_taken");
    CHECK(refusal(change_agency(database, town.agency_admin, town.now, AgencyId{"nowhere"}, good)) ==
          "identity.error.agency_unknown");
    good.slug = "institute";
    good.name_fa = "پژوهشگاه تازه";
    must(change_agency(database, town.agency_admin, town.now, town.institute, good));
    CHECK(town.read([&](store::Transaction& tx) { return agency(tx, town.institute).value().name_fa; }) == "پژوهشگاه تازه");
    const auto history = town.read([&](store::Transaction& tx) { return ledger::history(tx, town.institute.value); });
    REQUIRE(history.size() == 1);
    CHECK(history[0].before.find("پژوهشگاه نمونه") != std::string::npos);
    CHECK(history[0].after.find("پژوهشگاه تازه") != std::string::npos);
  });
}

TEST_CASE("an invitation arrives by mail, works once, and within 72 hours") {
  each_database([](store::Database& database) {
    People town(database);
    const auto token = must(invite(database, town.agency_admin, town.now, " New@Example.ORG ", town.policy_office, Role::expert));
    CHECK(token_in_mail(town, "new@example.org", "/invitations/") == token);
    const Acceptance acceptance{.token = token, .name = "کارشناس تازه", .password = std::string(password)};
    Acceptance weak = acceptance;
    weak.password = "short";
    CHECK(refusal(accept_invitation(database, town.now, weak)) == "identity.error.password_short");
    Acceptance unnamed = acceptance;
    unnamed.name = "https://evil.example";
    CHECK(refusal(accept_invitation(database, town.now, unnamed)) == "identity.error.name_link");
    CHECK(refusal(accept_invitation(database, town.now + 72h, acceptance)) == "identity.error.invitation_over");
    const PersonId person = must(accept_invitation(database, town.now + 72h - 1ms, acceptance));
    CHECK(refusal(accept_invitation(database, town.now, acceptance)) == "identity.error.invitation_over");
    const auto actor = town.read([&](store::Transaction& tx) { return identity::actor(tx, person).value(); });
    CHECK(actor.staff);
    REQUIRE(actor.grants.size() == 1);
    CHECK(actor.grants[0].agency == town.policy_office);
    CHECK(actor.grants[0].role == Role::expert);
    // The secret is nowhere but in the mail.
    CHECK(town.count("SELECT COUNT(*) FROM one_time WHERE secret_hash = $1", {token}) == 0);
    CHECK(refusal(invite(database, town.agency_admin, town.now, "new@example.org", town.institute, Role::lead)) ==
          "identity.error.is_staff");
    CHECK(refusal(invite(database, town.agency_admin, town.now, "nobody", town.institute, Role::lead)) == "identity.error.email");
  });
}

TEST_CASE("a citizen who becomes staff keeps what they wrote, and is signed out") {
  each_database([](store::Database& database) {
    People town(database);
    const Session session = database.write_unlogged(
        [&](store::Transaction& tx) { return start_session(tx, town.now, person_by_email(tx, town.sara.email).value(), {}); });
    const auto token = must(invite(database, town.agency_admin, town.now, town.sara.email, town.policy_office, Role::expert));
    CHECK(must(accept_invitation(database, town.now, {token, "سارا", std::string(password)})) == town.sara.person);
    CHECK_FALSE(town.read([&](store::Transaction& tx) { return actor_of_session(tx, town.now, session.token); }).has_value());
  });
}

TEST_CASE("who may give and take which role") {
  each_database([](store::Database& database) {
    People town(database);
    struct Case {
      const Actor& actor;
      bool expert_in_ministry, national, in_other;
    };
    const Case cases[] = {
        {town.national_admin, true, true, true}, {town.agency_admin, true, false, false}, {town.stranger, false, false, true},
        {town.lead, false, false, false},        {town.approver, false, false, false},    {town.auditor, false, false, false},
        {town.expert, false, false, false},      {town.sara, false, false, false},        {town.guest, false, false, false}};
    for (const Case& one : cases) {
      CAPTURE(one.actor.name);
      const auto gives = [&](const AgencyId& agency, Role role) {
        const bool given = give_role(database, one.actor, town.now, town.moderator.person, agency, role).has_value();
        CHECK(take_role(database, given ? one.actor : town.guest, town.now, town.moderator.person, agency, role).has_value() ==
              given);
        return given;
      };
      CHECK(gives(town.policy_office, Role::expert) == one.expert_in_ministry);
      CHECK(gives(town.ministry, Role::national_admin) == one.national);
      CHECK(gives(town.other_office, Role::auditor) == one.in_other);
      CHECK(invite(database, one.actor, town.now, "n@example.org", town.policy_office, Role::lead).has_value() ==
            one.expert_in_ministry);
    }
    CHECK(refusal(give_role(database, town.agency_admin, town.now, town.sara.person, town.policy_office, Role::expert)) ==
          "identity.error.person_unknown");
  });
}

TEST_CASE("the last national administrator stays, also when two go at the same moment") {
  each_database([](store::Database& database) {
    People town(database);
    CHECK(refusal(take_role(database, town.national_admin, town.now, town.national_admin.person, town.other_ministry,
                            Role::national_admin)) == "identity.error.last_admin");
    for (int round = 0; round < 10; ++round) {
      must(give_role(database, town.national_admin, town.now, town.expert.person, town.ministry, Role::national_admin));
      std::atomic<int> taken{0};
      std::thread one([&] {
        taken += take_role(database, town.national_admin, town.now, town.expert.person, town.ministry, Role::national_admin)
                     .has_value();
      });
      std::thread two([&] {
        taken += take_role(database, town.national_admin, town.now, town.national_admin.person, town.other_ministry,
                           Role::national_admin)
                     .has_value();
      });
      one.join();
      two.join();
      CHECK(taken == 1);
      CHECK(town.count("SELECT COUNT(*) FROM role_grant WHERE role = 'national_admin'") == 1);
      database.write_unlogged([&](store::Transaction& tx) {
        tx.execute("DELETE FROM role_grant WHERE role = 'national_admin'");
        tx.execute("INSERT INTO role_grant (person, agency, role, granted_at) VALUES ($1, $2, 'national_admin', 0)",
                   {town.national_admin.person, town.other_ministry});
      });
    }
  });
}

TEST_CASE("a reset changes the password once, ends every session, and says nothing of who exists") {
  each_database([](store::Database& database) {
    People town(database);
    const Session session = database.write_unlogged(
        [&](store::Transaction& tx) { return start_session(tx, town.now, person_by_email(tx, town.expert.email).value(), {}); });
    must(ask_for_reset(database, town.now, "nobody@example.org", "192.0.2.1"));
    must(ask_for_reset(database, town.now, town.sara.email, "192.0.2.1"));
    must(ask_for_reset(database, town.now, "not an address", "192.0.2.1"));
    CHECK(town.count("SELECT COUNT(*) FROM outbox_message") == 0);
    must(ask_for_reset(database, town.now, town.expert.email, "192.0.2.1"));
    const std::string first = token_in_mail(town, town.expert.email, "/resets/");
    must(ask_for_reset(database, town.now + 1s, town.expert.email, "192.0.2.1"));
    const std::string second = token_in_mail(town, town.expert.email, "/resets/");
    CHECK(refusal(reset_password(database, town.now + 2h, second, password)) == "identity.error.reset_over");
    CHECK(refusal(reset_password(database, town.now, "no-token", password)) == "identity.error.reset_over");
    must(reset_password(database, town.now + 2s, second, password));
    CHECK(refusal(reset_password(database, town.now + 3s, second, password)) == "identity.error.reset_over");
    CHECK(refusal(reset_password(database, town.now + 3s, first, password)) == "identity.error.reset_over");
    CHECK_FALSE(town.read([&](store::Transaction& tx) { return actor_of_session(tx, town.now, session.token); }).has_value());
    CHECK(sign_in_with_password(database, town.now, town.expert.email, password, {"192.0.2.2", "b"}).has_value());
    // Three an hour for one address, known or not.
    must(ask_for_reset(database, town.now + 4s, town.expert.email, "192.0.2.1"));
    CHECK(refusal(ask_for_reset(database, town.now + 5s, town.expert.email, "192.0.2.1")) == "identity.error.too_many");
  });
}

TEST_CASE("an empty installation is set up once, by who holds its link") {
  each_database([](store::Database& database) {
    const Instant now = instant(1'777'708'800'000);
    const SetUp ask{.token = "wrong",
                    .email = "first@example.org",
                    .name = "مدیر نخست",
                    .password = std::string(password),
                    .root = {.kind = AgencyKind::ministry, .slug = "root", .name_fa = "نهاد نمونه", .name_en = "Sample Body"}};
    CHECK(refusal(set_up(database, now, ask)) == "identity.error.setup_over");
    const auto old_token = setup_token(database, now);
    const auto token = setup_token(database, now);
    REQUIRE(old_token.has_value());
    REQUIRE(token.has_value());
    SetUp with = ask;
    with.token = *old_token;
    CHECK(refusal(set_up(database, now, with)) == "identity.error.setup_over");
    with.token = *token;
    CHECK(refusal(set_up(database, now + 24h, with)) == "identity.error.setup_over");
    SetUp bad = with;
    bad.root.slug = "";
    CHECK(refusal(set_up(database, now, bad)) == "identity.error.slug");
    const PersonId person = must(set_up(database, now, with));
    CHECK(refusal(set_up(database, now, with)) == "identity.error.setup_over");
    CHECK_FALSE(setup_token(database, now).has_value());
    const auto actor = database.read([&](store::Transaction& tx) { return identity::actor(tx, person).value(); });
    CHECK(actor.has(Role::national_admin));
    CHECK(sign_in_with_password(database, now, "first@example.org", password, {}).has_value());
  });
}

TEST_CASE("passwords that everybody guesses first are refused") {
  CHECK(refusal(good_password("12345678901")) == "identity.error.password_short");
  CHECK(refusal(good_password("123456789012")) == "identity.error.password_common");
  CHECK(refusal(good_password("aaaaaaaaaaaa")) == "identity.error.password_common");
  CHECK(refusal(good_password("Password1234")) == "identity.error.password_common");
  CHECK(refusal(good_password(std::string(1025, 'x') + "abcdefgh")) == "identity.error.password_long");
  CHECK(refusal(good_password("correct horse battery")).empty());
  CHECK(refusal(good_password(password)).empty());
}

TEST_CASE("addresses are kept in one spelling, and what is none is refused") {
  CHECK(tidy_email(" Sara@Example.ORG ") == "sara@example.org");
  CHECK(tidy_email("sara۱@example.org") == "sara1@example.org");
  for (const char* bad : {"", "@", "a@", "@b.c", "a@b", "a b@c.d", "a@b.c.", "a@b@c.d", "a@b.c\r\nBcc: x@y.z", "<a@b.c>",
                          "a,b@c.d", "سارا@example.org"})
    CHECK_FALSE(tidy_email(bad).has_value());
}

TEST_CASE("a name is changed by its owner, and the log keeps the former one") {
  each_database([](store::Database& database) {
    People town(database);
    CHECK(refusal(rename(database, town.sara, town.now, "  ")) == "identity.error.name");
    CHECK(refusal(rename(database, town.sara, town.now, std::string(61, 'x'))) == "identity.error.name_long");
    must(rename(database, town.sara, town.now, "سارای تازه"));
    CHECK(town.read([&](store::Transaction& tx) { return person(tx, town.sara.person).value().name; }) == "سارای تازه");
  });
}

TEST_CASE("a forgotten person cannot be found by anything they left") {
  each_database([](store::Database& database) {
    People town(database);
    const Session session = database.write_unlogged(
        [&](store::Transaction& tx) { return start_session(tx, town.now, person_by_email(tx, town.sara.email).value(), {}); });
    must(send_code(database, town.now, town.sara.email, Language::fa, {"192.0.2.1", ""}));
    must(rename(database, town.sara, town.now, "سارای تازه"));
    database.write_unlogged([&](store::Transaction& tx) { forget_person(tx, town.now, town.sara.person); });
    CHECK_FALSE(town.read([&](store::Transaction& tx) { return identity::actor(tx, town.sara.person); }).has_value());
    CHECK_FALSE(town.read([&](store::Transaction& tx) { return actor_of_session(tx, town.now, session.token); }).has_value());
    CHECK(town.mails(town.sara.email).empty());
    CHECK(town.count("SELECT COUNT(*) FROM one_time WHERE email = $1", {town.sara.email}) == 0);
    CHECK(town.count("SELECT COUNT(*) FROM event_actor WHERE actor = $1", {town.sara.person}) == 0);
    CHECK(town.count("SELECT COUNT(*) FROM event_content WHERE after LIKE '%سارای تازه%'") == 0);
    // The address may come again, as somebody new.
    must(send_code(database, town.now + 1h, town.sara.email, Language::fa, {"192.0.2.1", ""}));
  });
}
