// SPDX-License-Identifier: AGPL-3.0-or-later
// Word's paragraphs. Changes that Word tracked are taken as accepted; comments are left out. A footnote becomes [1] in its place
// and a paragraph at the end.
#include <algorithm>
#include <map>
#include <set>

#include "document/import/archive.h"
#include "document/import/lines.h"
#include "document/import/xml.h"

namespace mosharekat::document::reading {
namespace {

// Styles that are headings: by their outline level, or by the style they are based on.
std::map<std::string, int, std::less<>> heading_styles(const Archive& archive) {
  std::map<std::string, int, std::less<>> levels;
  if (!archive.has("word/styles.xml")) return levels;
  auto xml = archive.read("word/styles.xml");
  pugi::xml_document document;
  if (!xml || !parse_xml(document, *xml)) return levels;
  std::map<std::string, std::string, std::less<>> based_on;
  for (const pugi::xml_node& style : document.document_element().children()) {
    if (local_name(style) != "style") continue;
    const std::string id(attribute(style, "styleId"));
    for (const pugi::xml_node& part : style.children()) {
      if (local_name(part) == "basedOn") based_on[id] = attribute(part, "val");
      if (local_name(part) != "pPr") continue;
      for (const pugi::xml_node& property : part.children())
        if (local_name(property) == "outlineLvl") levels[id] = whole(attribute(property, "val")) + 1;
    }
  }
  for (const auto& [id, base] : based_on) {
    std::string_view above = base;
    for (int steps = 0; steps < 10 && !levels.contains(id); ++steps) {
      if (const auto found = levels.find(above); found != levels.end()) levels[id] = found->second;
      const auto next = based_on.find(above);
      if (next == based_on.end()) break;
      above = next->second;
    }
  }
  return levels;
}

// Numbers for the references, in the order in which they are met.
struct Notes {
  std::vector<std::pair<bool, std::string>> met{};  // is an endnote, id

  std::string mark(bool end, std::string_view id) {
    met.emplace_back(end, id);
    return "[" + std::to_string(met.size()) + "]";
  }
};

class Reader {
 public:
  Reader(const std::map<std::string, int, std::less<>>& headings, Notes& notes, Lines& out)
      : headings_(headings), notes_(notes), out_(out) {}

  void block(const pugi::xml_node& parent) {
    for (const pugi::xml_node& node : parent.children()) {
      const std::string_view name = local_name(node);
      if (name == "p") {
        paragraph(node);
      } else if (name == "tr") {
        row(node);
      } else if (name != "sectPr" && name != "del" && name != "moveFrom") {
        block(node);  // tables, content controls, changes
      }
    }
  }

 private:
  void paragraph(const pugi::xml_node& node) {
    std::string outer = std::exchange(line_, {});
    const int level = properties(node);
    inline_content(node);
    flush(level);
    line_ = std::move(outer);
  }

  int properties(const pugi::xml_node& node) const {
    for (const pugi::xml_node& part : node.children()) {
      if (local_name(part) != "pPr") continue;
      int level = 0;
      for (const pugi::xml_node& property : part.children()) {
        if (local_name(property) == "outlineLvl") return whole(attribute(property, "val")) + 1;
        if (local_name(property) != "pStyle") continue;
        const auto found = headings_.find(attribute(property, "val"));
        if (found != headings_.end()) level = found->second;
      }
      return level > 9 ? 0 : level;
    }
    return 0;
  }

  void inline_content(const pugi::xml_node& parent) {
    for (const pugi::xml_node& node : parent.children()) {
      const std::string_view name = local_name(node);
      if (name == "t") {
        line_ += node.text().get();
      } else if (name == "tab" || name == "ptab") {
        if (local_name(parent) == "r") line_ += '\t';
      } else if (name == "br" || name == "cr") {
        line_ += '\n';
      } else if (name == "noBreakHyphen") {
        line_ += '-';
      } else if (name == "sym") {
        line_ += ' ';
      } else if (name == "p") {
        paragraph(node);  // inside a text box
      } else if (name == "AlternateContent") {
        // The same content twice, for new and for old readers.
        const pugi::xml_node first = node.first_child();
        if (first) inline_content(first);
      } else if (name == "footnoteReference" || name == "endnoteReference") {
        line_ += notes_.mark(name[0] == 'e', attribute(node, "id"));
      } else if (name != "del" && name != "moveFrom" && name != "delText" && name != "instrText" && name != "pPr" &&
                 name != "rPr" && name != "commentReference") {
        inline_content(node);
      }
    }
  }

  // A row of a table is one line with its cells side by side.
  void row(const pugi::xml_node& node) {
    Lines inside;
    std::string joined;
    for (const pugi::xml_node& cell : node.children()) {
      const std::string_view name = local_name(cell);
      if (name != "tc" && name != "sdt") continue;
      Lines lines;
      Reader(headings_, notes_, lines).block(cell);
      std::string text;
      for (const Line& line : lines.lines) text += (text.empty() ? "" : " ") + line.text;
      if (lines.lines.size() > 1 && is_layout(lines)) {
        // A column of a layout table holds whole paragraphs.
        if (!joined.empty()) out_.lines.push_back({std::exchange(joined, {})});
        for (Line& line : lines.lines) out_.lines.push_back(std::move(line));
        continue;
      }
      if (!joined.empty() && !text.empty()) joined += " \t";
      joined += text;
    }
    if (!joined.empty()) out_.lines.push_back({std::move(joined)});
  }

  static bool is_layout(const Lines& lines) {
    std::size_t letters = 0;
    for (const Line& line : lines.lines) letters += line.text.size();
    return letters > 400 && lines.lines.size() > 2;
  }

  void flush(int level) {
    std::size_t start = 0;
    while (start <= line_.size()) {
      const std::size_t end = std::min(line_.find('\n', start), line_.size());
      if (end > start) out_.lines.push_back({line_.substr(start, end - start), level});
      start = end + 1;
    }
  }

  const std::map<std::string, int, std::less<>>& headings_;
  Notes& notes_;
  Lines& out_;
  std::string line_;
};

// The notes of one part of the file, by their ids.
std::map<std::string, std::string, std::less<>> read_notes(const Archive& archive, const char* member) {
  std::map<std::string, std::string, std::less<>> found;
  if (!archive.has(member)) return found;
  auto xml = archive.read(member);
  pugi::xml_document document;
  if (!xml || !parse_xml(document, *xml)) return found;
  for (const pugi::xml_node& note : document.document_element().children()) {
    Notes inner;
    Lines lines;
    static const std::map<std::string, int, std::less<>> no_headings;
    Reader(no_headings, inner, lines).block(note);
    std::string text;
    for (const Line& line : lines.lines) text += (text.empty() ? "" : " ") + line.text;
    found[std::string(attribute(note, "id"))] = std::move(text);
  }
  return found;
}

void add_notes(const Archive& archive, const Notes& notes, Lines& read) {
  if (notes.met.empty()) return;
  const auto footnotes = read_notes(archive, "word/footnotes.xml");
  const auto endnotes = read_notes(archive, "word/endnotes.xml");
  for (std::size_t at = 0; at < notes.met.size() && at < lines_max; ++at) {
    const auto& [end, id] = notes.met[at];
    const auto& part = end ? endnotes : footnotes;
    const auto found = part.find(id);
    if (found != part.end()) read.lines.push_back({"[" + std::to_string(at + 1) + "] " + found->second, 0, true});
  }
}

}  // namespace

Result<Lines> read_docx(std::string_view content) {
  const Archive archive = TRY(Archive::open(content));
  std::string xml = TRY(archive.read("word/document.xml"));
  pugi::xml_document document;
  TRY(parse_xml(document, xml));
  Lines read;
  const auto headings = heading_styles(archive);
  Notes notes;
  Reader(headings, notes, read).block(document.document_element());
  add_notes(archive, notes, read);
  if (read.lines.size() > lines_max) return Error{Code::invalid, "import.error.too_large", {}};
  return read;
}

}  // namespace mosharekat::document::reading
