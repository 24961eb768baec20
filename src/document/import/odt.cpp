// SPDX-License-Identifier: AGPL-3.0-or-later
// OpenDocument's paragraphs. Tracked deletions stand outside the text and are left out, comments too. A footnote becomes [1] in
// its place and a paragraph at the end.
#include <algorithm>

#include "document/import/archive.h"
#include "document/import/lines.h"
#include "document/import/xml.h"

namespace mosharekat::document::reading {
namespace {

class Reader {
 public:
  Reader(Lines& out, std::vector<std::string>& notes) : out_(out), notes_(notes) {}

  void block(const pugi::xml_node& parent) {
    for (const pugi::xml_node& node : parent.children()) {
      const std::string_view name = local_name(node);
      if (name == "p" || name == "h") {
        paragraph(node, name == "h" ? std::max(1, whole(attribute(node, "outline-level"))) : 0);
      } else if (name == "table-row") {
        row(node);
      } else if (name != "tracked-changes" && name != "annotation" && name != "sequence-decls" && name != "forms" &&
                 name != "table-of-content" && name != "alphabetical-index") {
        block(node);
      }
    }
  }

 private:
  void paragraph(const pugi::xml_node& node, int level) {
    std::string outer = std::exchange(line_, {});
    inline_content(node);
    std::size_t start = 0;
    while (start <= line_.size()) {
      const std::size_t end = std::min(line_.find('\f', start), line_.size());
      if (end > start) out_.lines.push_back({line_.substr(start, end - start), level > 9 ? 9 : level});
      start = end + 1;
    }
    line_ = std::move(outer);
  }

  void inline_content(const pugi::xml_node& parent) {
    for (const pugi::xml_node& node : parent.children()) {
      const std::string_view name = local_name(node);
      if (node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata) {
        line_ += node.value();
      } else if (name == "s") {
        const int spaces = whole(attribute(node, "c"));
        line_.append(static_cast<std::size_t>(std::clamp(spaces, 1, 100)), ' ');
      } else if (name == "tab") {
        line_ += '\t';
      } else if (name == "line-break") {
        line_ += '\f';  // line ends inside XML text are mere spaces
      } else if (name == "p" || name == "h") {
        paragraph(node, 0);  // inside a frame
      } else if (name == "note") {
        note(node);
      } else if (name != "annotation" && name != "tracked-changes") {
        inline_content(node);
      }
    }
  }

  void note(const pugi::xml_node& node) {
    const std::size_t place = notes_.size();
    notes_.emplace_back();  // a note inside a note comes later
    Lines lines;
    for (const pugi::xml_node& part : node.children())
      if (local_name(part) == "note-body") Reader(lines, notes_).block(part);
    for (const Line& line : lines.lines) notes_[place] += (notes_[place].empty() ? "" : " ") + line.text;
    line_ += "[" + std::to_string(place + 1) + "]";
  }

  void row(const pugi::xml_node& node) {
    std::string joined;
    for (const pugi::xml_node& cell : node.children()) {
      Lines lines;
      Reader(lines, notes_).block(cell);
      std::string text;
      for (const Line& line : lines.lines) text += (text.empty() ? "" : " ") + line.text;
      if (lines.lines.size() > 2 && text.size() > 400) {
        if (!joined.empty()) out_.lines.push_back({std::exchange(joined, {})});
        for (Line& line : lines.lines) out_.lines.push_back(std::move(line));
        continue;
      }
      if (!joined.empty() && !text.empty()) joined += " \t";
      joined += text;
    }
    if (!joined.empty()) out_.lines.push_back({std::move(joined)});
  }

  Lines& out_;
  std::vector<std::string>& notes_;
  std::string line_;
};

}  // namespace

Result<Lines> read_odt(std::string_view content) {
  const Archive archive = TRY(Archive::open(content));
  // A password leaves content.xml encrypted and says so in the manifest.
  if (archive.has("META-INF/manifest.xml")) {
    const auto manifest = archive.read("META-INF/manifest.xml");
    if (manifest && manifest->find("encryption-data") != std::string::npos)
      return Error{Code::invalid, "import.error.encrypted", {}};
  }
  std::string xml = TRY(archive.read("content.xml"));
  pugi::xml_document document;
  TRY(parse_xml(document, xml));
  Lines read;
  std::vector<std::string> notes;
  for (const pugi::xml_node& body : document.document_element().children())
    if (local_name(body) == "body") Reader(read, notes).block(body);
  for (std::size_t at = 0; at < notes.size(); ++at)
    read.lines.push_back({"[" + std::to_string(at + 1) + "] " + notes[at], 0, true});
  if (read.lines.size() > lines_max) return Error{Code::invalid, "import.error.too_large", {}};
  return read;
}

}  // namespace mosharekat::document::reading
