// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/guide/tour.h"

namespace mosharekat::web::pages::guide {

using consultation::Progress;
using consultation::State;
using Step = consultation::TourStep;

namespace {

std::string duty_of(const Context& in, const consultation::TourLine& line) {
  if (line.hours) return in.say("tour.duty.listen", {{"hours", std::int64_t{*line.hours}}});
  if (!line.rule) return "";
  const std::string source = line.rule->source.empty() ? in.say("tour.duty.own") : line.rule->source;
  return in.say("tour.duty." + std::string(consultation::name(line.step)),
                {{"unit", std::string(consultation::name(line.rule->unit))}, {"days", std::int64_t{line.rule->days}}}) +
         (in.language() == Language::fa ? "، " : ", ") + in.say("tour.duty.source", {{"source", source}});
}

// Where a step is done, while the call's state lets it be done.
std::string link_of(const Context& in, const std::optional<consultation::Call>& call, Step step) {
  const std::string desk = std::string(in.reader.base) + "/desk";
  if (!call) return step == Step::begin ? desk + "/calls/new" : "";
  const std::string page = desk + "/calls/" + std::to_string(call->number);
  const State state = consultation::state_at(*call, in.now);
  const bool drafting = state == State::drafting, closed = state == State::closed || state == State::analysing;
  const bool reported = state == State::reported || state == State::decided;
  switch (step) {
    case Step::begin: return "";
    case Step::texts: return drafting ? page + "#texts" : "";
    case Step::draft: return drafting ? page + "#drafts" : "";
    case Step::questions: return drafting ? page + "#questions" : "";
    case Step::invite: return drafting || state == State::announced || state == State::open ? page + "/stakeholders" : "";
    case Step::opening: return drafting ? page + "#opening" : "";
    case Step::approval: return state == State::ready ? desk + "/approvals" : "";
    case Step::listen: return state == State::open ? page + "/answers" : "";
    case Step::answer: return closed ? page + "/answers" : "";
    case Step::report: return closed ? page + "/report" : "";
    case Step::tell: return reported ? page + "/final" : "";
  }
  return "";
}

}  // namespace

Tour tour_of(const Context& in, store::Transaction& tx, const std::optional<consultation::Call>& call) {
  Tour view;
  // Before there is a call the clocks are those of the person's own agency.
  std::optional<identity::Agency> agency;
  if (call) agency = identity::agency(tx, call->agency);
  for (const identity::Grant& grant : in.actor.grants)
    if (!agency) agency = identity::agency(tx, grant.agency);
  for (const consultation::TourLine& line : consultation::tour(tx, agency.value_or(identity::Agency{}), call, in.now)) {
    const std::string key = "tour.step." + std::string(consultation::name(line.step));
    TourStep step{.state = line.progress == Progress::done   ? "done"
                           : line.progress == Progress::next ? "next"
                                                             : "later",
                  .title = key + ".title",
                  .text = key + ".text",
                  .duty = duty_of(in, line),
                  .link = link_of(in, call, line.step),
                  .link_label = "tour.go." + std::string(consultation::name(line.step))};
    step.said = "tour.state." + step.state;
    if (line.due && line.progress != Progress::done)
      step.duty += (in.language() == Language::fa ? "؛ " : "; ") +
                   in.say("tour.due", {{"date", locale::date(in.language(), *line.due - Milliseconds{1})}});
    if (line.progress == Progress::done) ++view.done;
    if (line.progress == Progress::next) view.next = step.title;
    view.steps.push_back(std::move(step));
  }
  if (call) view.call = call->number;
  return view;
}

Tour wanted_tour(const Context& in, store::Transaction& tx, const std::optional<consultation::Call>& call) {
  if (!consultation::tour_wanted(tx, in.actor, in.now)) return {};
  Tour view = tour_of(in, tx, call);
  view.can_put_away = true;
  return view;
}

Result<Response> choose_tour(Context& in) {
  const bool shown = in.request.form["shown"] == "yes";
  TRY(consultation::choose_tour(in.database(), in.actor, in.now, shown));
  // Back to where it was put away: a number, so that no other place can be named.
  const std::string call(in.request.form["call"]);
  const bool on_call = !call.empty() && call.size() < 12 && call.find_first_not_of("0123456789") == std::string::npos;
  return in.go(on_call ? "/desk/calls/" + call : "/desk", shown ? "tour_shown" : "tour_put_away");
}

}  // namespace mosharekat::web::pages::guide
