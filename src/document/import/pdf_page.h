// SPDX-License-Identifier: AGPL-3.0-or-later
// What stands on the pages of a PDF, and how it becomes lines in reading order and then paragraphs. A PDF holds glyphs at places,
// nothing else: words, order and paragraphs are found here. Pure functions but read_pages().
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "document/import/lines.h"

namespace mosharekat::document::reading {

struct Glyph {
  double left = 0, right = 0;  // points from the page's left edge
  double baseline = 0;         // points from the page's top edge
  double size = 0;             // of the font
  std::u32string letters{};    // as the font says; a ligature is taken whole, in logical order
  std::uint64_t shape = 0;     // equal for equal drawings: the font and the code in it; 0 where it is not known
};

struct Page {
  double width = 0, height = 0;
  std::vector<Glyph> glyphs{};
};

// Errors: import.error.damaged, import.error.encrypted, import.error.scan, import.error.unreadable_pdf (its fonts do not say
// which letters they show), import.error.too_large.
Result<std::vector<Page>> read_pages(std::string_view content);

struct PageLine {
  double left = 0, right = 0, baseline = 0, size = 0;
  double space = 0;    // width of a space and the first word, which would have fitted on the line above if it was not full
  bool parts = false;  // a row of a table: wide gaps between its parts
  int column = 0;      // counts through the file
  std::size_t page = 0;
  std::string text{};  // logical order
};

// Lines of the whole file in reading order, without what repeats at the edges of pages.
std::vector<PageLine> page_lines(std::vector<Page> pages);

// Gives the kashida that stretches words its own letter: some programs call it a comma.
void name_fillers(std::vector<Page>& pages);

// A line's glyphs, left to right, in the order in which they are read. `right_to_left` is the direction of the paragraph.
std::u32string logical_order(const std::vector<Glyph>& visual, bool right_to_left);

// Wrapped lines joined to paragraphs.
std::vector<Line> paragraphs(const std::vector<PageLine>& lines);

}  // namespace mosharekat::document::reading
