// SPDX-License-Identifier: AGPL-3.0-or-later
#include "store/store.h"

#include <doctest/doctest.h>
#include <thread>

#include "testing/databases.h"

using namespace mosharekat;
using namespace mosharekat::store;

TEST_CASE("what was written is read back with its type") {
  testing::each_database([](Database& database) {
    database.write_unlogged([](Transaction& tx) {
      tx.execute("CREATE TABLE thing (id TEXT PRIMARY KEY, number BIGINT, yes boolean, ratio DOUBLE PRECISION, bytes BYTEA)");
      tx.execute("INSERT INTO thing (bytes, ratio, yes, number, id) VALUES ($5, $4, $3, $2, $1)",
                 {"first", std::int64_t{9007199254740993}, true, 0.25, Blob{std::string("\0\xff'\\x", 5)}});
      tx.execute("INSERT INTO thing (id) VALUES ($1)", {"second"});
    });
    database.read([](Transaction& tx) {
      const Rows rows = tx.query("SELECT id, number, yes, ratio, bytes FROM thing ORDER BY id");
      REQUIRE(rows.size() == 2);
      Row first = rows.first();
      CHECK(first.text() == "first");
      CHECK(first.integer() == 9007199254740993);
      CHECK(first.boolean());
      CHECK(first.real() == 0.25);
      CHECK(first.blob() == std::string("\0\xff'\\x", 5));
      CHECK_THROWS_AS(first.text(), Bug);
      Row second = *++rows.begin();
      second.skip();
      CHECK_FALSE(second.maybe(&Row::integer).has_value());
      CHECK_FALSE(second.maybe(&Row::boolean).has_value());
      CHECK_THROWS_AS(second.real(), Bug);
    });
  });
}

TEST_CASE("a command that answers an error or throws leaves nothing") {
  testing::each_database([](Database& database) {
    database.write_unlogged([](Transaction& tx) { tx.execute("CREATE TABLE thing (id TEXT PRIMARY KEY)"); });
    const auto refused = database.write_unlogged([](Transaction& tx) -> Result<int> {
      tx.execute("INSERT INTO thing VALUES ('a')");
      return Error{Code::conflict, "thing.error.closed"};
    });
    CHECK_FALSE(refused.has_value());
    struct Oops {};
    CHECK_THROWS_AS(database.write_unlogged([](Transaction& tx) {
      tx.execute("INSERT INTO thing VALUES ('b')");
      throw Oops();
    }),
                    Oops);
    CHECK(database.read([](Transaction& tx) { return tx.count("SELECT count(*) FROM thing"); }) == 0);
  });
}

TEST_CASE("a broken UNIQUE constraint is a Duplicate that names the columns alike and no value") {
  testing::each_database([](Database& database) {
    database.write_unlogged([](Transaction& tx) {
      tx.execute("CREATE TABLE ballot (poll TEXT, voter TEXT, email TEXT UNIQUE, PRIMARY KEY (poll, voter))");
      tx.execute("INSERT INTO ballot VALUES ('p', 'v', 'a@example.org')");
    });
    const auto said = [&](const char* poll, const char* email) -> std::string {
      try {
        database.write_unlogged([&](Transaction& tx) { tx.execute("INSERT INTO ballot VALUES ($1, 'v', $2)", {poll, email}); });
      } catch (const Duplicate& duplicate) {
        return duplicate.what();
      }
      return "";
    };
    CHECK(said("p", "b@example.org") == "UNIQUE constraint failed: ballot.poll, ballot.voter");
    CHECK(said("q", "a@example.org") == "UNIQUE constraint failed: ballot.email");
    CHECK(said("q", "b@example.org").empty());
  });
}

TEST_CASE("other constraints are a Failure and no Duplicate") {
  testing::each_database([](Database& database) {
    database.write_unlogged([](Transaction& tx) {
      tx.execute("CREATE TABLE trial_body (id TEXT PRIMARY KEY)");
      tx.execute(
          "CREATE TABLE trial (id TEXT PRIMARY KEY, agency TEXT NOT NULL REFERENCES trial_body (id), days BIGINT CHECK (days > "
          "0))");
      tx.execute("INSERT INTO trial_body VALUES ('a')");
    });
    for (const Parameters& wrong : {Parameters{"c", "b", 1}, Parameters{"c", nullptr, 1}, Parameters{"c", "a", 0}}) {
      bool failed = false;
      try {
        database.write_unlogged([&](Transaction& tx) { tx.execute("INSERT INTO trial VALUES ($1, $2, $3)", wrong); });
      } catch (const Duplicate&) {
      } catch (const Failure&) {
        failed = true;
      }
      CHECK(failed);
    }
    CHECK(database.read([](Transaction& tx) { return tx.count("SELECT count(*) FROM trial"); }) == 0);
  });
}

TEST_CASE("a duplicate within unless_duplicate undoes that part only") {
  testing::each_database([](Database& database) {
    database.write_unlogged([](Transaction& tx) {
      tx.execute("CREATE TABLE code (value TEXT PRIMARY KEY)");
      tx.execute("CREATE TABLE note (value TEXT)");
      tx.execute("INSERT INTO code VALUES ('taken')");
    });
    database.write_unlogged([](Transaction& tx) {
      tx.execute("INSERT INTO note VALUES ('before')");
      const auto take = [&](const char* value) {
        return tx.unless_duplicate([&] {
          tx.execute("INSERT INTO note VALUES ('within')");
          CHECK(tx.unless_duplicate([&] { tx.execute("INSERT INTO note VALUES ('deeper')"); }));
          tx.execute("INSERT INTO code VALUES ($1)", {value});
        });
      };
      CHECK_FALSE(take("taken"));
      CHECK(take("free"));
      tx.execute("INSERT INTO note VALUES ('after')");
    });
    const auto notes = database.read([](Transaction& tx) {
      return tx.all<std::string>("SELECT value FROM note ORDER BY value", {}, [](Row& row) { return row.text(); });
    });
    CHECK(notes == std::vector<std::string>{"after", "before", "deeper", "within"});
  });
}

TEST_CASE("a command that hides a failed statement is not committed") {
  testing::each_database([](Database& database) {
    database.write_unlogged([](Transaction& tx) { tx.execute("CREATE TABLE thing (id TEXT PRIMARY KEY)"); });
    CHECK_THROWS_AS(database.write_unlogged([](Transaction& tx) {
      tx.execute("INSERT INTO thing VALUES ('a')");
      try {
        tx.execute("INSERT INTO thing VALUES ('a')");
      } catch (const Duplicate&) {
      }
    }),
                    Failure);
    CHECK_THROWS_AS(database.write_unlogged([](Transaction& tx) {
      tx.execute("INSERT INTO thing VALUES ('b')");
      try {
        tx.execute("INSERT INTO nothing VALUES ('b')");
      } catch (const Failure&) {
      }
      tx.execute("INSERT INTO thing VALUES ('c')");
    }),
                    Failure);
    CHECK(database.read([](Transaction& tx) { return tx.count("SELECT count(*) FROM thing"); }) == 0);
  });
}

TEST_CASE("reading changes nothing, and sees one moment") {
  testing::each_database([](Database& database) {
    database.write_unlogged([](Transaction& tx) { tx.execute("CREATE TABLE thing (id TEXT PRIMARY KEY)"); });
    CHECK_THROWS_AS(database.read([](Transaction& tx) { tx.execute("INSERT INTO thing VALUES ('a')"); }), Failure);
    database.read([&](Transaction& tx) {
      CHECK(tx.count("SELECT count(*) FROM thing") == 0);
      std::thread([&] {
        database.write_unlogged([](Transaction& other) { other.execute("INSERT INTO thing VALUES ('b')"); });
      }).join();
      CHECK(tx.count("SELECT count(*) FROM thing") == 0);
    });
    CHECK(database.read([](Transaction& tx) { return tx.count("SELECT count(*) FROM thing"); }) == 1);
  });
}

TEST_CASE("the version grows with what is committed, and not with what is undone") {
  testing::each_database([](Database& database) {
    database.write_unlogged([](Transaction& tx) { tx.execute("CREATE TABLE thing (id TEXT PRIMARY KEY)"); });
    const auto before = database.version();
    database.read([](Transaction& tx) { tx.count("SELECT count(*) FROM thing"); });
    static_cast<void>(database.write_unlogged([](Transaction& tx) -> Result<int> {
      tx.execute("INSERT INTO thing VALUES ('a')");
      return Error{};
    }));
    CHECK(database.version() == before);
    database.write_unlogged([](Transaction& tx) { tx.execute("INSERT INTO thing VALUES ('a')"); });
    CHECK(database.version() > before);
  });
}

TEST_CASE("calling the database from within itself is a bug at once") {
  testing::each_database([](Database& database) {
    CHECK_THROWS_AS(database.read([&](Transaction&) { database.write_unlogged([](Transaction&) {}); }), Bug);
    CHECK_THROWS_AS(database.write_unlogged([&](Transaction&) { database.read([](Transaction&) {}); }), Bug);
    CHECK_THROWS_AS(database.write_unlogged([&](Transaction&) { database.write_unlogged([](Transaction&) {}); }), Bug);
    database.write_unlogged([](Transaction&) {});
  });
}

TEST_CASE("rows changed are counted") {
  testing::each_database([](Database& database) {
    database.write_unlogged([](Transaction& tx) {
      CHECK(tx.execute("CREATE TABLE thing (id TEXT PRIMARY KEY, yes boolean)") == 0);
      CHECK(tx.execute("INSERT INTO thing VALUES ('a', TRUE), ('b', FALSE), ('c', TRUE)") == 3);
      CHECK(tx.execute("INSERT INTO thing VALUES ('a', TRUE) ON CONFLICT (id) DO NOTHING") == 0);
      CHECK(tx.execute("UPDATE thing SET yes = $1 WHERE yes", {false}) == 2);
      CHECK(tx.execute("DELETE FROM thing WHERE id > $1", {"a"}) == 2);
      CHECK(tx.execute("DELETE FROM thing WHERE id > $1", {"a"}) == 0);
      CHECK(tx.count("SELECT sum(2) FROM thing") == 2);  // numeric on PostgreSQL
      CHECK(tx.count("SELECT 5 FROM thing WHERE id = 'z'") == 0);
      CHECK(tx.query("INSERT INTO thing VALUES ($1, $2) RETURNING id, yes", {"d", nullptr}).first().text() == "d");
    });
  });
}

TEST_CASE("placeholders and values must fit each other") {
  testing::each_database([](Database& database) {
    const auto run = [&](const char* sql, const Parameters& parameters) {
      database.read([&](Transaction& tx) { tx.query(sql, parameters); });
    };
    CHECK_THROWS(run("SELECT $1", {}));
    CHECK_THROWS(run("SELECT $1", {"a", "b"}));
    CHECK_THROWS(run("SELECT $2", {"a", "b"}));
    CHECK_NOTHROW(run("SELECT $2, $1, $2", {"a", "b"}));
  });
}

TEST_CASE("a value that looks like SQL is a value") {
  testing::each_database([](Database& database) {
    const std::string nasty = "'); DROP TABLE thing; --";
    database.write_unlogged([&](Transaction& tx) {
      tx.execute("CREATE TABLE thing (id TEXT PRIMARY KEY)");
      tx.execute("INSERT INTO thing VALUES ($1)", {nasty});
    });
    CHECK(database.read([](Transaction& tx) { return tx.query("SELECT id FROM thing").first().text(); }) == nasty);
  });
}
