// SPDX-License-Identifier: AGPL-3.0-or-later
#include "tally/budget.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "base/text.h"
#include "tally/lines.h"
#include "tally/rules.h"

namespace mosharekat::tally {
namespace {

constexpr std::array<std::string_view, 5> rule_names{"greedy", "greedy-no-skip", "greedy-threshold", "equal-shares", "phragmen"};
constexpr std::array<std::string_view, 2> utility_names{"cost", "cardinality"};
constexpr std::array<std::string_view, 4> completion_names{"none", "add1", "add1u", "greedy"};

template <class Value, std::size_t size>
std::optional<Value> named(const std::array<std::string_view, size>& names, std::string_view name) {
  for (std::size_t i = 0; i < size; ++i) {
    if (names[i] == name) return static_cast<Value>(i);
  }
  return std::nullopt;
}

// META.rule as Pabulib writes it: "greedy-no-skip", "equalshares/add1", "equalshares-comparison", … or with spaces, capitals and
// the names that this program gives its rules.
std::string written_alike(std::string_view rule) {
  std::string alike = text::ascii_lower(rule);
  std::ranges::replace_if(alike, [](char letter) { return letter == ' ' || letter == '_'; }, '-');
  for (const std::string_view name : {"method-of-equal-shares", "equal-shares", "mes"}) {
    const bool whole = alike.size() == name.size() ||
                       (alike.size() > name.size() && std::string_view("/-").find(alike[name.size()]) != std::string_view::npos);
    if (alike.starts_with(name) && whole) return alike.replace(0, name.size(), "equalshares");
  }
  return alike;
}

Result<void> plan_by_file(const Budget& budget, Plan& plan, std::vector<std::string>& notes) {
  const std::string written = written_alike(budget.said("rule"));
  std::string_view said = written;
  if (said.ends_with("-comparison")) {
    plan.comparison = true;
    said.remove_suffix(std::string_view("-comparison").size());
  }
  if (said == "greedy-exclusive" || said == "greedy-custom") {
    plan.rule = Rule::greedy;
    plan.tops_up = said == "greedy-custom" && budget.said("unit") == "Poznań";
    if (!plan.tops_up)
      notes.push_back("the file's rule, " + std::string(said) +
                      ", has conditions that the file does not hold: counted as greedy");
  } else if (const std::size_t slash = said.find('/'); said.substr(0, slash) == "equalshares") {
    plan.rule = Rule::equal_shares;
    const auto completion = slash == std::string_view::npos ? Completion::none : completion_named(said.substr(slash + 1));
    if (!completion) return Error{Code::invalid, "tally.error.pb_rule", {{"found", shown(budget.said("rule"))}}};
    plan.completion = *completion;
  } else if (const auto rule = rule_named(said)) {
    plan.rule = *rule;
  } else {
    return Error{Code::invalid, "tally.error.pb_rule", {{"found", shown(budget.said("rule"))}}};
  }
  return {};
}

// The fewest points a project needs, in whole units of the ballots' smallest fraction, rounded up.
std::optional<std::int64_t> threshold_of(const Budget& budget) {
  const std::string_view said = budget.said("min_project_score_threshold");
  double value = 0;
  const auto [end, error] = std::from_chars(said.data(), said.data() + said.size(), value);
  if (said.empty() || error != std::errc() || end != said.data() + said.size() || !(std::abs(value) < 1e12)) return std::nullopt;
  const bool by_votes = budget.vote_type == VoteType::approval || budget.vote_type == VoteType::choose_one;
  return static_cast<std::int64_t>(std::ceil(value * static_cast<double>(by_votes ? 1 : budget.point_unit)));
}

// equalshares.net's comparison: of the voters who chose more of the funded projects in one outcome, do more prefer the greedy
// one?
void compare_with_greedy(Sharing& sharing) {
  const Budget& budget = sharing.budget;
  Funding other;
  other.rule = sharing.funding.rule;
  Plan plan;
  plan.by_lot = sharing.plan.by_lot;
  Sharing greedily{budget, plan, sharing.lot, other};
  greedy(greedily);
  std::vector<int> gain(budget.projects.size(), 0);
  for (const std::size_t p : other.selected) ++gain[p];
  for (const std::size_t p : sharing.funding.selected) --gain[p];
  std::int64_t for_greedy = 0, for_shares = 0;
  for (std::size_t v = 0; v < budget.voters.size(); ++v) {
    int sum = 0;
    for (const Choice& choice : budget.choices_of(v)) {
      if (choice.points > 0) sum += gain[choice.project];
    }
    if (sum > 0) ++for_greedy;
    if (sum < 0) ++for_shares;
  }
  std::string note = "comparison: " + std::to_string(for_shares) + " voters have more with equal shares, " +
                     std::to_string(for_greedy) + " with greedy";
  if (for_greedy > for_shares) {
    other.notes = sharing.funding.notes;
    other.utility = sharing.funding.utility;
    other.completion = sharing.funding.completion;
    other.greedy_preferred = true;
    sharing.funding = std::move(other);
  }
  sharing.funding.notes.push_back(std::move(note));
}

}  // namespace

std::string_view name_of(Rule rule) { return rule_names[static_cast<std::size_t>(rule)]; }
std::string_view name_of(Utility utility) { return utility_names[static_cast<std::size_t>(utility)]; }
std::string_view name_of(Completion completion) { return completion_names[static_cast<std::size_t>(completion)]; }
std::optional<Rule> rule_named(std::string_view name) { return named<Rule>(rule_names, name); }
std::optional<Utility> utility_named(std::string_view name) { return named<Utility>(utility_names, name); }
std::optional<Completion> completion_named(std::string_view name) { return named<Completion>(completion_names, name); }

Result<Funding> share(const Budget& budget, const BudgetOptions& options) {
  Plan plan;
  Funding funding;
  funding.notes = budget.notes;
  if (options.rule) {
    plan.rule = *options.rule;
  } else if (auto fault = plan_by_file(budget, plan, funding.notes); !fault) {
    return std::move(fault).error();
  }
  if (options.utility) plan.utility = *options.utility;
  if (options.completion) plan.completion = *options.completion;
  if (options.comparison) plan.comparison = *options.comparison;
  // By the file's own rule its threshold holds; asked for by name, only by the rules that have one.
  if (!options.rule || plan.rule == Rule::greedy_threshold || plan.rule == Rule::greedy_no_skip)
    plan.threshold = threshold_of(budget);
  if (plan.rule == Rule::greedy_threshold && !plan.threshold) funding.notes.push_back("the file states no threshold");
  plan.by_lot = options.seed.has_value();

  std::vector<std::string> ids;
  for (const Project& project : budget.projects) ids.push_back(project.id);
  const Lot lot = plan.by_lot ? Lot(*options.seed, ids) : Lot::in_file_order(ids.size());
  funding.rule = name_of(plan.rule);
  Sharing sharing{budget, plan, lot, funding, options.progress};
  switch (plan.rule) {
    case Rule::greedy:
    case Rule::greedy_no_skip:
    case Rule::greedy_threshold: greedy(sharing); break;
    case Rule::phragmen: phragmen(sharing); break;
    case Rule::equal_shares:
      funding.utility = name_of(plan.utility);
      funding.completion = name_of(plan.completion);
      equal_shares(sharing);
      if (plan.comparison) compare_with_greedy(sharing);
      break;
  }
  return funding;
}

}  // namespace mosharekat::tally
