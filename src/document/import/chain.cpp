// SPDX-License-Identifier: AGPL-3.0-or-later
#include "document/import/chain.h"

#include <algorithm>

namespace mosharekat::document::reading {
namespace {

// How many candidates back a predecessor is looked for: more wrong ones in a row than any text has, and a bound for hostile ones.
constexpr std::size_t window = 120;

double worth(const Candidate& candidate) { return candidate.certain ? 1.0 : 0.45; }

double cost_of_first(const Candidate& candidate) {
  if (candidate.value <= 1) return 0;
  return candidate.starts ? 0.3 : 0.5;
}

double cost(const Candidate& before, const Candidate& after) {
  if (after.value == before.value + 1) return 0;
  if (after.again && after.value == before.value) return 0;
  if (after.value == 0 || before.value == 0) return 0.8;
  if (after.value == 1) return after.starts ? 0.1 : 1.4;
  if (after.value == before.value) return 1.2;
  if (after.value > before.value) return 0.6 + std::min(1.0, 0.05 * (after.value - before.value));
  return after.starts ? 1.0 : 3.0;
}

}  // namespace

std::vector<bool> chain(const std::vector<Candidate>& candidates) {
  const std::size_t count = candidates.size();
  std::vector<double> best(count);
  std::vector<std::size_t> before(count, count);
  for (std::size_t at = 0; at < count; ++at) {
    best[at] = worth(candidates[at]) - cost_of_first(candidates[at]);
    for (std::size_t from = at > window ? at - window : 0; from < at; ++from) {
      const double value = best[from] + worth(candidates[at]) - cost(candidates[from], candidates[at]);
      if (value >= best[at]) {
        best[at] = value;
        before[at] = from;
      }
    }
  }
  std::vector<bool> chosen(count, false);
  if (count == 0) return chosen;
  std::size_t at = static_cast<std::size_t>(std::max_element(best.begin(), best.end()) - best.begin());
  for (; at < count; at = before[at]) chosen[at] = true;
  return chosen;
}

}  // namespace mosharekat::document::reading
