// SPDX-License-Identifier: AGPL-3.0-or-later
#include "print/table.h"

#include <doctest/doctest.h>
#include <numeric>

using namespace mosharekat::print;

TEST_CASE("columns fill the width: narrow ones whole, long texts wider than short ones") {
  const auto widths = column_widths({20, 30, 40, 20}, {25, 900, 400, 45}, 400);
  CHECK(std::accumulate(widths.begin(), widths.end(), 0.0) == doctest::Approx(400));
  CHECK(widths[0] == doctest::Approx(25));
  CHECK(widths[3] == doctest::Approx(45));
  CHECK(widths[1] / widths[2] == doctest::Approx(1.5));
  for (const double width : column_widths({100, 100, 10}, {110, 5000, 12}, 300)) CHECK(width >= 10);
}

TEST_CASE("columns that fit grow together, columns that cannot fit shrink together") {
  CHECK(column_widths({10, 10}, {50, 150}, 400) == std::vector<double>{100, 300});
  CHECK(column_widths({300, 500}, {300, 500}, 400) == std::vector<double>{150, 250});
  CHECK(column_widths({}, {}, 400).empty());
}
