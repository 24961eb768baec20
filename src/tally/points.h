// SPDX-License-Identifier: AGPL-3.0-or-later
// Points that ballots give to candidates, exact, and the order that follows from them.
#pragma once
#include <map>
#include <string_view>
#include <vector>

#include "tally/profile.h"
#include "tally/rational.h"
#include "tally/result.h"

namespace mosharekat::tally {

using Points = std::vector<Rational>;

// Votes that several candidates share: 1/m of each ballot for each of its m holders, added up as whole numbers per m.
class Shares {
 public:
  explicit Shares(std::size_t candidates) : candidates_(candidates), whole_(candidates, 0) {}
  void add(Candidate candidate, std::size_t holders, std::int64_t count) {
    if (holders == 1) {
      whole_[candidate] += count;
    } else {
      auto& parts = parts_[holders];
      if (parts.empty()) parts.resize(candidates_);
      parts[candidate] += count;
    }
  }
  Points points() const;

 private:
  std::size_t candidates_;
  std::vector<std::int64_t> whole_;
  std::map<std::size_t, std::vector<std::int64_t>> parts_;
};

// First places; a place shared by m candidates gives each 1/m.
Points first_places(const Profile& profile);
// Two points for each candidate that the ballot puts lower, one for each on the same place: Borda's count, doubled to stay whole.
std::vector<std::int64_t> doubled_borda(const Profile& profile);

// Best first; equals in one group, by number.
std::vector<std::vector<Candidate>> rank(const Points& points);
std::vector<std::vector<Candidate>> rank(const Points& points, const std::vector<Candidate>& among);
std::vector<std::pair<Candidate, Amount>> as_votes(const Points& points);
std::vector<Score> as_scores(const Points& points);
Rational sum(const Points& points);

}  // namespace mosharekat::tally
