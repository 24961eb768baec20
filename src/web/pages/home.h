// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <vector>

#include "web/pages/call/card.h"

namespace mosharekat::web::pages {

struct Home {
  std::vector<call::Card> soon{}, open{}, suspended{}, upcoming{}, review{}, answered{};
  std::int64_t calls_total = 0, contributions_total = 0, answers_total = 0, changes_total = 0;
};

Result<Response> home(Context& in);

}  // namespace mosharekat::web::pages
