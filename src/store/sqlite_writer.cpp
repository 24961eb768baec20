// SPDX-License-Identifier: AGPL-3.0-or-later
#include "store/sqlite_writer.h"

#include <sqlite3.h>

#include "base/log.h"

namespace mosharekat::store::sqlite {
namespace {

// Bounds what a crash undoes and how long the first of a batch waits for the last.
constexpr std::size_t most_in_batch = 512;
// Frames (4 KiB pages) after which the log is copied: few, so that whoever waits for the copy waits a few milliseconds.
constexpr int frames_per_step = 1024;
constexpr std::chrono::milliseconds idle_after{500};

}  // namespace

Writer::Writer(const std::string& path) : connection_(path, Access::write), gathering_(std::make_shared<Batch>()) {
  sqlite3_wal_hook(
      connection_.handle(),
      [](void* self, sqlite3*, const char*, int frames_in_log) {
        static_cast<Writer*>(self)->committed(frames_in_log);
        return SQLITE_OK;
      },
      this);
  keeper_ = std::thread([this] { keep(); });
}

Writer::~Writer() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  keeper_wakes_.notify_one();
  keeper_.join();
}

void Writer::run(const std::function<bool(Transaction&)>& command) {
  Job job{&command};
  std::shared_ptr<Batch> batch;
  {
    const std::lock_guard lock(mutex_);
    if (busy_) {
      batch = gathering_;
      batch->jobs.push_back(&job);
    } else {
      busy_ = true;
    }
  }
  if (!batch) {
    lead(&job, nullptr);
  } else {
    for (Stage stage = batch->stage; stage != Stage::done; stage = batch->stage) {
      if (stage == Stage::needs_leader && batch->stage.compare_exchange_strong(stage, Stage::led)) {
        lead(nullptr, batch);
        break;
      }
      batch->stage.wait(stage);
    }
  }
  if (job.trouble) std::rethrow_exception(job.trouble);
}

void Writer::lead(Job* own, std::shared_ptr<Batch> batch) {
  std::vector<std::shared_ptr<Batch>> batches;
  std::size_t count = 0;
  if (own != nullptr) {
    run_in_batch(*own);
    ++count;
    batch = take_gathered();
  }
  while (batch) {
    for (Job* job : batch->jobs) run_in_batch(*job);
    count += batch->jobs.size();
    batches.push_back(std::move(batch));
    if (count < most_in_batch) batch = take_gathered();
  }
  commit();
  pass_on();
  for (const auto& done : batches) {
    done->stage = Stage::done;
    done->stage.notify_all();
  }
}

std::shared_ptr<Writer::Batch> Writer::take_gathered() {
  const std::lock_guard lock(mutex_);
  if (gathering_->jobs.empty()) return nullptr;
  return std::exchange(gathering_, std::make_shared<Batch>());
}

void Writer::run_in_batch(Job& job) {
  const bool first = uncommitted_.empty();
  try {
    connection_.execute(first ? "BEGIN IMMEDIATE" : "SAVEPOINT command");
    SqliteTransaction tx(connection_);
    if ((*job.command)(tx)) {
      tx.expect_whole();
      if (!first) connection_.execute("RELEASE command");
      uncommitted_.push_back(&job);
      return;
    }
  } catch (...) {
    job.trouble = std::current_exception();
  }
  if (first) {
    if (connection_.in_transaction()) connection_.attempt("ROLLBACK");
    return;
  }
  // A full disk or a failed read makes the engine roll back the whole transaction, whichever command met it.
  std::optional<std::string> why = "the engine rolled the transaction back";
  if (connection_.in_transaction()) why = connection_.attempt("ROLLBACK TO command");
  if (!why) why = connection_.attempt("RELEASE command");
  if (why) give_up(*why);
}

void Writer::commit() {
  if (uncommitted_.empty()) return;
  if (const auto why = connection_.attempt("COMMIT")) return give_up(*why);
  uncommitted_.clear();
  version_.fetch_add(1, std::memory_order_release);
}

void Writer::give_up(const std::string& why) {
  if (connection_.in_transaction()) connection_.attempt("ROLLBACK");
  complain("store.commit_failed", why);
  for (Job* job : uncommitted_) job->trouble = std::make_exception_ptr(Failure("nothing was kept: " + why));
  uncommitted_.clear();
}

void Writer::complain(std::string_view event, std::string_view why) {
  // A full disk is not helped by a log that fills it further.
  const auto now = std::chrono::steady_clock::now();
  if (now - complained_ < std::chrono::seconds(1)) return;
  complained_ = now;
  log::error(event, {{"engine", "sqlite"}, {"why", why}});
}

void Writer::pass_on() {
  std::shared_ptr<Batch> next;
  {
    const std::lock_guard lock(mutex_);
    if (keeper_waits_) {
      keeper_waits_ = false;
      keeper_turn_ = true;
      keeper_wakes_.notify_one();
      return;
    }
    if (gathering_->jobs.empty()) {
      busy_ = false;
      return;
    }
    next = std::exchange(gathering_, std::make_shared<Batch>());
  }
  next->stage = Stage::needs_leader;
  next->stage.notify_one();
}

void Writer::committed(int frames_in_log) {
  if (frames_in_log < frames_at_last_step_) frames_at_last_step_ = 0;  // the log began anew
  log_is_empty_ = false;
  if (frames_in_log - frames_at_last_step_ >= frames_per_step && !step_due_.exchange(true)) keeper_wakes_.notify_one();
}

void Writer::keep() {
  std::uint64_t seen = version();
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    keeper_wakes_.wait_for(lock, idle_after, [&] { return stopping_ || step_due_; });
    const bool idle = !step_due_ && version() == seen;
    seen = version();
    if (stopping_ || (!step_due_ && !(idle && !log_is_empty_))) continue;
    if (busy_) {
      keeper_waits_ = true;
      keeper_wakes_.wait(lock, [&] { return keeper_turn_; });
      keeper_turn_ = false;
    }
    busy_ = true;
    lock.unlock();
    checkpoint(idle);
    step_due_ = false;
    pass_on();
    lock.lock();
  }
}

void Writer::checkpoint(bool idle) {
  int in_log = -1;
  sqlite3_busy_timeout(connection_.handle(), 0);  // TRUNCATE would wait for readers, and every command behind it
  const int code = sqlite3_wal_checkpoint_v2(connection_.handle(), nullptr,
                                             idle ? SQLITE_CHECKPOINT_TRUNCATE : SQLITE_CHECKPOINT_PASSIVE, &in_log, nullptr);
  sqlite3_busy_timeout(connection_.handle(), Connection::patience_ms);
  end_if_not_synced(code);
  // Counted from here also where a long reader kept part of the log from being copied: trying again at once would not help.
  if (in_log >= 0) frames_at_last_step_ = in_log;
  if (code == SQLITE_OK) {
    log_is_empty_ = idle;
  } else if (code != SQLITE_BUSY) {
    // The commits stand in the log; the next step tries again.
    complain("store.checkpoint_failed", sqlite3_errmsg(connection_.handle()));
  }
}

}  // namespace mosharekat::store::sqlite
