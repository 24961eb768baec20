// SPDX-License-Identifier: AGPL-3.0-or-later
// The parts of a Word document that are the same for every document of a language: styles, numbering, settings, the typeface.
// Pure, thread-safe.
#pragma once
#include <pugixml.hpp>
#include <string>
#include <string_view>

#include "base/locale.h"

namespace mosharekat::print::docx_parts {

inline constexpr const char* main_space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
inline constexpr const char* relation_space = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

// The names of styles, as styles.xml defines them and document.xml uses them.
inline constexpr const char* heading_styles[] = {"Heading1", "Heading2", "Heading3", "Heading4"};

pugi::xml_document styles(Language language);
// Bullets, and `lists` numbered lists that each begin at one: bullets are number 1, the lists 2, 3, …
pugi::xml_document numbering(Language language, std::size_t lists);
pugi::xml_document settings(Language language);
pugi::xml_document fonts();
// The typeface as Word wants it inside a document: its first 32 bytes masked with the key that fonts() names.
std::string embedded_font(std::string_view file);

}  // namespace mosharekat::print::docx_parts
