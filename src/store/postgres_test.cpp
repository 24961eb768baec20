// SPDX-License-Identifier: AGPL-3.0-or-later
// What only PostgreSQL does: clashes, lost connections, several programs on one database.
#include <atomic>
#include <doctest/doctest.h>
#include <latch>
#include <thread>

#include "testing/databases.h"

using namespace mosharekat;
using namespace mosharekat::store;

namespace {

// Runs the body on a fresh schema, where there is a server.
void on_postgres(const std::function<void(Database&, const testing::TemporaryPostgres&)>& body) {
  const char* server = testing::postgres_server();
  if (server == nullptr) {
    MESSAGE("skipped: MOSHAREKAT_TEST_POSTGRES is not set");
    return;
  }
  const testing::TemporaryPostgres postgres(server);
  const auto database = Database::open({.url = postgres.url()});
  database->write_unlogged([](Transaction& tx) {
    tx.execute("CREATE TABLE trial (id TEXT PRIMARY KEY, number BIGINT NOT NULL)");
    tx.execute("INSERT INTO trial VALUES ('a', 0), ('b', 0)");
  });
  body(*database, postgres);
}

std::int64_t number(Database& database, std::string_view id) {
  return database.read([&](Transaction& tx) { return tx.count("SELECT number FROM trial WHERE id = $1", {id}); });
}

constexpr const char* end_own_connection = "SELECT pg_terminate_backend(pg_backend_pid())";

}  // namespace

TEST_CASE("two commands that lock each other out both succeed, because one is run again") {
  on_postgres([](Database& database, const testing::TemporaryPostgres&) {
    std::latch both(2);
    std::atomic<int> runs = 0;
    const auto add = [&](const char* first, const char* second) {
      bool met = false;
      database.write_unlogged([&](Transaction& tx) {
        ++runs;
        tx.execute("UPDATE trial SET number = number + 1 WHERE id = $1", {first});
        if (!std::exchange(met, true)) both.arrive_and_wait();
        tx.execute("UPDATE trial SET number = number + 1 WHERE id = $1", {second});
      });
    };
    std::thread other([&] { add("b", "a"); });
    add("a", "b");
    other.join();
    CHECK(runs >= 3);
    CHECK(number(database, "a") == 2);
    CHECK(number(database, "b") == 2);
  });
}

TEST_CASE("a duplicate is tried again five times and then told") {
  on_postgres([](Database& database, const testing::TemporaryPostgres&) {
    int runs = 0;
    CHECK_THROWS_AS(database.write_unlogged([&](Transaction& tx) {
      ++runs;
      tx.execute("INSERT INTO trial VALUES ('a', 1)");
    }),
                    Duplicate);
    CHECK(runs == 6);
  });
}

TEST_CASE("a connection that was ended meanwhile is opened again, for reading and for writing") {
  on_postgres([](Database& database, const testing::TemporaryPostgres& postgres) {
    const auto end_all = [&] {
      postgres.run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'mosharekat'");
    };
    end_all();
    database.write_unlogged([](Transaction& tx) { tx.execute("UPDATE trial SET number = 7 WHERE id = 'a'"); });
    end_all();
    CHECK(number(database, "a") == 7);
  });
}

TEST_CASE("a connection that is lost before the commit is no harm: the command is run again") {
  on_postgres([](Database& database, const testing::TemporaryPostgres&) {
    int runs = 0;
    database.write_unlogged([&](Transaction& tx) {
      tx.execute("UPDATE trial SET number = number + 1 WHERE id = 'a'");
      if (++runs == 1) tx.query(end_own_connection);
    });
    CHECK(runs == 2);
    CHECK(number(database, "a") == 1);
  });
}

TEST_CASE("when the answer to a commit is lost the command fails and is not run again") {
  on_postgres([](Database& database, const testing::TemporaryPostgres&) {
    database.write_unlogged([](Transaction& tx) {
      tx.execute(
          "CREATE FUNCTION end_connection() RETURNS trigger LANGUAGE plpgsql AS "
          "'BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END'");
      tx.execute(
          "CREATE CONSTRAINT TRIGGER at_commit AFTER UPDATE ON trial DEFERRABLE INITIALLY DEFERRED "
          "FOR EACH ROW EXECUTE FUNCTION end_connection()");
    });
    int runs = 0;
    std::string said;
    try {
      database.write_unlogged([&](Transaction& tx) {
        ++runs;
        tx.execute("UPDATE trial SET number = 1 WHERE id = 'a'");
      });
    } catch (const Failure& failure) {
      said = failure.what();
    }
    CHECK(said.find("it is not known whether the change was kept") == 0);
    CHECK(runs == 1);
    CHECK(number(database, "a") == 0);
  });
}

TEST_CASE("a server that is not there is a failure that names no password") {
  std::string said;
  try {
    Database::open({.url = "postgresql://someone:secret-word@127.0.0.1:1/none"});
  } catch (const Failure& failure) {
    said = failure.what();
  }
  CHECK_FALSE(said.empty());
  CHECK(said.find("secret-word") == std::string::npos);
}

TEST_CASE("a server that acknowledges before it is durable is told not to") {
  on_postgres([](Database&, const testing::TemporaryPostgres& postgres) {
    const auto database = Database::open({.url = postgres.url() + "%20-csynchronous_commit%3Doff"});
    CHECK(database->read([](Transaction& tx) { return tx.query("SHOW synchronous_commit").first().text(); }) == "on");
  });
}

TEST_CASE("several programs start on one empty database at once, and each migration is applied once") {
  const char* server = testing::postgres_server();
  if (server == nullptr) return;
  const testing::TemporaryPostgres postgres(server);
  std::vector<std::thread> programs;
  std::atomic<int> opened = 0;
  for (int i = 0; i < 4; ++i) {
    programs.emplace_back([&] {
      Database::open({.url = postgres.url()});
      ++opened;
    });
  }
  for (auto& program : programs) program.join();
  CHECK(opened == 4);
}

TEST_CASE("a table that changed under a prepared statement does not stop the program") {
  on_postgres([](Database& database, const testing::TemporaryPostgres& postgres) {
    const auto one = Database::open({.url = postgres.url(), .readers = 1});
    const auto columns = [&] {
      std::int64_t found = 0;
      one->write_unlogged([&](Transaction& tx) {
        tx.query("SELECT * FROM trial");
        found = tx.count("SELECT count(*) FROM trial");
      });
      return found;
    };
    CHECK(columns() == 2);
    database.write_unlogged([](Transaction& tx) { tx.execute("ALTER TABLE trial ADD COLUMN more TEXT"); });
    CHECK(columns() == 2);
  });
}
