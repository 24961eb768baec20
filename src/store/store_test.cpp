// SPDX-License-Identifier: AGPL-3.0-or-later
#include "store/store.h"

#include <doctest/doctest.h>

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
