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
  std::string back{};    // where a form that was not taken stood; empty: nowhere to be told
  std::string call{};    // the page of the call it concerns
  bool missing = false;  // an address that leads nowhere: not a failure of the portal
};

}  // namespace mosharekat::web::pages
