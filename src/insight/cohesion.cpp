// SPDX-License-Identifier: AGPL-3.0-or-later
#include "insight/cohesion.h"

#include <algorithm>
#include <numeric>

namespace mosharekat::insight {
namespace {

// Of its own likeness, what a group asks of another; less of a small group, whose first members are the most alike of all.
double asked(double inside, double size) {
  constexpr double of_many = 0.62;
  const double pairs = size * (size - 1) / 2;
  return pairs == 0 ? 0 : of_many * (1 - 1 / size) * inside / pairs;
}

// How alike copies are here: the mean of the groups that are large enough to tell. What is much less alike is no copy, however
// little there is to compare it with.
double usual(const std::vector<std::size_t>& alive, const std::vector<double>& inside, const std::vector<double>& size) {
  constexpr double large = 4, of_usual = 0.55;
  double sum = 0, pairs = 0;
  for (const std::size_t a : alive) {
    if (size[a] >= large) sum += inside[a], pairs += size[a] * (size[a] - 1) / 2;
  }
  return pairs == 0 ? 0 : of_usual * sum / pairs;
}

}  // namespace

std::vector<std::size_t> belonging_together(std::vector<float> likeness, std::size_t n, double least) {
  // likeness[a * n + b]: between the groups that a and b stand for, their mean; −1 for those that must stay apart.
  std::vector<double> size(n, 1), inside(n, 0);
  std::vector<std::size_t> group(n), nearest(n), alive(n);
  std::iota(group.begin(), group.end(), std::size_t{0});
  alive = group;
  const auto look = [&](std::size_t a) {
    float best = -1;
    nearest[a] = a;
    for (const std::size_t b : alive) {
      if (b != a && likeness[a * n + b] > best) best = likeness[a * n + b], nearest[a] = b;
    }
  };
  for (const std::size_t a : alive) look(a);
  while (true) {
    std::size_t one = n;
    float best = -1;
    for (const std::size_t a : alive) {
      if (nearest[a] != a && likeness[a * n + nearest[a]] > best) best = likeness[a * n + nearest[a]], one = a;
    }
    if (one == n || static_cast<double>(best) < std::max(least, usual(alive, inside, size))) break;
    const std::size_t a = std::min(one, nearest[one]), b = std::max(one, nearest[one]);
    if (static_cast<double>(best) < std::max(asked(inside[a], size[a]), asked(inside[b], size[b]))) {
      likeness[a * n + b] = likeness[b * n + a] = -1;
      look(a);
      look(b);
      continue;
    }
    inside[a] += inside[b] + static_cast<double>(best) * size[a] * size[b];
    std::erase(alive, b);
    for (const std::size_t c : alive) {
      if (c == a) continue;
      const float to_a = likeness[a * n + c], to_b = likeness[b * n + c];
      // What stays apart from one stays apart from both.
      const double mean = (size[a] * static_cast<double>(to_a) + size[b] * static_cast<double>(to_b)) / (size[a] + size[b]);
      likeness[a * n + c] = likeness[c * n + a] = to_a < 0 || to_b < 0 ? -1.0F : static_cast<float>(mean);
    }
    size[a] += size[b];
    for (std::size_t& of : group) of = of == b ? a : of;
    for (const std::size_t c : alive) {
      if (c == a || nearest[c] == a || nearest[c] == b) look(c);
    }
  }
  std::vector<std::size_t> name(n, n);
  std::size_t count = 0;
  for (std::size_t& of : group) {
    if (name[of] == n) name[of] = count++;
    of = name[of];
  }
  return group;
}

}  // namespace mosharekat::insight
