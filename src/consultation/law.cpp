// SPDX-License-Identifier: AGPL-3.0-or-later
#include "consultation/law.h"

#include <algorithm>

#include "base/json_text.h"
#include "base/text.h"
#include "ledger/ledger.h"

namespace mosharekat::consultation {

using identity::Role;
using ledger::Done;
using ledger::Nothing;

namespace {

const std::string columns = "SELECT id, agency, name, article, adopted, address, retired FROM law ";
const std::string one_sql = columns + "WHERE id = $1";
const std::string offered_sql = columns + "WHERE $1 LIKE '%/' || agency || '/%' AND NOT retired ORDER BY name, article, id";
const std::string of_agency_sql = columns + "WHERE agency = $1 ORDER BY name, article, id";

Law read_law(store::Row& row) {
  Law found;
  found.id = row.id<LawId>();
  found.agency = row.id<identity::AgencyId>();
  found.text.name = row.text();
  found.text.article = row.text();
  found.text.adopted = row.text();
  found.text.address = row.text();
  found.retired = row.boolean();
  return found;
}

Result<LawText> tidied(const LawText& given) {
  LawText out{text::tidy_line(given.name), text::tidy_line(given.article), text::tidy_line(given.adopted),
              text::tidy_line(given.address)};
  if (out.name.empty()) return Error{Code::invalid, "law.error.name", {}, "name"};
  const auto too_long = [](std::int64_t limit, std::string field) {
    return Error{Code::invalid, "contribution.error.too_long", {{"limit", limit}}, std::move(field)};
  };
  if (text::length(out.name) > 300) return too_long(300, "name");
  if (text::length(out.article) > 60) return too_long(60, "article");
  if (text::length(out.adopted) > 40) return too_long(40, "adopted");
  if (text::length(out.address) > 500) return too_long(500, "address");
  // The address becomes a link on the page.
  if (!out.address.empty() && !out.address.starts_with("https://") && !out.address.starts_with("http://"))
    return Error{Code::invalid, "law.error.address", {}, "address"};
  return out;
}

std::string told(const LawText& text) {
  return json::object({{"name", text.name}, {"article", text.article}, {"adopted", text.adopted}, {"address", text.address}});
}

// The body that a unit belongs to.
const identity::Agency* body_of(const std::vector<identity::Agency>& all, const identity::AgencyId& id) {
  const auto at = std::find_if(all.begin(), all.end(), [&](const identity::Agency& one) { return one.id == id; });
  if (at == all.end()) return nullptr;
  return at->kind == identity::AgencyKind::unit && !at->parent.empty() ? body_of(all, at->parent) : &*at;
}

bool keeps(const std::vector<identity::Agency>& all, const identity::Actor& actor, const identity::Agency& body) {
  if (actor.has(Role::expert, body) || actor.has(Role::lead, body)) return true;
  return std::any_of(actor.grants.begin(), actor.grants.end(), [&](const identity::Grant& grant) {
    if (grant.role != Role::expert && grant.role != Role::lead) return false;
    const identity::Agency* own = body_of(all, grant.agency);
    return own && own->id == body.id;
  });
}

bool stands(store::Transaction& tx, const identity::AgencyId& agency, const LawText& text, const LawId& except) {
  return tx.count("SELECT COUNT(*) FROM law WHERE agency = $1 AND name = $2 AND article = $3 AND id <> $4",
                  {agency, text.name, text.article, except}) > 0;
}

}  // namespace

std::string citation(const LawText& law) {
  // Answers are written in Persian, whatever the language of the officer's pages.
  std::string said = law.article.empty()
                         ? law.name
                         : locale::sentence(Language::fa, "law.cited", {{"article", law.article}, {"name", law.name}});
  if (!law.adopted.empty()) said += " " + locale::sentence(Language::fa, "law.cited_adopted", {{"date", law.adopted}});
  return said;
}

std::vector<identity::Agency> kept_banks(store::Transaction& tx, const identity::Actor& actor) {
  const auto all = identity::agencies(tx);
  std::vector<identity::Agency> kept;
  for (const identity::Agency& body : all)
    if (body.kind != identity::AgencyKind::unit && keeps(all, actor, body)) kept.push_back(body);
  return kept;
}

Result<void> may_keep_bank(store::Transaction& tx, const identity::Actor& actor, const identity::AgencyId& agency) {
  for (const identity::Agency& body : kept_banks(tx, actor))
    if (body.id == agency) return {};
  return Error{Code::denied, "law.error.not_yours"};
}

Result<LawId> add_law(store::Database& database, const identity::Actor& actor, Instant now, const identity::AgencyId& agency,
                      const LawText& text) {
  const LawText given = TRY(tidied(text));
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<LawId>> {
    TRY(may_keep_bank(tx, actor, agency));
    const LawId id = LawId::make(now);
    if (tx.execute("INSERT INTO law (id, agency, name, article, adopted, address, retired, made_by, at) VALUES ($1, $2, $3, $4, "
                   "$5, $6, $7, $8, $9) ON CONFLICT (agency, name, article) DO NOTHING",
                   {id, agency, given.name, given.article, given.adopted, given.address, false, actor.person, now}) != 1)
      return Error{Code::conflict, "law.error.twice", {}, "name"};
    return Done{
        ledger::append(
            tx, {.kind = "law.added", .subject = agency.value, .actor = actor.person.value, .at = now, .after = told(given)}),
        id};
  });
}

Result<void> edit_law(store::Database& database, const identity::Actor& actor, Instant now, const LawId& id,
                      const LawText& text) {
  const LawText given = TRY(tidied(text));
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<Nothing>> {
    const auto former = law(tx, id);
    if (!former) return Error{Code::not_found, "law.error.unknown"};
    TRY(may_keep_bank(tx, actor, former->agency));
    if (stands(tx, former->agency, given, id)) return Error{Code::conflict, "law.error.twice", {}, "name"};
    tx.execute("UPDATE law SET name = $2, article = $3, adopted = $4, address = $5 WHERE id = $1",
               {id, given.name, given.article, given.adopted, given.address});
    return Done{ledger::append(tx, {.kind = "law.edited",
                                    .subject = former->agency.value,
                                    .actor = actor.person.value,
                                    .at = now,
                                    .before = told(former->text),
                                    .after = told(given)}),
                Nothing{}};
  });
}

Result<void> retire_law(store::Database& database, const identity::Actor& actor, Instant now, const LawId& id, bool retired) {
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<Nothing>> {
    const auto former = law(tx, id);
    if (!former) return Error{Code::not_found, "law.error.unknown"};
    TRY(may_keep_bank(tx, actor, former->agency));
    tx.execute("UPDATE law SET retired = $2 WHERE id = $1", {id, retired});
    return Done{ledger::append(tx, {.kind = retired ? "law.retired" : "law.restored",
                                    .subject = former->agency.value,
                                    .actor = actor.person.value,
                                    .at = now,
                                    .after = told(former->text)}),
                Nothing{}};
  });
}

std::optional<Law> law(store::Transaction& tx, const LawId& id) { return tx.one<Law>(one_sql, {id}, read_law); }

std::vector<Law> laws(store::Transaction& tx, const identity::AgencyId& agency) {
  return tx.all<Law>(of_agency_sql, {agency}, read_law);
}

std::vector<Law> offered_laws(store::Transaction& tx, const identity::Agency& agency) {
  return tx.all<Law>(offered_sql, {agency.path}, read_law);
}

}  // namespace mosharekat::consultation
