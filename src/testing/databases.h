// SPDX-License-Identifier: AGPL-3.0-or-later
// Fresh databases for tests: SQLite always, PostgreSQL where MOSHAREKAT_TEST_POSTGRES names a server (tools/with-postgres starts
// one for a command). Only for *_test.cpp.
#pragma once
#include <cstdlib>
#include <doctest/doctest.h>
#include <filesystem>
#include <functional>
#include <libpq-fe.h>
#include <memory>
#include <string>

#include "base/clock.h"
#include "base/id.h"
#include "store/store.h"

namespace mosharekat::testing {

// A directory that is removed at the end of the scope.
class TemporaryDirectory {
 public:
  TemporaryDirectory() : path_(std::filesystem::temp_directory_path() / ("mosharekat-" + new_id(Clock().now()))) {
    std::filesystem::create_directories(path_);
  }
  ~TemporaryDirectory() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

// A schema of its own on a PostgreSQL server, dropped at the end of the scope: as separate as a database, and made in a twentieth
// of the time. `server` is a URL of the server with any database.
class TemporaryPostgres {
 public:
  explicit TemporaryPostgres(const std::string& server) : server_(server), name_("test_" + new_id(Clock().now())) {
    run("CREATE SCHEMA " + name_);
  }
  ~TemporaryPostgres() { run("DROP SCHEMA " + name_ + " CASCADE"); }
  TemporaryPostgres(const TemporaryPostgres&) = delete;
  TemporaryPostgres& operator=(const TemporaryPostgres&) = delete;

  // More settings as "&name=value", as PostgreSQL reads them in a URL.
  std::string url() const {
    return server_ + (server_.find('?') == std::string::npos ? "?" : "&") + "options=-csearch_path%3D" + name_;
  }

  // One statement, on a connection of its own.
  void run(const std::string& sql) const {
    const std::unique_ptr<PGconn, void (*)(PGconn*)> connection(PQconnectdb(server_.c_str()), PQfinish);
    PQsetNoticeProcessor(connection.get(), [](void*, const char*) {}, nullptr);
    const std::unique_ptr<PGresult, void (*)(PGresult*)> done(PQexec(connection.get(), sql.c_str()), PQclear);
    const auto status = PQresultStatus(done.get());
    CHECK_MESSAGE((status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK), PQerrorMessage(connection.get()));
  }

 private:
  std::string server_, name_;
};

// The server of the tests, or nothing: tools/with-postgres sets it.
inline const char* postgres_server() { return std::getenv("MOSHAREKAT_TEST_POSTGRES"); }

// Runs the body on an empty database of each engine, all migrations applied.
inline void each_database(const std::function<void(store::Database&)>& body) {
  {
    INFO("engine: sqlite");
    const TemporaryDirectory directory;
    const auto database = store::Database::open({.directory = directory.path().string()});
    body(*database);
  }
  if (const char* server = postgres_server()) {
    INFO("engine: postgres");
    const TemporaryPostgres postgres(server);
    const auto database = store::Database::open({.url = postgres.url()});
    body(*database);
  }
}

}  // namespace mosharekat::testing
