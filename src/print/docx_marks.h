// SPDX-License-Identifier: AGPL-3.0-or-later
// Words in double braces that an agency wrote into its paper, wherever Word cut them into runs.
#pragma once
#include <pugixml.hpp>
#include <string>
#include <string_view>

#include "print/docx_template.h"

namespace mosharekat::print {

struct MarksFound {
  pugi::xml_node report{};  // the first paragraph that had the mark of the text
  bool title = false;
};
// Fills in every mark below a node. The mark of the text is taken out of each paragraph that has one.
MarksFound fill_marks(pugi::xml_node root, const Marks& marks, Language language);

}  // namespace mosharekat::print
