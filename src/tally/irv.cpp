// SPDX-License-Identifier: AGPL-3.0-or-later
// Instant run-off: the candidate with the fewest votes goes, round by round, until one has more than half of the ballots that
// still name somebody (or as many remain as there are seats).
#include <algorithm>

#include "tally/elimination.h"
#include "tally/points.h"

namespace mosharekat::tally {
namespace {

// Each ballot counts for the continuing candidates of the first place that has any, in equal parts.
Points votes_of(const Count& count, const std::vector<char>& continuing, std::vector<std::size_t>& reached) {
  const Profile& profile = count.profile;
  Shares shares(count.candidates());
  for (std::size_t b = 0; b < profile.ballots.size(); ++b) {
    const Ballot& ballot = profile.ballots[b];
    std::size_t& at = reached[b];  // the first mark of the place that the ballot has come to
    while (at < ballot.end) {
      std::size_t to = at, holders = 0;
      for (; to < ballot.end && profile.marks[to].place == profile.marks[at].place; ++to) {
        holders += static_cast<std::size_t>(continuing[profile.marks[to].candidate]);
      }
      // A last place shared by all who were not named before says as much as leaving them out.
      const bool says_nothing = holders > 1 && to == ballot.end && ballot.end - ballot.begin == count.candidates();
      if (holders > 0 && !says_nothing) {
        for (std::size_t i = at; i < to; ++i) {
          if (continuing[profile.marks[i].candidate]) shares.add(profile.marks[i].candidate, holders, ballot.count);
        }
        break;
      }
      if (says_nothing) break;
      at = to;
    }
  }
  return shares.points();
}

}  // namespace

void irv(Count& count) {
  Outcome& outcome = count.outcome;
  const std::size_t size = count.candidates();
  std::vector<char> continuing(size, 1);
  std::size_t remaining = size;
  std::vector<std::size_t> reached;
  for (const Ballot& ballot : count.profile.ballots) reached.push_back(ballot.begin);
  std::vector<Points> history;
  std::vector<std::vector<Candidate>> gone;  // last first
  std::vector<Candidate> leaving;
  const auto those_continuing = [&] {
    std::vector<Candidate> those;
    for (std::size_t c = 0; c < size; ++c) {
      if (continuing[c]) those.push_back(static_cast<Candidate>(c));
    }
    return those;
  };
  while (true) {
    history.push_back(votes_of(count, continuing, reached));
    const Points& votes = history.back();
    const std::vector<Candidate> those = those_continuing();
    Round round;
    round.action = leaving.empty() ? "first preferences" : "exclusion";
    round.excluded = leaving;
    for (const Candidate c : those) round.votes.emplace_back(c, amount(votes[c]));
    const Rational active = sum(votes);
    round.exhausted = amount(Rational(outcome.ballots) - active);
    if (leaving.size() == 1) {
      const Points& before = history[history.size() - 2];
      Transfer transfer;
      transfer.from = leaving.front();
      Rational moved = 0;
      for (const Candidate c : those) {
        const Rational gain = votes[c] - before[c];
        if (gain != 0) transfer.to.emplace_back(c, amount(gain));
        moved += gain;
      }
      transfer.exhausted = amount(before[transfer.from] - moved);
      round.transfers.push_back(std::move(transfer));
    }
    const auto ranking = rank(votes, those);
    const bool majority = count.seats == 1 && 2 * votes[ranking[0][0]] > active;
    if (majority || remaining <= count.seats) {
      for (const auto& group : ranking) {
        if (round.elected.size() + group.size() <= count.seats)
          round.elected.insert(round.elected.end(), group.begin(), group.end());
        outcome.ranking.push_back(group);
      }
      outcome.rounds.push_back(std::move(round));
      break;
    }
    outcome.rounds.push_back(std::move(round));
    // Those without any vote go together: nothing of theirs can be transferred, so their order decides nothing.
    leaving.clear();
    for (const Candidate c : those) {
      if (votes[c] == 0) leaving.push_back(c);
    }
    if (leaving.empty() || remaining - leaving.size() < count.seats) {
      leaving = {pick(count, history, those, Pick::lowest, "exclusion")};
    }
    for (const Candidate c : leaving) continuing[c] = 0;
    remaining -= leaving.size();
    gone.push_back(leaving);
  }
  outcome.ranking.insert(outcome.ranking.end(), gone.rbegin(), gone.rend());
  count.seat_from_ranking();
}

}  // namespace mosharekat::tally
