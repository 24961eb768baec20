// SPDX-License-Identifier: AGPL-3.0-or-later
#include "insight/disclosure.h"

#include <algorithm>
#include <numeric>

#include "base/result.h"

namespace mosharekat::insight {
namespace {

// A table as a circulation: grand total → row totals → cells → column totals. In a table of one row (or column) the totals of
// the other direction are the cells themselves and get no arcs of their own.
class Laid {
 public:
  explicit Laid(const Table& table) : rows_(table.cells.size()), columns_(rows_ == 0 ? 0 : table.cells.front().size()) {
    std::vector<std::int64_t> row_totals(rows_), column_totals(columns_);
    for (std::size_t r = 0; r < rows_; ++r) {
      expect(table.cells[r].size() == columns_, "all rows of a table are of one length");
      for (std::size_t c = 0; c < columns_; ++c) {
        expect(table.cells[r][c] >= 0, "counts are not negative");
        row_totals[r] += table.cells[r][c];
        column_totals[c] += table.cells[r][c];
      }
    }
    const std::size_t source = 0, sink = 1;
    linked.nodes = 2 + rows_ + columns_;
    const auto row_node = [&](std::size_t r) { return has_totals() ? 2 + r : source; };
    const auto column_node = [&](std::size_t c) { return has_totals() ? 2 + rows_ + c : sink; };
    grand = std::accumulate(row_totals.begin(), row_totals.end(), std::int64_t{0});
    linked.counts.push_back({.from = sink, .to = source, .value = grand, .must_show = true});
    for (std::size_t r = 0; r < rows_; ++r) {
      for (std::size_t c = 0; c < columns_; ++c) {
        linked.counts.push_back({row_node(r), column_node(c), table.cells[r][c]});
      }
    }
    first_row_ = linked.counts.size();
    if (has_totals()) {
      for (std::size_t r = 0; r < rows_; ++r) linked.counts.push_back({source, row_node(r), row_totals[r]});
      for (std::size_t c = 0; c < columns_; ++c) linked.counts.push_back({column_node(c), sink, column_totals[c]});
    }
  }

  std::size_t cell(std::size_t r, std::size_t c) const { return 1 + r * columns_ + c; }
  std::size_t row(std::size_t r) const { return has_totals() ? first_row_ + r : rows_ == 1 ? 0 : cell(r, 0); }
  std::size_t column(std::size_t c) const { return has_totals() ? first_row_ + rows_ + c : columns_ == 1 ? 0 : cell(0, c); }
  bool has_totals() const { return rows_ > 1 && columns_ > 1; }
  std::size_t rows() const { return rows_; }
  std::size_t columns() const { return columns_; }

  Linked linked;
  std::int64_t grand = 0;

 private:
  std::size_t rows_, columns_, first_row_ = 0;
};

Cell state(const Count& count) { return count.primary ? Cell::primary : count.hidden ? Cell::secondary : Cell::shown; }

Protected described(const Laid& laid) {
  Protected result;
  result.cells.assign(laid.rows(), std::vector<Cell>(laid.columns()));
  for (std::size_t r = 0; r < laid.rows(); ++r) {
    for (std::size_t c = 0; c < laid.columns(); ++c) result.cells[r][c] = state(laid.linked.counts[laid.cell(r, c)]);
    result.rows.push_back(state(laid.linked.counts[laid.row(r)]));
  }
  for (std::size_t c = 0; c < laid.columns(); ++c) result.columns.push_back(state(laid.linked.counts[laid.column(c)]));
  return result;
}

Protected withheld(const Laid& laid) {
  Protected result;
  result.cells.assign(laid.rows(), std::vector<Cell>(laid.columns(), Cell::primary));
  result.rows.assign(laid.rows(), Cell::primary);
  result.columns.assign(laid.columns(), Cell::primary);
  result.withheld = true;
  return result;
}

// Totals are kept if any pattern of cells alone protects; only otherwise may they be hidden too.
Protected solved(Laid laid) {
  const auto set_totals_open = [&](bool open) {
    if (!laid.has_totals()) return;
    for (std::size_t r = 0; r < laid.rows(); ++r) laid.linked.counts[laid.row(r)].must_show = !open;
    for (std::size_t c = 0; c < laid.columns(); ++c) laid.linked.counts[laid.column(c)].must_show = !open;
  };
  set_totals_open(false);
  Suppression suppression = suppress(laid.linked);
  if (!suppression.possible) {
    set_totals_open(true);
    suppression = suppress(laid.linked);
  }
  if (!suppression.possible) return withheld(laid);
  expect(all_protected(laid.linked), "the audit after suppression finds every primary cell protected");
  Protected result = described(laid);
  result.lost = suppression.lost;
  result.cheapest = suppression.cheapest;
  return result;
}

void hide_small(Linked& linked, std::int64_t threshold) {
  for (Count& count : linked.counts) {
    if (!count.must_show && count.value > 0 && count.value < threshold) protect_count(count, 0, threshold);
  }
}

}  // namespace

Protected protect(const Table& table, std::int64_t threshold) {
  Laid laid(table);
  if (laid.grand > 0 && laid.grand < threshold) return withheld(laid);
  hide_small(laid.linked, threshold);
  return solved(std::move(laid));
}

Protected protect_opinions(const Table& table, std::int64_t threshold) {
  Laid laid(table);
  if (laid.grand > 0 && laid.grand < threshold) return withheld(laid);
  hide_small(laid.linked, threshold);
  for (std::size_t c = 0; c < laid.columns() && laid.rows() > 1; ++c) {
    std::int64_t total = 0;
    for (std::size_t r = 0; r < laid.rows(); ++r) total += table.cells[r][c];
    for (std::size_t r = 0; r < laid.rows(); ++r) {
      Count& count = laid.linked.counts[laid.cell(r, c)];
      if (total > 0 && count.value == total && !count.primary) {
        protect_count(count, std::max<std::int64_t>(0, count.value - threshold), count.value);
      }
    }
  }
  return solved(std::move(laid));
}

std::vector<std::vector<Range>> feasible(const Table& table, const Protected& with) {
  Laid laid(table);
  const auto hide = [&](std::size_t count, Cell cell) { laid.linked.counts[count].hidden |= cell != Cell::shown; };
  for (std::size_t r = 0; r < laid.rows(); ++r) {
    for (std::size_t c = 0; c < laid.columns(); ++c) hide(laid.cell(r, c), with.cells[r][c]);
    if (laid.has_totals()) hide(laid.row(r), with.rows[r]);
  }
  for (std::size_t c = 0; c < laid.columns() && laid.has_totals(); ++c) hide(laid.column(c), with.columns[c]);
  std::vector<std::vector<Range>> ranges(laid.rows(), std::vector<Range>(laid.columns()));
  for (std::size_t r = 0; r < laid.rows(); ++r) {
    for (std::size_t c = 0; c < laid.columns(); ++c) ranges[r][c] = feasible_range(laid.linked, laid.cell(r, c));
  }
  return ranges;
}

}  // namespace mosharekat::insight
