// SPDX-License-Identifier: AGPL-3.0-or-later
#include "tally/pairwise.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace mosharekat::tally {
namespace {

// A ballot as one byte per candidate, its place, lets one instruction compare a candidate with 32 others. The results, 0 or −1,
// are gathered in bytes that are emptied before they can overflow. Measured at 100,000 ballots of 50: some ten times the plain
// loops.
typedef signed char Lane __attribute__((vector_size(32)));
constexpr std::size_t lane = sizeof(Lane);
constexpr signed char unplaced = 127;

// Sanitizers and clang do not take part in choosing a function by the processor; there the same code is only slower.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__) && \
    !defined(__SANITIZE_THREAD__)
#define MOSHAREKAT_WIDE __attribute__((target_clones("avx2", "default")))
#else
#define MOSHAREKAT_WIDE
#endif

MOSHAREKAT_WIDE void add_ballot(const signed char* places, std::uint8_t* sums, std::size_t rows, std::size_t lanes) {
  for (std::size_t a = 0; a < rows; ++a) {
    const Lane mine = Lane{} + places[a];
    for (std::size_t i = 0; i < lanes; ++i) {
      Lane others, sum;
      std::uint8_t* const at = sums + (a * lanes + i) * lane;
      std::memcpy(&others, places + i * lane, lane);
      std::memcpy(&sum, at, lane);
      sum -= mine < others;
      std::memcpy(at, &sum, lane);
    }
  }
}

// The bit k of every ballot's count is gathered apart, so a ballot of 1,000 voters costs six additions and not a thousand.
class Gather {
 public:
  explicit Gather(std::size_t candidates)
      : rows_(candidates),
        width_((candidates + lane - 1) / lane * lane),
        table_(candidates, std::vector<std::int64_t>(candidates, 0)) {}

  void add(const signed char* places, std::int64_t count) {
    for (int bit = 0; count >> bit != 0; ++bit) {
      if ((count >> bit & 1) == 0) continue;
      Level& level = levels_[static_cast<std::size_t>(bit)];
      if (level.sums.empty()) level.sums.resize(rows_ * width_);
      add_ballot(places, level.sums.data(), rows_, width_ / lane);
      if (++level.ballots == 255) empty(level, bit);
    }
  }
  Table finish() {
    for (std::size_t bit = 0; bit < levels_.size(); ++bit) empty(levels_[bit], static_cast<int>(bit));
    return std::move(table_);
  }
  std::size_t width() const { return width_; }

 private:
  struct Level {
    std::vector<std::uint8_t> sums;
    int ballots = 0;
  };
  void empty(Level& level, int bit) {
    if (level.ballots == 0) return;
    for (std::size_t a = 0; a < rows_; ++a) {
      for (std::size_t b = 0; b < rows_; ++b) table_[a][b] += static_cast<std::int64_t>(level.sums[a * width_ + b]) << bit;
    }
    std::fill(level.sums.begin(), level.sums.end(), std::uint8_t{0});
    level.ballots = 0;
  }

  std::size_t rows_, width_;
  Table table_;
  std::array<Level, 63> levels_;
};

// More places than a byte can tell apart: only the candidates that a ballot names are walked.
Table plain(const Profile& profile) {
  const std::size_t size = profile.candidates();
  Table table(size, std::vector<std::int64_t>(size, 0));
  std::vector<char> named(size);
  for (const Ballot& ballot : profile.ballots) {
    const auto marks = profile.marks_of(ballot);
    std::fill(named.begin(), named.end(), char{0});
    for (const Mark& mark : marks) named[mark.candidate] = 1;
    for (std::size_t i = 0; i < marks.size(); ++i) {
      auto& row = table[marks[i].candidate];
      for (std::size_t j = i + 1; j < marks.size(); ++j) {
        if (marks[j].place != marks[i].place) row[marks[j].candidate] += ballot.count;
      }
      for (std::size_t other = 0; other < size; ++other) {
        if (!named[other]) row[other] += ballot.count;
      }
    }
  }
  return table;
}

}  // namespace

Table pairwise(const Profile& profile) {
  std::uint16_t last_place = 0;
  for (const Mark& mark : profile.marks) last_place = std::max(last_place, mark.place);
  if (last_place >= static_cast<std::uint16_t>(unplaced) || profile.candidates() > 512) return plain(profile);
  Gather gather(profile.candidates());
  std::vector<signed char> places(gather.width());
  for (const Ballot& ballot : profile.ballots) {
    std::memset(places.data(), unplaced, places.size());
    for (const Mark& mark : profile.marks_of(ballot)) places[mark.candidate] = static_cast<signed char>(mark.place);
    gather.add(places.data(), ballot.count);
  }
  return gather.finish();
}

}  // namespace mosharekat::tally
