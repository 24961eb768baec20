// SPDX-License-Identifier: AGPL-3.0-or-later
// Sharing a budget: which projects are funded, by which steps, and what each voter paid. Exact throughout: money is whole numbers
// or rationals. docs/counting.md has the rules, their sources and their ties.
//
//   const Budget budget = TRY(read_pabulib(text));
//   const Funding funding = TRY(share(budget, {}));   // by the rule that the file names
#pragma once
#include <boost/json/fwd.hpp>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "tally/pabulib.h"
#include "tally/result.h"

namespace mosharekat::tally {

enum class Rule { greedy, greedy_no_skip, greedy_threshold, equal_shares, phragmen };
enum class Utility { cost, cardinality };
enum class Completion { none, add1, add1u, greedy };

std::string_view name_of(Rule rule);
std::string_view name_of(Utility utility);
std::string_view name_of(Completion completion);
std::optional<Rule> rule_named(std::string_view name);
std::optional<Utility> utility_named(std::string_view name);
std::optional<Completion> completion_named(std::string_view name);

struct BudgetOptions {
  std::optional<Rule> rule{};              // else the file's own, with its completion and threshold
  std::optional<Utility> utility{};        // else cost
  std::optional<Completion> completion{};  // else the file's, or none
  std::optional<bool> comparison{};        // take the greedy outcome when more voters have more of what they chose in it
  std::optional<std::string> seed{};       // draws the lot for ties; else the order of the file decides
  // Called now and then by what may take long (add1), with the runs made and the budget per voter reached, in units of currency.
  std::function<void(std::int64_t runs, std::string_view per_voter)> progress{};
};

struct FundingStep {
  std::size_t project;
  std::string action;     // "funded", "does not fit", "below threshold", "stop", "not affordable"
  std::int64_t left = 0;  // of the budget, after this step
  std::int64_t supporters = 0;
  Amount price{};  // equal shares: what a supporter pays at most per point; Phragmén: the load that supporters come to bear
};

struct ProjectTie {
  std::vector<std::size_t> between, chosen;
  std::string by;  // "cost", "votes", "file order", "lot"
};

// Voters who ended alike: how much each paid and how many they are.
struct Spending {
  Amount paid;
  std::int64_t voters = 0;
};

struct Funding {
  std::string rule, utility{}, completion{};
  std::vector<std::size_t> selected{};  // in the order in which they were funded
  std::int64_t spent = 0;
  std::vector<FundingStep> steps{};
  std::vector<ProjectTie> ties{};
  std::vector<Spending> spending{};      // for rules by which voters pay
  std::vector<std::uint32_t> paid_as{};  // voter → entry of `spending`
  Amount voter_budget{};                 // equal shares: what each voter had in the run that counted
  bool greedy_preferred = false;         // the comparison chose the greedy outcome
  std::vector<std::string> notes{};
};

Result<Funding> share(const Budget& budget, const BudgetOptions& options = {});

// As `mosharekat budget --json` prints it; `every_voter` adds what each voter paid by identifier.
boost::json::object to_json(const Funding& funding, const Budget& budget, bool every_voter);

}  // namespace mosharekat::tally
