// SPDX-License-Identifier: AGPL-3.0-or-later
// The second person on refusals: the queue of a call, what waits in all calls, and the policy of each body.
#pragma once
#include "web/pages/desk/answer.h"

namespace mosharekat::web::pages::desk {

// Refusals in the same words: the reason once, and whom it was given to.
struct ReviewGroup {
  std::string first{}, code{}, part{}, reason{}, citation{};
  std::int64_t count = 0, more = 0;
  std::vector<Item> items{};
};
struct ReviewQueue {
  std::int64_t call = 0, waiting = 0, returned = 0, seen = 0;
  std::vector<ReviewGroup> groups{};
  Picking picking{};
  std::string title{};
  bool of_returned = false, can_review = false, needed = false;
  part::Problems problems{};
  std::vector<Item> items{};  // those that came back
  part::Pager pager{};
  part::Area note{};
  part::Empty empty{};
};
Result<Response> review(Context& in);           // GET /desk/calls/{call}/review
Result<Response> review_refusals(Context& in);  // POST: approves or returns the chosen ones, or all in the same words

struct ReviewLine {
  std::int64_t call = 0, count = 0;
  std::string title{}, agency{};
};
// Of the calls whose refusals this person reviews.
std::vector<ReviewLine> waiting_reviews(const Context& in, store::Transaction& tx);
struct ReviewPolicyLine {
  std::string agency{}, unit{};
  bool needed = false;
};
struct Reviews {
  std::vector<ReviewLine> lines{};
  std::vector<ReviewPolicyLine> policies{};
  bool administers = false;
  part::Problems problems{};
  part::Select agency{}, needed{}, unit{};
  part::Empty empty{};
};
Result<Response> reviews(Context& in);            // GET /desk/reviews
Result<Response> set_review_policy(Context& in);  // POST /desk/reviews

}  // namespace mosharekat::web::pages::desk
