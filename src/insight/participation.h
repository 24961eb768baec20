// SPDX-License-Identifier: AGPL-3.0-or-later
// Who took part in a call, as the fixed set of tables that is published, after disclosure control over all of them together
// (rules: docs/statistics.md). The tables share margins (the gender row of age × gender is the gender table), so what one hides
// another could tell: they are protected as one. Run it once at the close and once for the report, never on a call that is open.
//
//   const Participation figures = participation(people, frame, 1405);
//   for (const PublishedTable& table : figures.tables) …
//
// Counties are not told: a person is counted in the county's province. Organisations are counted apart: the tables of age, gender
// and province count individuals. The table of types is shown as it is: an organisation is not a person, and the number of
// individuals is a total. Pure.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "insight/disclosure.h"
#include "insight/statistics.h"

namespace mosharekat::insight {

struct Participant {
  std::optional<int> birth_year{};  // Jalali
  // Codes of the frame; empty = not stated.
  std::string gender{}, province{}, channel{};
  std::string type{};  // "individual" or the kind of an organisation; not stated counts as an individual
};

// The categories, declared before anyone took part: a category that appeared only when somebody is in it would tell that somebody
// is. "not_stated" is added to each; a code that is not in the frame counts as not stated.
struct Frame {
  std::vector<std::string> genders, provinces, channels;
  std::vector<std::string> types{"individual", "ngo", "company", "university", "agency"};
};

struct Policy {  // may only raise the defaults
  std::int64_t threshold = participation_threshold;
  std::int64_t minimum = breakdown_minimum;
};

enum class TableKind : std::uint8_t { age, gender, province, age_gender, province_gender, channel, type };
inline constexpr std::size_t table_kinds = 7;
std::string_view code(TableKind kind);  // "age", …, "age_gender"

enum class Withheld : std::uint8_t {
  no,
  few_participants,  // fewer than the minimum took part: nothing is broken down
  mostly_hidden,     // more than half of the people would stand in hidden cells
};
std::string_view code(Withheld reason);

// A hidden figure does not tell whether it is hidden for itself or for another: that it is small is what must not be known.
struct Figure {
  bool shown = true;
  std::int64_t count = 0;  // 0 unless shown
};

struct PublishedTable {
  TableKind kind{};
  Withheld withheld = Withheld::no;               // then there are no cells
  std::vector<std::string> rows;                  // codes: age groups, provinces, …
  std::vector<std::string> columns;               // genders; empty for a one-way table
  std::vector<std::vector<Figure>> cells;         // a one-way table has one cell in each row
  std::vector<Figure> row_totals, column_totals;  // two-way tables only
};

// What was hidden and why it is safe: for the audit, kept with the report, not a part of it.
struct Suppressed {
  TableKind table{};
  std::string row, column;  // of a total one of them is "total"
  Cell state{};
  Range range;  // what somebody who knows everything that is published can say about the count
};

struct Participation {
  std::int64_t participants = 0;  // always shown
  std::int64_t individuals = 0;   // participants that are not organisations: the whole of age, gender and province
  std::array<PublishedTable, table_kinds> tables;  // by TableKind
  std::vector<Suppressed> log;
  std::int64_t lost = 0;  // people in cells that are hidden only to protect others
  bool cheapest = true;   // proved that no pattern hides fewer

  const PublishedTable& table(TableKind kind) const { return tables[static_cast<std::size_t>(kind)]; }
};

Participation participation(std::span<const Participant> people, const Frame& frame, int call_year, const Policy& policy = {});

}  // namespace mosharekat::insight
