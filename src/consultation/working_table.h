// SPDX-License-Identifier: AGPL-3.0-or-later
// The working table (جدول بررسی نظرها): what an office decides in Word or Excel instead of on the page. One row per contribution
// goes out; it comes back with decisions, is checked row by row, and is taken in whole or not at all.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "consultation/answer.h"

namespace mosharekat::consultation {

struct TableRow {
  std::int64_t row = 0;                 // of the file it came back in, from 1
  std::int64_t number = 0;              // of the contribution in its call; 0 where it cannot be read
  std::string place_of_text{}, text{};  // what it is about, what it says: to read, never read back
  std::string result{};                 // the label of a code in the table's language, or its name; empty while undecided
  std::string part{}, reason{}, citation{}, place{};
  std::string mark{};  // of the decision and the text when the table went out: tells that someone else decided meanwhile
};

// Rows of everything that can be decided, by number.
std::vector<TableRow> working_table(store::Transaction& tx, const CallId& call, Language language);

// What a column of the table is called, in the order of the columns: "number", "text_place", "text", "result", "part", "reason",
// "citation", "place", "mark". The sentence is disposition.table.<name>.
inline constexpr std::string_view table_columns[] = {"number", "text_place", "text",  "result", "part",
                                                     "reason", "citation",   "place", "mark"};

// A table as it came back: cells as text, the first row with the columns' titles (in any order, in Persian or English; further
// columns are left alone, and rows before the titles too). Refused where the titles of number and result are not found:
// disposition.error.no_table.
Result<std::vector<TableRow>> read_table(const std::vector<std::vector<std::string>>& cells);

struct RowProblem {
  std::int64_t row = 0;     // of the file, from 1
  std::int64_t number = 0;  // of the contribution; 0 where it cannot be read
  Error error;
};
struct TableTaken {
  int decided = 0, unchanged = 0, undecided = 0;
  std::vector<RowProblem> problems;  // where there is one, nothing was changed
};
// Every row is checked first by the rules of dispose(); with one problem nothing changes. Rows that say what is decided already
// change nothing. The Error is for what concerns the whole: who asks, and when.
// With minutes (committee.h) every row that has a result was decided there, also one that says what was proposed.
Result<TableTaken> take_table(store::Database& database, const identity::Actor& actor, Instant now, const CallId& call,
                              const std::vector<TableRow>& rows, const std::optional<MinutesId>& minutes = {});

}  // namespace mosharekat::consultation
