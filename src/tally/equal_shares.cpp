// SPDX-License-Identifier: AGPL-3.0-or-later
// The Method of Equal Shares: Peters, Pierczyński and Skowron, "Proportional participatory budgeting with additive utilities"
// (2021); completions, comparison and ties as at equalshares.net.
//
// Every voter gets the same part of the budget. Again and again the project is bought whose supporters can share its cost at the
// lowest price per unit of utility, each paying in proportion to the points given, or all that is left to them.
//
// Exact and fast: voters with the same money left are one class, and all classes' money is whole numbers over one common
// denominator, which grows by a small factor with each purchase. Prices only rise, so a project whose last known price is above
// the best one found need not be looked at again in this round.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "tally/rational.h"
#include "tally/rules.h"

namespace mosharekat::tally {
namespace {

double ratio(const Integer& top, const Integer& bottom) {
  if (top == 0) return 0;
  const auto bits = [](const Integer& value) { return static_cast<int>(msb(value)); };
  const int top_shift = std::max(0, bits(top) - 62), bottom_shift = std::max(0, bits(bottom) - 62);
  const auto high = [](const Integer& value, int shift) {
    return static_cast<double>(Integer(value >> shift).convert_to<std::uint64_t>());
  };
  return std::ldexp(high(top, top_shift) / high(bottom, bottom_shift), top_shift - bottom_shift);
}

// A price as an exact fraction with its rounded value, which decides every comparison that is not close.
struct Price {
  Integer top, bottom = 1;
  double rounded = 0;
};
constexpr double close = 1e-9;

int compare(const Price& left, const Price& right) {
  if (left.rounded < right.rounded * (1 - close)) return -1;
  if (left.rounded > right.rounded * (1 + close)) return 1;
  const Integer a = left.top * right.bottom, b = right.top * left.bottom;
  return a.compare(b);
}

struct Supporter {
  std::uint32_t voter;
  std::int64_t points;
};

// Who supports what, read once and used by every run.
struct Support {
  explicit Support(const Budget& budget, Utility utility)
      : supporters(budget.projects.size()), weight(budget.projects.size(), 1) {
    for (std::size_t p = 0; p < supporters.size(); ++p) {
      supporters[p].reserve(static_cast<std::size_t>(budget.projects[p].votes));
      if (utility == Utility::cost) weight[p] = std::max<std::int64_t>(1, budget.projects[p].cost);
    }
    for (std::size_t v = 0; v < budget.voters.size(); ++v) {
      for (const Choice& choice : budget.choices_of(v)) {
        if (choice.points > 0) supporters[choice.project].push_back({static_cast<std::uint32_t>(v), choice.points});
      }
    }
    for (const auto& each : supporters) {
      for (const Supporter& one : each) all_one &= one.points == 1;
    }
  }
  std::vector<std::vector<Supporter>> supporters;
  std::vector<std::int64_t> weight;  // utility of one point
  bool all_one = true;
};

class Run {
 public:
  // Each voter has `each`/`parts` of the smallest unit of money.
  Run(const Sharing& sharing, const Support& support, const Integer& each, const Integer& parts)
      : sharing_(sharing), support_(support), denominator_(parts), money_{each}, class_of_(sharing.budget.voters.size(), 0) {
    rounded_ = {ratio(each, parts)};
  }

  struct Purchase {
    std::size_t project;
    Amount price;  // what a supporter pays at most per point
  };
  std::vector<Purchase> purchases;
  std::vector<ProjectTie> ties;
  std::int64_t cost = 0;

  void run() {
    const Budget& budget = sharing_.budget;
    struct Open {
      std::size_t project;
      Price bound;
    };
    std::vector<Open> open;
    std::vector<std::size_t> free;
    for (std::size_t p = 0; p < budget.projects.size(); ++p) {
      const std::int64_t points = points_of(p);
      if (points == 0) continue;
      if (budget.projects[p].cost == 0) {
        free.push_back(p);
        continue;
      }
      Price bound{budget.projects[p].cost, Integer(points) * support_.weight[p], 0};
      bound.rounded = ratio(bound.top, bound.bottom);
      open.push_back({p, std::move(bound)});
    }
    // What costs nothing takes nobody's money: all of it is bought, in the order that ties are settled in.
    std::ranges::sort(free, [&](std::size_t left, std::size_t right) {
      return budget.score(left) != budget.score(right) ? budget.score(left) > budget.score(right)
                                                       : sharing_.lot.before(left, right);
    });
    for (const std::size_t p : free) purchases.push_back({p, {"0"}});
    while (!open.empty()) {
      std::ranges::stable_sort(open, [](const Open& left, const Open& right) { return compare(left.bound, right.bound) < 0; });
      std::vector<std::size_t> best;  // places in `open`
      std::vector<std::size_t> hopeless;
      for (std::size_t i = 0; i < open.size(); ++i) {
        if (!best.empty() && compare(open[i].bound, open[best.front()].bound) > 0) break;
        if (!price(open[i].project, open[i].bound)) {
          hopeless.push_back(i);
          continue;
        }
        const int sign = best.empty() ? -1 : compare(open[i].bound, open[best.front()].bound);
        if (sign < 0) best.clear();
        if (sign <= 0) best.push_back(i);
      }
      if (!best.empty()) {
        std::vector<std::size_t> equals;
        for (const std::size_t i : best) equals.push_back(open[i].project);
        const std::size_t chosen = untie(equals);
        const std::size_t place = *std::ranges::find_if(best, [&](std::size_t i) { return open[i].project == chosen; });
        buy(chosen, open[place].bound);
        hopeless.push_back(place);
      }
      std::ranges::sort(hopeless, std::greater<>());
      for (const std::size_t i : hopeless) open.erase(open.begin() + static_cast<std::ptrdiff_t>(i));
      if (best.empty()) break;
    }
  }

  // What each class has left, as the amount paid out of `each`/`parts`.
  void spending(const Integer& each, const Integer& parts, Funding& funding) const {
    std::vector<std::int64_t> voters(money_.size(), 0);
    for (const std::uint32_t c : class_of_) ++voters[c];
    const Rational start(each, parts);
    funding.spending.clear();
    for (std::size_t c = 0; c < money_.size(); ++c) {
      const Rational paid = (start - Rational(money_[c], denominator_)) / sharing_.budget.cost_unit;
      funding.spending.push_back({amount(paid), voters[c]});
    }
    funding.paid_as = class_of_;
  }

 private:
  struct Group {
    std::uint32_t money_class;
    std::int64_t points, voters;
    double reach;  // up to which price per point they pay in full
  };

  std::int64_t points_of(std::size_t p) const {
    std::int64_t points = 0;
    for (const Supporter& one : support_.supporters[p]) points += one.points;
    return points;
  }

  // Supporters with equal money and equal points, the poorest in proportion first.
  void group(std::size_t p) {
    groups_.clear();
    const auto& supporters = support_.supporters[p];
    if (support_.all_one) {
      counts_.resize(money_.size(), 0);
      for (const Supporter& one : supporters) {
        if (counts_[class_of_[one.voter]]++ == 0) groups_.push_back({class_of_[one.voter], 1, 0, 0});
      }
      for (Group& each : groups_) each.voters = std::exchange(counts_[each.money_class], 0);
    } else {
      keys_.clear();
      for (const Supporter& one : supporters) keys_.emplace_back(class_of_[one.voter], one.points);
      std::ranges::sort(keys_);
      for (const auto& [money_class, points] : keys_) {
        if (groups_.empty() || groups_.back().money_class != money_class || groups_.back().points != points) {
          groups_.push_back({money_class, points, 0, 0});
        }
        ++groups_.back().voters;
      }
    }
    for (Group& each : groups_) each.reach = rounded_[each.money_class] / static_cast<double>(each.points);
    std::ranges::sort(groups_, [&](const Group& left, const Group& right) {
      if (left.reach < right.reach * (1 - close)) return true;
      if (right.reach < left.reach * (1 - close)) return false;
      const Integer a = money_[left.money_class] * right.points, b = money_[right.money_class] * left.points;
      if (const int sign = a.compare(b); sign != 0) return sign < 0;
      return std::pair(left.money_class, left.points) < std::pair(right.money_class, right.points);
    });
  }

  // The lowest price per unit of utility at which the supporters can pay the project; false when they cannot.
  bool price(std::size_t p, Price& found) {
    group(p);
    std::int64_t points = points_of(p);
    Integer rest = denominator_ * sharing_.budget.projects[p].cost;
    for (const Group& each : groups_) {
      if (money_[each.money_class] * points >= rest * each.points) {
        found = {rest, denominator_ * points * support_.weight[p], 0};
        found.rounded = ratio(found.top, found.bottom);
        return true;
      }
      rest -= money_[each.money_class] * each.voters;
      points -= each.points * each.voters;
    }
    return false;
  }

  // equalshares.net: the cheaper project, then the one with more votes; then ours.
  std::size_t untie(const std::vector<std::size_t>& equals) {
    if (equals.size() == 1) return equals.front();
    const Budget& budget = sharing_.budget;
    std::vector<std::size_t> left = equals;
    const auto narrow = [&](auto value) {
      auto best = value(left.front());
      for (const std::size_t p : left) best = std::min(best, value(p));
      std::erase_if(left, [&](std::size_t p) { return value(p) != best; });
      return left.size() == 1;
    };
    std::string by = "cost";
    if (!narrow([&](std::size_t p) { return budget.projects[p].cost; })) {
      by = "votes";
      if (!narrow([&](std::size_t p) { return -budget.score(p); })) {
        by = sharing_.lot_name();
        left = {sharing_.lot.first(left)};
      }
    }
    ties.push_back({equals, left, by});
    return left.front();
  }

  void buy(std::size_t p, const Price& found) {
    // Per point the price is top/(denominator·points); in lowest terms only a small factor of `points` is new.
    const Integer points = found.bottom / (denominator_ * support_.weight[p]);
    const Integer common = gcd(found.top, points), factor = points / common, per_point = found.top / common;
    denominator_ *= factor;
    for (Integer& each : money_) each *= factor;
    const Rational price_per_point(per_point, denominator_ * sharing_.budget.cost_unit);
    purchases.push_back({p, amount(price_per_point)});
    cost += sharing_.budget.projects[p].cost;

    std::map<std::pair<std::uint32_t, std::int64_t>, std::uint32_t> become;
    std::optional<std::uint32_t> broke;
    for (const Supporter& one : support_.supporters[p]) {
      const auto [place, is_new] = become.try_emplace({class_of_[one.voter], one.points}, 0);
      if (is_new) {
        Integer left = money_[class_of_[one.voter]] - per_point * one.points;
        if (left > 0) {
          place->second = static_cast<std::uint32_t>(money_.size());
          money_.push_back(std::move(left));
        } else {
          if (!broke) {
            broke = static_cast<std::uint32_t>(money_.size());
            money_.emplace_back(0);
          }
          place->second = *broke;
        }
      }
      class_of_[one.voter] = place->second;
    }
    drop_empty_classes();
  }

  // Classes nobody is left in go; classes of equal money become one.
  void drop_empty_classes() {
    std::vector<char> used(money_.size(), 0);
    for (const std::uint32_t c : class_of_) used[c] = 1;
    std::vector<std::uint32_t> order;
    for (std::uint32_t c = 0; c < money_.size(); ++c) {
      if (used[c]) order.push_back(c);
    }
    std::ranges::sort(order, [&](std::uint32_t left, std::uint32_t right) { return money_[left] < money_[right]; });
    std::vector<std::uint32_t> renumbered(money_.size(), 0);
    std::vector<Integer> money;
    for (const std::uint32_t c : order) {
      if (money.empty() || money.back() != money_[c]) money.push_back(money_[c]);
      renumbered[c] = static_cast<std::uint32_t>(money.size() - 1);
    }
    for (std::uint32_t& c : class_of_) c = renumbered[c];
    money_ = std::move(money);
    rounded_.clear();
    for (const Integer& each : money_) rounded_.push_back(ratio(each, denominator_));
  }

  const Sharing& sharing_;
  const Support& support_;
  Integer denominator_;
  std::vector<Integer> money_;   // of each class, over the denominator
  std::vector<double> rounded_;  // the same, in units
  std::vector<std::uint32_t> class_of_;
  std::vector<Group> groups_;
  std::vector<std::int64_t> counts_;
  std::vector<std::pair<std::uint32_t, std::int64_t>> keys_;
};

bool nothing_more_fits(const Sharing& sharing, const Support& support, const Run& run) {
  std::vector<char> bought(sharing.budget.projects.size(), 0);
  for (const auto& purchase : run.purchases) bought[purchase.project] = 1;
  for (std::size_t p = 0; p < bought.size(); ++p) {
    // What nobody supports is never bought, however much money there is.
    if (!bought[p] && !support.supporters[p].empty() && run.cost + sharing.budget.projects[p].cost <= sharing.budget.budget)
      return false;
  }
  return true;
}

}  // namespace

void equal_shares(Sharing& sharing) {
  const Budget& budget = sharing.budget;
  const auto voters = static_cast<std::int64_t>(budget.voters.size());
  if (voters == 0) return;
  const Support support(budget, sharing.plan.utility);
  Integer each = budget.budget, parts = voters;
  auto best = std::make_unique<Run>(sharing, support, each, parts);
  best->run();
  const bool adds = sharing.plan.completion == Completion::add1 || sharing.plan.completion == Completion::add1u;
  if (adds) {
    // Whole units of currency per voter, from what the real budget gives upwards, while the projects bought still fit it.
    std::int64_t per_voter = budget.budget / voters / budget.cost_unit;
    std::int64_t steps = 0;
    while (!nothing_more_fits(sharing, support, *best)) {
      const Integer next = Integer(++per_voter) * budget.cost_unit;
      auto run = std::make_unique<Run>(sharing, support, next, 1);
      run->run();
      if (run->cost > budget.budget) break;
      best = std::move(run);
      each = next;
      parts = 1;
      ++steps;
    }
    sharing.funding.notes.push_back("budget per voter raised " + std::to_string(steps) + " times");
  }
  for (const auto& purchase : best->purchases) {
    sharing.fund(purchase.project, static_cast<std::int64_t>(support.supporters[purchase.project].size()), purchase.price);
  }
  sharing.funding.ties = best->ties;
  sharing.funding.voter_budget = amount(Rational(each, parts * budget.cost_unit));
  best->spending(each, parts, sharing.funding);
  if (sharing.plan.completion == Completion::add1u || sharing.plan.completion == Completion::greedy) greedy(sharing, true);
}

}  // namespace mosharekat::tally
