// SPDX-License-Identifier: AGPL-3.0-or-later
#include "store/migration.h"

#include <map>
#include <string>

namespace mosharekat::store {
namespace {

bool concerns(const Statement& statement, Engine engine) {
  switch (statement.only) {
    case Only::both: return true;
    case Only::sqlite: return engine == Engine::sqlite;
    case Only::postgres: return engine == Engine::postgres;
  }
  throw Bug("an engine that is not known");
}

std::string label(std::int64_t number, std::string_view name) {
  std::string digits = std::to_string(number);
  return std::string(digits.size() < 4 ? 4 - digits.size() : 0, '0') + digits + "_" + std::string(name);
}

using Applied = std::map<std::int64_t, std::string>;  // number to hash

Applied applied(Transaction& tx, std::span<const Migration> known) {
  std::map<std::int64_t, std::string_view> ours;
  for (const Migration& migration : known) ours.emplace(migration.number, migration.hash);
  Applied found;
  for (Row row : tx.query("SELECT number, name, hash FROM migration ORDER BY number")) {
    const std::int64_t number = row.integer();
    const std::string name = row.text(), hash = row.text();
    const auto at = ours.find(number);
    if (at == ours.end())
      throw Failure("the database holds the migration " + label(number, name) +
                    ", which this program does not know: it was written by a newer version; use that one");
    if (at->second != hash)
      throw Failure("the migration " + label(number, name) + " was changed after it was applied to this database; add a new one");
    found.emplace(number, hash);
  }
  return found;
}

}  // namespace

void migrate(Engine engine, std::span<const Migration> known, const InTransaction& in_transaction) {
  Applied done;
  in_transaction([&](Transaction& tx) {
    tx.execute(
        "CREATE TABLE IF NOT EXISTS migration "
        "(number BIGINT PRIMARY KEY, name TEXT NOT NULL, hash TEXT NOT NULL, applied_at BIGINT NOT NULL)");
    done = applied(tx, known);
  });
  for (const Migration& migration : known) {
    if (done.contains(migration.number)) continue;
    in_transaction([&](Transaction& tx) {
      try {
        for (const Statement& statement : migration.statements)
          if (concerns(statement, engine)) tx.execute(statement.sql);
      } catch (const Failure& failure) {
        throw Failure("the migration " + label(migration.number, migration.name) + " cannot be applied: " + failure.what());
      }
      tx.execute("INSERT INTO migration (number, name, hash, applied_at) VALUES ($1, $2, $3, $4)",
                 {migration.number, migration.name, migration.hash, Clock().now()});
    });
  }
}

void expect_migrated(Transaction& tx, std::span<const Migration> known) {
  if (applied(tx, known).size() != known.size())
    throw Failure("the database was written by an older version of the program and was not opened by this one since");
}

}  // namespace mosharekat::store
