// SPDX-License-Identifier: AGPL-3.0-or-later
// The only connection that writes to an SQLite file and checkpoints it, shared by all threads (docs/decisions/0002).
//
// Whoever comes while nobody writes leads: it runs its own command on its own thread, takes along the commands that came
// meanwhile, and commits them all with one flush. Whoever comes while another leads waits; those who wait then form the next
// batch, and one of them leads it. There is no timer: nobody waits for company.
#pragma once
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "store/sqlite_connection.h"

namespace mosharekat::store::sqlite {

class Writer {
 public:
  explicit Writer(const std::string& path);
  ~Writer();

  // Runs the command and returns when it is on the disk, or was undone because it answered false. Throws what it threw, and
  // Failure where the commit failed. Thread-safe.
  void run(const std::function<bool(Transaction&)>& command);

  std::uint64_t version() const { return version_.load(std::memory_order_acquire); }

 private:
  struct Job {
    const std::function<bool(Transaction&)>* command;
    std::exception_ptr trouble = nullptr;
  };
  enum class Stage { gathering, needs_leader, led, done };
  struct Batch {
    std::vector<Job*> jobs;
    std::atomic<Stage> stage{Stage::gathering};
  };

  void lead(Job* own, std::shared_ptr<Batch> batch);
  std::shared_ptr<Batch> take_gathered();
  void run_in_batch(Job& job);
  void commit();
  void give_up(const std::string& why);
  void complain(std::string_view event, std::string_view why);
  void pass_on();
  void committed(int frames_in_log);
  void keep();
  void checkpoint(bool idle);

  // Of whoever leads, or the keeper in its turn.
  Connection connection_;
  std::vector<Job*> uncommitted_;
  int frames_at_last_step_ = 0;
  std::chrono::steady_clock::time_point complained_{};

  std::atomic<std::uint64_t> version_{0};
  std::atomic<bool> step_due_{false}, log_is_empty_{true};

  std::mutex mutex_;   // of all that follows
  bool busy_ = false;  // someone leads, or the keeper works
  std::shared_ptr<Batch> gathering_;
  bool keeper_waits_ = false, keeper_turn_ = false, stopping_ = false;
  std::condition_variable keeper_wakes_;
  std::thread keeper_;  // copies the log into the file, in small steps between batches
};

}  // namespace mosharekat::store::sqlite
