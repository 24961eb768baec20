// SPDX-License-Identifier: AGPL-3.0-or-later
// Advice on the writing: what consultation/writing.h finds, as a reader of the page sees it. {{> writing/advice advice}} shows
// it, and nothing where there is nothing to say. Advice keeps nobody from saving or opening.
#pragma once
#include <string>
#include <vector>

#include "consultation/writing.h"
#include "web/context.h"

namespace mosharekat::web::pages::writing {

struct Line {
  std::string label{};                     // a key: of which kind
  std::string before{}, found{}, after{};  // the words round it
  std::string advice{};                    // a sentence in the reader's language
  std::string lang{};                      // of the text
  std::int64_t count = 1;                  // how often the same stands in this text
};
struct Place {
  std::string label{}, field{};  // of the field; empty: there is only one
  std::vector<Line> lines{};
};
struct Advice {
  std::vector<Place> places{};
  std::int64_t total = 0;
};

// One text of a form, under its field's name and label.
void add_text(const Context& in, Advice& advice, const std::string& field, const std::string& label, std::string_view text,
              std::string_view language, consultation::Writing kind = consultation::Writing::prose);

}  // namespace mosharekat::web::pages::writing
