// SPDX-License-Identifier: AGPL-3.0-or-later
// The second half of a .blt file: the candidates' names and the title of the election, as councils and their programs write them.
#pragma once
#include <cstddef>
#include <string_view>

#include "base/result.h"
#include "tally/profile.h"

namespace mosharekat::tally {

// Reads the names of `size` candidates and, if there is one, the title from what stands behind the ballots. `line` is the number
// of the line on which `rest` begins.
Result<void> read_blt_names(std::string_view rest, std::size_t line, std::size_t size, Profile& profile);

}  // namespace mosharekat::tally
