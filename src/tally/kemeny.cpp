// SPDX-License-Identifier: AGPL-3.0-or-later
// Kemeny–Young: the order that contradicts the fewest pairs of preferences on all ballots. Exact, by the best order of every
// subset of candidates at the bottom of the list (Held and Karp's scheme): 2^n · n steps.
#include <bit>
#include <limits>

#include "tally/methods.h"
#include "tally/pairwise.h"

namespace mosharekat::tally {

void kemeny(Count& count) {
  Outcome& outcome = count.outcome;
  outcome.pairwise = pairwise(count.profile);
  const Table& duels = outcome.pairwise;
  const std::size_t size = count.candidates();
  const std::uint32_t everyone = (std::uint32_t{1} << size) - 1;
  // cost[S]: the fewest contradictions among the members of S; orders[S]: how many orders of S have as few (it saturates).
  constexpr std::int64_t unknown = std::numeric_limits<std::int64_t>::max();
  std::vector<std::int64_t> cost(std::size_t{everyone} + 1, unknown);
  std::vector<std::uint32_t> orders(std::size_t{everyone} + 1, 0);
  cost[0] = 0;
  orders[0] = 1;
  // To put `first` above all others of the set contradicts those who prefer any of them to `first`.
  const auto on_top = [&](std::uint32_t set, std::size_t first) {
    std::int64_t against = 0;
    for (std::uint32_t others = set & ~(std::uint32_t{1} << first); others != 0; others &= others - 1) {
      against += duels[static_cast<std::size_t>(std::countr_zero(others))][first];
    }
    return against;
  };
  for (std::uint32_t set = 1; set <= everyone; ++set) {
    for (std::uint32_t members = set; members != 0; members &= members - 1) {
      const auto first = static_cast<std::size_t>(std::countr_zero(members));
      const std::uint32_t below = set & ~(std::uint32_t{1} << first);
      const std::int64_t total = cost[below] + on_top(set, first);
      if (total < cost[set]) {
        cost[set] = total;
        orders[set] = orders[below];
      } else if (total == cost[set]) {
        orders[set] = orders[set] > std::numeric_limits<std::uint32_t>::max() - orders[below]
                          ? std::numeric_limits<std::uint32_t>::max()
                          : orders[set] + orders[below];
      }
    }
  }
  outcome.notes.push_back("contradicted preferences: " + std::to_string(cost[everyone]));
  if (orders[everyone] > 1) outcome.notes.push_back("orders with as few: " + std::to_string(orders[everyone]));

  // Of several best orders the lot takes one, place by place.
  for (std::uint32_t set = everyone; set != 0;) {
    std::vector<Candidate> possible;
    for (std::uint32_t members = set; members != 0; members &= members - 1) {
      const auto first = static_cast<std::size_t>(std::countr_zero(members));
      if (cost[set & ~(std::uint32_t{1} << first)] + on_top(set, first) == cost[set])
        possible.push_back(static_cast<Candidate>(first));
    }
    const Candidate taken = count.lot.first(possible);
    if (possible.size() > 1) count.tie("place " + std::to_string(outcome.ranking.size() + 1), possible, {taken}, "lot");
    outcome.ranking.push_back({taken});
    set &= ~(std::uint32_t{1} << taken);
  }
  count.seat_from_ranking();
}

}  // namespace mosharekat::tally
