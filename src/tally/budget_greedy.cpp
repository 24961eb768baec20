// SPDX-License-Identifier: AGPL-3.0-or-later
// The rule of nearly every city: projects by falling score, each funded if the rest of the budget allows it.
#include <algorithm>
#include <numeric>

#include "tally/rules.h"

namespace mosharekat::tally {
namespace {

// Pabulib's mark for a project that was withdrawn after the vote: it never fits, and does not end a rule that stops there.
constexpr std::int64_t withdrawn_cost = 999'999'999;

// Equal scores were decided by the lot only where the equals fared differently.
void report_ties(Sharing& sharing, const std::vector<std::size_t>& order, const std::vector<char>& selected) {
  const Budget& budget = sharing.budget;
  for (std::size_t from = 0; from < order.size();) {
    std::size_t to = from;
    std::vector<std::size_t> between, chosen;
    for (; to < order.size() && budget.score(order[to]) == budget.score(order[from]); ++to) {
      between.push_back(order[to]);
      if (selected[order[to]]) chosen.push_back(order[to]);
    }
    if (!chosen.empty() && chosen.size() < between.size()) sharing.funding.ties.push_back({between, chosen, sharing.lot_name()});
    from = to;
  }
}

}  // namespace

void greedy(Sharing& sharing, bool complete) {
  const Budget& budget = sharing.budget;
  const Plan& plan = sharing.plan;
  std::vector<char> selected(budget.projects.size(), 0);
  for (const std::size_t p : sharing.funding.selected) selected[p] = 1;
  std::vector<std::size_t> order;
  for (std::size_t p = 0; p < budget.projects.size(); ++p) {
    if (!selected[p]) order.push_back(p);
  }
  std::ranges::sort(order, [&](std::size_t left, std::size_t right) {
    if (budget.score(left) != budget.score(right)) return budget.score(left) > budget.score(right);
    return sharing.lot.before(left, right);
  });
  const bool stops = !complete && (plan.rule == Rule::greedy_no_skip || plan.tops_up);
  for (const std::size_t p : order) {
    const Project& project = budget.projects[p];
    const auto note = [&](const char* action) {
      sharing.funding.steps.push_back({p, action, sharing.left(), project.votes, {}});
    };
    if (plan.threshold && !complete && budget.score(p) < *plan.threshold) {
      note("below threshold");
    } else if (project.cost <= sharing.left()) {
      sharing.fund(p, project.votes);
      selected[p] = 1;
    } else if (!stops || project.cost == withdrawn_cost * budget.cost_unit) {
      note("does not fit");
    } else if (plan.tops_up && sharing.left() * 5 >= project.cost * 4) {
      sharing.fund(p, project.votes);
      selected[p] = 1;
      sharing.funding.notes.push_back("project " + project.id + " is funded beyond the budget: 80 % of its cost was left");
      break;
    } else {
      note("stop");
      break;
    }
  }
  report_ties(sharing, order, selected);
}

}  // namespace mosharekat::tally
