// SPDX-License-Identifier: AGPL-3.0-or-later
// A call in a list, and what every page of a call shows of its state.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "web/context.h"
#include "web/pages/part/list.h"

namespace mosharekat::web::pages::call {

struct Chip {
  std::string style{};  // open, soon, yes, part, no, late, says, paused, or empty
  std::string text{};
};

struct Card {
  std::int64_t number = 0;
  Chip chip{};
  std::string agency{}, title{}, summary{}, document_type{};
  std::int64_t contributions = 0, provisions = 0;
  bool demo = false;
};

// State and time in one phrase: "open until 12 Khordad", "3 days left", "report 5 days overdue".
Chip chip_of(const Context& in, const consultation::Call& call);
// Draft → comments → review → report and answers → final text, with dates and who owes what.
part::Path path_of(const Context& in, store::Transaction& tx, const consultation::Call& call);
Card card_of(const Context& in, store::Transaction& tx, const consultation::Call& call);
// When what one sends in is seen by others: at once, or within so many hours.
std::string shown_when(const Context& in, const consultation::Call& call);
// "rtl" or "ltr" of a text that an agency wrote in this language.
std::string direction_of(std::string_view language);

}  // namespace mosharekat::web::pages::call
