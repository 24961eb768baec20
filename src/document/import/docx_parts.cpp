// SPDX-License-Identifier: AGPL-3.0-or-later
#include "document/import/docx_parts.h"

#include <algorithm>

#include "base/text.h"

namespace mosharekat::document::reading {
namespace {

constexpr int styles_deep = 12;

// One part of the file, parsed; the text must stay as long as the tree.
struct Part {
  std::string text{};
  pugi::xml_document tree{};

  bool read(const Archive& archive, const std::string& member) {
    if (member.empty() || !archive.has(member.c_str())) return false;
    auto found = archive.read(member.c_str());
    if (!found) return false;
    text = std::move(*found);
    return parse_xml(tree, text).has_value();
  }
};

std::string folder_of(std::string_view member) {
  const std::size_t slash = member.rfind('/');
  return std::string(slash == std::string_view::npos ? "" : member.substr(0, slash + 1));
}

std::string target(std::string_view folder, std::string_view name) {
  if (name.starts_with('/')) return std::string(name.substr(1));
  return std::string(folder) + std::string(name);
}

Numeral numeral_named(std::string_view name) {
  if (name == "none") return Numeral::none;
  if (name == "bullet") return Numeral::bullet;
  if (name == "decimalZero") return Numeral::padded;
  if (name == "arabicAlpha" || name == "hindiConsonants") return Numeral::arabic;
  if (name == "arabicAbjad") return Numeral::abjad;
  if (name == "upperRoman") return Numeral::roman_upper;
  if (name == "lowerRoman") return Numeral::roman_lower;
  if (name == "upperLetter") return Numeral::latin_upper;
  if (name == "lowerLetter") return Numeral::latin_lower;
  return Numeral::decimal;
}

// Newer formats of numbers stand beside one for older programs.
Numeral numeral_of_level(const pugi::xml_node& level) {
  pugi::xml_node format = part(level, "numFmt");
  if (const pugi::xml_node both = part(level, "AlternateContent"); !format && both) {
    format = part(part(both, "Choice"), "numFmt");
    if (!format) format = part(part(both, "Fallback"), "numFmt");
  }
  if (!format) return Numeral::decimal;
  const std::string_view name = attribute(format, "val");
  return name == "custom" ? numeral_of(attribute(format, "format")) : numeral_named(name);
}

ListLevel read_level(const pugi::xml_node& node) {
  ListLevel level;
  level.numeral = numeral_of_level(node);
  level.text = attribute(part(node, "lvlText"), "val");
  if (const auto start = part(node, "start")) level.start = whole(attribute(start, "val"));
  if (const auto restart = part(node, "lvlRestart")) level.restart = whole(attribute(restart, "val"));
  level.legal = is_on(part(node, "isLgl"));
  return level;
}

int level_of(const pugi::xml_node& node) { return std::clamp(whole(attribute(node, "ilvl")), 0, list_levels - 1); }

}  // namespace

pugi::xml_node part(const pugi::xml_node& parent, std::string_view local) {
  for (const pugi::xml_node& child : parent.children())
    if (local_name(child) == local) return child;
  return {};
}

bool is_on(const pugi::xml_node& property) {
  if (!property) return false;
  const std::string_view value = attribute(property, "val");
  return value != "0" && value != "false" && value != "off" && value != "none";
}

std::optional<WordNumber> word_number(const pugi::xml_node& properties) {
  const pugi::xml_node number = part(properties, "numPr");
  if (!number) return std::nullopt;
  WordNumber out;
  out.list = attribute(part(number, "numId"), "val");
  if (const auto level = part(number, "ilvl")) out.level = std::clamp(whole(attribute(level, "val")), 0, list_levels - 1);
  return out;
}

std::optional<WordParts> word_parts(const Archive& archive) {
  WordParts parts;
  Part package;
  if (package.read(archive, "_rels/.rels"))
    for (const pugi::xml_node& each : package.tree.document_element().children())
      if (attribute(each, "Type").ends_with("/officeDocument")) parts.main = target("", attribute(each, "Target"));
  if (parts.main.empty() || !archive.has(parts.main.c_str())) parts.main = "word/document.xml";
  if (!archive.has(parts.main.c_str())) return std::nullopt;
  // A table or slides have their main part elsewhere.
  if (parts.main.starts_with("xl/") || parts.main.starts_with("ppt/")) return std::nullopt;
  const std::string folder = folder_of(parts.main);
  const auto usual = [&](const char* name) { return archive.has((folder + name).c_str()) ? folder + name : std::string{}; };
  parts.styles = usual("styles.xml");
  parts.numbering = usual("numbering.xml");
  parts.footnotes = usual("footnotes.xml");
  parts.endnotes = usual("endnotes.xml");
  parts.has_macros = !usual("vbaProject.bin").empty();
  Part relations;
  if (relations.read(archive, folder + "_rels/" + parts.main.substr(folder.size()) + ".rels"))
    for (const pugi::xml_node& each : relations.tree.document_element().children()) {
      const std::string_view type = attribute(each, "Type");
      const std::string name = target(folder, attribute(each, "Target"));
      if (type.ends_with("/styles")) parts.styles = name;
      if (type.ends_with("/numbering")) parts.numbering = name;
      if (type.ends_with("/footnotes")) parts.footnotes = name;
      if (type.ends_with("/endnotes")) parts.endnotes = name;
      if (type.ends_with("/vbaProject")) parts.has_macros = true;
    }
  return parts;
}

WordStyles WordStyles::read(const Archive& archive, const WordParts& parts) {
  WordStyles styles;
  Part part_of_file;
  if (!part_of_file.read(archive, parts.styles)) return styles;
  for (const pugi::xml_node& node : part_of_file.tree.document_element().children()) {
    if (local_name(node) != "style") continue;
    const std::string id(attribute(node, "styleId"));
    Style style;
    style.based_on = attribute(part(node, "basedOn"), "val");
    style.name = text::ascii_lower(attribute(part(node, "name"), "val"));
    const pugi::xml_node properties = part(node, "pPr");
    if (const auto outline = part(properties, "outlineLvl")) style.outline = whole(attribute(outline, "val")) + 1;
    style.number = word_number(properties);
    const std::string_view is_default = attribute(node, "default");
    if (attribute(node, "type") == "paragraph" && (is_default == "1" || is_default == "true")) styles.default_ = id;
    styles.styles_[id] = std::move(style);
  }
  return styles;
}

template <typename Test>
const WordStyles::Style* WordStyles::first(std::string_view style, std::string* id, Test test) const {
  for (int steps = 0; steps < styles_deep; ++steps) {
    const auto found = styles_.find(style);
    if (found == styles_.end()) return nullptr;
    if (test(found->second)) {
      if (id) *id = found->first;
      return &found->second;
    }
    style = found->second.based_on;
  }
  return nullptr;
}

int WordStyles::heading(std::string_view style) const {
  const Style* found = first(style, nullptr, [](const Style& each) { return each.outline.has_value(); });
  return found && *found->outline >= 1 && *found->outline <= 9 ? *found->outline : 0;
}

bool WordStyles::is_contents(std::string_view style) const {
  return first(style, nullptr, [](const Style& each) {
    return each.name.size() == 5 && each.name.starts_with("toc ") && each.name[4] >= '1' && each.name[4] <= '9';
  });
}

std::optional<std::pair<WordNumber, std::string>> WordStyles::number(std::string_view style) const {
  std::string id;
  const Style* found = first(style, &id, [](const Style& each) { return each.number && !each.number->list.empty(); });
  if (!found) return std::nullopt;
  WordNumber number = *found->number;
  // The level may be set by a style nearer to the paragraph than the list.
  const Style* nearer = first(style, nullptr, [](const Style& each) { return each.number && each.number->level; });
  if (nearer) number.level = nearer->number->level;
  return std::pair{number, id};
}

WordNumbering WordNumbering::read(const Archive& archive, const WordParts& parts) {
  WordNumbering numbering;
  Part part_of_file;
  if (!part_of_file.read(archive, parts.numbering)) return numbering;
  for (const pugi::xml_node& node : part_of_file.tree.document_element().children()) {
    if (local_name(node) == "abstractNum") {
      Abstract made;
      for (const pugi::xml_node& child : node.children()) {
        if (local_name(child) == "lvl") {
          const int level = level_of(child);
          made.levels[static_cast<std::size_t>(level)] = read_level(child);
          if (const auto style = part(child, "pStyle")) made.styles[std::string(attribute(style, "val"))] = level;
        }
        if (local_name(child) == "styleLink") made.style_link = attribute(child, "val");
        if (local_name(child) == "numStyleLink") made.same_as_style = attribute(child, "val");
      }
      numbering.abstracts_[std::string(attribute(node, "abstractNumId"))] = std::move(made);
    } else if (local_name(node) == "num") {
      List list;
      list.abstract = attribute(part(node, "abstractNumId"), "val");
      for (const pugi::xml_node& child : node.children()) {
        if (local_name(child) != "lvlOverride") continue;
        const int level = level_of(child);
        if (const auto start = part(child, "startOverride")) list.starts[level] = whole(attribute(start, "val"));
        if (const auto shape = part(child, "lvl")) list.levels[level] = read_level(shape);
      }
      numbering.lists_[std::string(attribute(node, "numId"))] = std::move(list);
    }
  }
  return numbering;
}

// A list may say that it is as another, whose list belongs to a style.
const WordNumbering::Abstract* WordNumbering::resolved(const WordStyles& styles, const List& list, std::string& id) const {
  auto found = abstracts_.find(list.abstract);
  for (int steps = 0; steps < styles_deep && found != abstracts_.end(); ++steps) {
    if (found->second.same_as_style.empty()) {
      id = found->first;
      return &found->second;
    }
    const auto number = styles.number(found->second.same_as_style);
    const auto other = number ? lists_.find(number->first.list) : lists_.end();
    if (other == lists_.end()) return nullptr;
    found = abstracts_.find(other->second.abstract);
  }
  return nullptr;
}

std::string WordNumbering::label(const WordStyles& styles, std::string_view style, const std::optional<WordNumber>& own) {
  const std::string_view named = style.empty() ? styles.default_style() : style;
  const auto of_style = styles.number(named);
  const std::string list_id = own && !own->list.empty() ? own->list : of_style ? of_style->first.list : "";
  const auto list = lists_.find(list_id);
  if (list_id.empty() || list_id == "0" || list == lists_.end()) return "";
  std::string id;
  const Abstract* abstract = resolved(styles, list->second, id);
  if (!abstract) return "";

  int level = 0;
  if (own && own->level) {
    level = *own->level;
  } else if (of_style && of_style->first.level) {
    level = *of_style->first.level;
  } else if (const auto bound = abstract->styles.find(of_style ? of_style->second : std::string(named));
             bound != abstract->styles.end()) {
    level = bound->second;
  }

  ListLevels levels = abstract->levels;
  for (const auto& [at, shape] : list->second.levels) levels[static_cast<std::size_t>(at)] = shape;
  ListCount& count = counts_[id];
  for (const auto& [at, start] : list->second.starts) {
    levels[static_cast<std::size_t>(at)].start = start;
    if (at <= level && started_.insert({list_id, at}).second) count.begin_at(at, at == level ? start : start + 1);
  }
  return count.next(levels, level);
}

}  // namespace mosharekat::document::reading
