// SPDX-License-Identifier: AGPL-3.0-or-later
#include "insight/disclosure.h"

#include <doctest/doctest.h>
#include <random>

using namespace mosharekat::insight;

namespace {

// What a table could be, by trying every pattern of cells: the cheapest that protects.
std::int64_t cheapest_by_enumeration(const Table& table, std::int64_t threshold) {
  const std::size_t rows = table.cells.size(), columns = table.cells.front().size();
  std::int64_t best = -1;
  for (std::uint32_t pattern = 0; pattern < 1U << (rows * columns); ++pattern) {
    Protected with;
    with.cells.assign(rows, std::vector<Cell>(columns));
    with.rows.assign(rows, Cell::shown);
    with.columns.assign(columns, Cell::shown);
    std::int64_t lost = 0;
    bool covers = true;
    for (std::size_t r = 0; r < rows; ++r) {
      for (std::size_t c = 0; c < columns; ++c) {
        const bool small = table.cells[r][c] > 0 && table.cells[r][c] < threshold;
        const bool hidden = pattern >> (r * columns + c) & 1;
        if (small && !hidden) covers = false;
        if (hidden) with.cells[r][c] = small ? Cell::primary : Cell::secondary;
        if (hidden && !small) lost += table.cells[r][c];
      }
    }
    if (!covers || (best >= 0 && lost >= best)) continue;
    const auto ranges = feasible(table, with);
    bool safe = true;
    for (std::size_t r = 0; r < rows; ++r) {
      for (std::size_t c = 0; c < columns; ++c) {
        if (with.cells[r][c] == Cell::primary) safe &= ranges[r][c].low == 0 && ranges[r][c].high >= threshold;
      }
    }
    if (safe) best = lost;
  }
  return best;
}

// All tables of whole numbers with the same margins and shown cells, walked through one by one.
std::vector<std::vector<Range>> ranges_by_enumeration(const Table& table, const Protected& with) {
  const std::size_t rows = table.cells.size(), columns = table.cells.front().size();
  std::vector<std::int64_t> row_left(rows), column_left(columns);
  for (std::size_t r = 0; r < rows; ++r) {
    for (std::size_t c = 0; c < columns; ++c) row_left[r] += table.cells[r][c], column_left[c] += table.cells[r][c];
  }
  std::vector<std::vector<Range>> ranges(rows, std::vector<Range>(columns, Range{1'000'000, -1}));
  std::vector<std::vector<std::int64_t>> guess = table.cells;
  const auto walk = [&](const auto& self, std::size_t at) -> void {
    if (at == rows * columns) {
      for (const auto left : row_left) {
        if (left != 0) return;
      }
      for (const auto left : column_left) {
        if (left != 0) return;
      }
      for (std::size_t r = 0; r < rows; ++r) {
        for (std::size_t c = 0; c < columns; ++c) {
          ranges[r][c].low = std::min(ranges[r][c].low, guess[r][c]);
          ranges[r][c].high = std::max(ranges[r][c].high, guess[r][c]);
        }
      }
      return;
    }
    const std::size_t r = at / columns, c = at % columns;
    const bool shown = with.cells[r][c] == Cell::shown;
    const std::int64_t from = shown ? table.cells[r][c] : 0;
    const std::int64_t to = shown ? table.cells[r][c] : std::min(row_left[r], column_left[c]);
    for (std::int64_t value = from; value <= to && value <= row_left[r] && value <= column_left[c]; ++value) {
      guess[r][c] = value;
      row_left[r] -= value, column_left[c] -= value;
      self(self, at + 1);
      row_left[r] += value, column_left[c] += value;
    }
  };
  walk(walk, 0);
  return ranges;
}

}  // namespace

TEST_CASE("one small cell is protected by the cheapest three others") {
  const Table table{{{40, 3, 22, 15}, {31, 12, 9, 18}, {25, 7, 30, 11}}};
  const Protected with = protect(table, 5);
  CHECK(with.lost == 33);
  CHECK(with.cheapest);
  const Cell s = Cell::shown, p = Cell::primary, o = Cell::secondary;
  CHECK(with.cells == std::vector<std::vector<Cell>>{{s, p, s, o}, {s, s, s, s}, {s, o, s, o}});
  CHECK(with.rows == std::vector<Cell>(3, s));
  CHECK(with.columns == std::vector<Cell>(4, s));
  const auto ranges = feasible(table, with);
  CHECK(ranges[0][1] == Range{0, 10});
  CHECK(ranges[0][3] == Range{8, 18});
  CHECK(ranges[2][1] == Range{0, 10});
  CHECK(ranges[2][3] == Range{8, 18});
  CHECK(ranges[0][0] == Range{40, 40});
}

TEST_CASE("alone, a small cell is recovered exactly") {
  const Table table{{{40, 3, 22, 15}, {31, 12, 9, 18}, {25, 7, 30, 11}}};
  Protected with;
  with.cells.assign(3, std::vector<Cell>(4));
  with.rows.assign(3, Cell::shown);
  with.columns.assign(4, Cell::shown);
  with.cells[0][1] = Cell::primary;
  CHECK(feasible(table, with)[0][1] == Range{3, 3});
}

TEST_CASE("a table without small cells is shown whole, and zeros are shown") {
  const Protected with = protect(Table{{{40, 0, 22}, {31, 12, 0}}}, 5);
  CHECK(with.lost == 0);
  CHECK(with.cells == std::vector<std::vector<Cell>>(2, std::vector<Cell>(3, Cell::shown)));
}

TEST_CASE("in a one-way table a second cell hides the first") {
  const Protected with = protect(Table{{{50, 3, 9, 22}}}, 5);
  CHECK(with.cells[0] == std::vector<Cell>{Cell::shown, Cell::primary, Cell::secondary, Cell::shown});
  CHECK(with.lost == 9);
}

TEST_CASE("a total that counts too few is hidden with its cells") {
  const Protected with = protect(Table{{{2, 1}, {40, 30}, {20, 25}}}, 5);
  CHECK(with.rows[0] == Cell::primary);
  const auto ranges = feasible(Table{{{2, 1}, {40, 30}, {20, 25}}}, with);
  CHECK(ranges[0][0].low == 0);
  CHECK(ranges[0][0].high >= 5);
}

TEST_CASE("a table of fewer people than the threshold is withheld") {
  CHECK(protect(Table{{{2, 1}, {0, 1}}}, 5).withheld);
  CHECK(!protect(Table{{{0, 0}, {0, 0}}}, 5).withheld);
  CHECK(protect(Table{}, 5).cells.empty());
}

TEST_CASE("when all of a group gave one answer, the answer is not shown") {
  const Table table{{{60, 30, 25}, {45, 0, 20}}};
  CHECK(protect(table, 10).cells[0][1] == Cell::shown);
  const Protected with = protect_opinions(table);
  CHECK(with.cells[0][1] == Cell::primary);
  CHECK(with.cells[1][1] == Cell::secondary);
  const auto ranges = feasible(table, with);
  CHECK(ranges[0][1].low <= 20);
  CHECK(ranges[1][1].high >= 10);
}

TEST_CASE("suppression is the cheapest, and ranges are the true ones, on random small tables") {
  std::mt19937_64 random(11);
  for (int round = 0; round < 300; ++round) {
    const std::size_t rows = 2 + random() % 2, columns = 2 + random() % 3;
    Table table{{rows, std::vector<std::int64_t>(columns)}};
    for (auto& row : table.cells) {
      for (auto& cell : row) cell = static_cast<std::int64_t>(random() % 3 == 0 ? random() % 3 : 3 + random() % 9);
    }
    const Protected with = protect(table, 3);
    const std::int64_t best = cheapest_by_enumeration(table, 3);
    if (best >= 0) CHECK(with.lost == best);
    if (rows * columns <= 6 && best >= 0) CHECK(feasible(table, with) == ranges_by_enumeration(table, with));
  }
}
