// SPDX-License-Identifier: AGPL-3.0-or-later
#include "insight/standing.h"

#include <algorithm>
#include <cmath>

namespace mosharekat::insight {
namespace {

constexpr std::size_t shown_max = 5;

double smoothed(std::int64_t successes, std::int64_t trials) {
  return (static_cast<double>(successes) + 1) / (static_cast<double>(trials) + 2);
}

Stand stand(std::uint32_t statement, Side side, const Tally& in, const Tally& out) {
  const auto count = [&](const Tally& votes) { return side == Side::agree ? votes.agree : votes.disagree; };
  Stand result{.statement = statement, .side = side, .with = count(in), .voted = in.voted};
  result.share = smoothed(count(in), in.voted);
  result.share_test = share_test(count(in), in.voted);
  result.ratio = result.share / smoothed(count(out), out.voted);
  result.ratio_test = ratio_test(count(in), count(out), in.voted, out.voted);
  return result;
}

double weight(const Stand& stand) { return stand.ratio * stand.ratio_test * stand.share * stand.share_test; }

bool sufficient(const Stand& stand) { return stand.ratio_test > significant && stand.share_test > significant; }

// A better thing to say of a group that it agrees with: by how typical it is, once anything typical was found.
bool agreed_better(const Stand& agree, const Tally& votes, const std::optional<Stand>& best) {
  if (votes.agree == 0 && votes.disagree == 0) return false;
  if (!best) return agree.share_test > significant || (agree.ratio > 1 && agree.share > 0.5);
  if (best->ratio > 1) return weight(agree) > weight(*best);
  return agree.share * agree.share_test > best->share * best->share_test;
}

}  // namespace

double share_test(std::int64_t successes, std::int64_t trials) {
  const double n = static_cast<double>(trials) + 1;
  return 2 * std::sqrt(n) * ((static_cast<double>(successes) + 1) / n - 0.5);
}

double ratio_test(std::int64_t inside, std::int64_t outside, std::int64_t trials_inside, std::int64_t trials_outside) {
  const double in = static_cast<double>(inside) + 1, out = static_cast<double>(outside) + 1;
  const double n_in = static_cast<double>(trials_inside) + 1, n_out = static_cast<double>(trials_outside) + 1;
  const double all = (in + out) / (n_in + n_out);
  if (all >= 1) return 0;  // everybody everywhere: no difference to test
  return (in / n_in - out / n_out) / std::sqrt(all * (1 - all) * (1 / n_in + 1 / n_out));
}

std::vector<std::vector<Stand>> representative(const std::vector<std::vector<Tally>>& tallies,
                                               const std::vector<bool>& left_out) {
  std::vector<std::vector<Stand>> result(tallies.size());
  for (std::size_t g = 0; g < tallies.size(); ++g) {
    std::optional<Stand> best, best_agreed;
    std::vector<Stand> found;
    for (std::uint32_t s = 0; s < left_out.size(); ++s) {
      if (left_out[s]) continue;
      Tally out;
      for (std::size_t other = 0; other < tallies.size(); ++other) {
        if (other == g) continue;
        out.agree += tallies[other][s].agree;
        out.disagree += tallies[other][s].disagree;
        out.voted += tallies[other][s].voted;
      }
      const Tally& in = tallies[g][s];
      const Stand agree = stand(s, Side::agree, in, out), disagree = stand(s, Side::disagree, in, out);
      const Stand& typical = agree.ratio_test > disagree.ratio_test ? agree : disagree;
      if (sufficient(agree) || sufficient(disagree)) found.push_back(typical);
      if (found.empty() && (!best || typical.ratio_test > best->ratio_test)) best = typical;
      if (agreed_better(agree, in, best_agreed)) best_agreed = agree;
    }
    std::vector<Stand>& shown = result[g];
    if (best_agreed) {
      best_agreed->best_agreed = true;
      shown.push_back(*best_agreed);
    }
    if (found.empty()) {
      if (!best_agreed && best) shown.push_back(*best);
      continue;
    }
    std::ranges::stable_sort(found, std::greater<>{}, weight);
    for (const Stand& one : found) {
      if (shown.size() < shown_max && !(best_agreed && one.statement == best_agreed->statement)) shown.push_back(one);
    }
    std::stable_partition(shown.begin(), shown.end(), [](const Stand& one) { return one.side == Side::agree; });
  }
  return result;
}

std::vector<Stand> majority(const std::vector<Tally>& all, const std::vector<bool>& left_out, Side side) {
  std::vector<Stand> found;
  for (std::uint32_t s = 0; s < all.size(); ++s) {
    if (left_out[s]) continue;
    Stand one = stand(s, side, all[s], {});
    one.ratio = 1, one.ratio_test = 0;
    if (one.share > 0.5 && one.share_test > significant) found.push_back(one);
  }
  std::ranges::stable_sort(found, std::greater<>{}, [](const Stand& one) { return one.share * one.share_test; });
  if (found.size() > shown_max) found.resize(shown_max);
  return found;
}

std::vector<double> consensus(const std::vector<std::vector<Tally>>& tallies) {
  std::vector<double> result(tallies.empty() ? 0 : tallies.front().size(), 1);
  for (const auto& group : tallies) {
    for (std::size_t s = 0; s < group.size(); ++s) result[s] *= smoothed(group[s].agree, group[s].voted);
  }
  return result;
}

double priority(const Tally& votes, double extremity, bool meta) {
  constexpr double of_meta = 7;
  const double passes = smoothed(votes.voted - votes.agree - votes.disagree, votes.voted);
  const double newness = 1 + 8 * std::exp2(-static_cast<double>(votes.voted) / 5);
  const double value = meta ? of_meta : (1 - passes) * (extremity + 1) * smoothed(votes.agree, votes.voted) * newness;
  return value * value;
}

}  // namespace mosharekat::insight
