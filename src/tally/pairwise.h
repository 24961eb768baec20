// SPDX-License-Identifier: AGPL-3.0-or-later
// The table of duels: entry [a][b] is the number of voters who put a strictly above b. Candidates left out of a ballot share its
// last place.
#pragma once
#include <cstdint>
#include <vector>

#include "tally/profile.h"

namespace mosharekat::tally {

using Table = std::vector<std::vector<std::int64_t>>;

Table pairwise(const Profile& profile);

}  // namespace mosharekat::tally
