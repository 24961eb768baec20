// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ledger/ledger.h"

#include <atomic>
#include <doctest/doctest.h>
#include <future>
#include <set>

#include "base/hash.h"
#include "testing/databases.h"

using namespace mosharekat;
using ledger::Entry;
using ledger::Event;
using store::Database;
using store::Transaction;

namespace {

const Instant noon = instant(1'777'708'800'000);

Event opened() {
  return {.kind = "call.opened",
          .subject = "call-1",
          .actor = "person-1",
          .at = noon,
          .before = R"({"state":"approved"})",
          .after = R"({"state":"open"})",
          .reason = "به موقع"};
}

// Commands as modules write them.
Result<int> act(Database& database, const Event& event) {
  return ledger::perform(
      database, [&](Transaction& tx) -> Result<ledger::Done<int>> { return ledger::Done{ledger::append(tx, event), 7}; });
}

std::vector<Entry> history(Database& database, std::string_view subject) {
  return database.read([&](Transaction& tx) { return ledger::history(tx, subject); });
}

}  // namespace

TEST_CASE("a command gives its value and leaves its event") {
  testing::each_database([](Database& database) {
    CHECK(act(database, opened()).value() == 7);
    const auto found = history(database, "call-1");
    REQUIRE(found.size() == 1);
    CHECK(found[0].kind == "call.opened");
    CHECK(found[0].subject == "call-1");
    CHECK(found[0].actor == "person-1");
    CHECK(found[0].at == noon);
    CHECK(found[0].before == R"({"state":"approved"})");
    CHECK(found[0].after == R"({"state":"open"})");
    CHECK(found[0].reason == "به موقع");
    CHECK(found[0].commitment.size() == 32);
  });
}

TEST_CASE("a command that answers an error, or throws, leaves no event") {
  testing::each_database([](Database& database) {
    const auto refused = ledger::perform(database, [&](Transaction& tx) -> Result<ledger::Done<int>> {
      const auto recorded = ledger::append(tx, opened());
      static_cast<void>(recorded);
      return Error{Code::conflict, "call.error.closed"};
    });
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().key == "call.error.closed");
    CHECK_THROWS_AS(static_cast<void>(ledger::perform(database,
                                                      [&](Transaction& tx) -> Result<ledger::Done<int>> {
                                                        ledger::append(tx, opened());
                                                        throw std::runtime_error("a bug of the command");
                                                      })),
                    std::runtime_error);
    CHECK(history(database, "call-1").empty());
  });
}

TEST_CASE("the commitment is the hash of the domain, the salt and the canonical content") {
  testing::each_database([](Database& database) {
    static_cast<void>(act(database, opened()));
    const auto found = history(database, "call-1");
    const std::string salt =
        database.read([](Transaction& tx) { return tx.query("SELECT salt FROM event_content").first().blob(); });
    CHECK(salt.size() == 32);
    const std::string content = R"({"actor":"person-1","after":"{\"state\":\"open\"}","at":"1777708800000",)"
                                R"("before":"{\"state\":\"approved\"}","id":")" +
                                found[0].id + R"(","kind":"call.opened","reason":"به موقع","subject":"call-1"})";
    CHECK(found[0].commitment == hash::sha256("mosharekat/event/v1\n" + salt + content));
  });
}

TEST_CASE("what is erased is gone, and the row with its commitment stays") {
  testing::each_database([](Database& database) {
    static_cast<void>(act(database, opened()));
    Event other = opened();
    other.subject = "call-2";
    static_cast<void>(act(database, other));
    const std::string commitment = history(database, "call-1")[0].commitment;
    database.write_unlogged([](Transaction& tx) { ledger::erase(tx, "call-1"); });

    const auto found = history(database, "call-1");
    REQUIRE(found.size() == 1);
    CHECK(found[0].commitment == commitment);
    CHECK(found[0].kind == "call.opened");
    CHECK(found[0].actor.empty());
    CHECK(found[0].before.empty());
    CHECK(found[0].after.empty());
    CHECK(found[0].reason.empty());
    CHECK(history(database, "call-2")[0].actor == "person-1");
    CHECK(database.read([](Transaction& tx) { return tx.count("SELECT count(*) FROM event_content"); }) == 1);
  });
}

TEST_CASE("events of one millisecond keep the order in which they were written") {
  testing::each_database([](Database& database) {
    for (int i = 0; i < 200; ++i) {
      Event event = opened();
      event.after = std::to_string(i);
      static_cast<void>(act(database, event));
    }
    const auto found = history(database, "call-1");
    REQUIRE(found.size() == 200);
    for (int i = 0; i < 200; ++i) CHECK(found[static_cast<std::size_t>(i)].after == std::to_string(i));
  });
}

TEST_CASE("a reader goes through all events in portions, each once") {
  testing::each_database([](Database& database) {
    for (int i = 0; i < 10; ++i) {
      Event event = opened();
      event.at = noon + std::chrono::milliseconds(i);
      event.subject = "call-" + std::to_string(i);
      static_cast<void>(act(database, event));
    }
    std::vector<std::string> subjects;
    std::int64_t cursor = 0;
    CHECK(ledger::number_events(database) == 10);
    CHECK(ledger::number_events(database) == 0);
    for (;;) {
      const auto portion = database.read([&](Transaction& tx) { return ledger::read_after(tx, cursor, 3); });
      if (portion.empty()) break;
      CHECK(portion.size() <= 3);
      for (const Entry& entry : portion) subjects.push_back(entry.subject);
      cursor = portion.back().seq.value();
    }
    REQUIRE(subjects.size() == 10);
    for (int i = 0; i < 10; ++i) CHECK(subjects[static_cast<std::size_t>(i)] == "call-" + std::to_string(i));
  });
}

TEST_CASE("what one actor did is erased wherever it happened, and a guest's acts on one subject") {
  testing::each_database([](Database& database) {
    (void)act(database, opened());
    Event other = opened();
    other.actor = "person-2";
    (void)act(database, other);
    Event guest = opened();
    guest.actor = "";
    (void)act(database, guest);
    Event elsewhere = opened();
    elsewhere.subject = "call-2";
    (void)act(database, elsewhere);
    database.write_unlogged([](Transaction& tx) { ledger::erase_actor(tx, "person-1"); });
    auto found = history(database, "call-1");
    REQUIRE(found.size() == 3);
    CHECK(found[0].actor.empty());
    CHECK(found[0].after.empty());
    CHECK(found[1].actor == "person-2");
    CHECK_FALSE(found[2].after.empty());
    CHECK(history(database, "call-2").at(0).after.empty());
    database.write_unlogged([](Transaction& tx) { ledger::erase_acts(tx, "call-1", ""); });
    found = history(database, "call-1");
    CHECK_FALSE(found[1].after.empty());
    CHECK(found[2].after.empty());
    CHECK(found[2].commitment.size() == 32);
  });
}

TEST_CASE("what is committed late is read after what was committed before it, whatever its identifier") {
  testing::each_database([](Database& database) {
    Event late = opened();
    late.at = noon - std::chrono::hours{1};
    late.subject = "call-late";
    (void)act(database, opened());
    ledger::number_events(database);
    (void)act(database, late);
    CHECK(ledger::number_events(database) == 1);
    const auto found = database.read([](Transaction& tx) { return ledger::read_after(tx, 1, 10); });
    REQUIRE(found.size() == 1);
    CHECK(found[0].subject == "call-late");
    CHECK(found[0].seq == 2);
    CHECK(found[0].id < history(database, "call-1").at(0).id);
  });
}

TEST_CASE(
    "eight writers and two sequencers: a reader that goes on from where it stopped sees every event once, numbered without gaps") {
  testing::each_database([](Database& database) {
    constexpr int writers = 8, each = 25;
    std::atomic<bool> writing = true;
    std::vector<std::future<void>> at_work;
    for (int writer = 0; writer < writers; ++writer)
      at_work.push_back(std::async(std::launch::async, [&, writer] {
        for (int i = 0; i < each; ++i) {
          Event event = opened();
          event.subject = std::to_string(writer) + "-" + std::to_string(i);
          (void)act(database, event);
        }
      }));
    std::vector<std::future<void>> sequencers;
    for (int i = 0; i < 2; ++i)
      sequencers.push_back(std::async(std::launch::async, [&] {
        while (writing) ledger::number_events(database, 7);
      }));
    std::set<std::string> seen;
    std::int64_t cursor = 0;
    const auto read_on = [&] {
      for (const Entry& entry : database.read([&](Transaction& tx) { return ledger::read_after(tx, cursor, 50); })) {
        CHECK(entry.seq == cursor + 1);
        cursor = entry.seq.value();
        CHECK(seen.insert(entry.subject).second);
      }
    };
    for (auto& writer : at_work)
      while (writer.wait_for(std::chrono::milliseconds{1}) != std::future_status::ready) read_on();
    writing = false;
    for (auto& sequencer : sequencers) sequencer.get();
    while (ledger::number_events(database, 7) > 0) read_on();
    read_on();
    CHECK(cursor == writers * each);
    CHECK(seen.size() == std::size_t{writers * each});
  });
}

TEST_CASE("a sequencer waits for another that is at work, and numbers nothing a second time") {
  testing::each_database([](Database& database) {
    (void)act(database, opened());
    std::promise<void> numbered;
    auto first = std::async(std::launch::async, [&] {
      database.write_unlogged([&](Transaction& tx) {
        tx.execute("UPDATE event_numbering SET last = 1 WHERE name = 'event'");
        tx.execute("UPDATE event SET seq = 1");
        numbered.set_value();
        std::this_thread::sleep_for(std::chrono::milliseconds{300});
      });
    });
    numbered.get_future().wait();
    CHECK(ledger::number_events(database) == 0);
    first.get();
    (void)act(database, opened());
    CHECK(ledger::number_events(database) == 1);
    CHECK(database.read([](Transaction& tx) { return tx.count("SELECT MAX(seq) FROM event"); }) == 2);
  });
}

TEST_CASE("an address stands apart from the content, and is erased with what was written about it") {
  testing::each_database([](Database& database) {
    Event invited = opened();
    invited.address = "sara@example.org";
    (void)act(database, invited);
    (void)act(database, opened());
    CHECK(history(database, "call-1").at(0).address == "sara@example.org");
    database.write_unlogged([](Transaction& tx) { ledger::erase_address(tx, "sara@example.org"); });
    const auto found = history(database, "call-1");
    CHECK(found.at(0).address.empty());
    CHECK(found.at(0).after.empty());
    CHECK(found.at(0).actor == "person-1");
    CHECK_FALSE(found.at(1).after.empty());
    CHECK(database.read([](Transaction& tx) { return tx.count("SELECT COUNT(*) FROM event_address"); }) == 0);
  });
}

TEST_CASE("the content of one kind of event on a subject is erased by itself") {
  testing::each_database([](Database& database) {
    (void)act(database, opened());
    Event closed = opened();
    closed.kind = "call.closed";
    (void)act(database, closed);
    database.write_unlogged([](Transaction& tx) { ledger::erase_content(tx, "call-1", "call.opened"); });
    const auto found = history(database, "call-1");
    CHECK(found.at(0).after.empty());
    CHECK(found.at(0).actor == "person-1");
    CHECK_FALSE(found.at(1).after.empty());
  });
}
