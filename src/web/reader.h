// SPDX-License-Identifier: AGPL-3.0-or-later
// Who reads the page that is being made, and how: all that a template may know besides its own view. Made once per request.
#pragma once
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/locale.h"

namespace mosharekat::web {

struct Reader {
  Language language = Language::fa;
  std::string_view base{};  // put before every local path: "" in Persian, "/en" in English; lives as long as the program
  std::string path{"/"};    // of this page without base, with its query: where the language switch leads
  std::string csrf{};       // the token that every form carries

  bool signed_in = false;
  std::string display_name{};
  bool is_staff = false;          // has a desk (کارتابل)
  bool is_moderator = false;      // may decide in the queue of contributions
  bool is_approver = false;       // may approve what another prepared
  bool is_administrator = false;  // of an agency or of the country
  bool is_national = false;       // administrator of the country: the portal itself is theirs
  bool is_auditor = false;        // reads the log of acts; the country's administrator does too

  Instant now{};
  bool clock_moved = false;  // a banner on every page says so

  std::string_view direction() const { return mosharekat::direction(language); }
};

}  // namespace mosharekat::web
