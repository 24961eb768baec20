// SPDX-License-Identifier: AGPL-3.0-or-later
// Ranked pairs: Tideman, "Independence of clones as a criterion for voting rules" (1987). Majorities are locked from the
// strongest down, each unless it would close a circle.
#include <algorithm>

#include "tally/methods.h"
#include "tally/pairwise.h"

namespace mosharekat::tally {
namespace {

struct Majority {
  Candidate winner, loser;
  std::int64_t strength;
};

// Which candidates are above which, by locked majorities and what follows from them.
class Order {
 public:
  explicit Order(std::size_t size) : above_(size, std::vector<char>(size, 0)) {}
  bool above(std::size_t high, std::size_t low) const { return above_[high][low] != 0; }
  void lock(std::size_t high, std::size_t low) {
    if (above(high, low)) return;
    for (std::size_t a = 0; a < above_.size(); ++a) {
      if (a != high && !above(a, high)) continue;
      above_[a][low] = 1;
      for (std::size_t b = 0; b < above_.size(); ++b) above_[a][b] |= above_[low][b];
    }
  }

 private:
  std::vector<std::vector<char>> above_;
};

}  // namespace

void ranked_pairs(Count& count) {
  Outcome& outcome = count.outcome;
  outcome.pairwise = pairwise(count.profile);
  const Table& duels = outcome.pairwise;
  std::vector<Majority> majorities;
  for (std::size_t a = 0; a < duels.size(); ++a) {
    for (std::size_t b = 0; b < duels.size(); ++b) {
      const std::int64_t lead = duels[a][b] - duels[b][a];
      if (lead <= 0) continue;
      majorities.push_back({static_cast<Candidate>(a), static_cast<Candidate>(b),
                            count.options.strength == Strength::margins ? lead : duels[a][b]});
    }
  }
  // Equal majorities: first the one whose winner the lot drew earlier, then the one whose loser it drew later.
  const Lot& lot = count.lot;
  std::ranges::sort(majorities, [&](const Majority& left, const Majority& right) {
    if (left.strength != right.strength) return left.strength > right.strength;
    if (left.winner != right.winner) return lot.before(left.winner, right.winner);
    return lot.before(right.loser, left.loser);
  });
  Order order(count.candidates());
  for (std::size_t from = 0; from < majorities.size();) {
    std::size_t to = from;
    while (to < majorities.size() && majorities[to].strength == majorities[from].strength) ++to;
    const Order before = order;
    std::vector<Candidate> concerned, dropped;
    for (std::size_t i = from; i < to; ++i) {
      const auto [winner, loser, strength] = majorities[i];
      if (!order.above(loser, winner)) {
        order.lock(winner, loser);
        outcome.locked.emplace_back(winner, loser);
      } else if (!before.above(loser, winner)) {
        // Stronger majorities would have allowed it: an equal one, taken earlier, did not.
        dropped.push_back(loser);
        concerned.insert(concerned.end(), {winner, loser});
      }
    }
    if (!dropped.empty()) {
      for (auto* list : {&concerned, &dropped}) {
        std::sort(list->begin(), list->end());
        list->erase(std::unique(list->begin(), list->end()), list->end());
      }
      count.tie("equal majorities of " + std::to_string(majorities[from].strength), concerned, dropped, "lot");
    }
    from = to;
  }
  std::vector<Candidate> remaining(count.candidates());
  for (std::size_t c = 0; c < remaining.size(); ++c) remaining[c] = static_cast<Candidate>(c);
  while (!remaining.empty()) {
    std::vector<Candidate> best, rest;
    for (const Candidate a : remaining) {
      const bool below = std::ranges::any_of(remaining, [&](Candidate b) { return order.above(b, a); });
      (below ? rest : best).push_back(a);
    }
    outcome.ranking.push_back(std::move(best));
    remaining = std::move(rest);
  }
  count.seat_from_ranking();
}

}  // namespace mosharekat::tally
