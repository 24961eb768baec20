// SPDX-License-Identifier: AGPL-3.0-or-later
// The typeface of printed documents: Vazirmatn, carried inside the program. Other fonts of the machine serve only for letters
// that it lacks. Thread-safe.
#pragma once
#include <string_view>

struct _FcConfig;

namespace mosharekat::print {

inline constexpr const char* font_family = "Vazirmatn";

// The TrueType files, as compiled in.
std::string_view regular_font_file();
std::string_view bold_font_file();

// A font configuration in which font_family is the compiled-in one, whatever the machine has under that name. Made once.
_FcConfig* font_configuration();

}  // namespace mosharekat::print
