// SPDX-License-Identifier: AGPL-3.0-or-later
#include "tally/budget.h"

#include <boost/json.hpp>
#include <doctest/doctest.h>
#include <filesystem>
#include <fstream>
#include <set>

#include "base/locale.h"

namespace mosharekat::tally {
namespace {

std::string file(const std::string& rule, const std::string& type, const std::string& budget, const std::string& projects,
                 const std::string& votes, const std::string& more = "") {
  return "META\nkey;value\ndescription;a test\nbudget;" + budget + "\nvote_type;" + type + "\nrule;" + rule + "\n" + more +
         "PROJECTS\nproject_id;cost;name;selected\n" + projects + "VOTES\n" + votes;
}

Budget read(const std::string& text) {
  auto budget = read_pabulib(text);
  REQUIRE(budget);
  return *budget;
}

std::string selected(const Funding& funding, const Budget& budget) {
  std::string text;
  for (const std::size_t p : funding.selected) text += (text.empty() ? "" : ",") + budget.projects[p].id;
  return text;
}

std::string shared(const std::string& text, const BudgetOptions& options = {}) {
  const Budget budget = read(text);
  const auto funding = share(budget, options);
  REQUIRE(funding);
  return selected(*funding, budget);
}

std::string refusal(const std::string& text) {
  const auto budget = read_pabulib(text);
  REQUIRE(!budget);
  CHECK(!locale::sentence(Language::fa, budget.error()).empty());
  for (const Argument& argument : budget.error().arguments) {
    if (argument.name == "line")
      return std::to_string(std::get<std::int64_t>(argument.value)) + " " + budget.error().key.substr(12);
  }
  return budget.error().key.substr(12);
}

std::string refusal_of_rule(const std::string& text) {
  const auto funding = share(read(text));
  return funding ? "" : funding.error().key.substr(12);
}

TEST_CASE("greedy takes what fits, without skipping it stops, and a threshold keeps out") {
  const std::string projects = "a;50;A;1\nb;60;B;0\nc;40;C;1\nd;10;D;0\n";
  const std::string votes = "voter_id;vote\n1;a,b,c\n2;a,b,c\n3;a,b\n4;a\n5;d\n";
  CHECK(shared(file("greedy", "approval", "100", projects, votes)) == "a,c,d");
  CHECK(shared(file("greedy", "approval", "110", projects, votes)) == "a,b");
  CHECK(shared(file("greedy-no-skip", "approval", "100", projects, votes)) == "a");
  CHECK(shared(file("greedy-threshold", "approval", "101.50", projects, votes, "min_project_score_threshold;2\n")) == "a,c");
  CHECK(shared(file("greedy", "approval", "101.50", projects, votes, "min_project_score_threshold;2\n"),
               {.rule = Rule::greedy}) == "a,c,d");
}

TEST_CASE("a withdrawn project's sentinel cost does not stop a rule that stops") {
  CHECK(shared(file("greedy-no-skip", "approval", "500", "1;300;A;1\n2;999999999;B;0\n3;200;C;1\n",
                    "voter_id;vote\n1;1,2\n2;1,2\n3;1,3\n")) == "1,3");
}

TEST_CASE("points decide on cumulative, ordinal and scoring ballots") {
  const std::string projects = "a;10;A;1\nb;10;B;0\n";
  CHECK(shared(file("greedy", "cumulative", "10", projects, "voter_id;vote;points\n1;a;3\n2;b,a;1,1.5\n3;b;1\n")) == "a");
  CHECK(shared(file("greedy", "scoring", "10", projects, "voter_id;vote;points\n1;a;-3\n2;b,a;1,2\n")) == "b");
  CHECK(shared(file("greedy", "ordinal", "10", projects, "voter_id;vote\n1;b,a\n2;b,a\n3;a\n")) == "b");
  CHECK(shared(file("greedy", "choose-1", "10", projects, "voter_id;vote\n1;b\n2;b\n3;a\n")) == "b");
}

TEST_CASE("equal scores are reported and settled by the file's order, or by the lot of a seed") {
  const std::string text = file("greedy", "approval", "10", "a;10;A;1\nb;10;B;0\n", "voter_id;vote\n1;a\n2;b\n");
  const Budget budget = read(text);
  const auto funding = share(budget, {});
  REQUIRE(funding);
  CHECK(selected(*funding, budget) == "a");
  REQUIRE(funding->ties.size() == 1);
  CHECK(funding->ties[0].by == "file order");
  std::set<std::string> drawn;
  for (int seed = 0; seed < 16; ++seed) drawn.insert(shared(text, {.seed = std::to_string(seed)}));
  CHECK(drawn == std::set<std::string>{"a", "b"});
}

TEST_CASE("equal shares: each pays at most an equal part, and add1 raises it until nothing more fits") {
  const std::string text =
      file("equalshares", "approval", "10", "a;6;A;1\nb;4;B;0\nc;4;C;0\n", "voter_id;vote\nv1;a,b\nv2;a,b\nv3;a,c\nv4;c\n");
  const Budget budget = read(text);
  const auto funding = share(budget, {});
  REQUIRE(funding);
  CHECK(selected(*funding, budget) == "a");  // 2.50 each; a takes 2 from three of them, and c's two are left with 3 of its 4
  CHECK(funding->voter_budget.text == "2.5");
  CHECK(funding->steps[0].price.text == "2");
  std::int64_t payers = 0;
  for (const Spending& each : funding->spending) payers += each.paid.text == "2" ? each.voters : 0;
  CHECK(payers == 3);
  CHECK(shared(file("equalshares/add1", "approval", "10", "a;6;A;1\nb;4;B;0\nc;4;C;0\n",
                    "voter_id;vote\nv1;a,b\nv2;a,b\nv3;a,c\nv4;c\n")) == "a,c");
  CHECK(shared(text, {.completion = Completion::greedy}) == "a,b");
}

TEST_CASE("equal shares: cost or number of projects as what a voter gains") {
  // Per unit of cost the large one is as cheap as the small ones are per voter; per project the small ones win.
  const std::string text =
      file("equalshares", "approval", "30", "large;30;L;1\nsmall;5;S;0\n", "voter_id;vote\n1;large,small\n2;large\n3;large\n");
  CHECK(shared(text, {.utility = Utility::cost}) == "large");
  CHECK(shared(text, {.utility = Utility::cardinality}) == "small");
}

TEST_CASE("the comparison takes the greedy outcome when more voters have more in it") {
  const std::string text =
      file("equalshares-comparison", "approval", "2", "a;1;A;1\nb;1;B;1\nc;1;C;0\n", "voter_id;vote\nv1;a\nv2;a\nv3;b\n");
  const Budget budget = read(text);
  const auto funding = share(budget, {});
  REQUIRE(funding);
  CHECK(selected(*funding, budget) == "a,b");
  CHECK(funding->greedy_preferred);
  CHECK(shared(text, {.comparison = false}) == "a");
}

TEST_CASE("Phragmén's own example of 1894") {
  std::string votes = "voter_id;vote\n";
  const auto add = [&](int count, const char* vote) {
    for (int i = 0; i < count; ++i) votes += "v;" + std::string(vote) + "\n";
  };
  add(1034, "A,B,C");
  add(519, "P,Q,R");
  add(90, "A,B,Q");
  add(47, "A,P,Q");
  const std::string projects = "A;1;;\nB;1;;\nC;1;;\nP;1;;\nQ;1;;\nR;1;;\n";
  CHECK(shared(file("unknown", "approval", "3", projects, votes), {.rule = Rule::phragmen}) == "A,Q,B");
}

TEST_CASE("the file's own example, with spaces, in any order of columns, with quotes and a byte-order mark") {
  const std::string text =
      "\xEF\xBB\xBFMETA\nkey; value\nbudget; 2500\nrule; greedy\nvote_type; approval\nPROJECTS\nproject_id; cost; category\n1; "
      "600; culture, education\n"
      "2; 800; sport\n4; 1400; culture\n\"5\";1000;\"a; \"\"quoted\"\"\nname\"\n7; 1200; education\nVOTES\nvoter_id; age; sex; "
      "vote\n"
      "1; 34; f; 1,2,4\n2; 51; m; 1,2\n3; 23; m; 2,4,5\n4; 19; f; 5,7\n5; 62; f; 1,4,7\n6; 54; m; 1,7\n7; 49; m; 5\n8; 27; f; "
      "4\n9; 39; f; 2,4,5\n10; 44; m; 4,5\n";
  const Budget budget = read(text);
  CHECK(budget.projects[2].votes == 6);
  CHECK(budget.totals.at("sex").at("f") == 5);
  CHECK(shared(text) == "4,5");
}

TEST_CASE("the file's rule is followed however it is spelt") {
  const std::string projects = "a;50;A;1\nb;60;B;0\nc;40;C;1\n", votes = "voter_id;vote\n1;a,b\n2;a,b,c\n";
  const auto rule = [&](const std::string& said) {
    const auto funding = share(read(file(said, "approval", "100", projects, votes)));
    REQUIRE(funding);
    return funding->rule + " " + funding->completion;
  };
  for (const char* said :
       {"equalshares/add1", "Equal Shares/Add1", "equal_shares/add1", "mes/add1", "Method of Equal Shares/add1"})
    CHECK(rule(said) == "equal-shares add1");
  CHECK(rule("equal-shares-comparison") == "equal-shares none");
  CHECK(rule("Greedy No Skip") == "greedy-no-skip ");
  CHECK(refusal_of_rule(file("message", "approval", "100", projects, votes)) == "pb_rule");
  CHECK(refusal_of_rule(file("unknown", "approval", "100", projects, votes)) == "pb_rule");
}

TEST_CASE("scoring ballots give the file's default score to projects they leave out") {
  const Budget budget = read(file("greedy", "scoring", "90", "a;50;A;0\nb;60;B;1\n",
                                  "voter_id;vote;points\n1;a;2.5\n2;b;-1\n3;;\n", "default_score;0.5\n"));
  CHECK(budget.point_unit == 10);
  CHECK(budget.projects[0].points == 35);
  CHECK(budget.projects[1].points == 0);
  CHECK(budget.projects[1].votes == 2);
}

TEST_CASE("the city's own choice stands beside the result") {
  const auto agrees = [](const std::string& projects) {
    const Budget budget = read(file("greedy", "approval", "100", projects, "voter_id;vote\n1;a,b\n2;a\n"));
    const auto funding = share(budget);
    REQUIRE(funding);
    return boost::json::serialize(to_json(*funding, budget, false).at("file"));
  };
  CHECK(agrees("a;50;A;1\nb;60;B;0\n") == R"({"selected":["a"],"agrees":true})");
  CHECK(agrees("a;50;A;1\nb;60;B;2\n") == R"({"selected":["a","b"],"agrees":true})");
  CHECK(agrees("a;50;A;0\nb;60;B;1\n") == R"({"selected":["b"],"agrees":false})");
}

TEST_CASE("a bad budget file is refused with its line") {
  const std::string votes = "voter_id;vote\n1;a\n", project = "a;10;A;1\n";
  CHECK(refusal("") == "0 pb_missing");
  CHECK(refusal("nonsense\n") == "1 pb_sections");
  CHECK(refusal(file("greedy", "approval", "ten", project, votes)) == "4 pb_budget");
  CHECK(refusal(file("greedy", "show of hands", "10", project, votes)) == "7 pb_vote_type");
  CHECK(refusal(file("greedy", "approval", "10", "a;ten;A;1\n", votes)) == "9 pb_cost");
  CHECK(refusal(file("greedy", "approval", "10", "a;-1;A;1\n", votes)) == "9 pb_cost");
  CHECK(refusal(file("greedy", "approval", "10", project + project, votes)) == "10 candidate_twice");
  CHECK(refusal(file("greedy", "approval", "10", project, "voter_id;vote\n1;b\n")) == "12 pb_unknown_project");
  CHECK(refusal(file("greedy", "cumulative", "10", project, votes)) == "11 pb_no_column");
  CHECK(refusal(file("greedy", "cumulative", "10", project, "voter_id;vote;points\n1;a;x\n")) == "12 pb_points");
  CHECK(refusal(file("greedy", "approval", "10", "a;10;\"A;1\n", votes)) == "9 open_quote");
  CHECK(refusal("META\nkey;value\nbudget;1\nvote_type;approval\nPROJECTS\nproject_id;cost\na;1\n") == "7 pb_missing");
  CHECK(refusal("META\nkey;value\nbudget;1\nvote_type;approval\nVOTES\nvoter_id;vote\n") == "5 pb_sections");
  const auto unknown = share(read(file("unknown", "approval", "10", project, votes)), {});
  REQUIRE(!unknown);
  CHECK(unknown.error().key == "tally.error.pb_rule");
}

TEST_CASE("the cities' own results, where their elections are at hand") {
  const std::filesystem::path folder = std::filesystem::path(MOSHAREKAT_SOURCE_DIR) / ".." / "shared" / "data" / "pabulib";
  if (!std::filesystem::exists(folder)) {
    MESSAGE("no elections at " << folder.string());
    return;
  }
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".pb") continue;
    std::ifstream stream(entry.path(), std::ios::binary);
    const Budget budget = read(std::string(std::istreambuf_iterator<char>(stream), {}));
    const auto funding = share(budget, {});
    REQUIRE(funding);
    std::set<std::string> ours, theirs;
    for (const std::size_t p : funding->selected) ours.insert(budget.projects[p].id);
    for (const Project& project : budget.projects) {
      if (project.selected == 1) theirs.insert(project.id);
    }
    INFO(entry.path().filename().string());
    CHECK(ours == theirs);
  }
}

}  // namespace
}  // namespace mosharekat::tally
