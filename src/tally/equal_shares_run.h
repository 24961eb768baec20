// SPDX-License-Identifier: AGPL-3.0-or-later
// One run of the Method of Equal Shares with a given budget per voter. Only .cpp files of this module include it.
//
// Exact and fast: voters with the same money left are one class, and all classes' money is whole numbers over one common
// denominator, which grows by a small factor with each purchase. Prices only rise, so a project whose last known price is above
// the best one found need not be looked at again in this round.
//
// Every number of a run is linear in the budget per voter as long as all its comparisons come out the same. A run that is asked
// to watch this knows for how many more units of budget per voter it would buy just the same, and completion can leap over them.
#pragma once
#include <optional>
#include <utility>
#include <vector>

#include "tally/rational.h"
#include "tally/rules.h"

namespace mosharekat::tally {

struct Supporter {
  std::uint32_t voter;
  std::int64_t points;
};

// Who supports what, read once and used by every run.
struct Support {
  Support(const Budget& budget, Utility utility);
  std::vector<std::vector<Supporter>> supporters;  // of each project
  std::vector<std::int64_t> points;                // theirs together
  std::vector<std::int64_t> weight;                // utility of one point
  bool all_one = true;
};

class EqualSharesRun {
 public:
  enum class Watch { no, yes };
  // Each voter has each/parts of the smallest unit of money; what is watched is `each` growing by `unit` while parts is 1.
  EqualSharesRun(const Sharing& sharing, const Support& support, const Integer& each, const Integer& parts,
                 Watch watch = Watch::no);

  void run();

  struct Purchase {
    std::size_t project;
    Amount price;  // what a supporter pays at most per point
  };
  const std::vector<Purchase>& purchases() const { return purchases_; }
  const std::vector<ProjectTie>& ties() const { return ties_; }
  std::int64_t cost() const { return cost_; }
  // How many more units of currency per voter change nothing in what is bought; none when no number of them does.
  const std::optional<Integer>& steady() const { return steady_; }
  // Fills in what each voter paid.
  void report_spending(Funding& funding) const;

 private:
  // A price per unit of utility as an exact fraction, and its rounded value, which decides every comparison that is not close.
  struct Price {
    Integer top, bottom = 1;
    Integer top_growth = 0;  // per unit of currency more for each voter
    double rounded = 0;
  };
  struct Open {
    std::size_t project;
    Price price;  // known, or a bound below
  };
  struct Group {
    std::uint32_t money_class;
    std::int64_t points, voters;
    double reach;  // up to about which price per point they pay in full
  };
  struct Money {
    Integer left, growth;  // over the common denominator
  };

  static int compare(const Price& left, const Price& right);
  std::vector<Open> open_projects();
  void group(std::size_t project);
  bool find_price(std::size_t project, Price& found);
  bool wins_tie(std::size_t project, std::size_t other) const;
  void note_tie(const std::vector<std::size_t>& equals, std::size_t chosen);
  void watch_choice(const std::vector<Open>& open, std::size_t chosen);
  void hold(const Integer& slack, const Integer& growth);
  void buy(std::size_t project, const Price& price);
  void join_equal_classes();

  const Sharing& sharing_;
  const Support& support_;
  const bool watched_;
  Rational start_;
  Integer denominator_;
  std::vector<Money> money_;     // of each class
  std::vector<double> rounded_;  // the same in units
  std::vector<std::uint32_t> class_of_;
  std::vector<Purchase> purchases_;
  std::vector<ProjectTie> ties_;
  std::int64_t cost_ = 0;
  std::optional<Integer> steady_;
  std::vector<Group> groups_;  // of the project that was looked at last
  std::vector<std::int64_t> counts_;
  std::vector<std::pair<std::uint32_t, std::int64_t>> keys_;
};

}  // namespace mosharekat::tally
