// SPDX-License-Identifier: AGPL-3.0-or-later
#include "identity/portal.h"

#include "base/hash.h"
#include "base/json_text.h"
#include "base/text.h"
#include "ledger/ledger.h"

namespace mosharekat::identity {

using ledger::Done;
using ledger::Nothing;

namespace {

constexpr std::int64_t name_limit = 80;

PortalName portal_name(store::Transaction& tx) {
  return tx
      .one<PortalName>("SELECT name_fa, name_en FROM portal", {},
                       [](store::Row& row) {
                         PortalName name;
                         name.fa = row.text();
                         name.en = row.text();
                         return name;
                       })
      .value();
}

std::string hash_of(store::Transaction& tx, const AgencyId& owner) {
  return tx
      .one<std::string>("SELECT hash FROM emblem WHERE owner = $1", {owner.value}, [](store::Row& row) { return row.text(); })
      .value_or("");
}

std::string json_of(const PortalName& name) { return json::object({{"name_fa", name.fa}, {"name_en", name.en}}); }

}  // namespace

Result<void> name_portal(store::Database& database, const Actor& actor, Instant now, const PortalName& ask) {
  if (!actor.has(Role::national_admin)) return Error{Code::denied, "portal.error.only_national"};
  const PortalName name{text::tidy_line(ask.fa), text::tidy_line(ask.en)};
  if (name.fa.empty() != name.en.empty())
    return Error{Code::invalid, "portal.error.both", {}, name.fa.empty() ? "name_fa" : "name_en"};
  for (const auto& [field, given] : {std::pair{"name_fa", &name.fa}, {"name_en", &name.en}})
    if (text::length(*given) > name_limit) return Error{Code::invalid, "call.error.too_long", {{"limit", name_limit}}, field};
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<Nothing>> {
    const PortalName former = portal_name(tx);
    tx.execute("UPDATE portal SET name_fa = $1, name_en = $2", {name.fa, name.en});
    return Done{ledger::append(tx, {.kind = "portal.named",
                                    .subject = "installation",
                                    .actor = actor.person.value,
                                    .at = now,
                                    .before = json_of(former),
                                    .after = json_of(name)}),
                Nothing{}};
  });
}

Result<void> set_emblem(store::Database& database, const Actor& actor, Instant now, const AgencyId& owner, const Emblem& ask) {
  const std::string hash = ask.print.empty() ? "" : hash::sha256_hex(ask.print);
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<Nothing>> {
    const auto of = owner.empty() ? std::nullopt : agency(tx, owner);
    if (!owner.empty() && !of) return Error{Code::not_found, "identity.error.agency_unknown"};
    if (!actor.has(Role::national_admin) && !(of && actor.has(Role::agency_admin, *of)))
      return Error{Code::denied, "identity.error.not_admin"};
    const std::string former = hash_of(tx, owner);
    tx.execute("DELETE FROM emblem WHERE owner = $1", {owner.value});
    if (!ask.print.empty())
      tx.execute("INSERT INTO emblem (owner, hash, png, small) VALUES ($1, $2, $3, $4)",
                 {owner.value, hash, store::Blob{ask.print}, store::Blob{ask.page}});
    return Done{ledger::append(tx, {.kind = "emblem.set",
                                    .subject = owner.empty() ? "installation" : owner.value,
                                    .actor = actor.person.value,
                                    .at = now,
                                    .before = json::object({{"hash", former}}),
                                    .after = json::object({{"hash", hash}})}),
                Nothing{}};
  });
}

std::optional<std::string> emblem(store::Transaction& tx, const AgencyId& owner) {
  return tx.one<std::string>("SELECT png FROM emblem WHERE owner = $1", {owner.value},
                             [](store::Row& row) { return row.blob(); });
}

std::optional<std::string> page_emblem(store::Transaction& tx, const AgencyId& owner) {
  return tx.one<std::string>("SELECT small FROM emblem WHERE owner = $1", {owner.value},
                             [](store::Row& row) { return row.blob(); });
}

Look look(store::Transaction& tx, const AgencyId& agency) {
  Look found{.name = portal_name(tx), .portal_emblem = hash_of(tx, {})};
  if (!agency.empty()) found.agency_emblem = hash_of(tx, agency);
  return found;
}

}  // namespace mosharekat::identity
