// SPDX-License-Identifier: AGPL-3.0-or-later
#include "tally/profile.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>

namespace mosharekat::tally {

std::int64_t Profile::voters() const {
  std::int64_t sum = 0;
  for (const Ballot& ballot : ballots) sum += ballot.count;
  return sum;
}

void Profile::add(std::int64_t count, const std::vector<std::vector<Candidate>>& places) {
  Ballot ballot{marks.size(), 0, count};
  std::uint16_t place = 0;
  for (const auto& group : places) {
    for (const Candidate candidate : group) marks.push_back({candidate, place});
    ++place;
  }
  ballot.end = marks.size();
  ballots.push_back(ballot);
}

Profile Profile::compact(std::vector<Candidate>& kept) const {
  constexpr Candidate gone = 0xFFFF;
  std::vector<Candidate> renumbered(names.size(), 0);
  for (const Candidate candidate : withdrawn) renumbered[candidate] = gone;
  Profile result;
  result.title = title;
  result.categories = categories;
  result.seats = seats;
  kept.clear();
  for (std::size_t old = 0; old < names.size(); ++old) {
    if (renumbered[old] == gone) continue;
    renumbered[old] = static_cast<Candidate>(kept.size());
    kept.push_back(static_cast<Candidate>(old));
    result.names.push_back(names[old]);
  }

  // The bytes of a ballot's marks are its key. They live in result.marks, which must therefore not move.
  result.marks.reserve(marks.size());
  result.ballots.reserve(ballots.size());
  std::unordered_map<std::string_view, std::size_t> seen;
  seen.reserve(ballots.size() * 2);
  for (const Ballot& ballot : ballots) {
    const std::size_t begin = result.marks.size();
    int last_place = -1;
    std::uint16_t place = 0;
    for (const Mark& mark : marks_of(ballot)) {
      if (renumbered[mark.candidate] == gone) continue;
      if (graded()) {
        place = mark.place;
      } else if (last_place >= 0 && last_place != mark.place) {
        ++place;
      }
      last_place = mark.place;
      result.marks.push_back({renumbered[mark.candidate], place});
    }
    const std::size_t end = result.marks.size();
    // Equal places are a set: one order for all.
    for (std::size_t from = begin; from < end;) {
      std::size_t to = from + 1;
      while (to < end && result.marks[to].place == result.marks[from].place) ++to;
      if (to - from > 1) {
        std::sort(result.marks.begin() + static_cast<std::ptrdiff_t>(from),
                  result.marks.begin() + static_cast<std::ptrdiff_t>(to),
                  [](const Mark& left, const Mark& right) { return left.candidate < right.candidate; });
      }
      from = to;
    }
    const std::string_view key(reinterpret_cast<const char*>(result.marks.data() + begin), (end - begin) * sizeof(Mark));
    const auto [place_of, is_new] = seen.try_emplace(key, result.ballots.size());
    if (is_new) {
      result.ballots.push_back({begin, end, ballot.count});
    } else {
      result.ballots[place_of->second].count += ballot.count;
      result.marks.resize(begin);
    }
  }
  return result;
}

}  // namespace mosharekat::tally
