// SPDX-License-Identifier: AGPL-3.0-or-later
// A Transaction over one connection of either engine, which has query, execute, in_transaction and the constant `engine`.
#pragma once
#include "store/store.h"

namespace mosharekat::store {

template <class Connection>
class ConnectionTransaction : public Transaction {
 public:
  explicit ConnectionTransaction(Connection& connection) : connection_(connection) {}

  Engine engine() const override { return Connection::engine; }
  Rows query(std::string_view sql, const Parameters& parameters = {}) override {
    return guarded([&] { return connection_.query(sql, parameters); });
  }
  std::int64_t execute(std::string_view sql, const Parameters& parameters = {}) override {
    return guarded([&] { return connection_.execute(sql, parameters); });
  }

  // After a statement failed outside of a savepoint nothing may follow it, and nothing is committed: PostgreSQL insists on it,
  // and SQLite does the same here, so that a command behaves alike on both.
  void expect_whole() const {
    if (broken_) throw Failure("a statement of this transaction failed, so nothing more can be done in it: " + why_);
  }

 protected:
  void savepoint() override { execute("SAVEPOINT attempt"); }
  void release() override { execute("RELEASE SAVEPOINT attempt"); }
  void roll_back() override {
    // A full disk on SQLite ends the whole transaction, and the savepoint with it.
    broken_ = !connection_.in_transaction();
    expect_whole();
    execute("ROLLBACK TO SAVEPOINT attempt");
    release();
  }

 private:
  template <class F>
  auto guarded(F&& f) {
    expect_whole();
    try {
      return f();
    } catch (const Failure& failure) {
      broken_ = true;
      why_ = failure.what();
      throw;
    }
  }

  Connection& connection_;
  bool broken_ = false;
  std::string why_;
};

}  // namespace mosharekat::store
