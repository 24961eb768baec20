// SPDX-License-Identifier: AGPL-3.0-or-later
// Plurality, two rounds, approval, score, STAR and Borda: points per ballot, added up.
#include <algorithm>
#include <charconv>
#include <optional>

#include "tally/methods.h"
#include "tally/pairwise.h"
#include "tally/points.h"

namespace mosharekat::tally {
namespace {

std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value > 1'000'000 || value < -1'000'000) return std::nullopt;
  return value;
}

// What each category is worth: the numbers that name them, or the number of categories below.
std::vector<std::int64_t> grade_values(const Profile& profile) {
  std::vector<std::int64_t> values;
  for (const std::string& name : profile.categories) {
    const auto value = whole_number(name);
    if (!value || (!values.empty() && *value >= values.back())) {
      values.clear();
      for (std::size_t below = profile.categories.size(); below-- > 0;) values.push_back(static_cast<std::int64_t>(below));
      break;
    }
    values.push_back(*value);
  }
  return values;
}

Points scores_of(const Profile& profile) {
  if (!profile.graded()) {
    Points points;
    for (const std::int64_t doubled : doubled_borda(profile)) points.emplace_back(doubled, 2);
    return points;
  }
  const std::vector<std::int64_t> values = grade_values(profile);
  // A candidate whom a ballot leaves out has its lowest grade: everyone starts there, and a mark adds the difference.
  std::vector<std::int64_t> sums(profile.candidates(), 0);
  for (const Ballot& ballot : profile.ballots) {
    if (ballot.begin == ballot.end) continue;
    for (auto& each : sums) each += values.back() * ballot.count;
    for (const Mark& mark : profile.marks_of(ballot)) sums[mark.candidate] += (values[mark.place] - values.back()) * ballot.count;
  }
  return {sums.begin(), sums.end()};
}

void note_ranks_as_grades(Count& count) {
  if (!count.profile.graded()) count.outcome.notes.push_back("the ballots are rankings: a candidate's score is its Borda points");
}

void by_points(Count& count, Points points, std::string action) {
  count.outcome.rounds.push_back({std::move(action), as_votes(points)});
  count.outcome.scores = as_scores(points);
  count.outcome.ranking = rank(points);
  count.seat_from_ranking();
}

// The two who go to a second round. `untie` orders equals where it can, best group first; the lot decides the rest.
template <class Untie>
std::vector<Candidate> two_best(Count& count, const Points& points, Untie untie) {
  std::vector<Candidate> finalists;
  for (const auto& group : rank(points)) {
    const std::size_t open = 2 - finalists.size();
    if (open == 0) break;
    if (group.size() <= open) {
      finalists.insert(finalists.end(), group.begin(), group.end());
      continue;
    }
    std::vector<Candidate> chosen;
    std::string by = "duels and best grades";
    for (std::vector<Candidate> equals : untie(group)) {
      const std::size_t left = open - chosen.size();
      if (left == 0) break;
      if (equals.size() > left) {
        by = "lot";
        std::ranges::sort(equals, [&](Candidate a, Candidate b) { return count.lot.before(a, b); });
        equals.resize(left);
      }
      chosen.insert(chosen.end(), equals.begin(), equals.end());
    }
    count.tie("second round", group, chosen, by, 1);
    finalists.insert(finalists.end(), chosen.begin(), chosen.end());
  }
  return finalists;
}

// The duel of two finalists; equal duels go to the one with more points, then to `untie`, then to the lot.
template <class Untie>
void runoff(Count& count, const Points& points, std::vector<Candidate> finalists, Untie untie) {
  Outcome& outcome = count.outcome;
  if (finalists.size() == 2) {
    const std::int64_t first = outcome.pairwise[finalists[0]][finalists[1]],
                       second = outcome.pairwise[finalists[1]][finalists[0]];
    Round round{"runoff", {{finalists[0], {std::to_string(first)}}, {finalists[1], {std::to_string(second)}}}};
    round.exhausted = {std::to_string(outcome.ballots - first - second)};
    bool swap = second > first;
    if (first == second) {
      std::string by = "first round";
      if (points[finalists[0]] != points[finalists[1]]) {
        swap = points[finalists[1]] > points[finalists[0]];
      } else if (const auto groups = untie(finalists); groups.size() > 1) {
        by = "duels and best grades";
        swap = groups[0][0] != finalists[0];
      } else {
        by = "lot";
        swap = count.lot.before(finalists[1], finalists[0]);
      }
      count.tie("runoff", finalists, {finalists[swap ? 1 : 0]}, by, 2);
    }
    if (swap) std::swap(finalists[0], finalists[1]);
    round.elected = {finalists[0]};
    outcome.rounds.push_back(std::move(round));
  }
  std::vector<Candidate> others;
  for (std::size_t c = 0; c < count.candidates(); ++c) {
    if (std::ranges::find(finalists, static_cast<Candidate>(c)) == finalists.end()) others.push_back(static_cast<Candidate>(c));
  }
  for (const Candidate each : finalists) outcome.ranking.push_back({each});
  for (auto& group : rank(points, others)) outcome.ranking.push_back(std::move(group));
  count.seat_from_ranking();
}

}  // namespace

void plurality(Count& count) { by_points(count, first_places(count.profile), "first preferences"); }

void two_round(Count& count) {
  const Points points = first_places(count.profile);
  count.outcome.rounds.push_back({"first preferences", as_votes(points)});
  count.outcome.scores = as_scores(points);
  const auto ranking = rank(points);
  if (2 * points[ranking[0][0]] > sum(points)) {
    count.outcome.rounds[0].elected = ranking[0];
    count.outcome.ranking = ranking;
    count.seat_from_ranking();
    return;
  }
  count.outcome.pairwise = pairwise(count.profile);
  const auto leave_to_lot = [](const std::vector<Candidate>& equals) { return std::vector<std::vector<Candidate>>{equals}; };
  runoff(count, points, two_best(count, points, leave_to_lot), leave_to_lot);
}

void approval(Count& count) {
  const Profile& profile = count.profile;
  std::vector<std::int64_t> approvals(count.candidates(), 0);
  for (const Ballot& ballot : profile.ballots) {
    const auto marks = profile.marks_of(ballot);
    if (marks.empty()) continue;
    // Rankings: those named above the last place. Grades: the upper half of the categories, the middle one not among them.
    const bool names_all = marks.size() == count.candidates();
    const std::size_t limit = profile.graded() ? profile.categories.size() / 2
                              : names_all      ? marks.back().place
                                               : std::size_t{marks.back().place} + 1;
    for (const Mark& mark : marks) {
      if (mark.place < limit) approvals[mark.candidate] += ballot.count;
    }
  }
  if (!profile.graded())
    count.outcome.notes.push_back("the ballots are rankings: a ballot approves whom it names above its last place");
  by_points(count, {approvals.begin(), approvals.end()}, "approvals");
}

void score(Count& count) {
  note_ranks_as_grades(count);
  by_points(count, scores_of(count.profile), "scores");
}

void borda(Count& count) {
  Points points;
  for (const std::int64_t doubled : doubled_borda(count.profile)) points.emplace_back(doubled, 2);
  by_points(count, std::move(points), "Borda points");
}

// Ties as the method's own rules have them: the duels among the equals, then the most best grades, then the lot.
void star(Count& count) {
  note_ranks_as_grades(count);
  const Points points = scores_of(count.profile);
  count.outcome.rounds.push_back({"scores", as_votes(points)});
  count.outcome.scores = as_scores(points);
  count.outcome.pairwise = pairwise(count.profile);
  std::vector<std::int64_t> best_grades(count.candidates(), 0);
  for (const Ballot& ballot : count.profile.ballots) {
    for (const Mark& mark : count.profile.marks_of(ballot)) {
      if (mark.place == 0) best_grades[mark.candidate] += ballot.count;
    }
  }
  const Table& duels = count.outcome.pairwise;
  const auto untie = [&](const std::vector<Candidate>& equals) {
    std::int64_t base = count.outcome.ballots + 1;
    Points strength(count.candidates(), 0);
    for (const Candidate a : equals) {
      const auto won = std::ranges::count_if(equals, [&](Candidate b) { return duels[a][b] > duels[b][a]; });
      strength[a] = Rational(won) * base + best_grades[a];
    }
    return rank(strength, equals);
  };
  runoff(count, points, two_best(count, points, untie), untie);
}

}  // namespace mosharekat::tally
