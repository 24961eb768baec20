// SPDX-License-Identifier: AGPL-3.0-or-later
// An agency's participation strategy (راهبرد مشارکت): dated, signed, with its legal basis, in versions that all stay readable.
#pragma once
#include <string>
#include <vector>

#include "base/calendar.h"
#include "identity/identity.h"

namespace mosharekat::consultation {

struct Strategy {
  std::int64_t version = 1;
  std::string title_fa{}, title_en{}, text_fa{}, text_en{}, legal_basis{}, signed_by{}, number{}, hash{};
  Instant signed_at{}, published_at{};
};
struct NewStrategy {
  Strategy strategy{};
  JalaliDate signed_on{};
};
// By the agency's administrator or an approver; answers the version's number.
Result<std::int64_t> publish_strategy(store::Database& database, const identity::Actor& actor, Instant now,
                                      const identity::AgencyId& agency, const NewStrategy& ask);
std::vector<Strategy> strategies(store::Transaction& tx, const identity::AgencyId& agency);  // newest first

}  // namespace mosharekat::consultation
