// SPDX-License-Identifier: AGPL-3.0-or-later
// Identity and opinion apart: what stays counted when an account is erased, traits that cannot be laid beside contributions, and
// addresses that go by themselves.
#include <algorithm>
#include <doctest/doctest.h>

#include "consultation/contribution.h"
#include "ledger/ledger.h"
#include "outbox/outbox.h"
#include "testing/town.h"

using namespace mosharekat;
using namespace mosharekat::consultation;
using namespace std::chrono_literals;
using testing::each_database;
using testing::must;
using testing::refusal;
using testing::Town;

namespace {

AnchorCount whole(Town& town, const CallId& id) {
  const auto counts = town.read([&](store::Transaction& tx) { return counts_by_anchor(tx, id); });
  for (const AnchorCount& count : counts)
    if (count.anchor.empty()) return count;
  return {};
}

// The same address with a new account.
identity::Actor again(Town& town, const identity::Actor& former) {
  return town.database.write_unlogged([&](store::Transaction& tx) {
    return identity::actor(tx, identity::insert_person(tx, town.now, former.email, "باز آمده", false, Language::fa, "")).value();
  });
}

}  // namespace

TEST_CASE("an erased account stays one voice however often it wrote, also when the same address comes back") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.open_call();
    for (const std::string stance : {"for", "against", "against"})
      town.contribute(id, town.sara, Contribute{.body = "نظر سارا", .stance = stance});
    town.contribute(id, town.omid, Contribute{.body = "نظر امید", .stance = "against"});
    CHECK(whole(town, id).against == 2);
    must(erase_person(database, town.secret, town.sara, town.now));
    CHECK(whole(town, id).against == 2);
    CHECK(whole(town, id).for_text == 0);
    const identity::Actor back = again(town, town.sara);
    CHECK(back.person != town.sara.person);
    town.contribute(id, back, Contribute{.body = "باز هم سارا", .stance = "for"});
    CHECK(whole(town, id).against == 1);
    CHECK(whole(town, id).for_text == 1);
    CHECK(town.count("SELECT COUNT(DISTINCT voice) FROM contribution") == 2);
    CHECK(town.count("SELECT COUNT(*) FROM contribution WHERE NOT member") == 0);
  });
}

TEST_CASE("each guest's contribution is a voice of its own, and a voice says nothing of the person") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.open_call(), other = town.open_call();
    town.contribute(id, town.guest, "نظر مهمان نخست");
    town.contribute(id, town.guest, "نظر مهمان دوم");
    town.contribute(id, town.sara, "نظر سارا");
    town.contribute(other, town.sara, "نظر سارا در فراخوان دیگر");
    CHECK(town.count("SELECT COUNT(DISTINCT voice) FROM contribution") == 4);
    CHECK(town.count("SELECT COUNT(*) FROM contribution WHERE member") == 2);
    for (const std::string& trace : {town.sara.person.value, town.sara.email})
      CHECK(town.count("SELECT COUNT(*) FROM contribution WHERE voice LIKE '%' || $1 || '%'", {trace}) == 0);
  });
}

TEST_CASE("what an erased account supported stays counted once, and the same address supports neither again nor itself") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.open_call();
    const ContributionId of_omid = town.contribute(id, town.omid, "نظر امید").id;
    const ContributionId of_sara = town.contribute(id, town.sara, "نظر سارا").id;
    CHECK(must(support(database, town.secret, town.sara, town.now, of_omid, true)) == 1);
    must(erase_person(database, town.secret, town.sara, town.now));
    CHECK(town.contribution(of_omid).supports == 1);
    const identity::Actor back = again(town, town.sara);
    CHECK(must(support(database, town.secret, back, town.now, of_omid, true)) == 1);
    CHECK(refusal(support(database, town.secret, back, town.now, of_sara, true)) == "contribution.error.own_support");
    CHECK(must(support(database, town.secret, back, town.now, of_omid, false)) == 0);
  });
}

TEST_CASE("the traits of an erased account go, those of others stay") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.open_call(), other = town.open_call();
    for (const CallId& call : {id, other})
      for (const identity::Actor* who : {&town.sara, &town.omid})
        must(set_traits(database, town.secret, town.now, town.contribute(call, *who, "نظر با مشخصات").id, {.gender = "female"}));
    CHECK(town.count("SELECT COUNT(*) FROM participant") == 4);
    must(erase_person(database, town.secret, town.sara, town.now));
    CHECK(town.count("SELECT COUNT(*) FROM participant") == 2);
    CHECK(town.count("SELECT COUNT(*) FROM participant WHERE call = $1", {id}) == 1);
  });
}

TEST_CASE("traits cannot be laid beside contributions by the order in which they were written") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.open_call();
    constexpr int people = 24;
    std::vector<std::string> written;  // keys, in the order of writing
    for (int i = 0; i < people; ++i) {
      const ContributionId one = town.contribute(id, town.guest, "نظر مهمان " + std::to_string(i)).id;
      must(set_traits(database, town.secret, town.now, one, {.birth_year = 1340 + i}));
      written.push_back(town.read([&](store::Transaction& tx) {
                              return tx.one<std::string>("SELECT key FROM participant WHERE birth_year = $1", {1340 + i},
                                                         [](store::Row& row) { return row.text(); });
                            })
                            .value());
    }
    const auto keys = [](store::Row& row) { return row.text(); };
    std::vector<std::string> sorted = written;
    std::sort(sorted.begin(), sorted.end());
    // As a file, a dump or a walk over the table gives them.
    const auto stored =
        town.read([&](store::Transaction& tx) { return tx.all<std::string>("SELECT key FROM participant", {}, keys); });
    CHECK(stored == sorted);
    CHECK(stored != written);
    if (database.engine() == store::Engine::sqlite) {
      CHECK_THROWS(town.read([](store::Transaction& tx) { tx.query("SELECT rowid FROM participant"); }));
    } else {
      const auto by_place = town.read(
          [&](store::Transaction& tx) { return tx.all<std::string>("SELECT key FROM participant ORDER BY ctid", {}, keys); });
      CHECK(by_place == sorted);
      CHECK(town.count("SELECT COUNT(DISTINCT xmin::text) FROM participant") == 1);
    }
    // Nor by a fine time: the log knows the day.
    CHECK(town.count("SELECT COUNT(DISTINCT at) FROM event WHERE kind = 'participant.described'") == 1);
  });
}

TEST_CASE("a guest's address goes a month after its call was withdrawn, and at once with the contribution") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.open_call();
    const Contribute ask{.body = "نظر مهمان با نشانی", .email = "guest@example.org"};
    town.contribute(id, town.guest, ask);
    const Receipt taken_back = town.contribute(id, town.guest, ask);
    must(withdraw(database, town.secret, town.now, {.code = taken_back.code}, taken_back.id));
    CHECK(town.count("SELECT COUNT(*) FROM contribution_contact") == 1);
    town.withdraw_call(id);
    turn_clock(database, town.now + 720h - 1s);
    CHECK(town.count("SELECT COUNT(*) FROM contribution_contact") == 1);
    turn_clock(database, town.now + 720h);
    CHECK(town.count("SELECT COUNT(*) FROM contribution_contact") == 0);
    CHECK(town.count("SELECT COUNT(*) FROM event WHERE kind = 'contacts.erased'") == 1);
  });
}

TEST_CASE("letters that were delivered or given up lose address and text a month later, by the clock") {
  each_database([](store::Database& database) {
    Town town(database);
    database.write_unlogged([&](store::Transaction& tx) {
      for (const std::string name : {"delivered", "given up", "waiting"})
        outbox::owe(tx, town.now, {.key = name + ":a@example.org", .address = "a@example.org", .subject = name, .body = "b"});
    });
    for (const auto& one : outbox::lease(database, town.now, "mail", 10)) {
      if (one.message.subject == "delivered") outbox::delivered(database, town.now, one.id);
      if (one.message.subject != "given up") continue;
      database.write_unlogged(
          [&](store::Transaction& tx) { tx.execute("UPDATE outbox_message SET tries = 8 WHERE id = $1", {one.id}); });
      outbox::failed(database, town.now, one.id, "no such mailbox a@example.org");
    }
    turn_clock(database, town.now + 720h - 1s);
    CHECK(town.count("SELECT COUNT(*) FROM outbox_message WHERE address = 'a@example.org'") == 3);
    turn_clock(database, town.now + 720h);
    CHECK(town.count("SELECT COUNT(*) FROM outbox_message WHERE address = 'a@example.org' AND state = 'waiting'") == 1);
    for (const char* state : {"delivered", "given_up"})
      CHECK(town.count("SELECT COUNT(*) FROM outbox_message WHERE state = $1 AND address = '' AND key NOT LIKE '%@%' AND "
                       "last_error = ''",
                       {state}) == 1);
  });
}

TEST_CASE(
    "the address of an invitation that nobody followed goes a month later; one that became a person's stays with the person") {
  each_database([](store::Database& database) {
    Town town(database);
    must(identity::invite(database, town.agency_admin, town.now, "nobody@example.org", town.policy_office,
                          identity::Role::expert));
    const std::string token = must(
        identity::invite(database, town.agency_admin, town.now, "new@example.org", town.policy_office, identity::Role::expert));
    must(identity::accept_invitation(database, town.now,
                                     {.token = token, .name = "کارشناس تازه", .password = "a long pass phrase 1"}));
    CHECK(town.count("SELECT COUNT(*) FROM event_content WHERE after LIKE '%@%'") == 0);
    turn_clock(database, town.now + 720h - 1s);
    CHECK(town.count("SELECT COUNT(*) FROM event_address") == 2);
    turn_clock(database, town.now + 720h);
    CHECK(town.count("SELECT COUNT(*) FROM event_address WHERE address = 'new@example.org'") == 1);
    CHECK(town.count("SELECT COUNT(*) FROM event_address") == 1);
  });
}
