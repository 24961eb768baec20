// SPDX-License-Identifier: AGPL-3.0-or-later
#include "store/copy.h"

#include <atomic>
#include <doctest/doctest.h>
#include <thread>

#include "store/search.h"
#include "testing/databases.h"

using namespace mosharekat;
using namespace mosharekat::store;

namespace {

std::string id(int number) { return new_id(instant(1'700'000'000'000 + number)); }

// Rows that name rows which come later, every type of value, and the engine's own limits of texts.
void fill(Database& database, int events) {
  database.write_unlogged([&](Transaction& tx) {
    tx.execute(
        "CREATE TABLE IF NOT EXISTS trial (id TEXT PRIMARY KEY, parent TEXT REFERENCES trial (id), open BOOLEAN NOT NULL, "
        "share DOUBLE PRECISION, name TEXT)");
    const std::string parent = id(2), child = id(1);
    tx.execute("INSERT INTO trial (id, parent, open, share, name) VALUES ($1, NULL, TRUE, 0.1, 'بالا')", {parent});
    tx.execute("INSERT INTO trial (id, parent, open, share, name) VALUES ($1, $2, FALSE, 3.0, 'below')", {child, parent});
    for (int number = 0; number < events; ++number) {
      const std::string event = id(number);
      tx.execute("INSERT INTO event (id, kind, subject, at, commitment) VALUES ($1, 'trial.made', $2, $3, $4)",
                 {event, child, instant(number), Blob{std::string("\0\xFF'\"", 4) + std::to_string(number)}});
      tx.execute("INSERT INTO event_actor (event, actor) VALUES ($1, '')", {event});
    }
    search::index(tx, "trial", parent, "آیین‌نامهٔ نمونه و it's \"quoted\" words");
  });
}

template <class F>
auto read(Database& database, F&& work) {
  return database.read(std::forward<F>(work));
}

std::vector<TableDigest> copied(Database& from, Database& to) {
  return to.write_unlogged(
      [&](Transaction& target) { return from.read([&](Transaction& source) { return copy(source, target); }); });
}

std::vector<std::string> found(Database& database, std::string_view query) {
  return read(database, [&](Transaction& tx) { return search::match(tx, "trial", query, 10); });
}

}  // namespace

TEST_CASE("every row comes over, to the same engine and to the other, and replaces what was there") {
  testing::each_database([](Database& from) {
    fill(from, 1203);
    const auto before = read(from, [](Transaction& tx) { return digests(tx); });
    testing::each_database([&](Database& to) {
      fill(to, 3);
      CHECK(copied(from, to) == before);
      CHECK(read(to, [](Transaction& tx) { return digests(tx); }) == before);
      CHECK(read(to, [](Transaction& tx) { return tx.count("SELECT COUNT(*) FROM event"); }) == 1203);
      CHECK(found(to, "آیین‌نامه") == found(from, "آیین‌نامه"));
      CHECK(found(to, "quoted").size() == 1);
      // What was copied can be changed as before.
      to.write_unlogged(
          [](Transaction& tx) { tx.execute("DELETE FROM event_actor WHERE event = (SELECT MIN(event) FROM event_actor)"); });
      CHECK(read(to, [](Transaction& tx) { return digests(tx); }) != before);
    });
  });
}

TEST_CASE("a digest tells one changed value from none, whatever the order of the rows") {
  testing::each_database([](Database& database) {
    fill(database, 20);
    const auto before = read(database, [](Transaction& tx) { return digests(tx); });
    const auto rename = [&](const char* name) {
      database.write_unlogged(
          [&](Transaction& tx) { tx.execute("UPDATE trial SET name = $1 WHERE parent IS NOT NULL", {name}); });
    };
    rename("bilow");
    CHECK(read(database, [](Transaction& tx) { return digests(tx); }) != before);
    rename("below");
    CHECK(read(database, [](Transaction& tx) { return digests(tx); }) == before);
  });
}

TEST_CASE("a copy that fails changes nothing") {
  testing::each_database([](Database& from) {
    fill(from, 10);
    testing::each_database([&](Database& to) {
      fill(to, 3);
      const auto before = read(to, [](Transaction& tx) { return digests(tx); });
      to.write_unlogged([](Transaction& tx) { tx.execute("CREATE TABLE later (id TEXT PRIMARY KEY)"); });
      CHECK_THROWS_AS(copied(from, to), Failure);
      to.write_unlogged([](Transaction& tx) { tx.execute("DROP TABLE later"); });
      CHECK(read(to, [](Transaction& tx) { return digests(tx); }) == before);
    });
  });
}

TEST_CASE("a snapshot is taken while others write, and holds whole commands only") {
  testing::each_database([](Database& from) {
    std::atomic<bool> stop = false;
    std::vector<std::thread> writers;
    for (int writer = 0; writer < 4; ++writer)
      writers.emplace_back([&, writer] {
        for (int number = 0; !stop; ++number)
          from.write_unlogged([&](Transaction& tx) {
            const std::string event = id(writer * 1'000'000 + number);
            tx.execute("INSERT INTO event (id, kind, subject, at, commitment) VALUES ($1, 'trial.made', 's', 0, $2)",
                       {event, Blob{"c"}});
            tx.execute("INSERT INTO event_actor (event, actor) VALUES ($1, '')", {event});
          });
      });
    for (int round = 0; round < 5; ++round) {
      const testing::TemporaryDirectory directory;
      const auto to = Database::open({.directory = directory.path().string()});
      copied(from, *to);
      const auto count = [&](std::string_view sql) { return to->read([&](Transaction& tx) { return tx.count(sql); }); };
      CHECK(count("SELECT COUNT(*) FROM event") == count("SELECT COUNT(*) FROM event_actor"));
      CHECK(count("SELECT COUNT(*) FROM pragma_foreign_key_check") == 0);
    }
    stop = true;
    for (std::thread& writer : writers) writer.join();
  });
}

TEST_CASE("what would be lost is counted") {
  testing::each_database([](Database& held) {
    fill(held, 1000);
    const testing::TemporaryDirectory directory;
    const auto kept = Database::open({.directory = directory.path().string()});
    fill(*kept, 0);
    copied(held, *kept);
    const auto newer = [&] {
      return held.read([&](Transaction& tx) { return kept->read([&](Transaction& other) { return newer_events(tx, other); }); });
    };
    CHECK(newer().events == 0);
    held.write_unlogged([](Transaction& tx) {
      tx.execute("INSERT INTO event (id, kind, subject, at, commitment) VALUES ($1, 'trial.made', 's', 5000, $2)",
                 {id(9999), Blob{}});
    });
    CHECK(newer().events == 1);
    CHECK(newer().last == instant(5000));
  });
}

TEST_CASE("a database is read beside its writer, and never made by reading") {
  const testing::TemporaryDirectory directory;
  const std::string path = directory.path().string();
  CHECK_THROWS_AS(Database::open({.directory = path, .read_only = true}), Failure);
  CHECK_FALSE(std::filesystem::exists(path + "/mosharekat.sqlite"));
  auto writing = Database::open({.directory = path});
  fill(*writing, 5);
  const auto reading = Database::open({.directory = path, .read_only = true});
  CHECK(reading->read([](Transaction& tx) { return tx.count("SELECT COUNT(*) FROM event"); }) == 5);
  CHECK_THROWS_AS(reading->write_unlogged([](Transaction& tx) { tx.execute("DELETE FROM event"); }), Bug);
}
