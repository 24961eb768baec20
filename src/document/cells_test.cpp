// SPDX-License-Identifier: AGPL-3.0-or-later
#include "document/cells.h"

#include <doctest/doctest.h>

#include "document/import/made_files_test.h"

using namespace mosharekat;
using namespace mosharekat::document;
using reading::make_zip;

namespace {

constexpr const char* relations =
    "<Relationships><Relationship Id=\"r9\" Target=\"worksheets/other.xml\"/><Relationship Id=\"r1\" Target=\"/xl/worksheets/a.xml\"/>"
    "</Relationships>";

std::string workbook(const std::string& rows, const std::string& strings = "<sst/>") {
  return make_zip({{"xl/workbook.xml",
                    "<workbook><sheets><sheet name=\"a\" r:id=\"r1\"/><sheet name=\"b\" r:id=\"r9\"/></sheets></workbook>"},
                   {"xl/_rels/workbook.xml.rels", relations},
                   {"xl/sharedStrings.xml", strings},
                   {"xl/worksheets/a.xml", "<worksheet><sheetData>" + rows + "</sheetData></worksheet>"}});
}

std::string trouble(std::string_view content) {
  const auto read = read_cells(content);
  return read ? "" : read.error().key;
}

}  // namespace

TEST_CASE("cells of a workbook stand where the program put them, whatever their type") {
  const auto read = read_cells(workbook(
      "<row r=\"2\"><c r=\"B2\" t=\"s\"><v>1</v></c><c r=\"D2\" t=\"inlineStr\"><is><t>در خط</t></is></c></row>"
      "<row r=\"4\"><c r=\"A4\"><v>12.0</v></c><c r=\"B4\" t=\"b\"><v>1</v></c><c r=\"C4\" t=\"str\"><f>A1</f><v>2.0</v></c>"
      "<c r=\"D4\" t=\"e\"><v>#REF!</v></c></row>",
      "<sst><si><t>یک</t></si><si><r><t xml:space=\"preserve\">دو </t></r><r><t>پاره</t></r><rPh><t>x</t></rPh></si></sst>"));
  REQUIRE(read.has_value());
  CHECK(*read == Cells{{}, {"", "دو پاره", "", "در خط"}, {}, {"12", "TRUE", "2.0", ""}});
}

TEST_CASE("the tables of a Word file are read with their lines, as if every tracked change were accepted") {
  const auto cell = [](const std::string& inner) { return "<w:tc><w:p>" + inner + "</w:p></w:tc>"; };
  const auto read = read_cells(
      make_zip({{"word/document.xml",
                 "<w:document><w:body><w:p><w:r><w:t>above</w:t></w:r></w:p><w:tbl><w:tr>" +
                     cell("<w:r><w:t>a</w:t></w:r></w:p><w:p><w:r><w:t>b</w:t></w:r>") +
                     cell("<w:del><w:r><w:delText>no</w:delText></w:r></w:del><w:ins><w:r><w:t>yes</w:t></w:r></w:ins>") +
                     "</w:tr></w:tbl><w:tbl><w:tr>" + cell("") + "</w:tr></w:tbl></w:body></w:document>"}}));
  REQUIRE(read.has_value());
  CHECK(*read == Cells{{"a\nb", "yes"}, {""}});
}

TEST_CASE("what is no table, or means harm, is refused in words") {
  CHECK(trouble("number,result\n1,noted") == "import.error.no_cells");
  CHECK(trouble("PK\x03\x04 torn") == "import.error.damaged");
  CHECK(trouble(make_zip({{"a.txt", "x"}})) == "import.error.no_cells");
  CHECK(trouble(workbook("<row r=\"2000000\"/>")) == "import.error.many_rows");
  CHECK(trouble(workbook("<row><c r=\"ZZZZ1\"><v>1</v></c></row>")) == "");
  CHECK(trouble(workbook("", "<!DOCTYPE a [<!ENTITY b \"c\">]><sst/>")) == "import.error.bomb");
  CHECK(trouble(make_zip({{"xl/workbook.xml", "<workbook/>"}})) == "import.error.damaged");
}

TEST_CASE("a table nested without end is refused, whatever hides its depth from a count of tags") {
  const auto repeated = [](std::string_view text, std::size_t times) {
    std::string out;
    while (times-- > 0) out += text;
    return out;
  };
  constexpr std::size_t levels = 300'000;
  const auto document = [&](const std::string& before, const std::string& open) {
    return make_zip(
        {{"word/document.xml", "<w:document>" + before + repeated(open, levels) + repeated("</w:p>", levels) + "</w:document>"}});
  };
  CHECK(trouble(document("", "<w:p>")) == "import.error.bomb");
  CHECK(trouble(document("<!--" + repeated("</a>", levels) + "-->", "<w:p>")) == "import.error.bomb");
  CHECK(trouble(document("", "<w:p a=\"/>\">")) == "import.error.bomb");
}

TEST_CASE("a long string that every cell names, and cells far out, fill no memory") {
  std::string same, far;
  for (int row = 0; row < 1'000; ++row) same += "<row><c t=\"s\"><v>0</v></c></row>";
  for (int row = 0; row < 20'000; ++row) far += "<row><c r=\"GR1\"><v>1</v></c></row>";
  CHECK(trouble(workbook(same, "<sst><si><t>" + std::string(100'000, 'x') + "</t></si></sst>")) == "import.error.bomb");
  CHECK(trouble(workbook(far)) == "import.error.bomb");
}
