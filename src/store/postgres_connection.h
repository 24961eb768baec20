// SPDX-License-Identifier: AGPL-3.0-or-later
// One connection to PostgreSQL, with its prepared statements. For one thread at a time. Only for store/postgres*.cpp.
#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "store/connection_transaction.h"
#include "store/store.h"

struct pg_conn;
struct pg_result;

namespace mosharekat::store::postgres {

// The same command may succeed when it is run again: two of them met.
struct Clash : Failure {
  using Failure::Failure;
};
// The connection is gone, or leads to a server that only reads.
struct Lost : Failure {
  using Failure::Failure;
};

class Connection {
 public:
  static constexpr Engine engine = Engine::postgres;

  explicit Connection(const std::string& url);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  Rows query(std::string_view sql, const Parameters& parameters = {});
  std::int64_t execute(std::string_view sql, const Parameters& parameters = {});
  void begin_write();
  void begin_read();
  // Throws Lost where the answer did not come: it is not known then whether the transaction was kept.
  void commit();
  void roll_back() noexcept;
  bool in_transaction() const;
  bool alive() const;

 private:
  using Answer = std::unique_ptr<pg_result, void (*)(pg_result*)>;

  Answer run(std::string_view sql, const Parameters& parameters);
  Answer simple(const char* sql);
  const std::string& prepared(std::string_view sql, const Parameters& parameters);
  Answer checked(pg_result* result, std::string_view sql);
  [[noreturn]] void raise(const pg_result* result, std::string_view sql);

  pg_conn* handle_ = nullptr;
  bool writes_ = false;
  std::uint64_t prepared_count_ = 0;
  std::unordered_map<std::string, std::string> statements_;  // types and SQL to name
};

using PostgresTransaction = ConnectionTransaction<Connection>;

}  // namespace mosharekat::store::postgres
