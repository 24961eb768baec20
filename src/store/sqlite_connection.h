// SPDX-License-Identifier: AGPL-3.0-or-later
// One connection to an SQLite file, with its prepared statements. For one thread at a time. Only for store/sqlite*.cpp.
#pragma once
#include <string>
#include <string_view>
#include <unordered_map>

#include "store/connection_transaction.h"
#include "store/store.h"

struct sqlite3;
struct sqlite3_stmt;

namespace mosharekat::store::sqlite {

enum class Access { write, read };

class Connection {
 public:
  static constexpr Engine engine = Engine::sqlite;
  // How long a statement waits for someone outside of the program who holds the file (an operator's sqlite3 shell).
  static constexpr int patience_ms = 5000;

  Connection(const std::string& path, Access access);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  Rows query(std::string_view sql, const Parameters& parameters = {});
  std::int64_t execute(std::string_view sql, const Parameters& parameters = {});
  // For BEGIN, COMMIT and their like, where trouble is looked at by the caller: the text of what is wrong, or nothing.
  std::optional<std::string> attempt(std::string_view sql);

  // False after the engine has rolled back by itself, as it does when the disk is full.
  bool in_transaction() const;
  sqlite3* handle() const { return handle_; }

 private:
  struct Prepared {
    sqlite3_stmt* statement = nullptr;
    std::vector<int> places;  // of $1, $2, …: SQLite numbers them by first appearance
  };
  struct TextHash : std::hash<std::string_view> {
    using is_transparent = void;
  };
  class Use;

  Prepared& prepared(std::string_view sql);
  void forget_statements();
  [[noreturn]] void raise(int code, std::string_view sql);

  sqlite3* handle_ = nullptr;
  std::unordered_map<std::string, Prepared, TextHash, std::equal_to<>> statements_;
};

// Ends the process where the code says that the disk did not confirm a write (SQLITE_IOERR_FSYNC and its like): what the kernel
// still holds is unknown then, so nothing may be acknowledged on top of it. Recovery at the next start decides.
void end_if_not_synced(int code);

using SqliteTransaction = ConnectionTransaction<Connection>;

}  // namespace mosharekat::store::sqlite
