// SPDX-License-Identifier: AGPL-3.0-or-later
#include "store/copy.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <functional>

#include "base/hash.h"
#include "store/search.h"
#include "store/sqlite_connection.h"

namespace mosharekat::store {
namespace {

constexpr int rows_at_once = 500;

struct Column {
  std::string name;
  bool boolean;
  bool operator==(const Column&) const = default;
};
struct Table {
  std::string name;
  std::vector<Column> columns;    // by name
  std::vector<std::size_t> keys;  // places in `columns` of the primary key
};

std::vector<std::string> table_names(Transaction& tx) {
  // The tables of FTS5 are made by filling search_entry.
  const std::string_view sql =
      tx.engine() == Engine::sqlite
          ? "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'search_%' "
            "AND name <> 'migration'"
          : "SELECT CAST(table_name AS TEXT) FROM information_schema.tables WHERE table_schema = current_schema() "
            "AND table_type = 'BASE TABLE' AND table_name NOT LIKE 'search_%' AND table_name <> 'migration'";
  auto names = tx.all<std::string>(sql, {}, [](Row& row) { return row.text(); });
  std::sort(names.begin(), names.end());
  return names;
}

Table table(Transaction& tx, const std::string& name) {
  const std::string_view sql = tx.engine() == Engine::sqlite ? R"(
    SELECT name, upper(type) = 'BOOLEAN', pk > 0 FROM pragma_table_info($1) ORDER BY name)"
                                                             : R"(
    SELECT CAST(attname AS TEXT), atttypid = 16, EXISTS (
      SELECT 1 FROM pg_index WHERE indrelid = attrelid AND indisprimary AND attnum = ANY (indkey))
    FROM pg_attribute
    WHERE attrelid = CAST(CAST($1 AS TEXT) AS regclass) AND attnum > 0 AND NOT attisdropped
    ORDER BY CAST(attname AS TEXT) COLLATE "C")";
  Table found{.name = name, .columns = {}, .keys = {}};
  for (Row row : tx.query(sql, {name})) {
    found.columns.push_back({row.text(), row.boolean()});
    if (row.boolean()) found.keys.push_back(found.columns.size() - 1);
  }
  expect(!found.keys.empty(), "a table has no primary key");
  return found;
}

std::string list(const Table& table) {
  std::string names;
  for (const Column& column : table.columns) names += (names.empty() ? "\"" : ", \"") + column.name + "\"";
  return names;
}

using Cells = std::vector<Value>;

// A value as both engines would give it.
Value cell(Row& row, const Column& column) {
  if (row.next_is_null() || !column.boolean) return row.value();
  return row.boolean();
}

Parameter parameter(const Value& value) {
  return std::visit(
      [](const auto& held) -> Parameter {
        if constexpr (std::is_same_v<std::decay_t<decltype(held)>, std::monostate>)
          return nullptr;
        else
          return held;
      },
      value);
}

// Every row, in the order of its key; the engine's own order of texts, which need not be the other's.
void each_row(Transaction& tx, const Table& table, const std::function<void(const Cells&)>& use) {
  std::string keys, places;
  for (std::size_t at = 0; at < table.keys.size(); ++at) {
    keys += (at == 0 ? "\"" : ", \"") + table.columns[table.keys[at]].name + "\"";
    places += (at == 0 ? "$" : ", $") + std::to_string(at + 1);
  }
  const std::string start = "SELECT " + list(table) + " FROM \"" + table.name + "\" ";
  const std::string end = "ORDER BY " + keys + " LIMIT " + std::to_string(rows_at_once);
  Parameters after;
  for (;;) {
    const Rows rows = tx.query(start + (after.empty() ? "" : "WHERE (" + keys + ") > (" + places + ") ") + end, after);
    Cells cells;
    for (Row row : rows) {
      cells.clear();
      for (const Column& column : table.columns) cells.push_back(cell(row, column));
      use(cells);
    }
    if (rows.size() < rows_at_once) return;
    after.clear();
    for (const std::size_t key : table.keys) after.push_back(parameter(cells[key]));
  }
}

class Digest {
 public:
  void add(const Cells& cells) {
    std::string bytes;
    for (const Value& value : cells) std::visit([&](const auto& held) { put(bytes, held); }, value);
    const std::string hashed = hash::sha256(bytes);
    unsigned carry = 0;
    for (std::size_t at = sum_.size(); at-- > 0;) {
      carry += static_cast<unsigned>(sum_[at]) + static_cast<unsigned char>(hashed[at]);
      sum_[at] = static_cast<unsigned char>(carry & 0xFF);
      carry >>= 8;
    }
    ++rows_;
  }
  TableDigest of(const std::string& table) const {
    return {table, rows_, hash::hex({reinterpret_cast<const char*>(sum_.data()), sum_.size()})};
  }

 private:
  static void sized(std::string& bytes, char kind, std::string_view content) {
    bytes += kind + std::to_string(content.size()) + ":";
    bytes += content;
  }
  static void put(std::string& bytes, std::monostate) { bytes += "-"; }
  static void put(std::string& bytes, bool yes) { put(bytes, std::int64_t{yes}); }
  static void put(std::string& bytes, std::int64_t number) { sized(bytes, 'i', std::to_string(number)); }
  static void put(std::string& bytes, double number) {
    // A whole number in a column of real numbers may come back as either.
    if (std::nearbyint(number) == number && std::abs(number) < 9e15) return put(bytes, static_cast<std::int64_t>(number));
    sized(bytes, 'r', std::to_string(std::bit_cast<std::uint64_t>(number)));
  }
  static void put(std::string& bytes, const std::string& text) { sized(bytes, 't', text); }
  static void put(std::string& bytes, const Blob& blob) { sized(bytes, 'b', blob.bytes); }

  std::array<unsigned char, 32> sum_{};
  std::int64_t rows_ = 0;
};

// Rows may name rows of other tables, and of their own, in any order: SQLite looks when the transaction ends, PostgreSQL when a
// statement ends, so there they are gathered in a temporary table and come over in one.
void clear(Transaction& to, const std::vector<std::string>& names) {
  if (to.engine() == Engine::sqlite) {
    to.execute("PRAGMA defer_foreign_keys = TRUE");
    for (const std::string& name : names) to.execute("DELETE FROM \"" + name + "\"");
  } else if (!names.empty()) {
    std::string all;
    for (const std::string& name : names) all += (all.empty() ? "\"" : ", \"") + name + "\"";
    to.execute("TRUNCATE " + all);
  }
}

class Filler {
 public:
  Filler(Transaction& to, const Table& table) : to_(to), table_(table), staged_(to.engine() == Engine::postgres) {
    if (staged_)
      to_.execute("CREATE TEMPORARY TABLE staged_copy ON COMMIT DROP AS SELECT " + list(table) + " FROM \"" + table.name +
                  "\" LIMIT 0");
    insert_ =
        "INSERT INTO " + (staged_ ? std::string("staged_copy") : "\"" + table.name + "\"") + " (" + list(table) + ") VALUES (";
    for (std::size_t at = 1; at <= table.columns.size(); ++at) insert_ += (at == 1 ? "$" : ", $") + std::to_string(at);
    insert_ += ")";
  }
  void add(const Cells& cells) {
    Parameters parameters;
    for (const Value& value : cells) parameters.push_back(parameter(value));
    to_.execute(insert_, parameters);
  }
  void finish() {
    if (!staged_) return;
    to_.execute("INSERT INTO \"" + table_.name + "\" (" + list(table_) + ") SELECT " + list(table_) + " FROM staged_copy");
    to_.execute("DROP TABLE staged_copy");
  }

 private:
  Transaction& to_;
  const Table& table_;
  bool staged_;
  std::string insert_;
};

}  // namespace

std::vector<TableDigest> digests(Transaction& tx) {
  std::vector<TableDigest> found;
  for (const std::string& name : table_names(tx)) {
    Digest digest;
    each_row(tx, table(tx, name), [&](const Cells& cells) { digest.add(cells); });
    found.push_back(digest.of(name));
  }
  return found;
}

std::vector<TableDigest> copy(Transaction& from, Transaction& to) {
  const std::vector<std::string> names = table_names(from);
  if (names != table_names(to)) throw Failure("the two databases do not have the same tables");
  clear(to, names);
  std::vector<TableDigest> copied;
  for (const std::string& name : names) {
    const Table source = table(from, name), target = table(to, name);
    if (source.columns != target.columns) throw Failure("the table " + name + " does not have the same columns in both");
    Filler filler(to, target);
    Digest digest;
    each_row(from, source, [&](const Cells& cells) {
      filler.add(cells);
      digest.add(cells);
    });
    filler.finish();
    copied.push_back(digest.of(name));
  }
  search::copy(from, to);
  return copied;
}

Newer newer_events(Transaction& held, Transaction& kept) {
  Newer newer;
  std::string after;
  for (;;) {
    const Rows rows = held.query("SELECT id, at FROM event WHERE id > $1 ORDER BY id LIMIT 500", {after});
    for (Row row : rows) {
      after = row.text();
      const Instant at = row.time();
      if (kept.count("SELECT COUNT(*) FROM event WHERE id = $1", {after}) == 1) continue;
      ++newer.events;
      newer.last = std::max(newer.last, at);
    }
    if (rows.size() < rows_at_once) return newer;
  }
}

void settle(const std::string& path) {
  sqlite::Connection connection(path, sqlite::Access::write);
  connection.query("PRAGMA wal_checkpoint(TRUNCATE)");
  connection.query("PRAGMA journal_mode = DELETE");
}

}  // namespace mosharekat::store
