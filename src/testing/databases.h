// SPDX-License-Identifier: AGPL-3.0-or-later
// Fresh databases for tests: SQLite always, PostgreSQL where MOSHAREKAT_TEST_POSTGRES names a server (tools/with-postgres starts
// one for a command). Only for *_test.cpp.
#pragma once
#include <doctest/doctest.h>
#include <filesystem>
#include <functional>
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

// Runs the body on an empty database of each engine, all migrations applied.
inline void each_database(const std::function<void(store::Database&)>& body) {
  {
    INFO("engine: sqlite");
    const TemporaryDirectory directory;
    const auto database = store::Database::open({.directory = directory.path().string()});
    body(*database);
  }
}

}  // namespace mosharekat::testing
