// SPDX-License-Identifier: AGPL-3.0-or-later
#include "store/migration.h"

#include <doctest/doctest.h>

#include "testing/databases.h"

using namespace mosharekat;
using namespace mosharekat::store;

namespace {

constexpr Statement things[] = {
    {Only::both, "CREATE TABLE thing (id TEXT PRIMARY KEY)"},
    {Only::sqlite, "INSERT INTO thing VALUES ('sqlite')"},
    {Only::postgres, "INSERT INTO thing VALUES ('postgres')"},
};
constexpr Statement more[] = {{Only::both, "INSERT INTO thing VALUES ('more')"}};
constexpr Statement wrong[] = {
    {Only::both, "CREATE TABLE other (id TEXT PRIMARY KEY)"},
    {Only::both, "INSERT INTO nowhere VALUES (1)"},
};

// Those of the program and then these.
void apply(Database& database, std::vector<Migration> added) {
  std::vector<Migration> all(migrations().begin(), migrations().end());
  all.insert(all.end(), added.begin(), added.end());
  migrate(database.engine(), all, [&](const auto& work) { database.write_unlogged([&](Transaction& tx) { work(tx); }); });
}

std::vector<std::string> column(Database& database, std::string_view sql) {
  return database.read([&](Transaction& tx) { return tx.all<std::string>(sql, {}, [](Row& row) { return row.text(); }); });
}

std::string refusal(Database& database, const std::vector<Migration>& added) {
  try {
    apply(database, added);
  } catch (const Failure& failure) {
    return failure.what();
  }
  return "";
}

}  // namespace

TEST_CASE("every migration of the program is recorded once, in order") {
  testing::each_database([](Database& database) {
    const auto names = column(database, "SELECT name FROM migration ORDER BY number");
    REQUIRE(names.size() == migrations().size());
    int last = 0;
    for (std::size_t at = 0; at < names.size(); ++at) {
      CHECK(names[at] == migrations()[at].name);
      CHECK(migrations()[at].number > last);
      last = migrations()[at].number;
    }
  });
}

TEST_CASE("what is missing is applied once, each engine with its own statements") {
  testing::each_database([](Database& database) {
    apply(database, {{9001, "thing", "h1", things}});
    apply(database, {{9001, "thing", "h1", things}, {9002, "more", "h2", more}});
    const std::string engine = database.engine() == Engine::sqlite ? "sqlite" : "postgres";
    CHECK(column(database, "SELECT id FROM thing ORDER BY id") == std::vector<std::string>{"more", engine});
  });
}

TEST_CASE("a migration that was left out before a later one is still applied") {
  testing::each_database([](Database& database) {
    apply(database, {{9001, "thing", "h1", things}, {9003, "more", "h3", more}});
    constexpr Statement between[] = {{Only::both, "INSERT INTO thing VALUES ('between')"}};
    apply(database, {{9001, "thing", "h1", things}, {9002, "between", "h2", between}, {9003, "more", "h3", more}});
    CHECK(column(database, "SELECT id FROM thing").size() == 3);
  });
}

TEST_CASE("a database of a newer program is refused") {
  testing::each_database([](Database& database) {
    apply(database, {{9001, "thing", "h1", things}});
    CHECK(refusal(database, {}).find("9001_thing") != std::string::npos);
    CHECK(refusal(database, {}).find("newer") != std::string::npos);
  });
}

TEST_CASE("an applied migration that was changed is refused, and nothing after it is applied") {
  testing::each_database([](Database& database) {
    apply(database, {{9001, "thing", "h1", things}});
    CHECK(refusal(database, {{9001, "thing", "other", things}, {9002, "more", "h2", more}}).find("9001_thing was changed") !=
          std::string::npos);
    CHECK(column(database, "SELECT id FROM thing").size() == 1);
  });
}

TEST_CASE("a migration that fails leaves nothing of itself") {
  testing::each_database([](Database& database) {
    CHECK(refusal(database, {{9001, "wrong", "h1", wrong}}).find("9001_wrong cannot be applied") != std::string::npos);
    constexpr Statement again[] = {{Only::both, "CREATE TABLE other (id TEXT PRIMARY KEY)"}};
    CHECK(refusal(database, {{9001, "wrong", "h2", again}}).empty());
  });
}

TEST_CASE("opening again applies nothing and keeps what is there") {
  const testing::TemporaryDirectory directory;
  for (int time = 0; time < 3; ++time) {
    const auto database = Database::open({.directory = directory.path().string()});
    CHECK(column(*database, "SELECT name FROM migration").size() == migrations().size());
  }
}
