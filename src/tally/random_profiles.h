// SPDX-License-Identifier: AGPL-3.0-or-later
// Small random elections for tests. Small on purpose: ties, circles and empty ballots are then common. A failing case prints its
// number; MOSHAREKAT_CASE=n runs that one alone, MOSHAREKAT_DEEP=1 runs 100,000 of each.
#pragma once
#include <cstdlib>
#include <random>
#include <string>

#include "tally/pabulib.h"
#include "tally/profile.h"

namespace mosharekat::tally {

inline constexpr int cases_usual = 5'000, cases_deep = 100'000;

template <class Check>
void for_random_cases(Check check) {
  if (const char* only = std::getenv("MOSHAREKAT_CASE")) return check(std::atoi(only));
  const int cases = std::getenv("MOSHAREKAT_DEEP") != nullptr ? cases_deep : cases_usual;
  for (int number = 0; number < cases; ++number) check(number);
}

class Chance {
 public:
  explicit Chance(int seed) : engine_(static_cast<std::uint32_t>(seed) * 2654435761U + 1) {}
  // From low to high, both included. Not std::uniform_int_distribution, whose numbers differ between libraries.
  int between(int low, int high) { return low + static_cast<int>(engine_() % static_cast<std::uint32_t>(high - low + 1)); }
  bool one_in(int n) { return between(1, n) == 1; }
  template <class List>
  void shuffle(List& list) {
    for (std::size_t i = list.size(); i > 1; --i)
      std::swap(list[i - 1], list[static_cast<std::size_t>(between(0, static_cast<int>(i) - 1))]);
  }

 private:
  std::mt19937 engine_;
};

enum class Kind { strict, with_ties, graded };

inline Profile random_profile(Chance& chance, int candidates_max_here, int ballots_max, Kind kind) {
  Profile profile;
  const int size = chance.between(1, candidates_max_here);
  for (int c = 0; c < size; ++c) profile.names.push_back("c" + std::to_string(c));
  if (kind == Kind::graded) {
    for (int grade = chance.between(2, 6); grade-- > 0;) profile.categories.push_back(std::to_string(grade));
  }
  const int ballots = chance.between(1, ballots_max);
  for (int b = 0; b < ballots; ++b) {
    std::vector<std::vector<Candidate>> places;
    if (kind == Kind::graded) {
      places.resize(profile.categories.size());
      for (int c = 0; c < size; ++c) {
        if (!chance.one_in(8))
          places[static_cast<std::size_t>(chance.between(0, static_cast<int>(places.size()) - 1))].push_back(
              static_cast<Candidate>(c));
      }
    } else {
      std::vector<Candidate> order(static_cast<std::size_t>(size));
      for (int c = 0; c < size; ++c) order[static_cast<std::size_t>(c)] = static_cast<Candidate>(c);
      chance.shuffle(order);
      order.resize(static_cast<std::size_t>(chance.one_in(3) ? size : chance.between(chance.one_in(10) ? 0 : 1, size)));
      for (const Candidate c : order) {
        if (places.empty() || kind == Kind::strict || !chance.one_in(4)) places.emplace_back();
        places.back().push_back(c);
      }
    }
    profile.add(chance.one_in(3) ? chance.between(2, 6) : 1, places);
  }
  return profile;
}

inline Budget random_budget(Chance& chance, VoteType type, int projects_max_here, int voters_max_here, int cost_max) {
  Budget budget;
  budget.vote_type = type;
  const int projects = chance.between(1, projects_max_here), voters = chance.between(1, voters_max_here);
  int total = 0;
  for (int p = 0; p < projects; ++p) {
    Project project;
    project.id = "p" + std::to_string(p);
    project.cost = chance.one_in(20) ? 0 : chance.between(1, cost_max);
    total += static_cast<int>(project.cost);
    budget.projects.push_back(project);
  }
  budget.budget = chance.between(0, total);
  // Costs are then fractions of the currency, which add1 raises by whole units.
  if (chance.one_in(4)) budget.cost_unit = 10;
  const bool pointed = type == VoteType::cumulative || type == VoteType::scoring;
  for (int v = 0; v < voters; ++v) {
    budget.voters.push_back("v" + std::to_string(v));
    std::vector<std::uint32_t> order;
    for (int p = 0; p < projects; ++p) {
      if (chance.one_in(2)) order.push_back(static_cast<std::uint32_t>(p));
    }
    chance.shuffle(order);
    std::int64_t left = static_cast<std::int64_t>(order.size());
    for (const std::uint32_t p : order) {
      const std::int64_t points = type == VoteType::ordinal ? left--
                                  : !pointed                ? 1
                                                            : chance.between(type == VoteType::scoring ? -2 : 1, 5);
      budget.choices.push_back({p, points});
      budget.projects[p].points += points;
      if (points > 0) ++budget.projects[p].votes;
    }
    budget.begins.push_back(budget.choices.size());
  }
  return budget;
}

}  // namespace mosharekat::tally
