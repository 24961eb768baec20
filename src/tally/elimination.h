// SPDX-License-Identifier: AGPL-3.0-or-later
// Who goes first among candidates with equal votes, in every method that counts in rounds: the votes of the most recent earlier
// round in which they were not all equal decide; those still equal are looked at further back; what remains equal in all rounds,
// the lot decides. (Scottish Local Government Elections Order 2007, schedule 1, rules 49 and 51.)
#pragma once
#include <algorithm>
#include <string>
#include <vector>

#include "tally/methods.h"

namespace mosharekat::tally {

enum class Pick { lowest, highest };

// `history` holds the votes of all candidates, round by round, the present one last.
template <class Votes>
Candidate pick(const Count& count, const std::vector<std::vector<Votes>>& history, std::vector<Candidate> among, Pick which,
               const std::string& where) {
  const int round = static_cast<int>(history.size());
  const auto better = [&](const Votes& left, const Votes& right) { return which == Pick::lowest ? left < right : right < left; };
  const auto narrow = [&](const std::vector<Votes>& votes) {
    Votes best = votes[among.front()];
    for (const Candidate c : among) {
      if (better(votes[c], best)) best = votes[c];
    }
    std::erase_if(among, [&](Candidate c) { return votes[c] != best; });
  };
  narrow(history.back());
  if (among.size() == 1) return among.front();
  const std::vector<Candidate> tied = among;
  std::string by = "earlier round";
  for (std::size_t earlier = history.size() - 1; earlier-- > 0 && among.size() > 1;) narrow(history[earlier]);
  if (among.size() > 1) {
    by = "lot";
    // The lot's first has the luck: it is elected first, and excluded last.
    const auto order = [&](Candidate left, Candidate right) { return count.lot.before(left, right); };
    among = {which == Pick::lowest ? *std::ranges::max_element(among, order) : *std::ranges::min_element(among, order)};
  }
  count.tie(where, tied, among, by, round);
  return among.front();
}

}  // namespace mosharekat::tally
