// SPDX-License-Identifier: AGPL-3.0-or-later
// What the two engines share and nobody else sees.
#pragma once
#include <memory>

#include "store/store.h"

namespace mosharekat::store {

std::unique_ptr<Database> open_sqlite(const Options& options);
std::unique_ptr<Database> open_postgres(const Options& options);

// Marks this thread as being within a read or write of a database, so that calling it again from there is a Bug at once and not
// a deadlock one day.
class Inside {
 public:
  explicit Inside(const Database& database) : outer_(current_) {
    expect(current_ != &database, "read or write was called from within a read or write of the same database");
    current_ = &database;
  }
  ~Inside() { current_ = outer_; }
  Inside(const Inside&) = delete;
  Inside& operator=(const Inside&) = delete;

 private:
  static inline thread_local const Database* current_ = nullptr;
  const Database* outer_;
};

}  // namespace mosharekat::store
