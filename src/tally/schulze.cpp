// SPDX-License-Identifier: AGPL-3.0-or-later
// Schulze, "A new monotonic, clone-independent, reversal symmetric, and Condorcet-consistent single-winner election method"
// (2011).
#include <algorithm>

#include "tally/methods.h"
#include "tally/pairwise.h"

namespace mosharekat::tally {
namespace {

Table strengths(const Table& duels, Strength strength) {
  Table links(duels.size(), std::vector<std::int64_t>(duels.size(), 0));
  for (std::size_t a = 0; a < duels.size(); ++a) {
    for (std::size_t b = 0; b < duels.size(); ++b) {
      const std::int64_t lead = duels[a][b] - duels[b][a];
      if (lead > 0) links[a][b] = strength == Strength::margins ? lead : duels[a][b];
    }
  }
  return links;
}

void widen(Table& paths) {
  const std::size_t size = paths.size();
  for (std::size_t middle = 0; middle < size; ++middle) {
    for (std::size_t from = 0; from < size; ++from) {
      const std::int64_t first_half = paths[from][middle];
      if (from == middle || first_half == 0) continue;
      for (std::size_t to = 0; to < size; ++to) {
        if (to != from) paths[from][to] = std::max(paths[from][to], std::min(first_half, paths[middle][to]));
      }
    }
  }
}

}  // namespace

// The relation is transitive (section 4.1 of the paper) but leaves equals: the ranking takes away, layer by layer, those whom no
// other remaining candidate beats.
void schulze(Count& count) {
  Outcome& outcome = count.outcome;
  outcome.pairwise = pairwise(count.profile);
  outcome.strongest = strengths(outcome.pairwise, count.options.strength);
  widen(outcome.strongest);
  std::vector<Candidate> remaining(count.candidates());
  for (std::size_t c = 0; c < remaining.size(); ++c) remaining[c] = static_cast<Candidate>(c);
  while (!remaining.empty()) {
    std::vector<Candidate> best, rest;
    for (const Candidate a : remaining) {
      const bool beaten =
          std::ranges::any_of(remaining, [&](Candidate b) { return outcome.strongest[b][a] > outcome.strongest[a][b]; });
      (beaten ? rest : best).push_back(a);
    }
    outcome.ranking.push_back(std::move(best));
    remaining = std::move(rest);
  }
  count.seat_from_ranking();
}

}  // namespace mosharekat::tally
