// SPDX-License-Identifier: AGPL-3.0-or-later
#include "consultation/promise.h"

#include "base/json_text.h"
#include "base/text.h"
#include "consultation/call_store.h"
#include "consultation/contribution_store.h"
#include "ledger/ledger.h"

namespace mosharekat::consultation {

using ledger::Done;
using ledger::Nothing;
using Invalid = mosharekat::Code;

namespace {

constexpr std::size_t text_limit = 2000;
constexpr std::size_t link_limit = 500;
constexpr int longest_years = 5;

bool answered_in_public(State state) {
  return state == State::reported || state == State::decided || state == State::feedback || state == State::evaluated;
}

Result<std::string> line(std::string_view given, std::string_view field, bool required) {
  std::string tidied = text::tidy(given);
  if (required && tidied.empty()) return Error{Invalid::invalid, "promise.error.text", {}, std::string(field)};
  if (text::length(tidied) > text_limit)
    return Error{
        Invalid::invalid, "promise.error.too_long", {{"limit", static_cast<std::int64_t>(text_limit)}}, std::string(field)};
  return tidied;
}

// Its disposition says that something is still to be done.
Result<ContributionId> answered_later(store::Transaction& tx, const CallId& call, std::int64_t number) {
  const auto found = contribution_by_number(tx, call, number);
  const auto decision = found ? disposition(tx, found->id) : std::nullopt;
  if (!decision || (decision->code != Code::deferred && decision->code != Code::referred))
    return Error{Invalid::invalid, "promise.error.contribution", {{"number", number}}, "contribution"};
  return found->id;
}

Promise read_promise(store::Row& row) {
  Promise found;
  found.id = row.id<PromiseId>();
  found.call = row.id<CallId>();
  found.contribution = row.maybe(&store::Row::integer);
  found.text = row.text();
  found.text_second = row.text();
  found.due_at = row.time();
  found.made_at = row.time();
  if (const auto outcome = row.maybe(&store::Row::text))
    found.settled = *outcome == "kept" ? PromiseState::kept : PromiseState::apologised;
  found.outcome = row.text();
  found.outcome_second = row.text();
  found.link = row.text();
  found.settled_at = row.maybe(&store::Row::time);
  return found;
}

Result<void> settle(store::Database& database, const identity::Actor& actor, Instant now, const PromiseId& id, PromiseState to,
                    const Reason& given, std::string_view link) {
  const std::string kind(name(to));
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<Nothing>> {
    const auto call =
        tx.one<CallId>("SELECT call FROM promise WHERE id = $1", {id}, [](store::Row& row) { return row.id<CallId>(); });
    if (!call) return Error{Invalid::not_found, "promise.error.unknown"};
    const Owned owned = TRY(locked_call(tx, *call));
    if (!prepares(actor, owned.call)) return Error{Invalid::denied, "call.error.not_yours"};
    if (!answered_in_public(owned.call.state)) return Error{Invalid::conflict, "promise.error.not_public"};
    const std::string field = "outcome_" + id.value;
    const Reason what{TRY(line(given.fa, field, true)), TRY(line(given.second, field + "_second", false))};
    if (tx.execute("UPDATE promise SET outcome = $2, outcome_text = $3, outcome_second = $4, outcome_link = $5, settled_by = $6, "
                   "settled_at = $7 WHERE id = $1 AND outcome IS NULL",
                   {id, kind, what.fa, what.second, link, actor.person, now}) != 1)
      return Error{Invalid::conflict, "promise.error.settled"};
    add_notice(tx, *call, "promise_" + kind, what, now);
    owe_notices(tx, owned.call, "promise_" + kind, what, now);
    return Done{
        ledger::append(tx, {.kind = "promise." + kind,
                            .subject = call->value,
                            .actor = actor.person.value,
                            .at = now,
                            .after = json::object({{"promise", id.value}, {"text", what.fa}, {"link", std::string(link)}})}),
        Nothing{}};
  });
}

}  // namespace

std::string_view name(PromiseState state) {
  switch (state) {
    case PromiseState::waiting: return "waiting";
    case PromiseState::overdue: return "overdue";
    case PromiseState::kept: return "kept";
    case PromiseState::apologised: return "apologised";
  }
  return "";
}

PromiseState state_at(const Promise& promise, Instant now) {
  if (promise.settled) return *promise.settled;
  return now >= promise.due_at ? PromiseState::overdue : PromiseState::waiting;
}

Result<PromiseId> promise(store::Database& database, const identity::Actor& actor, Instant now, const CallId& id,
                          const NewPromise& ask) {
  const std::string text = TRY(line(ask.text, "text", true)), second = TRY(line(ask.text_second, "text_second", false));
  const JalaliDate today = date_in_tehran(now);
  if (!(today < ask.day) || ask.day.year > today.year + longest_years)
    return Error{Invalid::invalid, "promise.error.day", {{"years", std::int64_t{longest_years}}}, "day"};
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<PromiseId>> {
    const Owned owned = TRY(locked_call(tx, id));
    if (!prepares(actor, owned.call)) return Error{Invalid::denied, "call.error.not_yours"};
    const State state = state_at(owned.call, now);
    const bool in_public = answered_in_public(state);
    if (!in_public && state != State::closed && state != State::analysing) return Error{Invalid::conflict, "promise.error.state"};
    if (!in_public && !ask.contribution) return Error{Invalid::conflict, "promise.error.decision_first"};
    std::optional<ContributionId> contribution;
    if (ask.contribution) contribution = TRY(answered_later(tx, id, *ask.contribution));
    const PromiseId made = PromiseId::make(now);
    tx.execute(
        "INSERT INTO promise (id, call, contribution, text, text_second, due_at, made_by, made_at, outcome, outcome_text, "
        "outcome_second, outcome_link, settled_by, settled_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, NULL, '', '', '', NULL, "
        "NULL)",
        {made, id, contribution, text, second, end_of_day_in_tehran(ask.day), actor.person, now});
    if (in_public) add_notice(tx, id, "promised", {text, second}, now);
    return Done{
        ledger::append(tx, {.kind = "promise.made",
                            .subject = id.value,
                            .actor = actor.person.value,
                            .at = now,
                            .after = json::object(
                                {{"promise", made.value},
                                 {"text", text},
                                 {"due_at", std::to_string(milliseconds(end_of_day_in_tehran(ask.day)))},
                                 {"contribution", ask.contribution ? std::to_string(*ask.contribution) : std::string()}})}),
        made};
  });
}

Result<void> keep_promise(store::Database& database, const identity::Actor& actor, Instant now, const PromiseId& id,
                          const Reason& what, std::string_view given) {
  const std::string link = text::tidy_line(given);
  // Shown as a link on our page, so nothing but a page of the web.
  if (!(link.starts_with("https://") || link.starts_with("http://")) || link.size() > link_limit ||
      link.find_first_of(" \"<>") != std::string::npos)
    return Error{Invalid::invalid, "promise.error.link", {}, "link_" + id.value};
  return settle(database, actor, now, id, PromiseState::kept, what, link);
}

Result<void> apologise(store::Database& database, const identity::Actor& actor, Instant now, const PromiseId& id,
                       const Reason& reason) {
  return settle(database, actor, now, id, PromiseState::apologised, reason, "");
}

std::vector<Promise> promises(store::Transaction& tx, const CallId& call) {
  return tx.all<Promise>(
      "SELECT p.id, p.call, k.number, p.text, p.text_second, p.due_at, p.made_at, p.outcome, p.outcome_text, p.outcome_second, "
      "p.outcome_link, p.settled_at FROM promise p LEFT JOIN contribution k ON k.id = p.contribution LEFT JOIN disposition d ON "
      "d.contribution = p.contribution WHERE p.call = $1 AND (p.contribution IS NULL OR d.code IN ('deferred', 'referred')) ORDER "
      "BY p.due_at, p.id",
      {call}, read_promise);
}

}  // namespace mosharekat::consultation
