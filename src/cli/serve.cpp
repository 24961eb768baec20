// SPDX-License-Identifier: AGPL-3.0-or-later
// `mosharekat serve`: the portal, with its loops for the clock, the outbox and long work.
#include <CLI/CLI.hpp>
#include <condition_variable>
#include <csignal>
#include <cstdio>
#include <sys/resource.h>
#include <thread>
#include <unistd.h>

#include "base/log.h"
#include "cli/installation.h"
#include "cli/memory.h"
#include "cli/verbs.h"
#include "consultation/call.h"
#include "document/import.h"
#include "ledger/ledger.h"
#include "web/assets.h"
#include "web/jobs.h"
#include "web/router.h"
#include "web/server.h"

namespace mosharekat::cli {

namespace {

struct Options {
  std::string directory = "data", address = "127.0.0.1", database;
  std::uint16_t port = 8080;
  std::string clock_offset;
  bool gallery = false;
  int job_wait = 1000;
};

// Work that goes on beside the requests: once a second, until stopped; one failure is logged and tried again.
class Loop {
 public:
  Loop(std::string_view name, Milliseconds pause, std::function<void()> work)
      : name_(name), pause_(pause), work_(std::move(work)), thread_([this] { run(); }) {}
  ~Loop() {
    {
      const std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    wake_.notify_all();
    thread_.join();
  }
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;

 private:
  void run() {
    std::unique_lock lock(mutex_);
    while (!stopping_) {
      lock.unlock();
      try {
        work_();
      } catch (const std::exception& error) {
        log::error("loop.failed", {{"loop", name_}, {"what", error.what()}});
      }
      lock.lock();
      wake_.wait_for(lock, pause_, [this] { return stopping_; });
    }
  }
  std::string name_;
  Milliseconds pause_;
  std::function<void()> work_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;
  std::thread thread_;
};

// Prometheus' text format, for the machine itself only: what a proxy forwards comes with its client's address and is refused.
web::Response metrics(const web::Request& request, const web::Server& server, store::Database& database) {
  if ((request.remote_address != "127.0.0.1" && request.remote_address != "::1") || request.headers.has("x-forwarded-for"))
    return web::text_response(404, "not found\n");
  const auto counts = server.counts();
  const outbox::Counts mail = database.read([](store::Transaction& tx) { return outbox::counts(tx); });
  std::string text;
  const auto add = [&](std::string_view name, std::string_view type, std::uint64_t value) {
    text += "# TYPE mosharekat_" + std::string(name) + " " + std::string(type) + "\nmosharekat_" + std::string(name) + " " +
            std::to_string(value) + "\n";
  };
  add("requests_total", "counter", counts.requests);
  add("requests_shared_total", "counter", counts.from_shared);
  add("requests_refused_total", "counter", counts.refused);
  add("requests_failed_total", "counter", counts.failed);
  add("connections_open", "gauge", counts.open_connections);
  add("database_commits_total", "counter", database.version());
  add("mail_waiting", "gauge", static_cast<std::uint64_t>(mail.waiting));
  add("mail_given_up", "gauge", static_cast<std::uint64_t>(mail.given_up));
  web::Response response;
  response.content_type = "text/plain; version=0.0.4; charset=utf-8";
  response.body = std::move(text);
  return response;
}

int serve(const Options& options) {
  // Blocked in every thread: one thread waits for the signal and stops the server in an ordinary way.
  sigset_t signals;
  sigemptyset(&signals);
  for (const int signal : {SIGINT, SIGTERM}) sigaddset(&signals, signal);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  bound_heaps();
  document::start_import_helper();

  Installation installation = open_installation(options.directory, options.database);
  Clock clock;
  if (!options.clock_offset.empty()) clock.move_by(clock_offset(options.clock_offset));
  store::Database& database = *installation.database;
  web::Portal portal{.database = database,
                     .clock = clock,
                     .secret = installation.secret,
                     .site = installation.site,
                     .gallery = options.gallery,
                     .job_wait = Milliseconds{options.job_wait}};
  const web::Router router(portal, web::routes());
  const web::Server* serving = nullptr;
  const auto answer = [&](const web::Request& request) {
    if (request.path.starts_with("/assets/")) {
      if (const web::Asset* asset = web::assets::find(request.path)) {
        web::Response response;
        response.content_type = asset->content_type;
        response.static_body = asset->bytes;
        response.shared_for = std::chrono::hours{24};  // answered without a worker, hashed and compressed once
        response.headers.emplace_back("Cache-Control", web::assets::cache_control);
        response.headers.emplace_back("X-Content-Type-Options", "nosniff");
        return response;
      }
    }
    if (request.path == "/metrics" && serving) return metrics(request, *serving, database);
    return router.answer(request);
  };
  web::Server server(
      {.address = options.address,
       .port = options.port,
       .trusted_proxies = installation.trusted_proxies,
       .error_page = [&](int status, std::string_view target) { return router.refusal(status, target); }},
      answer, [&] { return database.version(); }, [&] { return clock.now(); });
  serving = &server;
  const std::string local = "http://" +
                            (options.address == "0.0.0.0"     ? std::string("127.0.0.1")
                             : options.address == "127.0.0.1" ? std::string("localhost")
                                                              : options.address) +
                            ":" + std::to_string(server.port());
  if (portal.site.empty()) portal.site = local;
  installation.mail.site = portal.site;

  const auto driver = channel::mail_driver(installation.mail);
  const Loop turning("clock", std::chrono::seconds{1}, [&] { consultation::turn_clock(database, clock.now()); });
  const Loop numbering("events", std::chrono::seconds{1}, [&] {
    while (ledger::number_events(database) > 0) {
    }
  });
  const Loop mailing("mail", std::chrono::seconds{1}, [&] {
    if (driver) channel::deliver_mail(database, clock.now(), *driver);
  });
  // On PostgreSQL a job of another server that is alive must not be taken from it.
  if (database.engine() == store::Engine::sqlite) job::release_leases(database);
  std::atomic<bool> stopping = false;
  const job::Handlers jobs = web::job_handlers(portal);
  const Loop working("jobs", std::chrono::milliseconds{200}, [&] {
    // Readers of pages come first; more would hold up the commits that this thread leads.
    setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), 5);
    while (!stopping && job::run_next(database, clock, jobs, stopping)) {
    }
    job::forget_old(database, clock.now());
  });
  if (const auto token = identity::setup_token(database, clock.now()))
    std::printf("Set up the portal (once, within 24 hours): %s/set-up/%s\n", local.c_str(), token->c_str());
  std::printf("Serving %s\n", local.c_str());
  std::fflush(stdout);
  std::thread waiting([&] {
    int signal = 0;
    sigwait(&signals, &signal);
    server.stop();
  });
  give_back_what_starting_took();
  server.run();
  stopping = true;
  // run() also returns when the server stops by itself: the waiting thread is woken by the same signal.
  pthread_kill(waiting.native_handle(), SIGTERM);
  waiting.join();
  log::info("server.stopped");
  return 0;
}

}  // namespace

void add_serve(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<Options>();
  CLI::App* verb = app.add_subcommand("serve", "Serve the portal");
  verb->add_option("--data", options->directory, "Data directory (made when absent)")->capture_default_str();
  verb->add_option("--port", options->port, "Port; 0 for any free one")->capture_default_str();
  verb->add_option("--address", options->address, "Address to listen on")->capture_default_str();
  verb->add_option("--database", options->database, "postgresql://… instead of SQLite in the data directory");
  verb->add_option("--clock-offset", options->clock_offset,
                   "Moves the clock, as in 31d, -2h or 90m, for demonstrations and tests; every page says so");
  verb->add_flag("--gallery", options->gallery, "Show the page of components at /gallery");
  verb->add_option("--job-wait", options->job_wait, "Milliseconds that a page waits for long work before it shows how far it is")
      ->capture_default_str()
      ->check(CLI::Range(0, 60000));
  verb->callback([options, &exit_code] { exit_code = serve(*options); });
}

}  // namespace mosharekat::cli
