// SPDX-License-Identifier: AGPL-3.0-or-later
// Pictures that people send, for heads of pages and letters.
#pragma once
#include <string>
#include <string_view>

#include "base/result.h"

namespace mosharekat::print {

inline constexpr std::size_t picture_limit_bytes = 1024 * 1024;
inline constexpr int picture_limit_side = 2048;  // pixels of what may come in
inline constexpr int picture_kept_side =
    256;  // of what is kept: an emblem stands at 40 to 90 pixels, twice that on dense screens

// A PNG read and written again, no larger than picture_kept_side a side, without whatever else the file carried; its proportions
// and its transparency are kept. portal.error.picture at the field "emblem" for anything else. Some milliseconds.
Result<std::string> clean_picture(std::string_view bytes);

}  // namespace mosharekat::print
