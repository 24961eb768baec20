// SPDX-License-Identifier: AGPL-3.0-or-later
// Taking a job, holding its lease, doing it, writing down what came of it.
#include <condition_variable>
#include <mutex>
#include <thread>

#include "base/error_json.h"
#include "base/log.h"
#include "job/job.h"

namespace mosharekat::job {

namespace {

// The job is somebody else's by now: nothing that was done of it is kept.
struct Lost : std::exception {};
// The server stops.
struct Stopped : std::exception {};

struct Taken {
  JobId id;
  std::string lease;
  std::int64_t tries = 0;
  bool applied = false;
};

std::optional<Taken> take(store::Database& database, Instant now) {
  const auto waiting = database.read([&](store::Transaction& tx) {
    return tx.count("SELECT COUNT(*) FROM job WHERE state = 'waiting' OR (state = 'running' AND lease_until <= $1)", {now});
  });
  if (waiting == 0) return std::nullopt;
  const std::string lease = new_id(now);
  return database.write_unlogged([&](store::Transaction& tx) {
    // The condition stands twice: of two servers that chose the same row the second finds it changed.
    return tx.one<Taken>(
        "UPDATE job SET state = 'running', lease = $1, lease_until = $2, tries = tries + 1 WHERE id IN (SELECT id FROM job WHERE "
        "state = 'waiting' OR (state = 'running' AND lease_until <= $3) ORDER BY asked_at, id LIMIT 1)"
        " AND (state = 'waiting' OR (state = 'running' AND lease_until <= $3)) RETURNING id, tries, applied",
        {lease, now + lease_time, now}, [&](store::Row& row) {
          Taken taken{row.id<JobId>(), lease};
          taken.tries = row.integer();
          taken.applied = row.boolean();
          return taken;
        });
  });
}

// The database as a handler sees it: its one change is made together with the mark that it is made, while the lease is held.
class Fenced : public store::Database {
 public:
  Fenced(store::Database& inner, const Taken& taken) : inner_(inner), taken_(taken) {}
  store::Engine engine() const override { return inner_.engine(); }
  std::uint64_t version() const override { return inner_.version(); }
  bool applied() const { return applied_; }

 protected:
  void run_read(const std::function<void(store::Transaction&)>& work) override {
    inner_.read([&](store::Transaction& tx) { work(tx); });
  }
  void run_write(const std::function<bool(store::Transaction&)>& work) override {
    expect(!applied_, "a job changes data in one transaction");
    const auto done = inner_.write_unlogged([&](store::Transaction& tx) -> Result<void> {
      if (!work(tx)) return Error{};
      if (tx.execute("UPDATE job SET applied = TRUE WHERE id = $1 AND lease = $2 AND state = 'running'",
                     {taken_.id, taken_.lease}) == 0)
        throw Lost{};
      return {};
    });
    applied_ = done.has_value();
  }

 private:
  store::Database& inner_;
  const Taken& taken_;
  bool applied_ = false;
};

// Renews the lease while a handler works, however long a step of it takes.
class Heart {
 public:
  Heart(store::Database& database, const Clock& clock, const Taken& taken)
      : database_(database), clock_(clock), taken_(taken), thread_([this] { beat(); }) {}
  ~Heart() {
    {
      const std::lock_guard lock(mutex_);
      ended_ = true;
    }
    wake_.notify_all();
    thread_.join();
  }
  Heart(const Heart&) = delete;
  Heart& operator=(const Heart&) = delete;

 private:
  void beat() {
    std::unique_lock lock(mutex_);
    while (!wake_.wait_for(lock, lease_time / 3, [this] { return ended_; })) {
      try {
        database_.write_unlogged([&](store::Transaction& tx) {
          tx.execute("UPDATE job SET lease_until = $3 WHERE id = $1 AND lease = $2 AND state = 'running'",
                     {taken_.id, taken_.lease, clock_.now() + lease_time});
        });
      } catch (const std::exception& error) {
        log::error("job.lease_failed", {{"job", taken_.id.value}, {"what", error.what()}});
      }
    }
  }
  store::Database& database_;
  const Clock& clock_;
  const Taken& taken_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool ended_ = false;
  std::thread thread_;
};

class Working : public Work {
 public:
  Working(store::Database& database, const Clock& clock, const Taken& taken, Job job, const std::atomic<bool>& stopping)
      : database_(database), clock_(clock), taken_(taken), job_(std::move(job)), stopping_(stopping), fenced_(database, taken) {}
  const Job& job() const override { return job_; }
  std::string given() const override {
    return database_.read([&](store::Transaction& tx) { return job::given(tx, job_.id); });
  }
  std::string file() const override {
    return database_.read([&](store::Transaction& tx) {
      return tx
          .one<std::string>("SELECT file FROM job WHERE id = $1", {job_.id},
                            [](store::Row& row) { return row.maybe(&store::Row::blob).value_or(""); })
          .value_or("");
    });
  }
  Instant now() const override { return clock_.now(); }
  identity::Actor actor() const override {
    return database_.read([&](store::Transaction& tx) { return identity::actor(tx, job_.asker).value_or(identity::Actor{}); });
  }
  store::Database& database() override { return fenced_; }
  void stage(std::string_view stage, std::int64_t done, std::int64_t total) override {
    if (stopping_) throw Stopped{};
    // A reader looks once a second at most.
    const auto at = std::chrono::steady_clock::now();
    if (stage == stage_ && at - told_ < std::chrono::milliseconds{300}) return;
    stage_ = stage;
    told_ = at;
    const auto changed = database_.write_unlogged([&](store::Transaction& tx) {
      return tx.execute("UPDATE job SET stage = $3, done = $4, total = $5 WHERE id = $1 AND lease = $2 AND state = 'running'",
                        {job_.id, taken_.lease, stage, done, total});
    });
    if (changed == 0) throw Lost{};
  }
  bool applied() const { return fenced_.applied(); }

 private:
  store::Database& database_;
  const Clock& clock_;
  const Taken& taken_;
  const Job job_;
  const std::atomic<bool>& stopping_;
  Fenced fenced_;
  std::string stage_{};
  std::chrono::steady_clock::time_point told_{};
};

void end(store::Database& database, Instant now, const Taken& taken, const Job& job, const Outcome& outcome) {
  database.write_unlogged([&](store::Transaction& tx) {
    tx.execute(
        "UPDATE job SET state = $3, ended_at = $4, lease = '', address = $5, said = $6, said_count = $7, error = $8,"
        " result_name = $9, result_type = $10, result = $11, file = NULL WHERE id = $1 AND lease = $2 AND state = 'running'",
        {job.id, taken.lease, name(outcome.error ? State::failed : State::done), now,
         outcome.address.empty() ? job.back : outcome.address, outcome.said, outcome.said_count,
         outcome.error ? json::errors({*outcome.error}) : "", outcome.result_name, outcome.result_type,
         outcome.result.empty() ? store::Parameter(nullptr) : store::Parameter(store::Blob{outcome.result})});
  });
}

Outcome failure(std::string_view key) { return {.error = Error{Code::unavailable, std::string(key)}}; }

// What a former server has changed is changed; only what it would have said of it is lost.
Outcome applied_before() { return {.said = "job_applied"}; }

}  // namespace

bool run_next(store::Database& database, const Clock& clock, const Handlers& handlers, const std::atomic<bool>& stopping) {
  const auto taken = take(database, clock.now());
  if (!taken) return false;
  const Job job = database.read([&](store::Transaction& tx) { return find(tx, taken->id).value(); });
  if (taken->applied) return end(database, clock.now(), *taken, job, applied_before()), true;
  const auto handler = handlers.find(job.kind);
  if (taken->tries > tries_max || handler == handlers.end())
    return end(database, clock.now(), *taken, job, failure("job.error.given_up")), true;
  log::info("job.started", {{"job", job.id.value}, {"kind", job.kind}});
  Working work(database, clock, *taken, job, stopping);
  try {
    Outcome outcome;
    {
      const Heart heart(database, clock, *taken);
      Result<Outcome> result = handler->second(work);
      outcome = result ? std::move(*result) : Outcome{.error = result.error()};
    }
    end(database, clock.now(), *taken, job, outcome);
  } catch (const Lost&) {
    log::warning("job.lost", {{"job", job.id.value}});
  } catch (const Stopped&) {
    database.write_unlogged([&](store::Transaction& tx) {
      tx.execute("UPDATE job SET state = 'waiting', lease = '', tries = tries - 1 WHERE id = $1 AND lease = $2",
                 {job.id, taken->lease});
    });
    return false;
  } catch (const std::exception& error) {
    log::error("job.failed", {{"job", job.id.value}, {"kind", job.kind}, {"what", error.what()}});
    end(database, clock.now(), *taken, job, work.applied() ? applied_before() : failure("job.error.trouble"));
  }
  return true;
}

}  // namespace mosharekat::job
