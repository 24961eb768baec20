// SPDX-License-Identifier: AGPL-3.0-or-later
// The budget rules behind share(), each in the file of its name.
#pragma once
#include "tally/budget.h"
#include "tally/lot.h"

namespace mosharekat::tally {

struct Plan {
  Rule rule = Rule::greedy;
  Utility utility = Utility::cost;
  Completion completion = Completion::none;
  bool comparison = false;
  bool tops_up = false;  // Poznań: the first project that does not fit is still funded if 80 % of its cost is left, then it ends
  std::optional<std::int64_t> threshold{};  // the fewest points or votes, in the unit of Budget::score
  bool by_lot = false;
};

struct Sharing {
  const Budget& budget;
  const Plan& plan;
  const Lot& lot;
  Funding& funding;
  std::function<void(std::int64_t, std::string_view)> progress{};

  std::int64_t left() const { return budget.budget - funding.spent; }
  void fund(std::size_t project, std::int64_t supporters, Amount price = {}) {
    funding.selected.push_back(project);
    funding.spent += budget.projects[project].cost;
    funding.steps.push_back({project, "funded", left(), supporters, std::move(price)});
  }
  const char* lot_name() const { return plan.by_lot ? "lot" : "file order"; }
};

// Funds by falling score what still fits, beside what is already selected.
void greedy(Sharing& sharing, bool complete = false);
void equal_shares(Sharing& sharing);
void phragmen(Sharing& sharing);

}  // namespace mosharekat::tally
