// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <boost/json.hpp>
#include <cmath>

#include "tally/amount_json.h"
#include "tally/budget.h"
#include "tally/rational.h"

namespace mosharekat::tally {

namespace json = boost::json;

namespace {

// The file's own column of what the city funded, and whether this is the same. 2 and 3 mark projects that were funded, or not,
// for reasons of their own: they agree with either.
json::object as_in_file(const Budget& budget, const std::vector<char>& selected) {
  json::array funded;
  bool agrees = true;
  for (std::size_t p = 0; p < budget.projects.size(); ++p) {
    const Project& project = budget.projects[p];
    if (project.selected > 0) funded.emplace_back(project.id);
    if (project.selected == 0 || project.selected == 1) agrees = agrees && (project.selected == 1) == (selected[p] != 0);
  }
  return {{"selected", std::move(funded)}, {"agrees", agrees}};
}

}  // namespace

json::object to_json(const Funding& funding, const Budget& budget, bool every_voter) {
  const int digits = static_cast<int>(std::lround(std::log10(static_cast<double>(budget.cost_unit))));
  const int point_digits = static_cast<int>(std::lround(std::log10(static_cast<double>(budget.point_unit))));
  const auto money = [&](std::int64_t units) { return number(decimal(units, digits)); };
  const auto ids = [&](const std::vector<std::size_t>& projects) {
    json::array out;
    for (const std::size_t p : projects) out.emplace_back(budget.projects[p].id);
    return out;
  };
  json::array steps, ties, projects;
  for (const FundingStep& step : funding.steps) {
    json::object each{{"project", budget.projects[step.project].id},
                      {"action", step.action},
                      {"cost", money(budget.projects[step.project].cost)},
                      {"left", money(step.left)},
                      {"supporters", step.supporters}};
    if (!step.price.empty()) each["price"] = number(step.price);
    steps.emplace_back(std::move(each));
  }
  for (const ProjectTie& tie : funding.ties)
    ties.emplace_back(json::object{{"between", ids(tie.between)}, {"chosen", ids(tie.chosen)}, {"by", tie.by}});
  std::vector<char> selected(budget.projects.size(), 0);
  for (const std::size_t p : funding.selected) selected[p] = 1;
  for (std::size_t p = 0; p < budget.projects.size(); ++p) {
    const Project& project = budget.projects[p];
    projects.emplace_back(json::object{{"id", project.id},
                                       {"name", project.name},
                                       {"cost", money(project.cost)},
                                       {"votes", project.votes},
                                       {"points", number(decimal(project.points, point_digits))},
                                       {"selected", selected[p] != 0}});
  }
  json::object totals;
  for (const auto& [trait, values] : budget.totals) {
    json::object each;
    for (const auto& [value, ballots] : values) each[value] = ballots;
    totals[trait] = std::move(each);
  }
  json::object out{{"rule", funding.rule},
                   {"selected", ids(funding.selected)},
                   {"spent", money(funding.spent)},
                   {"budget", money(budget.budget)},
                   {"steps", std::move(steps)},
                   {"ties", std::move(ties)},
                   {"ballots", budget.voters.size()},
                   {"totals", std::move(totals)},
                   {"projects", std::move(projects)}};
  if (std::ranges::any_of(budget.projects, [](const Project& project) { return project.selected >= 0; }))
    out["file"] = as_in_file(budget, selected);
  if (!funding.utility.empty()) out["utility"] = funding.utility;
  if (!funding.completion.empty()) out["completion"] = funding.completion;
  if (!funding.voter_budget.empty()) out["voter_budget"] = number(funding.voter_budget);
  if (funding.greedy_preferred) out["greedy_preferred"] = true;
  if (!funding.spending.empty()) {
    json::array spending;
    for (const Spending& each : funding.spending)
      spending.emplace_back(json::object{{"paid", number(each.paid)}, {"voters", each.voters}});
    out["spending"] = std::move(spending);
  }
  if (every_voter && !funding.paid_as.empty()) {
    json::array voters;
    for (std::size_t v = 0; v < budget.voters.size(); ++v) {
      voters.emplace_back(json::object{{"voter", budget.voters[v]}, {"paid", number(funding.spending[funding.paid_as[v]].paid)}});
    }
    out["voters"] = std::move(voters);
  }
  if (!funding.notes.empty()) {
    json::array notes;
    for (const std::string& note : funding.notes) notes.emplace_back(note);
    out["notes"] = std::move(notes);
  }
  return out;
}

}  // namespace mosharekat::tally
