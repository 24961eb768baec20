// SPDX-License-Identifier: AGPL-3.0-or-later
#include "print/csv.h"

#include <doctest/doctest.h>
#include <random>

using namespace mosharekat::print;

namespace {

// RFC 4180 read back, written here on its own so that a mistake in the writer shows.
std::vector<std::vector<std::string>> read(std::string_view file) {
  std::vector<std::vector<std::string>> rows;
  for (std::size_t at = 0; at < file.size();) {
    std::vector<std::string> row(1);
    for (bool quoted = false;; ++at) {
      REQUIRE(at < file.size());
      const char c = file[at];
      if (quoted && c == '"' && at + 1 < file.size() && file[at + 1] == '"') {
        row.back() += c, ++at;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && c == ',') {
        row.emplace_back();
      } else if (!quoted && c == '\r' && at + 1 < file.size() && file[at + 1] == '\n') {
        at += 2;
        break;
      } else {
        row.back() += c;
      }
    }
    rows.push_back(row);
  }
  return rows;
}

}  // namespace

TEST_CASE("cells with commas, quotes and line ends are quoted, others are not") {
  CHECK(csv({{"شناسه", "متن"}, {"۱", "الف، ب"}, {"2", "a,b"}, {"3", "say \"no\""}, {"4", "two\nlines"}, {"5", ""}}) ==
        "شناسه,متن\r\n۱,الف، ب\r\n2,\"a,b\"\r\n3,\"say \"\"no\"\"\"\r\n4,\"two\nlines\"\r\n5,\r\n");
  CHECK(csv({{""}}) == "\"\"\r\n");
  CHECK(csv({}).empty());
}

TEST_CASE("the mark that Excel needs is written only when asked for") {
  CHECK(csv({{"a"}}, {.byte_order_mark = true}) ==
        "\xEF\xBB\xBF"
        "a\r\n");
  CHECK(csv({{"a"}}) == "a\r\n");
}

TEST_CASE("what begins like a formula is written behind an apostrophe") {
  for (const std::string cell :
       {"=1+1", "+98912", "-cmd|' /C calc'!A0", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "-1+1", "-", "-.", "--5"})
    CHECK_MESSAGE(defused(cell) == "'" + cell, cell);
  for (const std::string cell : {"", "a=1", "-5", "-12.75", "۵-", "نظر", "'=1", " =1"})
    CHECK_MESSAGE(defused(cell) == cell, cell);
  CHECK(csv({{"=HYPERLINK(\"http://x\",\"y\")"}}) == "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"\r\n");
}

TEST_CASE("any table comes back as it was written, but for the apostrophes") {
  std::mt19937 random(7);
  const std::string letters[] = {"a", ",", "\"", "\r\n", "\n", " ", "ن", "=", "'", "-", "1", ""};
  for (int round = 0; round < 300; ++round) {
    std::vector<std::vector<std::string>> rows(random() % 5), expected;
    for (auto& row : rows) {
      row.resize(1 + random() % 4);
      for (auto& cell : row)
        for (auto n = random() % 6; n > 0; --n) cell += letters[random() % std::size(letters)];
      expected.push_back(row);
      for (auto& cell : expected.back()) cell = defused(cell);
    }
    CHECK(read(csv(rows)) == expected);
  }
}
