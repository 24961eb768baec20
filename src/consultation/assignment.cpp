// SPDX-License-Identifier: AGPL-3.0-or-later
#include "consultation/assignment.h"

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

bool works_in(const identity::Actor& actor, const identity::Agency& unit) {
  return actor.has(Role::expert, unit) || actor.has(Role::lead, unit);
}

std::string units_of(store::Transaction& tx, const identity::Actor& actor) {
  std::string ids = ",";
  for (const identity::Agency& agency : identity::agencies(tx))
    if (works_in(actor, agency)) ids += agency.id.value + ",";
  return ids;
}

// $1: the units; $2: the person, or ''.
const std::string condition =
    "JOIN assignment a ON a.contribution = k.id WHERE $1 LIKE '%,' || a.unit || ',%' AND ($2 = '' OR a.officer = $2) AND k.state "
    "IN ('published', 'waiting') AND NOT EXISTS (SELECT 1 FROM disposition d WHERE d.contribution = k.id) ";
const std::string count_sql = "SELECT COUNT(*) FROM contribution k " + condition;
std::string officer(const identity::Actor& actor, Whose whose) { return whose == Whose::mine ? actor.person.value : ""; }

}  // namespace

Result<int> assign_theme(store::Database& database, const identity::Actor& actor, Instant now, const ThemeId& theme,
                         const identity::AgencyId& unit, const std::optional<Instant>& due_at) {
  const auto members = database.read([&](store::Transaction& tx) {
    return tx.all<ContributionId>(
        "SELECT m.contribution FROM theme_member m WHERE m.theme = $1 AND NOT EXISTS (SELECT 1 FROM disposition d WHERE "
        "d.contribution = m.contribution) ORDER BY m.contribution",
        {theme}, [](store::Row& row) { return row.id<ContributionId>(); });
  });
  return assign(database, actor, now, members, unit, due_at);
}

Result<int> take_on(store::Database& database, const identity::Actor& actor, Instant now,
                    const std::vector<ContributionId>& contributions) {
  if (contributions.empty()) return Error{Invalid::invalid, "disposition.error.none_chosen"};
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<int>> {
    std::optional<ledger::Recorded> recorded;
    for (const ContributionId& id : contributions) {
      const auto unit = assigned_unit(tx, id);
      if (!unit || !works_in(actor, *unit)) return Error{Invalid::denied, "call.error.not_yours"};
      tx.execute("UPDATE assignment SET officer = $2 WHERE contribution = $1", {id, actor.person});
      recorded =
          ledger::append(tx, {.kind = "contribution.taken_on", .subject = id.value, .actor = actor.person.value, .at = now});
    }
    return Done{*recorded, static_cast<int>(contributions.size())};
  });
}

std::optional<Assignment> assignment(store::Transaction& tx, const ContributionId& contribution) {
  return tx.one<Assignment>(
      "SELECT a.unit, p.name, a.due_at FROM assignment a LEFT JOIN person p ON p.id = a.officer WHERE a.contribution = $1",
      {contribution}, [](store::Row& row) {
        Assignment found;
        found.unit = row.id<identity::AgencyId>();
        found.officer = row.maybe(&store::Row::text).value_or("");
        found.due_at = row.maybe(&store::Row::time);
        return found;
      });
}

std::vector<Assigned> assigned(store::Transaction& tx, const identity::Actor& actor, Whose whose, int limit, int offset) {
  // Made when it is first asked for: the columns are a constant of another file.
  static const std::string queue_sql =
      contribution_columns() + condition + "ORDER BY a.due_at IS NULL, a.due_at, k.call, k.number LIMIT $3 OFFSET $4";
  std::vector<Assigned> queue;
  for (Contribution& found :
       tx.all<Contribution>(queue_sql, {units_of(tx, actor), officer(actor, whose), limit, offset}, read_contribution)) {
    Assignment given = assignment(tx, found.id).value();
    queue.push_back({std::move(found), std::move(given)});
  }
  return queue;
}

std::int64_t assigned_count(store::Transaction& tx, const identity::Actor& actor, Whose whose) {
  return tx.count(count_sql, {units_of(tx, actor), officer(actor, whose)});
}

Result<void> save_filter(store::Database& database, const identity::Actor& actor, Instant now, const CallId& call,
                         std::string_view given, std::string_view query) {
  const std::string name = text::tidy_line(given);
  if (name.empty()) return Error{Invalid::invalid, "desk.error.filter_name", {}, "filter_name"};
  if (text::length(name) > filter_name_limit || query.size() > 1000)
    return Error{Invalid::invalid, "contribution.error.too_long", {{"limit", std::int64_t{filter_name_limit}}}, "filter_name"};
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<Nothing>> {
    const Owned owned = TRY(owned_call(tx, call));
    tx.execute(
        "INSERT INTO saved_filter (id, person, call, name, query, at) VALUES ($1, $2, $3, $4, $5, $6)"
        " ON CONFLICT (person, call, name) DO UPDATE SET query = excluded.query, at = excluded.at",
        {new_id(now), actor.person, owned.call.id, name, query, now});
    return Done{
        ledger::append(tx, {.kind = "filter.saved", .subject = actor.person.value, .actor = actor.person.value, .at = now}),
        Nothing{}};
  });
}

Result<void> drop_filter(store::Database& database, const identity::Actor& actor, Instant now, std::string_view filter) {
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<Nothing>> {
    if (tx.execute("DELETE FROM saved_filter WHERE id = $1 AND person = $2", {filter, actor.person}) != 1)
      return Error{Invalid::not_found, "desk.error.filter_unknown"};
    return Done{
        ledger::append(tx, {.kind = "filter.dropped", .subject = actor.person.value, .actor = actor.person.value, .at = now}),
        Nothing{}};
  });
}

std::vector<SavedFilter> saved_filters(store::Transaction& tx, const identity::PersonId& person, const CallId& call) {
  return tx.all<SavedFilter>("SELECT id, name, query FROM saved_filter WHERE person = $1 AND call = $2 ORDER BY name, id",
                             {person, call}, [](store::Row& row) {
                               std::string id = row.text();
                               std::string name = row.text();
                               return SavedFilter{std::move(id), std::move(name), row.text()};
                             });
}

}  // namespace mosharekat::consultation
