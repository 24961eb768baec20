// SPDX-License-Identifier: AGPL-3.0-or-later
// Second implementations of the two STV counts, paper by paper. For tests only.
#pragma once
#include "tally/naive.h"

namespace mosharekat::tally::naive {

// Hundred-thousandths, cut off.
inline Rational cut(const Rational& value, std::int64_t decimals) {
  const Rational scaled = value * decimals;
  return Rational(numerator(scaled) / denominator(scaled), decimals);
}
inline Rational raise(const Rational& value, std::int64_t decimals) {
  const Rational lower = cut(value, decimals);
  return lower == value ? lower : lower + Rational(1, decimals);
}

// The single candidate on a place, or none when it is shared or empty.
inline std::optional<Candidate> alone_on(const Voter& voter, int place, bool& shared) {
  std::optional<Candidate> found;
  shared = std::ranges::count(voter.place, place) > 1;
  for (Candidate c = 0; c < voter.place.size(); ++c) {
    if (voter.place[c] == place) found = c;
  }
  return shared ? std::nullopt : found;
}

inline std::vector<Candidate> wigm_winners(const Election& election, std::size_t seats, const Lot& lot) {
  constexpr std::int64_t decimals = 100'000;
  struct Paper {
    const Voter* voter;
    Rational value = 1;
    std::optional<Candidate> at{};
  };
  seats = std::min(seats, election.size);
  std::vector<Paper> papers;
  std::set<Candidate> continuing;
  for (const Candidate c : election.everyone()) continuing.insert(c);
  const auto next = [&](const Paper& paper) -> std::optional<Candidate> {
    for (int place = 0; place < static_cast<int>(election.size); ++place) {
      bool shared = false;
      const auto candidate = alone_on(*paper.voter, place, shared);
      if (shared) return std::nullopt;
      if (candidate && continuing.contains(*candidate)) return candidate;
    }
    return std::nullopt;
  };
  for (const Voter& voter : election.voters) {
    Paper paper{&voter};
    paper.at = next(paper);
    if (paper.at) papers.push_back(paper);
  }
  const Rational quota = static_cast<std::int64_t>(papers.size()) / (static_cast<std::int64_t>(seats) + 1) + 1;
  std::vector<Rational> votes(election.size, 0);
  for (const Paper& paper : papers) votes[*paper.at] += 1;
  std::vector<std::vector<Rational>> stages;
  std::vector<Candidate> elected, surpluses;
  while (true) {
    stages.push_back(votes);
    std::vector<Candidate> reached;
    for (const Candidate c : continuing) {
      if (votes[c] >= quota) reached.push_back(c);
    }
    for (const Candidate c : in_order(reached, lot, [&](Candidate c) { return votes[c]; })) {
      elected.push_back(c);
      continuing.erase(c);
      if (votes[c] > quota) surpluses.push_back(c);
    }
    const auto fill = [&] {
      for (const Candidate c : in_order({continuing.begin(), continuing.end()}, lot, [&](Candidate c) { return votes[c]; }))
        elected.push_back(c);
      return elected;
    };
    if (elected.size() == seats) return elected;
    if (elected.size() + continuing.size() <= seats) return fill();
    if (!surpluses.empty()) {
      const Candidate from = extreme(stages, surpluses, true, lot);
      std::erase(surpluses, from);
      const Rational surplus = votes[from] - quota, total = votes[from];
      for (Paper& paper : papers) {
        if (paper.at != from) continue;
        paper.value = cut(surplus * paper.value / total, decimals);
        paper.at = next(paper);
        if (paper.at) votes[*paper.at] += paper.value;
      }
      votes[from] = quota;
    } else {
      const Candidate from = extreme(stages, {continuing.begin(), continuing.end()}, false, lot);
      continuing.erase(from);
      if (elected.size() + continuing.size() == seats) return fill();
      for (Paper& paper : papers) {
        if (paper.at != from) continue;
        paper.at = next(paper);
        if (paper.at) votes[*paper.at] += paper.value;
      }
      votes[from] = 0;
    }
  }
}

// Fractions throughout, rounded just where the regulations round.
inline std::vector<Candidate> meek_winners(const Election& election, std::size_t seats, const Lot& lot) {
  constexpr std::int64_t decimals = 1'000'000'000;
  seats = std::min(seats, election.size);
  std::vector<Rational> keep(election.size, 1), votes;
  std::set<Candidate> hopeful;
  for (const Candidate c : election.everyone()) hopeful.insert(c);
  std::vector<Candidate> elected;
  std::vector<std::vector<Rational>> stages;
  const auto fill = [&] {
    for (const Candidate c : in_order({hopeful.begin(), hopeful.end()}, lot, [&](Candidate c) { return votes[c]; }))
      elected.push_back(c);
    return elected;
  };
  while (true) {
    while (true) {
      votes.assign(election.size, 0);
      Rational lost = 0, cast = 0;
      for (const Voter& voter : election.voters) {
        if (Election::blank(voter)) continue;
        cast += 1;
        Rational left = 1;
        const int worst = *std::ranges::max_element(voter.place);
        for (int place = 0; place < static_cast<int>(election.size); ++place) {
          std::vector<Candidate> members;
          for (const Candidate c : election.everyone()) {
            if (voter.place[c] == place && keep[c] > 0) members.push_back(c);
          }
          const bool shared = std::ranges::count(voter.place, place) > 1;
          if (members.empty() || (shared && voter.names_all && place == worst)) continue;
          if (!shared) {
            const Rational kept = raise(left * keep[members[0]], decimals);
            votes[members[0]] += kept;
            left -= kept;
            continue;
          }
          // Every order in which the voter could have put them, equally likely.
          std::map<Candidate, Rational> share;
          std::vector<Candidate> order = members;
          std::int64_t orders = 0;
          do {
            Rational rest = left;
            for (const Candidate c : order) {
              share[c] += rest * keep[c];
              rest *= 1 - keep[c];
            }
            ++orders;
          } while (std::ranges::next_permutation(order).found);
          for (const Candidate c : members) {
            const Rational kept = cut(share[c] / orders, decimals);
            votes[c] += kept;
            left -= kept;
          }
        }
        lost += left;
      }
      const Rational quota = cut((cast - lost) / static_cast<std::int64_t>(seats + 1), decimals) + Rational(1, decimals);
      std::vector<Candidate> reached;
      for (const Candidate c : hopeful) {
        if (votes[c] >= quota) reached.push_back(c);
      }
      for (const Candidate c : in_order(reached, lot, [&](Candidate c) { return votes[c]; })) {
        elected.push_back(c);
        hopeful.erase(c);
      }
      if (elected.size() >= seats) return elected;
      Rational surplus = 0;
      bool lowered = false;
      for (const Candidate c : elected) surplus += std::max(Rational(0), votes[c] - quota);
      if (surplus < Rational(1, 10'000)) break;
      for (const Candidate c : elected) {
        if (votes[c] <= quota) continue;
        const Rational next = raise(raise(keep[c] * quota, decimals) / votes[c], decimals);
        if (next < keep[c]) {
          keep[c] = next;
          lowered = true;
        }
      }
      if (!lowered) break;
    }
    stages.push_back(votes);
    if (elected.size() + hopeful.size() <= seats) return fill();
    const Candidate out = extreme(stages, {hopeful.begin(), hopeful.end()}, false, lot);
    hopeful.erase(out);
    keep[out] = 0;
    if (elected.size() + hopeful.size() == seats) return fill();
  }
}

}  // namespace mosharekat::tally::naive
