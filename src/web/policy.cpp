// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/policy.h"

#include <algorithm>

namespace mosharekat::web {

Verdict decide(const Policy& policy, const identity::Actor& actor, const consultation::Call* call, const identity::Agency* agency,
               Instant now) {
  const auto has = [&](identity::Role role) {
    if (!agency) return actor.has(role);
    if (actor.has(role, *agency)) return true;
    // Who works in a unit of the call has the role there, below the agency that the call belongs to.
    if (!call) return false;
    if (role == identity::Role::expert) return actor.has_on(role, call->preparing_path);
    if (role == identity::Role::lead) return consultation::leads(actor, *call);
    return role == identity::Role::moderator && consultation::moderates(actor, *call, *agency);
  };
  const auto has_any = [&](const auto& roles) { return std::any_of(std::begin(roles), std::end(roles), has); };
  if (call && !consultation::is_public(call->state) && !has_any(identity::all_roles)) return Verdict::hidden;
  switch (policy.who) {
    case Policy::Who::everyone:
    case Policy::Who::by_letter: break;
    case Policy::Who::signed_in:
      if (actor.guest()) return Verdict::sign_in;
      break;
    case Policy::Who::staff:
      if (actor.guest()) return Verdict::sign_in;
      if (policy.roles.empty() ? !has_any(identity::all_roles) : !has_any(policy.roles)) return Verdict::denied;
      break;
  }
  if (call && !policy.states.empty() &&
      std::find(policy.states.begin(), policy.states.end(), consultation::state_at(*call, now)) == policy.states.end())
    return Verdict::wrong_state;
  return Verdict::yes;
}

}  // namespace mosharekat::web
