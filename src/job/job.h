// SPDX-License-Identifier: AGPL-3.0-or-later
// Long work that goes on when the page that asked for it is closed, and when the server that worked on it is gone.
//
//   const JobId id = ask(database, now, {.kind = "working_table", .asker = actor.person, …, .file = bytes});
//   …
//   while (run_next(database, clock, handlers, stopping)) {}   // a loop of `serve`, beside the requests
//
// Whoever takes a job holds a lease on it and renews it while it works. A lease that ran out is that of a server that is gone:
// the job is taken up again, and after three times ended as failed. A handler changes data through Work::database(), in one
// transaction at most, in which the job is also marked as applied: so what a job does is done once or not at all, whenever its
// server dies, and two servers never do it twice.
#pragma once
#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "identity/identity.h"

namespace mosharekat::job {

using JobId = Id<struct JobTag>;

enum class State { waiting, running, done, failed };
std::string_view name(State state);

inline constexpr Milliseconds kept{std::chrono::hours{24}};  // after its end
inline constexpr Milliseconds lease_time{std::chrono::seconds{30}};
inline constexpr int tries_max = 3;

struct Ask {
  std::string kind{};  // names its handler and the sentence job.kind.<kind>
  identity::PersonId asker{};
  Language language = Language::fa;
  identity::AgencyId agency{};
  std::string call{}, title{};  // that it is about
  std::string back{};           // path, without language, of the page where it was asked for
  std::string given{};          // JSON for the handler
  std::string file{};           // bytes for the handler
};
JobId ask(store::Database& database, Instant now, const Ask& ask);

struct Job {
  JobId id;
  std::string kind, call, title, back;
  identity::PersonId asker;
  Language language = Language::fa;
  identity::AgencyId agency;
  State state = State::waiting;
  Instant asked_at;
  std::optional<Instant> ended_at;
  std::string stage;  // empty until it is taken up
  std::int64_t done = 0, total = 0;
  std::string address;  // path, without language, of what came of it; empty until it is done
  std::string said;
  std::int64_t said_count = 1;
  std::optional<Error> error;  // of one that failed
  std::string result_name, result_type;
};
std::optional<Job> find(store::Transaction& tx, const JobId& id);
// What a person asked for and is still kept, newest first.
std::vector<Job> of_person(store::Transaction& tx, const identity::PersonId& person);
std::string given(store::Transaction& tx, const JobId& id);
std::string result(store::Transaction& tx, const JobId& id);
// The asker, and administrators of the agency.
bool may_see(store::Transaction& tx, const identity::Actor& actor, const Job& job);

struct Outcome {
  std::string address{};  // empty: where it was asked for
  std::string said{};
  std::int64_t said_count = 1;
  std::string result{}, result_name{}, result_type{};
  std::optional<Error> error{};  // it failed, and `result` says more
};

// What a handler has in hand. For its thread only.
class Work {
 public:
  virtual ~Work() = default;
  virtual const Job& job() const = 0;
  virtual std::string given() const = 0;
  virtual std::string file() const = 0;
  virtual Instant now() const = 0;
  virtual identity::Actor actor() const = 0;  // the asker, with the roles of now
  virtual store::Database& database() = 0;
  // Tells readers how far it is. Throws (and the handler lets it pass) when the server stops or the job is no longer ours.
  virtual void stage(std::string_view name, std::int64_t done = 0, std::int64_t total = 0) = 0;
};
using Handler = std::function<Result<Outcome>(Work&)>;
using Handlers = std::map<std::string, Handler, std::less<>>;

// Takes the job that waits longest and does it; false where none waits. Thread-safe, in any number of processes. `stopping` ends
// work at its next stage and leaves it to the next server.
bool run_next(store::Database& database, const Clock& clock, const Handlers& handlers, const std::atomic<bool>& stopping);
// On SQLite there is one server: what runs when it starts is of one that is gone, and is not waited for.
void release_leases(store::Database& database);
// Forgets what ended longer ago than `kept`.
void forget_old(store::Database& database, Instant now);

}  // namespace mosharekat::job
