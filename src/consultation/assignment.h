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
// What was given to the actor's units and has no decision yet, what is due first first.
enum class Whose { units, mine };
std::vector<Assigned> assigned(store::Transaction& tx, const identity::Actor& actor, Whose whose, int limit, int offset);
std::int64_t assigned_count(store::Transaction& tx, const identity::Actor& actor, Whose whose);

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
