// SPDX-License-Identifier: AGPL-3.0-or-later
#include "consultation/working_table.h"

#include <doctest/doctest.h>

#include "testing/town.h"

using namespace mosharekat;
using namespace mosharekat::consultation;
using testing::each_database;
using testing::must;
using testing::refusal;
using testing::Town;

namespace {

std::vector<TableRow> out(Town& town, const CallId& id, Language language = Language::fa) {
  return town.read([&](store::Transaction& tx) { return working_table(tx, id, language); });
}

// As an office program gives the rows back.
std::vector<std::vector<std::string>> cells(const std::vector<TableRow>& rows, Language language = Language::fa) {
  std::vector<std::vector<std::string>> all(1);
  for (const std::string_view column : table_columns)
    all[0].push_back(locale::sentence(language, "disposition.table." + std::string(column)));
  for (const TableRow& row : rows)
    all.push_back({std::to_string(row.number), row.place_of_text, row.text, row.result, row.part, row.reason, row.citation,
                   row.place, row.mark});
  return all;
}

struct Closed {
  Town town;
  CallId id;
  explicit Closed(store::Database& database, int comments) : town(database), id(town.open_call()) {
    for (int number = 1; number <= comments; ++number)
      town.contribute(id, town.sara, "نظر شمارهٔ " + std::to_string(number) + " دربارهٔ متن");
    town.close_by_clock(id);
  }
  TableTaken take(const std::vector<TableRow>& rows, const identity::Actor& actor) {
    return must(take_table(town.database, actor, town.now, id, must(read_table(cells(rows)))));
  }
  TableTaken take(const std::vector<TableRow>& rows) { return take(rows, town.expert); }
  std::int64_t left() {
    return town.read([&](store::Transaction& tx) { return unanswered(tx, id).without_disposition; });
  }
};

}  // namespace

TEST_CASE("the table goes out, comes back with decisions, and goes out again with them") {
  each_database([](store::Database& database) {
    Closed closed(database, 4);
    auto rows = out(closed.town, closed.id);
    REQUIRE(rows.size() == 4);
    CHECK(rows[0].result.empty());
    CHECK(rows[0].text == "نظر شمارهٔ 1 دربارهٔ متن");
    rows[0].result = "موافقت با متن";
    rows[1].result = "رد شد : مانع قانوني";  // another yeh, another space
    rows[1].reason = "با قانون ناسازگار است";
    rows[1].citation = "مادهٔ ۵ قانون نمونه";
    rows[2].result = "Noted";
    rows[2].reason = "سپاس";
    const TableTaken taken = closed.take(rows);
    CHECK(taken.problems.empty());
    CHECK(taken.decided == 3);
    CHECK(taken.undecided == 1);
    CHECK(closed.left() == 1);
    const auto again = out(closed.town, closed.id);
    CHECK(again[1].result == "رد شد: مانع قانونی");
    CHECK(again[1].citation == "مادهٔ ۵ قانون نمونه");
    CHECK(out(closed.town, closed.id, Language::en)[2].result == locale::sentence(Language::en, "disposition.code.noted"));
    // The same table again says nothing new.
    CHECK(closed.take(again).decided == 0);
    CHECK(closed.take(again).unchanged == 3);
  });
}

TEST_CASE("every wrong row is named with its reason, and then none is stored") {
  each_database([](store::Database& database) {
    Closed closed(database, 8);
    const auto clean = out(closed.town, closed.id);
    must(dispose(database, closed.town.expert, closed.town.now, closed.id,
                 {.contributions = {closed.town.read(
                      [&](store::Transaction& tx) { return contribution_by_number(tx, closed.id, clean[6].number)->id; })},
                  .code = "accepted"}));
    auto rows = clean;
    rows[0].result = "موافقت با متن";
    rows[1].result = "پذیرفته نشد";
    rows[2].result = "رد شد: بار مالی";  // without reason
    rows[3].reason = "دلیل بی‌نتیجه";
    rows[4].number = 4444;
    rows[4].result = "موافقت با متن";
    rows[5].number = rows[0].number;
    rows[6].result = "ملاحظه شد";  // decided by another since
    rows[6].reason = "سپاس";
    rows[7].result = "پذیرفته شد";
    const TableTaken taken = closed.take(rows);
    CHECK(taken.decided == 0);
    const std::vector<std::pair<std::int64_t, std::string>> expected = {
        {3, "disposition.error.table_code"},   {4, "disposition.error.reason"},      {5, "disposition.error.table_result"},
        {6, "disposition.error.table_number"}, {7, "disposition.error.table_twice"}, {8, "disposition.error.table_meanwhile"}};
    std::vector<std::pair<std::int64_t, std::string>> found;
    for (const RowProblem& problem : taken.problems) found.emplace_back(problem.row, problem.error.key);
    CHECK(found == expected);
    CHECK(closed.left() == 7);
    // What was decided cannot be made undecided by an empty cell.
    CHECK(closed.take({{.number = clean[6].number}}).problems.at(0).error.key == "disposition.error.table_emptied");
  });
}

TEST_CASE("the table is taken only from who may decide, and only between closing and report") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.open_call();
    town.contribute(id, town.sara, "نظر سارا");
    auto rows = out(town, id);
    rows[0].result = "supports_text";
    CHECK(refusal(take_table(database, town.expert, town.now, id, rows)) == "disposition.error.state");
    town.close_by_clock(id);
    CHECK(must(take_table(database, town.sara, town.now, id, rows)).problems.size() == 1);
    CHECK(must(take_table(database, town.expert, town.now, id, rows)).decided == 1);
  });
}

TEST_CASE("columns are found by their titles, in any order and language, below what stands above them") {
  const auto number = locale::sentence(Language::en, "disposition.table.number");
  const auto result = locale::sentence(Language::en, "disposition.table.result");
  const auto read =
      must(read_table({{"Comments of the hearing"}, {}, {"extra", result, number}, {"x", "noted", "۱۲"}, {"", " "}}));
  REQUIRE(read.size() == 1);
  CHECK(read[0].row == 4);
  CHECK(read[0].number == 12);
  CHECK(read[0].result == "noted");
  CHECK(refusal(read_table({{"a", "b"}, {"1", "2"}})) == "disposition.error.no_table");
  CHECK(refusal(read_table({{number, result}})) == "disposition.error.empty_table");
  CHECK(refusal(read_table({})) == "disposition.error.no_table");
}
