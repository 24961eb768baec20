// SPDX-License-Identifier: AGPL-3.0-or-later
#include "insight/groups.h"

#include <boost/json.hpp>
#include <cmath>
#include <doctest/doctest.h>
#include <fstream>
#include <random>
#include <sstream>

#include "insight/components.h"
#include "insight/standing.h"
#include "insight/testing/agreement.h"

using namespace mosharekat::insight;
using doctest::Approx;

namespace {

// Camps of voters, each with its own opinion of every statement, held with some noise, and most votes missing.
Ballots camps(std::size_t people, std::size_t statements, std::size_t count, std::uint64_t seed, double density = 0.3) {
  std::mt19937_64 random(seed);
  std::bernoulli_distribution votes(density), strays(0.12);
  std::vector<std::vector<int>> stance(count, std::vector<int>(statements));
  for (auto& camp : stance) {
    for (int& one : camp) one = static_cast<int>(random() % 3) - 1;
  }
  Ballots ballots;
  for (std::size_t p = 0; p < people; ++p) {
    for (std::size_t s = 0; s < statements; ++s) {
      if (!votes(random)) continue;
      const int value = strays(random) ? static_cast<int>(random() % 3) - 1 : stance[p % count][s];
      ballots.vote(std::to_string(p), std::to_string(s), static_cast<std::int8_t>(value));
    }
  }
  return ballots;
}

std::vector<std::size_t> labels(const Map& map) {
  std::vector<std::size_t> result;
  for (const auto& group : map.group_of) result.push_back(group ? *group : 99);
  return result;
}

double cosine(const std::vector<float>& a, const std::vector<double>& b) {
  double dot = 0, aa = 0, bb = 0;
  for (std::size_t i = 0; i < a.size(); ++i) dot += a[i] * b[i], aa += a[i] * a[i], bb += b[i] * b[i];
  return dot / std::sqrt(aa * bb);
}

const std::string reference = MOSHAREKAT_SOURCE_DIR "/../shared/data/polis/below-100/";

std::string content(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

}  // namespace

TEST_CASE("camps that vote differently are found again") {
  for (const std::size_t count : {2, 3}) {
    const Opinions opinions = camps(400, 60, count, count).opinions();
    const Map map = opinion_groups(opinions, nullptr, Start::best);
    CHECK(map.groups.size() == count);
    std::vector<std::size_t> truth;
    for (const std::string& id : opinions.participants) truth.push_back(std::stoul(id) % count);
    CHECK(testing::adjusted_rand(labels(map), truth) > 0.95);
  }
}

TEST_CASE("the components are those of the full matrix with means for missing votes") {
  const Opinions opinions = camps(60, 25, 3, 5).opinions();
  const Map map = opinion_groups(opinions);
  // Power iteration on the dense matrix, twice.
  const std::size_t n = opinions.participants.size(), m = opinions.statements.size();
  std::vector<std::vector<double>> dense(n, std::vector<double>(m));
  std::vector<double> mean(m), count(m);
  for (const Vote& vote : opinions.votes) mean[vote.statement] += vote.value, ++count[vote.statement];
  for (std::size_t j = 0; j < m; ++j) mean[j] /= count[j];
  for (const Vote& vote : opinions.votes) dense[vote.participant][vote.statement] = vote.value - mean[vote.statement];
  for (std::size_t axis = 0; axis < 2; ++axis) {
    std::vector<double> vector(m, 1), next(m);
    for (std::size_t j = 0; j < m; ++j) vector[j] = std::cos(static_cast<double>(j * j));
    for (int round = 0; round < 5000; ++round) {
      std::ranges::fill(next, 0);
      for (const auto& row : dense) {
        double dot = 0;
        for (std::size_t j = 0; j < m; ++j) dot += row[j] * vector[j];
        for (std::size_t j = 0; j < m; ++j) next[j] += dot * row[j];
      }
      double norm = 0;
      for (const double one : next) norm += one * one;
      for (std::size_t j = 0; j < m; ++j) vector[j] = next[j] / std::sqrt(norm);
    }
    CHECK(std::abs(cosine(map.loading[axis], vector)) > 0.99999);
    for (auto& row : dense) {
      double dot = 0;
      for (std::size_t j = 0; j < m; ++j) dot += row[j] * vector[j];
      for (std::size_t j = 0; j < m; ++j) row[j] -= dot * vector[j];
    }
  }
}

TEST_CASE("the order of the votes changes nothing") {
  std::mt19937_64 random(9);
  const Opinions opinions = camps(120, 30, 3, 9).opinions();
  Ballots shuffled;
  std::vector<Vote> votes = opinions.votes;
  std::ranges::shuffle(votes, random);
  for (const Vote& vote : votes)
    shuffled.vote(opinions.participants[vote.participant], opinions.statements[vote.statement], vote.value);
  const Map first = opinion_groups(opinions), second = opinion_groups(shuffled.opinions());
  CHECK(labels(first) == labels(second));
  CHECK(first.points.x == second.points.x);
  CHECK(first.loading == second.loading);
}

TEST_CASE("a few more votes move the map a little and do not mirror it") {
  Ballots ballots = camps(300, 40, 3, 4);
  const Map before = opinion_groups(ballots.opinions());
  std::mt19937_64 random(1);
  for (int i = 0; i < 40; ++i) {
    ballots.vote(std::to_string(random() % 300), std::to_string(random() % 40), static_cast<std::int8_t>(random() % 3) - 1, 1);
  }
  const Map cold = opinion_groups(ballots.opinions()), warm = opinion_groups(ballots.opinions(), &before);
  double moved = 0, width = 0;
  for (std::size_t i = 0; i < before.points.size(); ++i) {
    moved += std::hypot(warm.points.x[i] - before.points.x[i], warm.points.y[i] - before.points.y[i]);
    width += std::hypot(before.points.x[i], before.points.y[i]);
  }
  CHECK(moved < 0.1 * width);
  CHECK(testing::adjusted_rand(labels(warm), labels(before)) > 0.95);
  CHECK(testing::adjusted_rand(labels(warm), labels(cold)) > 0.99);
  CHECK(cosine(warm.loading[0], {before.loading[0].begin(), before.loading[0].end()}) > 0.99);
}

TEST_CASE("a statement that is left out shapes nothing and represents nobody") {
  Ballots ballots = camps(200, 20, 2, 6);
  ballots.describe("7", "", true, false);
  const Map map = opinion_groups(ballots.opinions());
  CHECK(map.loading[0][7] == 0);
  CHECK(map.loading[1][7] == 0);
  for (const Group& group : map.groups) {
    CHECK(!group.representative.empty());
    CHECK(group.representative.size() <= 5);
    for (const Stand& stand : group.representative) CHECK(stand.statement != 7);
  }
}

TEST_CASE("no votes, one voter and voters who all agree make no groups that are not there") {
  CHECK(opinion_groups(Opinions{}).groups.empty());
  Ballots one;
  one.vote("a", "s", 1);
  CHECK(opinion_groups(one.opinions()).groups.size() == 1);
  Ballots same;
  for (int p = 0; p < 40; ++p) {
    for (int s = 0; s < 8; ++s) same.vote(std::to_string(p), std::to_string(s), 1);
  }
  const Map map = opinion_groups(same.opinions());
  CHECK(map.groups.size() == 1);
  CHECK(map.groups[0].participants.size() == 40);
  CHECK(map.agreed.size() == 5);
}

TEST_CASE("who voted too little is drawn but not placed, except the first to arrive") {
  Ballots ballots = camps(100, 30, 2, 3, 0.6);
  ballots.vote("late", "1", 1, 50);
  ballots.vote("early", "1", 1, -50);
  const Opinions opinions = ballots.opinions();
  const Map map = opinion_groups(opinions);
  const auto number = [&](const std::string& id) {
    return static_cast<std::size_t>(std::ranges::find(opinions.participants, id) - opinions.participants.begin());
  };
  CHECK(!map.group_of[number("late")]);
  CHECK(map.group_of[number("early")]);
}

TEST_CASE("tests of proportions") {
  CHECK(share_test(15, 16) == Approx(3.638034));
  CHECK(share_test(11, 14) == Approx(2.323790));
  CHECK(ratio_test(5, 5, 10, 10) == Approx(0));
  CHECK(ratio_test(9, 1, 10, 10) > significant);
}

TEST_CASE("a real conversation has the groups, axes and stands that its own system gave it" *
          doctest::skip(!std::ifstream(reference + "votes.json"))) {
  const auto opinions =
      read_opinions({{"votes.json", content(reference + "votes.json")}, {"comments.json", content(reference + "comments.json")}});
  REQUIRE(opinions);
  const Map map = opinion_groups(*opinions);
  const auto theirs = boost::json::parse(content(reference + "math-pca2.json")).as_object();
  for (std::size_t axis = 0; axis < 2; ++axis) {
    const auto loading = boost::json::value_to<std::vector<double>>(theirs.at("pca").at("comps").at(axis));
    CHECK(std::abs(cosine(map.loading[axis], loading)) > 0.99999);
  }
  std::vector<std::size_t> truth(opinions->participants.size(), 99);
  const auto buckets = boost::json::value_to<std::vector<std::vector<std::size_t>>>(theirs.at("base-clusters").at("members"));
  for (const auto& group : theirs.at("group-clusters").as_array()) {
    for (const auto& bucket : group.at("members").as_array()) {
      for (const std::size_t person : buckets.at(static_cast<std::size_t>(bucket.as_int64()))) {
        truth.at(person) = static_cast<std::size_t>(group.at("id").as_int64());
      }
    }
  }
  const std::vector<std::size_t> ours = labels(map);
  for (std::size_t i = 0; i < ours.size(); ++i) CHECK((ours[i] == 99) == (truth[i] == 99));
  CHECK(testing::adjusted_rand(ours, truth) >= 0.95);
  const auto agreement = theirs.at("group-aware-consensus").as_object();
  const auto priorities = theirs.at("comment-priorities").as_object();
  double largest = 0;
  for (std::size_t s = 0; s < opinions->statements.size(); ++s) {
    const std::string& id = opinions->statements[s];
    largest = std::max(largest, std::abs(map.standing[s].consensus - agreement.at(id).to_number<double>()));
    CHECK(map.standing[s].priority == Approx(priorities.at(id).to_number<double>()).epsilon(0.001));
  }
  CHECK(largest < 1e-6);
}
