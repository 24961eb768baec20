// SPDX-License-Identifier: AGPL-3.0-or-later
// Who in the body answers what: contributions given to a unit with an internal deadline (assign() of answer.h), an officer of
// that unit who takes them on, and the queues of both. And the filters that a staff member keeps for a call's list.
#pragma once
#include "consultation/answer.h"

namespace mosharekat::consultation {

// All of a theme that has no decision yet.
Result<int> assign_theme(store::Database& database, const identity::Actor& actor, Instant now, const ThemeId& theme,
                         const identity::AgencyId& unit, const std::optional<Instant>& due_at);
// By an expert or a lead of the unit that it was given to; another of them may take it over.
Result<int> take_on(store::Database& database, const identity::Actor& actor, Instant now,
                    const std::vector<ContributionId>& contributions);

// --- A named officer ---

struct Officer {
  identity::AgencyId unit;
  identity::PersonId person;
};
// By a lead of the unit, for what the unit was given; by a lead of the call, for all of it. The officer is an expert or a lead of
// the unit. No day: the unit's stays. The officer is told by one letter.
Result<int> give(store::Database& database, const identity::Actor& actor, Instant now,
                 const std::vector<ContributionId>& contributions, const Officer& to, const std::optional<Instant>& due_at = {});
Result<int> give_theme(store::Database& database, const identity::Actor& actor, Instant now, const ThemeId& theme,
                       const Officer& to, const std::optional<Instant>& due_at = {});
struct NamedOfficer {
  Officer officer;
  std::string name;
};
// Who works in the unit, by name: those with a role of expert or lead on the unit itself, before those who have it from above.
std::vector<NamedOfficer> officers(store::Transaction& tx, const identity::Agency& unit);
// Units whose officers this person may be asked to name: those where they are a lead.
std::vector<identity::Agency> led_units(store::Transaction& tx, const identity::Actor& actor);

struct Assignment {
  identity::AgencyId unit;
  std::string officer;  // their name; empty: nobody of the unit has taken it on
  std::optional<Instant> due_at;
};
std::optional<Assignment> assignment(store::Transaction& tx, const ContributionId& contribution);

struct Assigned {
  Contribution contribution;
  Assignment assignment;
};
// What was given to the actor's units and has no decision yet, what is due first first: all of it, what nobody has taken on, the
// actor's own, or that of one officer.
enum class Whose { units, nobody, mine, officer };
struct Queue {
  Whose whose = Whose::units;
  identity::PersonId officer{};  // for Whose::officer
};
std::vector<Assigned> assigned(store::Transaction& tx, const identity::Actor& actor, const Queue& queue, int limit, int offset);
std::int64_t assigned_count(store::Transaction& tx, const identity::Actor& actor, const Queue& queue);
// Of the actor's own: how many are past their day.
std::int64_t overdue_count(store::Transaction& tx, const identity::Actor& actor, Instant now);

// Who of a led unit has how much: each officer on the unit itself, whoever else holds something, and first what nobody holds.
struct Load {
  identity::AgencyId unit;
  identity::PersonId officer;  // empty: nobody
  std::string name;
  std::int64_t open = 0, overdue = 0;
};
std::vector<Load> loads(store::Transaction& tx, const identity::Actor& actor, Instant now);

struct SavedFilter {
  std::string id, name;
  std::string query;  // of the address of the list
};
inline constexpr int filter_name_limit = 60;
// The same name again replaces the filter.
Result<void> save_filter(store::Database& database, const identity::Actor& actor, Instant now, const CallId& call,
                         std::string_view name, std::string_view query);
Result<void> drop_filter(store::Database& database, const identity::Actor& actor, Instant now, std::string_view filter);
std::vector<SavedFilter> saved_filters(store::Transaction& tx, const identity::PersonId& person, const CallId& call);

}  // namespace mosharekat::consultation
