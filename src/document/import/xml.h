// SPDX-License-Identifier: AGPL-3.0-or-later
// XML from a stranger, for the .cpp files that read office formats. pugixml expands no entity of a document type and loads
// nothing from outside; depth is limited here because its parser keeps no stack but walkers do.
#pragma once
#include <pugixml.hpp>
#include <string>
#include <string_view>

#include "base/result.h"

namespace mosharekat::document::reading {

inline constexpr int xml_depth_max = 200;

// Parses in place: `content` must live as long as the document. Errors: import.error.damaged, import.error.bomb.
Result<void> parse_xml(pugi::xml_document& document, std::string& content);

// The name without its prefix.
inline std::string_view local_name(const pugi::xml_node& node) {
  const std::string_view name = node.name();
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

// The value of an attribute whatever its prefix; empty if it is not there.
std::string_view attribute(const pugi::xml_node& node, std::string_view local);

// A small number; 0 for what is none.
int whole(std::string_view digits);

}  // namespace mosharekat::document::reading
