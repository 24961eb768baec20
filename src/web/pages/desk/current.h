// SPDX-License-Identifier: AGPL-3.0-or-later
// The text in force beside a draft: uploaded or pasted by who prepares the call.
#pragma once
#include <string>
#include <vector>

#include "web/context.h"
#include "web/pages/part/form.h"

namespace mosharekat::web::pages::desk {

struct CurrentLine {
  std::string draft{}, draft_title{}, title{};
  std::int64_t provisions = 0;  // 0: none is set
};
struct Current {
  std::int64_t number = 0;
  std::string title{};
  bool drafting = false, any = false, is_public = false;
  std::vector<CurrentLine> lines{};
  part::Problems problems{};
  part::Select draft{};
  part::Field file{};
  part::Area pasted{};
};
Result<Response> current(Context& in);      // GET /desk/calls/{call}/current
Result<Response> set_current(Context& in);  // POST, act: set, remove

}  // namespace mosharekat::web::pages::desk
