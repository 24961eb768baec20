// SPDX-License-Identifier: AGPL-3.0-or-later
#include <doctest/doctest.h>

#include "document/import/pdf_page.h"

using namespace mosharekat::document::reading;

namespace {

// A word on one line, left to right as it is drawn; each glyph is five points wide.
void draw(Page& page, double baseline, std::initializer_list<std::pair<const char32_t*, std::uint64_t>> glyphs) {
  double left = 10;
  for (const auto& [letters, shape] : glyphs) {
    page.glyphs.push_back({left, left + 5, baseline, 12, letters, shape});
    left += 5;
  }
}

}  // namespace

TEST_CASE("a kashida that the font calls by a Latin letter is no letter; a Latin letter beside Persian ones is") {
  std::vector<Page> pages(1);
  for (int line = 1; line <= 4; ++line)
    draw(pages[0], 20 * line, {{U"ه", 1}, {U"د", 2}, {U"ا", 3}, {U"E", 9}, {U"E", 9}, {U"م", 4}});
  draw(pages[0], 100, {{U"E", 5}, {U"U", 6}});
  name_fillers(pages);
  for (const Glyph& glyph : pages[0].glyphs) {
    if (glyph.shape == 9) CHECK(glyph.letters == U"\u0640");
    if (glyph.shape == 5) CHECK(glyph.letters == U"E");
  }
}
