// SPDX-License-Identifier: AGPL-3.0-or-later
// What many threads may rely on.
#include <atomic>
#include <chrono>
#include <doctest/doctest.h>
#include <filesystem>
#include <latch>
#include <thread>

#include "testing/databases.h"

using namespace mosharekat;
using namespace mosharekat::store;

namespace {

constexpr int threads = 64;

// All begin together; each runs its body `times` times with its own number.
void together(int times, const std::function<void(int thread, int turn)>& body) {
  std::latch start(threads);
  std::vector<std::thread> running;
  for (int number = 0; number < threads; ++number) {
    running.emplace_back([&, number] {
      start.arrive_and_wait();
      for (int turn = 0; turn < times; ++turn) body(number, turn);
    });
  }
  for (auto& thread : running) thread.join();
}

void create(Database& database) {
  database.write_unlogged(
      [](Transaction& tx) { tx.execute("CREATE TABLE trial (comment TEXT, person TEXT, PRIMARY KEY (comment, person))"); });
}

std::int64_t rows(Database& database) {
  return database.read([](Transaction& tx) { return tx.count("SELECT count(*) FROM trial"); });
}

}  // namespace

TEST_CASE("64 threads write distinct rows, each exactly once") {
  testing::each_database([](Database& database) {
    create(database);
    std::atomic<int> acknowledged = 0;
    together(20, [&](int thread, int turn) {
      database.write_unlogged([&](Transaction& tx) {
        tx.execute("INSERT INTO trial VALUES ($1, $2)", {std::to_string(turn), std::to_string(thread)});
      });
      ++acknowledged;
    });
    CHECK(acknowledged == threads * 20);
    CHECK(rows(database) == threads * 20);
  });
}

TEST_CASE("64 threads write the same row, and one of them did") {
  testing::each_database([](Database& database) {
    create(database);
    std::atomic<int> done = 0, refused = 0;
    together(1, [&](int, int) {
      try {
        database.write_unlogged([&](Transaction& tx) { tx.execute("INSERT INTO trial VALUES ('c', 'p')"); });
        ++done;
      } catch (const Duplicate&) {
        ++refused;
      }
    });
    CHECK(done == 1);
    CHECK(refused == threads - 1);
    CHECK(rows(database) == 1);
  });
}

TEST_CASE("64 commands that look first and then write: one writes, the others see it") {
  testing::each_database([](Database& database) {
    create(database);
    std::atomic<int> done = 0, conflict = 0;
    together(5, [&](int, int turn) {
      const auto answer = database.write_unlogged([&](Transaction& tx) -> Result<int> {
        const std::string comment = std::to_string(turn);
        if (tx.count("SELECT count(*) FROM trial WHERE comment = $1", {comment}) > 0)
          return Error{Code::conflict, "support.error.twice"};
        tx.execute("INSERT INTO trial VALUES ($1, 'p')", {comment});
        return 1;
      });
      ++(answer ? done : conflict);
    });
    CHECK(done == 5);
    CHECK(conflict == (threads - 1) * 5);
    CHECK(rows(database) == 5);
  });
}

TEST_CASE("a command that fails or throws does not hurt those it is committed with") {
  testing::each_database([](Database& database) {
    create(database);
    struct Oops {};
    std::atomic<int> kept = 0, threw = 0, refused = 0, failed = 0;
    together(15, [&](int thread, int turn) {
      const std::string comment = std::to_string(turn), person = std::to_string(thread);
      try {
        const auto answer = database.write_unlogged([&](Transaction& tx) -> Result<int> {
          tx.execute("INSERT INTO trial VALUES ($1, $2)", {comment, person});
          if (thread % 4 == 1) throw Oops();
          if (thread % 4 == 2) return Error{};
          if (thread % 4 == 3) tx.execute("INSERT INTO missing VALUES (1)");
          return 1;
        });
        ++(answer ? kept : refused);
      } catch (const Oops&) {
        ++threw;
      } catch (const Failure&) {
        ++failed;
      }
    });
    CHECK(kept == threads / 4 * 15);
    CHECK(threw == threads / 4 * 15);
    CHECK(refused == threads / 4 * 15);
    CHECK(failed == threads / 4 * 15);
    CHECK(rows(database) == threads / 4 * 15);
    CHECK(database.read([](Transaction& tx) { return tx.query("SELECT person FROM trial"); }).size() == threads / 4 * 15);
  });
}

TEST_CASE("what a thread was told is done, it can read at once") {
  testing::each_database([](Database& database) {
    create(database);
    std::atomic<int> unseen = 0;
    together(5, [&](int thread, int turn) {
      const std::string comment = std::to_string(turn), person = std::to_string(thread);
      const auto before = database.version();
      database.write_unlogged([&](Transaction& tx) { tx.execute("INSERT INTO trial VALUES ($1, $2)", {comment, person}); });
      if (database.version() == before) ++unseen;
      database.read([&](Transaction& tx) {
        if (tx.count("SELECT count(*) FROM trial WHERE comment = $1 AND person = $2", {comment, person}) != 1) ++unseen;
      });
    });
    CHECK(unseen == 0);
  });
}

TEST_CASE("the write-ahead log stays small under load, survives a long reader, and is cut to nothing when nobody writes") {
  const testing::TemporaryDirectory directory;
  const auto database = Database::open({.directory = directory.path().string()});
  create(*database);
  const auto log_size = [&] { return std::filesystem::file_size(directory.path() / "mosharekat.sqlite-wal"); };
  const auto write_some = [&] {
    together(80, [&](int thread, int turn) {
      database->write_unlogged([&](Transaction& tx) {
        tx.execute("INSERT INTO trial VALUES ($1, $2)",
                   {new_id(Clock().now()) + std::string(3000, 'x'), std::to_string(thread * turn)});
      });
    });
  };
  write_some();
  constexpr std::uintmax_t bound = 24 << 20;  // some steps; with the reader below it grows to twice this
  CHECK(log_size() < bound);
  database->read([&](Transaction& tx) {
    const auto before = tx.count("SELECT count(*) FROM trial");
    write_some();
    CHECK(tx.count("SELECT count(*) FROM trial") == before);
  });
  CHECK(rows(*database) == threads * 80 * 2);
  for (int waited = 0; log_size() > 0 && waited < 200; ++waited) std::this_thread::sleep_for(std::chrono::milliseconds(50));
  CHECK(log_size() == 0);
  CHECK(rows(*database) == threads * 80 * 2);
}
