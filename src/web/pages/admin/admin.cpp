// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/admin/admin.h"

namespace mosharekat::web::pages::admin {

using identity::Agency;
using identity::Role;

bool administers(const identity::Actor& actor, const Agency& agency) {
  return actor.has(Role::national_admin) || actor.has(Role::agency_admin, agency);
}

std::vector<Agency> own_agencies(const Context& in, store::Transaction& tx) {
  std::vector<Agency> own;
  for (Agency& agency : identity::agencies(tx))
    if (administers(in.actor, agency)) own.push_back(std::move(agency));
  return own;
}

std::string full_name(const Context& in, const std::vector<Agency>& all, const Agency& agency) {
  std::string full;
  // Parents stand before their children, so one pass meets the names in order.
  for (const Agency& one : all)
    if (agency.path.starts_with(one.path)) full += (full.empty() ? "" : " › ") + one.name(in.language());
  return full;
}

part::Select agency_select(const Context& in, store::Transaction& tx, std::string name, std::string_view chosen) {
  part::Select select{.name = std::move(name), .label = "admin.agency"};
  const auto all = identity::agencies(tx);
  for (const Agency& agency : all)
    if (administers(in.actor, agency))
      select.options.push_back(
          {.value = agency.id.value, .label_text = full_name(in, all, agency), .chosen = agency.id.value == chosen});
  return select;
}

}  // namespace mosharekat::web::pages::admin
