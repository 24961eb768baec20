// SPDX-License-Identifier: AGPL-3.0-or-later
// What every format can hold: well-formed UTF-8 (ill-formed bytes become U+FFFD) without control characters but line ends. Tabs
// and other controls become spaces, non-characters go, so that neither Pango, XML nor a spreadsheet stumbles over what people
// typed.
#pragma once
#include <string>
#include <string_view>

namespace mosharekat::print {

std::string plain(std::string_view text);

}  // namespace mosharekat::print
