// SPDX-License-Identifier: AGPL-3.0-or-later
// Names of the closed sets, and the rules that need nothing but their arguments.
#include "consultation/call.h"

namespace mosharekat::consultation {

using identity::Role;

std::string_view name(State state) {
  switch (state) {
    case State::drafting: return "drafting";
    case State::ready: return "ready";
    case State::announced: return "announced";
    case State::open: return "open";
    case State::suspended: return "suspended";
    case State::closed: return "closed";
    case State::analysing: return "analysing";
    case State::reported: return "reported";
    case State::decided: return "decided";
    case State::feedback: return "feedback";
    case State::evaluated: return "evaluated";
    case State::withdrawn: return "withdrawn";
  }
  return "";
}

std::optional<State> state_named(std::string_view text) {
  for (const State state : all_states)
    if (name(state) == text) return state;
  return std::nullopt;
}

bool is_public(State state) { return state != State::drafting && state != State::ready; }

State state_at(const Call& call, Instant now) {
  State state = call.state;
  if (state == State::announced && call.opens_at && now >= *call.opens_at) state = State::open;
  if (state == State::open && call.closes_at && now >= *call.closes_at) state = State::closed;
  return state;
}

Instant report_due(const Call& call) {
  if (call.report_due_at) return *call.report_due_at;
  constexpr int report_days = 30;
  return end_of_day_in_tehran(add_days(closing_day(call.closes_at.value_or(call.state_since)), report_days));
}

bool report_overdue(const Call& call, Instant now) {
  const State state = state_at(call, now);
  return (state == State::closed || state == State::analysing) && now >= report_due(call);
}

std::string_view Question::in(std::string_view language) const {
  for (const auto& [code, text] : texts)
    if (code == language && !text.empty()) return text;
  return texts.empty() ? std::string_view{} : std::string_view{texts.front().second};
}

bool leads(const identity::Actor& actor, const Call& call) {
  return actor.has_on(Role::lead, call.lead_path) || actor.has_on(Role::lead, call.preparing_path);
}

bool prepares(const identity::Actor& actor, const Call& call) {
  return actor.has_on(Role::expert, call.preparing_path) || leads(actor, call);
}

bool moderates(const identity::Actor& actor, const Call& call, const identity::Agency& agency) {
  return actor.has(Role::moderator, agency) || actor.has_on(Role::moderator, call.lead_path);
}

Result<void> may_prepare(const identity::Actor& actor, const Call& call, const identity::Agency&) {
  if (!prepares(actor, call)) return Error{mosharekat::Code::denied, "call.error.not_yours"};
  if (call.state != State::drafting) return Error{mosharekat::Code::conflict, "call.error.not_in_drafting"};
  return {};
}

Result<void> may_propose(const identity::Actor& actor, const Call& call, const identity::Agency&) {
  if (!leads(actor, call)) return Error{mosharekat::Code::denied, "call.error.only_lead"};
  return {};
}

}  // namespace mosharekat::consultation
