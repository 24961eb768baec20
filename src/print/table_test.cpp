// SPDX-License-Identifier: AGPL-3.0-or-later
#include "print/table.h"

#include <doctest/doctest.h>
#include <numeric>

using namespace mosharekat::print;

TEST_CASE("columns fill the width, narrow ones whole, wide ones sharing the rest") {
  const auto widths = column_widths({20, 30, 40, 20}, {25, 900, 400, 60}, 400);
  CHECK(std::accumulate(widths.begin(), widths.end(), 0.0) == doctest::Approx(400));
  CHECK(widths[0] == doctest::Approx(25));
  CHECK(widths[3] == doctest::Approx(60));
  CHECK(widths[1] == doctest::Approx(widths[2]));
}

TEST_CASE("columns that fit grow together, columns that cannot fit shrink together") {
  CHECK(column_widths({10, 10}, {50, 150}, 400) == std::vector<double>{100, 300});
  CHECK(column_widths({300, 500}, {300, 500}, 400) == std::vector<double>{150, 250});
  CHECK(column_widths({}, {}, 400).empty());
}
