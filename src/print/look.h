// SPDX-License-Identifier: AGPL-3.0-or-later
// The measures and colours of printed documents, the same for PDF and DOCX: the portal's five colours on white paper. Points.
#pragma once
#include <cstdint>

#include "base/locale.h"

namespace mosharekat::print {

struct Colour {
  std::uint32_t rgb = 0;
  double red() const { return (rgb >> 16 & 255) / 255.0; }
  double green() const { return (rgb >> 8 & 255) / 255.0; }
  double blue() const { return (rgb & 255) / 255.0; }
};

namespace look {

inline constexpr Colour ink{0x1b2430}, ink_soft{0x536071}, line{0xd9d1c2}, paper{0xfbf8f2}, white{0xffffff};
inline constexpr Colour firouzeh{0x0a6f78}, firouzeh_soft{0xe2f1f0}, firouzeh_pale{0x8fc2c5};
inline constexpr Colour lajvard{0x1f3a72}, lajvard_soft{0xe6ebf6};
inline constexpr Colour zafaran{0x8a5a00}, zafaran_soft{0xfbf0d7};
inline constexpr Colour anar{0x9b2335}, sarv{0x2c6a3f};

// A4, with margins that leave room for a punch and for notes by hand.
inline constexpr double page_width = 595.28, page_height = 841.89;
inline constexpr double margin_side = 74, margin_top = 96, margin_top_first = 60, margin_bottom = 86;
inline constexpr double text_width = page_width - 2 * margin_side;
inline constexpr double text_bottom = page_height - margin_bottom;

inline constexpr double body_size = 10.5, small_size = 9, head_size = 8.5, foot_size = 7.5;
inline constexpr double heading_size[] = {16, 13.5, 11.5, 10.5};  // levels 1–4
inline constexpr double title_size = 21, subtitle_size = 12.5;

// Persian letters stand taller and hang lower than Latin ones, so their lines need more room.
inline double leading(Language language) { return language == Language::fa ? 1.8 : 1.55; }

}  // namespace look
}  // namespace mosharekat::print
