// SPDX-License-Identifier: AGPL-3.0-or-later
// A Word document that an agency sends as the paper for its own documents: letterhead, styles, headers and footers. What it is
// made of, checked, and only what a printed page needs: no macros, no embedded programs, nothing that is fetched from elsewhere
// when the document is opened.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace mosharekat::document {

struct OfficeTemplate {
  struct Part {
    std::string name{}, content_type{}, content{};
  };
  struct Relation {
    std::string from{}, id{}, kind{}, target{};  // kind: "styles", "image", …; target as it was written
    bool outside = false;                        // a link for readers: http, https or mailto
  };
  std::string main{};  // the part with the text, "word/document.xml"
  std::vector<Part> parts{};
  std::vector<Relation> relations{};
};

inline constexpr std::size_t template_bytes_max = std::size_t{4} << 20;

// Errors: template.error.empty, template.error.too_large, template.error.not_docx, template.error.macros, template.error.strict,
// template.error.outside (what), template.error.embedded (what), template.error.field (what), import.error.damaged,
// import.error.bomb, import.error.encrypted.
Result<OfficeTemplate> read_template(std::string_view content);

}  // namespace mosharekat::document
