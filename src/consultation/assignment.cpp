// SPDX-License-Identifier: AGPL-3.0-or-later
#include "consultation/assignment.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "base/json_text.h"
#include "base/text.h"
#include "consultation/contribution_store.h"
#include "ledger/ledger.h"
#include "outbox/outbox.h"

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

// $1: the units; $2: of whom: a person, 'nobody', or '' for all.
const std::string condition =
    "JOIN assignment a ON a.contribution = k.id WHERE $1 LIKE '%,' || a.unit || ',%' AND ($2 = '' OR a.officer = $2 OR ($2 = "
    "'nobody' AND a.officer IS NULL)) AND k.state IN ('published', 'waiting') AND NOT EXISTS (SELECT 1 FROM disposition d WHERE "
    "d.contribution = k.id) ";
const std::string count_sql = "SELECT COUNT(*) FROM contribution k " + condition;

std::string of_whom(const identity::Actor& actor, const Queue& queue) {
  switch (queue.whose) {
    case Whose::units: return "";
    case Whose::nobody: return "nobody";
    case Whose::mine: return actor.person.value;
    case Whose::officer: return queue.officer.value;
  }
  return "";
}

std::vector<ContributionId> undecided_of(store::Database& database, const ThemeId& theme) {
  return database.read([&](store::Transaction& tx) {
    return tx.all<ContributionId>(
        "SELECT m.contribution FROM theme_member m WHERE m.theme = $1 AND NOT EXISTS (SELECT 1 FROM disposition d WHERE "
        "d.contribution = m.contribution) ORDER BY m.contribution",
        {theme}, [](store::Row& row) { return row.id<ContributionId>(); });
  });
}

// Who may say which officer answers: a lead of the unit for what it was given already, a lead of the call for anything in it.
Result<void> may_give(const identity::Actor& actor, const Placed& place, const identity::Agency& unit, bool has_it) {
  if (leads(actor, place.call)) return {};
  if (actor.has(Role::lead, unit) && (has_it || prepares(actor, place.call))) return {};
  return Error{Invalid::denied, "assignment.error.not_lead"};
}

// One letter for all that was given at once.
void tell_officer(store::Transaction& tx, const identity::Actor& by, const identity::PersonId& to,
                  const std::vector<ContributionId>& given, const std::vector<Placed>& places,
                  const std::optional<Instant>& due_at, Instant now) {
  const auto officer = identity::person(tx, to);
  if (!officer || officer->email.empty() || to == by.person) return;
  const Language language = officer->language;
  std::string calls;
  std::set<std::string> seen;
  for (const Placed& place : places)
    if (seen.insert(place.call.id.value).second)
      calls += "– " + text_of(texts(tx, place.call.id), "title", code(language)) + "\n";
  const std::vector<Argument> arguments{
      {"count", static_cast<std::int64_t>(given.size())},
      {"name", by.name},
      {"calls", calls},
      {"due", due_at ? locale::sentence(language, "assignment.mail.due", {{"date", *due_at - Milliseconds{1}}}) : ""},
      {"link", std::string(outbox::site) + (language == Language::fa ? "" : "/en") + "/desk/assigned?whose=mine"}};
  outbox::owe(tx, now,
              {.key = "assignment:" + to.value + ":" + given.front().value + ":" + std::to_string(milliseconds(now)),
               .address = officer->email,
               .language = language,
               .subject = locale::sentence(language, "assignment.mail.subject", arguments),
               .body = text::tidy(locale::sentence(language, "assignment.mail.body", arguments))});
}

}  // namespace

Result<int> assign_theme(store::Database& database, const identity::Actor& actor, Instant now, const ThemeId& theme,
                         const identity::AgencyId& unit, const std::optional<Instant>& due_at) {
  return assign(database, actor, now, undecided_of(database, theme), unit, due_at);
}

Result<int> give_theme(store::Database& database, const identity::Actor& actor, Instant now, const ThemeId& theme,
                       const Officer& to, const std::optional<Instant>& due_at) {
  return give(database, actor, now, undecided_of(database, theme), to, due_at);
}

Result<int> give(store::Database& database, const identity::Actor& actor, Instant now,
                 const std::vector<ContributionId>& contributions, const Officer& to, const std::optional<Instant>& due_at) {
  if (contributions.empty()) return Error{Invalid::invalid, "disposition.error.none_chosen"};
  if (due_at && *due_at < now) return Error{Invalid::invalid, "disposition.error.due_past", {}, "due"};
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<int>> {
    const auto unit = identity::agency(tx, to.unit);
    if (!unit) return Error{Invalid::invalid, "call.error.agency_unknown", {}, "unit"};
    const auto officer = identity::actor(tx, to.person);
    if (!officer || !officer->staff || !works_in(*officer, *unit))
      return Error{Invalid::invalid, "assignment.error.officer", {}, "unit"};
    std::optional<ledger::Recorded> recorded;
    std::vector<Placed> places;
    for (const ContributionId& id : contributions) {
      const Placed place = TRY(placed(tx, id));
      const auto holder = assigned_unit(tx, id);
      TRY(may_give(actor, place, *unit, holder && holder->id == unit->id));
      // As assign(): only units of the same body.
      if (unit->path.find("/" + place.agency.id.value + "/") == std::string::npos)
        return Error{Invalid::denied, "disposition.error.unit", {}, "unit"};
      tx.execute(
          "INSERT INTO assignment (contribution, unit, officer, due_at, at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT "
          "(contribution) DO UPDATE SET unit = excluded.unit, officer = excluded.officer, due_at = COALESCE(excluded.due_at, "
          "assignment.due_at), at = excluded.at",
          {id, unit->id, to.person, due_at, now});
      recorded = ledger::append(tx, {.kind = "contribution.given",
                                     .subject = id.value,
                                     .actor = actor.person.value,
                                     .at = now,
                                     .after = json::object({{"unit", unit->id.value}, {"officer", to.person.value}})});
      places.push_back(place);
    }
    tell_officer(tx, actor, to.person, contributions, places, due_at, now);
    return Done{*recorded, static_cast<int>(contributions.size())};
  });
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

std::vector<Assigned> assigned(store::Transaction& tx, const identity::Actor& actor, const Queue& queue, int limit, int offset) {
  // Made when it is first asked for: the columns are a constant of another file.
  static const std::string queue_sql =
      contribution_columns() + condition + "ORDER BY a.due_at IS NULL, a.due_at, k.call, k.number LIMIT $3 OFFSET $4";
  std::vector<Assigned> found;
  for (Contribution& one :
       tx.all<Contribution>(queue_sql, {units_of(tx, actor), of_whom(actor, queue), limit, offset}, read_contribution)) {
    Assignment given = assignment(tx, one.id).value();
    found.push_back({std::move(one), std::move(given)});
  }
  return found;
}

std::int64_t assigned_count(store::Transaction& tx, const identity::Actor& actor, const Queue& queue) {
  return tx.count(count_sql, {units_of(tx, actor), of_whom(actor, queue)});
}

std::int64_t overdue_count(store::Transaction& tx, const identity::Actor& actor, Instant now) {
  static const std::string sql = count_sql + "AND a.due_at <= $3";
  return tx.count(sql, {units_of(tx, actor), actor.person, now});
}

std::vector<NamedOfficer> officers(store::Transaction& tx, const identity::Agency& unit) {
  std::vector<NamedOfficer> own, from_above;
  for (const identity::StaffMember& member : identity::staff(tx)) {
    bool here = false, above = false;
    for (const identity::Grant& grant : member.grants) {
      if (grant.role != Role::expert && grant.role != Role::lead) continue;
      here = here || grant.agency == unit.id;
      above = above || unit.path.find("/" + grant.agency.value + "/") != std::string::npos;
    }
    if (here || above) (here ? own : from_above).push_back({{unit.id, member.person.id}, member.person.name});
  }
  own.insert(own.end(), from_above.begin(), from_above.end());
  return own;
}

std::vector<identity::Agency> led_units(store::Transaction& tx, const identity::Actor& actor) {
  std::vector<identity::Agency> led = identity::agencies(tx);
  std::erase_if(led, [&](const identity::Agency& agency) { return !actor.has(Role::lead, agency); });
  return led;
}

std::vector<Load> loads(store::Transaction& tx, const identity::Actor& actor, Instant now) {
  std::vector<Load> found;
  for (const identity::Agency& unit : led_units(tx, actor)) {
    std::vector<Load> here = tx.all<Load>(
        "SELECT COALESCE(a.officer, ''), COALESCE(p.name, ''), COUNT(*), SUM(CASE WHEN a.due_at <= $2 THEN 1 ELSE 0 END) FROM "
        "assignment a JOIN contribution k ON k.id = a.contribution LEFT JOIN person p ON p.id = a.officer WHERE a.unit = $1 AND "
        "k.state IN ('published', 'waiting') AND NOT EXISTS (SELECT 1 FROM disposition d WHERE d.contribution = k.id) GROUP BY "
        "a.officer, p.name ORDER BY p.name",
        {unit.id, now}, [&](store::Row& row) {
          Load load;
          load.unit = unit.id;
          load.officer = row.id<identity::PersonId>();
          load.name = row.text();
          load.open = row.integer();
          load.overdue = row.integer();
          return load;
        });
    if (here.empty()) continue;
    for (const NamedOfficer& one : officers(tx, unit)) {
      const bool holds =
          std::any_of(here.begin(), here.end(), [&](const Load& load) { return load.officer == one.officer.person; });
      if (!holds) here.push_back({unit.id, one.officer.person, one.name});
    }
    std::stable_sort(here.begin(), here.end(), [](const Load& one, const Load& other) {
      return std::tuple(!one.officer.empty(), -one.open) < std::tuple(!other.officer.empty(), -other.open);
    });
    found.insert(found.end(), here.begin(), here.end());
  }
  return found;
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
