// SPDX-License-Identifier: AGPL-3.0-or-later
// The parts that lists are made of, and the path of a call.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "web/template.h"

namespace mosharekat::web::pages::part {

// {{> part/pager pager}}: made by pager(); nothing is shown when all fits on one page.
struct PageLink {
  std::int64_t number = 0;  // 0: numbers are left out here
  bool current = false;
};
struct Pager {
  std::string path{};  // with base and query, up to and with "page=": /en/calls?state=open&page=
  std::int64_t previous = 0, next = 0;
  std::vector<PageLink> pages{};
};
// The first, the last and those round the current page.
Pager pager(std::string path, std::int64_t current, std::int64_t last);

// An empty list says what will be here and when: {{> part/empty empty}}. Title and text are keys.
struct Empty {
  std::string title{};
  std::string text{};
  std::string link{}, link_label{};  // a path with base, and a key
};

// One step of {{> part/path path}}.
struct Step {
  std::string state{};   // done, now, late, or empty: still to come
  std::string label{};   // a key
  std::string detail{};  // in the reader's language: a date, who owes it
};
struct Path {
  std::vector<Step> steps{};
};

}  // namespace mosharekat::web::pages::part
