// SPDX-License-Identifier: AGPL-3.0-or-later
#include "tally/points.h"

#include <algorithm>

namespace mosharekat::tally {

Points Shares::points() const {
  Points points(whole_.begin(), whole_.end());
  for (const auto& [holders, parts] : parts_) {
    for (std::size_t c = 0; c < candidates_; ++c) points[c] += Rational(parts[c], holders);
  }
  return points;
}

Points first_places(const Profile& profile) {
  Shares shares(profile.candidates());
  for (const Ballot& ballot : profile.ballots) {
    const auto marks = profile.marks_of(ballot);
    std::size_t holders = 0;
    while (holders < marks.size() && marks[holders].place == marks[0].place) ++holders;
    for (std::size_t i = 0; i < holders; ++i) shares.add(marks[i].candidate, holders, ballot.count);
  }
  return shares.points();
}

std::vector<std::int64_t> doubled_borda(const Profile& profile) {
  const auto size = static_cast<std::int64_t>(profile.candidates());
  std::vector<std::int64_t> points(profile.candidates(), 0);
  std::vector<char> named(profile.candidates());
  for (const Ballot& ballot : profile.ballots) {
    const auto marks = profile.marks_of(ballot);
    std::fill(named.begin(), named.end(), char{0});
    for (std::size_t from = 0; from < marks.size();) {
      std::size_t to = from;
      while (to < marks.size() && marks[to].place == marks[from].place) ++to;
      const std::int64_t lower = size - static_cast<std::int64_t>(to), equal = static_cast<std::int64_t>(to - from) - 1;
      for (std::size_t i = from; i < to; ++i) {
        points[marks[i].candidate] += (2 * lower + equal) * ballot.count;
        named[marks[i].candidate] = 1;
      }
      from = to;
    }
    const std::int64_t others = size - static_cast<std::int64_t>(marks.size()) - 1;
    if (others < 0) continue;
    for (std::size_t c = 0; c < points.size(); ++c) {
      if (!named[c]) points[c] += others * ballot.count;
    }
  }
  return points;
}

std::vector<std::vector<Candidate>> rank(const Points& points, const std::vector<Candidate>& among) {
  std::vector<Candidate> order = among;
  std::ranges::sort(order, [&](Candidate left, Candidate right) {
    return points[left] != points[right] ? points[left] > points[right] : left < right;
  });
  std::vector<std::vector<Candidate>> groups;
  for (const Candidate c : order) {
    if (groups.empty() || points[groups.back().front()] != points[c]) groups.emplace_back();
    groups.back().push_back(c);
  }
  return groups;
}

std::vector<std::vector<Candidate>> rank(const Points& points) {
  std::vector<Candidate> everyone(points.size());
  for (std::size_t c = 0; c < everyone.size(); ++c) everyone[c] = static_cast<Candidate>(c);
  return rank(points, everyone);
}

std::vector<std::pair<Candidate, Amount>> as_votes(const Points& points) {
  std::vector<std::pair<Candidate, Amount>> votes;
  for (std::size_t c = 0; c < points.size(); ++c) votes.emplace_back(static_cast<Candidate>(c), amount(points[c]));
  return votes;
}

std::vector<Score> as_scores(const Points& points) {
  std::vector<Score> scores;
  for (std::size_t c = 0; c < points.size(); ++c) scores.push_back({static_cast<Candidate>(c), amount(points[c]), {}});
  return scores;
}

Rational sum(const Points& points) {
  Rational total = 0;
  for (const Rational& each : points) total += each;
  return total;
}

}  // namespace mosharekat::tally
