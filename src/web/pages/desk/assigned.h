// SPDX-License-Identifier: AGPL-3.0-or-later
// What was given to a unit to answer, by what is due first: its officers take it on and answer it here.
#pragma once
#include "web/pages/desk/answer.h"

namespace mosharekat::web::pages::desk {

struct AssignedPage {
  std::int64_t total = 0, units = 0, mine = 0;
  bool of_mine = false;
  part::Problems problems{};
  std::vector<Item> items{};
  part::Pager pager{};
  Decision decision{};
  part::Empty empty{};
};
Result<Response> assigned(Context& in);
Result<Response> answer_assigned(Context& in);  // POST: chosen ones are taken on, or get a decision

}  // namespace mosharekat::web::pages::desk
