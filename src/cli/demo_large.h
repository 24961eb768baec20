// SPDX-License-Identifier: AGPL-3.0-or-later
// A call as large as they get, for measuring: a draft of 200 articles and 5,000 comments, put together from phrases by a fixed
// seed and sent through the commands that people use.
#pragma once
#include "consultation/contribution.h"

namespace mosharekat::cli::demo {

struct LargeCall {
  identity::Actor expert, lead, approver;
  identity::AgencyId lead_unit, preparing_unit;
};
// Opened twenty days before `now`, so it is open; answers its number.
std::int64_t open_large_call(store::Database& database, const consultation::Secret& secret, const LargeCall& by, Instant now);

}  // namespace mosharekat::cli::demo
