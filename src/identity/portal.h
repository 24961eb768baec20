// SPDX-License-Identifier: AGPL-3.0-or-later
// What the portal is called, and the emblems that it and its agencies show. Names are the country's administrator's to give; an
// agency's emblem also its own administrator's.
#pragma once
#include "identity/identity.h"

namespace mosharekat::identity {

struct PortalName {
  std::string fa{}, en{};  // both, or neither: then the program's own words stand
  const std::string& in(Language language) const { return language == Language::fa ? fa : en; }
};
Result<void> name_portal(store::Database& database, const Actor& actor, Instant now, const PortalName& ask);

// PNGs that were read and written again by us (print/picture.h): one for print and a smaller one for pages.
struct Emblem {
  std::string print{}, page{};
};
// Empty pictures take the emblem away. `owner` empty: the portal's.
Result<void> set_emblem(store::Database& database, const Actor& actor, Instant now, const AgencyId& owner, const Emblem& ask);
// Nothing where the owner has none.
std::optional<std::string> emblem(store::Transaction& tx, const AgencyId& owner);  // for print
std::optional<std::string> page_emblem(store::Transaction& tx, const AgencyId& owner);

// What stands at the head of a page of this agency, or of the portal's own.
struct Look {
  PortalName name{};
  std::string portal_emblem{}, agency_emblem{};  // hashes; empty: none
};
Look look(store::Transaction& tx, const AgencyId& agency);

}  // namespace mosharekat::identity
