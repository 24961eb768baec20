// SPDX-License-Identifier: AGPL-3.0-or-later
// The decision on each contribution, with its reason; and the gate that a report must pass.
#include <algorithm>
#include <unordered_map>

#include "base/json_text.h"
#include "base/text.h"
#include "consultation/answer.h"
#include "consultation/batch_store.h"
#include "consultation/contribution_store.h"
#include "consultation/disposition_store.h"
#include "consultation/reason_bank.h"
#include "consultation/report_gate.h"
#include "consultation/review.h"
#include "ledger/ledger.h"

namespace mosharekat::consultation {

using identity::Role;
using ledger::Done;
using ledger::Nothing;
using Invalid = mosharekat::Code;

std::string_view name(Code code) {
  switch (code) {
    case Code::accepted: return "accepted";
    case Code::accepted_in_part: return "accepted_in_part";
    case Code::already_in_text: return "already_in_text";
    case Code::supports_text: return "supports_text";
    case Code::rejected_legal: return "rejected_legal";
    case Code::rejected_policy: return "rejected_policy";
    case Code::rejected_cost: return "rejected_cost";
    case Code::rejected_evidence: return "rejected_evidence";
    case Code::deferred: return "deferred";
    case Code::out_of_scope: return "out_of_scope";
    case Code::referred: return "referred";
    case Code::noted: return "noted";
    case Code::question_answered: return "question_answered";
  }
  return "";
}

std::optional<Code> code_named(std::string_view text) {
  for (const Code code : all_codes)
    if (name(code) == text) return code;
  return std::nullopt;
}

Outcome outcome(Code code) {
  switch (code) {
    case Code::accepted:
    case Code::already_in_text:
    case Code::supports_text: return Outcome::accepted;
    case Code::accepted_in_part:
    case Code::deferred: return Outcome::partly;
    case Code::rejected_legal:
    case Code::rejected_policy:
    case Code::rejected_cost:
    case Code::rejected_evidence: return Outcome::refused;
    default: return Outcome::other;
  }
}

Needs needs(Code code) {
  switch (code) {
    case Code::supports_text: return {};
    case Code::accepted: return {};
    case Code::already_in_text: return {.place = true};
    case Code::accepted_in_part: return {.reason = true, .part = true};
    case Code::rejected_legal:
    case Code::rejected_policy:
    case Code::rejected_cost:
    case Code::rejected_evidence: return {.reason = true, .citation = true};
    default: return {.reason = true};
  }
}

Result<CheckedDisposition> checked(std::string_view code_name, std::string_view part, std::string_view reason,
                                   std::string_view citation, std::string_view place) {
  const auto code = code_named(code_name);
  if (!code) return Error{Invalid::invalid, "disposition.error.code", {}, "code"};
  const CheckedDisposition found{*code, text::tidy(part), text::tidy(reason), text::tidy(citation), text::tidy_line(place)};
  const Needs demanded = needs(*code);
  if (demanded.reason && found.reason.empty()) return Error{Invalid::invalid, "disposition.error.reason", {}, "reason"};
  if (demanded.citation && found.citation.empty()) return Error{Invalid::invalid, "disposition.error.citation", {}, "citation"};
  if (demanded.part && found.part.empty()) return Error{Invalid::invalid, "disposition.error.part", {}, "part"};
  if (demanded.place && found.place.empty()) return Error{Invalid::invalid, "disposition.error.place", {}, "place"};
  if (text::length(found.reason) > 10000)
    return Error{Invalid::invalid, "contribution.error.too_long", {{"limit", std::int64_t{10000}}}, "reason"};
  return found;
}

Result<void> takes_decisions(store::Transaction& tx, const Owned& owned, const identity::Actor& actor, Instant now) {
  const State state = state_at(owned.call, now);
  if (state != State::closed && state != State::analysing)
    return prepares(actor, owned.call) ? Error{Invalid::conflict, "disposition.error.state"}
                                       : Error{Invalid::denied, "call.error.not_yours"};
  return no_report_waits(tx, owned.call.id);
}

Result<ledger::Recorded> decide(store::Transaction& tx, const Owned& owned, const identity::Actor& actor, Instant now,
                                const Contribution& contribution, const CheckedDisposition& decision) {
  if (contribution.call != owned.call.id || contribution.official) return Error{Invalid::not_found, "contribution.error.unknown"};
  // An assigned unit answers what it was given; the preparing unit answers anything.
  const auto unit = assigned_unit(tx, contribution.id);
  if (!prepares(actor, owned.call) && !(unit && (actor.has(Role::expert, *unit) || actor.has(Role::lead, *unit))))
    return Error{Invalid::denied, "call.error.not_yours"};
  if (contribution.state == Visibility::hidden || contribution.state == Visibility::withdrawn)
    return Error{Invalid::conflict, "disposition.error.not_public", {{"number", contribution.number}}};
  const auto former = disposition(tx, contribution.id);
  tx.execute(
      "INSERT INTO disposition (contribution, code, part, reason, citation, place, officer, unit, at, minutes) VALUES ($1, $2, "
      "$3, $4, $5, $6, $7, $8, $9, $10)"
      " ON CONFLICT (contribution) DO UPDATE SET code = excluded.code, part = excluded.part, reason = excluded.reason, "
      "citation = excluded.citation,"
      " place = excluded.place, officer = excluded.officer, unit = excluded.unit, at = excluded.at, minutes = excluded.minutes",
      {contribution.id, name(decision.code), decision.part, decision.reason, decision.citation, decision.place, actor.person,
       unit ? unit->id : owned.call.preparing_unit, now,
       decision.minutes ? store::Parameter(*decision.minutes) : store::Parameter(nullptr)});
  // What the second person approved was the former decision.
  tx.execute("DELETE FROM disposition_review WHERE contribution = $1", {contribution.id});
  return ledger::append(
      tx, {.kind = "disposition.set",
           .subject = contribution.id.value,
           .actor = actor.person.value,
           .at = now,
           .before = former ? json::object({{"code", std::string(name(former->code))}, {"reason", former->reason}}) : "",
           .after = json::object({{"code", std::string(name(decision.code))},
                                  {"part", decision.part},
                                  {"reason", decision.reason},
                                  {"citation", decision.citation},
                                  {"place", decision.place},
                                  {"minutes", decision.minutes ? decision.minutes->value : ""}})});
}

namespace {

bool undecided(store::Transaction& tx, const Contribution& found) {
  return (found.state == Visibility::published || found.state == Visibility::waiting) && !disposition(tx, found.id);
}

// One decision for many, under the call's lock.
Result<Done<int>> decide_all(store::Transaction& tx, const Owned& owned, const identity::Actor& actor, Instant now,
                             const Dispose& ask, bool only_undecided) {
  TRY(takes_decisions(tx, owned, actor, now));
  const Dispose filled = TRY(with_bank(tx, owned.agency, ask));
  const CheckedDisposition decision = TRY(checked(filled.code, filled.part, filled.reason, filled.citation, filled.place));
  std::optional<ledger::Recorded> recorded;
  int count = 0;
  const BatchId batch = begin_batch(tx, actor, now, {"disposed", owned.call.id});
  for (const ContributionId& id : ask.contributions) {
    const auto found = contribution(tx, id);
    if (!found) return Error{Invalid::not_found, "contribution.error.unknown"};
    if (only_undecided && found->call == owned.call.id && !undecided(tx, *found)) continue;
    keep_disposition(tx, batch, id);
    recorded = TRY(decide(tx, owned, actor, now, *found, decision));
    ++count;
  }
  if (!recorded) return Error{Invalid::conflict, "disposition.error.all_decided"};
  count_use(tx, owned.agency, filled, count);
  count_bank_reason(tx, batch, filled.bank.empty() ? filled.adapted_from : filled.bank);
  return Done{*recorded, count};
}

}  // namespace

Result<int> dispose(store::Database& database, const identity::Actor& actor, Instant now, const CallId& id, const Dispose& ask) {
  if (ask.contributions.empty()) return Error{Invalid::invalid, "disposition.error.none_chosen"};
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<int>> {
    return decide_all(tx, TRY(locked_call(tx, id)), actor, now, ask, false);
  });
}

Result<int> dispose_undecided(store::Database& database, const identity::Actor& actor, Instant now, const CallId& id,
                              const Dispose& ask) {
  if (ask.contributions.empty()) return Error{Invalid::invalid, "disposition.error.none_chosen"};
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<int>> {
    return decide_all(tx, TRY(locked_call(tx, id)), actor, now, ask, true);
  });
}

Result<int> dispose_theme(store::Database& database, const identity::Actor& actor, Instant now, const ThemeId& theme,
                          const Dispose& ask) {
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<int>> {
    const auto call =
        tx.one<CallId>("SELECT call FROM theme WHERE id = $1", {theme}, [](store::Row& row) { return row.id<CallId>(); });
    if (!call) return Error{Invalid::not_found, "theme.error.unknown"};
    const Owned owned = TRY(locked_call(tx, *call));
    Dispose all = ask;
    // Read under the lock: what is put into the theme meanwhile waits.
    all.contributions = tx.all<ContributionId>(
        "SELECT m.contribution FROM theme_member m JOIN contribution k ON k.id = m.contribution WHERE m.theme = $1 ORDER BY "
        "k.number",
        {theme}, [](store::Row& row) { return row.id<ContributionId>(); });
    return decide_all(tx, owned, actor, now, all, true);
  });
}

namespace {

Disposition read_disposition(store::Row& row) {
  Disposition found;
  found.contribution = row.id<ContributionId>();
  found.code = code_named(row.text()).value();
  found.part = row.text();
  found.reason = row.text();
  found.citation = row.text();
  found.place = row.text();
  found.officer = row.id<identity::PersonId>();
  found.unit = row.id<identity::AgencyId>();
  found.at = row.time();
  found.minutes = row.maybe_id<MinutesId>();
  return found;
}

const std::string disposition_columns =
    "SELECT d.contribution, d.code, d.part, d.reason, d.citation, d.place, d.officer, d.unit, d.at, d.minutes FROM disposition d ";
const std::string one_sql = disposition_columns + "WHERE d.contribution = $1";
const std::string of_call_sql = disposition_columns + "JOIN contribution k ON k.id = d.contribution WHERE k.call = $1";
const std::string contributions_sql = contribution_columns() + "WHERE k.call = $1 AND NOT k.official ORDER BY k.number";

}  // namespace

std::optional<Disposition> disposition(store::Transaction& tx, const ContributionId& contribution) {
  return tx.one<Disposition>(one_sql, {contribution}, read_disposition);
}

std::vector<StandingAnswer> standing_answers(store::Transaction& tx, const CallId& call, std::int64_t at_least) {
  return tx.all<StandingAnswer>(
      "SELECT d.code, d.reason, d.citation, COUNT(*), MIN(d.contribution) FROM disposition d JOIN contribution k ON k.id = d.contribution WHERE k.call = $1 AND d.reason "
      "<> '' GROUP BY d.code, d.reason, d.citation HAVING COUNT(*) >= $2 ORDER BY COUNT(*) DESC, MIN(d.contribution)",
      {call, at_least}, [](store::Row& row) {
        StandingAnswer found;
        found.code = code_named(row.text()).value();
        found.reason = row.text();
        found.citation = row.text();
        found.count = row.integer();
        found.first = row.id<ContributionId>();
        return found;
      });
}

std::vector<Answered> answered(store::Transaction& tx, const CallId& call) {
  std::unordered_map<std::string, Disposition> decided;
  for (Disposition& found : tx.all<Disposition>(of_call_sql, {call}, read_disposition))
    decided.emplace(found.contribution.value, std::move(found));
  std::unordered_map<std::string, std::vector<ThemeId>> themed;
  for (store::Row row : tx.query("SELECT m.contribution, m.theme FROM theme_member m JOIN theme t ON t.id = m.theme WHERE t.call "
                                 "= $1 ORDER BY t.position",
                                 {call})) {
    const std::string contribution = row.text();
    themed[contribution].push_back(row.id<ThemeId>());
  }
  std::vector<Answered> all;
  for (Contribution& found : tx.all<Contribution>(contributions_sql, {call}, read_contribution)) {
    Answered one;
    if (const auto at = decided.find(found.id.value); at != decided.end()) one.disposition = at->second;
    if (const auto at = themed.find(found.id.value); at != themed.end()) one.themes = at->second;
    one.contribution = std::move(found);
    all.push_back(std::move(one));
  }
  return all;
}

Unanswered unanswered(store::Transaction& tx, const CallId& call) {
  Unanswered counts;
  counts.total = tx.count("SELECT COUNT(*) FROM contribution WHERE call = $1 AND NOT official", {call});
  counts.without_disposition = tx.count(
      "SELECT COUNT(*) FROM contribution k WHERE k.call = $1 AND NOT k.official AND k.state IN ('published', 'waiting')"
      " AND NOT EXISTS (SELECT 1 FROM disposition d WHERE d.contribution = k.id)",
      {call});
  counts.without_reason = tx.count(
      "SELECT COUNT(*) FROM disposition d JOIN contribution k ON k.id = d.contribution WHERE k.call = $1 AND d.code LIKE "
      "'rejected%' AND (d.reason = '' OR d.citation = '')",
      {call});
  counts.unreviewed = refusals_to_review(tx, call);
  counts.waiting = tx.count("SELECT COUNT(*) FROM contribution WHERE call = $1 AND NOT official AND state = 'waiting'", {call});
  counts.appeals = tx.count(
      "SELECT COUNT(*) FROM appeal a JOIN contribution k ON k.id = a.contribution WHERE k.call = $1 AND a.verdict IS NULL AND "
      "k.state = 'hidden'",
      {call});
  return counts;
}

Result<void> publish_report(store::Transaction& tx, const Owned& owned, const ReportId& report, Instant now) {
  lock(tx, owned.call.id);  // no decision changes between this gate and the answers that go out
  const Unanswered counts = unanswered(tx, owned.call.id);
  if (counts.without_disposition > 0)
    return Error{Invalid::conflict, "report.error.without_disposition", {{"count", counts.without_disposition}}};
  if (counts.without_reason > 0)
    return Error{Invalid::conflict, "report.error.without_reason", {{"count", counts.without_reason}}};
  const State state = state_at(owned.call, now);
  const bool correction = state == State::reported || state == State::decided || state == State::feedback;
  if (!correction && state != State::closed && state != State::analysing)
    return Error{Invalid::conflict, "call.error.wrong_state"};
  // A correction changes no decision; only the report that makes them public asks for the second person.
  if (!correction && counts.unreviewed > 0)
    return Error{Invalid::conflict, "report.error.unreviewed", {{"count", counts.unreviewed}}};
  tx.execute("UPDATE report SET state = 'superseded' WHERE call = $1 AND state = 'published'", {owned.call.id});
  if (tx.execute("UPDATE report SET state = 'published', published_at = $3 WHERE id = $1 AND call = $2 AND state = 'draft'",
                 {report, owned.call.id, now}) != 1)
    return Error{Invalid::conflict, "report.error.unknown"};
  add_notice(tx, owned.call.id, correction ? "report_corrected" : "reported", {}, now);
  if (correction) return {};
  TRY(set_state(tx, owned.call, State::reported, now));
  owe_notices(tx, owned.call, "reported", {}, now, Audience::followers);
  owe_answers(tx, owned, now);
  return {};
}

}  // namespace mosharekat::consultation
