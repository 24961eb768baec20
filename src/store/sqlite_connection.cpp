// SPDX-License-Identifier: AGPL-3.0-or-later
#include "store/sqlite_connection.h"

#include <cstdlib>
#include <sqlite3.h>

#include "base/log.h"

namespace mosharekat::store::sqlite {
namespace {

// Far more than the program has statements: reached only if someone builds SQL from data.
constexpr std::size_t most_statements = 1024;
// The kernel keeps the file in memory once for all connections, and gives that memory up when others need it; a connection's own
// copies only save it the asking. Larger ones were measured to make no request faster.
constexpr std::string_view writer_cache = "PRAGMA cache_size = -2048", reader_cache = "PRAGMA cache_size = -512";

bool is_duplicate(int code) {
  return code == SQLITE_CONSTRAINT_UNIQUE || code == SQLITE_CONSTRAINT_PRIMARYKEY || code == SQLITE_CONSTRAINT_ROWID;
}

Value column(sqlite3_stmt* statement, int at) {
  switch (sqlite3_column_type(statement, at)) {
    case SQLITE_INTEGER: return std::int64_t{sqlite3_column_int64(statement, at)};
    case SQLITE_FLOAT: return sqlite3_column_double(statement, at);
    case SQLITE_TEXT: {
      const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement, at));
      return std::string(bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement, at)));
    }
    case SQLITE_BLOB: {
      const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement, at));
      const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, at));
      return Blob{size == 0 ? std::string() : std::string(bytes, size)};
    }
    default: return std::monostate{};
  }
}

int bind(sqlite3_stmt* statement, int place, const Value& value) {
  struct Binder {
    sqlite3_stmt* statement;
    int place;
    int operator()(std::monostate) const { return sqlite3_bind_null(statement, place); }
    int operator()(bool yes) const { return sqlite3_bind_int(statement, place, yes ? 1 : 0); }
    int operator()(std::int64_t number) const { return sqlite3_bind_int64(statement, place, number); }
    int operator()(double number) const { return sqlite3_bind_double(statement, place, number); }
    // Static: the parameters outlive the steps, and the bindings are cleared after them.
    int operator()(const std::string& text) const {
      return sqlite3_bind_text64(statement, place, text.data(), text.size(), SQLITE_STATIC, SQLITE_UTF8);
    }
    int operator()(const Blob& blob) const {
      return sqlite3_bind_blob64(statement, place, blob.bytes.data(), blob.bytes.size(), SQLITE_STATIC);
    }
  };
  return std::visit(Binder{statement, place}, value);
}

}  // namespace

void end_if_not_synced(int code) {
  if (code != SQLITE_IOERR_FSYNC && code != SQLITE_IOERR_DIR_FSYNC) return;
  log::error("store.sync_failed", {{"engine", "sqlite"}, {"what", "the disk did not confirm a write; the process ends"}});
  std::_Exit(74);
}

// One use of a prepared statement: bound here, reset and unbound at the end of the scope.
class Connection::Use {
 public:
  Use(Connection& connection, std::string_view sql, const Parameters& parameters)
      : connection_(connection), sql_(sql), prepared_(connection.prepared(sql)) {
    expect(prepared_.places.size() == parameters.size(), "a statement has other parameters than it was given");
    for (std::size_t at = 0; at < parameters.size(); ++at) {
      const int code = bind(prepared_.statement, prepared_.places[at], parameters[at].value());
      if (code != SQLITE_OK) connection_.raise(code, sql_);
    }
  }
  ~Use() {
    sqlite3_reset(prepared_.statement);
    sqlite3_clear_bindings(prepared_.statement);
  }
  Use(const Use&) = delete;
  Use& operator=(const Use&) = delete;

  bool step() {
    const int code = sqlite3_step(prepared_.statement);
    if (code == SQLITE_ROW) return true;
    if (code != SQLITE_DONE) connection_.raise(code, sql_);
    return false;
  }
  sqlite3_stmt* statement() const { return prepared_.statement; }

 private:
  Connection& connection_;
  std::string_view sql_;
  Prepared& prepared_;
};

Connection::Connection(const std::string& path, Access access) {
  const int flags = access == Access::write ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY;
  const int code = sqlite3_open_v2(path.c_str(), &handle_, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
  try {
    if (code != SQLITE_OK) raise(code, "opening " + path);
    sqlite3_busy_timeout(handle_, patience_ms);
    if (access == Access::write) {
      if (query("PRAGMA journal_mode = WAL").first().text() != "wal")
        throw Failure("sqlite: the write-ahead log cannot be used on the file system of " + path);
      execute("PRAGMA synchronous = FULL");
      query("PRAGMA wal_autocheckpoint = 0");
      execute(writer_cache);
    } else {
      execute("PRAGMA query_only = TRUE");
      execute(reader_cache);
    }
    execute("PRAGMA foreign_keys = TRUE");
    execute("PRAGMA temp_store = MEMORY");
    query("PRAGMA mmap_size = 0");
    forget_statements();
  } catch (...) {
    forget_statements();
    sqlite3_close_v2(handle_);
    throw;
  }
}

Connection::~Connection() {
  forget_statements();
  sqlite3_close_v2(handle_);
}

void Connection::forget_statements() {
  for (auto& [sql, prepared] : statements_) sqlite3_finalize(prepared.statement);
  statements_.clear();
}

Connection::Prepared& Connection::prepared(std::string_view sql) {
  if (const auto at = statements_.find(sql); at != statements_.end()) return at->second;
  if (statements_.size() >= most_statements) forget_statements();
  Prepared made;
  const char* rest = nullptr;
  const int code =
      sqlite3_prepare_v3(handle_, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &made.statement, &rest);
  if (code != SQLITE_OK) raise(code, sql);
  Prepared& kept = statements_.emplace(std::string(sql), std::move(made)).first->second;
  expect(kept.statement != nullptr, "a statement is empty");
  for (int number = 1, all = sqlite3_bind_parameter_count(kept.statement); number <= all; ++number) {
    const int place = sqlite3_bind_parameter_index(kept.statement, ("$" + std::to_string(number)).c_str());
    expect(place != 0, "the placeholders of a statement are not $1, $2, … without a gap");
    kept.places.push_back(place);
  }
  return kept;
}

void Connection::raise(int code, std::string_view sql) {
  end_if_not_synced(code);
  const char* what = handle_ == nullptr ? sqlite3_errstr(code) : sqlite3_errmsg(handle_);
  if (is_duplicate(code)) throw Duplicate(what);
  throw Failure("sqlite: " + std::string(what) + " (" + std::to_string(code) + ") in: " + std::string(sql));
}

Rows Connection::query(std::string_view sql, const Parameters& parameters) {
  Use use(*this, sql, parameters);
  std::vector<std::vector<Value>> rows;
  const int columns = sqlite3_column_count(use.statement());
  while (use.step()) {
    std::vector<Value>& row = rows.emplace_back();
    row.reserve(static_cast<std::size_t>(columns));
    for (int at = 0; at < columns; ++at) row.push_back(column(use.statement(), at));
  }
  return Rows(std::move(rows));
}

std::int64_t Connection::execute(std::string_view sql, const Parameters& parameters) {
  const std::int64_t before = sqlite3_total_changes64(handle_);
  Use use(*this, sql, parameters);
  while (use.step()) {
  }
  // sqlite3_changes is left as it was by a statement that changes no rows.
  return sqlite3_total_changes64(handle_) == before ? 0 : sqlite3_changes64(handle_);
}

std::optional<std::string> Connection::attempt(std::string_view sql) {
  try {
    execute(sql);
    return std::nullopt;
  } catch (const Failure& failure) {
    return failure.what();
  }
}

bool Connection::in_transaction() const { return sqlite3_get_autocommit(handle_) == 0; }

}  // namespace mosharekat::store::sqlite
