// SPDX-License-Identifier: AGPL-3.0-or-later
// Fresh databases for tests: SQLite always, PostgreSQL where MOSHAREKAT_TEST_POSTGRES names a server (tools/with-postgres starts
// one for a command). Only for *_test.cpp.
#pragma once
#include <doctest/doctest.h>
#include <libpq-fe.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <functional>
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

// A PostgreSQL database that is dropped at the end of the scope. `server` is a URL of the server with any database.
class TemporaryPostgres {
 public:
  explicit TemporaryPostgres(const std::string& server) : server_(server), name_("test_" + new_id(Clock().now())) {
    run("CREATE DATABASE " + name_);
  }
  ~TemporaryPostgres() { run("DROP DATABASE " + name_ + " WITH (FORCE)"); }
  TemporaryPostgres(const TemporaryPostgres&) = delete;
  TemporaryPostgres& operator=(const TemporaryPostgres&) = delete;

  std::string url() const {
    const auto path = server_.find('/', server_.find("//") + 2), query = std::min(server_.find('?'), server_.size());
    return server_.substr(0, std::min(path, query)) + "/" + name_ + server_.substr(query);
  }
  const std::string& name() const { return name_; }

  // One statement, on the server's own database.
  void run(const std::string& sql) const {
    const std::unique_ptr<PGconn, void (*)(PGconn*)> connection(PQconnectdb(server_.c_str()), PQfinish);
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
