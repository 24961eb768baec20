// SPDX-License-Identifier: AGPL-3.0-or-later
#include <doctest/doctest.h>
#include <pugixml.hpp>

#include "base/text.h"
#include "print/docx_parts.h"
#include "print/fonts.h"
#include "print/inspect.h"
#include "print/samples.h"

using namespace mosharekat;
using namespace mosharekat::print;

namespace {

std::string text_of(const pugi::xml_node& node) {
  std::string text;
  auto nodes = node.select_nodes(".//w:t | .//w:br[not(@w:type)]");
  nodes.sort();
  for (const auto& found : nodes) text += std::string_view(found.node().name()) == "w:br" ? "\n" : found.node().child_value();
  return text;
}

// Every paragraph that holds text: its style and what it says.
std::vector<std::pair<std::string, std::string>> paragraphs(const pugi::xml_document& document) {
  std::vector<std::pair<std::string, std::string>> all;
  for (const auto& found : document.select_nodes("//w:p"))
    if (const std::string text = text_of(found.node()); !text.empty())
      all.emplace_back(found.node().child("w:pPr").child("w:pStyle").attribute("w:val").value(), text);
  return all;
}

std::size_t number_of(const pugi::xml_document& document, const char* path) { return document.select_nodes(path).size(); }

}  // namespace

TEST_CASE("a Word document has every text in order, in a style that says what it is") {
  const auto document = inspect::xml_part(docx(samples::persian_report()), "word/document.xml");
  const auto all = paragraphs(document);
  const Document report = samples::persian_report();
  std::vector<std::pair<std::string, std::string>> expected = {
      {"Organisation", report.organisation}, {"Title", report.title}, {"Subtitle", report.subtitle}};
  for (const auto& [label, value] : report.facts) {
    expected.emplace_back("TableHeader", label);
    expected.emplace_back("TableText", value);
  }
  for (const Block& block : report.blocks) {
    if (const auto* heading = std::get_if<Heading>(&block))
      expected.emplace_back("Heading" + std::to_string(heading->level), heading->text);
    if (const auto* paragraph = std::get_if<Paragraph>(&block)) {
      using Tone = Paragraph::Tone;
      const char* style = paragraph->tone == Tone::quote ? "Quote" : paragraph->tone == Tone::note ? "Note" : "Normal";
      expected.emplace_back(paragraph->tone == Tone::lead ? "Lead" : style, paragraph->text);
    }
    if (const auto* list = std::get_if<List>(&block))
      for (const auto& item : list->items) expected.emplace_back("ListParagraph", item);
    if (const auto* table = std::get_if<Table>(&block)) {
      expected.emplace_back("Caption", table->caption);
      for (const auto& cell : table->header) expected.emplace_back("TableHeader", cell);
      for (const auto& row : table->rows)
        for (const auto& cell : row)
          if (!cell.empty()) expected.emplace_back("TableText", cell);
    }
    if (const auto* bars = std::get_if<Bars>(&block)) {
      expected.emplace_back("Caption", bars->caption);
      for (const auto& bar : bars->bars)
        expected.emplace_back("TableText", bar.label), expected.emplace_back("TableText", bar.value);
    }
    if (const auto* change = std::get_if<Change>(&block))
      expected.emplace_back("Quote",
                            change->runs[0].text + change->runs[1].text + " " + change->runs[2].text + change->runs[3].text);
  }
  REQUIRE(all.size() == expected.size());
  for (std::size_t i = 0; i < all.size(); ++i) {
    CHECK(all[i].first == expected[i].first);
    CHECK(all[i].second == expected[i].second);
  }
}

TEST_CASE("Persian paragraphs, runs and tables run from the right, Latin words between them from the left") {
  const auto document = inspect::xml_part(docx(samples::persian_report()), "word/document.xml");
  CHECK(number_of(document, "//w:p[w:pPr/w:bidi/@w:val='0']") == 2);  // the English comment and the address
  CHECK(number_of(document, "//w:tbl[w:tblPr/w:bidiVisual]") == number_of(document, "//w:tbl"));
  const auto latin = document.select_node("//w:r[w:t='GIS']").node();
  REQUIRE(latin);
  CHECK_FALSE(latin.child("w:rPr").child("w:rtl"));
  CHECK(document.select_node("//w:p[w:pPr/w:pStyle/@w:val='Heading1']/w:r/w:rPr/w:rtl"));
  CHECK(document.select_node("//w:sectPr/w:bidi"));

  const auto english = inspect::xml_part(docx(samples::english_report()), "word/document.xml");
  CHECK(number_of(english, "//w:bidiVisual") == 0);
  CHECK(number_of(english, "//w:p[w:pPr/w:bidi/@w:val='1']") == 1);  // the Persian name of the office
  CHECK_FALSE(english.select_node("//w:sectPr/w:bidi"));
}

TEST_CASE("a table's header row repeats, and no row is torn") {
  const auto document = inspect::xml_part(docx(samples::long_table(120)), "word/document.xml");
  CHECK(number_of(document, "//w:tr[w:trPr/w:tblHeader]") == 1);
  CHECK(number_of(document, "//w:tr[w:trPr/w:cantSplit]") == 121);
}

TEST_CASE("what was taken out is struck through, what came in is underlined") {
  const auto document = inspect::xml_part(docx(samples::persian_report()), "word/document.xml");
  CHECK(text_of(document.select_node("//w:r[w:rPr/w:strike]").node()) == "ده روز");
  CHECK(text_of(document.select_node("//w:r[w:rPr/w:u]").node()) == "سی روز از تاریخ اعلام");
}

TEST_CASE("every style, number and part that the document names is there") {
  Document report = samples::persian_report();
  report.made_at = instant(1780000000000);
  const std::string bytes = docx(report);
  const auto document = inspect::xml_part(bytes, "word/document.xml");
  const auto styles = inspect::xml_part(bytes, "word/styles.xml");
  for (const auto& named : document.select_nodes("//w:pStyle | //w:tblStyle")) {
    const std::string id = named.node().attribute("w:val").value();
    CHECK_MESSAGE(styles.select_node(("//w:style[@w:styleId='" + id + "']").c_str()), id);
  }
  const auto numbering = inspect::xml_part(bytes, "word/numbering.xml");
  for (const auto& named : document.select_nodes("//w:numId")) {
    const std::string id = named.node().attribute("w:val").value();
    CHECK_MESSAGE(numbering.select_node(("//w:num[@w:numId='" + id + "']").c_str()), id);
  }
  const auto relations = inspect::xml_part(bytes, "word/_rels/document.xml.rels");
  for (const auto& relation : relations.document_element())
    inspect::part(bytes, std::string("word/") + relation.attribute("Target").value());
  const auto types = inspect::xml_part(bytes, "[Content_Types].xml");
  for (const auto& type : types.document_element().children("Override"))
    inspect::part(bytes, std::string(type.attribute("PartName").value()).substr(1));
  CHECK(styles.select_node("//w:docDefaults//w:lang[@w:bidi='fa-IR']"));
  CHECK(styles.select_node("//w:docDefaults//w:rFonts[@w:cs='Vazirmatn']"));

  const auto core = inspect::xml_part(bytes, "docProps/core.xml");
  CHECK(std::string(core.document_element().child_value("dc:title")) == report.title);
  CHECK(std::string(core.document_element().child_value("dc:creator")) == report.organisation);
  CHECK(std::string(core.document_element().child_value("dc:language")) == "fa-IR");
  CHECK(std::string(core.document_element().child_value("dcterms:created")) == "2026-05-28T20:26:40Z");
}

TEST_CASE("the footer has the words given and the number of the page as a field") {
  const auto footer = inspect::xml_part(docx(samples::persian_report()), "word/footer.xml");
  CHECK(number_of(footer, "//w:instrText[contains(., 'PAGE')]") == 2);
  CHECK(text_of(footer.document_element()) == samples::persian_report().footer + "صفحهٔ ۱ از ۱");
  const auto header = inspect::xml_part(docx(samples::persian_report()), "word/header.xml");
  CHECK(inspect::has(text_of(header.document_element()), samples::persian_report().organisation));
}

TEST_CASE("each numbered list begins at one") {
  Document document;
  document.blocks = {List{{"الف"}, true}, List{{"ب"}, false}, List{{"پ"}, true}};
  const std::string bytes = docx(document);
  const auto xml = inspect::xml_part(bytes, "word/document.xml");
  std::vector<int> numbers;
  for (const auto& found : xml.select_nodes("//w:numId")) numbers.push_back(found.node().attribute("w:val").as_int());
  CHECK(numbers == std::vector{2, 1, 3});
  CHECK(number_of(inspect::xml_part(bytes, "word/numbering.xml"), "//w:num[w:lvlOverride/w:startOverride/@w:val='1']") == 2);
}

TEST_CASE("the typeface inside is ours once its mask is taken off") {
  const std::string masked = inspect::part(docx(Document{}), "word/fonts/regular.odttf");
  CHECK(masked.substr(32) == regular_font_file().substr(32));
  CHECK(masked.substr(0, 32) != regular_font_file().substr(0, 32));
  CHECK(docx_parts::embedded_font(masked) == regular_font_file());
}

TEST_CASE("hard texts make a document that parses, without what XML forbids") {
  const std::string bytes = docx(samples::hard_cases());
  const auto document = inspect::xml_part(bytes, "word/document.xml");
  std::string all;
  for (const auto& [style, text] : paragraphs(document)) all += text + "\n";
  CHECK(inspect::has(all, "سطر نخست\nسطر دوم\n\nپس از سطر خالی"));
  CHECK(inspect::has(all, "پیش�پس"));
  CHECK(inspect::has(all, "漢字 و 👍 و ꙮ و עברית در یک سطر"));
  CHECK(inspect::count(all, "ندارند") == 2000);
  CHECK(text::is_utf8(inspect::part(bytes, "word/document.xml")));
}

TEST_CASE("the same document gives the same Word file") {
  CHECK(docx(samples::persian_report()) == docx(samples::persian_report()));
}
