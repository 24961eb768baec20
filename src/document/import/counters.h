// SPDX-License-Identifier: AGPL-3.0-or-later
// Counted clauses inside an article, a note or a text without articles: which level a counter continues or opens.
#pragma once
#include <vector>

#include "document/import/marks.h"

namespace mosharekat::document::reading {

// An open level of counting: the counter it stands at.
struct Level {
  Reading reading{};
  char32_t wrap = U'\0';
  std::vector<int> outline{};
};

struct Placement {
  std::size_t level = 0;  // how many open levels stay
  Level opened{};         // the level that the counter is at now
};

inline constexpr std::size_t levels_max = 8;

// Where a counter belongs among the open levels, outermost first; nothing if it neither continues nor begins any count.
std::optional<Placement> place(const std::vector<Level>& open, const Mark& counter);

// True when the counter is the next one of an open level; says which.
std::optional<std::size_t> continues(const std::vector<Level>& open, const Mark& counter);

// 1, الف, a, i: a count begins.
bool begins(const Mark& counter);

}  // namespace mosharekat::document::reading
