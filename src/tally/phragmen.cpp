// SPDX-License-Identifier: AGPL-3.0-or-later
// Phragmén's sequential rule for projects with costs (Los, Christoff and Grossi, "Proportional budget allocations", 2022):
// everybody earns money at the same pace; a project is bought as soon as its supporters together have its cost. It ends when the
// project whose turn it is does not fit the budget.
#include <algorithm>

#include "tally/rational.h"
#include "tally/rules.h"

namespace mosharekat::tally {

void phragmen(Sharing& sharing) {
  const Budget& budget = sharing.budget;
  std::vector<std::vector<std::uint32_t>> supporters(budget.projects.size());
  for (std::size_t v = 0; v < budget.voters.size(); ++v) {
    for (const Choice& choice : budget.choices_of(v)) {
      if (choice.points > 0) supporters[choice.project].push_back(static_cast<std::uint32_t>(v));
    }
  }
  // A voter's load is that of the last project bought for them: class 0 has bought nothing, class i the i-th project.
  std::vector<Rational> loads{0};
  std::vector<std::uint32_t> class_of(budget.voters.size(), 0);
  std::vector<std::size_t> open;
  for (std::size_t p = 0; p < budget.projects.size(); ++p) {
    if (!supporters[p].empty() && budget.projects[p].cost <= budget.budget) open.push_back(p);
  }
  std::vector<std::int64_t> count;
  while (!open.empty()) {
    std::vector<std::size_t> best;
    Rational best_load = 0;
    for (const std::size_t p : open) {
      count.assign(loads.size(), 0);
      for (const std::uint32_t v : supporters[p]) ++count[class_of[v]];
      Rational load = budget.projects[p].cost;
      for (std::size_t c = 1; c < loads.size(); ++c) {
        if (count[c] > 0) load += loads[c] * count[c];
      }
      load /= static_cast<std::int64_t>(supporters[p].size());
      if (best.empty() || load < best_load) {
        best = {p};
        best_load = load;
      } else if (load == best_load) {
        best.push_back(p);
      }
    }
    const auto too_dear = std::ranges::find_if(best, [&](std::size_t p) { return budget.projects[p].cost > sharing.left(); });
    if (too_dear != best.end()) {
      const auto votes = static_cast<std::int64_t>(supporters[*too_dear].size());
      sharing.funding.steps.push_back({*too_dear, "stop", sharing.left(), votes, amount(best_load / budget.cost_unit)});
      break;
    }
    const std::size_t chosen = sharing.lot.first(best);
    if (best.size() > 1) sharing.funding.ties.push_back({best, {chosen}, sharing.lot_name()});
    for (const std::uint32_t v : supporters[chosen]) class_of[v] = static_cast<std::uint32_t>(loads.size());
    loads.push_back(best_load);
    sharing.fund(chosen, static_cast<std::int64_t>(supporters[chosen].size()), amount(best_load / budget.cost_unit));
    std::erase(open, chosen);
  }
  std::vector<std::int64_t> voters(loads.size(), 0);
  for (const std::uint32_t c : class_of) ++voters[c];
  for (std::size_t c = 0; c < loads.size(); ++c)
    sharing.funding.spending.push_back({amount(loads[c] / budget.cost_unit), voters[c]});
  sharing.funding.paid_as = std::move(class_of);
}

}  // namespace mosharekat::tally
