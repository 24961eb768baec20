// SPDX-License-Identifier: AGPL-3.0-or-later
// Approval routes: which steps an act of an agency passes before it is carried out, as data. A step is held by a role on a unit
// or by one person. Steps are decided in their order, each by another person, none by the author; each may return the proposal
// with a note (عودت). Where an agency has no route there is one step: an approver of the agency that owns the call. A deputy
// (جانشین) decides in an absent person's place between two dates; both names are kept.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "consultation/call.h"

namespace mosharekat::consultation {

using RouteId = Id<struct RouteTag>;
using DeputyId = Id<struct DeputyTag>;

inline constexpr std::string_view all_acts[] = {"opening", "extension", "suspension", "resumption", "withdrawal", "report"};

struct Step {
  std::int64_t position = 1;
  std::string title_fa{}, title_en{};    // "مدیرکل حقوقی"; empty: the name of its role
  std::optional<identity::Role> role{};  // on the unit or above; or
  identity::AgencyId unit{};
  identity::PersonId person{};  // this person
};
struct Route {
  identity::AgencyId agency{};
  std::string act{};  // empty: every act without a route of its own
  std::vector<Step> steps{};
};
// Replaces the route of the same agency and act; without steps it is removed, and what holds above it holds again. What is on its
// way already keeps its steps. By the agency's administrator.
Result<void> set_route(store::Database& database, const identity::Actor& actor, Instant now, const Route& route);
std::vector<Route> routes(store::Transaction& tx);  // agencies in the order of the tree
// The steps that hold for an act: of the nearest agency above, there of the act before every act.
std::vector<Step> route_for(store::Transaction& tx, const identity::Agency& agency, std::string_view act);

// --- One proposal on its way ---

struct Decision {
  Step step;
  std::optional<std::string> verdict{};  // approved or returned
  identity::PersonId decided_by{}, on_behalf_of{};
  std::optional<Instant> decided_at{};
  std::string note{};
};
std::vector<Decision> decisions(store::Transaction& tx, const ApprovalId& approval);

// Files a proposal with the steps of its route. Part of the caller's transaction; refused while another waits for the same call.
struct NewApproval {
  std::string_view act;
  Reason reason{};
  std::optional<Instant> until{};
  std::string subject{};
};
Result<ApprovalId> file_approval(store::Transaction& tx, const Call& call, const identity::Actor& actor, Instant now,
                                 const NewApproval& ask);

// Who may decide on a step. Pure. `absent`: those whose deputy the actor is at this instant. Answers in whose place the actor
// decides; empty: in the own name.
struct Held {
  Step step;
  std::string unit_path{};
};
Result<identity::PersonId> may_decide(const identity::Actor& actor, const std::vector<identity::Actor>& absent, const Held& held,
                                      const identity::PersonId& proposed_by, const std::vector<Decision>& earlier);
// The same for the step that an approval waits at.
Result<identity::PersonId> may_decide(store::Transaction& tx, const identity::Actor& actor, const Approval& approval,
                                      Instant now);

// The lead takes a proposal back before it is decided; an opening is in drafting again.
Result<void> take_back(store::Database& database, const identity::Actor& actor, Instant now, const ApprovalId& approval);

// What an approval at this instant makes of a proposed opening. Nobody loses days because an approver was absent: a call does not
// open without its approval, an opening day that has passed becomes the first lawful one, and the period is whole again (a
// shorter one keeps the length that was approved).
struct Settled {
  Instant opens_at, closes_at;
  bool moved = false;
};
Settled settle_opening(const Call& call, Instant now, const Holidays& holidays);

// --- Deputies ---

struct Deputy {
  DeputyId id;
  identity::PersonId person, deputy;
  Instant from, until;
  std::string reason;
  identity::PersonId named_by;
  Instant named_at;
  std::optional<Instant> ended_at;
};
struct NewDeputy {
  identity::PersonId person{}, deputy{};
  JalaliDate first_day, last_day;
  std::string reason{};
};
// By the absent person, or by an administrator of an agency in which that person has a role. At most a year; staff only.
Result<DeputyId> name_deputy(store::Database& database, const identity::Actor& actor, Instant now, const NewDeputy& ask);
Result<void> end_deputy(store::Database& database, const identity::Actor& actor, Instant now, const DeputyId& deputy);
std::vector<Deputy> deputies(store::Transaction& tx, Instant now);  // those that hold or will; newest first
bool may_name_deputy_of(const identity::Actor& actor, const std::vector<identity::Agency>& agencies,
                        const identity::StaffMember& absent);
// Whom this person may name as a deputy: who works in a body of one's own tree; a national administrator names anyone of the
// staff.
bool may_be_deputy_for(const identity::Actor& actor, const std::vector<identity::Agency>& agencies,
                       const identity::StaffMember& deputy);
// Those in whose place this person may decide now.
std::vector<identity::Actor> stood_in_for(store::Transaction& tx, const identity::PersonId& deputy, Instant now);

}  // namespace mosharekat::consultation
