// SPDX-License-Identifier: AGPL-3.0-or-later
#include "print/docx_template.h"

#include <doctest/doctest.h>
#include <map>
#include <set>

#include "print/inspect.h"

using namespace mosharekat;
using namespace mosharekat::print;

namespace {

const std::string spaces =
    " xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" "
    "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";

std::string said(std::string_view text) { return "<w:p><w:r><w:t>" + std::string(text) + "</w:t></w:r></w:p>"; }

Paper paper_of(const std::string& body, bool lists = false) {
  const std::string type = "application/vnd.openxmlformats-officedocument.wordprocessingml.";
  Paper paper{.main = "word/document.xml",
              .parts = {{"word/document.xml", type + "document.main+xml",
                         "<w:document" + spaces + "><w:body>" + body +
                             "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rId2\"/><w:pgSz w:w=\"9000\" "
                             "w:h=\"12000\"/><w:pgMar w:left=\"1000\" w:right=\"2000\"/></w:sectPr></w:body></w:document>"},
                        {"word/styles.xml", type + "styles+xml",
                         "<w:styles" + spaces +
                             "><w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"a\"><w:name w:val=\"Normal\"/></w:style>"
                             "<w:style w:type=\"paragraph\" w:styleId=\"7\"><w:name w:val=\"Heading 1\"/></w:style>"
                             "<w:style w:type=\"paragraph\" w:styleId=\"Note\"><w:name w:val=\"Our own\"/></w:style></w:styles>"},
                        {"word/header1.xml", type + "header+xml",
                         "<w:hdr" + spaces +
                             "><w:p><w:r><w:rPr><w:b/></w:rPr><w:t>No. {{num</w:t></w:r><w:r><w:t>ber}} of</w:t><w:tab/></w:r>"
                             "<w:r><w:t>{{ تاريخ }}.</w:t></w:r></w:p></w:hdr>"}},
              .relations = {{"word/document.xml", "rId1", "styles", "/word/styles.xml"},
                            {"word/document.xml", "rId2", "header", "/word/header1.xml"},
                            {"word/document.xml", "rId3", "hyperlink", "https://example.org/", true}}};
  if (lists) {
    paper.parts.push_back(
        {"word/numbering.xml", type + "numbering+xml",
         "<w:numbering" + spaces +
             "><w:abstractNum w:abstractNumId=\"4\"/><w:num w:numId=\"6\"><w:abstractNumId w:val=\"4\"/></w:num>"
             "</w:numbering>"});
    paper.relations.push_back({"word/document.xml", "rId4", "numbering", "/word/numbering.xml"});
  }
  return paper;
}

Document document() {
  Document made{.language = Language::fa, .title = "گزارش نمونه", .organisation = "دستگاه نمونه", .blocks = {}};
  made.blocks.emplace_back(Heading{1, "بخش نخست"});
  made.blocks.emplace_back(Paragraph{"متن گزارش", Paragraph::Tone::normal});
  made.blocks.emplace_back(Paragraph{"یادداشت", Paragraph::Tone::note});
  made.blocks.emplace_back(List{{"یک", "دو"}, true});
  made.blocks.emplace_back(Table{"جدول", {"سطر", "شمار"}, {{"الف", "۱"}}, {}});
  return made;
}
const Marks marks{"گزارش نمونه", "۱ آذر ۱۴۰۵", "12"};

std::string words(const pugi::xml_node& node) {
  std::string all;
  if (std::string_view(node.name()) == "w:t") all = node.text().get();
  for (const pugi::xml_node& child : node.children()) all += words(child);
  return all;
}
std::vector<std::string> lines(const std::string& file) {
  std::vector<std::string> all;
  const auto xml = inspect::xml_part(file, "word/document.xml");
  for (const pugi::xml_node& block : xml.document_element().child("w:body").children()) all.push_back(words(block));
  return all;
}

}  // namespace

TEST_CASE("the text takes the place of the paragraph that says where, however Word cut the mark") {
  const std::string file = docx(document(),
                                paper_of(said("{{title}}") + said("before") +
                                         "<w:p><w:r><w:t>{</w:t></w:r><w:r><w:t>{ گزارش }}</w:t></w:r></w:p>" + said("after")),
                                marks);
  const std::vector<std::string> expected = {"گزارش نمونه", "before", "بخش نخست",    "متن گزارش", "یادداشت", "یک",
                                             "دو",          "جدول",   "سطرشمارالف۱", "",          "after",   ""};
  CHECK(lines(file) == expected);
}

TEST_CASE("without a mark the text stands at the end, with its title") {
  const auto all = lines(docx(document(), paper_of(said("before")), marks));
  REQUIRE(all.size() == 11);
  CHECK(all[0] == "before");
  CHECK(all[1] == "گزارش نمونه");
  CHECK(all[9].empty());
}

TEST_CASE("marks in headers are filled in, and what stands round them keeps its look") {
  const auto header = inspect::xml_part(docx(document(), paper_of(""), marks), "word/header1.xml");
  CHECK(words(header) == "No. 12 of۱ آذر ۱۴۰۵.");
  // The number took the look of the run that its mark began in.
  bool bold = false, rtl = false;
  for (const pugi::xml_node& run : header.document_element().child("w:p").children("w:r")) {
    if (words(run) == "12") bold = !run.child("w:rPr").child("w:b").empty();
    if (words(run) == "۱ آذر ۱۴۰۵") rtl = !run.child("w:rPr").child("w:rtl").empty();
  }
  CHECK(bold);
  CHECK(rtl);
}

TEST_CASE("a value is never taken for a mark") {
  Marks sly = marks;
  sly.title = "{{number}} {{title}}";
  const auto all = lines(docx(document(), paper_of(said("{{title}} / {{number}}")), sly));
  CHECK(all[0] == "{ {number}} { {title}} / 12");
}

TEST_CASE("the paper's styles count, others come along, and no name means two things") {
  const std::string file = docx(document(), paper_of(""), marks);
  const auto styles = inspect::xml_part(file, "word/styles.xml");
  const auto body = inspect::xml_part(file, "word/document.xml");
  std::map<std::string, std::string> used;
  for (const pugi::xml_node& block : body.document_element().child("w:body").children("w:p"))
    used[words(block)] = block.child("w:pPr").child("w:pStyle").attribute("w:val").value();
  CHECK(used["بخش نخست"] == "7");
  CHECK(used["متن گزارش"] == "a");
  CHECK(used["یادداشت"] == "ReportNote");
  const auto style = styles.document_element().find_child_by_attribute("w:style", "w:styleId", "ReportNote");
  REQUIRE(style);
  CHECK(std::string(style.child("w:basedOn").attribute("w:val").value()) == "a");
  CHECK(styles.document_element()
            .find_child_by_attribute("w:style", "w:styleId", "Note")
            .child("w:name")
            .attribute("w:val")
            .value() == std::string("Our own"));
}

TEST_CASE("lists go behind those of the paper, and tables are as wide as its page") {
  for (const bool lists : {false, true}) {
    const std::string file = docx(document(), paper_of("", lists), marks);
    const auto numbering = inspect::xml_part(file, lists ? "word/numbering.xml" : "word/report-numbering.xml");
    // All kinds first, then all lists; every list has its kind.
    bool in_lists = false;
    std::set<std::string> kinds, numbers;
    for (const pugi::xml_node& node : numbering.document_element().children()) {
      if (std::string_view(node.name()) == "w:num") {
        in_lists = true;
        CHECK(numbers.insert(node.attribute("w:numId").value()).second);
        CHECK(kinds.contains(node.child("w:abstractNumId").attribute("w:val").value()));
      } else {
        CHECK_FALSE(in_lists);
        CHECK(kinds.insert(node.attribute("w:abstractNumId").value()).second);
      }
    }
    const auto body = inspect::xml_part(file, "word/document.xml");
    for (const pugi::xml_node& block : body.document_element().child("w:body").children("w:p"))
      if (const auto number = block.child("w:pPr").child("w:numPr").child("w:numId"))
        CHECK(numbers.contains(number.attribute("w:val").value()));
    double width = 0;
    for (const pugi::xml_node& column :
         body.document_element().child("w:body").child("w:tbl").child("w:tblGrid").children("w:gridCol"))
      width += column.attribute("w:w").as_double();
    CHECK(width == doctest::Approx(6000).epsilon(0.01));
  }
}
