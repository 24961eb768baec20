// SPDX-License-Identifier: AGPL-3.0-or-later
// Word's paragraphs as a reader sees them: with the numbers that Word makes by itself, tracked changes accepted, without
// comments, hidden text, contents lists and letterheads. A footnote becomes [1] in its place and a line behind its paragraph.
#include <algorithm>

#include "base/text.h"
#include "base/utf8.h"
#include "document/import/docx_parts.h"
#include "document/import/lines.h"
#include "document/import/office.h"

namespace mosharekat::document::reading {
namespace {

using NoteTexts = std::map<std::string, std::string, std::less<>>;

// What all readers of one file share.
struct File {
  WordStyles styles{};
  WordNumbering numbering{};
  NoteTexts footnotes{}, endnotes{};
  int notes = 0;
  Tally tally{};
};

bool is_removed(std::string_view name) { return name == "del" || name == "moveFrom"; }
bool is_added(std::string_view name) { return name == "ins" || name == "moveTo"; }

// The same content twice, for new and for old readers.
pugi::xml_node preferred(const pugi::xml_node& alternatives) {
  const pugi::xml_node choice = part(alternatives, "Choice");
  return choice ? choice : part(alternatives, "Fallback");
}

// Contents lists are made anew by whoever shows the text; a placeholder says «click here».
bool is_left_out(const pugi::xml_node& control) {
  const pugi::xml_node properties = part(control, "sdtPr");
  const std::string_view gallery = attribute(part(part(properties, "docPartObj"), "docPartGallery"), "val");
  return gallery == "Table of Contents" || is_on(part(properties, "showingPlcHdr"));
}

// w:sym names a place in a font. Letters of a usual font are meant as they are; of the signs of Symbol and Wingdings the few that
// stand in texts are known.
std::string symbol(const pugi::xml_node& node) {
  unsigned code = 0;
  for (const char digit : attribute(node, "char")) {
    const char lower = digit >= 'A' && digit <= 'F' ? static_cast<char>(digit + 32) : digit;
    if (!((lower >= '0' && lower <= '9') || (lower >= 'a' && lower <= 'f')) || code > 0xFFFF) return " ";
    code = code * 16 + static_cast<unsigned>(lower <= '9' ? lower - '0' : lower - 'a' + 10);
  }
  if (code == 0xF0B7 || code == 0xF0A7 || code == 0xF06C || code == 0xF0A8) return "•";
  if (code == 0xF02D) return "-";
  if (code < 0x20 || (code >= 0xD800 && code <= 0xF8FF)) return " ";
  return utf8::encode(std::u32string(1, static_cast<char32_t>(code)));
}

class Reader {
 public:
  Reader(File& file, std::vector<Line>& out, bool in_table = false) : file_(file), out_(out), in_table_(in_table) {}

  void read(const pugi::xml_node& parent) {
    block(parent);
    finish();  // a paragraph whose mark was deleted and that nothing follows
  }

 private:
  void block(const pugi::xml_node& parent) {
    for (const pugi::xml_node& node : parent.children()) {
      const std::string_view name = local_name(node);
      if (name == "p") {
        paragraph(node);
      } else if (name == "tr") {
        row(node);
      } else if (name == "sdt") {
        if (!is_left_out(node)) block(part(node, "sdtContent"));
      } else if (name == "AlternateContent") {
        block(preferred(node));
      } else if (name == "altChunk" || name == "subDoc") {
        ++file_.tally.embedded;
      } else if (name != "sectPr" && name != "tblPr" && name != "tblGrid" && !is_removed(name)) {
        block(node);
      }
    }
  }

  void paragraph(const pugi::xml_node& node) {
    const pugi::xml_node properties = part(node, "pPr");
    const bool contents = file_.styles.is_contents(attribute(part(properties, "pStyle"), "val")) || suppressed();
    std::string before = std::exchange(line_, {});
    inline_content(node);
    if (contents || (text::trim(line_).empty() && suppressed())) line_.clear();
    // A paragraph without its mark goes on in the next; the number is that of the first which still has text.
    const pugi::xml_node mark = part(properties, "rPr");
    const bool runs_on = part(mark, "del") || part(mark, "moveFrom");
    const bool empty_before = text::trim(before).empty();
    if (empty_before) carrier_ = properties;
    if (runs_on && !text::trim(line_).empty()) ++file_.tally.deleted;
    line_ = before + line_;
    skip_label_ = contents;
    if (!runs_on) finish();
  }

  void finish() {
    const bool vanishes = text::trim(line_).empty() && notes_.empty();
    const std::string style(attribute(part(carrier_, "pStyle"), "val"));
    std::string line = std::exchange(line_, {});
    // An empty paragraph of a list shows its number too; one that lost all its text to a deletion does not.
    const bool counts = carrier_ && !skip_label_ && !(vanishes && deleted_here_);
    const std::string label = counts ? file_.numbering.label(file_.styles, style, word_number(carrier_)) : "";
    if (!label.empty() && (label != "•" || !vanishes)) line = in_table_ ? cell_label(label, line) : labelled(label, line);
    add_lines(line, '\n', heading(carrier_, style), std::exchange(notes_, {}), out_);
    for (Line& each : boxes_) out_.push_back(std::move(each));
    boxes_.clear();
    carrier_ = {};
    skip_label_ = deleted_here_ = false;
  }

  // The running number of a row is no clause.
  static std::string cell_label(std::string_view label, std::string_view text) {
    if (!text::trim(text).empty()) return std::string(label) + " " + std::string(text);
    while (label.ends_with('.') || label.ends_with('-') || label.ends_with(')')) label.remove_suffix(1);
    return std::string(label);
  }

  int heading(const pugi::xml_node& properties, std::string_view style) const {
    const pugi::xml_node outline = part(properties, "outlineLvl");
    const int level = outline ? whole(attribute(outline, "val")) + 1 : file_.styles.heading(style);
    return level >= 1 && level <= 9 ? level : 0;
  }

  bool suppressed() const {
    return std::any_of(fields_.begin(), fields_.end(), [](const Field& field) {
      const std::string_view what = text::trim(field.instruction);
      return !field.shows || what.starts_with("TOC") || what.starts_with("INDEX");
    });
  }

  void write(std::string_view words) {
    if (!suppressed()) line_ += words;
  }

  void run(const pugi::xml_node& node) {
    const pugi::xml_node properties = part(node, "rPr");
    if (is_on(part(properties, "vanish")) || is_on(part(properties, "webHidden"))) {
      if (part(node, "t")) ++file_.tally.hidden;
      return;
    }
    inline_content(node);
  }

  void inline_content(const pugi::xml_node& parent) {
    for (const pugi::xml_node& node : parent.children()) {
      const std::string_view name = local_name(node);
      if (name == "r") {
        run(node);
      } else if (name == "t") {
        write(node.text().get());
      } else if (name == "tab" || name == "ptab") {
        write("\t");
      } else if (name == "br" || name == "cr") {
        write("\n");
      } else if (name == "noBreakHyphen") {
        write("-");
      } else if (name == "sym") {
        write(symbol(node));
      } else if (name == "fldChar") {
        field(attribute(node, "fldCharType"));
      } else if (name == "instrText") {
        if (!fields_.empty()) fields_.back().instruction += node.text().get();
      } else if (name == "txbxContent") {
        box(node);
      } else if (name == "AlternateContent") {
        inline_content(preferred(node));
      } else if (name == "footnoteReference" || name == "endnoteReference") {
        note(name[0] == 'e' ? file_.endnotes : file_.footnotes, attribute(node, "id"));
      } else if (name == "commentReference") {
        ++file_.tally.comments;
      } else if (name == "sdt") {
        if (!is_left_out(node)) inline_content(part(node, "sdtContent"));
      } else if (is_removed(name)) {
        deleted_here_ = true;
        if (name == "del" && node.first_child()) ++file_.tally.deleted;
      } else if (name == "blip" || name == "imagedata" || name == "chart") {
        ++file_.tally.images;
      } else if (name != "pPr" && name != "rPr" && name != "delText" && name != "delInstrText") {
        if (is_added(name) && node.first_child()) ++file_.tally.inserted;
        inline_content(node);
      }
    }
  }

  // A field stands as begin, its instruction, separate, what it shows, end; and may hold others.
  void field(std::string_view sign) {
    if (sign == "begin") {
      if (fields_.size() < fields_deep) fields_.push_back({});
    } else if (fields_.empty()) {
      return;
    } else if (sign == "separate") {
      fields_.back().shows = true;
    } else if (sign == "end") {
      fields_.pop_back();
    }
  }

  void note(const NoteTexts& texts, std::string_view id) {
    const auto found = texts.find(id);
    if (found == texts.end() || suppressed()) return;
    const std::string mark = "[" + std::to_string(++file_.notes) + "]";
    write(mark);
    notes_.push_back(mark + " " + found->second);
  }

  void box(const pugi::xml_node& node) {
    std::vector<Line> lines;
    Reader(file_, lines).read(node);
    if (lines.empty()) return;
    if (is_letterhead(lines, out_)) {
      ++file_.tally.frames;
      return;
    }
    ++file_.tally.boxes;
    for (Line& line : lines) boxes_.push_back(std::move(line));
  }

  void row(const pugi::xml_node& node) {
    const pugi::xml_node properties = part(node, "trPr");
    if (part(properties, "del")) {
      ++file_.tally.deleted;
      return;
    }
    if (part(properties, "ins")) ++file_.tally.inserted;
    std::vector<std::vector<Line>> cells;
    add_cells(node, cells);
    add_row(std::move(cells), out_);
  }

  void add_cells(const pugi::xml_node& parent, std::vector<std::vector<Line>>& cells) {
    for (const pugi::xml_node& node : parent.children()) {
      const std::string_view name = local_name(node);
      if (name == "tc") {
        cells.emplace_back();
        Reader(file_, cells.back(), true).read(node);
      } else if (name == "sdt") {
        add_cells(part(node, "sdtContent"), cells);
      } else if (name == "customXml" || is_added(name)) {
        add_cells(node, cells);
      }
    }
  }

  struct Field {
    std::string instruction{};
    bool shows = false;
  };
  static constexpr std::size_t fields_deep = 32;

  File& file_;
  std::vector<Line>& out_;
  bool in_table_;
  std::string line_{};
  std::vector<std::string> notes_{};
  std::vector<Line> boxes_{};
  std::vector<Field> fields_{};
  pugi::xml_node carrier_{};  // the properties of the paragraph that line_ will be
  bool skip_label_ = false, deleted_here_ = false;
};

// The notes of one part of the file, by their ids.
NoteTexts read_notes(const Archive& archive, const std::string& member) {
  NoteTexts found;
  if (member.empty() || !archive.has(member.c_str())) return found;
  auto xml = archive.read(member.c_str());
  pugi::xml_document document;
  if (!xml || !parse_xml(document, *xml)) return found;
  File alone;
  for (const pugi::xml_node& note : document.document_element().children()) {
    std::vector<Line> lines;
    Reader(alone, lines).read(note);
    std::string text;
    for (const Line& line : lines) text += (text.empty() ? "" : " ") + std::string(text::trim(line.text));
    found[std::string(attribute(note, "id"))] = std::move(text);
  }
  return found;
}

}  // namespace

Result<Lines> read_docx(std::string_view content) {
  const Archive archive = TRY(Archive::open(content));
  const auto parts = word_parts(archive);
  if (!parts) return Error{Code::invalid, "import.error.damaged", {}};
  if (parts->has_macros) return Error{Code::invalid, "import.error.macros", {}};
  std::string xml = TRY(archive.read(parts->main.c_str()));
  pugi::xml_document document;
  TRY(parse_xml(document, xml));
  File file{WordStyles::read(archive, *parts), WordNumbering::read(archive, *parts), read_notes(archive, parts->footnotes),
            read_notes(archive, parts->endnotes)};
  Lines read;
  Reader(file, read.lines).read(part(document.document_element(), "body"));
  file.tally.say(read.warnings);
  if (read.lines.size() > lines_max) return Error{Code::invalid, "import.error.too_large", {}};
  return read;
}

}  // namespace mosharekat::document::reading
