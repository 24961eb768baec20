// SPDX-License-Identifier: AGPL-3.0-or-later
// Every budget rule against its slow twin, and the fairness that equal shares promises, on random small towns.
#include <doctest/doctest.h>
#include <numeric>

#include "tally/naive_budget.h"
#include "tally/random_profiles.h"

namespace mosharekat::tally {
namespace {

constexpr VoteType types[] = {VoteType::approval, VoteType::choose_one, VoteType::cumulative, VoteType::ordinal,
                              VoteType::scoring};

Funding shared(const Budget& budget, const BudgetOptions& options) {
  auto funding = share(budget, options);
  REQUIRE(funding);
  return *funding;
}

Lot lot_of(const Budget& budget, int number) {
  std::vector<std::string> ids;
  for (const Project& project : budget.projects) ids.push_back(project.id);
  return number % 2 == 0 ? Lot::in_file_order(ids.size()) : Lot(std::to_string(number), ids);
}
std::optional<std::string> seed_of(int number) { return number % 2 == 0 ? std::nullopt : std::optional(std::to_string(number)); }

TEST_CASE("the greedy rules equal their slow twins") {
  for_random_cases([&](int number) {
    Chance chance(number);
    Budget budget = random_budget(chance, types[number % 5], 7, 9, 6);
    budget.meta["min_project_score_threshold"] = "3";
    const Lot lot = lot_of(budget, number);
    const naive::Town town{budget, lot};
    INFO("case ", number);
    REQUIRE(shared(budget, {.rule = Rule::greedy, .seed = seed_of(number)}).selected == naive::greedy(town, false, std::nullopt));
    REQUIRE(shared(budget, {.rule = Rule::greedy_threshold, .seed = seed_of(number)}).selected == naive::greedy(town, false, 3));
    REQUIRE(shared(budget, {.rule = Rule::greedy_no_skip, .seed = seed_of(number)}).selected == naive::greedy(town, true, 3));
  });
}

TEST_CASE("equal shares equals its slow twin, purchase by purchase and purse by purse") {
  for_random_cases([&](int number) {
    Chance chance(number);
    const Budget budget = random_budget(chance, types[number % 5], 6, 8, number % 4 == 0 ? 1000 : 8);
    const Lot lot = lot_of(budget, number);
    const naive::Town town{budget, lot};
    const Utility utility = number % 3 == 0 ? Utility::cardinality : Utility::cost;
    INFO("case ", number);
    const Funding ours = shared(budget, {.rule = Rule::equal_shares, .utility = utility, .seed = seed_of(number)});
    const naive::Bought theirs = naive::equal_shares(town, utility, Completion::none);
    REQUIRE(ours.selected == theirs.projects);
    const Rational each(budget.budget, static_cast<std::int64_t>(budget.voters.size()));
    for (std::size_t v = 0; v < budget.voters.size(); ++v) {
      REQUIRE(ours.spending[ours.paid_as[v]].paid == amount((each - theirs.money[v]) / budget.cost_unit));
    }
  });
}

TEST_CASE("the completions of equal shares equal their slow twins") {
  for_random_cases([&](int number) {
    Chance chance(number);
    const Budget budget = random_budget(chance, types[number % 5], 5, 6, number % 16 == 0 ? 300 : 12);
    const Lot lot = lot_of(budget, number);
    const naive::Town town{budget, lot};
    for (const Completion completion : {Completion::add1, Completion::add1u, Completion::greedy}) {
      INFO("case ", number, ", ", std::string(name_of(completion)));
      const Funding ours = shared(budget, {.rule = Rule::equal_shares, .completion = completion, .seed = seed_of(number)});
      const naive::Bought theirs = naive::equal_shares(town, Utility::cost, completion);
      REQUIRE(ours.selected == theirs.projects);
      REQUIRE(ours.voter_budget == amount(theirs.each / budget.cost_unit));
      for (std::size_t v = 0; v < budget.voters.size(); ++v) {
        REQUIRE(ours.spending[ours.paid_as[v]].paid == amount((theirs.each - theirs.money[v]) / budget.cost_unit));
      }
    }
  });
}

TEST_CASE("the comparison with greedy equals its slow twin") {
  for_random_cases([&](int number) {
    Chance chance(number);
    const Budget budget = random_budget(chance, types[number % 5], 6, 9, 9);
    const Lot lot = lot_of(budget, number);
    const naive::Town town{budget, lot};
    const Completion completion = number % 3 == 0 ? Completion::greedy : Completion::none;
    INFO("case ", number);
    const Funding ours =
        shared(budget, {.rule = Rule::equal_shares, .completion = completion, .comparison = true, .seed = seed_of(number)});
    const naive::Bought shares = naive::equal_shares(town, Utility::cost, completion);
    const bool greedy_wins = naive::prefer_greedy(town, shares.projects) > 0;
    REQUIRE(ours.greedy_preferred == greedy_wins);
    REQUIRE(ours.selected == (greedy_wins ? naive::greedy(town, false, std::nullopt) : shares.projects));
  });
}

TEST_CASE("the rule that tops up equals its slow twin") {
  for_random_cases([&](int number) {
    Chance chance(number);
    Budget budget = random_budget(chance, types[number % 5], 7, 9, 9);
    budget.meta = {{"rule", "greedy-custom"}, {"unit", "Poznań"}};
    INFO("case ", number);
    REQUIRE(shared(budget, {}).selected == naive::greedy_topped_up({budget, Lot::in_file_order(budget.projects.size())}));
  });
}

TEST_CASE("Phragmén's rule equals its slow twin") {
  for_random_cases([&](int number) {
    Chance chance(number);
    const Budget budget = random_budget(chance, types[number % 5], 6, 8, number % 4 == 0 ? 1000 : 6);
    const Lot lot = lot_of(budget, number);
    INFO("case ", number);
    REQUIRE(shared(budget, {.rule = Rule::phragmen, .seed = seed_of(number)}).selected == naive::phragmen({budget, lot}));
  });
}

TEST_CASE("no rule spends more than there is, and what voters pay is what projects cost") {
  for_random_cases([&](int number) {
    Chance chance(number);
    const Budget budget = random_budget(chance, types[number % 5], 7, 9, 20);
    for (const Rule rule : {Rule::greedy, Rule::greedy_no_skip, Rule::equal_shares, Rule::phragmen}) {
      const Funding funding = shared(budget, {.rule = rule});
      std::int64_t cost = 0;
      for (const std::size_t p : funding.selected) cost += budget.projects[p].cost;
      INFO("case ", number, ", ", std::string(name_of(rule)));
      REQUIRE(cost == funding.spent);
      REQUIRE(funding.spent <= budget.budget);
    }
  });
}

// Peters, Pierczyński and Skowron (2021), theorem 2, for approval ballots and one project each: of any voters who could buy
// projects they all want with their part of the budget, some member has at least as much as those projects (extended justified
// representation up to one project). Every group and every set of projects is tried.
TEST_CASE("equal shares is fair to every group that agrees, whatever its size") {
  for_random_cases([&](int number) {
    Chance chance(number);
    const Budget budget = random_budget(chance, VoteType::approval, 5, 6, 6);
    const Funding funding = shared(budget, {.rule = Rule::equal_shares, .utility = Utility::cost});
    const std::size_t voters = budget.voters.size(), projects = budget.projects.size();
    std::vector<std::uint32_t> approves(voters, 0);
    for (std::size_t v = 0; v < voters; ++v) {
      for (const Choice& choice : budget.choices_of(v)) approves[v] |= 1U << choice.project;
    }
    std::uint32_t funded = 0;
    for (const std::size_t p : funding.selected) funded |= 1U << p;
    const auto cost_of = [&](std::uint32_t set) {
      std::int64_t sum = 0;
      for (std::size_t p = 0; p < projects; ++p) sum += (set >> p & 1U) != 0 ? budget.projects[p].cost : 0;
      return sum;
    };
    for (std::uint32_t wanted = 1; wanted < 1U << projects; ++wanted) {
      for (std::uint32_t group = 1; group < 1U << voters; ++group) {
        const std::int64_t members = std::popcount(group);
        if (cost_of(wanted) * static_cast<std::int64_t>(voters) > members * budget.budget) continue;
        bool agree = true, content = false;
        for (std::size_t v = 0; v < voters && agree; ++v) {
          if ((group >> v & 1U) == 0) continue;
          agree = (approves[v] & wanted) == wanted;
          const std::int64_t has = cost_of(approves[v] & funded);
          content |= (wanted & ~funded) == 0 || has >= cost_of(wanted);
          for (std::size_t p = 0; p < projects; ++p) {
            if ((wanted & ~funded) >> p & 1U) content |= has + budget.projects[p].cost > cost_of(wanted);
          }
        }
        INFO("case ", number);
        if (agree) REQUIRE(content);
      }
    }
  });
}

}  // namespace
}  // namespace mosharekat::tally
