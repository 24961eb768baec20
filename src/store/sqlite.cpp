// SPDX-License-Identifier: AGPL-3.0-or-later
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <mutex>
#include <sys/file.h>
#include <unistd.h>

#include "store/engine.h"
#include "store/migration.h"
#include "store/pool.h"
#include "store/sqlite_connection.h"
#include "store/sqlite_writer.h"

namespace mosharekat::store {
namespace {

// Held for as long as the database is open. The kernel lets go of it when the process ends, however it ends.
class DirectoryLock {
 public:
  explicit DirectoryLock(const std::filesystem::path& directory) {
    std::error_code trouble;
    std::filesystem::create_directories(directory, trouble);
    const std::string path = directory / "lock";
    file_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file_ < 0) throw Failure("cannot open " + path + ": " + std::strerror(errno));
    if (::flock(file_, LOCK_EX | LOCK_NB) != 0) {
      ::close(file_);
      throw Failure("the directory " + directory.string() +
                    " is in use: another mosharekat writes to it; stop that one first, or let it do the work");
    }
  }
  ~DirectoryLock() { ::close(file_); }
  DirectoryLock(const DirectoryLock&) = delete;
  DirectoryLock& operator=(const DirectoryLock&) = delete;

 private:
  int file_ = -1;
};

class SqliteDatabase : public Database {
 public:
  SqliteDatabase(const std::string& directory, int readers)
      : lock_(directory), path_(directory + "/mosharekat.sqlite"), writer_(path_) {
    migrate(Engine::sqlite, migrations(),
            [&](const auto& work) { writer_.run([&](Transaction& tx) { return work(tx), true; }); });
    for (int i = 0; i < readers; ++i) readers_.add(std::make_unique<sqlite::Connection>(path_, sqlite::Access::read));
  }

  Engine engine() const override { return Engine::sqlite; }
  std::uint64_t version() const override { return writer_.version(); }

 protected:
  void run_read(const std::function<void(Transaction&)>& work) override {
    const Inside inside(*this);
    Pool<sqlite::Connection>::Loan loan(readers_);
    sqlite::Connection& connection = **loan;
    connection.execute("BEGIN");
    try {
      sqlite::SqliteTransaction tx(connection);
      work(tx);
    } catch (...) {
      connection.attempt("ROLLBACK");
      throw;
    }
    connection.attempt("ROLLBACK");
  }

  void run_write(const std::function<bool(Transaction&)>& work) override {
    const Inside inside(*this);
    writer_.run(work);
  }

 private:
  DirectoryLock lock_;
  std::string path_;
  sqlite::Writer writer_;
  Pool<sqlite::Connection> readers_;  // closed before the writer, which clears the log away as the last connection
};

// The schema is compared, not changed: the one who writes may be another program.
class ReadOnlyDatabase : public Database {
 public:
  explicit ReadOnlyDatabase(const std::string& directory) : connection_(directory + "/mosharekat.sqlite", sqlite::Access::read) {
    run_read([](Transaction& tx) { expect_migrated(tx, migrations()); });
  }
  Engine engine() const override { return Engine::sqlite; }
  std::uint64_t version() const override { return 0; }

 protected:
  void run_read(const std::function<void(Transaction&)>& work) override {
    const Inside inside(*this);
    const std::lock_guard lock(mutex_);
    connection_.execute("BEGIN");
    sqlite::SqliteTransaction tx(connection_);
    try {
      work(tx);
    } catch (...) {
      connection_.attempt("ROLLBACK");
      throw;
    }
    connection_.attempt("ROLLBACK");
  }
  void run_write(const std::function<bool(Transaction&)>&) override { throw Bug("this database was opened for reading alone"); }

 private:
  std::mutex mutex_;
  sqlite::Connection connection_;
};

}  // namespace

std::unique_ptr<Database> open_sqlite(const Options& options) {
  if (options.read_only) return std::make_unique<ReadOnlyDatabase>(options.directory);
  return std::make_unique<SqliteDatabase>(options.directory, options.readers);
}

}  // namespace mosharekat::store
