// SPDX-License-Identifier: AGPL-3.0-or-later
// Pictures that people send, for heads of pages and letters.
#pragma once
#include <string>
#include <string_view>

#include "base/result.h"

namespace mosharekat::print {

inline constexpr std::size_t picture_limit_bytes = 1024 * 1024;
inline constexpr int picture_limit_side = 2048;  // pixels of what may come in
inline constexpr int print_side = 256;           // of an emblem on paper
inline constexpr int page_side = 80;             // of one at the head of pages: 40 pixels, twice that on dense screens

// A PNG read and written again, no larger than `most` pixels a side, without whatever else the file carried; its proportions
// and its transparency are kept. portal.error.picture at the field "emblem" for anything else. Some milliseconds.
Result<std::string> clean_picture(std::string_view bytes, int most = print_side);

}  // namespace mosharekat::print
