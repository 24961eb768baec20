// SPDX-License-Identifier: AGPL-3.0-or-later
#include "insight/clustering.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <random>

namespace mosharekat::insight {
namespace {

constexpr int starts = 8;

float squared(Point a, Point b) { return (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y); }
Point at(const Points& points, std::size_t i) { return {points.x[i], points.y[i]}; }

// k-means++: each further centre at a point, likelier the farther it is from those that are there.
std::vector<Point> seeded(const Points& points, std::size_t k, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  std::vector<Point> centers{at(points, random() % points.size())};
  std::vector<double> nearest(points.size(), std::numeric_limits<double>::max());
  while (centers.size() < k) {
    double sum = 0;
    for (std::size_t i = 0; i < points.size(); ++i) {
      nearest[i] = std::min<double>(nearest[i], squared(at(points, i), centers.back()));
      sum += nearest[i];
    }
    if (sum <= 0) break;
    double left = sum * static_cast<double>(random() >> 11) * 0x1p-53;
    std::size_t chosen = 0;
    while (chosen + 1 < points.size() && (left -= nearest[chosen]) >= 0) ++chosen;
    while (nearest[chosen] == 0) chosen = (chosen + points.size() - 1) % points.size();
    centers.push_back(at(points, chosen));
  }
  return centers;
}

// Sum of the distances of one point to the points [begin, end).
__attribute__((target_clones("avx2", "default"))) float distances(const float* x, const float* y, std::size_t begin,
                                                                  std::size_t end, float to_x, float to_y) {
  float lanes[8] = {};
  std::size_t i = begin;
  for (; i + 8 <= end; i += 8) {
    for (std::size_t lane = 0; lane < 8; ++lane) {
      const float dx = x[i + lane] - to_x, dy = y[i + lane] - to_y;
      lanes[lane] += std::sqrt(dx * dx + dy * dy);
    }
  }
  float sum = ((lanes[0] + lanes[1]) + (lanes[2] + lanes[3])) + ((lanes[4] + lanes[5]) + (lanes[6] + lanes[7]));
  for (; i < end; ++i) sum += std::sqrt((x[i] - to_x) * (x[i] - to_x) + (y[i] - to_y) * (y[i] - to_y));
  return sum;
}

}  // namespace

Clustering k_means(const Points& points, std::span<const double> weights, std::vector<Point> centers, const Stop& stop) {
  Clustering result;
  if (points.size() == 0 || centers.empty()) return result;
  result.of.assign(points.size(), 255);
  for (int round = 0; round < stop.rounds; ++round) {
    std::vector<double> x(centers.size()), y(centers.size()), count(centers.size());
    bool changed = false;
    result.spread = 0;
    for (std::size_t i = 0; i < points.size(); ++i) {
      const Point point = at(points, i);
      std::size_t best = 0;
      float least = squared(point, centers[0]);
      for (std::size_t c = 1; c < centers.size(); ++c) {
        const float distance = squared(point, centers[c]);
        if (distance < least) best = c, least = distance;
      }
      changed |= result.of[i] != best;
      result.of[i] = static_cast<std::uint8_t>(best);
      const double weight = weights.empty() ? 1 : weights[i];
      x[best] += weight * point.x, y[best] += weight * point.y;
      count[best] += weight;
      result.spread += weight * least;
    }
    if (!changed) break;
    float moved = 0;
    std::vector<Point> kept;
    std::vector<std::uint8_t> renamed(centers.size(), 255);
    for (std::size_t c = 0; c < centers.size(); ++c) {
      if (count[c] == 0) continue;
      renamed[c] = static_cast<std::uint8_t>(kept.size());
      kept.push_back({static_cast<float>(x[c] / count[c]), static_cast<float>(y[c] / count[c])});
      moved = std::max(moved, squared(kept.back(), centers[c]));
    }
    for (std::uint8_t& cluster : result.of) cluster = renamed[cluster];
    centers = std::move(kept);
    if (moved < stop.moved * stop.moved) break;
  }
  result.centers = std::move(centers);
  return result;
}

std::vector<Point> first_different(const Points& points, std::size_t k) {
  std::vector<Point> found;
  for (std::size_t i = 0; i < points.size() && found.size() < k; ++i) {
    const Point point = at(points, i);
    if (std::ranges::none_of(found, [&](Point other) { return other.x == point.x && other.y == point.y; }))
      found.push_back(point);
  }
  return found;
}

Clustering best_k_means(const Points& points, std::span<const double> weights, std::size_t k) {
  Clustering best;
  if (points.size() == 0 || k == 0) return best;
  for (std::uint64_t seed = 1; seed <= starts; ++seed) {
    Clustering found = k_means(points, weights, seeded(points, k, seed));
    // Starts that end in the same place differ by rounding; only a real gain is one.
    if (best.of.empty() || found.spread < best.spread * (1 - 1e-6)) best = std::move(found);
  }
  return best;
}

std::vector<double> silhouettes(const Points& points, std::span<const Clustering> clusterings) {
  std::vector<double> sums(clusterings.size());
  const std::size_t step = (points.size() + silhouette_points_max - 1) / silhouette_points_max;
  // Points that are together in every clustering stand side by side, so that one sum of distances serves all clusterings.
  std::map<std::vector<std::uint8_t>, std::vector<std::size_t>> blocks;
  std::size_t picked = 0;
  for (std::size_t i = 0; i < points.size(); i += step, ++picked) {
    std::vector<std::uint8_t> key;
    for (const Clustering& clustering : clusterings) key.push_back(clustering.of[i]);
    blocks[key].push_back(i);
  }
  Points ordered;
  std::vector<std::size_t> end;
  std::vector<std::vector<std::uint8_t>> keys;
  std::vector<std::vector<std::size_t>> size(clusterings.size());
  for (std::size_t c = 0; c < clusterings.size(); ++c) size[c].resize(clusterings[c].centers.size());
  for (const auto& [key, members] : blocks) {
    for (const std::size_t i : members) ordered.x.push_back(points.x[i]), ordered.y.push_back(points.y[i]);
    keys.push_back(key);
    end.push_back(ordered.size());
    for (std::size_t c = 0; c < clusterings.size(); ++c) size[c][key[c]] += members.size();
  }
  std::vector<double> to_block(keys.size()), to_cluster;
  for (std::size_t b = 0, i = 0; b < keys.size(); ++b) {
    for (; i < end[b]; ++i) {
      for (std::size_t other = 0, begin = 0; other < keys.size(); begin = end[other++]) {
        to_block[other] = distances(ordered.x.data(), ordered.y.data(), begin, end[other], ordered.x[i], ordered.y[i]);
      }
      for (std::size_t c = 0; c < clusterings.size(); ++c) {
        const std::size_t own = keys[b][c];
        if (size[c][own] < 2) continue;
        to_cluster.assign(size[c].size(), 0);
        for (std::size_t other = 0; other < keys.size(); ++other) to_cluster[keys[other][c]] += to_block[other];
        const double inside = to_cluster[own] / static_cast<double>(size[c][own] - 1);
        double outside = std::numeric_limits<double>::max();
        for (std::size_t k = 0; k < to_cluster.size(); ++k) {
          if (k != own && size[c][k] > 0) outside = std::min(outside, to_cluster[k] / static_cast<double>(size[c][k]));
        }
        if (outside == std::numeric_limits<double>::max()) continue;
        const double larger = std::max(inside, outside);
        if (larger > 0) sums[c] += (outside - inside) / larger;
      }
    }
  }
  for (double& sum : sums) sum /= static_cast<double>(std::max<std::size_t>(picked, 1));
  return sums;
}

}  // namespace mosharekat::insight
