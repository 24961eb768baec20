// SPDX-License-Identifier: AGPL-3.0-or-later
#include "outbox/outbox.h"

#include <doctest/doctest.h>
#include <thread>

#include "testing/databases.h"

using namespace mosharekat;
using namespace std::chrono_literals;
using store::Database;

namespace {

const Instant noon = instant(1'777'708'800'000);

void owe(Database& database, std::string key, std::string address = "sara@example.org") {
  database.write_unlogged([&](store::Transaction& tx) {
    outbox::owe(
        tx, noon,
        {.key = key, .address = address, .language = Language::en, .subject = "On " + key, .body = "See %site%/en/calls/7"});
  });
}

outbox::Counts counts(Database& database) {
  return database.read([](store::Transaction& tx) { return outbox::counts(tx); });
}

}  // namespace

TEST_CASE("a message under one key is owed once") {
  testing::each_database([](Database& database) {
    owe(database, "answer:1");
    owe(database, "answer:1");
    owe(database, "answer:2");
    CHECK(counts(database).waiting == 2);
  });
}

TEST_CASE("what is owed in a command that fails is not owed") {
  testing::each_database([](Database& database) {
    const auto refused = database.write_unlogged([](store::Transaction& tx) -> Result<int> {
      outbox::owe(tx, noon, {.key = "k", .address = "a@example.org", .subject = "s", .body = "b"});
      return Error{Code::conflict, "no"};
    });
    CHECK_FALSE(refused.has_value());
    CHECK(counts(database).waiting == 0);
  });
}

TEST_CASE("a leased message is nobody else's for five minutes, then comes again unless it was delivered") {
  testing::each_database([](Database& database) {
    owe(database, "answer:1");
    CHECK(outbox::lease(database, noon, "sms", 10).empty());
    const auto first = outbox::lease(database, noon, "mail", 10);
    REQUIRE(first.size() == 1);
    CHECK(first[0].message.key == "answer:1");
    CHECK(first[0].message.address == "sara@example.org");
    CHECK(first[0].message.language == Language::en);
    CHECK(first[0].message.subject == "On answer:1");
    CHECK(first[0].message.body == "See %site%/en/calls/7");
    CHECK(first[0].tries == 1);
    CHECK(outbox::lease(database, noon + 4min, "mail", 10).empty());
    const auto second = outbox::lease(database, noon + 5min, "mail", 10);
    REQUIRE(second.size() == 1);
    CHECK(second[0].tries == 2);
    outbox::delivered(database, noon + 5min, second[0].id);
    CHECK(outbox::lease(database, noon + 24h, "mail", 10).empty());
    CHECK(counts(database).delivered == 1);
  });
}

TEST_CASE("as many are leased as were asked for, the oldest first") {
  testing::each_database([](Database& database) {
    for (int i = 0; i < 5; ++i) owe(database, "k" + std::to_string(i));
    CHECK(outbox::lease(database, noon, "mail", 3).size() == 3);
    CHECK(outbox::lease(database, noon, "mail", 3).size() == 2);
    CHECK(outbox::lease(database, noon, "mail", 3).empty());
  });
}

TEST_CASE("drivers that lease at the same time never share a message") {
  testing::each_database([](Database& database) {
    constexpr int messages = 60;
    for (int i = 0; i < messages; ++i) owe(database, "k" + std::to_string(i));
    std::atomic<int> leased{0};
    std::vector<std::thread> drivers;
    for (int i = 0; i < 6; ++i)
      drivers.emplace_back([&] {
        for (int n = 0; n < 10; ++n) leased += static_cast<int>(outbox::lease(database, noon, "mail", 4).size());
      });
    for (auto& driver : drivers) driver.join();
    CHECK(leased == messages);
  });
}

TEST_CASE("a message that fails is tried again later each time, and given up after the eighth try") {
  testing::each_database([](Database& database) {
    owe(database, "answer:1");
    Instant now = noon;
    const std::vector<Milliseconds> waits{1min, 5min, 30min, 2h, 6h, 12h, 24h};
    for (const Milliseconds wait : waits) {
      const auto leased = outbox::lease(database, now, "mail", 1);
      REQUIRE(leased.size() == 1);
      outbox::failed(database, now, leased[0].id, "the server said \xFFno");
      CHECK(outbox::lease(database, now + wait - 1ms, "mail", 1).empty());
      now += wait;
    }
    const auto last = outbox::lease(database, now, "mail", 1);
    REQUIRE(last.size() == 1);
    CHECK(last[0].tries == 8);
    outbox::failed(database, now, last[0].id, "no");
    CHECK(outbox::lease(database, now + 240h, "mail", 1).empty());
    CHECK(counts(database).given_up == 1);
    CHECK(counts(database).waiting == 0);
  });
}

TEST_CASE("an address goes when its time is over, and not while its letter waits") {
  testing::each_database([](Database& database) {
    const auto with_address = [&] {
      return database.read([](store::Transaction& tx) {
        return tx.count("SELECT COUNT(*) FROM outbox_message WHERE address <> '' OR body <> ''");
      });
    };
    owe(database, "answer:1");
    owe(database, "answer:2");
    outbox::delivered(database, noon, outbox::lease(database, noon, "mail", 1).at(0).id);
    CHECK(with_address() == 2);
    outbox::erase_before(database, noon - 1ms);
    CHECK(with_address() == 2);
    outbox::erase_before(database, noon);
    CHECK(with_address() == 1);  // the other one still waits
    outbox::delivered(database, noon + 1h, outbox::lease(database, noon + 1h, "mail", 1).at(0).id);
    outbox::erase_before(database, noon);
    CHECK(with_address() == 1);
  });
}

TEST_CASE("a forgotten address gets nothing more and stands nowhere") {
  testing::each_database([](Database& database) {
    owe(database, "answer:1");
    owe(database, "answer:2");
    owe(database, "answer:3", "omid@example.org");
    const auto leased = outbox::lease(database, noon, "mail", 3);
    for (const auto& one : leased)
      if (one.message.key == "answer:1") outbox::delivered(database, noon, one.id);
    database.write_unlogged([](store::Transaction& tx) { outbox::forget(tx, "sara@example.org"); });
    CHECK(counts(database).delivered == 1);
    CHECK(counts(database).waiting == 1);
    const auto rest = outbox::lease(database, noon + 1h, "mail", 9);
    REQUIRE(rest.size() == 1);
    CHECK(rest[0].message.address == "omid@example.org");
    CHECK(database.read([](store::Transaction& tx) {
      return tx.count("SELECT COUNT(*) FROM outbox_message WHERE address = 'sara@example.org'");
    }) == 0);
  });
}

TEST_CASE("the driver writes the site's address where a body says so") {
  CHECK(outbox::with_site("see %site%/calls/7 and %site%", "https://consult.example") ==
        "see https://consult.example/calls/7 and https://consult.example");
  CHECK(outbox::with_site("50% of %site", "https://x") == "50% of %site");
  CHECK(outbox::with_site("", "https://x").empty());
}
