// SPDX-License-Identifier: AGPL-3.0-or-later
// The tree of agencies.
#include <functional>
#include <map>

#include "base/json_text.h"
#include "base/text.h"
#include "identity/identity.h"
#include "identity/identity_store.h"
#include "ledger/ledger.h"

namespace mosharekat::identity {

using ledger::Done;
using ledger::Nothing;

namespace {

Agency read_agency(store::Row& row) {
  Agency agency;
  agency.id = row.id<AgencyId>();
  agency.parent = row.maybe_id<AgencyId>().value_or(AgencyId{});
  agency.path = row.text();
  agency.kind = agency_kind_named(row.text()).value();
  agency.slug = row.text();
  agency.name_fa = row.text();
  agency.name_en = row.text();
  agency.contact = row.text();
  agency.home_url = row.text();
  return agency;
}

const std::string columns = "SELECT id, parent, path, kind, slug, name_fa, name_en, contact, home_url FROM agency ";
const std::string all_sql = columns + "ORDER BY id";
const std::string by_id_sql = columns + "WHERE id = $1";
const std::string by_slug_sql = columns + "WHERE slug = $1";

Result<void> may_administer(const Actor& actor, const std::optional<Agency>& above) {
  if (actor.has(Role::national_admin)) return {};
  if (above && actor.has(Role::agency_admin, *above)) return {};
  return Error{Code::denied, "identity.error.not_admin"};
}

}  // namespace

Result<NewAgency> good_agency(const NewAgency& ask) {
  NewAgency out = ask;
  out.name_fa = text::tidy_line(ask.name_fa);
  out.name_en = text::tidy_line(ask.name_en);
  out.contact = text::tidy(ask.contact);
  out.home_url = std::string(text::trim(ask.home_url));
  if (out.name_fa.empty()) return Error{Code::invalid, "identity.error.name_fa", {}, "name_fa"};
  if (out.name_en.empty()) return Error{Code::invalid, "identity.error.name_en", {}, "name_en"};
  if (text::length(out.name_fa) > 120 || text::length(out.name_en) > 120)
    return Error{Code::invalid, "identity.error.name_long", {}, "name_fa"};
  const bool good_slug = out.slug.size() >= 2 && out.slug.size() <= 40 &&
                         out.slug.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string::npos;
  if (!good_slug) return Error{Code::invalid, "identity.error.slug", {}, "slug"};
  if (!out.home_url.empty() && !out.home_url.starts_with("https://") && !out.home_url.starts_with("http://"))
    return Error{Code::invalid, "identity.error.home_url", {}, "home_url"};
  return out;
}

AgencyId insert_agency(store::Transaction& tx, Instant now, const NewAgency& agency, const std::string& parent_path) {
  const AgencyId id = AgencyId::make(now);
  tx.execute(
      "INSERT INTO agency (id, parent, path, kind, slug, name_fa, name_en, contact, home_url, created_at) VALUES ($1, $2, $3, "
      "$4, $5, $6, $7, $8, $9, $10)",
      {id, agency.parent.empty() ? store::Parameter(nullptr) : store::Parameter(agency.parent),
       (parent_path.empty() ? "/" : parent_path) + id.value + "/", name(agency.kind), agency.slug, agency.name_fa, agency.name_en,
       agency.contact, agency.home_url, now});
  return id;
}

Result<AgencyId> found_agency(store::Database& database, const Actor& actor, Instant now, const NewAgency& ask) {
  const NewAgency given = TRY(good_agency(ask));
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<AgencyId>> {
    const auto parent = given.parent.empty() ? std::nullopt : agency(tx, given.parent);
    if (!given.parent.empty() && !parent) return Error{Code::invalid, "identity.error.agency_unknown", {}, "parent"};
    TRY(may_administer(actor, parent));
    if (agency_by_slug(tx, given.slug)) return Error{Code::invalid, "identity.error.slug_taken", {}, "slug"};
    const AgencyId id = insert_agency(tx, now, given, parent ? parent->path : "");
    return Done{ledger::append(
                    tx, {.kind = "agency.founded",
                         .subject = id.value,
                         .actor = actor.person.value,
                         .at = now,
                         .after = json::object(
                             {{"name_fa", given.name_fa}, {"name_en", given.name_en}, {"kind", std::string(name(given.kind))}})}),
                id};
  });
}

Result<void> change_agency(store::Database& database, const Actor& actor, Instant now, const AgencyId& id, const NewAgency& ask) {
  const NewAgency given = TRY(good_agency(ask));
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<Nothing>> {
    const auto old = agency(tx, id);
    if (!old) return Error{Code::not_found, "identity.error.agency_unknown"};
    TRY(may_administer(actor, old));
    if (const auto other = agency_by_slug(tx, given.slug); other && other->id != id)
      return Error{Code::invalid, "identity.error.slug_taken", {}, "slug"};
    tx.execute("UPDATE agency SET slug = $2, name_fa = $3, name_en = $4, contact = $5, home_url = $6 WHERE id = $1",
               {id, given.slug, given.name_fa, given.name_en, given.contact, given.home_url});
    return Done{
        ledger::append(
            tx, {.kind = "agency.changed",
                 .subject = id.value,
                 .actor = actor.person.value,
                 .at = now,
                 .before = json::object({{"name_fa", old->name_fa}, {"name_en", old->name_en}, {"contact", old->contact}}),
                 .after = json::object({{"name_fa", given.name_fa}, {"name_en", given.name_en}, {"contact", given.contact}})}),
        Nothing{}};
  });
}

std::vector<Agency> agencies(store::Transaction& tx) {
  // Letters are ordered as Persians do, which neither engine knows.
  std::map<AgencyId, std::multimap<std::string, Agency>> below;
  for (Agency& agency : tx.all<Agency>(all_sql, {}, read_agency)) {
    const AgencyId parent = agency.parent;
    below[parent].emplace(text::sort_key(agency.name_fa), std::move(agency));
  }
  std::vector<Agency> ordered;
  const std::function<void(const AgencyId&)> add = [&](const AgencyId& parent) {
    for (auto& [key, agency] : below[parent]) {
      const AgencyId id = agency.id;
      ordered.push_back(std::move(agency));
      add(id);
    }
  };
  add(AgencyId{});
  return ordered;
}

std::optional<Agency> agency(store::Transaction& tx, const AgencyId& id) { return tx.one<Agency>(by_id_sql, {id}, read_agency); }
std::optional<Agency> agency_by_slug(store::Transaction& tx, std::string_view slug) {
  return tx.one<Agency>(by_slug_sql, {slug}, read_agency);
}

}  // namespace mosharekat::identity
