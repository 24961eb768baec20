// SPDX-License-Identifier: AGPL-3.0-or-later
#include "print/docx_template.h"

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <stdexcept>

#include "base/text.h"
#include "print/docx_body.h"
#include "print/docx_marks.h"
#include "print/docx_parts.h"
#include "print/look.h"
#include "print/package.h"

namespace mosharekat::print {
namespace {

using docx_parts::main_space;

std::unique_ptr<pugi::xml_document> parsed(const std::string& content) {
  auto made = std::make_unique<pugi::xml_document>();
  if (!made->load_buffer(content.data(), content.size(), pugi::parse_default | pugi::parse_ws_pcdata))
    throw std::runtime_error("print: a part of the paper is no XML");
  return made;
}

std::string written(const pugi::xml_document& document) {
  struct Writer final : pugi::xml_writer {
    std::string text;
    void write(const void* data, std::size_t size) override { text.append(static_cast<const char*>(data), size); }
  } writer;
  document.save(writer, "", pugi::format_raw, pugi::encoding_utf8);
  return std::move(writer.text);
}

std::string_view value_of(const pugi::xml_node& node, const char* child) { return node.child(child).attribute("w:val").value(); }

template <class F>
void for_each_below(pugi::xml_node node, const F& use) {
  for (pugi::xml_node child = node.first_child(); child; child = child.next_sibling()) {
    use(child);
    for_each_below(child, use);
  }
}

// Styles of the text under the names of the paper's own.
class Styles {
 public:
  Styles(pugi::xml_node paper, Language language) : paper_(paper), ours_(docx_parts::styles(language)) {
    for (const pugi::xml_node& style : paper_.children("w:style")) {
      ids_.insert(style.attribute("w:styleId").value());
      const std::string type = style.attribute("w:type").value();
      by_name_.emplace(type + ":" + text::ascii_lower(value_of(style, "w:name")), style.attribute("w:styleId").value());
      if (type == "paragraph" && style.attribute("w:default").as_bool()) normal_ = style.attribute("w:styleId").value();
    }
  }

  // The paper's style for one of ours, brought along where it has none; "" for what needs no style.
  std::string of(const std::string& id) {
    if (id == "Normal") return normal_;
    if (const auto found = known_.find(id); found != known_.end()) return found->second;
    const pugi::xml_node style = ours_.document_element().find_child_by_attribute("w:style", "w:styleId", id.c_str());
    if (!style) return normal_;
    const std::string key = std::string(style.attribute("w:type").value()) + ":" + text::ascii_lower(value_of(style, "w:name"));
    if (const auto found = by_name_.find(key); found != by_name_.end()) return known_[id] = found->second;
    std::string own = id;
    while (!ids_.insert(own).second) own = "Report" + own;
    known_[id] = own;
    pugi::xml_node made = paper_.append_copy(style);
    made.attribute("w:styleId") = own.c_str();
    for (const char* other : {"w:basedOn", "w:next"}) {
      pugi::xml_node link = made.child(other);
      if (!link) continue;
      const std::string linked = of(link.attribute("w:val").value());
      if (linked.empty())
        made.remove_child(link);
      else
        link.attribute("w:val") = linked.c_str();
    }
    return own;
  }

 private:
  pugi::xml_node paper_;
  pugi::xml_document ours_;
  std::set<std::string> ids_;
  std::map<std::string, std::string> by_name_, known_;
  std::string normal_;
};

// Lists of the text behind those of the paper. Answers what is added to the number of each.
int add_lists(pugi::xml_node paper, Language language, std::size_t lists) {
  const pugi::xml_document ours = docx_parts::numbering(language, lists);
  int highest = 0, highest_kind = 0;
  pugi::xml_node first_number = paper.child("w:num");
  for (const pugi::xml_node& node : paper.children("w:num")) highest = std::max(highest, node.attribute("w:numId").as_int());
  for (const pugi::xml_node& node : paper.children("w:abstractNum"))
    highest_kind = std::max(highest_kind, node.attribute("w:abstractNumId").as_int() + 1);
  for (const pugi::xml_node& node : ours.document_element().children("w:abstractNum")) {
    // Kinds of lists stand before lists, whatever comes behind.
    pugi::xml_node made = first_number ? paper.insert_copy_before(node, first_number) : paper.append_copy(node);
    made.attribute("w:abstractNumId") = highest_kind + node.attribute("w:abstractNumId").as_int();
    for_each_below(made, [](pugi::xml_node below) {
      if (std::string_view(below.name()) == "w:rPr") below.remove_child("w:rFonts");
    });
  }
  pugi::xml_node last = paper.last_child();
  for (pugi::xml_node node = paper.last_child(); node; node = node.previous_sibling())
    if (std::string_view(node.name()) == "w:num" || std::string_view(node.name()) == "w:abstractNum") {
      last = node;
      break;
    }
  for (const pugi::xml_node& node : ours.document_element().children("w:num")) {
    last = paper.insert_copy_after(node, last);
    last.attribute("w:numId") = highest + node.attribute("w:numId").as_int();
    pugi::xml_attribute kind = last.child("w:abstractNumId").attribute("w:val");
    kind = highest_kind + kind.as_int();
  }
  return highest;
}

// Of the page that a place of the body stands on, in points.
double text_width_at(pugi::xml_node body, pugi::xml_node place) {
  pugi::xml_node section;
  for (pugi::xml_node node = place; node && !section; node = node.next_sibling()) section = node.child("w:pPr").child("w:sectPr");
  if (!section) section = body.child("w:sectPr");
  const double page = section.child("w:pgSz").attribute("w:w").as_double(look::page_width * 20);
  const pugi::xml_node margins = section.child("w:pgMar");
  double width = page - margins.attribute("w:left").as_double(1440) - margins.attribute("w:right").as_double(1440) -
                 margins.attribute("w:gutter").as_double(0);
  if (const int columns = section.child("w:cols").attribute("w:num").as_int(1); columns > 1) width /= columns;
  return std::clamp(width / 20, 100.0, 2000.0);
}

class Pouring {
 public:
  Pouring(const Document& document, const Paper& paper, const Marks& marks) : document_(document), paper_(paper), marks_(marks) {}

  std::string run() {
    for (const Paper::Part& part : paper_.parts)
      if (part.content_type.ends_with("+xml")) xml_.emplace(part.name, parsed(part.content));
    MarksFound found;
    for (auto& [name, tree] : xml_) {
      const MarksFound here = fill_marks(tree->document_element(), marks_, document_.language);
      if (name == paper_.main) found = here;
    }
    const pugi::xml_node body = tree(paper_.main).child("w:body");
    if (!body) throw std::runtime_error("print: the paper has no body");
    pour(body, found);

    Package package;
    package.relate("", "rId1", "officeDocument", paper_.main);
    for (const Paper::Part& part : paper_.parts) {
      const auto tree = xml_.find(part.name);
      const std::string type = part.name == paper_.main
                                   ? "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
                                   : part.content_type;
      package.add(part.name, type, tree == xml_.end() ? part.content : written(*tree->second));
    }
    for (const Paper::Relation& one : paper_.relations) package.relate(one.from, one.id, one.kind, one.target, one.outside);
    for (const auto& [kind, name] : made_) {
      package.add(name, "application/vnd.openxmlformats-officedocument.wordprocessingml." + kind + "+xml",
                  written(*xml_.at(name)));
      package.relate(paper_.main, "rIdReport" + kind, kind, "/" + name);
    }
    return package.bytes({document_.language, document_.title, document_.organisation, document_.subtitle, document_.made_at});
  }

 private:
  pugi::xml_node tree(const std::string& name) { return xml_.at(name)->document_element(); }

  // The paper's part of a kind, or a new one.
  pugi::xml_node part(const std::string& kind, const char* root) {
    for (const Paper::Relation& one : paper_.relations)
      if (one.from == paper_.main && one.kind == kind)
        if (const auto found = xml_.find(one.target.substr(one.target.starts_with('/') ? 1 : 0)); found != xml_.end())
          return found->second->document_element();
    const std::string name = "word/report-" + kind + ".xml";
    auto made = std::make_unique<pugi::xml_document>();
    begin_xml(*made, root, {{"xmlns:w", main_space}});
    made_.emplace_back(kind, name);
    return xml_.emplace(name, std::move(made)).first->second->document_element();
  }

  void pour(pugi::xml_node body, const MarksFound& found) {
    pugi::xml_node place = body.child("w:sectPr");
    pugi::xml_node marked = found.report;
    if (marked) {
      const std::string_view holder = marked.parent().name();
      // In a text box or a heading's own field a report has no room.
      if (holder == "w:body" || holder == "w:sdtContent" || holder == "w:tc")
        place = marked;
      else
        marked = {};
    }
    pugi::xml_node top = place;
    while (top && top.parent() != body) top = top.parent();
    const Body made =
        docx_body(document_, {.text_width = text_width_at(body, top), .organisation = false, .title = !found.title});
    const pugi::xml_node source = made.xml.document_element().child("w:body");
    std::vector<pugi::xml_node> added;
    for (const pugi::xml_node& block : source.children())
      added.push_back(place ? place.parent().insert_copy_before(block, place) : body.append_copy(block));
    adopt(added, made.numbered_lists);
    // Its paragraph goes with the mark, unless a section ends in it or something else stands there.
    if (marked && !marked.child("w:pPr").child("w:sectPr") && !has_content(marked)) marked.parent().remove_child(marked);
  }

  static bool has_content(pugi::xml_node paragraph) {
    bool found = false;
    for_each_below(paragraph, [&](pugi::xml_node node) {
      const std::string_view name = node.name();
      found = found || (name == "w:t" && !text::trim(node.text().get()).empty()) || name == "w:drawing" || name == "w:pict" ||
              name == "w:br" || name == "w:fldChar";
    });
    return found;
  }

  // The text's styles and lists become those of the paper.
  void adopt(const std::vector<pugi::xml_node>& blocks, std::size_t lists) {
    Styles styles(part("styles", "w:styles"), document_.language);
    std::optional<int> offset;
    for (pugi::xml_node block : blocks) {
      const auto take = [&](pugi::xml_node node) {
        const std::string_view name = node.name();
        if (name == "w:pStyle" || name == "w:tblStyle") {
          const std::string style = styles.of(node.attribute("w:val").value());
          if (style.empty())
            node.set_name("w:gone");
          else
            node.attribute("w:val") = style.c_str();
        } else if (name == "w:numId") {
          if (!offset) offset = add_lists(part("numbering", "w:numbering"), document_.language, lists);
          node.attribute("w:val") = *offset + node.attribute("w:val").as_int();
        }
      };
      for_each_below(block, take);
      for_each_below(block, [](pugi::xml_node node) { node.remove_child("w:gone"); });
    }
  }

  const Document& document_;
  const Paper& paper_;
  const Marks& marks_;
  std::map<std::string, std::unique_ptr<pugi::xml_document>> xml_;
  std::vector<std::pair<std::string, std::string>> made_;  // kind and name of parts that the paper did not have
};

}  // namespace

std::string docx(const Document& document, const Paper& paper, const Marks& marks) {
  return Pouring(document, paper, marks).run();
}

}  // namespace mosharekat::print
