// SPDX-License-Identifier: AGPL-3.0-or-later
// A fixed number of threads and a bounded queue before them. Thread-safe.
#pragma once
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace mosharekat::web {

class Workers {
 public:
  using Task = std::function<void()>;  // must not throw

  explicit Workers(std::size_t waiting_max) : waiting_max_(waiting_max) {}
  ~Workers() { stop(); }

  void start(int threads) {
    for (int i = 0; i < threads; ++i) threads_.emplace_back([this] { work(); });
  }

  // False when too many wait.
  bool submit(Task task) {
    {
      const std::lock_guard lock(mutex_);
      if (stopped_ || waiting_.size() >= waiting_max_) return false;
      waiting_.push_back(std::move(task));
    }
    changed_.notify_one();
    return true;
  }

  std::size_t waiting() const {
    const std::lock_guard lock(mutex_);
    return waiting_.size();
  }

  // Ends what has begun and forgets what waits.
  void stop() {
    std::deque<Task> forgotten;
    {
      const std::lock_guard lock(mutex_);
      stopped_ = true;
      forgotten.swap(waiting_);
    }
    changed_.notify_all();
    for (std::thread& thread : threads_)
      if (thread.joinable()) thread.join();
  }

 private:
  void work() {
    for (;;) {
      Task task;
      {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return stopped_ || !waiting_.empty(); });
        if (stopped_) return;
        task = std::move(waiting_.front());
        waiting_.pop_front();
      }
      task();
    }
  }

  const std::size_t waiting_max_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Task> waiting_;
  bool stopped_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace mosharekat::web
