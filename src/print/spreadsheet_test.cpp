// SPDX-License-Identifier: AGPL-3.0-or-later
#include "print/spreadsheet.h"

#include <cmath>
#include <doctest/doctest.h>

#include "base/text.h"
#include "print/inspect.h"

using namespace mosharekat;
using namespace mosharekat::print;

namespace {

Workbook working_table() {
  Workbook book;
  book.title = "جدول کار";
  book.sheets = {{"نظرها",
                  {{"شماره", 10}, {"متن", 60}, {"سهم"}, {"نهایی"}, {"زمان"}},
                  {{std::int64_t{1}, "متن نظر با نیم‌فاصله", 0.25, true, instant(1780000000000)},
                   {std::int64_t{-2}, "=1+1", 1e300, false, {}},
                   {std::int64_t{9007199254740993}, "", std::nan(""), {}, Instant{}},
                   {"تنها"}}},
                 {"نظرها", {{"دیگر"}}, {}},
                 {"a/b:c*[d]?" + std::string(60, 'x'), {}, {}}};
  return book;
}

pugi::xml_node cell(const pugi::xml_document& sheet, const char* place) {
  return sheet.document_element().find_node([&](const pugi::xml_node& node) {
    return std::string_view(node.name()) == "c" && std::string_view(node.attribute("r").value()) == place;
  });
}

}  // namespace

TEST_CASE("each cell keeps its type, and text that looks like a formula stays text") {
  const std::string book = xlsx(working_table());
  const auto sheet = inspect::xml_part(book, "xl/worksheets/sheet1.xml");
  const auto value = [&](const char* place) { return std::string(cell(sheet, place).child_value("v")); };
  const auto text = [&](const char* place) { return std::string(cell(sheet, place).child("is").child_value("t")); };
  CHECK(text("A1") == "شماره");
  CHECK(value("A2") == "1");
  CHECK(text("B2") == "متن نظر با نیم‌فاصله");
  CHECK(value("C2") == "0.25");
  CHECK(value("D2") == "1");
  CHECK(std::string(cell(sheet, "D2").attribute("t").value()) == "b");
  CHECK(std::stod(value("E2")) == doctest::Approx(46170.99768518).epsilon(1e-12));  // 28 May 2026, 23:56:40 in Tehran
  CHECK(value("A3") == "-2");
  CHECK(std::string(cell(sheet, "B3").attribute("t").value()) == "inlineStr");
  CHECK(text("B3") == "=1+1");
  CHECK(text("A4") == "9007199254740993");
  CHECK(value("C4").empty());
  CHECK(text("A5") == "تنها");
  CHECK_FALSE(cell(sheet, "E3"));
  CHECK_FALSE(
      sheet.document_element().find_node([](const pugi::xml_node& node) { return std::string_view(node.name()) == "f"; }));

  // The format of that cell tells spreadsheets to keep it text when it is edited.
  const auto styles = inspect::xml_part(book, "xl/styles.xml");
  auto format = styles.document_element().child("cellXfs").child("xf");
  for (int i = cell(sheet, "B3").attribute("s").as_int(); i > 0; --i) format = format.next_sibling("xf");
  CHECK(format.attribute("quotePrefix").as_bool());
}

TEST_CASE("a Persian sheet begins at the right, its first row is bold and stays in view") {
  const std::string book = xlsx(working_table());
  const auto sheet = inspect::xml_part(book, "xl/worksheets/sheet1.xml");
  const auto view = sheet.document_element().child("sheetViews").child("sheetView");
  CHECK(view.attribute("rightToLeft").as_bool());
  CHECK(std::string(view.child("pane").attribute("state").value()) == "frozen");
  CHECK(view.child("pane").attribute("ySplit").as_int() == 1);
  const auto styles = inspect::xml_part(book, "xl/styles.xml");
  const auto format_of = [&](const char* place) {
    auto format = styles.document_element().child("cellXfs").child("xf");
    for (int i = cell(sheet, place).attribute("s").as_int(); i > 0; --i) format = format.next_sibling("xf");
    return format;
  };
  CHECK(format_of("A1").attribute("fontId").as_int() == 1);
  CHECK(styles.document_element().child("fonts").last_child().child("b"));
  // Each text reads in its own direction, whatever that of the sheet.
  CHECK(format_of("A1").child("alignment").attribute("readingOrder").as_int() == 2);
  CHECK(sheet.document_element().child("cols").first_child().attribute("width").as_double() == 10);
  CHECK(sheet.document_element().child("cols").last_child().attribute("width").as_double() >= 16);

  Workbook english = working_table();
  english.language = Language::en;
  CHECK_FALSE(inspect::xml_part(xlsx(english), "xl/worksheets/sheet1.xml")
                  .document_element()
                  .child("sheetViews")
                  .child("sheetView")
                  .attribute("rightToLeft"));
}

TEST_CASE("a row is as high as its longest text needs, and the sheet prints on one page's width") {
  Workbook book;
  book.language = Language::en;
  book.sheets = {{"s", {{"a", 10}, {"b", 50}}, {{"short", "short"}, {"four lines of\nten letters each", "متن فارسی"}}}};
  const auto sheet = inspect::xml_part(xlsx(book), "xl/worksheets/sheet1.xml");
  auto row = sheet.document_element().child("sheetData").first_child().next_sibling();
  const double one = row.attribute("ht").as_double();
  CHECK(row.next_sibling().attribute("ht").as_double() >= 3 * one);
  CHECK_FALSE(row.attribute("customHeight"));
  CHECK(sheet.document_element().child("sheetPr").child("pageSetUpPr").attribute("fitToPage").as_bool());
  // A Persian text in an English sheet reads from the right.
  CHECK(cell(sheet, "B3").attribute("s").as_int() != cell(sheet, "B2").attribute("s").as_int());
}

TEST_CASE("sheet names are made such that spreadsheets take them") {
  const auto book = inspect::xml_part(xlsx(working_table()), "xl/workbook.xml");
  std::vector<std::string> names;
  for (const auto& sheet : book.document_element().child("sheets")) names.emplace_back(sheet.attribute("name").value());
  REQUIRE(names.size() == 3);
  CHECK(names[0] == "نظرها");
  CHECK(names[1] == "نظرها 2");
  CHECK(text::length(names[2]) <= 31);
  CHECK(names[2].find_first_of("[]:*?/\\") == std::string::npos);
}

TEST_CASE("columns are named A to Z, then AA") {
  Workbook book;
  book.sheets = {{"پهن", {}, {{}}}};
  for (int i = 0; i < 704; ++i) book.sheets[0].columns.push_back({std::to_string(i)});
  const auto sheet = inspect::xml_part(xlsx(book), "xl/worksheets/sheet1.xml");
  for (const auto& [place, title] : {std::pair{"Z1", "25"}, {"AA1", "26"}, {"AZ1", "51"}, {"ZZ1", "701"}, {"AAA1", "702"}})
    CHECK(std::string(cell(sheet, place).child("is").child_value("t")) == title);
}

TEST_CASE("a text longer than a cell can hold is cut, control characters go") {
  Workbook book;
  book.sheets = {{"",
                  {{"t"}},
                  {{std::string(40000, 'a')},
                   {std::string("a\x01\xff"
                                "b")}}}};
  const auto sheet = inspect::xml_part(xlsx(book), "xl/worksheets/sheet1.xml");
  CHECK(text::length(cell(sheet, "A2").child("is").child_value("t")) == 32767);
  CHECK(std::string(cell(sheet, "A3").child("is").child_value("t")) == "a �b");
}

TEST_CASE("the same workbook gives the same bytes") { CHECK(xlsx(working_table()) == xlsx(working_table())); }
