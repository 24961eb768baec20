// SPDX-License-Identifier: AGPL-3.0-or-later
// Themes, near-duplicate groups, assignment to units and internal notes: how staff order what people said before they answer it.
#include <algorithm>
#include <set>

#include "base/json_text.h"
#include "base/text.h"
#include "consultation/answer.h"
#include "consultation/contribution_store.h"
#include "insight/duplicates.h"
#include "ledger/ledger.h"

namespace mosharekat::consultation {

using identity::Role;
using ledger::Done;
using ledger::Nothing;
using Invalid = mosharekat::Code;

namespace {

Result<Owned> answering(store::Transaction& tx, const identity::Actor& actor, const CallId& id) {
  Owned owned = TRY(locked_call(tx, id));
  if (!prepares(actor, owned.call)) return Error{Invalid::denied, "call.error.not_yours"};
  if (!is_public(owned.call.state)) return Error{Invalid::conflict, "call.error.wrong_state"};
  TRY(no_report_waits(tx, id));
  // The published report names the themes and counts their members.
  if (owned.call.state == State::reported || owned.call.state == State::decided || owned.call.state == State::feedback ||
      owned.call.state == State::evaluated)
    return Error{Invalid::conflict, "theme.error.reported"};
  return owned;
}

Result<CallId> call_of_theme(store::Transaction& tx, const ThemeId& theme) {
  auto found = tx.one<CallId>("SELECT call FROM theme WHERE id = $1", {theme}, [](store::Row& row) { return row.id<CallId>(); });
  if (!found) return Error{Invalid::not_found, "theme.error.unknown"};
  return *found;
}

Result<EditTheme> tidied(const EditTheme& ask) {
  EditTheme out{text::tidy_line(ask.name_fa), text::tidy_line(ask.name_en), text::tidy(ask.summary_fa),
                text::tidy(ask.summary_en)};
  if (out.name_fa.empty()) return Error{Invalid::invalid, "theme.error.name", {}, "name_fa"};
  if (text::length(out.name_fa) > 120 || text::length(out.name_en) > 120)
    return Error{Invalid::invalid, "theme.error.name_long", {}, "name_fa"};
  if (text::length(out.summary_fa) > 5000 || text::length(out.summary_en) > 5000)
    return Error{Invalid::invalid, "contribution.error.too_long", {{"limit", std::int64_t{5000}}}, "summary_fa"};
  return out;
}

}  // namespace

Result<ThemeId> make_theme(store::Database& database, const identity::Actor& actor, Instant now, const CallId& id,
                           const EditTheme& ask) {
  const EditTheme given = TRY(tidied(ask));
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<ThemeId>> {
    TRY(answering(tx, actor, id));
    const ThemeId theme = ThemeId::make(now);
    tx.execute(
        "INSERT INTO theme (id, call, position, name_fa, name_en, summary_fa, summary_en, made_by, at)"
        " SELECT $1, $2, COALESCE(MAX(position), 0) + 1, $3, $4, $5, $6, $7, $8 FROM theme WHERE call = $2",
        {theme, id, given.name_fa, given.name_en, given.summary_fa, given.summary_en, actor.person, now});
    return Done{ledger::append(tx, {.kind = "theme.made",
                                    .subject = id.value,
                                    .actor = actor.person.value,
                                    .at = now,
                                    .after = json::object({{"name", given.name_fa}})}),
                theme};
  });
}

Result<void> edit_theme(store::Database& database, const identity::Actor& actor, Instant now, const ThemeId& theme,
                        const EditTheme& ask) {
  const EditTheme given = TRY(tidied(ask));
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<Nothing>> {
    const CallId id = TRY(call_of_theme(tx, theme));
    TRY(answering(tx, actor, id));
    tx.execute("UPDATE theme SET name_fa = $2, name_en = $3, summary_fa = $4, summary_en = $5 WHERE id = $1",
               {theme, given.name_fa, given.name_en, given.summary_fa, given.summary_en});
    return Done{ledger::append(tx, {.kind = "theme.edited",
                                    .subject = id.value,
                                    .actor = actor.person.value,
                                    .at = now,
                                    .after = json::object({{"name", given.name_fa}})}),
                Nothing{}};
  });
}

namespace {

Result<int> change_members(store::Database& database, const identity::Actor& actor, Instant now, const ThemeId& theme,
                           const std::vector<ContributionId>& contributions, bool put) {
  if (contributions.empty()) return Error{Invalid::invalid, "disposition.error.none_chosen"};
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<int>> {
    const CallId id = TRY(call_of_theme(tx, theme));
    TRY(answering(tx, actor, id));
    std::int64_t changed = 0;
    for (const ContributionId& member : contributions) {
      const auto found = contribution(tx, member);
      if (!found || found->call != id) return Error{Invalid::not_found, "contribution.error.unknown"};
      changed += put ? tx.execute(
                           "INSERT INTO theme_member (theme, contribution, assigned_by, at) VALUES ($1, $2, $3, $4) ON CONFLICT "
                           "(theme, contribution) DO NOTHING",
                           {theme, member, actor.person, now})
                     : tx.execute("DELETE FROM theme_member WHERE theme = $1 AND contribution = $2", {theme, member});
    }
    return Done{ledger::append(tx, {.kind = put ? "theme.filled" : "theme.thinned",
                                    .subject = id.value,
                                    .actor = actor.person.value,
                                    .at = now,
                                    .after = json::object({{"theme", theme.value}, {"count", std::to_string(changed)}})}),
                static_cast<int>(changed)};
  });
}

}  // namespace

Result<int> put_in_theme(store::Database& database, const identity::Actor& actor, Instant now, const ThemeId& theme,
                         const std::vector<ContributionId>& contributions) {
  return change_members(database, actor, now, theme, contributions, true);
}

Result<int> take_from_theme(store::Database& database, const identity::Actor& actor, Instant now, const ThemeId& theme,
                            const std::vector<ContributionId>& contributions) {
  return change_members(database, actor, now, theme, contributions, false);
}

std::vector<Theme> themes(store::Transaction& tx, const CallId& call) {
  auto found = tx.all<Theme>(
      "SELECT t.id, t.position, t.name_fa, t.name_en, t.summary_fa, t.summary_en,"
      " (SELECT COUNT(*) FROM theme_member m JOIN contribution k ON k.id = m.contribution WHERE m.theme = t.id AND k.state IN "
      "('published', 'waiting')),"
      " (SELECT COUNT(*) FROM theme_member m JOIN disposition d ON d.contribution = m.contribution WHERE m.theme = t.id)"
      " FROM theme t WHERE t.call = $1 ORDER BY t.position",
      {call}, [](store::Row& row) {
        Theme theme;
        theme.id = row.id<ThemeId>();
        theme.position = row.integer();
        theme.name_fa = row.text();
        theme.name_en = row.text();
        theme.summary_fa = row.text();
        theme.summary_en = row.text();
        theme.contributions = row.integer();
        theme.decided = row.integer();
        return theme;
      });
  for (Theme& theme : found) {
    const auto texts = tx.all<std::string>(
        "SELECT k.body || ' ' || k.replacement FROM theme_member m JOIN contribution k ON k.id = m.contribution WHERE m.theme = "
        "$1 AND k.state IN ('published', 'waiting')"
        " ORDER BY k.number",
        {theme.id}, [](store::Row& row) { return row.text(); });
    theme.distinct_texts = static_cast<std::int64_t>(insight::near_duplicates(texts).count);
  }
  return found;
}

std::vector<Group> near_duplicate_groups(store::Transaction& tx, const CallId& call) {
  static const std::string sql =
      contribution_columns() + "WHERE k.call = $1 AND NOT k.official AND k.state IN ('published', 'waiting') ORDER BY k.number";
  auto all = tx.all<Contribution>(sql, {call}, read_contribution);
  std::vector<std::string> texts;
  for (const Contribution& one : all) texts.push_back(one.body + " " + one.replacement);
  const insight::Clusters clusters = insight::near_duplicates(texts);
  std::vector<Group> groups(clusters.count);
  for (std::size_t i = 0; i < all.size(); ++i) groups[clusters.of[i]].contributions.push_back(std::move(all[i]));
  std::set<std::string> themed;
  for (store::Row row :
       tx.query("SELECT m.contribution FROM theme_member m JOIN theme t ON t.id = m.theme WHERE t.call = $1", {call}))
    themed.insert(row.text());
  std::erase_if(groups, [&](const Group& group) {
    return group.contributions.size() < 2 || std::all_of(
                                                 group.contributions.begin(), group.contributions.end(),
                                                 [&](const Contribution& one) { return themed.contains(one.id.value); });
  });
  std::stable_sort(groups.begin(), groups.end(),
                   [](const Group& left, const Group& right) { return left.contributions.size() > right.contributions.size(); });
  return groups;
}

std::optional<identity::Agency> assigned_unit(store::Transaction& tx, const ContributionId& id) {
  const auto unit = tx.one<identity::AgencyId>("SELECT unit FROM assignment WHERE contribution = $1", {id},
                                               [](store::Row& row) { return row.id<identity::AgencyId>(); });
  return unit ? identity::agency(tx, *unit) : std::nullopt;
}

Result<int> assign(store::Database& database, const identity::Actor& actor, Instant now,
                   const std::vector<ContributionId>& contributions, const identity::AgencyId& unit,
                   const std::optional<Instant>& due_at) {
  if (contributions.empty()) return Error{Invalid::invalid, "disposition.error.none_chosen"};
  if (due_at && *due_at < now) return Error{Invalid::invalid, "disposition.error.due_past", {}, "due"};
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<int>> {
    const auto target = identity::agency(tx, unit);
    if (!target) return Error{Invalid::invalid, "call.error.agency_unknown", {}, "unit"};
    std::optional<ledger::Recorded> recorded;
    for (const ContributionId& id : contributions) {
      const Placed place = TRY(placed(tx, id));
      if (!prepares(actor, place.call)) return Error{Invalid::denied, "call.error.not_yours"};
      // Only units of the same body: another body's people may not read what is not public yet.
      if (target->path.find("/" + place.agency.id.value + "/") == std::string::npos)
        return Error{Invalid::denied, "disposition.error.unit", {}, "unit"};
      tx.execute(
          "INSERT INTO assignment (contribution, unit, officer, due_at, at) VALUES ($1, $2, NULL, $3, $4)"
          " ON CONFLICT (contribution) DO UPDATE SET unit = excluded.unit, officer = CASE WHEN assignment.unit = excluded.unit "
          "THEN assignment.officer ELSE NULL END, due_at = excluded.due_at, at = excluded.at",
          {id, unit, due_at, now});
      recorded = ledger::append(tx, {.kind = "contribution.assigned",
                                     .subject = id.value,
                                     .actor = actor.person.value,
                                     .at = now,
                                     .after = json::object({{"unit", unit.value}})});
    }
    return Done{*recorded, static_cast<int>(contributions.size())};
  });
}

Result<void> add_note(store::Database& database, const identity::Actor& actor, Instant now, const ContributionId& id,
                      std::string_view given) {
  const std::string note = text::tidy(given);
  if (note.empty()) return Error{Invalid::invalid, "disposition.error.note_empty", {}, "note"};
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<Nothing>> {
    const Placed place = TRY(placed(tx, id));
    const auto unit = assigned_unit(tx, id);
    if (!prepares(actor, place.call) && !moderates(actor, place.call, place.agency) && !(unit && actor.has(Role::expert, *unit)))
      return Error{Invalid::denied, "call.error.not_yours"};
    tx.execute("INSERT INTO internal_note (id, contribution, by_person, text, at) VALUES ($1, $2, $3, $4, $5)",
               {new_id(now), id, actor.person, note, now});
    return Done{ledger::append(tx, {.kind = "contribution.noted",
                                    .subject = id.value,
                                    .actor = actor.person.value,
                                    .at = now,
                                    .after = json::object({{"note", note}})}),
                Nothing{}};
  });
}

std::vector<InternalNote> notes(store::Transaction& tx, const ContributionId& contribution) {
  return tx.all<InternalNote>(
      "SELECT p.name, n.text, n.at FROM internal_note n JOIN person p ON p.id = n.by_person WHERE n.contribution = $1 ORDER BY "
      "n.at, n.id",
      {contribution}, [](store::Row& row) {
        std::string author = row.text();
        std::string text = row.text();
        return InternalNote{std::move(author), std::move(text), row.time()};
      });
}

}  // namespace mosharekat::consultation
