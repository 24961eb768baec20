// SPDX-License-Identifier: AGPL-3.0-or-later
// Opinion groups: participants who vote alike on statements, what each group stands for, and what all groups agree on. The method
// is the field's (docs/groups.md gives it with its formulas): principal components of the votes, k-means for k = 2 … 5 chosen by
// silhouette, and tests of proportions. The same votes give the same groups and the same picture, for ever. Pure.
//
//   const Map map = opinion_groups(opinions);
//   const Map later = opinion_groups(more_opinions, &map);   // a warm start: keeps signs, group names and, unless clearly worse,
//   k
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "insight/clustering.h"
#include "insight/opinions.h"

namespace mosharekat::insight {

enum class Side : std::uint8_t { agree, disagree };

// A statement that a group, or everybody, is for or against.
struct Stand {
  std::uint32_t statement = 0;
  Side side = Side::agree;
  std::int64_t with = 0, voted = 0;  // how many of the group's voters on it take that side, and how many voted, passes included
  double share = 0;                  // (with + 1) / (voted + 2)
  double share_test = 0;             // z: is it more than half
  double ratio = 1;                  // share in the group by share outside it
  double ratio_test = 0;             // z: is it more than outside
  bool best_agreed = false;          // what the group agrees with most typically; stands first
};

struct Group {
  std::vector<std::uint32_t> participants;  // ascending
  Point center;
  std::vector<Stand> representative;  // at most 5
};

struct StatementStanding {
  double consensus = 0;  // product over the groups of (agree + 1) / (voted + 2): high only where every group agrees
  double priority = 0;   // for choosing what to show a voter next: informative, liked, and new statements first
};

struct Map {
  std::vector<std::string> participants, statements;  // ids, as in Opinions
  Points points;                                      // every participant in the plane
  // The group of each participant. None for those who voted too little to be placed.
  std::vector<std::optional<std::uint8_t>> group_of;
  std::vector<Group> groups;            // largest first; after a warm start in the order of the earlier map
  std::vector<Stand> agreed, rejected;  // what most people are for or against, at most 5 each
  std::vector<StatementStanding> standing;
  std::array<std::vector<float>, 2> loading;  // of each statement on the axes
  std::vector<float> mean;                    // of the votes on each statement
  std::array<double, 5> silhouette{};         // of k = 2 … 5 groups at [k − 1], 0 where not tried
  std::array<std::vector<Point>, 5> tried{};  // the middles of those groups, where a warm start begins
};

// Where k-means begins. k-means ends in different places from different starts, so this is a choice that must be named:
enum class Start : std::uint8_t {
  settled,  // arrival where the order of arrival is known, else best
  arrival,  // from the first participants, over at most 100 buckets of neighbours: the groups that the field's own system shows
  best,     // the best separated of several fixed starts, over all participants
};

Map opinion_groups(const Opinions& opinions, const Map* earlier = nullptr, Start start = Start::settled);

// Participants with at least this many votes (or with a vote on every statement, when there are fewer) are placed in a group; the
// first to arrive always are.
inline constexpr std::size_t votes_to_be_placed = 7, first_placed = 15;
inline constexpr std::size_t groups_max = 5;

}  // namespace mosharekat::insight
