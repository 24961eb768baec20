// SPDX-License-Identifier: AGPL-3.0-or-later
// One answer for all of a theme, or of a group in nearly the same words; and what stands beside an answer on the desk.
#pragma once
#include "web/pages/desk/answer.h"

namespace mosharekat::web::pages::desk {

struct Member {
  std::string id{};
  std::int64_t number = 0;
  std::string text{}, author{};
  bool picked = false;
};
struct Together {
  std::int64_t call = 0, total = 0, undecided = 0;
  std::string title{}, name{}, action{};
  bool of_theme = false, can_dispose = false;
  part::Problems problems{};
  std::vector<Member> members{};
  std::int64_t more = 0;
  Decision decision{};
};
Result<Response> theme_answer(Context& in);  // GET and POST /desk/calls/{call}/themes/{theme}/answers
Result<Response> answer_theme(Context& in);
Result<Response> group_answer(Context& in);  // GET and POST /desk/calls/{call}/groups/{number}/answers
Result<Response> answer_group(Context& in);

// Review and minutes of a decision, said on its item.
void describe_decision(Context& in, store::Transaction& tx, const consultation::Disposition& decision, Item& item);

}  // namespace mosharekat::web::pages::desk
