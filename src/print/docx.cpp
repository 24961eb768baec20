// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>
#include <optional>
#include <pugixml.hpp>

#include "base/text.h"
#include "print/direction.h"
#include "print/docx_parts.h"
#include "print/fonts.h"
#include "print/look.h"
#include "print/package.h"
#include "print/plain.h"
#include "print/print.h"
#include "print/table.h"

namespace mosharekat::print {
namespace {

using docx_parts::main_space;
using docx_parts::relation_space;

// How a run differs from its paragraph's style.
struct Look {
  const char* colour = nullptr;
  bool struck = false, underlined = false;
};

// Elements stand in the order in which the schema wants them; Word refuses a file over one that does not.
class Writer {
 public:
  explicit Writer(const Document& document) : document_(document) {}

  std::string run() {
    pugi::xml_document content;
    body_ = put(begin_xml(content, "w:document", {{"xmlns:w", main_space}, {"xmlns:r", relation_space}}), "w:body");
    opening();
    for (const Block& block : document_.blocks) std::visit([this](const auto& each) { write(each); }, block);
    section();

    Package package;
    constexpr const char* main_part = "word/document.xml";
    package.relate("", "rId1", "officeDocument", main_part);
    package.add(main_part, "wordprocessingml.document.main", content);
    const auto part = [&](const char* id, const char* name, const pugi::xml_document& xml) {
      const bool lettered = std::string_view(name) == "fonts";
      const std::string file = lettered ? "fontTable.xml" : fmt::format("{}.xml", name);
      package.relate(main_part, id, lettered ? "fontTable" : name, file);
      package.add("word/" + file, fmt::format("wordprocessingml.{}", lettered ? "fontTable" : name), xml);
    };
    part("rIdStyles", "styles", docx_parts::styles(document_.language));
    part("rIdNumbering", "numbering", docx_parts::numbering(document_.language, numbered_lists_));
    part("rIdSettings", "settings", docx_parts::settings(document_.language));
    part("rIdFonts", "fonts", docx_parts::fonts());
    part("rIdHeader", "header", header());
    part("rIdFooter", "footer", footer());
    constexpr const char* font_type = "application/vnd.openxmlformats-officedocument.obfuscatedFont";
    package.relate("word/fontTable.xml", "rId1", "font", "fonts/regular.odttf");
    package.relate("word/fontTable.xml", "rId2", "font", "fonts/bold.odttf");
    package.add("word/fonts/regular.odttf", font_type, docx_parts::embedded_font(regular_font_file()));
    package.add("word/fonts/bold.odttf", font_type, docx_parts::embedded_font(bold_font_file()));
    return package.bytes({document_.language, document_.title, document_.organisation, document_.subtitle, document_.made_at});
  }

 private:
  bool right_to_left() const { return document_.language == Language::fa; }

  // A paragraph in a style, read in the direction given.
  pugi::xml_node begin(pugi::xml_node parent, const char* style, bool rtl) {
    pugi::xml_node paragraph = put(parent, "w:p");
    properties_ = put(paragraph, "w:pPr");
    put(properties_, "w:pStyle", {{"w:val", style}});
    put(properties_, "w:bidi", {{"w:val", rtl ? "1" : "0"}});
    return paragraph;
  }

  static pugi::xml_node run(pugi::xml_node paragraph, bool rtl, const Look& look) {
    pugi::xml_node node = put(paragraph, "w:r");
    pugi::xml_node properties = put(node, "w:rPr");
    if (look.struck) put(properties, "w:strike");
    if (look.colour != nullptr) put(properties, "w:color", {{"w:val", look.colour}});
    if (look.underlined) put(properties, "w:u", {{"w:val", "single"}});
    if (rtl) put(properties, "w:rtl");
    return node;
  }

  // Text as runs: right-to-left ones, and islands between them that keep their own order.
  static void text(pugi::xml_node paragraph, std::string_view text, bool rtl, const Look& look = {}) {
    const std::string whole = plain(text);
    std::vector<Piece> parts = pieces(whole);
    if (!rtl && !whole.empty()) parts = {{whole, true}};
    for (const Piece& piece : parts) {
      pugi::xml_node node = run(paragraph, !piece.island, look);
      bool first = true;
      for (const auto line : text::split(piece.text, '\n')) {
        if (!first) put(node, "w:br");
        first = false;
        if (!line.empty()) put_text(node, "w:t", line);
      }
    }
  }

  pugi::xml_node paragraph(pugi::xml_node parent, const char* style, std::string_view content) {
    const bool rtl = reads_right_to_left(content, document_.language);
    pugi::xml_node node = begin(parent, style, rtl);
    text(node, content, rtl);
    return node;
  }

  void opening() {
    if (!document_.organisation.empty()) paragraph(body_, "Organisation", document_.organisation);
    if (!document_.title.empty()) paragraph(body_, "Title", document_.title);
    if (!document_.subtitle.empty()) paragraph(body_, "Subtitle", document_.subtitle);
    if (document_.facts.empty()) return;
    Table facts;
    for (const auto& [label, value] : document_.facts) facts.rows.push_back({label, value});
    const auto widths = widths_of(facts, 2);
    pugi::xml_node table = begin_table(widths, false, "");
    for (const auto& [label, value] : document_.facts) {
      pugi::xml_node row = begin_row(table, false);
      cell(row, "TableHeader", label, false, widths[0]);
      cell(row, "TableText", value, false, widths[1]);
    }
    begin(body_, "Normal", right_to_left());
  }

  void write(const Heading& heading) {
    if (!text::trim(heading.text).empty())
      paragraph(body_, docx_parts::heading_styles[std::clamp(heading.level, 1, 4) - 1], heading.text);
  }

  void write(const Paragraph& content) {
    static constexpr const char* styles[] = {"Normal", "Quote", "Note", "Lead"};
    paragraph(body_, styles[static_cast<int>(content.tone)], content.text);
    if (content.with_next) properties_.insert_child_after("w:keepNext", properties_.child("w:pStyle"));
  }

  void write(const List& list) {
    const std::string number = list.numbered && !list.items.empty() ? std::to_string(++numbered_lists_ + 1) : "1";
    for (const std::string& item : list.items) {
      pugi::xml_node node = begin(body_, "ListParagraph", right_to_left());
      pugi::xml_node numbering = properties_.insert_child_after("w:numPr", properties_.child("w:pStyle"));
      put(numbering, "w:ilvl", {{"w:val", "0"}});
      put(numbering, "w:numId", {{"w:val", number}});
      text(node, item, right_to_left());
    }
  }

  void write(const Table& table) {
    std::size_t columns = table.header.size();
    for (const auto& row : table.rows) columns = std::max(columns, row.size());
    if (columns == 0) return;
    if (!table.caption.empty()) paragraph(body_, "Caption", table.caption);
    const auto widths = widths_of(table, columns);
    pugi::xml_node node = begin_table(widths, !table.header.empty(), table.caption);
    const auto row = [&](const std::vector<std::string>& cells, bool header) {
      pugi::xml_node line = begin_row(node, header);
      for (std::size_t i = 0; i < columns; ++i)
        cell(line, header ? "TableHeader" : "TableText", i < cells.size() ? cells[i] : std::string{},
             i < table.numeric.size() && table.numeric[i], widths[i],
             !header && i < table.languages.size() ? std::optional(table.languages[i]) : std::nullopt);
    };
    if (!table.header.empty()) row(table.header, true);
    for (const auto& cells : table.rows) row(cells, false);
    if (table.header.empty() && table.rows.empty()) body_.remove_child(node);
    // Word would join this table with one that follows.
    begin(body_, "Normal", right_to_left());
  }

  void write(const Bars& bars) {
    Table table{bars.caption, {}, {}, {}};
    for (const auto& bar : bars.bars) table.rows.push_back({bar.label, bar.value});
    write(table);
  }

  void write(const Change& change) {
    std::string whole;
    for (const Change::Run& each : change.runs) whole += each.text;
    const bool rtl = reads_right_to_left(whole, document_.language);
    pugi::xml_node node = begin(body_, "Quote", rtl);
    const Change::Run* before = nullptr;
    for (const Change::Run& each : change.runs) {
      using Kind = Change::Run::Kind;
      if (before != nullptr && before->kind == Kind::removed && each.kind == Kind::added && !before->text.ends_with(' ') &&
          !each.text.starts_with(' '))
        text(node, " ", rtl);
      text(node, each.text, rtl,
           each.kind == Kind::removed ? Look{"9B2335", true, false}
           : each.kind == Kind::added ? Look{"2C6A3F", false, true}
                                      : Look{"1B2430", false, false});
      before = &each;
    }
  }

  void write(const PageBreak&) { put(put(put(body_, "w:p"), "w:r"), "w:br", {{"w:type", "page"}}); }

  double text_width() const { return document_.landscape ? look::page_height - 2 * look::margin_side : look::text_width; }

  // Widths in points by the number of letters, as the PDF has them by their shapes.
  std::vector<double> widths_of(const Table& table, std::size_t columns) const {
    const double width = text_width();
    if (!table.shares.empty()) {
      std::vector<double> widths(columns);
      for (std::size_t i = 0; i < columns; ++i) widths[i] = i < table.shares.size() ? table.shares[i] * width : 0;
      return widths;
    }
    constexpr double letter = look::small_size * 0.46, padding = 14;
    const double longest = width * 0.3;
    std::vector<double> least(columns, 30), most(columns, 30);
    const auto weigh = [&](const std::vector<std::string>& row, double each) {
      for (std::size_t i = 0; i < row.size(); ++i) {
        most[i] = std::max(most[i], static_cast<double>(text::length(row[i])) * each + padding);
        for (const auto word : text::split(row[i], ' '))
          least[i] = std::max(least[i], std::min(longest, static_cast<double>(text::length(word)) * each + padding));
      }
    };
    weigh(table.header, letter * 1.3);  // bold, and a title torn in two is no title
    for (const auto& row : table.rows) weigh(row, letter);
    return column_widths(least, most, width);
  }

  static std::string twentieths(double points) { return std::to_string(static_cast<int>(points * 20)); }

  pugi::xml_node begin_table(const std::vector<double>& widths, bool header, std::string_view caption) {
    pugi::xml_node table = put(body_, "w:tbl"), properties = put(table, "w:tblPr");
    put(properties, "w:tblStyle", {{"w:val", "Report"}});
    if (right_to_left()) put(properties, "w:bidiVisual");
    put(properties, "w:tblW", {{"w:w", "5000"}, {"w:type", "pct"}});
    put(properties, "w:tblLook",
        {{"w:val", header ? "00A0" : "0080"}, {"w:firstRow", header ? "1" : "0"}, {"w:firstColumn", "1"}});
    if (!caption.empty()) put(properties, "w:tblCaption", {{"w:val", plain(caption)}});
    pugi::xml_node grid = put(table, "w:tblGrid");
    for (const double width : widths) put(grid, "w:gridCol", {{"w:w", twentieths(width)}});
    return table;
  }

  static pugi::xml_node begin_row(pugi::xml_node table, bool header) {
    pugi::xml_node row = put(table, "w:tr"), properties = put(row, "w:trPr");
    put(properties, "w:cantSplit");
    if (header) put(properties, "w:tblHeader");
    return row;
  }

  void cell(pugi::xml_node row, const char* style, const std::string& content, bool figures, double width,
            std::optional<Language> language = {}) {
    pugi::xml_node node = put(row, "w:tc");
    put(put(node, "w:tcPr"), "w:tcW", {{"w:w", twentieths(width)}, {"w:type", "dxa"}});
    const bool rtl = language ? *language == Language::fa : reads_right_to_left(content, document_.language);
    pugi::xml_node paragraph = begin(node, style, rtl);
    // Word's left and right are start and end of the paragraph: figures go to the right of the page, other text to the start of
    // the table.
    if ((figures && !rtl) || (!figures && !language && rtl != right_to_left())) put(properties_, "w:jc", {{"w:val", "right"}});
    text(paragraph, content, rtl);
  }

  static void field(pugi::xml_node paragraph, const char* name, bool rtl) {
    put(run(paragraph, rtl, {}), "w:fldChar", {{"w:fldCharType", "begin"}});
    put_text(run(paragraph, rtl, {}), "w:instrText", name);
    put(run(paragraph, rtl, {}), "w:fldChar", {{"w:fldCharType", "separate"}});
    put_text(run(paragraph, rtl, {}), "w:t", rtl ? "۱" : "1");
    put(run(paragraph, rtl, {}), "w:fldChar", {{"w:fldCharType", "end"}});
  }

  void rule(const char* side) {
    pugi::xml_node borders = properties_.insert_child_before("w:pBdr", properties_.child("w:bidi"));
    put(borders, side, {{"w:val", "single"}, {"w:sz", "6"}, {"w:space", "4"}, {"w:color", "8FC2C5"}});
    pugi::xml_node tabs = properties_.insert_child_before("w:tabs", properties_.child("w:bidi"));
    put(tabs, "w:tab", {{"w:val", "right"}, {"w:pos", twentieths(text_width())}});
  }

  pugi::xml_document header() {
    pugi::xml_document xml;
    pugi::xml_node root = begin_xml(xml, "w:hdr", {{"xmlns:w", main_space}, {"xmlns:r", relation_space}});
    const bool rtl = right_to_left();
    pugi::xml_node node = begin(root, "Header", rtl);
    rule("w:bottom");
    text(node, text::shorten(document_.organisation, 60), rtl, {"0A6F78", false, false});
    put(run(node, rtl, {}), "w:tab");
    text(node, text::shorten(document_.title, 60), rtl);
    return xml;
  }

  pugi::xml_document footer() {
    pugi::xml_document xml;
    pugi::xml_node root = begin_xml(xml, "w:ftr", {{"xmlns:w", main_space}, {"xmlns:r", relation_space}});
    const bool rtl = right_to_left();
    pugi::xml_node node = begin(root, "Footer", rtl);
    rule("w:top");
    text(node, document_.footer, rtl);
    put(run(node, rtl, {}), "w:tab");
    // The sentence with two fields in the places of its numbers.
    const std::string sentence = locale::sentence(document_.language, "print.page", {{"page", "\x01"}, {"pages", "\x02"}});
    std::string words;
    for (const char c : sentence) {
      if (c != '\x01' && c != '\x02') {
        words += c;
        continue;
      }
      text(node, words, rtl);
      words.clear();
      field(node, c == '\x01' ? " PAGE " : " NUMPAGES ", rtl);
    }
    text(node, words, rtl);
    return xml;
  }

  void section() {
    pugi::xml_node section = put(body_, "w:sectPr");
    put(section, "w:headerReference", {{"w:type", "default"}, {"r:id", "rIdHeader"}});
    put(section, "w:footerReference", {{"w:type", "default"}, {"r:id", "rIdFooter"}});
    put(section, "w:footerReference", {{"w:type", "first"}, {"r:id", "rIdFooter"}});
    if (document_.landscape)
      put(section, "w:pgSz", {{"w:w", "16838"}, {"w:h", "11906"}, {"w:orient", "landscape"}});
    else
      put(section, "w:pgSz", {{"w:w", "11906"}, {"w:h", "16838"}});
    put(section, "w:pgMar",
        {{"w:top", "1700"},
         {"w:right", "1480"},
         {"w:bottom", "1600"},
         {"w:left", "1480"},
         {"w:header", "800"},
         {"w:footer", "800"},
         {"w:gutter", "0"}});
    put(section, "w:titlePg");
    if (right_to_left()) put(section, "w:bidi");
  }

  const Document& document_;
  pugi::xml_node body_;
  pugi::xml_node properties_;  // of the paragraph begun last
  std::size_t numbered_lists_ = 0;
};

}  // namespace

std::string docx(const Document& document) { return Writer(document).run(); }

}  // namespace mosharekat::print
