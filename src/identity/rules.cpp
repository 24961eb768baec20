// SPDX-License-Identifier: AGPL-3.0-or-later
// Names of the closed sets, and who may do what where: pure.
#include "identity/identity.h"

namespace mosharekat::identity {

std::string_view name(Role role) {
  switch (role) {
    case Role::expert: return "expert";
    case Role::lead: return "lead";
    case Role::moderator: return "moderator";
    case Role::approver: return "approver";
    case Role::agency_admin: return "agency_admin";
    case Role::national_admin: return "national_admin";
    case Role::auditor: return "auditor";
  }
  return "";
}

std::optional<Role> role_named(std::string_view text) {
  for (const Role role : all_roles)
    if (name(role) == text) return role;
  return std::nullopt;
}

std::string_view name(AgencyKind kind) {
  switch (kind) {
    case AgencyKind::ministry: return "ministry";
    case AgencyKind::affiliated: return "affiliated";
    case AgencyKind::unit: return "unit";
  }
  return "";
}

std::optional<AgencyKind> agency_kind_named(std::string_view text) {
  for (const AgencyKind kind : {AgencyKind::ministry, AgencyKind::affiliated, AgencyKind::unit})
    if (name(kind) == text) return kind;
  return std::nullopt;
}

bool Actor::has(Role role, const Agency& agency) const { return has_on(role, agency.path); }

bool Actor::has_on(Role role, std::string_view path) const {
  for (const Grant& grant : grants) {
    if (grant.role != role) continue;
    // A national administrator's word holds in every tree.
    if (role == Role::national_admin) return true;
    if (path.find("/" + grant.agency.value + "/") != std::string_view::npos) return true;
  }
  return false;
}

bool Actor::has(Role role) const {
  for (const Grant& grant : grants)
    if (grant.role == role) return true;
  return false;
}

}  // namespace mosharekat::identity
