// SPDX-License-Identifier: AGPL-3.0-or-later
// Files of ballots come in the encodings of the programs that wrote them; everything else here is UTF-8.
#pragma once
#include <string>
#include <string_view>

namespace mosharekat::tally {

// The file's text as UTF-8: UTF-16 by its mark, else UTF-8, else, since every byte means something there, Windows-1252. The view
// is of `file` itself or of `converted`.
std::string_view as_utf8(std::string_view file, std::string& converted);

}  // namespace mosharekat::tally
