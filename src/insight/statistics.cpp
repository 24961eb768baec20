// SPDX-License-Identifier: AGPL-3.0-or-later
#include "insight/statistics.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/result.h"

namespace mosharekat::insight {
namespace {

constexpr int oldest = 120, rounds_max = 200, trims_max = 10;
constexpr double change_max = 1e-6, weight_min = 0.3, weight_max = 3;

void scale_to_mean_one(std::vector<double>& weights) {
  const double mean = std::accumulate(weights.begin(), weights.end(), 0.0) / static_cast<double>(weights.size());
  for (double& weight : weights) weight /= mean;
}

bool within_bounds(const std::vector<double>& weights) {
  return std::ranges::all_of(weights, [](double w) { return w >= weight_min - change_max && w <= weight_max + change_max; });
}

// Within the bounds and of mean 1 again. What is cut off goes to the others, which may push some of those out: hence the loop.
void trim(std::vector<double>& weights) {
  for (int round = 0; round < rounds_max && !within_bounds(weights); ++round) {
    for (double& weight : weights) weight = std::clamp(weight, weight_min, weight_max);
    scale_to_mean_one(weights);
  }
}

// One pass over all margins; returns the largest relative change of a weight.
double fit_once(std::span<const Margin> margins, std::vector<double>& weights) {
  const std::vector<double> before = weights;
  for (const Margin& margin : margins) {
    std::vector<double> sums(margin.target.size());
    for (std::size_t i = 0; i < weights.size(); ++i) sums[margin.category_of[i]] += weights[i];
    const double all = std::accumulate(margin.target.begin(), margin.target.end(), 0.0);
    for (std::size_t i = 0; i < weights.size(); ++i) {
      const std::size_t k = margin.category_of[i];
      weights[i] *= margin.target[k] / all * static_cast<double>(weights.size()) / sums[k];
    }
  }
  double change = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) change = std::max(change, std::abs(weights[i] - before[i]) / before[i]);
  return change;
}

}  // namespace

AgeBand age_band(std::optional<int> birth_year, int call_year) {
  if (!birth_year) return AgeBand::not_stated;
  const int age = call_year - *birth_year;
  if (age < 0 || age > oldest) return AgeBand::not_stated;
  if (age < 15) return AgeBand::under_15;
  return static_cast<AgeBand>(std::min(1 + (age - 15) / 10, 6));
}

std::vector<std::string> age_groups(AgeDetail detail) {
  switch (detail) {
    case AgeDetail::fine: return {"0-14", "15-24", "25-34", "35-44", "45-54", "55-64", "65+", "not_stated"};
    case AgeDetail::coarse: return {"0-24", "25-34", "35-44", "45-54", "55+", "not_stated"};
    case AgeDetail::three: return {"0-24", "25-54", "55+", "not_stated"};
  }
  throw Bug("an age detail without groups");
}

std::size_t age_group(AgeBand band, AgeDetail detail) {
  static constexpr std::size_t group[3][age_band_count] = {
      {0, 1, 2, 3, 4, 5, 6, 7}, {0, 0, 1, 2, 3, 4, 4, 5}, {0, 0, 1, 1, 1, 2, 2, 3}};
  return group[static_cast<std::size_t>(detail)][static_cast<std::size_t>(band)];
}

std::optional<Interval> wilson(Sample sample, double share, double n, double z) {
  if (sample != Sample::probability || n <= 0) return std::nullopt;
  const double middle = share + z * z / (2 * n);
  const double half = z * std::sqrt(share * (1 - share) / n + z * z / (4 * n * n));
  const double whole = 1 + z * z / n;
  return Interval{std::max(0.0, (middle - half) / whole), std::min(1.0, (middle + half) / whole)};
}

Kish kish(std::span<const double> weights) {
  double sum = 0, squares = 0;
  for (const double weight : weights) sum += weight, squares += weight * weight;
  if (squares == 0) return {};
  const double effective = sum * sum / squares;
  return {effective, static_cast<double>(weights.size()) / effective};
}

Margin joined(const Margin& margin, std::size_t least) {
  std::vector<std::size_t> size(margin.target.size()), new_number(margin.target.size());
  for (const std::size_t k : margin.category_of) ++size[k];
  std::iota(new_number.begin(), new_number.end(), std::size_t{0});
  Margin result = margin;
  while (size.size() > 1) {
    const auto smallest = static_cast<std::size_t>(std::ranges::min_element(size) - size.begin());
    if (size[smallest] >= least) break;
    const bool with_next = smallest == 0 || (smallest + 1 < size.size() && size[smallest + 1] < size[smallest - 1]);
    const std::size_t kept = with_next ? smallest : smallest - 1;
    const auto gone = static_cast<std::ptrdiff_t>(kept + 1);
    size[kept] += size[kept + 1];
    size.erase(size.begin() + gone);
    result.target[kept] += result.target[kept + 1];
    result.target.erase(result.target.begin() + gone);
    for (std::size_t& number : new_number) number -= number > kept;
  }
  for (std::size_t& category : result.category_of) category = new_number[category];
  return result;
}

Weights rake(std::span<const Margin> margins) {
  expect(!margins.empty(), "raking needs a margin");
  const std::size_t people = margins.front().category_of.size();
  for (const Margin& margin : margins) {
    expect(margin.category_of.size() == people, "every margin tells the category of every person");
    std::vector<bool> has(margin.target.size());
    for (const std::size_t k : margin.category_of) has.at(k) = true;
    for (std::size_t k = 0; k < has.size(); ++k) expect(has[k] && margin.target[k] > 0, "every category has people and a target");
  }
  Weights result;
  result.of.assign(people, 1.0);
  for (int trims = 0; trims <= trims_max; ++trims) {
    bool fitted = false;
    for (int round = 0; round < rounds_max && !fitted; ++round, ++result.rounds)
      fitted = fit_once(margins, result.of) < change_max;
    result.converged = fitted && within_bounds(result.of);
    if (result.converged || people == 0) break;
    trim(result.of);
  }
  if (people > 0) {
    const auto [lowest, highest] = std::ranges::minmax(result.of);
    result.lowest = lowest, result.highest = highest;
  }
  return result;
}

std::optional<Representation> represent(std::int64_t participants, std::int64_t all_participants, std::int64_t population,
                                        std::int64_t all_population) {
  if (all_participants <= 0 || population <= 0 || all_population <= 0) return std::nullopt;
  Representation result;
  result.share = static_cast<double>(participants) / static_cast<double>(all_participants);
  result.population_share = static_cast<double>(population) / static_cast<double>(all_population);
  result.ratio = result.share / result.population_share;
  result.per_100_000 = 1e5 * static_cast<double>(participants) / static_cast<double>(population);
  return result;
}

}  // namespace mosharekat::insight
