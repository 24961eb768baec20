// SPDX-License-Identifier: AGPL-3.0-or-later
#include "cli/backup.h"

#include <atomic>
#include <doctest/doctest.h>
#include <filesystem>
#include <fstream>
#include <thread>

#include "base/hash.h"
#include "cli/installation.h"
#include "store/copy.h"
#include "testing/databases.h"

using namespace mosharekat;
using namespace mosharekat::cli;
namespace fs = std::filesystem;

namespace {

struct Places {
  testing::TemporaryDirectory root;
  std::string home = (root.path() / "home").string(), away = (root.path() / "away").string(),
              backup = (root.path() / "backup").string();
};

void act(store::Database& database, const char* subject) {
  database.write_unlogged([&](store::Transaction& tx) {
    const std::string event = new_id(Clock().now());
    tx.execute("INSERT INTO event (id, kind, subject, at, commitment) VALUES ($1, 'trial.made', $2, $3, $4)",
               {event, subject, Clock().now(), store::Blob{"c"}});
    tx.execute("INSERT INTO event_actor (event, actor) VALUES ($1, '')", {event});
  });
}

void install(const std::string& directory, int acts) {
  const Installation installation = open_installation(directory, "");
  for (int number = 0; number < acts; ++number) act(*installation.database, "s");
  std::ofstream(fs::path(directory) / "settings.toml") << "[site]\naddress = \"https://participation.example\"\n";
  fs::create_directories(fs::path(directory) / "files/ab");
  std::ofstream(fs::path(directory) / "files/ab/scan") << std::string("%PDF\0\xFF", 6);
}

std::vector<store::TableDigest> rows_of(const std::string& directory) {
  const auto database = store::Database::open({.directory = directory, .read_only = true});
  return database->read([](store::Transaction& tx) { return store::digests(tx); });
}

std::string refusal(const Result<BackupSummary>& done) { return done ? "" : done.error().key; }

std::string bytes(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

TEST_CASE("a backup restored elsewhere has every row and every file") {
  Places places;
  install(places.home, 30);
  const auto taken = back_up(places.home, "", places.backup);
  REQUIRE(taken.has_value());
  CHECK(taken->rows >= 60);
  REQUIRE(restore(places.backup, places.away, "", false).has_value());
  CHECK(rows_of(places.away) == rows_of(places.home));
  for (const char* file : {"secret.key", "settings.toml", "files/ab/scan"})
    CHECK(bytes(fs::path(places.away) / file) == bytes(fs::path(places.home) / file));
  constexpr fs::perms others = fs::perms::group_all | fs::perms::others_all;
  CHECK((fs::status(places.backup).permissions() & others) == fs::perms::none);
  for (const fs::path& key : {fs::path(places.backup) / "data/secret.key", fs::path(places.away) / "secret.key"})
    CHECK((fs::status(key).permissions() & others) == fs::perms::none);
}

TEST_CASE("nobody has to stop writing, and nothing acknowledged before the backup is missing") {
  Places places;
  install(places.home, 1);
  const Installation installation = open_installation(places.home, "");
  std::atomic<bool> stop = false;
  std::atomic<std::int64_t> acknowledged = 1;
  std::vector<std::thread> writers;
  for (int writer = 0; writer < 4; ++writer)
    writers.emplace_back([&] {
      while (!stop) {
        act(*installation.database, "s");
        ++acknowledged;
      }
    });
  for (int round = 0; round < 3; ++round) {
    const std::string backup = places.backup + std::to_string(round), away = places.away + std::to_string(round);
    const std::int64_t before = acknowledged;
    REQUIRE(back_up(places.home, "", backup).has_value());
    REQUIRE(restore(backup, away, "", false).has_value());
    const auto restored = store::Database::open({.directory = away, .read_only = true});
    restored->read([&](store::Transaction& tx) {
      CHECK(tx.count("SELECT COUNT(*) FROM event") >= before);
      CHECK(tx.count("SELECT COUNT(*) FROM event") == tx.count("SELECT COUNT(*) FROM event_actor"));
    });
  }
  stop = true;
  for (std::thread& writer : writers) writer.join();
}

TEST_CASE("a restore that would lose newer acts is refused until it is told to lose them") {
  Places places;
  install(places.home, 5);
  const auto before = rows_of(places.home);
  const auto invitations = [&] {
    const auto database = store::Database::open({.directory = places.home, .read_only = true});
    return database->read([](store::Transaction& tx) { return tx.count("SELECT COUNT(*) FROM one_time"); });
  };
  open_installation(places.home, "").database->write_unlogged([](store::Transaction& tx) {
    tx.execute(
        "INSERT INTO one_time (secret_hash, purpose, email, made_at, expires_at, tries) "
        "VALUES ('h', 'invitation', 'a@example.org', 0, 1, 0)");
  });
  REQUIRE(back_up(places.home, "", places.backup).has_value());
  CHECK(refusal(restore(places.backup, places.home, "", false)).empty());
  CHECK(invitations() == 1);
  act(*open_installation(places.home, "").database, "later");
  const auto newer = rows_of(places.home);
  CHECK(refusal(restore(places.backup, places.home, "", false)) == "backup.error.newer");
  CHECK(rows_of(places.home) == newer);
  CHECK(refusal(restore(places.backup, places.home, "", true)).empty());
  CHECK(rows_of(places.home) == before);  // without the invitation, which may have been withdrawn since
  // The same state again loses nothing.
  CHECK(refusal(restore(places.backup, places.home, "", false)).empty());
}

TEST_CASE("a damaged backup, another installation and a wrong folder are refused, and nothing changes") {
  Places places;
  install(places.home, 5);
  REQUIRE(back_up(places.home, "", places.backup).has_value());
  CHECK(refusal(back_up(places.home, "", places.backup)) == "backup.error.exists");
  CHECK(refusal(back_up(places.away, "", places.backup + "2")) == "backup.error.no_installation");
  CHECK(refusal(restore(places.home, places.away, "", false)) == "backup.error.no_backup");
  CHECK_FALSE(fs::exists(places.away));

  install(places.away, 2);
  const auto other = rows_of(places.away);
  CHECK(refusal(restore(places.backup, places.away, "", true)) == "backup.error.other_installation");
  CHECK(rows_of(places.away) == other);

  for (const char* file : {"mosharekat.sqlite", "data/files/ab/scan", "manifest.json"}) {
    const fs::path path = fs::path(places.backup) / file;
    const std::string whole = bytes(path);
    std::string bent = whole;
    bent[bent.size() / 2] = static_cast<char>(bent[bent.size() / 2] ^ 1);
    std::ofstream(path, std::ios::binary) << bent;
    CHECK(refusal(restore(places.backup, places.home, "", true)) == "backup.error.damaged");
    std::ofstream(path, std::ios::binary) << whole;
  }
  // Files as they were, but not the rows that were copied.
  const fs::path list = fs::path(places.backup) / "manifest.json";
  const std::string good = bytes(list);
  const auto before = rows_of(places.home);
  std::string other_rows = good;
  const std::string_view digest = "\"digest\":\"";
  char& letter = other_rows.at(good.find(digest) + digest.size());
  letter = letter == '0' ? '1' : '0';
  std::ofstream(list, std::ios::binary) << other_rows;
  CHECK(refusal(restore(places.backup, places.home, "", true)) == "backup.error.damaged");
  CHECK(rows_of(places.home) == before);
  // A list of files that names a place outside is no list of this program.
  std::ofstream(fs::path(places.backup) / "stranger", std::ios::binary) << "s";
  std::string strange = good;
  const std::string_view files = "\"files\":[";
  REQUIRE(good.find(files) != std::string::npos);
  strange.insert(good.find(files) + files.size(),
                 "{\"path\":\"stranger\",\"bytes\":1,\"sha256\":\"" + hash::sha256_hex("s") + "\"},");
  std::ofstream(list, std::ios::binary) << strange;
  CHECK(refusal(restore(places.backup, places.home, "", true)) == "backup.error.damaged");
  CHECK_FALSE(fs::exists(places.root.path() / "stranger"));
  std::ofstream(list, std::ios::binary) << good;

  CHECK(refusal(restore(places.backup, places.home, "", false)).empty());
  const Installation working = open_installation(places.home, "");
  CHECK_THROWS_AS(restore(places.backup, places.home, "", false), store::Failure);
}

TEST_CASE("an installation moves from SQLite to PostgreSQL and back") {
  const char* server = testing::postgres_server();
  if (server == nullptr) {
    MESSAGE("skipped: MOSHAREKAT_TEST_POSTGRES is not set");
    return;
  }
  const testing::TemporaryPostgres postgres(server);
  Places places;
  install(places.home, 40);
  REQUIRE(back_up(places.home, "", places.backup).has_value());
  REQUIRE(restore(places.backup, places.home, postgres.url(), false).has_value());
  {
    const auto moved = store::Database::open({.url = postgres.url()});
    CHECK(moved->read([](store::Transaction& tx) { return store::digests(tx); }) == rows_of(places.home));
  }
  REQUIRE(back_up(places.home, postgres.url(), places.backup + "2").has_value());
  CHECK(rows_of(places.backup + "2") == rows_of(places.home));
}
