// SPDX-License-Identifier: AGPL-3.0-or-later
// A document poured into an agency's own paper. Headers, footers, page, styles and pictures stay as the agency made them. The
// text goes in place of the paragraph that says {{report}} or {{گزارش}}, or at the end where none does; {{title}}, {{date}},
// {{number}}
// ({{عنوان}}, {{تاریخ}}, {{شماره}}) are filled in wherever they stand, also in headers, footers and text boxes. A style that the
// paper has under the same name is the paper's, any other comes with the text. Pure, thread-safe.
#pragma once
#include <string>
#include <vector>

#include "print/print.h"

namespace mosharekat::print {

struct Paper {
  struct Part {
    std::string name, content_type, content;
  };
  struct Relation {
    std::string from, id, kind, target;
    bool outside = false;
  };
  std::string main;  // the part with the text
  std::vector<Part> parts;
  std::vector<Relation> relations;
};
struct Marks {
  std::string title, date, number;
};

// The paper's parts must be whole and of an ordinary .docx (document/office_template.h reads such); otherwise it throws.
std::string docx(const Document& document, const Paper& paper, const Marks& marks);

}  // namespace mosharekat::print
