// SPDX-License-Identifier: AGPL-3.0-or-later
#include "insight/suppression.h"

#include <algorithm>
#include <limits>
#include <queue>

#include "base/result.h"

namespace mosharekat::insight {
namespace {

constexpr std::int64_t unlimited = std::numeric_limits<std::int64_t>::max() / 4;

enum class Direction { up, down };

// How much the counts can move with all sums kept: hidden ones up without limit and down to zero, the others not at all.
class Residual {
 public:
  explicit Residual(const Linked& linked) : linked_(linked), leaving_(linked.nodes) {
    for (std::size_t i = 0; i < linked.counts.size(); ++i) {
      leaving_[linked.counts[i].from].push_back(i);
      leaving_[linked.counts[i].to].push_back(i);
    }
  }

  // The most by which `count` can move in the direction, at most `need`. Afterwards reached() tells the attacker's side of the
  // cut.
  std::int64_t movement(std::size_t count, Direction direction, std::int64_t need) {
    const Count& moved = linked_.counts[count];
    if (!moved.hidden) return 0;
    const std::size_t source = direction == Direction::up ? moved.to : moved.from;
    const std::size_t sink = direction == Direction::up ? moved.from : moved.to;
    if (source == sink) return need;
    flow_.assign(linked_.counts.size(), 0);
    std::int64_t total = 0;
    while (total < need) {
      const std::int64_t pushed = augment(count, source, sink, need - total);
      if (pushed == 0) break;
      total += pushed;
    }
    return total;
  }

  bool reached(std::size_t node) const { return came_by_[node] != none; }

 private:
  static constexpr std::size_t none = static_cast<std::size_t>(-1), start = static_cast<std::size_t>(-2);

  std::int64_t capacity(std::size_t count, bool forward) const {
    return forward ? unlimited : linked_.counts[count].value + flow_[count];
  }

  std::int64_t augment(std::size_t excluded, std::size_t source, std::size_t sink, std::int64_t most) {
    came_by_.assign(linked_.nodes, none);
    came_by_[source] = start;
    queue_.assign(1, source);
    for (std::size_t head = 0; head < queue_.size() && came_by_[sink] == none; ++head) {
      const std::size_t node = queue_[head];
      for (const std::size_t i : leaving_[node]) {
        const Count& arc = linked_.counts[i];
        if (i == excluded || !arc.hidden) continue;
        const bool forward = arc.from == node;
        const std::size_t next = forward ? arc.to : arc.from;
        if (came_by_[next] != none || capacity(i, forward) <= 0) continue;
        came_by_[next] = i;
        queue_.push_back(next);
      }
    }
    if (came_by_[sink] == none) return 0;
    std::int64_t amount = most;
    for (std::size_t node = sink; node != source; node = other_end(node)) {
      amount = std::min(amount, capacity(came_by_[node], linked_.counts[came_by_[node]].to == node));
    }
    for (std::size_t node = sink; node != source;) {
      const std::size_t i = came_by_[node];
      const std::size_t before = other_end(node);
      flow_[i] += linked_.counts[i].to == node ? amount : -amount;
      node = before;
    }
    return amount;
  }

  std::size_t other_end(std::size_t node) const {
    const Count& arc = linked_.counts[came_by_[node]];
    return arc.to == node ? arc.from : arc.to;
  }

  const Linked& linked_;
  std::vector<std::vector<std::size_t>> leaving_;
  std::vector<std::int64_t> flow_;
  std::vector<std::size_t> came_by_, queue_;
};

std::int64_t needed(const Count& count, Direction direction) {
  return direction == Direction::up ? std::max<std::int64_t>(0, count.high_at_least - count.value)
                                    : std::max<std::int64_t>(0, count.value - count.low_at_most);
}

constexpr Direction both[] = {Direction::up, Direction::down};

bool is_protected(Residual& residual, const Linked& linked, std::size_t count) {
  return std::ranges::all_of(both, [&](Direction direction) {
    const std::int64_t need = needed(linked.counts[count], direction);
    return residual.movement(count, direction, need) >= need;
  });
}

class Solver {
 public:
  Solver(Linked& linked, std::size_t effort) : linked_(linked), residual_(linked), effort_(effort) {
    // Lexicographic: first the people hidden, then the number of counts hidden.
    scale_ = static_cast<std::int64_t>(linked.counts.size()) + 1;
    for (std::size_t i = 0; i < linked.counts.size(); ++i) {
      if (linked.counts[i].primary) primaries_.push_back(i);
    }
    open_.resize(linked.counts.size());
    for (std::size_t i = 0; i < open_.size(); ++i) open_[i] = !linked.counts[i].hidden && !linked.counts[i].must_show;
  }

  Suppression solve() {
    Suppression result;
    if (!possible()) {
      result.possible = false;
      return result;
    }
    heuristic();
    branch(0);
    for (const std::size_t i : best_) {
      linked_.counts[i].hidden = true;
      result.lost += linked_.counts[i].value;
    }
    result.secondary = best_;
    std::ranges::sort(result.secondary);
    result.cheapest = visited_ <= effort_;
    return result;
  }

 private:
  std::int64_t cost(std::size_t count) const { return linked_.counts[count].value * linked_.counts[count].weight * scale_ + 1; }

  bool possible() {
    std::vector<std::size_t> hidden;
    for (std::size_t i = 0; i < open_.size(); ++i) {
      if (open_[i]) hidden.push_back(i);
    }
    for (const std::size_t i : hidden) linked_.counts[i].hidden = true;
    const bool protects = everything_protected();
    for (const std::size_t i : hidden) linked_.counts[i].hidden = false;
    return protects;
  }

  bool everything_protected() {
    return std::ranges::all_of(primaries_, [&](std::size_t i) { return is_protected(residual_, linked_, i); });
  }

  // One count after another along the cheapest path of movement, then what turned out needless is shown again, dearest first.
  void heuristic() {
    std::vector<std::size_t> chosen;
    for (const std::size_t primary : primaries_) {
      for (const Direction direction : both) {
        const std::int64_t need = needed(linked_.counts[primary], direction);
        while (residual_.movement(primary, direction, need) < need) {
          // The cut that now holds the attacker must be opened somewhere: the cheapest place.
          const std::vector<std::size_t> cut = openings();
          expect(!cut.empty(), "a primary count that hiding everything protects has an opening in every cut");
          const std::size_t opened = *std::ranges::min_element(cut, {}, [&](std::size_t i) { return cost(i); });
          linked_.counts[opened].hidden = true;
          open_[opened] = false;
          chosen.push_back(opened);
        }
      }
    }
    std::ranges::sort(
        chosen, [&](std::size_t left, std::size_t right) { return std::pair(cost(left), left) > std::pair(cost(right), right); });
    std::vector<std::size_t> kept;
    for (const std::size_t i : chosen) {
      linked_.counts[i].hidden = false;
      if (everything_protected()) continue;
      linked_.counts[i].hidden = true;
      kept.push_back(i);
    }
    best_ = kept;
    best_cost_ = 0;
    for (const std::size_t i : kept) {
      best_cost_ += cost(i);
      linked_.counts[i].hidden = false;
    }
    for (const std::size_t i : chosen) open_[i] = true;
  }

  // Counts whose hiding would open the cut found by the last movement.
  std::vector<std::size_t> openings() const {
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < open_.size(); ++i) {
      if (!open_[i]) continue;
      const Count& arc = linked_.counts[i];
      const bool from = residual_.reached(arc.from), to = residual_.reached(arc.to);
      if ((from && !to) || (to && !from && arc.value > 0)) found.push_back(i);
    }
    return found;
  }

  void branch(std::int64_t spent) {
    if (++visited_ > effort_ || spent >= best_cost_) return;
    // Every unprotected primary count gives a cut of which at least one count must be hidden; disjoint cuts add up to a bound.
    std::vector<std::vector<std::size_t>> cuts;
    for (const std::size_t primary : primaries_) {
      for (const Direction direction : both) {
        const std::int64_t need = needed(linked_.counts[primary], direction);
        if (residual_.movement(primary, direction, need) >= need) continue;
        cuts.push_back(openings());
        if (cuts.back().empty()) return;
      }
    }
    if (cuts.empty()) {
      best_cost_ = spent;
      best_ = path_;
      return;
    }
    const auto cheapest = [&](const std::vector<std::size_t>& cut) {
      return *std::ranges::min_element(cut, {}, [&](std::size_t i) { return cost(i); });
    };
    std::ranges::stable_sort(cuts, {}, [](const auto& cut) { return cut.size(); });
    std::vector<bool> used(open_.size());
    std::int64_t bound = spent;
    for (const auto& cut : cuts) {
      if (std::ranges::any_of(cut, [&](std::size_t i) { return used[i]; })) continue;
      for (const std::size_t i : cut) used[i] = true;
      bound += cost(cheapest(cut));
    }
    if (bound >= best_cost_) return;
    std::vector<std::size_t> choices = cuts.front();
    std::ranges::stable_sort(choices, {}, [&](std::size_t i) { return cost(i); });
    for (const std::size_t i : choices) {
      open_[i] = false;
      linked_.counts[i].hidden = true;
      path_.push_back(i);
      branch(spent + cost(i));
      path_.pop_back();
      linked_.counts[i].hidden = false;
      // From here on `i` stays shown: the patterns that hide it have been seen.
    }
    for (const std::size_t i : choices) open_[i] = true;
  }

  Linked& linked_;
  Residual residual_;
  std::size_t effort_, visited_ = 0;
  std::int64_t scale_ = 1, best_cost_ = 0;
  std::vector<std::size_t> primaries_, best_, path_;
  std::vector<bool> open_;  // shown, and may still be hidden
};

}  // namespace

void protect_count(Count& count, std::int64_t low_at_most, std::int64_t high_at_least) {
  count.hidden = count.primary = true;
  count.low_at_most = low_at_most;
  count.high_at_least = high_at_least;
}

Range feasible_range(const Linked& linked, std::size_t count) {
  Residual residual(linked);
  const std::int64_t value = linked.counts[count].value;
  const std::int64_t down = residual.movement(count, Direction::down, value);
  return {value - down, value + residual.movement(count, Direction::up, unlimited - value)};
}

bool is_protected(const Linked& linked, std::size_t count) {
  Residual residual(linked);
  return is_protected(residual, linked, count);
}

bool all_protected(const Linked& linked) {
  Residual residual(linked);
  for (std::size_t i = 0; i < linked.counts.size(); ++i) {
    if (linked.counts[i].primary && !is_protected(residual, linked, i)) return false;
  }
  return true;
}

Suppression suppress(Linked& linked, std::size_t effort) { return Solver(linked, effort).solve(); }

}  // namespace mosharekat::insight
