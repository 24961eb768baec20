// SPDX-License-Identifier: AGPL-3.0-or-later
#include "consultation/strategy.h"

#include "base/hash.h"
#include "base/json_text.h"
#include "base/text.h"
#include "ledger/ledger.h"

namespace mosharekat::consultation {

using identity::Role;
using ledger::Done;
using Invalid = mosharekat::Code;

Result<std::int64_t> publish_strategy(store::Database& database, const identity::Actor& actor, Instant now,
                                      const identity::AgencyId& id, const NewStrategy& ask) {
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
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<std::int64_t>> {
    const auto agency = identity::agency(tx, id);
    if (!agency) return Error{Invalid::not_found, "call.error.agency_unknown"};
    if (!actor.has(Role::agency_admin, *agency) && !actor.has(Role::approver, *agency))
      return Error{Invalid::denied, "call.error.not_yours"};
    const auto former = strategies(tx, id);
    if (!former.empty() && former.front().hash == made.hash) return Error{Invalid::invalid, "strategy.error.same", {}, "text_fa"};
    made.version = former.empty() ? 1 : former.front().version + 1;
    tx.execute(
        "INSERT INTO strategy (agency, version, title_fa, title_en, text_fa, text_en, legal_basis, signed_by, signed_at, number, "
        "hash, published_by, published_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        {id, made.version, made.title_fa, made.title_en, made.text_fa, made.text_en, made.legal_basis, made.signed_by,
         made.signed_at, made.number, made.hash, actor.person, now});
    return Done{ledger::append(tx, {.kind = "strategy.published",
                                    .subject = id.value,
                                    .actor = actor.person.value,
                                    .at = now,
                                    .after = json::object({{"version", std::to_string(made.version)}, {"hash", made.hash}})}),
                made.version};
  });
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
