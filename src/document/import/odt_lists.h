// SPDX-License-Identifier: AGPL-3.0-or-later
// The lists of an OpenDocument text: their styles, and the number that stands before a paragraph.
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "document/import/list_numbers.h"
#include "document/import/xml.h"

namespace mosharekat::document::reading {

class OdtLists {
 public:
  // List styles and the paragraph styles that name one; of content.xml and of styles.xml.
  void read_styles(const pugi::xml_node& root);

  void open(const pugi::xml_node& list);
  void close();
  void open_item(const pugi::xml_node& item);
  void close_item();

  // The label of a paragraph or heading where it stands; only the first of an item has one.
  std::string label(const pugi::xml_node& paragraph, bool is_heading);

 private:
  struct Style {
    std::string above{}, list{};
  };
  struct Open {
    std::string style{}, count{};
    bool item = false, waiting = false;  // inside an item; whose number is not shown yet
  };

  std::string list_style_of(std::string_view paragraph_style) const;
  const ListLevels* levels(std::string_view style) const;

  std::map<std::string, ListLevels, std::less<>> list_styles_;
  std::map<std::string, Style, std::less<>> paragraph_styles_;
  std::map<std::string, ListCount, std::less<>> counts_;           // by the list that began the count
  std::map<std::string, std::string, std::less<>> count_of_id_;    // xml:id of a list → its count
  std::map<std::string, std::string, std::less<>> last_of_style_;  // the last count of a list style
  std::vector<Open> open_;
  int lists_ = 0;
};

}  // namespace mosharekat::document::reading
