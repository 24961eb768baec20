// SPDX-License-Identifier: AGPL-3.0-or-later
// Readers of the field's ballot files. A bad file is refused whole, with the line and the reason; what was merely odd is read and
// noted. They allocate in proportion to the file and never trust a number that it states about itself.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "tally/profile.h"

namespace mosharekat::tally {

// PrefLib .soc .soi .toc .toi (rankings) and .cat (grades), the format of 2022 and the one before it.
Result<Profile> read_preflib(std::string_view text, bool graded);
// The .blt of Hill, Wichmann and Woodall, with OpenSTV's comments, paper numbers, equal (=) and skipped (-) preferences.
Result<Profile> read_blt(std::string_view text);
// By the ending of the file's name, whatever the file's encoding (tally/encoding.h).
Result<Profile> read_ballots(std::string_view file_name, std::string_view file);

}  // namespace mosharekat::tally
