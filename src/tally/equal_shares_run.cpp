// SPDX-License-Identifier: AGPL-3.0-or-later
#include "tally/equal_shares_run.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace mosharekat::tally {
namespace {

// Far above the error of a few divisions of doubles, far below any difference that occurs by design.
constexpr double close = 1e-9;

double ratio(const Integer& top, const Integer& bottom) {
  if (top <= 0) return 0;
  const auto bits = [](const Integer& value) { return static_cast<int>(msb(value)); };
  const int top_shift = std::max(0, bits(top) - 62), bottom_shift = std::max(0, bits(bottom) - 62);
  const auto high = [](const Integer& value, int shift) {
    return static_cast<double>(Integer(value >> shift).convert_to<std::uint64_t>());
  };
  return std::ldexp(high(top, top_shift) / high(bottom, bottom_shift), top_shift - bottom_shift);
}

}  // namespace

Support::Support(const Budget& budget, Utility utility)
    : supporters(budget.projects.size()), points(budget.projects.size(), 0), weight(budget.projects.size(), 1) {
  for (std::size_t p = 0; p < supporters.size(); ++p) {
    supporters[p].reserve(static_cast<std::size_t>(budget.projects[p].votes));
    if (utility == Utility::cost) weight[p] = std::max<std::int64_t>(1, budget.projects[p].cost);
  }
  for (std::size_t v = 0; v < budget.voters.size(); ++v) {
    for (const Choice& choice : budget.choices_of(v)) {
      if (choice.points <= 0) continue;
      supporters[choice.project].push_back({static_cast<std::uint32_t>(v), choice.points});
      points[choice.project] += choice.points;
      all_one &= choice.points == 1;
    }
  }
}

EqualSharesRun::EqualSharesRun(const Sharing& sharing, const Support& support, const Integer& each, const Integer& parts,
                               Watch watch)
    : sharing_(sharing),
      support_(support),
      watched_(watch == Watch::yes),
      start_(each, parts),
      denominator_(parts),
      money_{{each, sharing.budget.cost_unit}},
      rounded_{ratio(each, parts)},
      class_of_(sharing.budget.voters.size(), 0) {}

int EqualSharesRun::compare(const Price& left, const Price& right) {
  if (left.rounded < right.rounded * (1 - close)) return -1;
  if (left.rounded > right.rounded * (1 + close)) return 1;
  const Integer a = left.top * right.bottom, b = right.top * left.bottom;
  return a.compare(b);
}

// equalshares.net: the cheaper project, then the one with more votes; then the lot or the file's order.
bool EqualSharesRun::wins_tie(std::size_t project, std::size_t other) const {
  const Budget& budget = sharing_.budget;
  if (budget.projects[project].cost != budget.projects[other].cost)
    return budget.projects[project].cost < budget.projects[other].cost;
  if (budget.score(project) != budget.score(other)) return budget.score(project) > budget.score(other);
  return sharing_.lot.before(project, other);
}

void EqualSharesRun::note_tie(const std::vector<std::size_t>& equals, std::size_t chosen) {
  const Budget& budget = sharing_.budget;
  const auto shared_by = [&](auto value) {
    return std::ranges::count_if(equals, [&](std::size_t p) { return value(p) == value(chosen); }) > 1;
  };
  const bool same_cost = shared_by([&](std::size_t p) { return budget.projects[p].cost; });
  const bool same_both = shared_by([&](std::size_t p) { return std::pair(budget.projects[p].cost, budget.score(p)); });
  ties_.push_back({equals, {chosen}, same_both ? sharing_.lot_name() : same_cost ? "votes" : "cost"});
}

std::vector<EqualSharesRun::Open> EqualSharesRun::open_projects() {
  const Budget& budget = sharing_.budget;
  std::vector<Open> open;
  std::vector<std::size_t> free;
  for (std::size_t p = 0; p < budget.projects.size(); ++p) {
    if (support_.points[p] == 0) continue;
    if (budget.projects[p].cost == 0) {
      free.push_back(p);
      continue;
    }
    // Never cheaper than when all its supporters can pay their full part.
    Price bound{budget.projects[p].cost, Integer(support_.points[p]) * support_.weight[p]};
    bound.rounded = ratio(bound.top, bound.bottom);
    open.push_back({p, std::move(bound)});
  }
  // What costs nothing takes nobody's money: all of it is bought, in the order that ties are settled in.
  std::ranges::sort(free, [&](std::size_t left, std::size_t right) { return wins_tie(left, right); });
  for (const std::size_t p : free) purchases_.push_back({p, {"0"}});
  return open;
}

void EqualSharesRun::run() {
  std::vector<Open> open = open_projects();
  while (!open.empty()) {
    std::ranges::stable_sort(open, [](const Open& left, const Open& right) { return compare(left.price, right.price) < 0; });
    std::vector<std::size_t> best, done;  // places in `open`
    for (std::size_t i = 0; i < open.size(); ++i) {
      if (!best.empty() && compare(open[i].price, open[best.front()].price) > 0) break;
      if (!find_price(open[i].project, open[i].price)) {
        done.push_back(i);
        continue;
      }
      const int sign = best.empty() ? -1 : compare(open[i].price, open[best.front()].price);
      if (sign < 0) best.clear();
      if (sign <= 0) best.push_back(i);
    }
    if (best.empty()) break;
    const std::size_t chosen = *std::ranges::min_element(
        best, [&](std::size_t left, std::size_t right) { return wins_tie(open[left].project, open[right].project); });
    if (best.size() > 1) {
      std::vector<std::size_t> equals;
      for (const std::size_t i : best) equals.push_back(open[i].project);
      note_tie(equals, open[chosen].project);
    }
    done.push_back(chosen);
    std::ranges::sort(done, std::greater<>());
    const Open bought = open[chosen];
    for (const std::size_t i : done) {
      if (i != chosen) open.erase(open.begin() + static_cast<std::ptrdiff_t>(i));
    }
    if (watched_) watch_choice(open, bought.project);
    std::erase_if(open, [&](const Open& each) { return each.project == bought.project; });
    buy(bought.project, bought.price);
  }
}

// Supporters with equal money and equal points, the poorest in proportion first.
void EqualSharesRun::group(std::size_t project) {
  groups_.clear();
  const auto& supporters = support_.supporters[project];
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
    const Integer a = money_[left.money_class].left * right.points, b = money_[right.money_class].left * left.points;
    if (const int sign = a.compare(b); sign != 0) return sign < 0;
    return std::pair(left.money_class, left.points) < std::pair(right.money_class, right.points);
  });
}

// The lowest price per unit of utility at which the supporters can pay the project; false when they cannot.
bool EqualSharesRun::find_price(std::size_t project, Price& found) {
  group(project);
  std::int64_t points = support_.points[project];
  Integer rest = denominator_ * sharing_.budget.projects[project].cost, growth = 0;
  for (std::size_t rich = 0; rich < groups_.size(); ++rich) {
    const Group& each = groups_[rich];
    const Money& money = money_[each.money_class];
    if (money.left * points < rest * each.points) {
      rest -= money.left * each.voters;
      if (watched_) growth -= money.growth * each.voters;
      points -= each.points * each.voters;
      continue;
    }
    found.top = rest;
    found.bottom = denominator_ * points * support_.weight[project];
    found.top_growth = growth;
    found.rounded = ratio(found.top, found.bottom);
    if (!watched_) return true;
    for (std::size_t i = 0; i < groups_.size(); ++i) {
      const Money& has = money_[groups_[i].money_class];
      const Integer spare = has.left * points - rest * groups_[i].points,
                    gains = has.growth * points - growth * groups_[i].points;
      if (i < rich) {
        hold(-spare, -gains);  // pays all it has
      } else {
        hold(spare, gains);  // can pay its full part
      }
    }
    return true;
  }
  if (watched_) hold(rest - 1, growth);  // cannot be paid
  return false;
}

// A comparison that came out as `slack` >= 0 stays so until `growth`, when it is negative, has used the slack up.
void EqualSharesRun::hold(const Integer& slack, const Integer& growth) {
  if (growth >= 0) return;
  const Integer limit = slack / Integer(-growth);
  if (!steady_ || limit < *steady_) steady_ = limit;
}

void EqualSharesRun::watch_choice(const std::vector<Open>& open, std::size_t chosen) {
  const Price& price = std::ranges::find(open, chosen, &Open::project)->price;
  for (const Open& other : open) {
    if (other.project == chosen) continue;
    const Integer slack = other.price.top * price.bottom - price.top * other.price.bottom;
    const Integer growth = other.price.top_growth * price.bottom - price.top_growth * other.price.bottom;
    hold(wins_tie(chosen, other.project) ? slack : Integer(slack - 1), growth);
  }
}

void EqualSharesRun::buy(std::size_t project, const Price& price) {
  // Per point the price is top/(denominator·points); in lowest terms only a small factor of `points` is new. The growth must stay
  // whole too.
  const Integer points = price.bottom / (denominator_ * support_.weight[project]);
  Integer common = gcd(price.top, points);
  if (watched_) common = gcd(common, price.top_growth);
  const Integer factor = points / common, per_point = price.top / common, growth = price.top_growth / common;
  denominator_ *= factor;
  for (Money& each : money_) {
    each.left *= factor;
    if (watched_) each.growth *= factor;
  }
  purchases_.push_back({project, amount(Rational(per_point, denominator_ * sharing_.budget.cost_unit))});
  cost_ += sharing_.budget.projects[project].cost;

  std::map<std::pair<std::uint32_t, std::int64_t>, std::uint32_t> become;
  for (const Supporter& one : support_.supporters[project]) {
    const auto [place, is_new] =
        become.try_emplace({class_of_[one.voter], one.points}, static_cast<std::uint32_t>(money_.size()));
    if (is_new) {
      const Money& before = money_[class_of_[one.voter]];
      Money after{before.left - per_point * one.points, watched_ ? Integer(before.growth - growth * one.points) : Integer(0)};
      if (after.left < 0) after = {0, 0};
      money_.push_back(std::move(after));
    }
    class_of_[one.voter] = place->second;
  }
  join_equal_classes();
}

// Classes that nobody is left in go; classes of equal money become one.
void EqualSharesRun::join_equal_classes() {
  std::vector<char> used(money_.size(), 0);
  for (const std::uint32_t c : class_of_) used[c] = 1;
  std::vector<std::uint32_t> order;
  for (std::uint32_t c = 0; c < money_.size(); ++c) {
    if (used[c]) order.push_back(c);
  }
  const auto key = [&](std::uint32_t c) -> const Money& { return money_[c]; };
  std::ranges::sort(order, [&](std::uint32_t left, std::uint32_t right) {
    const int sign = key(left).left.compare(key(right).left);
    return sign != 0 ? sign < 0 : watched_ && key(left).growth < key(right).growth;
  });
  std::vector<std::uint32_t> renumbered(money_.size(), 0);
  std::vector<Money> money;
  for (const std::uint32_t c : order) {
    const bool same = !money.empty() && money.back().left == key(c).left && (!watched_ || money.back().growth == key(c).growth);
    if (!same) money.push_back(key(c));
    renumbered[c] = static_cast<std::uint32_t>(money.size() - 1);
  }
  for (std::uint32_t& c : class_of_) c = renumbered[c];
  money_ = std::move(money);
  rounded_.clear();
  for (const Money& each : money_) rounded_.push_back(ratio(each.left, denominator_));
}

void EqualSharesRun::report_spending(Funding& funding) const {
  std::vector<std::int64_t> voters(money_.size(), 0);
  for (const std::uint32_t c : class_of_) ++voters[c];
  funding.spending.clear();
  for (std::size_t c = 0; c < money_.size(); ++c) {
    const Rational paid = (start_ - Rational(money_[c].left, denominator_)) / sharing_.budget.cost_unit;
    funding.spending.push_back({amount(paid), voters[c]});
  }
  funding.paid_as = class_of_;
}

}  // namespace mosharekat::tally
