// SPDX-License-Identifier: AGPL-3.0-or-later
// k-means in the plane, and how well a clustering separates. Deterministic: fixed seeds, ties to the first. Pure.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace mosharekat::insight {

struct Points {
  std::vector<float> x, y;
  std::size_t size() const { return x.size(); }
};

struct Point {
  float x = 0, y = 0;
};

struct Clustering {
  std::vector<std::uint8_t> of;  // per point
  std::vector<Point> centers;    // at most 255
  double spread = 0;             // sum of squared distances to the own centre
};

struct Stop {
  int rounds = 100;
  float moved = 0;  // stop when no centre moved by more
};

// Lloyd's iteration from the given centres; those that no point chooses are dropped. `weights` may be empty: all points count 1.
Clustering k_means(const Points& points, std::span<const double> weights, std::vector<Point> centers, const Stop& stop = {});

// The first k different points, in their order; fewer when there are not so many.
std::vector<Point> first_different(const Points& points, std::size_t k);

// The least spread of several starts (k-means++ with fixed seeds).
Clustering best_k_means(const Points& points, std::span<const double> weights, std::size_t k);

// The mean silhouette of each clustering, from one pass over all pairs of points: O(n²) time, O(n) memory. A point alone in its
// cluster counts 0.
std::vector<double> silhouettes(const Points& points, std::span<const Clustering> clusterings);

// Above this many points the silhouettes are taken of as many points, evenly picked.
inline constexpr std::size_t silhouette_points_max = 5'000;

}  // namespace mosharekat::insight
