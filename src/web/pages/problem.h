// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <string>

#include "web/template.h"

namespace mosharekat::web::pages {

// What went wrong, in the reader's words, and what to do now.
struct Problem {
  std::string heading{};  // a key
  std::string sentence{};
  bool sign_in = false;
};

}  // namespace mosharekat::web::pages
