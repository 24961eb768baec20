// SPDX-License-Identifier: AGPL-3.0-or-later
#include "consultation/tour.h"

#include <algorithm>

#include "consultation/answer.h"
#include "consultation/conclusion.h"
#include "consultation/stakeholder.h"
#include "ledger/ledger.h"

namespace mosharekat::consultation {

using identity::Role;
using ledger::Done;
using ledger::Nothing;

namespace {

bool reported(State state) {
  return state == State::reported || state == State::decided || state == State::feedback || state == State::evaluated;
}
bool closed(State state) { return state == State::closed || state == State::analysing || reported(state); }

bool is_done(store::Transaction& tx, const Call& call, State state, TourStep step, const std::vector<Error>& lacking) {
  const bool sent = state != State::drafting;
  // A lack names its field: question_q1, draft, or a part with its language.
  const auto lacks = [&](auto concerns) {
    return std::any_of(lacking.begin(), lacking.end(), [&](const Error& error) { return concerns(error.field); });
  };
  const auto of_question = [](const std::string& field) { return field.starts_with("question_"); };
  switch (step) {
    case TourStep::begin: return true;
    case TourStep::texts:
      return sent || !lacks([&](const std::string& field) { return field != "draft" && !of_question(field); });
    case TourStep::draft: return sent || !lacks([](const std::string& field) { return field == "draft"; });
    case TourStep::questions: return sent || !lacks(of_question);
    case TourStep::invite: return closed(state) || !stakeholders(tx, call.id).empty();
    case TourStep::opening: return sent;
    case TourStep::approval: return is_public(state);
    case TourStep::listen: return closed(state);
    case TourStep::answer: return reported(state) || (closed(state) && unanswered(tx, call.id).without_disposition == 0);
    case TourStep::report: return reported(state);
    case TourStep::tell: return state == State::feedback || state == State::evaluated;
  }
  return false;
}

}  // namespace

std::string_view name(TourStep step) {
  switch (step) {
    case TourStep::begin: return "begin";
    case TourStep::texts: return "texts";
    case TourStep::draft: return "draft";
    case TourStep::questions: return "questions";
    case TourStep::invite: return "invite";
    case TourStep::opening: return "opening";
    case TourStep::approval: return "approval";
    case TourStep::listen: return "listen";
    case TourStep::answer: return "answer";
    case TourStep::report: return "report";
    case TourStep::tell: return "tell";
  }
  return "";
}

std::vector<TourLine> tour(store::Transaction& tx, const identity::Agency& agency, const std::optional<Call>& call, Instant now) {
  const State state = call ? state_at(*call, now) : State::drafting;
  const std::vector<Error> lacking = call && state == State::drafting ? missing(tx, *call) : std::vector<Error>{};
  const auto clocks = call ? duties(tx, call->id) : std::vector<CallDuty>{};
  const auto due = [&](Duty duty) -> std::optional<Instant> {
    for (const CallDuty& clock : clocks)
      if (clock.duty == duty) return clock.due;
    return std::nullopt;
  };
  std::vector<TourLine> lines;
  bool found_next = false;
  for (const TourStep step : all_tour_steps) {
    TourLine line{.step = step};
    if (call && is_done(tx, *call, state, step, lacking)) {
      line.progress = Progress::done;
    } else if (!found_next) {
      line.progress = Progress::next;
      found_next = true;
    }
    if (step == TourStep::opening) line.rule = policy_for(tx, agency, call ? call->document_type : "");
    if (step == TourStep::listen) {
      line.hours = call ? call->moderation_hours : Call{}.moderation_hours;
      if (call && is_public(state)) line.due = call->closes_at;
    }
    if (step == TourStep::report) {
      line.rule = duty_for(tx, agency, Duty::report);
      if (call && is_public(state)) line.due = report_due(*call);
    }
    if (step == TourStep::tell) {
      line.rule = duty_for(tx, agency, Duty::feedback);
      line.due = due(Duty::feedback);
    }
    lines.push_back(std::move(line));
  }
  return lines;
}

std::optional<Call> tour_call(store::Transaction& tx, const identity::Actor& actor, Instant now) {
  std::optional<Call> newest;
  for (const Call& call : find_calls(tx, {.including_unpublished = true, .limit = 200}).calls) {
    const State state = state_at(call, now);
    if (!prepares(actor, call) || reported(state) || state == State::withdrawn) continue;
    if (!newest || newest->number < call.number) newest = call;
  }
  return newest;
}

bool tour_wanted(store::Transaction& tx, const identity::Actor& actor, Instant now) {
  if (!actor.has(Role::expert) && !actor.has(Role::lead)) return false;
  const auto chosen = tx.one<bool>("SELECT shown FROM tour_choice WHERE person = $1", {actor.person},
                                   [](store::Row& row) { return row.boolean(); });
  if (chosen) return *chosen;
  const auto calls = find_calls(tx, {.including_unpublished = true, .limit = 200}).calls;
  return std::none_of(calls.begin(), calls.end(),
                      [&](const Call& call) { return prepares(actor, call) && reported(state_at(call, now)); });
}

Result<void> choose_tour(store::Database& database, const identity::Actor& actor, Instant now, bool shown) {
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<Nothing>> {
    if (!actor.has(Role::expert) && !actor.has(Role::lead)) return Error{mosharekat::Code::denied, "call.error.not_yours"};
    tx.execute(
        "INSERT INTO tour_choice (person, shown, at) VALUES ($1, $2, $3) ON CONFLICT (person) DO UPDATE SET shown = "
        "excluded.shown, at = excluded.at",
        {actor.person, shown, now});
    return Done{ledger::append(tx, {.kind = shown ? "tour.shown" : "tour.put_away",
                                    .subject = actor.person.value,
                                    .actor = actor.person.value,
                                    .at = now}),
                Nothing{}};
  });
}

}  // namespace mosharekat::consultation
