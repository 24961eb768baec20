// SPDX-License-Identifier: AGPL-3.0-or-later
#include "job/job.h"

#include <csignal>
#include <doctest/doctest.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

#include "ledger/ledger.h"
#include "testing/people.h"

using namespace mosharekat;
using namespace mosharekat::job;
using testing::each_database;
using testing::People;

namespace {

const std::atomic<bool> never = false;

Ask asked(const People& people) {
  return {.kind = "count",
          .asker = people.expert.person,
          .agency = people.policy_office,
          .title = "آیین‌نامهٔ نمونه",
          .back = "/desk/calls/1",
          .given = "{}",
          .file = std::string("bytes\0of a file", 15)};
}
Job job_of(store::Database& database, const JobId& id) {
  return database.read([&](store::Transaction& tx) { return find(tx, id).value(); });
}
std::int64_t acts(store::Database& database) {
  return database.read([](store::Transaction& tx) { return tx.count("SELECT COUNT(*) FROM event WHERE kind = 'job.tried'"); });
}
// A command as any other: it changes something and appends its event.
Result<void> act(Work& work) {
  return ledger::perform(work.database(), [&](store::Transaction& tx) -> Result<ledger::Done<ledger::Nothing>> {
    return ledger::Done{ledger::append(tx, {.kind = "job.tried", .subject = work.job().id.value, .at = work.now()}),
                        ledger::Nothing{}};
  });
}
Result<Outcome> do_it(Work& work) {
  TRY(act(work));
  return Outcome{.address = "/desk/calls/1/answers", .said = "saved", .said_count = 3};
}

}  // namespace

TEST_CASE("a job is done with its file, tells how far it is, and keeps what came of it for a day") {
  each_database([](store::Database& database) {
    const People people(database);
    Clock clock;
    const JobId id = ask(database, clock.now(), asked(people));
    CHECK(job_of(database, id).state == State::waiting);
    const Handlers handlers = {{"count", [&](Work& work) -> Result<Outcome> {
                                  CHECK(work.file() == std::string("bytes\0of a file", 15));
                                  CHECK(work.given() == "{}");
                                  CHECK(work.actor().person == people.expert.person);
                                  CHECK_FALSE(work.actor().grants.empty());
                                  work.stage("reading", 2, 5);
                                  const Job seen = job_of(database, id);
                                  CHECK(seen.state == State::running);
                                  CHECK(seen.stage == "reading");
                                  CHECK(seen.done == 2);
                                  CHECK(seen.total == 5);
                                  TRY(act(work));
                                  return Outcome{.address = "/desk/calls/1/answers",
                                                 .said = "saved",
                                                 .said_count = 3,
                                                 .result = std::string("a\0b", 3),
                                                 .result_name = "a.zip",
                                                 .result_type = "application/zip"};
                                }}};
    CHECK(run_next(database, clock, handlers, never));
    CHECK_FALSE(run_next(database, clock, handlers, never));
    const Job done = job_of(database, id);
    CHECK(done.state == State::done);
    CHECK(done.address == "/desk/calls/1/answers");
    CHECK(done.said_count == 3);
    CHECK(done.result_name == "a.zip");
    CHECK(database.read([&](store::Transaction& tx) { return job::result(tx, id); }) == std::string("a\0b", 3));
    // What was sent is not kept any longer.
    CHECK(database.read([](store::Transaction& tx) { return tx.count("SELECT COUNT(*) FROM job WHERE file IS NOT NULL"); }) == 0);
    CHECK(acts(database) == 1);
    CHECK(database.read([&](store::Transaction& tx) { return of_person(tx, people.expert.person).size(); }) == 1);
    CHECK(database.read([&](store::Transaction& tx) { return of_person(tx, people.lead.person).size(); }) == 0);

    forget_old(database, clock.now() + kept - std::chrono::minutes{1});
    CHECK(job_of(database, id).state == State::done);
    forget_old(database, clock.now() + kept + std::chrono::minutes{1});
    CHECK_FALSE(database.read([&](store::Transaction& tx) { return find(tx, id).has_value(); }));
  });
}

TEST_CASE("a refusal ends a job with its sentence, trouble with one that says nothing was done; neither leaves a change") {
  each_database([](store::Database& database) {
    const People people(database);
    const Clock clock;
    const JobId refused = ask(database, clock.now(), asked(people));
    CHECK(run_next(database, clock,
                   {{"count",
                     [](Work& work) -> Result<Outcome> {
                       return ledger::perform(work.database(), [&](store::Transaction& tx) -> Result<ledger::Done<Outcome>> {
                         ledger::append(tx, {.kind = "job.tried", .subject = "x", .at = work.now()});
                         return Error{Code::denied, "call.error.not_yours"};
                       });
                     }}},
                   never));
    CHECK(job_of(database, refused).state == State::failed);
    CHECK(job_of(database, refused).error.value().key == "call.error.not_yours");
    CHECK(job_of(database, refused).error.value().code == Code::denied);

    const JobId troubled = ask(database, clock.now(), asked(people));
    CHECK(run_next(database, clock,
                   {{"count",
                     [](Work& work) -> Result<Outcome> {
                       return ledger::perform(work.database(), [&](store::Transaction& tx) -> Result<ledger::Done<Outcome>> {
                         ledger::append(tx, {.kind = "job.tried", .subject = "x", .at = work.now()});
                         throw std::runtime_error("the disk is full");
                       });
                     }}},
                   never));
    CHECK(job_of(database, troubled).error.value().key == "job.error.trouble");

    // Trouble after the change is no failure: what was asked for is done.
    const JobId late = ask(database, clock.now(), asked(people));
    CHECK(acts(database) == 0);
    CHECK(run_next(database, clock,
                   {{"count",
                     [](Work& work) -> Result<Outcome> {
                       TRY(act(work));
                       throw std::runtime_error("too late");
                     }}},
                   never));
    CHECK(job_of(database, late).state == State::done);
    CHECK(acts(database) == 1);
  });
}

TEST_CASE("servers that look for work at once never do the same job twice") {
  each_database([](store::Database& database) {
    const People people(database);
    const Clock clock;
    constexpr int jobs = 24, servers = 4;
    for (int i = 0; i < jobs; ++i) ask(database, clock.now(), asked(people));
    std::atomic<int> runs = 0;
    const Handlers handlers = {{"count", [&](Work& work) {
                                  ++runs;
                                  return do_it(work);
                                }}};
    std::vector<std::thread> threads;
    for (int i = 0; i < servers; ++i)
      threads.emplace_back([&] {
        while (run_next(database, clock, handlers, never)) {
        }
      });
    for (std::thread& thread : threads) thread.join();
    while (run_next(database, clock, handlers, never)) {  // what a server left that found the same row as another
    }
    CHECK(runs == jobs);
    CHECK(acts(database) == jobs);
    CHECK(database.read([](store::Transaction& tx) { return tx.count("SELECT COUNT(*) FROM job WHERE state = 'done'"); }) ==
          jobs);
  });
}

TEST_CASE("a server that lost its lease changes nothing, whatever it had in hand") {
  each_database([](store::Database& database) {
    const People people(database);
    const Clock clock;
    Clock later;
    later.move_by(lease_time * 2);
    const JobId id = ask(database, clock.now(), asked(people));
    int runs = 0;
    const Handlers second = {{"count", do_it}};
    const Handlers first = {{"count", [&](Work& work) -> Result<Outcome> {
                               ++runs;
                               // Another server finds the lease run out and does the job meanwhile.
                               CHECK(run_next(database, later, second, never));
                               return do_it(work);
                             }}};
    CHECK(run_next(database, clock, first, never));
    CHECK(runs == 1);
    CHECK(acts(database) == 1);
    CHECK(job_of(database, id).state == State::done);
    CHECK(job_of(database, id).address == "/desk/calls/1/answers");
  });
}

TEST_CASE("a server that stops leaves its job to the next one") {
  each_database([](store::Database& database) {
    const People people(database);
    const Clock clock;
    std::atomic<bool> stopping = false;
    const JobId id = ask(database, clock.now(), asked(people));
    CHECK_FALSE(run_next(database, clock,
                         {{"count",
                           [&](Work& work) -> Result<Outcome> {
                             stopping = true;
                             work.stage("reading");
                             return do_it(work);
                           }}},
                         stopping));
    CHECK(job_of(database, id).state == State::waiting);
    CHECK(acts(database) == 0);
    CHECK(run_next(database, clock, {{"count", do_it}}, never));
    CHECK(acts(database) == 1);
  });
}

TEST_CASE("a job may be looked at by who asked and by administrators above, by nobody else") {
  each_database([](store::Database& database) {
    People people(database);
    const Clock clock;
    const Job job = job_of(database, ask(database, clock.now(), asked(people)));
    const auto may = [&](const identity::Actor& actor) {
      return people.read([&](store::Transaction& tx) { return may_see(tx, actor, job); });
    };
    CHECK(may(people.expert));
    CHECK(may(people.agency_admin));
    CHECK(may(people.national_admin));
    for (const identity::Actor& other : {people.lead, people.moderator, people.approver, people.auditor, people.stranger,
                                         people.institute_expert, people.sara, people.guest})
      CHECK_FALSE(may(other));
  });
}

namespace {

// A server in a process of its own that dies by SIGKILL in the middle of a job: within its change, or right after it.
void die_in_job(const store::Options& options, bool after_change) {
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    try {
      const auto database = store::Database::open(options);
      const Handlers dying = {{"count", [&](Work& work) -> Result<Outcome> {
                                 if (after_change) {
                                   TRY(act(work));
                                   ::kill(::getpid(), SIGKILL);
                                 }
                                 return ledger::perform(
                                     work.database(), [&](store::Transaction& tx) -> Result<ledger::Done<Outcome>> {
                                       ledger::append(tx, {.kind = "job.tried", .subject = "x", .at = work.now()});
                                       ::kill(::getpid(), SIGKILL);
                                       return Error{};
                                     });
                               }}};
      run_next(*database, Clock(), dying, never);
    } catch (...) {  // said by the status
    }
    ::_exit(1);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  REQUIRE(WIFSIGNALED(status));
}

// No database is open where a process is forked, so no thread runs.
void killed_servers(const store::Options& options) {
  const Clock clock;
  Ask what;
  JobId id;
  int runs = 0;
  const Handlers handlers = {{"count", [&](Work& work) {
                                ++runs;
                                return do_it(work);
                              }}};
  const auto with = [&](auto body) { body(*store::Database::open(options)); };
  const auto run_out = [](store::Database& database) {
    database.write_unlogged([](store::Transaction& tx) { tx.execute("UPDATE job SET lease_until = 1 WHERE state = 'running'"); });
  };

  with([&](store::Database& database) { id = ask(database, clock.now(), what = asked(People(database))); });
  die_in_job(options, false);
  with([&](store::Database& database) {
    CHECK(acts(database) == 0);
    CHECK(job_of(database, id).state == State::running);
    CHECK_FALSE(run_next(database, clock, handlers, never));  // the lease still holds
    release_leases(database);
    CHECK(run_next(database, clock, handlers, never));
    CHECK(runs == 1);
    CHECK(acts(database) == 1);
    CHECK(job_of(database, id).state == State::done);
    id = ask(database, clock.now(), what);
  });
  die_in_job(options, true);
  with([&](store::Database& database) {
    CHECK(acts(database) == 2);
    run_out(database);
    CHECK(run_next(database, clock, handlers, never));
    CHECK(runs == 1);  // what was done is not done again
    CHECK(acts(database) == 2);
    CHECK(job_of(database, id).state == State::done);
    CHECK(job_of(database, id).address == what.back);
    id = ask(database, clock.now(), what);
  });
  for (int death = 1; death <= tries_max; ++death) {
    die_in_job(options, false);
    with(run_out);
  }
  with([&](store::Database& database) {
    CHECK(run_next(database, clock, handlers, never));
    CHECK(runs == 1);
    CHECK(acts(database) == 2);
    CHECK(job_of(database, id).state == State::failed);
    CHECK(job_of(database, id).error.value().key == "job.error.given_up");
  });
}

}  // namespace

TEST_CASE(
    "a job whose server is killed is taken up again, is done once, and after three deaths ends as failed with nothing done") {
  {
    INFO("engine: sqlite");
    const testing::TemporaryDirectory directory;
    killed_servers({.directory = directory.path().string()});
  }
  if (const char* server = testing::postgres_server()) {
    INFO("engine: postgres");
    const testing::TemporaryPostgres postgres(server);
    killed_servers({.url = postgres.url()});
  }
}
