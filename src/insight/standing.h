// SPDX-License-Identifier: AGPL-3.0-or-later
// What groups stand for: tests of proportions on the votes of each group and of the others. Used by groups.cpp. Pure.
#pragma once
#include <cstdint>
#include <vector>

#include "insight/groups.h"

namespace mosharekat::insight {

struct Tally {
  std::int64_t agree = 0, disagree = 0, voted = 0;
};

// Is a share of successes more than a half, as a z value; the counts are smoothed by one.
double share_test(std::int64_t successes, std::int64_t trials);
// Is the first share more than the second.
double ratio_test(std::int64_t inside, std::int64_t outside, std::int64_t trials_inside, std::int64_t trials_outside);
inline constexpr double significant = 1.2816;  // 90 % one-sided

// tallies[group][statement] → the representative statements of each group.
std::vector<std::vector<Stand>> representative(const std::vector<std::vector<Tally>>& tallies, const std::vector<bool>& left_out);

// What most of all are for (or against), over everybody's votes.
std::vector<Stand> majority(const std::vector<Tally>& all, const std::vector<bool>& left_out, Side side);

std::vector<double> consensus(const std::vector<std::vector<Tally>>& tallies);

// `extremity`: how far a lone vote on the statement moves a point on the map.
double priority(const Tally& votes, double extremity, bool meta);

}  // namespace mosharekat::insight
