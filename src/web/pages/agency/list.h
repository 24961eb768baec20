// SPDX-License-Identifier: AGPL-3.0-or-later
// All agencies with their units, in the order of the tree.
#pragma once
#include <string>
#include <vector>

#include "web/context.h"

namespace mosharekat::web::pages::agency {

struct Line {
  std::string slug{}, name{};
  int depth = 0;                       // 0 for a root; at most 3 is told apart
  std::int64_t open = 0, overdue = 0;  // calls of its own and below: open now; reports owed and late
};
struct List {
  std::vector<Line> lines{};
};

std::vector<Line> tree(const Context& in);
Result<Response> list(Context& in);

}  // namespace mosharekat::web::pages::agency
