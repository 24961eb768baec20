// SPDX-License-Identifier: AGPL-3.0-or-later
// Majority judgement: Balinski and Laraki, "A theory of measuring, electing, and ranking" (2007). The higher median grade wins;
// of equal medians one vote each is taken away, again and again, until the medians differ.
#include <algorithm>

#include "tally/methods.h"
#include "tally/points.h"

namespace mosharekat::tally {
namespace {

// The medians in the order in which they would be taken away, as runs: from the middle of the sorted grades outwards, a worse and
// a better one in turn. Grades are numbers from 0, the best.
struct Run {
  std::size_t worse, better;
  std::int64_t length;
};
using Value = std::vector<Run>;

Value majority_value(const std::vector<std::int64_t>& grades, std::int64_t total) {
  Value value;
  if (total == 0) return value;
  // One walker goes from the middle to the worst grade, one to the best; `left` is what remains of the grade it stands on.
  struct Walker {
    std::size_t grade;
    std::int64_t left;
  };
  // Sorted from best to worst, the middle is at total/2, and of two middles that is the worse.
  std::int64_t before = total / 2;
  std::size_t middle = 0;
  while (before >= grades[middle]) before -= grades[middle++];
  Walker worse{middle, grades[middle] - before}, better{middle, before};
  if (total % 2 == 1) {
    value.push_back({middle, middle, 1});
    --worse.left;
  }
  for (std::int64_t pairs = total / 2; pairs > 0;) {
    while (worse.left == 0) worse.left = grades[++worse.grade];
    while (better.left == 0) better.left = grades[--better.grade];
    const std::int64_t length = std::min({pairs, worse.left, better.left});
    value.push_back({worse.grade, better.grade, length});
    worse.left -= length;
    better.left -= length;
    pairs -= length;
  }
  return value;
}

// Negative when `left` is better.
int compare(const Value& left, const Value& right) {
  std::size_t i = 0, j = 0;
  std::int64_t used_left = 0, used_right = 0;
  while (i < left.size() && j < right.size()) {
    if (left[i].worse != right[j].worse) return left[i].worse < right[j].worse ? -1 : 1;
    if (left[i].better != right[j].better) return left[i].better < right[j].better ? -1 : 1;
    const std::int64_t step = std::min(left[i].length - used_left, right[j].length - used_right);
    used_left += step;
    used_right += step;
    if (used_left == left[i].length) ++i, used_left = 0;
    if (used_right == right[j].length) ++j, used_right = 0;
  }
  return 0;
}

}  // namespace

void majority_judgement(Count& count) {
  const Profile& profile = count.profile;
  std::size_t grades = profile.categories.size();
  if (!profile.graded()) {
    for (const Mark& mark : profile.marks) grades = std::max(grades, std::size_t{mark.place} + 1);
    ++grades;  // for those a ballot leaves out
    count.outcome.notes.push_back("the ballots are rankings: the place is taken as the grade");
  }
  std::vector<std::vector<std::int64_t>> received(count.candidates(), std::vector<std::int64_t>(grades, 0));
  const std::int64_t total = count.outcome.ballots - count.outcome.blank;
  for (auto& each : received) each.back() = total;
  for (const Ballot& ballot : profile.ballots) {
    for (const Mark& mark : profile.marks_of(ballot)) {
      received[mark.candidate].back() -= ballot.count;
      received[mark.candidate][mark.place] += ballot.count;
    }
  }
  std::vector<Value> values;
  for (const auto& each : received) values.push_back(majority_value(each, total));
  std::vector<Candidate> order(count.candidates());
  for (std::size_t c = 0; c < order.size(); ++c) order[c] = static_cast<Candidate>(c);
  std::ranges::sort(order, [&](Candidate left, Candidate right) {
    const int sign = compare(values[left], values[right]);
    return sign != 0 ? sign < 0 : left < right;
  });
  for (const Candidate c : order) {
    auto& ranking = count.outcome.ranking;
    if (ranking.empty() || compare(values[ranking.back().front()], values[c]) != 0) ranking.emplace_back();
    ranking.back().push_back(c);
  }
  for (std::size_t c = 0; c < count.candidates(); ++c) {
    if (values[c].empty()) continue;
    const std::size_t median = values[c].front().worse;
    std::int64_t better = 0, worse = 0;
    for (std::size_t grade = 0; grade < grades; ++grade) {
      if (grade < median) better += received[c][grade];
      if (grade > median) worse += received[c][grade];
    }
    const std::string name = profile.graded() ? profile.categories[median] : "place " + std::to_string(median + 1);
    count.outcome.scores.push_back({static_cast<Candidate>(c),
                                    {std::to_string(median + 1)},
                                    name + "; better " + std::to_string(better) + ", worse " + std::to_string(worse)});
  }
  count.seat_from_ranking();
}

}  // namespace mosharekat::tally
