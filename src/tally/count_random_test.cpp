// SPDX-License-Identifier: AGPL-3.0-or-later
// Every counting method against its slow twin, and the properties each promises, on random small elections.
#include <doctest/doctest.h>

#include "tally/naive.h"
#include "tally/naive_stv.h"
#include "tally/random_profiles.h"

namespace mosharekat::tally {
namespace {

Outcome counted(Method method, const Profile& profile, const Options& options = {}) {
  auto outcome = count(method, profile, options);
  REQUIRE(outcome);
  return *outcome;
}

std::vector<Candidate> sorted(std::vector<Candidate> candidates) {
  std::ranges::sort(candidates);
  return candidates;
}
naive::Ranking sorted(naive::Ranking ranking) {
  for (auto& group : ranking) std::ranges::sort(group);
  return ranking;
}

template <class Twin>
void same_ranking(Method method, Kind kind, Twin twin, int candidates = 5) {
  for_random_cases([&](int number) {
    Chance chance(number);
    const Profile profile = random_profile(chance, candidates, 8, kind);
    const Options options{.strength = number % 2 == 0 ? Strength::margins : Strength::winning_votes,
                          .seed = std::to_string(number)};
    const Outcome outcome = counted(method, profile, options);
    const naive::Election election(profile);
    INFO("case ", number);
    REQUIRE(sorted(outcome.ranking) == sorted(twin(election, Lot(options.seed, profile.names), options.strength)));
  });
}

template <class Twin>
void same_ranking_of_any(Method method, Twin twin, int candidates = 5) {
  same_ranking(method, Kind::with_ties, twin, candidates);
  same_ranking(method, Kind::graded, twin, candidates);
}

TEST_CASE("each method that ranks at once equals its slow twin") {
  using naive::Election;
  same_ranking_of_any(Method::plurality, [](const Election& e, const Lot&, Strength) { return naive::plurality(e); });
  same_ranking_of_any(Method::borda, [](const Election& e, const Lot&, Strength) { return naive::borda(e); });
  same_ranking_of_any(Method::score, [](const Election& e, const Lot&, Strength) { return naive::score(e); });
  same_ranking_of_any(Method::approval, [](const Election& e, const Lot&, Strength) { return naive::approval(e); });
  same_ranking_of_any(Method::two_round, [](const Election& e, const Lot& lot, Strength) { return naive::two_round(e, lot); });
  same_ranking_of_any(Method::star, [](const Election& e, const Lot& lot, Strength) { return naive::star(e, lot); });
  same_ranking_of_any(Method::majority_judgement,
                      [](const Election& e, const Lot&, Strength) { return naive::majority_judgement(e); });
}

TEST_CASE("each method of duels equals its slow twin") {
  using naive::Election;
  same_ranking_of_any(Method::schulze, [](const Election& e, const Lot&, Strength s) { return naive::schulze(e, s); });
  same_ranking_of_any(Method::ranked_pairs,
                      [](const Election& e, const Lot& lot, Strength s) { return naive::ranked_pairs(e, s, lot); });
  same_ranking_of_any(Method::kemeny, [](const Election& e, const Lot& lot, Strength) { return naive::kemeny(e, lot); });
}

TEST_CASE("the methods that count in rounds equal their slow twins") {
  for_random_cases([&](int number) {
    Chance chance(number);
    const Profile profile = random_profile(chance, 6, 10, number % 3 == 0 ? Kind::with_ties : Kind::strict);
    const Options options{.seats = chance.between(1, 4), .seed = std::to_string(number)};
    const Lot lot(options.seed, profile.names);
    const naive::Election election(profile);
    INFO("case ", number);
    REQUIRE(counted(Method::irv, profile, {.seats = 1, .seed = options.seed}).winners.front() ==
            naive::irv_winner(election, lot));
    REQUIRE(counted(Method::stv_wigm, profile, options).winners ==
            naive::wigm_winners(election, static_cast<std::size_t>(options.seats), lot));
    REQUIRE(counted(Method::stv_meek, profile, options).winners ==
            naive::meek_winners(election, static_cast<std::size_t>(options.seats), lot));
  });
}

TEST_CASE("no method looks at the order of candidates or ballots") {
  for_random_cases([&](int number) {
    Chance chance(number);
    const Profile profile = random_profile(chance, 6, 10, number % 2 == 0 ? Kind::with_ties : Kind::graded);
    std::vector<Candidate> moved(profile.candidates());
    std::iota(moved.begin(), moved.end(), Candidate{0});
    chance.shuffle(moved);
    Profile other;
    other.categories = profile.categories;
    other.names.resize(profile.candidates());
    for (std::size_t c = 0; c < moved.size(); ++c) other.names[moved[c]] = profile.names[c];
    std::vector<Ballot> shuffled = profile.ballots;
    chance.shuffle(shuffled);
    for (const Ballot& ballot : shuffled) {
      const std::size_t begin = other.marks.size();
      for (const Mark& mark : profile.marks_of(ballot)) other.marks.push_back({moved[mark.candidate], mark.place});
      // A ballot of n voters may as well stand in the file n times.
      for (std::int64_t i = 0; i < ballot.count; ++i) other.ballots.push_back({begin, other.marks.size(), 1});
    }
    const Options options{.seats = chance.between(1, 3), .seed = std::to_string(number)};
    for (const std::string_view name : method_names()) {
      const Outcome one = counted(*method_named(name), profile, options), two = counted(*method_named(name), other, options);
      std::vector<Candidate> translated;
      for (const Candidate c : one.winners) translated.push_back(moved[c]);
      INFO("case ", number, ", ", std::string(name));
      REQUIRE(sorted(translated) == sorted(two.winners));
      REQUIRE(one.ranking.size() == two.ranking.size());
    }
  });
}

std::optional<Candidate> condorcet_winner(const naive::Election& election) {
  for (const Candidate a : election.everyone()) {
    bool beats_all = true;
    for (const Candidate b : election.everyone()) beats_all &= a == b || election.prefer(a, b) > election.prefer(b, a);
    if (beats_all) return a;
  }
  return std::nullopt;
}

TEST_CASE("those who withdrew leave no trace: the count is that of ballots which never named them") {
  for_random_cases([&](int number) {
    Chance chance(number);
    const Kind kind = number % 3 == 0 ? Kind::graded : number % 3 == 1 ? Kind::with_ties : Kind::strict;
    Profile profile = random_profile(chance, 6, 9, kind);
    for (std::size_t c = 1; c < profile.candidates(); ++c) {
      if (chance.one_in(3)) profile.withdrawn.push_back(static_cast<Candidate>(c));
    }
    const auto gone = [&](Candidate c) { return std::ranges::find(profile.withdrawn, c) != profile.withdrawn.end(); };
    Profile other;
    other.categories = profile.categories;
    std::vector<Candidate> renumbered(profile.candidates());
    for (Candidate c = 0; c < profile.candidates(); ++c) {
      renumbered[c] = static_cast<Candidate>(other.names.size());
      if (!gone(c)) other.names.push_back(profile.names[c]);
    }
    for (const Ballot& ballot : profile.ballots) {
      std::vector<std::vector<Candidate>> places(profile.candidates() + profile.categories.size());
      for (const Mark& mark : profile.marks_of(ballot)) {
        if (!gone(mark.candidate)) places[mark.place].push_back(renumbered[mark.candidate]);
      }
      if (!profile.graded()) std::erase_if(places, [](const auto& place) { return place.empty(); });
      other.add(ballot.count, places);
    }
    const Options options{.seats = chance.between(1, 3), .seed = std::to_string(number)};
    for (const std::string_view name : method_names()) {
      const Outcome with = counted(*method_named(name), profile, options), without = counted(*method_named(name), other, options);
      const auto named = [](const std::vector<Candidate>& candidates, const Profile& names) {
        std::vector<std::string> text;
        for (const Candidate c : candidates) text.push_back(names.names[c]);
        return text;
      };
      INFO("case ", number, ", ", std::string(name));
      REQUIRE(named(with.winners, profile) == named(without.winners, other));
      REQUIRE(with.rounds.size() == without.rounds.size());
      REQUIRE(with.ties.size() == without.ties.size());
    }
  });
}

TEST_CASE("who wins every duel wins by Schulze, ranked pairs and Kemeny; who loses every duel never wins by them, nor by Borda") {
  for_random_cases([&](int number) {
    Chance chance(number);
    const Profile profile = random_profile(chance, 6, 10, Kind::with_ties);
    const naive::Election election(profile);
    const auto best = condorcet_winner(election);
    std::optional<Candidate> worst;
    for (const Candidate a : election.everyone()) {
      bool loses_all = election.size > 1;
      for (const Candidate b : election.everyone()) loses_all &= a == b || election.prefer(a, b) < election.prefer(b, a);
      if (loses_all) worst = a;
    }
    INFO("case ", number);
    for (const Method method : {Method::schulze, Method::ranked_pairs, Method::kemeny, Method::borda}) {
      const Outcome outcome = counted(method, profile);
      if (best && method != Method::borda) REQUIRE(outcome.winners == std::vector{*best});
      if (worst) REQUIRE(outcome.winners.front() != *worst);
    }
  });
}

// The ballot with the candidate moved one place up, alone on a place of its own.
std::vector<std::vector<Candidate>> raised(const Profile& profile, const Ballot& ballot, Candidate candidate) {
  std::vector<std::vector<Candidate>> places;
  for (const Mark& mark : profile.marks_of(ballot)) {
    if (mark.place >= places.size()) places.resize(std::size_t{mark.place} + 1);
    places[mark.place].push_back(mark.candidate);
  }
  std::size_t at = 0;
  while (at < places.size() && std::ranges::find(places[at], candidate) == places[at].end()) ++at;
  if (at < places.size()) {
    std::erase(places[at], candidate);
    if (places[at].empty()) {
      places.erase(places.begin() + static_cast<std::ptrdiff_t>(at));
      at -= at > 0;
    }
  }
  places.insert(places.begin() + static_cast<std::ptrdiff_t>(std::min(at, places.size())), {candidate});
  return places;
}

TEST_CASE("a winner who is raised on a ballot still wins: Schulze, ranked pairs, Borda, plurality, Kemeny") {
  for_random_cases([&](int number) {
    Chance chance(number);
    const Profile profile = random_profile(chance, 5, 8, Kind::strict);
    const std::size_t chosen = static_cast<std::size_t>(chance.between(0, static_cast<int>(profile.ballots.size()) - 1));
    for (const Method method : {Method::schulze, Method::ranked_pairs, Method::borda, Method::plurality, Method::kemeny}) {
      const Outcome before = counted(method, profile);
      // Who wins by lot may lose the lot's favour when ties move; the promise is for those who win outright.
      if (!before.ties.empty() || before.ranking.front().size() > 1) continue;
      const Candidate winner = before.winners.front();
      Profile better = profile;
      better.ballots.erase(better.ballots.begin() + static_cast<std::ptrdiff_t>(chosen));
      better.add(profile.ballots[chosen].count, raised(profile, profile.ballots[chosen], winner));
      INFO("case ", number, ", ", std::string(name_of(method)));
      REQUIRE(counted(method, better).winners.front() == winner);
    }
  });
}

TEST_CASE("STV gives a group that fills k quotas at least k of its candidates") {
  for_random_cases([&](int number) {
    Chance chance(number);
    // Voters of the group rank its candidates first, in any order.
    const int size = chance.between(3, 6), inside = chance.between(1, size - 1), seats = chance.between(1, 4);
    const int solid = chance.between(1, 30), others = chance.between(0, 30);
    Profile profile;
    for (int c = 0; c < size; ++c) profile.names.push_back("c" + std::to_string(c));
    for (int voter = 0; voter < solid + others; ++voter) {
      std::vector<Candidate> first, rest;
      for (int c = 0; c < size; ++c) (voter < solid && c < inside ? first : rest).push_back(static_cast<Candidate>(c));
      chance.shuffle(first);
      chance.shuffle(rest);
      first.insert(first.end(), rest.begin(), rest.end());
      std::vector<std::vector<Candidate>> places;
      for (const Candidate c : first) places.push_back({c});
      profile.add(1, places);
    }
    const int quota = (solid + others) / (seats + 1) + 1;
    const int deserved = std::min({solid / quota, inside, seats});
    for (const Method method : {Method::stv_wigm, Method::stv_meek}) {
      const Outcome outcome = counted(method, profile, {.seats = seats});
      const auto got = std::ranges::count_if(outcome.winners, [&](Candidate c) { return c < inside; });
      INFO("case ", number, ", ", std::string(name_of(method)));
      REQUIRE(got >= deserved);
    }
  });
}

TEST_CASE("the working adds up: every round of IRV and STV accounts for every ballot") {
  for_random_cases([&](int number) {
    Chance chance(number);
    const Profile profile = random_profile(chance, 6, 10, Kind::strict);
    for (const Method method : {Method::irv, Method::stv_wigm, Method::stv_meek}) {
      const Outcome outcome = counted(method, profile, {.seats = 2});
      const std::int64_t expected = method == Method::irv ? outcome.ballots : outcome.ballots - outcome.blank;
      for (const Round& round : outcome.rounds) {
        if (round.votes.empty()) continue;
        double sum = std::stod(round.exhausted.text);
        for (const auto& [candidate, votes] : round.votes) sum += std::stod(votes.text);
        INFO("case ", number, ", ", std::string(name_of(method)));
        REQUIRE(sum == doctest::Approx(static_cast<double>(expected)));
      }
    }
  });
}

}  // namespace
}  // namespace mosharekat::tally
