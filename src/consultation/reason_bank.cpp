// SPDX-License-Identifier: AGPL-3.0-or-later
#include "consultation/reason_bank.h"

#include <algorithm>

#include "base/json_text.h"
#include "base/text.h"
#include "ledger/ledger.h"

namespace mosharekat::consultation {

using ledger::Done;
using ledger::Nothing;
using Invalid = mosharekat::Code;

namespace {

const std::string columns =
    "SELECT r.id, r.agency, r.code, r.text, r.law, r.citation, r.used, r.retired, l.name, l.article, l.adopted, l.retired FROM "
    "bank_reason r LEFT JOIN law l ON l.id = r.law ";
const std::string one_sql = columns + "WHERE r.id = $1";
const std::string of_agency_sql = columns + "WHERE r.agency = $1 ORDER BY r.used DESC, r.at, r.id";
// $1: the agency's path, which names it and all above it.
const std::string offered_sql = columns +
                                "WHERE $1 LIKE '%/' || r.agency || '/%' AND NOT r.retired AND (l.id IS NULL OR NOT l.retired) "
                                "ORDER BY r.used DESC, r.at, r.id";

BankReason read_reason(store::Row& row) {
  BankReason found;
  found.id = row.id<BankReasonId>();
  found.agency = row.id<identity::AgencyId>();
  found.text.code = row.text();
  found.text.text = row.text();
  found.text.law = row.maybe_id<LawId>().value_or(LawId{});
  found.text.citation = row.text();
  found.used = row.integer();
  found.retired = row.boolean();
  const auto name = row.maybe(&store::Row::text);
  const auto article = row.maybe(&store::Row::text);
  const auto adopted = row.maybe(&store::Row::text);
  found.law_retired = row.maybe(&store::Row::boolean).value_or(false);
  found.citation = found.text.citation;
  if (name) {
    const std::string cited = citation(LawText{*name, *article, *adopted});
    found.citation = found.citation.empty()
                         ? cited
                         : locale::sentence(Language::fa, "law.cited_and", {{"law", cited}, {"other", found.citation}});
  }
  return found;
}

std::optional<BankReason> bank_reason(store::Transaction& tx, const BankReasonId& id) {
  return tx.one<BankReason>(one_sql, {id}, read_reason);
}

Result<BankReasonText> tidied(store::Transaction& tx, const identity::AgencyId& agency, const BankReasonText& given) {
  BankReasonText out{given.code, text::tidy(given.text), given.law, text::tidy(given.citation)};
  const auto code = code_named(out.code);
  if (!code) return Error{Invalid::invalid, "disposition.error.code", {}, "code"};
  if (out.text.empty()) return Error{Invalid::invalid, "law.error.text", {}, "text"};
  if (text::length(out.text) > 5000)
    return Error{Invalid::invalid, "contribution.error.too_long", {{"limit", std::int64_t{5000}}}, "text"};
  if (text::length(out.citation) > 500)
    return Error{Invalid::invalid, "contribution.error.too_long", {{"limit", std::int64_t{500}}}, "citation"};
  if (!out.law.empty()) {
    const auto cited = law(tx, out.law);
    const auto body = identity::agency(tx, agency);
    if (!cited || !body || body->path.find("/" + cited->agency.value + "/") == std::string::npos)
      return Error{Invalid::invalid, "law.error.unknown", {}, "law"};
    if (cited->retired) return Error{Invalid::conflict, "law.error.retired", {}, "law"};
  }
  if (needs(*code).citation && out.law.empty() && out.citation.empty())
    return Error{Invalid::invalid, "disposition.error.citation", {}, "citation"};
  return out;
}

std::string told(const BankReasonText& text) {
  return json::object({{"code", text.code}, {"text", text.text}, {"law", text.law.value}, {"citation", text.citation}});
}

store::Parameter law_or_null(const BankReasonText& text) {
  return text.law.empty() ? store::Parameter(nullptr) : store::Parameter(text.law);
}

}  // namespace

Result<BankReasonId> add_bank_reason(store::Database& database, const identity::Actor& actor, Instant now,
                                     const identity::AgencyId& agency, const BankReasonText& text) {
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<BankReasonId>> {
    TRY(may_keep_bank(tx, actor, agency));
    const BankReasonText given = TRY(tidied(tx, agency, text));
    const BankReasonId id = BankReasonId::make(now);
    tx.execute(
        "INSERT INTO bank_reason (id, agency, code, text, law, citation, used, retired, made_by, at) VALUES ($1, $2, $3, $4, $5, "
        "$6, 0, $7, $8, $9)",
        {id, agency, given.code, given.text, law_or_null(given), given.citation, false, actor.person, now});
    return Done{
        ledger::append(
            tx, {.kind = "reason.added", .subject = agency.value, .actor = actor.person.value, .at = now, .after = told(given)}),
        id};
  });
}

Result<void> edit_bank_reason(store::Database& database, const identity::Actor& actor, Instant now, const BankReasonId& id,
                              const BankReasonText& text) {
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<Nothing>> {
    const auto former = bank_reason(tx, id);
    if (!former) return Error{Invalid::not_found, "law.error.reason_unknown"};
    TRY(may_keep_bank(tx, actor, former->agency));
    const BankReasonText given = TRY(tidied(tx, former->agency, text));
    tx.execute("UPDATE bank_reason SET code = $2, text = $3, law = $4, citation = $5 WHERE id = $1",
               {id, given.code, given.text, law_or_null(given), given.citation});
    return Done{ledger::append(tx, {.kind = "reason.edited",
                                    .subject = former->agency.value,
                                    .actor = actor.person.value,
                                    .at = now,
                                    .before = told(former->text),
                                    .after = told(given)}),
                Nothing{}};
  });
}

Result<void> retire_bank_reason(store::Database& database, const identity::Actor& actor, Instant now, const BankReasonId& id,
                                bool retired) {
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<Nothing>> {
    const auto former = bank_reason(tx, id);
    if (!former) return Error{Invalid::not_found, "law.error.reason_unknown"};
    TRY(may_keep_bank(tx, actor, former->agency));
    tx.execute("UPDATE bank_reason SET retired = $2 WHERE id = $1", {id, retired});
    return Done{ledger::append(tx, {.kind = retired ? "reason.retired" : "reason.restored",
                                    .subject = former->agency.value,
                                    .actor = actor.person.value,
                                    .at = now,
                                    .after = told(former->text)}),
                Nothing{}};
  });
}

std::vector<BankReason> bank_reasons(store::Transaction& tx, const identity::AgencyId& agency) {
  return tx.all<BankReason>(of_agency_sql, {agency}, read_reason);
}

std::vector<BankReason> offered_reasons(store::Transaction& tx, const identity::Agency& agency) {
  return tx.all<BankReason>(offered_sql, {agency.path}, read_reason);
}

namespace {

Result<BankReason> offered(store::Transaction& tx, const identity::Agency& agency, const BankReasonId& id) {
  for (BankReason& one : offered_reasons(tx, agency))
    if (one.id == id) return std::move(one);
  return Error{Invalid::invalid, "law.error.reason_unknown", {}, "bank"};
}

}  // namespace

Result<Dispose> with_bank(store::Transaction& tx, const identity::Agency& agency, Dispose ask) {
  if (ask.bank.empty()) return ask;
  const BankReason chosen = TRY(offered(tx, agency, ask.bank));
  ask.code = chosen.text.code;
  ask.reason = text::trim(ask.reason).empty() ? chosen.text.text : chosen.text.text + "\n" + ask.reason;
  if (text::trim(ask.citation).empty()) ask.citation = chosen.citation;
  return ask;
}

void count_use(store::Transaction& tx, const identity::Agency& agency, const Dispose& ask, std::int64_t answers) {
  const BankReasonId& used = ask.bank.empty() ? ask.adapted_from : ask.bank;
  if (used.empty() || !offered(tx, agency, used)) return;
  tx.execute("UPDATE bank_reason SET used = used + $2 WHERE id = $1", {used, answers});
}

}  // namespace mosharekat::consultation
