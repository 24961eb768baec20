// SPDX-License-Identifier: AGPL-3.0-or-later
// Second implementations of the budget rules, voter by voter with a fraction for each voter's money. For tests only.
#pragma once
#include <algorithm>
#include <functional>
#include <set>

#include "tally/budget.h"
#include "tally/lot.h"
#include "tally/rational.h"

namespace mosharekat::tally::naive {

struct Town {
  const Budget& budget;
  const Lot& lot;

  std::int64_t cost(std::size_t p) const { return budget.projects[p].cost; }
  // What voter v says of project p: points above zero, or 0.
  std::int64_t points(std::size_t v, std::size_t p) const {
    for (const Choice& choice : budget.choices_of(v)) {
      if (choice.project == p) return std::max<std::int64_t>(0, choice.points);
    }
    return 0;
  }
  std::int64_t score(std::size_t p) const {
    std::int64_t sum = 0;
    for (std::size_t v = 0; v < budget.voters.size(); ++v) {
      for (const Choice& choice : budget.choices_of(v)) {
        if (choice.project == p) sum += choice.points;
      }
    }
    return sum;
  }
  std::int64_t spent(const std::vector<std::size_t>& projects) const {
    std::int64_t sum = 0;
    for (const std::size_t p : projects) sum += cost(p);
    return sum;
  }
};

inline std::vector<std::size_t> greedy(const Town& town, bool stops, std::optional<std::int64_t> threshold,
                                       std::vector<std::size_t> funded = {}) {
  std::set<std::size_t> left;
  for (std::size_t p = 0; p < town.budget.projects.size(); ++p) {
    if (std::ranges::find(funded, p) == funded.end()) left.insert(p);
  }
  while (!left.empty()) {
    std::size_t best = *left.begin();
    for (const std::size_t p : left) {
      if (town.score(p) > town.score(best) || (town.score(p) == town.score(best) && town.lot.before(p, best))) best = p;
    }
    left.erase(best);
    if (threshold && town.score(best) < *threshold) continue;
    if (town.spent(funded) + town.cost(best) <= town.budget.budget) {
      funded.push_back(best);
    } else if (stops) {
      break;
    }
  }
  return funded;
}

// The lowest price per utility at which what the supporters can pay covers the cost: tried at every point where somebody's money
// ends, which are the only places where the sum of payments changes its slope.
inline std::optional<Rational> price(const Town& town, const std::vector<Rational>& money, std::size_t p,
                                     const std::function<Rational(std::size_t)>& utility) {
  std::vector<std::size_t> supporters;
  Rational all = 0;
  for (std::size_t v = 0; v < money.size(); ++v) {
    if (utility(v) > 0) {
      supporters.push_back(v);
      all += money[v];
    }
  }
  if (supporters.empty() || all < town.cost(p)) return std::nullopt;
  std::optional<Rational> lowest;
  for (std::size_t limit = 0; limit <= supporters.size(); ++limit) {
    // Suppose that just those pay all they have whose money ends before that of supporter `limit`.
    Rational paid = 0, share = 0;
    for (std::size_t i = 0; i < supporters.size(); ++i) {
      const std::size_t v = supporters[i];
      const bool broke =
          limit == supporters.size() || money[v] * utility(supporters[limit]) < money[supporters[limit]] * utility(v);
      if (broke) {
        paid += money[v];
      } else {
        share += utility(v);
      }
    }
    if (share == 0) continue;
    const Rational at = std::max(Rational(0), (town.cost(p) - paid) / share);
    Rational covered = 0;
    for (const std::size_t v : supporters) covered += std::min(money[v], at * utility(v));
    if (covered == town.cost(p) && (!lowest || at < *lowest)) lowest = at;
  }
  return lowest;
}

struct Bought {
  std::vector<std::size_t> projects;
  std::vector<Rational> money;  // what each voter has left
  Rational each;                // of this
};

inline Bought equal_shares(const Town& town, Utility by, const Rational& each) {
  Bought result{{}, std::vector<Rational>(town.budget.voters.size(), each), each};
  const auto utility_of = [&](std::size_t p) {
    return [&town, by, p](std::size_t v) {
      return Rational(town.points(v, p) * (by == Utility::cost ? std::max<std::int64_t>(1, town.cost(p)) : 1));
    };
  };
  std::set<std::size_t> left;
  for (std::size_t p = 0; p < town.budget.projects.size(); ++p) left.insert(p);
  while (true) {
    std::optional<Rational> lowest;
    std::size_t best = 0;
    for (const std::size_t p : left) {
      const auto at = price(town, result.money, p, utility_of(p));
      if (!at) continue;
      const auto key = [&](std::size_t q) { return std::tuple(town.cost(q), -town.score(q), town.lot.position(q)); };
      if (!lowest || *at < *lowest || (*at == *lowest && key(p) < key(best))) {
        lowest = at;
        best = p;
      }
    }
    if (!lowest) return result;
    const auto utility = utility_of(best);
    for (std::size_t v = 0; v < result.money.size(); ++v) result.money[v] -= std::min(result.money[v], *lowest * utility(v));
    result.projects.push_back(best);
    left.erase(best);
  }
}

inline Bought equal_shares(const Town& town, Utility by, Completion completion) {
  const auto voters = static_cast<std::int64_t>(town.budget.voters.size());
  Bought best = equal_shares(town, by, Rational(town.budget.budget, voters));
  if (completion == Completion::add1 || completion == Completion::add1u) {
    for (std::int64_t each = town.budget.budget / voters / town.budget.cost_unit + 1;; ++each) {
      bool full = true;
      for (std::size_t p = 0; p < town.budget.projects.size(); ++p) {
        bool supported = false;
        for (std::size_t v = 0; v < town.budget.voters.size(); ++v) supported |= town.points(v, p) > 0;
        const bool bought = std::ranges::find(best.projects, p) != best.projects.end();
        if (!bought && supported && town.spent(best.projects) + town.cost(p) <= town.budget.budget) full = false;
      }
      if (full) break;
      Bought next = equal_shares(town, by, Rational(each * town.budget.cost_unit));
      if (town.spent(next.projects) > town.budget.budget) break;
      best = next;
    }
  }
  if (completion == Completion::add1u || completion == Completion::greedy)
    best.projects = greedy(town, false, std::nullopt, best.projects);
  return best;
}

// For how many voters more of the projects they chose are funded by greedy than by these, less those for whom it is the other
// way.
inline std::int64_t prefer_greedy(const Town& town, const std::vector<std::size_t>& shares) {
  const std::vector<std::size_t> other = greedy(town, false, std::nullopt);
  std::int64_t lead = 0;
  for (std::size_t v = 0; v < town.budget.voters.size(); ++v) {
    const auto chosen = [&](const std::vector<std::size_t>& funded) {
      return std::ranges::count_if(funded, [&](std::size_t p) { return town.points(v, p) > 0; });
    };
    lead += chosen(other) > chosen(shares) ? 1 : chosen(other) < chosen(shares) ? -1 : 0;
  }
  return lead;
}

// Poznań: the first that does not fit is funded too if four fifths of its cost are left, and then it ends.
inline std::vector<std::size_t> greedy_topped_up(const Town& town) {
  std::vector<std::size_t> funded;
  std::vector<std::size_t> order(town.budget.projects.size());
  for (std::size_t p = 0; p < order.size(); ++p) order[p] = p;
  std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) { return town.score(a) > town.score(b); });
  for (const std::size_t p : order) {
    const std::int64_t left = town.budget.budget - town.spent(funded);
    if (10 * left >= 8 * town.cost(p)) funded.push_back(p);
    if (left < town.cost(p)) break;
  }
  return funded;
}

// Everybody earns one unit a moment. The next purchase is at the first moment at which some project's supporters have its cost.
inline std::vector<std::size_t> phragmen(const Town& town) {
  std::vector<Rational> purse(town.budget.voters.size(), 0);
  std::vector<std::size_t> funded;
  std::set<std::size_t> left;
  for (std::size_t p = 0; p < town.budget.projects.size(); ++p) {
    if (town.cost(p) <= town.budget.budget) left.insert(p);
  }
  while (true) {
    std::optional<Rational> soonest;
    std::vector<std::size_t> due;
    for (const std::size_t p : left) {
      Rational have = 0;
      std::int64_t supporters = 0;
      for (std::size_t v = 0; v < purse.size(); ++v) {
        if (town.points(v, p) == 0) continue;
        have += purse[v];
        ++supporters;
      }
      if (supporters == 0) continue;
      const Rational wait = (town.cost(p) - have) / supporters;
      if (!soonest || wait < *soonest) {
        soonest = wait;
        due.clear();
      }
      if (wait == *soonest) due.push_back(p);
    }
    if (!soonest) return funded;
    for (const std::size_t p : due) {
      if (town.spent(funded) + town.cost(p) > town.budget.budget) return funded;
    }
    const std::size_t next = town.lot.first(due);
    for (std::size_t v = 0; v < purse.size(); ++v) {
      purse[v] += *soonest;
      if (town.points(v, next) > 0) purse[v] = 0;
    }
    funded.push_back(next);
    left.erase(next);
  }
}

}  // namespace mosharekat::tally::naive
