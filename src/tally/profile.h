// SPDX-License-Identifier: AGPL-3.0-or-later
// Ranked or graded ballots of one election, as a flat table: four bytes a mark. A ballot names candidates from the best place to
// the worst; equal places are ties, candidates it does not name are below all named ones. In graded profiles (.cat) the place is
// the category, 0 the best, and may be missing in between.
//
//   Profile profile;
//   profile.names = {"Ada", "Bea", "Cyd"};
//   profile.add(3, {{0}, {1, 2}});   // three voters: Ada first, then Bea and Cyd equal
#pragma once
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <vector>

namespace mosharekat::tally {

using Candidate = std::uint16_t;
inline constexpr std::size_t candidates_max = 4096;

struct Mark {
  Candidate candidate;
  std::uint16_t place;  // never smaller than the mark before it on the ballot
  bool operator==(const Mark&) const = default;
};

struct Ballot {
  std::size_t begin = 0, end = 0;  // into Profile::marks
  std::int64_t count = 0;          // voters who cast it
};

struct Profile {
  std::string title{};
  std::vector<std::string> names{};
  std::vector<std::string> categories{};  // names of the grades, best first; empty when the ballots are rankings
  std::vector<Candidate> withdrawn{};
  int seats = 0;  // 0: the file does not say
  std::vector<Ballot> ballots{};
  std::vector<Mark> marks{};
  std::vector<std::string> notes{};  // what was odd about the file

  bool graded() const { return !categories.empty(); }
  std::size_t candidates() const { return names.size(); }
  std::span<const Mark> marks_of(const Ballot& ballot) const {
    return std::span(marks).subspan(ballot.begin, ballot.end - ballot.begin);
  }
  std::int64_t voters() const;

  void add(std::int64_t count, const std::vector<std::vector<Candidate>>& places);
  // The same election with equal ballots joined, withdrawn candidates gone from list and ballots, places renumbered from 0
  // without gaps (rankings only) and candidates numbered anew; `kept[new]` is the old number.
  Profile compact(std::vector<Candidate>& kept) const;
};

}  // namespace mosharekat::tally
