// SPDX-License-Identifier: AGPL-3.0-or-later
// The Method of Equal Shares: Peters, Pierczyński and Skowron, "Proportional participatory budgeting with additive utilities"
// (2021); completions, comparison and ties as at equalshares.net.
//
// Every voter gets the same part of the budget. Again and again the project is bought whose supporters can share its cost at the
// lowest price per unit of utility, each paying in proportion to the points given, or all that is left to them.
#include <algorithm>
#include <memory>

#include "tally/equal_shares_run.h"

namespace mosharekat::tally {
namespace {

using Watch = EqualSharesRun::Watch;

std::unique_ptr<EqualSharesRun> run(const Sharing& sharing, const Support& support, const Integer& each, const Integer& parts,
                                    Watch watch) {
  auto done = std::make_unique<EqualSharesRun>(sharing, support, each, parts, watch);
  done->run();
  return done;
}

bool nothing_more_fits(const Sharing& sharing, const Support& support, const EqualSharesRun& run) {
  std::vector<char> bought(sharing.budget.projects.size(), 0);
  for (const auto& purchase : run.purchases()) bought[purchase.project] = 1;
  for (std::size_t p = 0; p < bought.size(); ++p) {
    // What nobody supports is never bought, however much money there is.
    if (!bought[p] && support.points[p] > 0 && run.cost() + sharing.budget.projects[p].cost <= sharing.budget.budget)
      return false;
  }
  return true;
}

// Add1: whole units of currency per voter, from what the real budget gives upwards, one by one, while what is bought fits the
// budget and something more would fit. Budgets that buy the same are leapt over.
std::unique_ptr<EqualSharesRun> raise_budget(Sharing& sharing, const Support& support, std::unique_ptr<EqualSharesRun> best,
                                             Integer& each, Integer& parts) {
  const Budget& budget = sharing.budget;
  const Integer from = budget.budget / static_cast<std::int64_t>(budget.voters.size()) / budget.cost_unit;
  Integer accepted = from;
  std::int64_t runs = 0;
  while (!nothing_more_fits(sharing, support, *best)) {
    auto next = run(sharing, support, (accepted + 1) * budget.cost_unit, 1, Watch::yes);
    if (sharing.progress) sharing.progress(++runs, accepted.str());
    if (next->cost() > budget.budget) break;
    best = std::move(next);
    ++accepted;
    if (nothing_more_fits(sharing, support, *best)) break;
    expect(best->steady().has_value(), "more money changes nothing, yet something more would fit");
    accepted += *best->steady();
  }
  sharing.funding.notes.push_back("budget per voter raised by " + Integer(accepted - from).str());
  if (accepted == from) return best;
  each = accepted * budget.cost_unit;
  parts = 1;
  // What voters pay is that of the last budget that was accepted.
  return run(sharing, support, each, parts, Watch::no);
}

}  // namespace

void equal_shares(Sharing& sharing) {
  const Budget& budget = sharing.budget;
  if (budget.voters.empty()) return;
  const Support support(budget, sharing.plan.utility);
  Integer each = budget.budget, parts = budget.voters.size();
  auto best = run(sharing, support, each, parts, Watch::no);
  const Completion completion = sharing.plan.completion;
  if (completion == Completion::add1 || completion == Completion::add1u) {
    best = raise_budget(sharing, support, std::move(best), each, parts);
  }
  for (const auto& purchase : best->purchases()) {
    sharing.fund(purchase.project, static_cast<std::int64_t>(support.supporters[purchase.project].size()), purchase.price);
  }
  sharing.funding.ties = best->ties();
  sharing.funding.voter_budget = amount(Rational(each, parts * budget.cost_unit));
  best->report_spending(sharing.funding);
  if (completion == Completion::add1u || completion == Completion::greedy) greedy(sharing, true);
}

}  // namespace mosharekat::tally
