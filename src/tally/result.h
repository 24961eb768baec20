// SPDX-License-Identifier: AGPL-3.0-or-later
// What a count answers: who won, and the whole working, so that anyone can follow it on paper. Every number is exact.
#pragma once
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "tally/profile.h"

namespace mosharekat::tally {

// An exact number as it is written: "1250", "83.33333" or, where no decimal ends, "250/3". Empty means that there is none.
struct Amount {
  std::string text{};
  bool empty() const { return text.empty(); }
  bool operator==(const Amount&) const = default;
};

// Candidates whom the rule itself could not tell apart, and how it was decided between them.
struct Tie {
  std::string where;               // "exclusion", "surplus", "last place", …
  int round = 0;                   // 0 when the method has no rounds
  std::vector<Candidate> between;  // all of them
  std::vector<Candidate> chosen;   // who was taken: elected, excluded or placed first, as `where` says
  std::string by;                  // "earlier round", "lot", or what else the method's own rule names
};

struct Transfer {
  Candidate from = 0;
  std::vector<std::pair<Candidate, Amount>> to{};
  Amount value{};      // of each paper, where it is the same for all
  Amount exhausted{};  // not transferable
};

struct Round {
  std::string action;  // "first preferences", "surplus", "exclusion", "runoff", …
  std::vector<std::pair<Candidate, Amount>> votes{};
  Amount quota{};
  Amount exhausted{};
  std::vector<std::pair<Candidate, Amount>> keep{};  // Meek's keep values
  std::vector<Candidate> elected{}, excluded{};
  std::vector<Transfer> transfers{};
};

struct Score {
  Candidate candidate;
  Amount value;
  std::string note{};  // the median grade, say
};

struct Outcome {
  std::string method;
  std::int64_t ballots = 0, blank = 0;  // cast; naming nobody who stands
  int seats = 1;
  std::vector<Candidate> winners;               // as many as there are seats, in order
  std::vector<std::vector<Candidate>> ranking;  // best first, as the rule has it before any tie is broken
  std::vector<Round> rounds{};
  std::vector<Score> scores{};
  std::vector<Tie> ties{};
  std::vector<std::vector<std::int64_t>> pairwise{};      // [a][b]: voters who put a above b
  std::vector<std::vector<std::int64_t>> strongest{};     // Schulze: strength of the strongest path
  std::vector<std::pair<Candidate, Candidate>> locked{};  // ranked pairs, strongest first
  std::vector<std::string> notes{};                       // what was assumed, in English: for the file's owner, not for citizens
};

}  // namespace mosharekat::tally
