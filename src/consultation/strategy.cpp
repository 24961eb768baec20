// SPDX-License-Identifier: AGPL-3.0-or-later
#include "consultation/strategy.h"

#include "base/hash.h"
#include "base/json_text.h"
#include "base/text.h"
#include "ledger/ledger.h"

namespace mosharekat::consultation {

using identity::Role;
using ledger::Done;
using ledger::Nothing;
using Invalid = mosharekat::Code;

namespace {

// The agency, for who may propose or publish its strategy.
Result<identity::Agency> own_agency(store::Transaction& tx, const identity::Actor& actor, const identity::AgencyId& id) {
  auto agency = identity::agency(tx, id);
  if (!agency) return Error{Invalid::not_found, "call.error.agency_unknown"};
  if (!actor.has(Role::agency_admin, *agency) && !actor.has(Role::approver, *agency))
    return Error{Invalid::denied, "call.error.not_yours"};
  return std::move(*agency);
}

Result<Strategy> checked(const NewStrategy& ask, Instant now) {
  Strategy made = ask.strategy;
  const std::pair<std::string_view, std::string*> lines[] = {{"title_fa", &made.title_fa},
                                                             {"title_en", &made.title_en},
                                                             {"legal_basis", &made.legal_basis},
                                                             {"signed_by", &made.signed_by},
                                                             {"number", &made.number}};
  for (const auto& [field, value] : lines) {
    *value = text::tidy_line(*value);
    if (value->empty() && field != "number") return Error{Invalid::invalid, "strategy.error.missing", {}, std::string(field)};
    if (text::length(*value) > 500)
      return Error{Invalid::invalid, "call.error.too_long", {{"limit", std::int64_t{500}}}, std::string(field)};
  }
  constexpr std::int64_t limit = 100000;
  made.text_fa = text::tidy(made.text_fa);
  made.text_en = text::tidy(made.text_en);
  if (made.text_fa.empty()) return Error{Invalid::invalid, "strategy.error.missing", {}, "text_fa"};
  if (text::length(made.text_fa) > limit || text::length(made.text_en) > limit)
    return Error{Invalid::invalid, "call.error.too_long", {{"limit", limit}}, "text_fa"};
  if (!is_valid(ask.signed_on) || ask.signed_on > date_in_tehran(now))
    return Error{Invalid::invalid, "strategy.error.day", {}, "signed_on"};
  made.signed_at = start_of_day_in_tehran(ask.signed_on);
  made.hash = hash::sha256_hex(json::object({{"title_fa", made.title_fa},
                                             {"title_en", made.title_en},
                                             {"text_fa", made.text_fa},
                                             {"text_en", made.text_en},
                                             {"legal_basis", made.legal_basis},
                                             {"signed_by", made.signed_by},
                                             {"signed_at", locale::iso(made.signed_at)},
                                             {"number", made.number}}));
  return made;
}

StrategyProposal read_proposal(store::Row& row) {
  StrategyProposal found;
  found.agency = row.id<identity::AgencyId>();
  Strategy& strategy = found.strategy;
  for (std::string* field : {&strategy.title_fa, &strategy.title_en, &strategy.text_fa, &strategy.text_en, &strategy.legal_basis,
                             &strategy.signed_by, &strategy.number, &strategy.hash})
    *field = row.text();
  strategy.signed_at = row.time();
  found.proposed_by = row.id<identity::PersonId>();
  found.proposer = row.text();
  found.proposed_at = row.time();
  strategy.version = row.integer();
  return found;
}

const std::string proposal_columns =
    "SELECT w.agency, w.title_fa, w.title_en, w.text_fa, w.text_en, w.legal_basis, w.signed_by, w.number, w.hash, w.signed_at, "
    "w.proposed_by, p.name, w.proposed_at, (SELECT COALESCE(MAX(s.version), 0) + 1 FROM strategy s WHERE s.agency = w.agency) FROM "
    "strategy_proposal w JOIN person p ON p.id = w.proposed_by ";
const std::string one_proposal_sql = proposal_columns + "WHERE w.agency = $1";
const std::string all_proposals_sql = proposal_columns + "ORDER BY w.proposed_at, w.agency";

}  // namespace

Result<void> propose_strategy(store::Database& database, const identity::Actor& actor, Instant now, const identity::AgencyId& id,
                              const NewStrategy& ask) {
  const Strategy made = TRY(checked(ask, now));
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<Nothing>> {
    TRY(own_agency(tx, actor, id));
    const auto former = strategies(tx, id);
    if (!former.empty() && former.front().hash == made.hash) return Error{Invalid::invalid, "strategy.error.same", {}, "text_fa"};
    tx.execute("DELETE FROM strategy_proposal WHERE agency = $1", {id});
    tx.execute(
        "INSERT INTO strategy_proposal (agency, title_fa, title_en, text_fa, text_en, legal_basis, signed_by, signed_at, number, "
        "hash, proposed_by, proposed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        {id, made.title_fa, made.title_en, made.text_fa, made.text_en, made.legal_basis, made.signed_by, made.signed_at,
         made.number, made.hash, actor.person, now});
    return Done{ledger::append(tx, {.kind = "strategy.proposed",
                                    .subject = id.value,
                                    .actor = actor.person.value,
                                    .at = now,
                                    .after = json::object({{"hash", made.hash}})}),
                Nothing{}};
  });
}

Result<std::int64_t> publish_strategy(store::Database& database, const identity::Actor& actor, Instant now,
                                      const identity::AgencyId& id, std::string_view hash) {
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<std::int64_t>> {
    TRY(own_agency(tx, actor, id));
    const auto waiting = strategy_proposal(tx, id);
    if (!waiting) return Error{Invalid::conflict, "strategy.error.none_waits"};
    if (waiting->proposed_by == actor.person) return Error{Invalid::denied, "strategy.error.second_person"};
    // Its row is the lock: of two at once one finds it gone.
    if (waiting->strategy.hash != hash ||
        tx.execute("DELETE FROM strategy_proposal WHERE agency = $1 AND hash = $2", {id, hash}) != 1)
      return Error{Invalid::conflict, "strategy.error.meanwhile"};
    const Strategy& made = waiting->strategy;
    tx.execute(
        "INSERT INTO strategy (agency, version, title_fa, title_en, text_fa, text_en, legal_basis, signed_by, signed_at, number, "
        "hash, proposed_by, published_by, published_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
        {id, made.version, made.title_fa, made.title_en, made.text_fa, made.text_en, made.legal_basis, made.signed_by,
         made.signed_at, made.number, made.hash, waiting->proposed_by, actor.person, now});
    return Done{ledger::append(tx, {.kind = "strategy.published",
                                    .subject = id.value,
                                    .actor = actor.person.value,
                                    .at = now,
                                    .after = json::object({{"version", std::to_string(made.version)},
                                                           {"hash", made.hash},
                                                           {"proposed_by", waiting->proposed_by.value}})}),
                made.version};
  });
}

Result<void> drop_strategy_proposal(store::Database& database, const identity::Actor& actor, Instant now,
                                    const identity::AgencyId& id) {
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<Nothing>> {
    TRY(own_agency(tx, actor, id));
    if (tx.execute("DELETE FROM strategy_proposal WHERE agency = $1", {id}) != 1)
      return Error{Invalid::conflict, "strategy.error.none_waits"};
    return Done{ledger::append(tx, {.kind = "strategy.dropped", .subject = id.value, .actor = actor.person.value, .at = now}),
                Nothing{}};
  });
}

std::optional<StrategyProposal> strategy_proposal(store::Transaction& tx, const identity::AgencyId& agency) {
  return tx.one<StrategyProposal>(one_proposal_sql, {agency}, read_proposal);
}

std::vector<StrategyProposal> strategy_proposals(store::Transaction& tx) {
  return tx.all<StrategyProposal>(all_proposals_sql, {}, read_proposal);
}

std::vector<Strategy> strategies(store::Transaction& tx, const identity::AgencyId& agency) {
  return tx.all<Strategy>(
      "SELECT version, title_fa, title_en, text_fa, text_en, legal_basis, signed_by, number, hash, signed_at, published_at FROM "
      "strategy WHERE agency = $1 ORDER BY version DESC",
      {agency}, [](store::Row& row) {
        Strategy strategy;
        strategy.version = row.integer();
        for (std::string* field : {&strategy.title_fa, &strategy.title_en, &strategy.text_fa, &strategy.text_en,
                                   &strategy.legal_basis, &strategy.signed_by, &strategy.number, &strategy.hash})
          *field = row.text();
        strategy.signed_at = row.time();
        strategy.published_at = row.time();
        return strategy;
      });
}

}  // namespace mosharekat::consultation
