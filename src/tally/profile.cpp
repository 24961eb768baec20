// SPDX-License-Identifier: AGPL-3.0-or-later
#include "tally/profile.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "base/hash.h"

namespace mosharekat::tally {
namespace {

// The ballots seen so far, by their marks. A table of places in one piece: with a hundred thousand ballots that is a third of the
// time of std::unordered_map. Its order of places hangs on a number drawn for each process, so that nobody can write a file whose
// ballots all fall on one place; results do not depend on it.
class Seen {
 public:
  Seen(const Profile& profile, std::size_t ballots) : profile_(profile), places_(std::bit_ceil(ballots * 2 + 2)) {}

  // The earlier ballot with the same marks as those from `begin` on, or else `fresh`, which is then remembered.
  std::size_t find_or_add(std::size_t begin, std::size_t end, std::size_t fresh) {
    const Mark* marks = profile_.marks.data() + begin;
    const std::size_t size = end - begin;
    const std::uint64_t hashed = hash_of(marks, size);
    const auto tag = static_cast<std::uint32_t>(hashed >> 32);
    std::size_t at = hashed & (places_.size() - 1);
    for (; places_[at].ballot != none; at = (at + 1) & (places_.size() - 1)) {
      if (places_[at].tag != tag) continue;  // spares a look at the other ballot, which is seldom in the processor's cache
      const Ballot& other = profile_.ballots[places_[at].ballot];
      if (other.end - other.begin == size && std::equal(marks, marks + size, profile_.marks.data() + other.begin))
        return places_[at].ballot;
    }
    places_[at] = {tag, static_cast<std::uint32_t>(fresh)};
    return fresh;
  }

 private:
  static constexpr std::uint32_t none = 0xFFFFFFFF;
  struct Place {
    std::uint32_t tag = 0, ballot = none;
  };

  static std::uint64_t hash_of(const Mark* marks, std::size_t size) {
    static const std::uint64_t key = hash::random_below(~std::uint64_t{0}) | 1;
    std::uint64_t sum = key + size;
    for (std::size_t i = 0; i < size; ++i) {
      std::uint32_t word = 0;
      std::memcpy(&word, marks + i, sizeof word);
      sum = (sum ^ word) * 0x9E3779B97F4A7C15U;
      sum ^= sum >> 32;
    }
    sum *= key;
    return sum ^ sum >> 29;
  }

  const Profile& profile_;
  std::vector<Place> places_;
};

}  // namespace

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

  result.marks.reserve(marks.size());
  result.ballots.reserve(ballots.size());
  Seen seen(result, ballots.size());
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
    const std::size_t same = seen.find_or_add(begin, end, result.ballots.size());
    if (same == result.ballots.size()) {
      result.ballots.push_back({begin, end, ballot.count});
    } else {
      result.ballots[same].count += ballot.count;
      result.marks.resize(begin);
    }
  }
  return result;
}

}  // namespace mosharekat::tally
