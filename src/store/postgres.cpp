// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <atomic>
#include <thread>

#include "base/hash.h"
#include "store/engine.h"
#include "store/migration.h"
#include "store/pool.h"
#include "store/postgres_connection.h"

namespace mosharekat::store {
namespace {

constexpr int most_attempts = 6;  // the first and five more
// An arbitrary number that no other program takes for its own lock.
constexpr std::int64_t migration_lock = 0x6d6f736861726b74;

// Lets the other of two that met go first.
void step_aside(int attempt) {
  std::this_thread::sleep_for(std::chrono::microseconds(hash::random_below(std::uint64_t{500} << attempt)));
}

class PostgresDatabase : public Database {
 public:
  PostgresDatabase(const std::string& url, int connections) : url_(url) {
    {
      // Several copies of the program may start at once; the lock ends with the connection.
      postgres::Connection first(url_);
      first.query("SELECT pg_advisory_lock($1)", {migration_lock});
      migrate(Engine::postgres, migrations(), [&](const auto& work) {
        first.begin_write();
        try {
          postgres::PostgresTransaction tx(first);
          work(tx);
          first.commit();
        } catch (...) {
          first.roll_back();
          throw;
        }
      });
    }
    for (int i = 0; i < connections; ++i) pool_.add(nullptr);
  }

  Engine engine() const override { return Engine::postgres; }
  std::uint64_t version() const override { return version_.load(std::memory_order_acquire); }

 protected:
  void run_read(const std::function<void(Transaction&)>& work) override {
    const Inside inside(*this);
    Pool<postgres::Connection>::Loan loan(pool_);
    begin(*loan, &postgres::Connection::begin_read);
    try {
      postgres::PostgresTransaction tx(**loan);
      work(tx);
    } catch (...) {
      (*loan)->roll_back();
      throw;
    }
    (*loan)->roll_back();
  }

  void run_write(const std::function<bool(Transaction&)>& work) override {
    const Inside inside(*this);
    Pool<postgres::Connection>::Loan loan(pool_);
    for (int attempt = 1; !written(*loan, work, attempt < most_attempts); ++attempt) step_aside(attempt);
  }

 private:
  // Opens the connection where there is none, or where the server went away since it was used last.
  void begin(std::unique_ptr<postgres::Connection>& connection, void (postgres::Connection::*how)()) {
    if (connection) {
      try {
        return ((*connection).*how)();
      } catch (const postgres::Lost&) {
      }
    }
    connection.reset();
    connection = std::make_unique<postgres::Connection>(url_);
    ((*connection).*how)();
  }

  // False where it may go better the next time; otherwise it is done, or what is wrong is thrown.
  bool written(std::unique_ptr<postgres::Connection>& connection, const std::function<bool(Transaction&)>& work, bool again) {
    begin(connection, &postgres::Connection::begin_write);
    try {
      postgres::PostgresTransaction tx(*connection);
      if (!work(tx)) {
        connection->roll_back();
        return true;
      }
      tx.expect_whole();
    } catch (const Duplicate&) {
      connection->roll_back();
      if (!again) throw;
      return false;
    } catch (const postgres::Clash&) {
      connection->roll_back();
      if (!again) throw;
      return false;
    } catch (const postgres::Lost&) {
      connection.reset();
      if (!again) throw;
      return false;
    } catch (...) {
      connection->roll_back();
      throw;
    }
    // From here on nothing is run again: when the answer is lost, the work may have been kept.
    try {
      connection->commit();
    } catch (const postgres::Lost& lost) {
      connection.reset();
      throw Failure(std::string("it is not known whether the change was kept: ") + lost.what());
    } catch (...) {
      connection->roll_back();
      throw;
    }
    version_.fetch_add(1, std::memory_order_release);
    return true;
  }

  const std::string url_;
  Pool<postgres::Connection> pool_;
  std::atomic<std::uint64_t> version_{0};
};

}  // namespace

std::unique_ptr<Database> open_postgres(const Options& options) {
  return std::make_unique<PostgresDatabase>(options.url, options.readers);
}

}  // namespace mosharekat::store
