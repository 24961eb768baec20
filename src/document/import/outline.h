// SPDX-License-Identifier: AGPL-3.0-or-later
// The lines of one text with what each begins with, after the whole text was consulted: quoted articles are plain lines again,
// and the words of divisions are ranked as this text ranks them.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "document/import/lines.h"
#include "document/import/marks.h"

namespace mosharekat::document::reading {

struct Entry {
  std::string text{};
  std::optional<Mark> mark{};
  int heading = 0;                   // level of a heading without a mark; 0 for ordinary lines
  std::vector<std::string> notes{};  // its footnotes
  bool refused = false;              // looks like an article but is out of order: kept as text and marked
};

struct Outline {
  std::vector<Entry> entries{};
  std::map<std::u32string, double> ranks{};  // of division words; smaller stands above
  bool has_articles = false;
};

Outline consult(std::vector<Line> lines, std::string_view language, std::vector<Warning>& warnings);

}  // namespace mosharekat::document::reading
