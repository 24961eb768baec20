// SPDX-License-Identifier: AGPL-3.0-or-later
#include "insight/themes.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>
#include <unordered_map>

namespace mosharekat::insight {
namespace {

constexpr std::size_t themes_max = 20, sample_max = 20'000;
constexpr int starts = 6, rounds_max = 50;

// Unit vectors, one after another.
struct Places {
  std::size_t dimensions = 0;
  std::vector<float> values;
  std::size_t size() const { return dimensions == 0 ? 0 : values.size() / dimensions; }
  std::span<const float> operator[](std::size_t i) const { return {values.data() + i * dimensions, dimensions}; }
};

float dot(std::span<const float> a, std::span<const float> b) {
  float lanes[8] = {};
  std::size_t d = 0;
  for (; d + 8 <= a.size(); d += 8) {
    for (std::size_t lane = 0; lane < 8; ++lane) lanes[lane] += a[d + lane] * b[d + lane];
  }
  float sum = ((lanes[0] + lanes[1]) + (lanes[2] + lanes[3])) + ((lanes[4] + lanes[5]) + (lanes[6] + lanes[7]));
  for (; d < a.size(); ++d) sum += a[d] * b[d];
  return sum;
}

struct Grouping {
  std::vector<std::uint32_t> of;
  std::vector<std::vector<float>> middle;
  double closeness = 0;   // mean of each place to its middle
  double separation = 0;  // mean of how much nearer its own middle is than the next one
};

void assign(const Places& places, Grouping& grouping) {
  grouping.of.resize(places.size());
  std::vector<float> near(places.size()), gap(places.size());
  in_parallel(places.size(), [&](std::size_t from, std::size_t to) {
    for (std::size_t i = from; i < to; ++i) {
      float best = -2, second = -2;
      for (std::uint32_t k = 0; k < grouping.middle.size(); ++k) {
        const float closeness = dot(places[i], grouping.middle[k]);
        if (closeness > best) {
          second = best, best = closeness;
          grouping.of[i] = k;
        } else if (closeness > second) {
          second = closeness;
        }
      }
      near[i] = best;
      // As a silhouette, of distances to the middles.
      const float own = 1 - best, other = 1 - second;
      gap[i] = other > 0 ? (other - own) / other : 0;
    }
  });
  const auto n = static_cast<double>(std::max<std::size_t>(places.size(), 1));
  grouping.closeness = std::accumulate(near.begin(), near.end(), 0.0) / n;
  grouping.separation = std::accumulate(gap.begin(), gap.end(), 0.0) / n;
}

// False when nothing moved.
bool recentre(const Places& places, Grouping& grouping) {
  std::vector<std::vector<double>> sum(grouping.middle.size(), std::vector<double>(places.dimensions));
  for (std::size_t i = 0; i < places.size(); ++i) {
    for (std::size_t d = 0; d < places.dimensions; ++d) sum[grouping.of[i]][d] += places[i][d];
  }
  bool moved = false;
  for (std::size_t k = 0; k < sum.size(); ++k) {
    double length = 0;
    for (const double one : sum[k]) length += one * one;
    if (length <= 0) continue;
    for (std::size_t d = 0; d < places.dimensions; ++d) {
      const auto value = static_cast<float>(sum[k][d] / std::sqrt(length));
      moved |= std::abs(value - grouping.middle[k][d]) > 1e-6F;
      grouping.middle[k][d] = value;
    }
  }
  return moved;
}

Grouping settled(const Places& places, std::vector<std::vector<float>> middle) {
  Grouping grouping;
  grouping.middle = std::move(middle);
  for (int round = 0; round < rounds_max; ++round) {
    assign(places, grouping);
    if (!recentre(places, grouping)) break;
  }
  return grouping;
}

std::vector<std::vector<float>> seeded(const Places& places, std::size_t k, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  std::vector<std::vector<float>> middle;
  const auto add = [&](std::size_t i) { middle.emplace_back(places[i].begin(), places[i].end()); };
  add(random() % places.size());
  std::vector<double> far(places.size(), 2);
  while (middle.size() < k) {
    double sum = 0;
    for (std::size_t i = 0; i < places.size(); ++i) {
      far[i] = std::min(far[i], std::max(0.0, 1.0 - static_cast<double>(dot(places[i], middle.back()))));
      sum += far[i];
    }
    double left = sum * static_cast<double>(random() >> 11) * 0x1p-53;
    std::size_t chosen = 0;
    while (chosen + 1 < places.size() && (left -= far[chosen]) >= 0) ++chosen;
    add(chosen);
  }
  return middle;
}

Grouping best_of(const Places& places, std::size_t k) {
  Grouping best;
  for (std::uint64_t seed = 1; seed <= starts; ++seed) {
    Grouping found = settled(places, seeded(places, k, seed));
    if (best.of.empty() || found.closeness > best.closeness + 1e-7) best = std::move(found);
  }
  return best;
}

// How much a word tells of a theme: its share there times how much larger that is than overall.
std::vector<std::vector<std::uint32_t>> characteristic(const Corpus& corpus, std::span<const std::size_t> texts,
                                                       const Themes& themes, const WordSpace& space, std::size_t count,
                                                       std::size_t shown) {
  std::vector<std::unordered_map<std::uint32_t, double>> in_theme(count);
  std::vector<double> size(count), overall(corpus.terms());
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (!themes.of[i]) continue;
    ++size[*themes.of[i]];
    for (const std::uint32_t term : corpus.terms_of(texts[i])) {
      if (!space.knows(term)) continue;
      ++in_theme[*themes.of[i]][term];
      ++overall[term];
    }
  }
  const double all = std::accumulate(size.begin(), size.end(), 0.0);
  std::vector<std::vector<std::uint32_t>> result(count);
  for (std::size_t k = 0; k < count; ++k) {
    std::vector<std::pair<double, std::uint32_t>> ranked;
    for (const auto& [term, texts_with] : in_theme[k]) {
      const double share = texts_with / size[k];
      ranked.emplace_back(-share * std::log(share / (overall[term] / all)), term);
    }
    std::ranges::sort(ranked);
    for (const auto& [rank, term] : ranked) {
      if (result[k].size() < shown && rank < 0) result[k].push_back(term);
    }
  }
  return result;
}

}  // namespace

Themes find_themes(const Corpus& corpus, std::span<const std::size_t> texts, const WordSpace& space, const ThemeOptions& options,
                   const Progress& progress) {
  Themes themes;
  themes.of.resize(texts.size());
  themes.closeness.resize(texts.size());
  Places all{space.dimensions(), std::vector<float>(texts.size() * space.dimensions())};
  in_parallel(texts.size(), [&](std::size_t from, std::size_t to) {
    for (std::size_t i = from; i < to; ++i) {
      space.place(corpus.words(texts[i]), std::span(all.values).subspan(i * all.dimensions, all.dimensions));
    }
  });
  // Those with no known word stand aside.
  Places placed{all.dimensions, {}}, sample{all.dimensions, {}};
  std::vector<std::size_t> number;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (std::ranges::any_of(all[i], [](float one) { return one != 0; })) number.push_back(i);
  }
  if (number.empty()) return themes;
  const std::size_t step = (number.size() + sample_max - 1) / sample_max;
  for (std::size_t n = 0; n < number.size(); ++n) {
    const auto place = all[number[n]];
    placed.values.insert(placed.values.end(), place.begin(), place.end());
    if (n % step == 0) sample.values.insert(sample.values.end(), place.begin(), place.end());
  }
  all = {};

  // The number of themes that separates best, on a sample; then all texts take their places.
  const std::size_t most = std::min(themes_max, std::max<std::size_t>(1, number.size() / 5));
  Grouping best;
  for (std::size_t k = options.count ? options.count : std::min<std::size_t>(2, most);
       k <= (options.count ? options.count : most); ++k) {
    Grouping found = best_of(sample, std::min(k, sample.size()));
    if (best.of.empty() || found.separation > best.separation) best = std::move(found);
    if (progress) progress("themes", static_cast<double>(k) / static_cast<double>(std::max(most, k)));
  }
  Grouping grouping = settled(placed, std::move(best.middle));

  std::vector<std::size_t> size(grouping.middle.size()), order(grouping.middle.size()), name(grouping.middle.size());
  for (const std::uint32_t k : grouping.of) ++size[k];
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, std::greater<>{}, [&](std::size_t k) { return size[k]; });
  std::size_t count = 0;
  for (const std::size_t k : order) {
    if (size[k] == 0) continue;
    name[k] = count++;
    themes.middle.push_back(grouping.middle[k]);
  }
  for (std::size_t n = 0; n < number.size(); ++n) {
    themes.of[number[n]] = static_cast<std::uint32_t>(name[grouping.of[n]]);
    themes.closeness[number[n]] = dot(placed[n], grouping.middle[grouping.of[n]]);
  }
  themes.terms = characteristic(corpus, texts, themes, space, count, options.terms_shown);
  return themes;
}

}  // namespace mosharekat::insight
