// SPDX-License-Identifier: AGPL-3.0-or-later
#include "insight/cohesion.h"

#include <doctest/doctest.h>

using mosharekat::insight::belonging_together;

namespace {

// Two groups of five that are `inside` alike in themselves and `between` alike to each other, and one thing that is `alone` to
// all.
std::vector<float> two_groups(float inside, float between, float alone) {
  constexpr std::size_t n = 11;
  std::vector<float> likeness(n * n, 1);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      likeness[i * n + j] = likeness[j * n + i] = i == 10 ? alone : (i < 5) == (j < 5) ? inside : between;
    }
  }
  return likeness;
}

}  // namespace

TEST_CASE("groups stay apart when they are much less alike to each other than in themselves") {
  const auto apart = belonging_together(two_groups(0.7F, 0.3F, 0), 11, 0.15);
  CHECK(apart == std::vector<std::size_t>{0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 2});
  const auto as_one = belonging_together(two_groups(0.4F, 0.3F, 0), 11, 0.15);
  CHECK(as_one[0] == as_one[9]);
  CHECK(as_one[10] == 1);
}

TEST_CASE("one chain does not make two groups one") {
  // The fifth and the sixth are copies with parts of both.
  std::vector<float> likeness = two_groups(0.7F, 0.1F, 0);
  likeness[4 * 11 + 5] = likeness[5 * 11 + 4] = 0.6F;
  const auto groups = belonging_together(likeness, 11, 0.15);
  CHECK(groups[0] == groups[4]);
  CHECK(groups[5] == groups[9]);
  CHECK(groups[4] != groups[5]);
}

TEST_CASE("what is less alike than the least stays alone, and nothing is no trouble") {
  CHECK(belonging_together({1, 0.1F, 0.1F, 1}, 2, 0.15) == std::vector<std::size_t>{0, 1});
  CHECK(belonging_together({1, 0.2F, 0.2F, 1}, 2, 0.15) == std::vector<std::size_t>{0, 0});
  CHECK(belonging_together({}, 0, 0.15).empty());
}
