// SPDX-License-Identifier: AGPL-3.0-or-later
#include "insight/participation.h"

#include <doctest/doctest.h>
#include <random>

#include "base/result.h"
#include "insight/testing/country.h"

using namespace mosharekat::insight;

namespace {

const Frame frame{{"female", "male"}, {"23", "10", "09", "05"}, {"web", "sms", "paper"}};

std::vector<Participant> people(std::size_t count, const Participant& like) { return std::vector<Participant>(count, like); }

void append(std::vector<Participant>& to, const std::vector<Participant>& more) { to.insert(to.end(), more.begin(), more.end()); }

// 200 people without a small cell anywhere.
std::vector<Participant> a_calm_call() {
  std::vector<Participant> all;
  for (const char* gender : {"female", "male"}) {
    for (const char* province : {"23", "10"}) {
      for (const int born : {1385, 1375, 1365, 1355, 1345}) {
        append(all, people(10, {born, gender, province, born == 1345 ? "paper" : "web", "individual"}));
      }
    }
  }
  return all;
}

std::int64_t shown_sum(const PublishedTable& table) {
  std::int64_t sum = 0;
  for (const auto& row : table.cells) {
    for (const Figure& figure : row) sum += figure.count;
  }
  return sum;
}

const Figure& cell(const PublishedTable& table, const std::string& row, const std::string& column = "") {
  const auto r = static_cast<std::size_t>(std::ranges::find(table.rows, row) - table.rows.begin());
  const auto c = column.empty() ? 0 : static_cast<std::size_t>(std::ranges::find(table.columns, column) - table.columns.begin());
  return table.cells.at(r).at(c);
}

}  // namespace

TEST_CASE("where no cell is small everything is shown and adds up") {
  const Participation figures = participation(a_calm_call(), frame, 1405);
  CHECK(figures.participants == 200);
  CHECK(figures.individuals == 200);
  CHECK(figures.log.empty());
  for (const PublishedTable& table : figures.tables) {
    CHECK(table.withheld == Withheld::no);
    CHECK(shown_sum(table) == 200);
  }
  CHECK(cell(figures.table(TableKind::age_gender), "25-34", "female").count == 20);
  CHECK(cell(figures.table(TableKind::province), "09").count == 0);
  CHECK(cell(figures.table(TableKind::province), "09").shown);
  CHECK(figures.table(TableKind::age).rows.size() == 8);
  CHECK(figures.table(TableKind::age).columns.empty());
}

TEST_CASE("fewer than thirty participants are not broken down") {
  const Participation figures = participation(people(29, {1370, "female", "23", "web", "individual"}), frame, 1405);
  CHECK(figures.participants == 29);
  for (const PublishedTable& table : figures.tables) {
    CHECK(table.withheld == Withheld::few_participants);
    CHECK(table.cells.empty());
  }
  CHECK(figures.log.empty());
}

TEST_CASE("organisations are counted apart and do not make few individuals many") {
  std::vector<Participant> all = people(40, {{}, "", "23", "web", "ngo"});
  append(all, people(3, {1370, "female", "10", "sms", "individual"}));
  const Participation figures = participation(all, frame, 1405);
  CHECK(figures.individuals == 3);
  CHECK(figures.table(TableKind::gender).withheld == Withheld::few_participants);
  CHECK(figures.table(TableKind::type).withheld == Withheld::no);
  CHECK(cell(figures.table(TableKind::type), "ngo").count == 40);
}

TEST_CASE("a small cell hides others until it could be anything") {
  std::vector<Participant> all = a_calm_call();
  append(all, people(3, {1370, "female", "09", "web", "individual"}));
  append(all, people(30, {1370, "female", "05", "web", "individual"}));
  append(all, people(20, {1370, "male", "05", "web", "individual"}));
  const Participation figures = participation(all, frame, 1405);
  CHECK(!cell(figures.table(TableKind::province), "09").shown);
  CHECK(cell(figures.table(TableKind::province), "09").count == 0);
  CHECK(!figures.log.empty());
  for (const Suppressed& hidden : figures.log) {
    if (hidden.state != Cell::primary) continue;
    CHECK(hidden.range.low == 0);
    CHECK(hidden.range.high >= 5);
  }
}

TEST_CASE("ages are told less finely before anything is hidden") {
  std::vector<Participant> all = a_calm_call();
  append(all, people(2, {1395, "female", "23", "web", "individual"}));
  const Participation figures = participation(all, frame, 1405);
  CHECK(figures.table(TableKind::age).rows == age_groups(AgeDetail::coarse));
  CHECK(cell(figures.table(TableKind::age), "0-24").count == 42);
  CHECK(cell(figures.table(TableKind::age), "0-24").shown);
}

TEST_CASE("a table of which little would be left is withheld") {
  std::vector<Participant> all;
  Frame wide = frame;
  for (int i = 0; i < 40; ++i) {
    wide.provinces.push_back("x" + std::to_string(i));
    append(all, people(2, {1370, i % 2 ? "female" : "male", wide.provinces.back(), "web", "individual"}));
  }
  const Participation figures = participation(all, wide, 1405);
  CHECK(figures.table(TableKind::province_gender).withheld == Withheld::mostly_hidden);
  CHECK(figures.table(TableKind::gender).withheld == Withheld::no);
}

TEST_CASE("a policy may be stricter, never laxer") {
  CHECK_THROWS_AS(static_cast<void>(participation({}, frame, 1405, {.threshold = 4})), mosharekat::Bug);
  std::vector<Participant> all = a_calm_call();
  append(all, people(7, {1370, "female", "09", "web", "individual"}));
  append(all, people(30, {1370, "female", "05", "web", "individual"}));
  CHECK(cell(participation(all, frame, 1405).table(TableKind::province), "09").shown);
  CHECK(!cell(participation(all, frame, 1405, {.threshold = 10}).table(TableKind::province), "09").shown);
}

TEST_CASE("the order of people changes nothing") {
  std::mt19937_64 random(3);
  std::vector<Participant> all = testing::people(testing::frame(), 400, random);
  const Participation first = participation(all, testing::frame(), 1405);
  std::ranges::shuffle(all, random);
  const Participation second = participation(all, testing::frame(), 1405);
  REQUIRE(first.log.size() == second.log.size());
  for (std::size_t i = 0; i < first.log.size(); ++i) {
    CHECK(first.log[i].row == second.log[i].row);
    CHECK(first.log[i].range == second.log[i].range);
  }
}
