// SPDX-License-Identifier: AGPL-3.0-or-later
#include "insight/statistics.h"

#include <doctest/doctest.h>
#include <numeric>

#include "base/result.h"

using namespace mosharekat::insight;
using doctest::Approx;

namespace {

// 100 people: 40 young and 20 older men, 30 young and 10 older women.
std::vector<Margin> two_margins() {
  Margin gender{{}, {0.5, 0.5}}, age{{}, {0.4, 0.6}};
  const auto add = [&](int count, std::size_t g, std::size_t a) {
    for (int i = 0; i < count; ++i) gender.category_of.push_back(g), age.category_of.push_back(a);
  };
  add(40, 0, 0), add(20, 0, 1), add(30, 1, 0), add(10, 1, 1);
  return {gender, age};
}

}  // namespace

TEST_CASE("an age is the year of the call less the year of birth") {
  CHECK(age_band(1391, 1405) == AgeBand::under_15);
  CHECK(age_band(1390, 1405) == AgeBand::from_15);
  CHECK(age_band(1381, 1405) == AgeBand::from_15);
  CHECK(age_band(1380, 1405) == AgeBand::from_25);
  CHECK(age_band(1341, 1405) == AgeBand::from_55);
  CHECK(age_band(1340, 1405) == AgeBand::from_65);
  CHECK(age_band(1300, 1405) == AgeBand::from_65);
}

TEST_CASE("an age that is not stated or cannot be is not stated") {
  CHECK(age_band(std::nullopt, 1405) == AgeBand::not_stated);
  CHECK(age_band(1406, 1405) == AgeBand::not_stated);
  CHECK(age_band(1200, 1405) == AgeBand::not_stated);
  CHECK(age_band(1985, 1405) == AgeBand::not_stated);
}

TEST_CASE("coarser age groups are unions of finer ones") {
  for (const AgeDetail detail : {AgeDetail::fine, AgeDetail::coarse, AgeDetail::three}) {
    CHECK(age_group(AgeBand::not_stated, detail) + 1 == age_groups(detail).size());
    for (std::size_t band = 1; band < age_band_count; ++band) {
      const auto step = age_group(static_cast<AgeBand>(band), detail) - age_group(static_cast<AgeBand>(band - 1), detail);
      CHECK(step <= 1);
    }
  }
  for (std::size_t a = 0; a < age_band_count; ++a) {
    for (std::size_t b = 0; b < age_band_count; ++b) {
      const auto left = static_cast<AgeBand>(a), right = static_cast<AgeBand>(b);
      if (age_group(left, AgeDetail::coarse) == age_group(right, AgeDetail::coarse)) {
        CHECK(age_group(left, AgeDetail::three) == age_group(right, AgeDetail::three));
      }
    }
  }
}

TEST_CASE("raking to gender and age gives the known weights") {
  const auto margins = two_margins();
  const Weights weights = rake(margins);
  CHECK(weights.converged);
  CHECK(weights.of[0] == Approx(0.439413).epsilon(1e-5));
  CHECK(weights.of[40] == Approx(1.621175).epsilon(1e-5));
  CHECK(weights.of[60] == Approx(0.747450).epsilon(1e-5));
  CHECK(weights.of[90] == Approx(2.757651).epsilon(1e-5));
  CHECK(weights.lowest == Approx(0.439413).epsilon(1e-5));
  CHECK(weights.highest == Approx(2.757651).epsilon(1e-5));
  const Kish size = kish(weights.of);
  CHECK(size.effective == Approx(65.319).epsilon(1e-4));
  CHECK(size.design_effect == Approx(1.5309).epsilon(1e-4));
  const double yes[] = {0.7, 0.5, 0.6, 0.3};
  const std::size_t first[] = {0, 40, 60, 90};
  const double count[] = {40, 20, 30, 10};
  double weighted = 0;
  for (int i = 0; i < 4; ++i) weighted += yes[i] * count[i] * weights.of[first[i]] / 100;
  CHECK(weighted == Approx(0.50242).epsilon(1e-4));
}

TEST_CASE("no weight goes beyond three times the mean") {
  Margin one{{}, {0.5, 0.5}};
  one.category_of.assign(100, 0);
  for (std::size_t i = 0; i < 10; ++i) one.category_of[i] = 1;
  const Weights weights = rake(std::vector{one});
  CHECK(weights.highest == Approx(3));
  CHECK(!weights.converged);
  CHECK(std::accumulate(weights.of.begin(), weights.of.end(), 0.0) == Approx(100));
}

TEST_CASE("small categories join their smaller neighbour") {
  Margin margin{{}, {0.1, 0.2, 0.3, 0.4}};
  const auto add = [&](int count, std::size_t k) {
    margin.category_of.insert(margin.category_of.end(), static_cast<std::size_t>(count), k);
  };
  add(30, 0), add(4, 1), add(12, 2), add(20, 3);
  const Margin after = joined(margin);
  CHECK(after.target.size() == 3);
  CHECK(after.target[1] == Approx(0.5));
  CHECK(after.category_of[30] == 1);
  CHECK(after.category_of[34] == 1);
  CHECK(after.category_of.back() == 2);
}

TEST_CASE("a category without people cannot be weighted up") {
  const std::vector<Margin> margins{{{0, 0, 0}, {0.5, 0.5}}};
  CHECK_THROWS_AS(static_cast<void>(rake(margins)), mosharekat::Bug);
}

TEST_CASE("only a probability sample has an interval") {
  CHECK(!wilson(Sample::self_selected, 0.5, 100));
  CHECK(!wilson(Sample::probability, 0.5, 0));
  const auto half = wilson(Sample::probability, 0.5, 100);
  CHECK(half->low == Approx(0.403832).epsilon(1e-5));
  CHECK(half->high == Approx(0.596168).epsilon(1e-5));
  const auto none = wilson(Sample::probability, 0, 10);
  CHECK(none->low == 0);
  CHECK(none->high == Approx(0.277533).epsilon(1e-4));
}

TEST_CASE("participants are compared with the census") {
  const auto found = represent(30, 100, 2'000'000, 10'000'000);
  CHECK(found->ratio == Approx(1.5));
  CHECK(found->per_100_000 == Approx(1.5));
  CHECK(!represent(3, 0, 1, 1));
  CHECK(!represent(3, 9, 0, 10));
}
