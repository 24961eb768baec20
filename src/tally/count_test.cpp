// SPDX-License-Identifier: AGPL-3.0-or-later
// Worked examples: of the papers and statutes that define the methods, and of the textbook vote on Tennessee's capital.
#include "tally/count.h"

#include <boost/json.hpp>
#include <cmath>
#include <doctest/doctest.h>

#include "tally/lot.h"

namespace mosharekat::tally {
namespace {

using Names = std::vector<std::string>;

// "3 A>B=C" a line.
Profile profile_of(const Names& names, const std::vector<std::pair<std::int64_t, std::string>>& ballots) {
  Profile profile;
  profile.names = names;
  for (const auto& [count, text] : ballots) {
    std::vector<std::vector<Candidate>> places;
    bool equal = false;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = std::min(text.find_first_of(">=", at), text.size());
      const auto found = std::ranges::find(names, text.substr(at, end - at));
      REQUIRE(found != names.end());
      if (!equal) places.emplace_back();
      places.back().push_back(static_cast<Candidate>(found - names.begin()));
      equal = end < text.size() && text[end] == '=';
      at = end + 1;
    }
    profile.add(count, places);
  }
  return profile;
}

Profile tennessee() {
  return profile_of({"Memphis", "Nashville", "Chattanooga", "Knoxville"}, {{42, "Memphis>Nashville>Chattanooga>Knoxville"},
                                                                           {26, "Nashville>Chattanooga>Knoxville>Memphis"},
                                                                           {15, "Chattanooga>Knoxville>Nashville>Memphis"},
                                                                           {17, "Knoxville>Chattanooga>Nashville>Memphis"}});
}

Outcome counted(Method method, const Profile& profile, const Options& options = {}) {
  auto outcome = count(method, profile, options);
  REQUIRE(outcome);
  return *outcome;
}

Names winners(const Outcome& outcome, const Profile& profile) {
  Names names;
  for (const Candidate c : outcome.winners) names.push_back(profile.names[c]);
  return names;
}

std::string ranking(const Outcome& outcome, const Profile& profile) {
  std::string text;
  for (const auto& group : outcome.ranking) {
    text += text.empty() ? "" : ">";
    for (std::size_t i = 0; i < group.size(); ++i) text += (i > 0 ? "=" : "") + profile.names[group[i]];
  }
  return text;
}

std::string votes(const Outcome& outcome, std::size_t round) {
  std::string text;
  for (const auto& [candidate, amount] : outcome.rounds.at(round).votes) text += (text.empty() ? "" : " ") + amount.text;
  return text;
}

TEST_CASE("Tennessee chooses its capital by each method as the textbooks have it") {
  const Profile profile = tennessee();
  const auto first = [&](Method method) { return winners(counted(method, profile), profile).front(); };
  CHECK(first(Method::plurality) == "Memphis");
  CHECK(first(Method::two_round) == "Nashville");
  CHECK(first(Method::irv) == "Knoxville");
  CHECK(first(Method::borda) == "Nashville");
  CHECK(first(Method::schulze) == "Nashville");
  CHECK(first(Method::ranked_pairs) == "Nashville");
  CHECK(first(Method::kemeny) == "Nashville");
  CHECK(ranking(counted(Method::kemeny, profile), profile) == "Nashville>Chattanooga>Knoxville>Memphis");
  CHECK(counted(Method::kemeny, profile).notes.front() == "contradicted preferences: 207");
  CHECK(votes(counted(Method::borda, profile), 0) == "126 194 173 107");
  const Outcome irv = counted(Method::irv, profile);
  CHECK(votes(irv, 0) == "42 26 15 17");
  CHECK(votes(irv, 1) == "42 26 32");
  CHECK(votes(irv, 2) == "42 58");
  CHECK(ranking(irv, profile) == "Knoxville>Memphis>Nashville>Chattanooga");
}

TEST_CASE("Schulze: the examples of the paper and of the encyclopaedias") {
  const Profile paper =
      profile_of({"a", "b", "c", "d"}, {{8, "a>c>d>b"}, {2, "b>a>d>c"}, {4, "c>d>b>a"}, {4, "d>b>a>c"}, {3, "d>c>b>a"}});
  CHECK(ranking(counted(Method::schulze, paper), paper) == "d>a>c>b");
  const Profile known = profile_of({"A", "B", "C", "D", "E"}, {{5, "A>C>B>E>D"},
                                                               {5, "A>D>E>C>B"},
                                                               {8, "B>E>D>A>C"},
                                                               {3, "C>A>B>E>D"},
                                                               {7, "C>A>E>B>D"},
                                                               {2, "C>B>A>D>E"},
                                                               {7, "D>C>E>B>A"},
                                                               {8, "E>B>A>D>C"}});
  for (const Strength strength : {Strength::margins, Strength::winning_votes}) {
    CHECK(ranking(counted(Method::schulze, known, {.strength = strength}), known) == "E>A>C>B>D");
  }
  const Outcome outcome = counted(Method::schulze, known, {.strength = Strength::winning_votes});
  CHECK(outcome.strongest[0] == std::vector<std::int64_t>{0, 28, 28, 30, 24});
  CHECK(outcome.strongest[4] == std::vector<std::int64_t>{25, 28, 28, 31, 0});
}

TEST_CASE("ranked pairs drops the weakest majority of a circle") {
  const Profile circle = profile_of({"A", "B", "C"}, {{9, "A>B>C"}, {8, "B>C>A"}, {4, "C>A>B"}});
  const Outcome outcome = counted(Method::ranked_pairs, circle);
  CHECK(ranking(outcome, circle) == "A>B>C");  // B>C by 13, A>B by 5, C>A by 3: the last is dropped
  CHECK(outcome.locked == std::vector<std::pair<Candidate, Candidate>>{{1, 2}, {0, 1}});
  CHECK(outcome.ties.empty());
}

TEST_CASE("majority judgement: the French election of 2012 as Balinski and Laraki print it") {
  Profile profile;
  profile.categories = {"Outstanding", "Excellent", "Very good", "Good", "Fair", "Poor", "To reject"};
  const std::vector<std::pair<std::string, std::vector<double>>> table{
      {"Hollande", {12.48, 16.15, 16.42, 11.67, 14.79, 14.25, 14.24}},
      {"Bayrou", {2.58, 9.77, 21.71, 25.24, 20.08, 11.94, 8.69}},
      {"Sarkozy", {9.63, 12.35, 16.28, 10.99, 11.13, 7.87, 31.75}},
      {"Mélenchon", {5.43, 9.50, 12.89, 14.65, 17.10, 15.06, 25.37}},
      {"Dupont-Aignan", {0.54, 2.58, 5.97, 11.26, 20.22, 25.51, 33.92}},
      {"Joly", {0.81, 2.99, 6.51, 11.80, 14.65, 24.69, 38.53}},
      {"Poutou", {0.14, 1.36, 4.48, 7.73, 12.48, 28.08, 45.73}},
      {"Le Pen", {5.97, 7.33, 9.50, 9.36, 13.98, 6.24, 47.63}},
      {"Arthaud", {0.00, 1.36, 3.80, 6.51, 13.16, 25.24, 49.93}},
      {"Cheminade", {0.41, 0.81, 2.44, 5.83, 11.67, 26.87, 51.97}}};
  // The method looks at each candidate's grades alone, so one ten-thousandth of the voters after the other may be given them in
  // order.
  std::vector<std::vector<std::uint16_t>> grades;
  for (const auto& [name, shares] : table) {
    profile.names.push_back(name);
    auto& list = grades.emplace_back();
    for (std::size_t grade = 0; grade < shares.size(); ++grade) {
      list.insert(list.end(), static_cast<std::size_t>(std::lround(shares[grade] * 100)), static_cast<std::uint16_t>(grade));
    }
    list.resize(10000, 6);
  }
  for (std::size_t voter = 0; voter < 10000; ++voter) {
    std::vector<std::vector<Candidate>> places(7);
    for (std::size_t c = 0; c < grades.size(); ++c) places[grades[c][voter]].push_back(static_cast<Candidate>(c));
    profile.add(1, places);
  }
  const Outcome outcome = counted(Method::majority_judgement, profile);
  CHECK(ranking(outcome, profile) == "Hollande>Bayrou>Sarkozy>Mélenchon>Dupont-Aignan>Joly>Poutou>Le Pen>Arthaud>Cheminade");
  CHECK(outcome.scores[0].note.starts_with("Good; better 4505"));
  CHECK(outcome.scores[9].note.starts_with("To reject"));
}

TEST_CASE("the Scottish count cuts values off after five decimals and loses nothing else") {
  // Quota 100/4 + 1 = 26. A's surplus of 14 goes on at 14/40 = 0.35; the next values are cut.
  const Profile profile =
      profile_of({"A", "B", "C", "D", "E"}, {{40, "A>B>C"}, {13, "B>C>A"}, {18, "C>D"}, {17, "D>C>E"}, {12, "E>D"}});
  const Outcome outcome = counted(Method::stv_wigm, profile, {.seats = 3});
  CHECK(outcome.rounds[0].quota.text == "26");
  CHECK(votes(outcome, 0) == "40 13 18 17 12");
  CHECK(outcome.rounds[1].action == "surplus");
  CHECK(votes(outcome, 1) == "26 27 18 17 12");  // B + 40 × 0.35
  // B's surplus of 1: 14 votes at 0.35 · 1/27 = 0.01296296…, 13 at 1/27 = 0.03703703….
  CHECK(outcome.rounds[2].action == "surplus");
  CHECK(votes(outcome, 2) == "26 26 18.99979 17 12");  // 40 × 0.01296 + 13 × 0.03703
  CHECK(outcome.rounds[2].exhausted.text == "0.00021");
  CHECK(outcome.rounds[3].excluded == std::vector<Candidate>{4});
  CHECK(winners(outcome, profile) == Names{"A", "B", "D"});
}

TEST_CASE("Scottish ties are settled at the most recent stage that differed, then by lot") {
  const Profile profile = profile_of({"A", "B", "C", "D"}, {{10, "A"}, {6, "B"}, {5, "C"}, {1, "D>C"}});
  const Outcome outcome = counted(Method::stv_wigm, profile, {.seats = 1});
  REQUIRE(outcome.ties.size() == 1);  // B and C have 6 each after D is out; at the first stage C had fewer
  CHECK(outcome.ties[0].by == "earlier round");
  CHECK(outcome.ties[0].chosen == std::vector<Candidate>{2});
  const Profile equal = profile_of({"A", "B"}, {{5, "A"}, {5, "B"}});
  const Outcome drawn = counted(Method::stv_wigm, equal, {.seats = 1, .seed = "1404"});
  REQUIRE(drawn.ties.size() == 1);
  CHECK(drawn.ties[0].by == "lot");
  CHECK(drawn.winners.front() == (Lot("1404", equal.names).before(0, 1) ? 0 : 1));
}

TEST_CASE("Meek: keep values let all of a surplus flow, also to those elected before") {
  // With two seats and nothing lost the quota is a third. A keeps 20/30 of each vote in the end; B is elected with the rest.
  const Profile profile = profile_of({"A", "B", "C"}, {{30, "A>B>C"}, {12, "B>C"}, {18, "C>B"}});
  const Outcome outcome = counted(Method::stv_meek, profile, {.seats = 2});
  CHECK(winners(outcome, profile) == Names{"A", "B"});
  CHECK(outcome.rounds[0].quota.text == "20.000000001");
  const auto& keep = outcome.rounds[0].keep;
  REQUIRE(keep.size() == 2);
  CHECK(std::stod(keep[0].second.text) == doctest::Approx(2.0 / 3).epsilon(1e-6));
}

TEST_CASE("a withdrawn candidate's papers count for the next, and nobody sees him in the result") {
  Profile profile = profile_of({"Ada", "Bea", "Cyd"}, {{4, "Ada>Bea"}, {3, "Bea"}, {5, "Cyd"}});
  profile.withdrawn = {0};
  const Outcome outcome = counted(Method::plurality, profile);
  CHECK(ranking(outcome, profile) == "Bea>Cyd");
  CHECK(votes(outcome, 0) == "7 5");
  const auto json = boost::json::serialize(to_json(counted(Method::schulze, profile), profile));
  CHECK(json.find("\"winners\":[\"Bea\"]") != std::string::npos);
  CHECK(json.find("\"withdrawn\":[\"Ada\"]") != std::string::npos);
}

TEST_CASE("equal places share a vote exactly, thirds and all") {
  const Profile profile = profile_of({"A", "B", "C"}, {{1, "A=B=C"}, {2, "A=B"}, {1, "C"}});
  CHECK(votes(counted(Method::plurality, profile), 0) == "4/3 4/3 4/3");
  CHECK(counted(Method::plurality, profile).ties.size() == 1);
}

TEST_CASE("score and STAR read numbers from the names of the categories") {
  Profile profile;
  profile.names = {"A", "B", "C"};
  profile.categories = {"5", "4", "3", "2", "1", "0"};
  profile.add(3, {{0}, {1}, {}, {}, {}, {2}});
  profile.add(2, {{1}, {}, {}, {0}, {}, {}});
  CHECK(votes(counted(Method::score, profile), 0) == "19 22 0");
  const Outcome star = counted(Method::star, profile);
  CHECK(winners(star, profile) == Names{"A"});  // three of five prefer A in the run-off
  CHECK(votes(star, 1) == "2 3");
}

TEST_CASE("the lot depends on seed and names, not on their order") {
  const Lot one("7", {"Ada", "Bea", "Cyd", "Ada"}), other("7", {"Cyd", "Bea", "Ada", "Ada"});
  CHECK(one.before(0, 1) == other.before(2, 1));
  CHECK(one.before(2, 1) == other.before(0, 1));
  bool differs = false;
  for (const char* seed : {"a", "b", "c", "d", "e", "f", "g", "h"})
    differs |= Lot(seed, {"Ada", "Bea"}).before(0, 1) != Lot("a", {"Ada", "Bea"}).before(0, 1);
  CHECK(differs);
}

TEST_CASE("limits are refused with a sentence, not run into") {
  Profile profile;
  for (int i = 0; i < 17; ++i) profile.names.push_back("c" + std::to_string(i));
  profile.add(1, {{0}});
  CHECK(count(Method::kemeny, profile).error().key == "tally.error.kemeny_limit");
  CHECK(count(Method::irv, Profile{}).error().key == "tally.error.nobody");
  profile.ballots.clear();
  for (const std::string_view name : method_names()) {
    if (name != "kemeny") CHECK(counted(*method_named(name), profile, {.seats = 3}).winners.size() == 3);
  }
}

}  // namespace
}  // namespace mosharekat::tally
