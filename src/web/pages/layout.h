// SPDX-License-Identifier: AGPL-3.0-or-later
// What stands round every page: head, navigation, banner, footer.
#pragma once
#include <string>
#include <vector>

#include "web/template.h"

namespace mosharekat::web::pages {

struct Layout {
  std::string title{};        // of the page; the portal's name is added
  std::string description{};  // one sentence for search engines and shared links
  std::string portal{};       // its name in the reader's language
  std::string agency{};       // whose page it is, or whose portal: its name comes first
  std::string emblem{};       // path of its picture; empty: the star
  std::string section{};      // of the navigation: home, calls, track, reports, mine, desk, …
  std::string done{};         // what was just done, said on top of the next page
  std::string here{"/"};      // path of this page without language, with its query: where the language switch leads
  std::string next{};         // the same, ready to stand after "?next="; empty where signing in leads home
  // Addresses for search engines and messengers, absolute; empty on pages that are not for them.
  std::string canonical{}, in_persian{}, in_english{}, picture{};
  std::string feed{};  // path of the Atom feed of what this page lists
  Html content{};
  bool desk = false;  // the denser form of the staff's pages
  bool hidden_from_search = false;
  std::vector<std::string> scripts{};  // names of assets, only those that this page needs
};

}  // namespace mosharekat::web::pages
