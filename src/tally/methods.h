// SPDX-License-Identifier: AGPL-3.0-or-later
// The methods themselves, each in the file of its name. They see a compact profile (equal ballots joined, nobody withdrawn), at
// least one candidate, and 1 <= seats. They fill the outcome's ranking, winners and working.
#pragma once
#include "base/result.h"
#include "tally/count.h"
#include "tally/lot.h"

namespace mosharekat::tally {

struct Count {
  const Profile& profile;
  const Options& options;
  const Lot& lot;
  std::size_t seats;
  Outcome& outcome;

  std::size_t candidates() const { return profile.candidates(); }
  void tie(std::string where, std::vector<Candidate> between, std::vector<Candidate> chosen, std::string by,
           int round = 0) const {
    outcome.ties.push_back({std::move(where), round, std::move(between), std::move(chosen), std::move(by)});
  }
  // Takes winners from the top of the ranking; where the last seats fall inside a group of equals, the lot decides.
  void seat_from_ranking() const;
};

void plurality(Count& count);
void two_round(Count& count);
void approval(Count& count);
void score(Count& count);
void star(Count& count);
void borda(Count& count);
void majority_judgement(Count& count);
void irv(Count& count);
void stv_wigm(Count& count);
void stv_meek(Count& count);
void schulze(Count& count);
void ranked_pairs(Count& count);
void kemeny(Count& count);

}  // namespace mosharekat::tally
