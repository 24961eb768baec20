// SPDX-License-Identifier: AGPL-3.0-or-later
#include "job/job.h"

#include "base/error_json.h"
#include "base/text.h"

namespace mosharekat::job {

namespace {

constexpr std::string_view names[] = {"waiting", "running", "done", "failed"};

State state_named(std::string_view name) {
  for (std::size_t i = 0; i < std::size(names); ++i)
    if (names[i] == name) return static_cast<State>(i);
  throw Bug("a job is in no known state");
}

Job read_job(store::Row& row) {
  Job job;
  job.id = row.id<JobId>();
  job.kind = row.text();
  job.asker = row.id<identity::PersonId>();
  job.language = row.text() == "en" ? Language::en : Language::fa;
  job.agency = row.id<identity::AgencyId>();
  job.call = row.text();
  job.title = row.text();
  job.back = row.text();
  job.state = state_named(row.text());
  job.asked_at = row.time();
  job.ended_at = row.maybe(&store::Row::time);
  job.stage = row.text();
  job.done = row.integer();
  job.total = row.integer();
  job.address = row.text();
  job.said = row.text();
  job.said_count = row.integer();
  const auto errors = json::read_errors(row.text());
  if (!errors.empty()) job.error = errors.front();
  job.result_name = row.text();
  job.result_type = row.text();
  return job;
}

std::string bytes(store::Row& row) { return row.maybe(&store::Row::blob).value_or(""); }

}  // namespace

std::string_view name(State state) { return names[static_cast<std::size_t>(state)]; }

JobId ask(store::Database& database, Instant now, const Ask& ask) {
  const JobId id = JobId::make(now);
  database.write_unlogged([&](store::Transaction& tx) {
    tx.execute(
        "INSERT INTO job (id, kind, asker, language, agency, call, title, back, state, asked_at, ended_at, lease, lease_until, "
        "tries, applied, stage, done, total, address, said, said_count, error, result_name, result_type, given, file, result)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'waiting', $9, NULL, '', 0, 0, FALSE, '', 0, 0, '', '', 1, '', '', '', $10, "
        "$11, NULL)",
        {id, ask.kind, ask.asker, code(ask.language), ask.agency, ask.call, ask.title, ask.back, now, ask.given,
         store::Blob{ask.file}});
  });
  return id;
}

std::optional<Job> find(store::Transaction& tx, const JobId& id) {
  return tx.one<Job>(
      "SELECT id, kind, asker, language, agency, call, title, back, state, asked_at, ended_at, stage, done, total, address, said,"
      " said_count, error, result_name, result_type FROM job WHERE id = $1",
      {id}, read_job);
}

std::vector<Job> of_person(store::Transaction& tx, const identity::PersonId& person) {
  return tx.all<Job>(
      "SELECT id, kind, asker, language, agency, call, title, back, state, asked_at, ended_at, stage, done, total, address, said,"
      " said_count, error, result_name, result_type FROM job WHERE asker = $1 ORDER BY asked_at DESC, id DESC LIMIT 20",
      {person}, read_job);
}

std::string given(store::Transaction& tx, const JobId& id) {
  return tx.one<std::string>("SELECT given FROM job WHERE id = $1", {id}, [](store::Row& row) { return row.text(); })
      .value_or("");
}

std::string result(store::Transaction& tx, const JobId& id) {
  return tx.one<std::string>("SELECT result FROM job WHERE id = $1", {id}, bytes).value_or("");
}

bool may_see(store::Transaction& tx, const identity::Actor& actor, const Job& job) {
  if (actor.person == job.asker) return true;
  const auto agency = identity::agency(tx, job.agency);
  return agency && (actor.has(identity::Role::agency_admin, *agency) || actor.has(identity::Role::national_admin));
}

void release_leases(store::Database& database) {
  const auto held =
      database.read([](store::Transaction& tx) { return tx.count("SELECT COUNT(*) FROM job WHERE state = 'running'"); });
  if (held == 0) return;
  database.write_unlogged([](store::Transaction& tx) { tx.execute("UPDATE job SET lease_until = 0 WHERE state = 'running'"); });
}

void forget_old(store::Database& database, Instant now) {
  // Reading first keeps an idle installation from writing.
  const auto old = database.read(
      [&](store::Transaction& tx) { return tx.count("SELECT COUNT(*) FROM job WHERE ended_at <= $1", {now - kept}); });
  if (old == 0) return;
  database.write_unlogged([&](store::Transaction& tx) { tx.execute("DELETE FROM job WHERE ended_at <= $1", {now - kept}); });
}

}  // namespace mosharekat::job
