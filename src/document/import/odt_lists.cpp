// SPDX-License-Identifier: AGPL-3.0-or-later
#include "document/import/odt_lists.h"

#include <algorithm>

namespace mosharekat::document::reading {
namespace {

constexpr std::string_view outline = "Outline";  // the style of headings has no name of its own in older files
constexpr int styles_deep = 12;

ListLevel read_level(const pugi::xml_node& node, int place) {
  ListLevel level;
  const std::string_view name = local_name(node);
  if (name == "list-level-style-bullet" || name == "list-level-style-image") {
    level.numeral = Numeral::bullet;
    return level;
  }
  level.numeral = numeral_of(attribute(node, "num-format"));
  if (const std::string_view start = attribute(node, "start-value"); !start.empty()) level.start = whole(start);
  // Newer files say it as Word does, «ماده %1%-»; older ones by what stands before and behind.
  const std::string_view format = attribute(node, "num-list-format");
  if (!format.empty()) {
    level.text.clear();
    for (std::size_t at = 0; at < format.size(); ++at) {
      level.text += format[at];
      if (format[at] == '%' && at + 2 < format.size() && format[at + 2] == '%') {
        level.text += format[at + 1];
        at += 2;
      }
    }
    return level;
  }
  level.text = attribute(node, "num-prefix");
  const int shown = level.numeral == Numeral::none ? 0 : std::clamp(whole(attribute(node, "display-levels")), 1, place + 1);
  for (int at = place - shown + 1; at <= place; ++at) {
    if (at > place - shown + 1) level.text += '.';
    level.text += "%" + std::to_string(at + 1);
  }
  level.text += attribute(node, "num-suffix");
  return level;
}

}  // namespace

void OdtLists::read_styles(const pugi::xml_node& root) {
  for (const pugi::xml_node& group : root.children())
    for (const pugi::xml_node& node : group.children()) {
      const std::string_view name = local_name(node);
      if (name == "list-style" || name == "outline-style") {
        ListLevels levels;
        for (const pugi::xml_node& each : node.children()) {
          const int place = whole(attribute(each, "level")) - 1;
          if (place >= 0 && place < list_levels) levels[static_cast<std::size_t>(place)] = read_level(each, place);
        }
        list_styles_[std::string(name == "outline-style" ? outline : attribute(node, "name"))] = levels;
      } else if (name == "style" && attribute(node, "family") == "paragraph") {
        paragraph_styles_[std::string(attribute(node, "name"))] = {std::string(attribute(node, "parent-style-name")),
                                                                   std::string(attribute(node, "list-style-name"))};
      }
    }
}

std::string OdtLists::list_style_of(std::string_view paragraph_style) const {
  for (int steps = 0; steps < styles_deep; ++steps) {
    const auto found = paragraph_styles_.find(paragraph_style);
    if (found == paragraph_styles_.end()) break;
    if (!found->second.list.empty()) return found->second.list;
    paragraph_style = found->second.above;
  }
  return "";
}

const ListLevels* OdtLists::levels(std::string_view style) const {
  const auto found = list_styles_.find(style);
  return found == list_styles_.end() ? nullptr : &found->second;
}

void OdtLists::open(const pugi::xml_node& list) {
  Open made;
  made.style = attribute(list, "style-name");
  if (!open_.empty()) {
    // A list in an item is the next level of the same list, whatever its style.
    if (made.style.empty()) made.style = open_.back().style;
    made.count = open_.back().count;
  } else {
    const auto continued = count_of_id_.find(attribute(list, "continue-list"));
    const auto last = last_of_style_.find(made.style);
    if (continued != count_of_id_.end())
      made.count = continued->second;
    else if (attribute(list, "continue-numbering") == "true" && last != last_of_style_.end())
      made.count = last->second;
    else
      made.count = std::to_string(++lists_);
    last_of_style_[made.style] = made.count;
  }
  if (const std::string_view id = attribute(list, "id"); !id.empty()) count_of_id_[std::string(id)] = made.count;
  open_.push_back(std::move(made));
}

void OdtLists::close() { open_.pop_back(); }

void OdtLists::open_item(const pugi::xml_node& item) {
  if (open_.empty()) return;
  Open& list = open_.back();
  list.item = true;
  list.waiting = local_name(item) == "list-item";  // a list-header has no number
  if (const std::string_view start = attribute(item, "start-value"); !start.empty())
    counts_[list.count].begin_at(static_cast<int>(open_.size()) - 1, whole(start));
}

void OdtLists::close_item() {
  if (!open_.empty()) open_.back().item = open_.back().waiting = false;
}

std::string OdtLists::label(const pugi::xml_node& paragraph, bool is_heading) {
  if (!open_.empty() && open_.back().item) {
    if (!std::exchange(open_.back().waiting, false)) return "";
    const std::string own = list_style_of(attribute(paragraph, "style-name"));
    const ListLevels* shape = levels(!open_.back().style.empty() ? open_.back().style : own);
    return shape ? counts_[open_.back().count].next(*shape, static_cast<int>(open_.size()) - 1) : "";
  }
  if (!is_heading || attribute(paragraph, "is-list-header") == "true") return "";
  const ListLevels* shape = levels(outline);
  return shape ? counts_[std::string(outline)].next(*shape, whole(attribute(paragraph, "outline-level")) - 1) : "";
}

}  // namespace mosharekat::document::reading
