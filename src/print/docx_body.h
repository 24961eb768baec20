// SPDX-License-Identifier: AGPL-3.0-or-later
// The blocks of a document as WordprocessingML: what stands between header and footer, on our own paper (docx.cpp) or on that of
// an agency (docx_template.cpp). Elements stand in the order in which the schema wants them; Word refuses a file over one that
// does not. Pure.
#pragma once
#include <pugixml.hpp>
#include <string_view>

#include "print/print.h"

namespace mosharekat::print {

struct Body {
  pugi::xml_document xml;          // w:document with its w:body, without section
  std::size_t numbered_lists = 0;  // numbers 2, 3, … of docx_parts::numbering
};
struct BodyLook {
  double text_width = 0;                   // points
  bool organisation = true, title = true;  // above the text; the paper of an agency has them already
};
Body docx_body(const Document& document, const BodyLook& look);

// How a run differs from its paragraph's style.
struct RunLook {
  const char* colour = nullptr;
  bool struck = false, underlined = false;
};
// A paragraph in a style, read in the direction given.
pugi::xml_node put_paragraph(pugi::xml_node parent, const char* style, bool rtl);
pugi::xml_node put_run(pugi::xml_node paragraph, bool rtl, const RunLook& look = {});
// Text as runs: right-to-left ones, and islands between them that keep their own order.
void put_runs(pugi::xml_node paragraph, std::string_view text, bool rtl, const RunLook& look = {});

}  // namespace mosharekat::print
