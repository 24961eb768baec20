// SPDX-License-Identifier: AGPL-3.0-or-later
// Connections that wait to be used; the one used last is taken first, for its warm cache.
#pragma once
#include <condition_variable>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace mosharekat::store {

template <class Connection>
class Pool {
 public:
  // Gives its connection back at the end of the scope. Empty where it was put in empty: whoever takes it opens it.
  class Loan {
   public:
    explicit Loan(Pool& pool) : pool_(pool), connection_(pool.take()) {}
    ~Loan() { pool_.give_back(std::move(connection_)); }
    Loan(const Loan&) = delete;
    Loan& operator=(const Loan&) = delete;
    std::unique_ptr<Connection>& operator*() { return connection_; }

   private:
    Pool& pool_;
    std::unique_ptr<Connection> connection_;
  };

  void add(std::unique_ptr<Connection> connection) { give_back(std::move(connection)); }

 private:
  std::unique_ptr<Connection> take() {
    std::unique_lock lock(mutex_);
    given_back_.wait(lock, [&] { return !idle_.empty(); });
    auto taken = std::move(idle_.back());
    idle_.pop_back();
    return taken;
  }
  void give_back(std::unique_ptr<Connection> connection) {
    {
      const std::lock_guard lock(mutex_);
      idle_.push_back(std::move(connection));
    }
    given_back_.notify_one();
  }

  std::mutex mutex_;
  std::condition_variable given_back_;
  std::vector<std::unique_ptr<Connection>> idle_;
};

}  // namespace mosharekat::store
