// SPDX-License-Identifier: AGPL-3.0-or-later
#include "document/cells.h"

#include <cctype>
#include <set>

#include "document/import/archive.h"
#include "document/import/xml.h"

namespace mosharekat::document {

using reading::Archive;
using reading::attribute;
using reading::local_name;

namespace {

constexpr std::size_t columns_max = 200;
// One long string can be named by every cell, and a cell far out makes all before it.
constexpr std::size_t held_bytes_max = 64u << 20;

Error error(std::string_view key) { return {Code::invalid, std::string(key), {}, "file"}; }

Result<pugi::xml_document> part(const Archive& archive, const std::string& name, std::string& content) {
  content = TRY(archive.read(name.c_str()));
  pugi::xml_document document;
  TRY(reading::parse_xml(document, content));
  return document;
}

// All runs of a string; what is sounded out above it (rPh) is no part of it.
std::string text_of(const pugi::xml_node& string) {
  std::string text;
  for (const pugi::xml_node& node : string.children()) {
    if (local_name(node) == "t") text += node.text().get();
    if (local_name(node) == "r") text += text_of(node);
  }
  return text;
}

// "C12" → 2; nothing where it is no place.
std::optional<std::size_t> column_of(std::string_view place) {
  std::size_t column = 0, letters = 0;
  for (; letters < place.size() && place[letters] >= 'A' && place[letters] <= 'Z'; ++letters)
    column = column * 26 + static_cast<std::size_t>(place[letters] - 'A') + 1;
  if (letters == 0 || letters > 3) return std::nullopt;
  return column - 1;
}

// The part that holds the first sheet of the workbook, wherever the program put it.
Result<std::string> first_sheet(const Archive& archive) {
  std::string book_content, relations_content;
  const pugi::xml_document book = TRY(part(archive, "xl/workbook.xml", book_content));
  std::string id;
  for (const pugi::xml_node& node : book.document_element().children())
    if (local_name(node) == "sheets") id = attribute(node.first_child(), "id");
  const pugi::xml_document relations = TRY(part(archive, "xl/_rels/workbook.xml.rels", relations_content));
  for (const pugi::xml_node& node : relations.document_element().children()) {
    if (attribute(node, "Id") != id) continue;
    const std::string target(attribute(node, "Target"));
    return target.starts_with('/') ? target.substr(1) : "xl/" + target;
  }
  return error("import.error.damaged");
}

Result<Cells> of_workbook(const Archive& archive) {
  std::vector<std::string> shared;
  std::string shared_content, sheet_content;
  if (archive.has("xl/sharedStrings.xml")) {
    const pugi::xml_document strings = TRY(part(archive, "xl/sharedStrings.xml", shared_content));
    for (const pugi::xml_node& node : strings.document_element().children()) shared.push_back(text_of(node));
  }
  const std::string name = TRY(first_sheet(archive));
  const pugi::xml_document sheet = TRY(part(archive, name, sheet_content));
  Cells cells;
  std::size_t held_bytes = 0;
  for (const pugi::xml_node& data : sheet.document_element().children()) {
    if (local_name(data) != "sheetData") continue;
    for (const pugi::xml_node& row : data.children()) {
      const auto number = static_cast<std::size_t>(std::max(0, reading::whole(attribute(row, "r"))));
      const std::size_t at = number > 0 ? number - 1 : cells.size();
      if (at >= cell_rows_max) return error("import.error.many_rows");
      if (at >= cells.size()) cells.resize(at + 1);
      std::vector<std::string>& held = cells[at];
      for (const pugi::xml_node& cell : row.children()) {
        const std::size_t column = column_of(attribute(cell, "r")).value_or(held.size());
        if (column >= columns_max) continue;
        const std::string_view type = attribute(cell, "t");
        std::string value;
        for (const pugi::xml_node& node : cell.children()) {
          if (local_name(node) == "v") value = node.text().get();
          if (local_name(node) == "is") value = text_of(node);
        }
        if (type == "s") {
          const auto index = static_cast<std::size_t>(std::max(0, reading::whole(value)));
          value = index < shared.size() ? shared[index] : "";
        } else if (type == "b") {
          value = value == "1" ? "TRUE" : "FALSE";
        } else if (type == "e") {
          value.clear();  // a formula that failed
        } else if (type != "inlineStr" && type != "str" && value.ends_with(".0")) {
          value.resize(value.size() - 2);
        }
        held_bytes += value.size() + (column >= held.size() ? (column + 1 - held.size()) * sizeof(std::string) : 0);
        if (held_bytes > held_bytes_max) return error("import.error.bomb");
        if (column >= held.size()) held.resize(column + 1);
        held[column] = std::move(value);
      }
    }
  }
  return cells;
}

// The words of one cell of a Word table: paragraphs on lines of their own, without what was struck out.
void add_words(const pugi::xml_node& node, std::string& text) {
  const std::string_view name = local_name(node);
  if (name == "del" || name == "moveFrom" || name == "instrText") return;
  if (name == "t") text += node.text().get();
  if (name == "tab") text += '\t';
  if (name == "br" || name == "cr") text += '\n';
  for (const pugi::xml_node& child : node.children()) add_words(child, text);
  if (name == "p") text += '\n';
}

void add_rows(const pugi::xml_node& node, Cells& cells) {
  for (const pugi::xml_node& child : node.children()) {
    if (local_name(child) != "tr") {
      add_rows(child, cells);
      continue;
    }
    std::vector<std::string>& row = cells.emplace_back();
    for (const pugi::xml_node& cell : child.children()) {
      if (local_name(cell) != "tc" || row.size() >= columns_max) continue;
      std::string text;
      add_words(cell, text);
      while (text.ends_with('\n')) text.pop_back();
      row.push_back(std::move(text));
    }
  }
}

}  // namespace

Result<Cells> read_cells(std::string_view content) {
  if (!content.starts_with("PK")) return error("import.error.no_cells");
  const Archive archive = TRY(Archive::open(content));
  if (archive.has("xl/workbook.xml")) return of_workbook(archive);
  if (!archive.has("word/document.xml")) return error("import.error.no_cells");
  std::string document_content;
  const pugi::xml_document document = TRY(part(archive, "word/document.xml", document_content));
  Cells cells;
  add_rows(document.document_element(), cells);
  if (cells.size() > cell_rows_max) return error("import.error.many_rows");
  return cells;
}

}  // namespace mosharekat::document
