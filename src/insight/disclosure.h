// SPDX-License-Identifier: AGPL-3.0-or-later
// Statistical disclosure control of published counts (rules of docs/statistics.md): no cell from which a person could be
// recognised, nor one that could be computed from the others. For the whole set of tables of a call use participation.h, which
// protects tables that share margins together; this is for one table that stands alone. Pure.
#pragma once
#include <cstdint>
#include <vector>

#include "insight/suppression.h"

namespace mosharekat::insight {

// Policy may raise these, never lower them.
inline constexpr std::int64_t participation_threshold = 5;  // cells that count participants
inline constexpr std::int64_t opinion_threshold = 10;       // an opinion crossed with a person's trait
inline constexpr std::int64_t breakdown_minimum = 30;       // participants before anything is broken down at all

struct Table {
  std::vector<std::vector<std::int64_t>> cells;  // rows × columns; a one-way table has one row. Margins are published with it.
};

// Print primary and secondary alike: that a cell is small is what must not be known.
enum class Cell : std::uint8_t { shown, primary, secondary };

struct Protected {
  std::vector<std::vector<Cell>> cells;
  // Totals stay shown wherever that protects; a total that itself counts too few is hidden too. Print totals by these.
  std::vector<Cell> rows, columns;
  std::int64_t lost = 0;  // sum of what secondary suppression hides: the cost
  bool withheld = false;  // the grand total is below the threshold: publish nothing of the table but the reason
  bool cheapest = true;   // proved cheapest; false for a large table whose pattern protects but may not be the cheapest
};

// Primary: 0 < count < threshold. Secondary: the cheapest further cells such that, with all other totals published, every primary
// cell could still be anything from 0 to at least the threshold. Exact for small tables.
Protected protect(const Table& table, std::int64_t threshold);

// Rows are the answers to a question, columns the values of a person's trait. As protect(); moreover a column in which all gave
// the same answer would tell the answer of each of them, so that cell is primary too.
Protected protect_opinions(const Table& table, std::int64_t threshold = opinion_threshold);

// The range that an attacker who knows the shown totals and the shown cells can compute for each cell.
std::vector<std::vector<Range>> feasible(const Table& table, const Protected& with);

}  // namespace mosharekat::insight
