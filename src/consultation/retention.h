// SPDX-License-Identifier: AGPL-3.0-or-later
// Addresses that are no longer needed go by themselves. The rule is stated to people on the page on privacy.
#pragma once
#include "store/store.h"

namespace mosharekat::consultation {

// How long an address outlives its use.
inline constexpr int kept_days = 30;

// Erases, kept_days after: the addresses of guests and stakeholders since the report was published or the call was withdrawn;
// addresses and texts of letters since they were delivered or given up; addresses of invitations that nobody followed. Part of
// turn_clock().
void erase_old_addresses(store::Database& database, Instant now);

}  // namespace mosharekat::consultation
