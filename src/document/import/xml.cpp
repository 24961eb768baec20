// SPDX-License-Identifier: AGPL-3.0-or-later
#include "document/import/xml.h"

#include <charconv>

namespace mosharekat::document::reading {
namespace {

// Open tags minus closed ones, before a node is made of any: a million nested elements cost a pass over bytes. Comments and
// attributes can hold what looks like tags, so it refuses early and is_nested_too_deep() decides.
bool is_too_deep(std::string_view xml) {
  int depth = 0;
  for (std::size_t at = xml.find('<'); at != std::string_view::npos; at = xml.find('<', at + 1)) {
    if (at + 1 >= xml.size()) break;
    const char next = xml[at + 1];
    if (next == '/') {
      --depth;
    } else if (next != '!' && next != '?') {
      const std::size_t end = xml.find('>', at);
      if (end == std::string_view::npos) break;
      if (xml[end - 1] != '/' && ++depth > xml_depth_max) return true;
      at = end - 1;
    }
  }
  return false;
}

// Without recursion: what is too deep must not be walked by it.
bool is_nested_too_deep(const pugi::xml_document& document) {
  int depth = 0;
  for (pugi::xml_node node = document.first_child(); node;) {
    if (const pugi::xml_node child = node.first_child()) {
      if (++depth > xml_depth_max) return true;
      node = child;
      continue;
    }
    while (node && !node.next_sibling()) {
      node = node.parent();
      --depth;
    }
    if (node) node = node.next_sibling();
  }
  return false;
}

}  // namespace

Result<void> parse_xml(pugi::xml_document& document, std::string& content) {
  // No office program writes a document type; whoever does means to define entities.
  if (content.find("<!DOCTYPE") != std::string::npos || content.find("<!ENTITY") != std::string::npos || is_too_deep(content))
    return Error{Code::invalid, "import.error.bomb", {}};
  const pugi::xml_parse_result parsed =
      document.load_buffer_inplace(content.data(), content.size(), pugi::parse_default | pugi::parse_ws_pcdata);
  if (!parsed) return Error{Code::invalid, "import.error.damaged", {}};
  if (is_nested_too_deep(document)) return Error{Code::invalid, "import.error.bomb", {}};
  return {};
}

std::string_view attribute(const pugi::xml_node& node, std::string_view local) {
  for (const pugi::xml_attribute& each : node.attributes()) {
    const std::string_view name = each.name();
    const std::size_t colon = name.find(':');
    if ((colon == std::string_view::npos ? name : name.substr(colon + 1)) == local) return each.value();
  }
  return {};
}

int whole(std::string_view digits) {
  int value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

}  // namespace mosharekat::document::reading
