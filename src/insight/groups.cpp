// SPDX-License-Identifier: AGPL-3.0-or-later
#include "insight/groups.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <unordered_map>

#include "insight/components.h"
#include "insight/standing.h"

namespace mosharekat::insight {
namespace {

// A warm start changes the number of groups only where that separates better by this much, so that the picture does not flicker.
constexpr double silhouette_gain = 0.02;

// The votes that shape the map: those on statements that are left out count as passes of everybody.
Sparse matrix_of(const Opinions& opinions) {
  Sparse matrix;
  matrix.rows = opinions.participants.size();
  matrix.columns = opinions.statements.size();
  matrix.start.assign(matrix.rows + 1, 0);
  for (const Vote& vote : opinions.votes) {
    if (opinions.left_out[vote.statement]) continue;
    ++matrix.start[vote.participant + 1];
    matrix.column.push_back(vote.statement);
    matrix.value.push_back(vote.value);
  }
  std::partial_sum(matrix.start.begin(), matrix.start.end(), matrix.start.begin());
  return matrix;
}

// Earlier loadings, brought into the order of the statements of now. New statements begin at nothing.
std::array<std::vector<float>, 2> carried_over(const Map& earlier, const std::vector<std::string>& statements) {
  std::unordered_map<std::string_view, std::size_t> number;
  for (std::size_t i = 0; i < earlier.statements.size(); ++i) number[earlier.statements[i]] = i;
  std::array<std::vector<float>, 2> result;
  for (std::size_t axis = 0; axis < 2; ++axis) {
    for (const std::string& statement : statements) {
      const auto at = number.find(statement);
      result[axis].push_back(at == number.end() ? 0 : earlier.loading[axis][at->second]);
    }
  }
  return result;
}

// A participant who voted on few statements is pushed outwards as if the missing votes were like the given ones.
Points placed(const Sparse& matrix, const Components& components, const std::vector<bool>& left_out) {
  const auto neutral = static_cast<double>(std::ranges::count(left_out, true));
  Points points;
  for (std::size_t i = 0; i < matrix.rows; ++i) {
    double x = 0, y = 0;
    for (std::uint32_t at = matrix.start[i]; at < matrix.start[i + 1]; ++at) {
      const std::uint32_t j = matrix.column[at];
      const double off = static_cast<double>(matrix.value[at]) - components.mean[j];
      x += off * components.loading[0][j];
      y += off * components.loading[1][j];
    }
    const double voted = static_cast<double>(matrix.start[i + 1] - matrix.start[i]) + neutral;
    const double scale = std::sqrt(static_cast<double>(matrix.columns) / std::max(voted, 1.0));
    points.x.push_back(static_cast<float>(x * scale));
    points.y.push_back(static_cast<float>(y * scale));
  }
  return points;
}

// Everybody with enough votes, and the first to arrive; in the order of arrival.
std::vector<std::uint32_t> to_be_grouped(const Opinions& opinions) {
  std::vector<std::size_t> votes(opinions.participants.size());
  for (const Vote& vote : opinions.votes) ++votes[vote.participant];
  const std::size_t enough = std::min(votes_to_be_placed, opinions.statements.size());
  std::vector<std::uint32_t> result;
  for (std::size_t i = 0; i < opinions.arrival.size(); ++i) {
    if (i < first_placed || votes[opinions.arrival[i]] >= enough) result.push_back(opinions.arrival[i]);
  }
  return result;
}

// What is clustered: points, or buckets of neighbouring points with their weights.
struct Buckets {
  Points points;
  std::vector<double> weights;
  std::vector<std::uint8_t> of;  // bucket of each point; empty when every point is its own
};

Buckets bucketed(const Points& points, Start start) {
  constexpr std::size_t buckets_max = 100;
  constexpr float unmoved = 0.01F;
  if (start == Start::best) return {points, std::vector<double>(points.size(), 1), {}};
  const Clustering found = k_means(points, {}, first_different(points, buckets_max), {.rounds = 100, .moved = unmoved});
  Buckets result{{}, std::vector<double>(found.centers.size()), found.of};
  for (const Point center : found.centers) result.points.x.push_back(center.x), result.points.y.push_back(center.y);
  for (const std::uint8_t bucket : found.of) ++result.weights[bucket];
  return result;
}

struct Chosen {
  Clustering clustering;  // of the points
  std::array<double, groups_max> silhouette{};
  std::array<std::vector<Point>, groups_max> tried{};
};

Chosen chosen(const Points& points, const Map* earlier, Start start) {
  const Buckets buckets = bucketed(points, start);
  // Few people do not carry many groups.
  const std::size_t most = std::min(groups_max, 2 + buckets.points.size() / 12);
  std::vector<Clustering> tried;
  for (std::size_t k = 2; k <= most; ++k) {
    Clustering found;
    if (earlier && earlier->tried[k - 1].size() == k) {
      found = k_means(buckets.points, buckets.weights, earlier->tried[k - 1]);
    } else if (start == Start::best) {
      found = best_k_means(buckets.points, buckets.weights, k);
    } else {
      found = k_means(buckets.points, buckets.weights, first_different(buckets.points, k));
    }
    if (found.centers.size() == k) tried.push_back(std::move(found));
  }
  Chosen result;
  if (tried.empty()) {
    tried.push_back(k_means(buckets.points, buckets.weights, first_different(buckets.points, 1)));
  }
  const std::vector<double> silhouette = silhouettes(buckets.points, tried);
  std::size_t best = 0;
  for (std::size_t i = 0; i < tried.size(); ++i) {
    result.silhouette[tried[i].centers.size() - 1] = silhouette[i];
    result.tried[tried[i].centers.size() - 1] = tried[i].centers;
    if (silhouette[i] >= silhouette[best]) best = i;
  }
  for (std::size_t i = 0; i < tried.size() && earlier; ++i) {
    if (tried[i].centers.size() == earlier->groups.size() && silhouette[i] + silhouette_gain >= silhouette[best]) best = i;
  }
  result.clustering = std::move(tried[best]);
  if (!buckets.of.empty()) {
    const std::vector<std::uint8_t> of_bucket = std::move(result.clustering.of);
    result.clustering.of.clear();
    for (const std::uint8_t bucket : buckets.of) result.clustering.of.push_back(of_bucket[bucket]);
  }
  return result;
}

// The new number of each cluster: largest first, or as the nearest group of the earlier map.
std::vector<std::uint8_t> names(const Clustering& clustering, const Map* earlier) {
  const std::size_t k = clustering.centers.size();
  std::vector<std::size_t> size(k), order(k);
  for (const std::uint8_t cluster : clustering.of) ++size[cluster];
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, {},
                           [&](std::size_t c) { return std::pair(-static_cast<double>(size[c]), clustering.centers[c].x); });
  std::vector<std::uint8_t> name(k, 255);
  std::vector<bool> taken(k);
  if (earlier) {
    std::vector<std::tuple<float, std::size_t, std::size_t>> pairs;
    for (std::size_t c = 0; c < k; ++c) {
      for (std::size_t g = 0; g < std::min(k, earlier->groups.size()); ++g) {
        const float dx = clustering.centers[c].x - earlier->groups[g].center.x;
        const float dy = clustering.centers[c].y - earlier->groups[g].center.y;
        pairs.emplace_back(dx * dx + dy * dy, g, c);
      }
    }
    std::ranges::sort(pairs);
    for (const auto& [distance, g, c] : pairs) {
      if (name[c] == 255 && !taken[g]) name[c] = static_cast<std::uint8_t>(g), taken[g] = true;
    }
  }
  for (const std::size_t c : order) {
    if (name[c] != 255) continue;
    const auto free = static_cast<std::size_t>(std::ranges::find(taken, false) - taken.begin());
    name[c] = static_cast<std::uint8_t>(free);
    taken[free] = true;
  }
  return name;
}

void describe(const Opinions& opinions, Map& map) {
  const std::size_t statements = opinions.statements.size();
  std::vector<std::vector<Tally>> tallies(map.groups.size(), std::vector<Tally>(statements));
  std::vector<Tally> all(statements);
  const auto count = [](Tally& tally, std::int8_t value) {
    tally.agree += value > 0;
    tally.disagree += value < 0;
    ++tally.voted;
  };
  for (const Vote& vote : opinions.votes) {
    count(all[vote.statement], vote.value);
    if (const auto group = map.group_of[vote.participant]) count(tallies[*group][vote.statement], vote.value);
  }
  std::vector<std::vector<Stand>> shown = representative(tallies, opinions.left_out);
  for (std::size_t g = 0; g < map.groups.size(); ++g) map.groups[g].representative = std::move(shown[g]);
  map.agreed = majority(all, opinions.left_out, Side::agree);
  map.rejected = majority(all, opinions.left_out, Side::disagree);
  const std::vector<double> agreement = consensus(tallies);
  for (std::size_t s = 0; s < statements; ++s) {
    Tally placed_votes;
    for (const auto& group : tallies) {
      placed_votes.agree += group[s].agree;
      placed_votes.disagree += group[s].disagree;
      placed_votes.voted += group[s].voted;
    }
    const double moved = (1 - static_cast<double>(map.mean[s])) * std::sqrt(static_cast<double>(statements));
    const double extremity = std::abs(moved) * std::hypot(map.loading[0][s], map.loading[1][s]);
    map.standing.push_back({agreement.empty() ? 0 : agreement[s], priority(placed_votes, extremity, opinions.meta[s])});
  }
}

}  // namespace

Map opinion_groups(const Opinions& opinions, const Map* earlier, Start from) {
  if (from == Start::settled) from = opinions.arrival_known ? Start::arrival : Start::best;
  Map map;
  map.participants = opinions.participants;
  map.statements = opinions.statements;
  map.group_of.resize(opinions.participants.size());
  if (opinions.votes.empty()) {
    map.mean.resize(opinions.statements.size());
    for (auto& axis : map.loading) axis.resize(opinions.statements.size());
    describe(opinions, map);
    return map;
  }
  const Sparse matrix = matrix_of(opinions);
  std::array<std::vector<float>, 2> start;
  if (earlier) start = carried_over(*earlier, opinions.statements);
  Components components = principal_components(matrix, earlier ? &start : nullptr);
  map.points = placed(matrix, components, opinions.left_out);
  map.loading = std::move(components.loading);
  map.mean = std::move(components.mean);

  const std::vector<std::uint32_t> people = to_be_grouped(opinions);
  Points points;
  for (const std::uint32_t i : people) points.x.push_back(map.points.x[i]), points.y.push_back(map.points.y[i]);
  Chosen found = chosen(points, earlier, from);
  map.silhouette = found.silhouette;
  map.tried = std::move(found.tried);
  const std::vector<std::uint8_t> name = names(found.clustering, earlier);
  map.groups.resize(name.size());
  for (std::size_t c = 0; c < name.size(); ++c) map.groups[name[c]].center = found.clustering.centers[c];
  for (std::size_t i = 0; i < people.size(); ++i) {
    const std::uint8_t group = name[found.clustering.of[i]];
    map.group_of[people[i]] = group;
    map.groups[group].participants.push_back(people[i]);
  }
  for (Group& group : map.groups) std::ranges::sort(group.participants);
  describe(opinions, map);
  return map;
}

}  // namespace mosharekat::insight
