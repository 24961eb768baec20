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
  std::string agency{};       // whose page it is, or whose portal: its name comes first
  std::string emblem{};       // path of its picture; empty: the star
  std::string section{};      // of the navigation: home, calls, track, reports, mine, desk, …
  std::string done{};         // a key: what was just done, said on top of the next page
  Html content{};
  bool desk = false;  // the denser form of the staff's pages
  bool hidden_from_search = false;
  std::vector<std::string> scripts{};  // names of assets, only those that this page needs
};

}  // namespace mosharekat::web::pages
