// SPDX-License-Identifier: AGPL-3.0-or-later
// Who took part, in numbers (formulas and their limits: docs/statistics.md): age bands, weighting to a census, effective sample
// size, intervals. Pure.
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace mosharekat::insight {

// Unions of the census' five-year groups, so that they can be compared with it.
enum class AgeBand : std::uint8_t { under_15, from_15, from_25, from_35, from_45, from_55, from_65, not_stated };
inline constexpr std::size_t age_band_count = 8;

// From the Jalali years of birth and of the call: the age reached in that year. Not stated, or impossible (negative, over 120):
// not_stated.
AgeBand age_band(std::optional<int> birth_year, int call_year);

// How finely ages are told: 8, 5 or 3 groups, each nested in the finer one; "not stated" is always apart.
enum class AgeDetail : std::uint8_t { fine, coarse, three };
std::vector<std::string> age_groups(AgeDetail detail);  // "0-14" … "65+", "not_stated"
std::size_t age_group(AgeBand band, AgeDetail detail);  // index into age_groups(detail)

// How people came into the sample. Only of a probability sample can a sampling error be computed.
enum class Sample : std::uint8_t { self_selected, probability };

struct Interval {
  double low = 0, high = 0;
};

// Wilson's interval of a share; `n` may be an effective sample size. Nothing for a sample that chose itself, nor for n = 0.
std::optional<Interval> wilson(Sample sample, double share, double n, double z = 1.959963984540054);

struct Kish {
  double effective = 0;      // (Σw)² / Σw²
  double design_effect = 1;  // n / effective
};
Kish kish(std::span<const double> weights);

// One property by which a sample is weighted: the category of each person and the share each category has in the population.
struct Margin {
  std::vector<std::size_t> category_of;
  std::vector<double> target;
};

// Categories with fewer than `least` people are joined with their smaller neighbour in the given order, again and again.
Margin joined(const Margin& margin, std::size_t least = 10);

struct Weights {
  std::vector<double> of;  // one per person, mean 1
  bool converged = false;  // the targets are met within the bounds
  int rounds = 0;
  double lowest = 1, highest = 1;  // to be published
};

// Raking (iterative proportional fitting) until no weight changes by more than one in a million, at most 200 rounds. Weights
// outside 0.3 … 3 times their mean are trimmed and the fit is repeated; if they insist, the trimmed ones stand and the targets
// are missed (converged is false). Every category must have people in it: use joined() first.
Weights rake(std::span<const Margin> margins);

// A category beside the census.
struct Representation {
  double share = 0;             // of the participants
  double population_share = 0;  // of the population
  double ratio = 0;             // of the two: 1 is represented as in the population
  double per_100_000 = 0;       // participants per 100,000 inhabitants
};
// Nothing when the census has nobody in the category, or nobody took part.
std::optional<Representation> represent(std::int64_t participants, std::int64_t all_participants, std::int64_t population,
                                        std::int64_t all_population);

}  // namespace mosharekat::insight
