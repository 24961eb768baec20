// SPDX-License-Identifier: AGPL-3.0-or-later
// Second implementations of every counting method, for tests only: one voter at a time, one definition at a time, with fractions
// of any size and no attention to speed. They share with the real ones only the lot and the file of the ballots.
#pragma once
#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <vector>

#include "tally/count.h"
#include "tally/lot.h"
#include "tally/rational.h"

namespace mosharekat::tally::naive {

using Ranking = std::vector<std::vector<Candidate>>;

// One voter: place[c] is the place of candidate c, or `last` when the ballot leaves c out.
struct Voter {
  std::vector<int> place;
  bool names_all = true;
};
constexpr int last = 1'000'000;

struct Election {
  std::size_t size = 0;
  std::vector<Voter> voters;
  std::vector<std::string> categories;

  explicit Election(const Profile& profile) : size(profile.candidates()), categories(profile.categories) {
    for (const Ballot& ballot : profile.ballots) {
      Voter voter{std::vector<int>(size, last), false};
      for (const Mark& mark : profile.marks_of(ballot)) voter.place[mark.candidate] = mark.place;
      voter.names_all = std::ranges::count(voter.place, last) == 0;
      for (std::int64_t i = 0; i < ballot.count; ++i) voters.push_back(voter);
    }
  }
  std::vector<Candidate> everyone() const {
    std::vector<Candidate> all(size);
    std::iota(all.begin(), all.end(), Candidate{0});
    return all;
  }
  static bool blank(const Voter& voter) {
    return std::ranges::count(voter.place, last) == static_cast<std::ptrdiff_t>(voter.place.size());
  }
  std::int64_t prefer(Candidate a, Candidate b) const {
    return std::ranges::count_if(voters, [&](const Voter& voter) { return voter.place[a] < voter.place[b]; });
  }
};

// Best first, by a value for each.
template <class Value>
Ranking rank(const std::vector<Candidate>& among, Value value) {
  Ranking ranking;
  std::vector<Candidate> left = among;
  while (!left.empty()) {
    auto best = value(left.front());
    for (const Candidate c : left) best = std::max(best, value(c));
    std::vector<Candidate> group;
    for (const Candidate c : left) {
      if (value(c) == best) group.push_back(c);
    }
    std::erase_if(left, [&](Candidate c) { return value(c) == best; });
    ranking.push_back(group);
  }
  return ranking;
}

// Layers of a relation: those whom nobody left beats, and so on.
template <class Beats>
Ranking layers(const std::vector<Candidate>& among, Beats beats) {
  Ranking ranking;
  std::vector<Candidate> left = among;
  while (!left.empty()) {
    std::vector<Candidate> best;
    for (const Candidate a : left) {
      if (std::ranges::none_of(left, [&](Candidate b) { return beats(b, a); })) best.push_back(a);
    }
    for (const Candidate c : best) std::erase(left, c);
    ranking.push_back(best);
  }
  return ranking;
}

inline std::vector<Rational> firsts(const Election& election) {
  std::vector<Rational> votes(election.size, 0);
  for (const Voter& voter : election.voters) {
    const int best = *std::ranges::min_element(voter.place);
    if (best == last) continue;
    const auto holders = std::ranges::count(voter.place, best);
    for (const Candidate c : election.everyone()) {
      if (voter.place[c] == best) votes[c] += Rational(1, holders);
    }
  }
  return votes;
}

inline Ranking plurality(const Election& election) {
  const auto votes = firsts(election);
  return rank(election.everyone(), [&](Candidate c) { return votes[c]; });
}

inline std::vector<Rational> borda_points(const Election& election) {
  std::vector<Rational> points(election.size, 0);
  for (const Voter& voter : election.voters) {
    if (Election::blank(voter) && election.size > 0) {
      for (Rational& each : points) each += Rational(static_cast<std::int64_t>(election.size) - 1, 2);
      continue;
    }
    for (const Candidate a : election.everyone()) {
      for (const Candidate b : election.everyone()) {
        if (a != b && voter.place[a] < voter.place[b]) points[a] += 1;
        if (a != b && voter.place[a] == voter.place[b]) points[a] += Rational(1, 2);
      }
    }
  }
  return points;
}

inline Ranking borda(const Election& election) {
  const auto points = borda_points(election);
  return rank(election.everyone(), [&](Candidate c) { return points[c]; });
}

inline std::vector<Rational> scores(const Election& election) {
  if (election.categories.empty()) return borda_points(election);
  std::vector<int> worth;
  for (const std::string& name : election.categories) worth.push_back(std::stoi(name));
  std::vector<Rational> sums(election.size, 0);
  for (const Voter& voter : election.voters) {
    if (Election::blank(voter)) continue;
    for (const Candidate c : election.everyone())
      sums[c] += voter.place[c] == last ? worth.back() : worth[static_cast<std::size_t>(voter.place[c])];
  }
  return sums;
}

inline Ranking score(const Election& election) {
  const auto sums = scores(election);
  return rank(election.everyone(), [&](Candidate c) { return sums[c]; });
}

inline Ranking approval(const Election& election) {
  std::vector<int> approvals(election.size, 0);
  for (const Voter& voter : election.voters) {
    const int worst = *std::ranges::max_element(voter.place);
    for (const Candidate c : election.everyone()) {
      const bool approves = election.categories.empty()
                                ? voter.place[c] < worst
                                : 2 * (voter.place[c] + 1) <= static_cast<int>(election.categories.size());
      if (approves) ++approvals[c];
    }
  }
  return rank(election.everyone(), [&](Candidate c) { return approvals[c]; });
}

// The order of equals: a list of values, the earlier ones first to decide, then the lot.
template <class Key>
std::vector<Candidate> in_order(std::vector<Candidate> among, const Lot& lot, Key key) {
  std::ranges::sort(among, [&](Candidate a, Candidate b) {
    const auto left = key(a), right = key(b);
    return left != right ? left > right : lot.before(a, b);
  });
  return among;
}

inline Ranking runoff(const Election& election, const std::vector<Rational>& points, std::vector<Candidate> two, const Lot& lot,
                      const std::vector<int>& third_value) {
  if (two.size() == 2) {
    const auto a = two[0], b = two[1];
    const std::tuple for_a{election.prefer(a, b), points[a], third_value[a]},
        for_b{election.prefer(b, a), points[b], third_value[b]};
    if (for_b > for_a || (for_b == for_a && lot.before(b, a))) std::swap(two[0], two[1]);
  }
  Ranking ranking;
  for (const Candidate c : two) ranking.push_back({c});
  std::vector<Candidate> others;
  for (const Candidate c : election.everyone()) {
    if (std::ranges::find(two, c) == two.end()) others.push_back(c);
  }
  for (auto& group : rank(others, [&](Candidate c) { return points[c]; })) ranking.push_back(group);
  return ranking;
}

inline Ranking two_round(const Election& election, const Lot& lot) {
  const auto votes = firsts(election);
  const Rational all = std::accumulate(votes.begin(), votes.end(), Rational(0));
  for (const Rational& each : votes) {
    if (2 * each > all) return plurality(election);
  }
  std::vector<Candidate> order = in_order(election.everyone(), lot, [&](Candidate c) { return votes[c]; });
  order.resize(std::min<std::size_t>(2, order.size()));
  return runoff(election, votes, order, lot, std::vector<int>(election.size, 0));
}

inline Ranking star(const Election& election, const Lot& lot) {
  const auto points = scores(election);
  std::vector<int> best(election.size, 0);
  for (const Voter& voter : election.voters) {
    for (const Candidate c : election.everyone()) best[c] += voter.place[c] == 0;
  }
  const auto wins = [&](Candidate a) {
    int won = 0;
    for (const Candidate b : election.everyone()) won += points[a] == points[b] && election.prefer(a, b) > election.prefer(b, a);
    return won;
  };
  std::vector<Candidate> order =
      in_order(election.everyone(), lot, [&](Candidate c) { return std::tuple(points[c], wins(c), best[c]); });
  order.resize(std::min<std::size_t>(2, order.size()));
  return runoff(election, points, order, lot, best);
}

inline Ranking majority_judgement(const Election& election) {
  int worst = static_cast<int>(election.categories.size()) - 1;
  if (election.categories.empty()) {
    worst = 0;
    for (const Voter& voter : election.voters) {
      for (const int place : voter.place) worst = std::max(worst, place == last ? 0 : place + 1);
    }
  }
  std::vector<std::vector<int>> value(election.size);
  for (const Candidate c : election.everyone()) {
    std::vector<int> grades;
    for (const Voter& voter : election.voters) {
      if (!Election::blank(voter)) grades.push_back(-std::min(voter.place[c], worst));
    }
    std::ranges::sort(grades);
    while (!grades.empty()) {  // the lower middle grade, again and again
      const auto middle = grades.begin() + static_cast<std::ptrdiff_t>((grades.size() - 1) / 2);
      value[c].push_back(*middle);
      grades.erase(middle);
    }
  }
  return rank(election.everyone(), [&](Candidate c) { return value[c]; });
}

inline std::int64_t link(const Election& election, Strength strength, Candidate a, Candidate b) {
  const std::int64_t lead = election.prefer(a, b) - election.prefer(b, a);
  return lead <= 0 ? 0 : strength == Strength::margins ? lead : election.prefer(a, b);
}

// The strongest of all paths, by walking every one of them.
inline std::int64_t strongest(const std::vector<std::vector<std::int64_t>>& links, std::set<Candidate>& visited, Candidate from,
                              Candidate to) {
  if (from == to) return 1LL << 60;
  std::int64_t best = 0;
  visited.insert(from);
  for (Candidate next = 0; next < links.size(); ++next) {
    if (visited.contains(next) || links[from][next] == 0) continue;
    best = std::max(best, std::min(links[from][next], strongest(links, visited, next, to)));
  }
  visited.erase(from);
  return best;
}

inline Ranking schulze(const Election& election, Strength strength) {
  std::vector<std::vector<std::int64_t>> links(election.size, std::vector<std::int64_t>(election.size, 0)), paths = links;
  for (const Candidate a : election.everyone()) {
    for (const Candidate b : election.everyone()) links[a][b] = link(election, strength, a, b);
  }
  for (const Candidate a : election.everyone()) {
    for (const Candidate b : election.everyone()) {
      std::set<Candidate> visited;
      paths[a][b] = strongest(links, visited, a, b);
    }
  }
  return layers(election.everyone(), [&](Candidate a, Candidate b) { return a != b && paths[a][b] > paths[b][a]; });
}

inline bool leads_to(const std::set<std::pair<Candidate, Candidate>>& locked, Candidate from, Candidate to) {
  if (from == to) return true;
  return std::ranges::any_of(locked, [&](const auto& edge) { return edge.first == from && leads_to(locked, edge.second, to); });
}

inline Ranking ranked_pairs(const Election& election, Strength strength, const Lot& lot) {
  std::vector<std::pair<Candidate, Candidate>> pairs;
  for (const Candidate a : election.everyone()) {
    for (const Candidate b : election.everyone()) {
      if (link(election, strength, a, b) > 0) pairs.emplace_back(a, b);
    }
  }
  std::ranges::sort(pairs, [&](const auto& left, const auto& right) {
    const auto key = [&](const auto& pair) {
      return std::tuple(-link(election, strength, pair.first, pair.second), lot.position(pair.first),
                        -static_cast<std::int64_t>(lot.position(pair.second)));
    };
    return key(left) < key(right);
  });
  std::set<std::pair<Candidate, Candidate>> locked;
  for (const auto& pair : pairs) {
    if (!leads_to(locked, pair.second, pair.first)) locked.insert(pair);
  }
  return layers(election.everyone(), [&](Candidate a, Candidate b) { return a != b && leads_to(locked, a, b); });
}

// Of the orders with the fewest contradictions, the one that the lot puts first.
inline Ranking kemeny(const Election& election, const Lot& lot) {
  std::vector<Candidate> order = election.everyone(), best;
  std::ranges::sort(order, [&](Candidate a, Candidate b) { return lot.before(a, b); });
  const std::vector<Candidate> drawn = order;
  std::vector<std::size_t> places(order.size());
  std::iota(places.begin(), places.end(), std::size_t{0});
  std::int64_t fewest = 1LL << 60;
  do {  // permutations of the lot's order, in that order
    std::int64_t against = 0;
    for (std::size_t i = 0; i < places.size(); ++i) {
      for (std::size_t j = i + 1; j < places.size(); ++j) against += election.prefer(drawn[places[j]], drawn[places[i]]);
    }
    if (against < fewest) {
      fewest = against;
      best.clear();
      for (const std::size_t place : places) best.push_back(drawn[place]);
    }
  } while (std::ranges::next_permutation(places).found);
  Ranking ranking;
  for (const Candidate c : best) ranking.push_back({c});
  return ranking;
}

// Who has least (or most) of equals: the latest earlier round that differs decides, then the one before; then the lot.
template <class Votes>
Candidate extreme(const std::vector<std::vector<Votes>>& rounds, const std::vector<Candidate>& among, bool most, const Lot& lot) {
  std::vector<Candidate> left = among;
  for (auto votes = rounds.rbegin(); votes != rounds.rend(); ++votes) {
    Votes edge = (*votes)[left.front()];
    for (const Candidate c : left) edge = most ? std::max(edge, (*votes)[c]) : std::min(edge, (*votes)[c]);
    std::erase_if(left, [&](Candidate c) { return (*votes)[c] != edge; });
  }
  std::ranges::sort(left, [&](Candidate a, Candidate b) { return lot.before(a, b); });
  return most ? left.front() : left.back();
}

inline Candidate irv_winner(const Election& election, const Lot& lot) {
  std::set<Candidate> continuing;
  for (const Candidate c : election.everyone()) continuing.insert(c);
  std::vector<std::vector<Rational>> rounds;
  while (true) {
    std::vector<Rational> votes(election.size, 0);
    Rational all = 0;
    for (const Voter& voter : election.voters) {
      int best = last;
      for (const Candidate c : continuing) best = std::min(best, voter.place[c]);
      if (best == last) continue;
      std::vector<Candidate> holders;
      for (const Candidate c : continuing) {
        if (voter.place[c] == best) holders.push_back(c);
      }
      const bool is_last_place = voter.names_all && std::ranges::max(voter.place) == best;
      if (holders.size() > 1 && is_last_place) continue;
      for (const Candidate c : holders) votes[c] += Rational(1, static_cast<std::int64_t>(holders.size()));
      all += 1;
    }
    rounds.push_back(votes);
    for (const Candidate c : continuing) {
      if (2 * votes[c] > all || continuing.size() == 1) return c;
    }
    continuing.erase(extreme(rounds, {continuing.begin(), continuing.end()}, false, lot));
  }
}

}  // namespace mosharekat::tally::naive
