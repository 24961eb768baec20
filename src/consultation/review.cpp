// SPDX-License-Identifier: AGPL-3.0-or-later
#include "consultation/review.h"

#include "base/json_text.h"
#include "base/text.h"
#include "consultation/contribution_store.h"
#include "ledger/ledger.h"

namespace mosharekat::consultation {

using identity::Role;
using ledger::Done;
using ledger::Nothing;
using Invalid = mosharekat::Code;

namespace {

constexpr std::string_view name(Reviewed verdict) { return verdict == Reviewed::approved ? "approved" : "returned"; }

ReviewPolicy read_policy(store::Row& row) {
  ReviewPolicy found;
  found.agency = row.id<identity::AgencyId>();
  found.needed = row.boolean();
  found.unit = row.maybe_id<identity::AgencyId>();
  return found;
}

std::string told(const ReviewPolicy& policy) {
  return json::object({{"needed", policy.needed ? "1" : "0"}, {"unit", policy.unit ? policy.unit->value : ""}});
}

// $1: the call; $2: '' for those without a verdict.
const std::string condition =
    "JOIN disposition d ON d.contribution = k.id LEFT JOIN disposition_review r ON r.contribution = k.id WHERE k.call = $1 AND "
    "k.state IN ('published', 'waiting') AND d.code LIKE 'rejected%' ";
const std::string count_sql = "SELECT COUNT(*) FROM contribution k " + condition;
const std::string with_verdict = "AND COALESCE(r.verdict, '') = $2 ";

// $3 to $6: its words.
const std::string in_these_words = "AND d.code = $3 AND d.part = $4 AND d.reason = $5 AND d.citation = $6 ";
const std::string groups_sql =
    "SELECT d.code, d.part, d.reason, d.citation, COUNT(*) FROM contribution k " + condition + with_verdict +
    "GROUP BY d.code, d.part, d.reason, d.citation ORDER BY COUNT(*) DESC, MIN(k.number) LIMIT $3 OFFSET $4";
const std::string group_count_sql = "SELECT COUNT(*) FROM (SELECT d.code FROM contribution k " + condition + with_verdict +
                                    "GROUP BY d.code, d.part, d.reason, d.citation) AS words";
const std::string same_sql = "SELECT k.id FROM contribution k " + condition + with_verdict + in_these_words +
                             "AND d.at <= $7 AND d.officer <> $8 ORDER BY k.number";

std::string asked(std::optional<Reviewed> verdict) { return verdict ? std::string(name(*verdict)) : ""; }

}  // namespace

Result<void> set_review_policy(store::Database& database, const identity::Actor& actor, Instant now, const ReviewPolicy& ask) {
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<Nothing>> {
    const auto agency = identity::agency(tx, ask.agency);
    if (!agency || agency->kind == identity::AgencyKind::unit)
      return Error{Invalid::not_found, "call.error.agency_unknown", {}, "agency"};
    if (!actor.has(Role::agency_admin, *agency) && !actor.has(Role::national_admin))
      return Error{Invalid::denied, "call.error.not_yours"};
    if (ask.unit) {
      const auto unit = identity::agency(tx, *ask.unit);
      if (!unit || unit->path.find("/" + agency->id.value + "/") == std::string::npos)
        return Error{Invalid::invalid, "disposition.error.unit", {}, "unit"};
    }
    std::string before;
    for (const ReviewPolicy& former : review_policies(tx))
      if (former.agency == ask.agency) before = told(former);
    tx.execute(
        "INSERT INTO review_policy (agency, needed, unit, set_by, at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (agency) DO UPDATE "
        "SET needed = excluded.needed, unit = excluded.unit, set_by = excluded.set_by, at = excluded.at",
        {ask.agency, ask.needed, ask.unit ? store::Parameter(*ask.unit) : store::Parameter(nullptr), actor.person, now});
    return Done{ledger::append(tx, {.kind = "review_policy.changed",
                                    .subject = ask.agency.value,
                                    .actor = actor.person.value,
                                    .at = now,
                                    .before = before,
                                    .after = told(ask)}),
                Nothing{}};
  });
}

std::vector<ReviewPolicy> review_policies(store::Transaction& tx) {
  return tx.all<ReviewPolicy>("SELECT agency, needed, unit FROM review_policy ORDER BY agency", {}, read_policy);
}

std::optional<ReviewPolicy> review_policy(store::Transaction& tx, const identity::Agency& agency) {
  // The nearest is the one with the longest path.
  const auto found = tx.one<ReviewPolicy>(
      "SELECT p.agency, p.needed, p.unit FROM review_policy p JOIN agency a ON a.id = p.agency WHERE $1 LIKE '%/' || p.agency || "
      "'/%' ORDER BY LENGTH(a.path) DESC LIMIT 1",
      {agency.path}, read_policy);
  return found && found->needed ? found : std::nullopt;
}

bool reviews(store::Transaction& tx, const identity::Actor& actor, const identity::Agency& agency, const ReviewPolicy& policy) {
  if (actor.has(Role::approver, agency)) return true;
  const auto unit = policy.unit ? identity::agency(tx, *policy.unit) : std::nullopt;
  return unit && actor.has(Role::lead, *unit);
}

Result<void> may_review(store::Transaction& tx, const identity::Actor& actor, const identity::Agency& agency,
                        const ReviewPolicy& policy, const Disposition& disposition) {
  if (!reviews(tx, actor, agency, policy)) return Error{Invalid::denied, "review.error.not_yours"};
  if (actor.person == disposition.officer) return Error{Invalid::denied, "review.error.own"};
  return {};
}

std::optional<Review> review(store::Transaction& tx, const ContributionId& contribution) {
  return tx.one<Review>(
      "SELECT r.verdict, r.note, p.name, r.at FROM disposition_review r JOIN person p ON p.id = r.reviewer WHERE r.contribution = "
      "$1",
      {contribution}, [](store::Row& row) {
        Review found;
        found.verdict = row.text() == "approved" ? Reviewed::approved : Reviewed::returned;
        found.note = row.text();
        found.reviewer = row.text();
        found.at = row.time();
        return found;
      });
}

std::int64_t refusals_to_review(store::Transaction& tx, const CallId& id) {
  const auto found = call(tx, id);
  const auto agency = found ? identity::agency(tx, found->agency) : std::nullopt;
  if (!agency || !review_policy(tx, *agency)) return 0;
  static const std::string sql = count_sql + "AND COALESCE(r.verdict, '') <> 'approved'";
  return tx.count(sql, {id});
}

std::vector<Contribution> refusals(store::Transaction& tx, const CallId& call, std::optional<Reviewed> verdict, int limit,
                                   int offset) {
  static const std::string sql = contribution_columns() + condition + with_verdict + "ORDER BY k.number LIMIT $3 OFFSET $4";
  return tx.all<Contribution>(sql, {call, asked(verdict), limit, offset}, read_contribution);
}

std::int64_t refusal_count(store::Transaction& tx, const CallId& call, std::optional<Reviewed> verdict) {
  static const std::string sql = count_sql + with_verdict;
  return tx.count(sql, {call, asked(verdict)});
}

std::vector<RefusalGroup> refusal_groups(store::Transaction& tx, const CallId& call, int members, int limit, int offset) {
  static const std::string members_sql =
      contribution_columns() + condition + with_verdict + in_these_words + "ORDER BY k.number LIMIT $7";
  auto groups = tx.all<RefusalGroup>(groups_sql, {call, "", limit, offset}, [](store::Row& row) {
    RefusalGroup group;
    group.code = code_named(row.text()).value();
    group.part = row.text();
    group.reason = row.text();
    group.citation = row.text();
    group.count = row.integer();
    return group;
  });
  for (RefusalGroup& group : groups)
    group.contributions = tx.all<Contribution>(
        members_sql, {call, "", consultation::name(group.code), group.part, group.reason, group.citation, members},
        read_contribution);
  return groups;
}

std::int64_t refusal_group_count(store::Transaction& tx, const CallId& call) { return tx.count(group_count_sql, {call, ""}); }

namespace {

Result<ledger::Recorded> review_one(store::Transaction& tx, const Owned& owned, const ReviewPolicy& policy,
                                    const identity::Actor& actor, Instant now, const ReviewRefusals& ask,
                                    const ContributionId& id) {
  const auto found = contribution(tx, id);
  const auto decided = disposition(tx, id);
  if (!found || found->call != owned.call.id) return Error{Invalid::not_found, "contribution.error.unknown"};
  if (!decided || outcome(decided->code) != Outcome::refused)
    return Error{Invalid::conflict, "review.error.no_refusal", {{"number", found->number}}};
  TRY(may_review(tx, actor, owned.agency, policy, *decided));
  if (decided->at > ask.seen) return Error{Invalid::conflict, "review.error.meanwhile", {{"number", found->number}}};
  if (tx.execute("INSERT INTO disposition_review (contribution, verdict, note, reviewer, at) VALUES ($1, $2, $3, $4, $5) ON "
                 "CONFLICT (contribution) DO NOTHING",
                 {id, name(ask.verdict), ask.note, actor.person, now}) != 1)
    return Error{Invalid::conflict, "review.error.done", {{"number", found->number}}};
  return ledger::append(tx, {.kind = ask.verdict == Reviewed::approved ? "refusal.approved" : "refusal.returned",
                             .subject = id.value,
                             .actor = actor.person.value,
                             .at = now,
                             .after = json::object({{"code", std::string(consultation::name(decided->code))}}),
                             .reason = ask.note});
}

}  // namespace

namespace {

Result<ReviewRefusals> tidied(const ReviewRefusals& given) {
  ReviewRefusals ask = given;
  ask.note = text::tidy(given.note);
  if (ask.verdict == Reviewed::returned && ask.note.empty()) return Error{Invalid::invalid, "review.error.note", {}, "note"};
  if (text::length(ask.note) > 3000)
    return Error{Invalid::invalid, "contribution.error.too_long", {{"limit", std::int64_t{3000}}}, "note"};
  return ask;
}

Result<Done<int>> review_all(store::Transaction& tx, const Owned& owned, const identity::Actor& actor, Instant now,
                             const ReviewRefusals& ask) {
  const auto policy = review_policy(tx, owned.agency);
  if (!policy) return Error{Invalid::conflict, "review.error.not_needed"};
  // After the report no decision can be made anew, so none can be sent back either.
  const State state = state_at(owned.call, now);
  if (state != State::closed && state != State::analysing) return Error{Invalid::conflict, "disposition.error.state"};
  std::optional<ledger::Recorded> recorded;
  for (const ContributionId& one : ask.contributions) recorded = TRY(review_one(tx, owned, *policy, actor, now, ask, one));
  return Done{*recorded, static_cast<int>(ask.contributions.size())};
}

}  // namespace

Result<int> review_refusals(store::Database& database, const identity::Actor& actor, Instant now, const CallId& id,
                            const ReviewRefusals& given) {
  if (given.contributions.empty()) return Error{Invalid::invalid, "disposition.error.none_chosen"};
  const ReviewRefusals ask = TRY(tidied(given));
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<int>> {
    return review_all(tx, TRY(locked_call(tx, id)), actor, now, ask);
  });
}

Result<int> review_same_refusals(store::Database& database, const identity::Actor& actor, Instant now, const CallId& id,
                                 const ContributionId& like, const ReviewRefusals& given) {
  ReviewRefusals ask = TRY(tidied(given));
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<int>> {
    const Owned owned = TRY(locked_call(tx, id));
    const auto words = disposition(tx, like);
    if (!words) return Error{Invalid::conflict, "review.error.nothing_same"};
    // Read under the lock: what is decided meanwhile waits.
    ask.contributions = tx.all<ContributionId>(
        same_sql, {id, "", consultation::name(words->code), words->part, words->reason, words->citation, ask.seen, actor.person},
        [](store::Row& row) { return row.id<ContributionId>(); });
    if (ask.contributions.empty()) return Error{Invalid::conflict, "review.error.nothing_same"};
    return review_all(tx, owned, actor, now, ask);
  });
}

}  // namespace mosharekat::consultation
