// SPDX-License-Identifier: AGPL-3.0-or-later
#include "print/docx_body.h"

#include <algorithm>
#include <optional>

#include "base/text.h"
#include "print/direction.h"
#include "print/docx_parts.h"
#include "print/look.h"
#include "print/package.h"
#include "print/plain.h"
#include "print/table.h"

namespace mosharekat::print {

pugi::xml_node put_paragraph(pugi::xml_node parent, const char* style, bool rtl) {
  pugi::xml_node paragraph = put(parent, "w:p"), properties = put(paragraph, "w:pPr");
  put(properties, "w:pStyle", {{"w:val", style}});
  put(properties, "w:bidi", {{"w:val", rtl ? "1" : "0"}});
  return paragraph;
}

pugi::xml_node put_run(pugi::xml_node paragraph, bool rtl, const RunLook& look) {
  pugi::xml_node node = put(paragraph, "w:r"), properties = put(node, "w:rPr");
  if (look.struck) put(properties, "w:strike");
  if (look.colour != nullptr) put(properties, "w:color", {{"w:val", look.colour}});
  if (look.underlined) put(properties, "w:u", {{"w:val", "single"}});
  if (rtl) put(properties, "w:rtl");
  return node;
}

void put_runs(pugi::xml_node paragraph, std::string_view text, bool rtl, const RunLook& look) {
  const std::string whole = plain(text);
  std::vector<Piece> parts = pieces(whole);
  if (!rtl && !whole.empty()) parts = {{whole, true}};
  for (const Piece& piece : parts) {
    pugi::xml_node node = put_run(paragraph, !piece.island, look);
    bool first = true;
    for (const auto line : text::split(piece.text, '\n')) {
      if (!first) put(node, "w:br");
      first = false;
      if (!line.empty()) put_text(node, "w:t", line);
    }
  }
}

namespace {

class Writer {
 public:
  Writer(const Document& document, const BodyLook& look, Body& made) : document_(document), look_(look), made_(made) {
    pugi::xml_node root =
        begin_xml(made.xml, "w:document", {{"xmlns:w", docx_parts::main_space}, {"xmlns:r", docx_parts::relation_space}});
    body_ = put(root, "w:body");
    opening();
    for (const Block& block : document_.blocks) std::visit([this](const auto& each) { write(each); }, block);
  }

 private:
  bool right_to_left() const { return document_.language == Language::fa; }

  pugi::xml_node paragraph(pugi::xml_node parent, const char* style, std::string_view content) {
    const bool rtl = reads_right_to_left(content, document_.language);
    pugi::xml_node node = put_paragraph(parent, style, rtl);
    put_runs(node, content, rtl);
    return node;
  }

  void opening() {
    if (look_.organisation && !document_.organisation.empty()) paragraph(body_, "Organisation", document_.organisation);
    if (look_.title && !document_.title.empty()) paragraph(body_, "Title", document_.title);
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
    put_paragraph(body_, "Normal", right_to_left());
  }

  void write(const Heading& heading) {
    if (!text::trim(heading.text).empty())
      paragraph(body_, docx_parts::heading_styles[std::clamp(heading.level, 1, 4) - 1], heading.text);
  }

  void write(const Paragraph& content) {
    static constexpr const char* styles[] = {"Normal", "Quote", "Note", "Lead"};
    pugi::xml_node properties = paragraph(body_, styles[static_cast<int>(content.tone)], content.text).child("w:pPr");
    if (content.with_next) properties.insert_child_after("w:keepNext", properties.child("w:pStyle"));
  }

  void write(const List& list) {
    const std::string number = list.numbered && !list.items.empty() ? std::to_string(++made_.numbered_lists + 1) : "1";
    for (const std::string& item : list.items) {
      pugi::xml_node node = put_paragraph(body_, "ListParagraph", right_to_left());
      pugi::xml_node properties = node.child("w:pPr");
      pugi::xml_node numbering = properties.insert_child_after("w:numPr", properties.child("w:pStyle"));
      put(numbering, "w:ilvl", {{"w:val", "0"}});
      put(numbering, "w:numId", {{"w:val", number}});
      put_runs(node, item, right_to_left());
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
    put_paragraph(body_, "Normal", right_to_left());
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
    pugi::xml_node node = put_paragraph(body_, "Quote", rtl);
    const Change::Run* before = nullptr;
    for (const Change::Run& each : change.runs) {
      using Kind = Change::Run::Kind;
      if (before != nullptr && before->kind == Kind::removed && each.kind == Kind::added && !before->text.ends_with(' ') &&
          !each.text.starts_with(' '))
        put_runs(node, " ", rtl);
      put_runs(node, each.text, rtl,
               each.kind == Kind::removed ? RunLook{"9B2335", true, false}
               : each.kind == Kind::added ? RunLook{"2C6A3F", false, true}
                                          : RunLook{"1B2430", false, false});
      before = &each;
    }
  }

  void write(const PageBreak&) { put(put(put(body_, "w:p"), "w:r"), "w:br", {{"w:type", "page"}}); }

  // Widths in points by the number of letters, as the PDF has them by their shapes.
  std::vector<double> widths_of(const Table& table, std::size_t columns) const {
    const double width = look_.text_width;
    if (!table.shares.empty()) {
      std::vector<double> widths(columns);
      for (std::size_t i = 0; i < columns; ++i) widths[i] = i < table.shares.size() ? table.shares[i] * width : 0;
      return widths;
    }
    constexpr double letter = look::small_size * 0.46, padding = 14;
    const double longest = width * (columns > 2 ? 0.3 : 0.7);
    std::vector<double> least(columns, 30), most(columns, 30);
    const auto weigh = [&](const std::vector<std::string>& row, double each) {
      for (std::size_t i = 0; i < row.size(); ++i) {
        const double wide = i == 0 ? std::max(each, letter * 1.3) : each;
        most[i] = std::max(most[i], static_cast<double>(text::length(row[i])) * wide + padding);
        for (const auto word : text::split(row[i], ' '))
          least[i] = std::max(least[i], std::min(longest, static_cast<double>(text::length(word)) * wide + padding));
      }
    };
    weigh(table.header, letter * 1.3);  // bold, as the first column may be; a title torn in two is no title
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
    pugi::xml_node paragraph = put_paragraph(node, style, rtl);
    // Word's left and right are start and end of the paragraph: figures go to the right of the page, other text to the start of
    // the table.
    if ((figures && !rtl) || (!figures && !language && rtl != right_to_left()))
      put(paragraph.child("w:pPr"), "w:jc", {{"w:val", "right"}});
    put_runs(paragraph, content, rtl);
  }

  const Document& document_;
  const BodyLook& look_;
  Body& made_;
  pugi::xml_node body_;
};

}  // namespace

Body docx_body(const Document& document, const BodyLook& look) {
  Body made;
  Writer(document, look, made);
  return made;
}

}  // namespace mosharekat::print
