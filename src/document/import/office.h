// SPDX-License-Identifier: AGPL-3.0-or-later
// What the readers of Word and OpenDocument do alike: what was accepted or left out is counted and said, a row of a table is a
// line, a letterhead in a frame is no text.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "document/import/lines.h"

namespace mosharekat::document::reading {

struct Tally {
  std::int64_t inserted = 0, deleted = 0, comments = 0, hidden = 0, frames = 0, boxes = 0, images = 0, embedded = 0;

  void say(std::vector<Warning>& warnings) const;
};

// The cells of one row, each with its paragraphs, as lines: side by side with « | » between them; whole paragraphs where the
// table only lays out a page.
void add_row(std::vector<std::vector<Line>> cells, std::vector<Line>& out);

// Frames and boxes over the first lines of a page: emblem, «شماره»، «تاریخ»، «پیوست».
bool is_letterhead(const std::vector<Line>& frame, const std::vector<Line>& before);

// A paragraph that was broken into lines with `end`; notes belong to the last.
void add_lines(std::string_view paragraph, char end, int heading, std::vector<std::string> notes, std::vector<Line>& out);

}  // namespace mosharekat::document::reading
