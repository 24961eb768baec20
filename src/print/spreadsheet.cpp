// SPDX-License-Identifier: AGPL-3.0-or-later
#include "print/spreadsheet.h"

#include <cmath>
#include <fmt/format.h>
#include <iterator>
#include <pugixml.hpp>

#include "base/text.h"
#include "print/csv.h"
#include "print/direction.h"
#include "print/fonts.h"
#include "print/look.h"
#include "print/package.h"
#include "print/plain.h"

namespace mosharekat::print {
namespace {

constexpr const char* main_space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
constexpr const char* relation_space = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
constexpr const char* workbook_part = "xl/workbook.xml";

// The cell formats of styles.xml, in its order.
enum Format { body, head, whole, decimal, moment, quoted, right_body, right_head, right_quoted };

constexpr std::size_t cell_letters_max = 32767, sheet_name_max = 31, rows_max = 1048576;
constexpr std::int64_t exact_max = std::int64_t{1} << 53;

std::string hex(Colour colour) { return fmt::format("FF{:06X}", colour.rgb); }

// A, B, … Z, AA: bijective numbers in base 26.
std::string column_name(std::size_t column) {
  std::string name;
  for (std::size_t n = column + 1; n > 0; n = (n - 1) / 26) name.insert(name.begin(), static_cast<char>('A' + (n - 1) % 26));
  return name;
}

// Excel counts UTF-16 units and refuses the whole file over one cell that is too long.
std::string clipped(std::string text) {
  std::size_t units = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if ((byte & 0xC0) == 0x80) continue;
    units += byte >= 0xF0 ? 2 : 1;
    if (units >= cell_letters_max) return text.substr(0, at) + "…";
  }
  return text;
}

void write_text(pugi::xml_node cell, std::string text) {
  cell.append_attribute("t") = "inlineStr";
  put_text(put(cell, "is"), "t", clipped(std::move(text)));
}

void write(pugi::xml_node row, const std::string& place, const Cell& value, bool header, Language language) {
  if (value.index() == 0 && !header) return;
  pugi::xml_node cell = put(row, "c", {{"r", place}});
  const auto format = [&](Format chosen) { cell.append_attribute("s") = static_cast<int>(header ? head : chosen); };
  // Office programs take a sheet's direction for its columns only: each text says its own, or its full stop lands on the wrong
  // side.
  const auto text_format = [&](const std::string& text, Format left, Format right) {
    const bool rtl = reads_right_to_left(text, language);
    cell.append_attribute("s") = static_cast<int>(header ? (rtl ? right_head : head) : rtl ? right : left);
  };
  const auto number = [&](const std::string& digits, Format chosen) {
    format(chosen);
    put(cell, "v").text() = digits.c_str();
  };
  if (const auto* text = std::get_if<std::string>(&value)) {
    const std::string held = plain(*text);
    // Inline text is no formula; quotePrefix keeps it so when someone edits the cell.
    const bool guarded = defused(held) != held;
    text_format(held, guarded ? quoted : body, guarded ? right_quoted : right_body);
    write_text(cell, held);
  } else if (const auto* integer = std::get_if<std::int64_t>(&value)) {
    // Spreadsheets hold doubles: a longer number would silently lose its last digits.
    if (*integer > exact_max || *integer < -exact_max) {
      format(body);
      write_text(cell, std::to_string(*integer));
    } else {
      number(std::to_string(*integer), whole);
    }
  } else if (const auto* real = std::get_if<double>(&value)) {
    if (std::isfinite(*real))
      number(fmt::format("{}", *real), decimal);
    else
      format(body);
  } else if (const auto* yes = std::get_if<bool>(&value)) {
    cell.append_attribute("t") = "b";
    number(*yes ? "1" : "0", body);
  } else if (const auto* at = std::get_if<Instant>(&value)) {
    // Days since 30 December 1899, in the time of Tehran, which has been +03:30 all year since 1401.
    const double days = (static_cast<double>(milliseconds(*at)) / 1000.0 + 3.5 * 3600) / 86400 + 25569;
    number(fmt::format("{}", days), moment);
  }
}

double width_of(const Sheet& sheet, std::size_t column) {
  if (sheet.columns[column].width > 0) return std::min(sheet.columns[column].width, 255.0);
  std::size_t letters = text::length(plain(sheet.columns[column].title)) + 3;
  for (const auto& row : sheet.rows) {
    if (column >= row.size()) continue;
    if (const auto* text = std::get_if<std::string>(&row[column]))
      letters = std::max(letters, std::min<std::size_t>(text::length(plain(*text)), 60));
    if (std::holds_alternative<Instant>(row[column])) letters = std::max<std::size_t>(letters, 16);
  }
  return std::clamp(static_cast<double>(letters) + 2, 8.0, 60.0);
}

// Office programs that do not measure rows when they open a file would show the first line only. Points; without the mark of a
// height chosen by hand, so that the row still grows with what is typed into it.
double height_of(const std::vector<Cell>& cells, const std::vector<double>& widths) {
  constexpr double line_height = 16;
  std::size_t lines = 1;
  for (std::size_t i = 0; i < cells.size() && i < widths.size(); ++i)
    if (const auto* text = std::get_if<std::string>(&cells[i])) {
      std::size_t needed = 0;
      for (const auto line : text::split(*text, '\n'))
        needed += 1 + text::length(line) / static_cast<std::size_t>(std::max(1.0, widths[i] * 0.95));
      lines = std::max(lines, needed);
    }
  // No program takes a higher row.
  return std::min(409.0, static_cast<double>(lines) * line_height + 2);
}

// Lists to choose from stand on a sheet, because a list within the rule may not pass 255 letters.
void put_choices(pugi::xml_node root, const Workbook& workbook, const std::vector<std::string>& names, const Sheet& sheet,
                 std::size_t last_row) {
  pugi::xml_node rules;
  for (std::size_t i = 0; i < sheet.columns.size() && last_row > 1; ++i) {
    if (!sheet.columns[i].choices) continue;
    const std::size_t listed = *sheet.columns[i].choices;
    const std::size_t count = workbook.sheets.at(listed).rows.size();
    if (!rules) rules = put(root, "dataValidations");
    const std::string column = column_name(i);
    pugi::xml_node rule = put(rules, "dataValidation",
                              {{"type", "list"},
                               {"allowBlank", "1"},
                               {"showErrorMessage", "1"},
                               {"sqref", fmt::format("{0}2:{0}{1}", column, last_row)}});
    put_text(rule, "formula1", fmt::format("'{}'!$A$2:$A${}", names[listed], count + 1));
  }
  if (rules) rules.append_attribute("count") = std::distance(rules.begin(), rules.end());
}

pugi::xml_document sheet_part(const Workbook& workbook, const std::vector<std::string>& names, std::size_t which) {
  const Sheet& sheet = workbook.sheets[which];
  pugi::xml_document document;
  pugi::xml_node root = begin_xml(document, "worksheet", {{"xmlns", main_space}});
  put(put(root, "sheetPr"), "pageSetUpPr", {{"fitToPage", "1"}});
  pugi::xml_node view = put(put(root, "sheetViews"), "sheetView", {{"workbookViewId", "0"}});
  if (workbook.language == Language::fa) view.prepend_attribute("rightToLeft") = "1";
  if (which == 0) view.append_attribute("tabSelected") = "1";
  put(view, "pane", {{"ySplit", "1"}, {"topLeftCell", "A2"}, {"activePane", "bottomLeft"}, {"state", "frozen"}});
  put(view, "selection", {{"pane", "bottomLeft"}, {"activeCell", "A2"}, {"sqref", "A2"}});
  put(root, "sheetFormatPr", {{"defaultRowHeight", "18"}});
  std::vector<double> widths;
  if (!sheet.columns.empty()) {
    pugi::xml_node columns = put(root, "cols");
    for (std::size_t i = 0; i < sheet.columns.size(); ++i) {
      const std::string number = std::to_string(i + 1);
      widths.push_back(width_of(sheet, i));
      pugi::xml_node column =
          put(columns, "col",
              {{"min", number}, {"max", number}, {"width", fmt::format("{:.1f}", widths.back())}, {"customWidth", "1"}});
      if (sheet.columns[i].hidden) column.append_attribute("hidden") = "1";
    }
  }
  pugi::xml_node data = put(root, "sheetData");
  std::size_t number = 1;
  pugi::xml_node top = put(data, "row", {{"r", "1"}});
  for (std::size_t i = 0; i < sheet.columns.size(); ++i)
    write(top, column_name(i) + "1", sheet.columns[i].title, true, workbook.language);
  for (const auto& cells : sheet.rows) {
    const std::string place = std::to_string(++number);
    pugi::xml_node row = put(data, "row", {{"r", place}, {"ht", fmt::format("{:.0f}", height_of(cells, widths))}});
    for (std::size_t i = 0; i < cells.size(); ++i) write(row, column_name(i) + place, cells[i], false, workbook.language);
  }
  if (!sheet.columns.empty())
    put(root, "autoFilter", {{"ref", "A1:" + column_name(sheet.columns.size() - 1) + std::to_string(number)}});
  put_choices(root, workbook, names, sheet, number);
  put(root, "pageSetup", {{"paperSize", "9"}, {"fitToHeight", "0"}, {"orientation", "landscape"}});
  return document;
}

pugi::xml_document styles_part() {
  pugi::xml_document document;
  pugi::xml_node root = begin_xml(document, "styleSheet", {{"xmlns", main_space}});
  put(put(root, "numFmts", {{"count", "1"}}), "numFmt", {{"numFmtId", "164"}, {"formatCode", "yyyy\\-mm\\-dd\\ hh:mm"}});
  pugi::xml_node fonts = put(root, "fonts", {{"count", "2"}});
  for (const bool bold : {false, true}) {
    pugi::xml_node font = put(fonts, "font");
    if (bold) put(font, "b");
    put(font, "sz", {{"val", "10"}});
    put(font, "color", {{"rgb", hex(bold ? look::lajvard : look::ink)}});
    put(font, "name", {{"val", font_family}});
  }
  pugi::xml_node fills = put(root, "fills", {{"count", "3"}});
  put(put(fills, "fill"), "patternFill", {{"patternType", "none"}});
  put(put(fills, "fill"), "patternFill", {{"patternType", "gray125"}});
  pugi::xml_node shade = put(put(fills, "fill"), "patternFill", {{"patternType", "solid"}});
  put(shade, "fgColor", {{"rgb", hex(look::lajvard_soft)}});
  pugi::xml_node borders = put(root, "borders", {{"count", "3"}});
  for (const char* const style : {"", "medium", "thin"}) {
    const bool thin = std::string_view(style) == "thin";
    pugi::xml_node border = put(borders, "border");
    for (const char* side : {"left", "right", "top", "bottom"}) {
      pugi::xml_node line = put(border, side);
      if (*style == '\0' || (std::string_view(side) != "bottom" && !thin)) continue;
      line.append_attribute("style") = style;
      put(line, "color", {{"rgb", hex(thin ? look::line : look::lajvard)}});
    }
    put(border, "diagonal");
  }
  put(put(root, "cellStyleXfs", {{"count", "1"}}), "xf",
      {{"numFmtId", "0"}, {"fontId", "0"}, {"fillId", "0"}, {"borderId", "0"}});
  pugi::xml_node formats = put(root, "cellXfs", {{"count", "9"}});
  for (const Format format : {body, head, whole, decimal, moment, quoted, right_body, right_head, right_quoted}) {
    const bool heads = format == head || format == right_head;
    const char* const number = format == whole ? "3" : format == moment ? "164" : "0";
    pugi::xml_node xf = put(formats, "xf",
                            {{"numFmtId", number},
                             {"fontId", heads ? "1" : "0"},
                             {"fillId", heads ? "2" : "0"},
                             {"borderId", heads ? "1" : "2"},
                             {"xfId", "0"},
                             {"applyNumberFormat", "1"},
                             {"applyFont", "1"},
                             {"applyFill", "1"},
                             {"applyBorder", "1"},
                             {"applyAlignment", "1"}});
    if (format == quoted || format == right_quoted) xf.append_attribute("quotePrefix") = "1";
    put(xf, "alignment", {{"vertical", "top"}, {"wrapText", "1"}, {"readingOrder", format >= right_body ? "2" : "1"}});
  }
  put(put(root, "cellStyles", {{"count", "1"}}), "cellStyle", {{"name", "Normal"}, {"xfId", "0"}, {"builtinId", "0"}});
  return document;
}

// Names that Excel takes: short, without its own signs, each once.
std::vector<std::string> sheet_names(const Workbook& workbook) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < workbook.sheets.size(); ++i) {
    std::string name = plain(workbook.sheets[i].name);
    for (char& c : name)
      if (std::string_view("[]:*?/\\'\n").find(c) != std::string_view::npos) c = ' ';
    name = std::string(text::trim(text::shorten(text::trim(name), sheet_name_max)));
    if (name.empty()) name = std::to_string(i + 1);
    const auto taken = [&] {
      return std::any_of(names.begin(), names.end(),
                         [&](const auto& other) { return text::ascii_lower(other) == text::ascii_lower(name); });
    };
    for (int copy = 2; taken(); ++copy) name = text::shorten(name, sheet_name_max - 5) + " " + std::to_string(copy);
    names.push_back(std::move(name));
  }
  return names;
}

}  // namespace

std::string xlsx(const Workbook& workbook) {
  expect(!workbook.sheets.empty(), "print: a workbook needs a sheet");
  for (const Sheet& sheet : workbook.sheets) expect(sheet.rows.size() < rows_max, "print: a sheet holds at most 1,048,575 rows");
  Package package;
  pugi::xml_document book;
  pugi::xml_node root = begin_xml(book, "workbook", {{"xmlns", main_space}, {"xmlns:r", relation_space}});
  put(put(root, "bookViews"), "workbookView");
  pugi::xml_node sheets = put(root, "sheets"), defined = put(root, "definedNames");
  const auto names = sheet_names(workbook);
  for (std::size_t i = 0; i < names.size(); ++i) {
    const std::string number = std::to_string(i + 1), id = "rId" + number, target = "worksheets/sheet" + number + ".xml";
    put(sheets, "sheet", {{"name", names[i]}, {"sheetId", number}, {"r:id", id}});
    // Printing repeats the header on every page.
    put_text(defined, "definedName", fmt::format("'{}'!$1:$1", names[i]),
             {{"name", "_xlnm.Print_Titles"}, {"localSheetId", std::to_string(i)}});
    package.relate(workbook_part, id, "worksheet", target);
    package.add("xl/" + target, "spreadsheetml.worksheet", sheet_part(workbook, names, i));
  }
  package.relate("", "rId1", "officeDocument", workbook_part);
  package.relate(workbook_part, "rIdStyles", "styles", "styles.xml");
  package.add(workbook_part, "spreadsheetml.sheet.main", book);
  package.add("xl/styles.xml", "spreadsheetml.styles", styles_part());
  return package.bytes({workbook.language, workbook.title, {}, {}, workbook.made_at});
}

}  // namespace mosharekat::print
