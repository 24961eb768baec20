// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/job/show.h"

#include <thread>

#include "base/text.h"
#include "generated/templates/job/show.h"
#include "web/pages/job/ask.h"

namespace mosharekat::web::pages::job {

namespace work = mosharekat::job;

namespace {

constexpr Milliseconds between_looks{20};

std::string address(const work::JobId& id) { return "/desk/jobs/" + id.value; }
std::string state_key(work::State state) { return "job.state." + std::string(work::name(state)); }
std::string chip(work::State state) {
  return state == work::State::done ? "yes" : state == work::State::failed ? "late" : "soon";
}
bool ended(const work::Job& job) { return job.state == work::State::done || job.state == work::State::failed; }

// Where the reader is led, with the sentence that says what was done.
std::string result_link(const Context& in, const work::Job& job) {
  for (const auto& [name, value] : in.go(job.address, job.said, job.said_count).headers)
    if (name == "Location") return value;
  return job.address;
}

// The job of the address, where this person may see it; else there is none.
Result<work::Job> asked(const Context& in) {
  auto job = in.read([&](store::Transaction& tx) -> std::optional<work::Job> {
    auto found = work::find(tx, {std::string(in.part("job"))});
    if (!found || !work::may_see(tx, in.actor, *found)) return std::nullopt;
    return found;
  });
  if (!job) return Error{Code::not_found, "job.error.unknown"};
  return std::move(*job);
}

}  // namespace

Response ask(Context& in, work::Ask what) {
  what.asker = in.actor.person;
  what.language = in.language();
  if (in.call) {
    what.call = in.call->id.value;
    what.agency = in.call->agency;
    what.title = in.read([&](store::Transaction& tx) {
      return consultation::text_of(consultation::texts(tx, in.call->id), "title", code(in.language()));
    });
  }
  const work::JobId id = work::ask(in.database(), in.now, what);
  const auto until = std::chrono::steady_clock::now() + in.portal.job_wait;
  while (std::chrono::steady_clock::now() < until) {
    const auto job = in.read([&](store::Transaction& tx) { return work::find(tx, id); });
    if (job && ended(*job) && (job->state == work::State::done || job->address != job->back))
      return in.go(job->address, job->said, job->said_count);
    if (job && ended(*job)) break;
    std::this_thread::sleep_for(between_looks);
  }
  return in.go(address(id));
}

List list(const Context& in, store::Transaction& tx) {
  List view;
  for (const work::Job& job : work::of_person(tx, in.actor.person))
    view.lines.push_back({.kind = "job.kind." + job.kind,
                          .title = job.title,
                          .link = std::string(in.reader.base) + address(job.id),
                          .state = state_key(job.state),
                          .chip_style = chip(job.state),
                          .asked_at = job.asked_at});
  return view;
}

Result<Response> show(Context& in) {
  const work::Job job = TRY(asked(in));
  const std::string base(in.reader.base);
  Show view{.kind = "job.kind." + job.kind, .title = job.title, .state = state_key(job.state), .chip_style = chip(job.state)};
  view.asked_at = job.asked_at;
  view.here = base + address(job.id);
  view.back = base + job.back;
  view.error = job.error;
  if (job.state == work::State::running && !job.stage.empty()) view.stage = in.say("job.stage." + job.stage);
  view.done = job.done;
  view.total = job.total;
  if (job.ended_at) view.kept_until = *job.ended_at + work::kept;
  if (job.state == work::State::done) {
    view.link = result_link(in, job);
    view.link_label = job.result_name.empty() ? "job.see" : "job.download";
  } else if (job.state == work::State::failed && job.address != job.back) {
    view.link = base + job.address;
    view.link_label = "job.see_why";
  }
  return in.page({.title = in.say(view.kind),
                  .section = "desk",
                  .desk = true,
                  .scripts = ended(job) ? std::vector<std::string>{} : std::vector<std::string>{"progress.js"}},
                 to_html(view, in.reader));
}

Result<Response> file(Context& in) {
  const work::Job job = TRY(asked(in));
  if (job.state != work::State::done || job.result_name.empty()) return Error{Code::not_found, "job.error.unknown"};
  Response response{.content_type = job.result_type,
                    .body = in.read([&](store::Transaction& tx) { return work::result(tx, job.id); }),
                    .headers = {}};
  response.headers.emplace_back("Content-Disposition", "attachment; filename=\"" + job.result_name + "\"");
  return response;
}

}  // namespace mosharekat::web::pages::job
