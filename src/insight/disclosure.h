// SPDX-License-Identifier: AGPL-3.0-or-later
// Statistical disclosure control of published counts (rules of docs/statistics.md): no cell from which a person could be
// recognised, nor one that could be computed from the others. Thresholds: 5 for cells that count participants, 10 where an
// opinion is crossed with a person's trait, no breakdown under 30 participants.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace mosharekat::insight {

struct Table {
  std::vector<std::vector<std::int64_t>> cells;  // rows × columns; a one-way table has one row. Margins are published with it.
};

enum class Cell : std::uint8_t { shown, primary, secondary };

struct Protected {
  std::vector<std::vector<Cell>> cells;
  std::int64_t lost = 0;  // sum of what secondary suppression hides: the cost
};

// Primary: 0 < count < threshold. Secondary: the cheapest further cells such that, with all row, column and grand totals
// published, every primary cell could still be anything from 0 to at least the threshold. Exact for small tables.
Protected protect(const Table& table, std::int64_t threshold);

// The range that an attacker who knows the margins and the shown cells can compute for each cell.
struct Range {
  std::int64_t low = 0, high = 0;
};
std::vector<std::vector<Range>> feasible(const Table& table, const Protected& with);

}  // namespace mosharekat::insight
