// SPDX-License-Identifier: AGPL-3.0-or-later
// How well two groupings of the same things agree, for *_test.cpp and bench/ only.
#pragma once
#include <cmath>
#include <cstddef>
#include <map>
#include <vector>

namespace mosharekat::insight::testing {

// Pairs of things that are together in each grouping and in both.
struct Pairs {
  double both = 0, left = 0, right = 0, all = 0;
};

inline Pairs pairs(const std::vector<std::size_t>& left, const std::vector<std::size_t>& right) {
  std::map<std::pair<std::size_t, std::size_t>, double> both;
  std::map<std::size_t, double> in_left, in_right;
  for (std::size_t i = 0; i < left.size(); ++i) ++both[{left[i], right[i]}], ++in_left[left[i]], ++in_right[right[i]];
  const auto choose = [](double n) { return n * (n - 1) / 2; };
  Pairs result{.all = choose(static_cast<double>(left.size()))};
  for (const auto& [key, n] : both) result.both += choose(n);
  for (const auto& [key, n] : in_left) result.left += choose(n);
  for (const auto& [key, n] : in_right) result.right += choose(n);
  return result;
}

// 1 for the same grouping, about 0 for chance.
inline double adjusted_rand(const std::vector<std::size_t>& left, const std::vector<std::size_t>& right) {
  const Pairs p = pairs(left, right);
  const double expected = p.left * p.right / p.all, most = (p.left + p.right) / 2;
  return most == expected ? 1 : (p.both - expected) / (most - expected);
}

// Normalised mutual information, by the arithmetic mean of the entropies.
inline double mutual_information(const std::vector<std::size_t>& left, const std::vector<std::size_t>& right) {
  std::map<std::pair<std::size_t, std::size_t>, double> both;
  std::map<std::size_t, double> in_left, in_right;
  const auto n = static_cast<double>(left.size());
  for (std::size_t i = 0; i < left.size(); ++i) ++both[{left[i], right[i]}], ++in_left[left[i]], ++in_right[right[i]];
  double shared = 0, entropy = 0;
  for (const auto& [key, count] : both) shared += count / n * std::log(count * n / (in_left[key.first] * in_right[key.second]));
  for (const auto* side : {&in_left, &in_right}) {
    for (const auto& [key, count] : *side) entropy -= count / n * std::log(count / n) / 2;
  }
  return entropy == 0 ? 1 : shared / entropy;
}

}  // namespace mosharekat::insight::testing
