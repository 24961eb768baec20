// SPDX-License-Identifier: AGPL-3.0-or-later
// Everything that participation() publishes, attacked with a linear-programming solver that knows only what is printed. Random
// consultations of 50 to 50,000 people; MOSHAREKAT_DEEP=1 attacks a thousand.
#include <cmath>
#include <cstdlib>
#include <doctest/doctest.h>
#include <glpk.h>
#include <random>

#include "insight/participation.h"
#include "insight/testing/country.h"

using namespace mosharekat::insight;

namespace {

// One unknown per printed figure; figures that are one number in two tables are one unknown.
class Attack {
 public:
  explicit Attack(const Participation& published) : published_(published), problem_(glp_create_prob()) {
    glp_term_out(GLP_OFF);
    for (const PublishedTable& table : published.tables) add_table(table);
    add_sum(TableKind::channel, published.participants);
    add_sum(TableKind::type, published.participants);
    for (const TableKind kind : {TableKind::age, TableKind::gender, TableKind::province}) add_sum(kind, published.individuals);
    add_crossing(TableKind::age_gender);
    add_crossing(TableKind::province_gender);
    add_nested_ages();
  }
  ~Attack() { glp_delete_prob(problem_); }
  Attack(const Attack&) = delete;
  Attack& operator=(const Attack&) = delete;

  Range range(TableKind kind, const std::string& row, const std::string& column) {
    const int unknown = unknown_.at({kind, row, column});
    return {std::llround(std::ceil(best(unknown, GLP_MIN) - 1e-6)), std::llround(std::floor(best(unknown, GLP_MAX) + 1e-6))};
  }

 private:
  using Key = std::tuple<TableKind, std::string, std::string>;

  void add_figure(const Key& key, const Figure& figure) {
    const int unknown = glp_add_cols(problem_, 1);
    unknown_[key] = unknown;
    const auto count = static_cast<double>(figure.count);
    if (figure.shown) {
      glp_set_col_bnds(problem_, unknown, GLP_FX, count, count);
    } else {
      glp_set_col_bnds(problem_, unknown, GLP_DB, 0, static_cast<double>(published_.participants));
    }
  }

  void add_table(const PublishedTable& table) {
    for (std::size_t r = 0; r < table.rows.size(); ++r) {
      for (std::size_t c = 0; c < table.cells[r].size(); ++c) {
        add_figure({table.kind, table.rows[r], table.columns.empty() ? "total" : table.columns[c]}, table.cells[r][c]);
      }
      if (!table.columns.empty()) add_figure({table.kind, table.rows[r], "total"}, table.row_totals[r]);
    }
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
      add_figure({table.kind, "total", table.columns[c]}, table.column_totals[c]);
    }
  }

  void add_equation(const std::vector<std::pair<int, double>>& terms, double sum) {
    const int row = glp_add_rows(problem_, 1);
    glp_set_row_bnds(problem_, row, GLP_FX, sum, sum);
    std::vector<int> columns{0};
    std::vector<double> factors{0};
    for (const auto& [unknown, factor] : terms) columns.push_back(unknown), factors.push_back(factor);
    glp_set_mat_row(problem_, row, static_cast<int>(terms.size()), columns.data(), factors.data());
  }

  void add_sum(TableKind kind, std::int64_t total) {
    std::vector<std::pair<int, double>> terms;
    for (const std::string& row : published_.table(kind).rows) terms.emplace_back(unknown_.at({kind, row, "total"}), 1);
    if (!terms.empty()) add_equation(terms, static_cast<double>(total));
  }

  void same(const Key& left, const Key& right) {
    if (unknown_.count(left) && unknown_.count(right)) add_equation({{unknown_[left], 1}, {unknown_[right], -1}}, 0);
  }

  void add_crossing(TableKind kind) {
    const PublishedTable& table = published_.table(kind);
    for (const std::string& row : table.rows) {
      std::vector<std::pair<int, double>> terms{{unknown_.at({kind, row, "total"}), -1}};
      for (const std::string& column : table.columns) terms.emplace_back(unknown_.at({kind, row, column}), 1);
      add_equation(terms, 0);
      same({kind, row, "total"}, {kind == TableKind::age_gender ? TableKind::age : TableKind::province, row, "total"});
    }
    std::vector<std::pair<int, double>> grand;
    for (const std::string& column : table.columns) {
      std::vector<std::pair<int, double>> terms{{unknown_.at({kind, "total", column}), -1}};
      for (const std::string& row : table.rows) terms.emplace_back(unknown_.at({kind, row, column}), 1);
      add_equation(terms, 0);
      grand.emplace_back(unknown_.at({kind, "total", column}), 1);
      same({kind, "total", column}, {TableKind::gender, column, "total"});
    }
    if (!grand.empty()) add_equation(grand, static_cast<double>(published_.individuals));
  }

  // Ages told finely in one table and less finely in the other are sums of each other.
  void add_nested_ages() {
    const PublishedTable &age = published_.table(TableKind::age), &crossed = published_.table(TableKind::age_gender);
    if (age.rows.empty() || crossed.rows.empty()) return;
    const auto limits = [](const std::string& group) {
      if (group == "not_stated") return std::pair(1000, 1000);
      const int from = std::stoi(group);
      const auto dash = group.find('-');
      return std::pair(from, dash == std::string::npos ? 200 : std::stoi(group.substr(dash + 1)));
    };
    for (const std::string& coarse : crossed.rows) {
      std::vector<std::pair<int, double>> terms{{unknown_.at({TableKind::age_gender, coarse, "total"}), -1}};
      for (const std::string& fine : age.rows) {
        if (limits(fine).first >= limits(coarse).first && limits(fine).second <= limits(coarse).second) {
          terms.emplace_back(unknown_.at({TableKind::age, fine, "total"}), 1);
        }
      }
      add_equation(terms, 0);
    }
  }

  double best(int unknown, int direction) {
    glp_set_obj_dir(problem_, direction);
    glp_set_obj_coef(problem_, unknown, 1);
    glp_smcp settings;
    glp_init_smcp(&settings);
    settings.msg_lev = GLP_MSG_OFF;
    REQUIRE(glp_simplex(problem_, &settings) == 0);
    REQUIRE(glp_get_status(problem_) == GLP_OPT);
    glp_set_obj_coef(problem_, unknown, 0);
    return glp_get_obj_val(problem_);
  }

  const Participation& published_;
  glp_prob* problem_;
  std::map<Key, int> unknown_;
};

std::size_t rounds() { return std::getenv("MOSHAREKAT_DEEP") ? 1000 : 60; }

}  // namespace

TEST_CASE("a solver that knows everything published recovers no protected cell") {
  std::int64_t people_lost = 0, people_all = 0;
  std::size_t primary = 0, secondary = 0, recovered = 0, cells = 0;
  for (std::size_t seed = 0; seed < rounds(); ++seed) {
    std::mt19937_64 random(seed);
    const double logarithm = std::uniform_real_distribution<double>(std::log(50), std::log(50'000))(random);
    const auto people = testing::people(testing::frame(), static_cast<std::size_t>(std::exp(logarithm)), random);
    const Participation published = participation(people, testing::frame(), 1405);
    people_lost += published.lost, people_all += published.participants;
    for (const PublishedTable& table : published.tables) {
      for (const auto& row : table.cells) cells += row.size();
    }
    Attack attack(published);
    for (const Suppressed& hidden : published.log) {
      const Range known = attack.range(hidden.table, hidden.row, hidden.column);
      CHECK_MESSAGE(known == hidden.range, "seed ", seed, " ", code(hidden.table), " ", hidden.row, " × ", hidden.column);
      (hidden.state == Cell::primary ? primary : secondary) += 1;
      if (hidden.state == Cell::primary && (known.low > 0 || known.high < participation_threshold)) ++recovered;
    }
  }
  CHECK(recovered == 0);
  CHECK(primary > 0);
  MESSAGE(rounds(), " consultations, ", cells, " printed cells: ", primary, " hidden for themselves, ", secondary,
          " for others; ", people_lost, " of ", people_all, " people in the latter; recovered: ", recovered);
}
