// SPDX-License-Identifier: AGPL-3.0-or-later
// OpenDocument's paragraphs as a reader sees them, with the numbers of their lists. Tracked deletions stand outside the text and
// are left out, comments too. A footnote becomes [1] in its place and a line behind its paragraph.
#include <algorithm>

#include "base/text.h"
#include "document/import/archive.h"
#include "document/import/lines.h"
#include "document/import/odt_lists.h"
#include "document/import/office.h"

namespace mosharekat::document::reading {
namespace {

struct File {
  OdtLists lists{};
  int notes = 0;
  Tally tally{};
};

class Reader {
 public:
  Reader(File& file, std::vector<Line>& out, bool in_table = false) : file_(file), out_(out), in_table_(in_table) {}

  void block(const pugi::xml_node& parent) {
    for (const pugi::xml_node& node : parent.children()) {
      const std::string_view name = local_name(node);
      if (name == "p" || name == "h") {
        paragraph(node, name == "h");
      } else if (name == "table-row") {
        row(node);
      } else if (name == "list") {
        file_.lists.open(node);
        block(node);
        file_.lists.close();
      } else if (name == "list-item" || name == "list-header") {
        file_.lists.open_item(node);
        block(node);
        file_.lists.close_item();
      } else if (name == "frame" || name == "custom-shape") {
        box(node);
        add_boxes();
      } else if (name == "tracked-changes") {
        count_changes(node);
      } else if (name != "annotation" && name != "sequence-decls" && name != "forms" && name != "table-of-content" &&
                 name != "alphabetical-index") {
        block(node);
      }
    }
  }

 private:
  void paragraph(const pugi::xml_node& node, bool is_heading) {
    const std::string label = file_.lists.label(node, is_heading);
    std::string outer = std::exchange(line_, {});
    inline_content(node);
    const bool empty = text::trim(line_).empty();
    if (!label.empty() && (label != "•" || !empty)) {
      if (!in_table_)
        line_ = labelled(label, line_);
      else
        line_ = empty ? label.substr(0, label.find_last_not_of(".-)") + 1) : label + " " + line_;
    }
    const int level = is_heading ? std::clamp(whole(attribute(node, "outline-level")), 1, 9) : 0;
    add_lines(line_, '\f', level, std::exchange(notes_, {}), out_);
    add_boxes();
    line_ = std::move(outer);
  }

  void add_boxes() {
    for (Line& line : boxes_) out_.push_back(std::move(line));
    boxes_.clear();
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
      } else if (name == "frame" || name == "custom-shape" || name == "p" || name == "h") {
        box(node);
      } else if (name == "note") {
        note(node);
      } else if (name == "annotation") {
        ++file_.tally.comments;
      } else if (name != "tracked-changes" && name != "hidden-text" && name != "annotation-end") {
        inline_content(node);
      }
    }
  }

  void note(const pugi::xml_node& node) {
    const std::string mark = "[" + std::to_string(++file_.notes) + "]";
    File alone;
    std::vector<Line> lines;
    for (const pugi::xml_node& part : node.children())
      if (local_name(part) == "note-body") Reader(alone, lines).block(part);
    std::string text = mark;
    for (const Line& line : lines) text += " " + line.text;
    line_ += mark;
    notes_.push_back(std::move(text));
  }

  void box(const pugi::xml_node& node) {
    // One picture may stand in a frame in several formats.
    const auto children = node.children();
    if (std::any_of(children.begin(), children.end(), [](const pugi::xml_node& one) { return local_name(one) == "image"; }))
      ++file_.tally.images;
    std::vector<Line> lines;
    Reader(file_, lines).block(node);
    if (lines.empty()) return;
    if (is_letterhead(lines, out_)) {
      ++file_.tally.frames;
      return;
    }
    ++file_.tally.boxes;
    for (Line& line : lines) boxes_.push_back(std::move(line));
  }

  void row(const pugi::xml_node& node) {
    std::vector<std::vector<Line>> cells;
    for (const pugi::xml_node& cell : node.children()) {
      if (local_name(cell) != "table-cell") continue;
      cells.emplace_back();
      Reader(file_, cells.back(), true).block(cell);
    }
    add_row(std::move(cells), out_);
  }

  void count_changes(const pugi::xml_node& changes) {
    for (const pugi::xml_node& region : changes.children())
      for (const pugi::xml_node& change : region.children()) {
        if (local_name(change) == "insertion") ++file_.tally.inserted;
        if (local_name(change) == "deletion") ++file_.tally.deleted;
      }
  }

  File& file_;
  std::vector<Line>& out_;
  bool in_table_;
  std::string line_{};
  std::vector<std::string> notes_{};
  std::vector<Line> boxes_{};
};

// One member of the file, parsed; the text must stay as long as the tree.
Result<void> read_member(const Archive& archive, const char* member, std::string& text, pugi::xml_document& tree) {
  text = TRY(archive.read(member));
  return parse_xml(tree, text);
}

}  // namespace

Result<Lines> read_odt(std::string_view content) {
  const Archive archive = TRY(Archive::open(content));
  // A password leaves content.xml encrypted and says so in the manifest.
  if (archive.has("META-INF/manifest.xml")) {
    const auto manifest = archive.read("META-INF/manifest.xml");
    if (manifest && manifest->find("encryption-data") != std::string::npos)
      return Error{Code::invalid, "import.error.encrypted", {}};
  }
  File file;
  std::string styles_text, text;
  pugi::xml_document styles, document;
  if (archive.has("styles.xml") && read_member(archive, "styles.xml", styles_text, styles))
    file.lists.read_styles(styles.document_element());
  TRY(read_member(archive, "content.xml", text, document));
  file.lists.read_styles(document.document_element());
  Lines read;
  for (const pugi::xml_node& body : document.document_element().children())
    if (local_name(body) == "body") Reader(file, read.lines).block(body);
  file.tally.say(read.warnings);
  if (read.lines.size() > lines_max) return Error{Code::invalid, "import.error.too_large", {}};
  return read;
}

}  // namespace mosharekat::document::reading
