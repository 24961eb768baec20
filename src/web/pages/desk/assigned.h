// SPDX-License-Identifier: AGPL-3.0-or-later
// What was given to a unit to answer, by what is due first: its head gives it to named officers and sees who has how much; the
// officers take it on and answer it here.
#pragma once
#include "web/pages/desk/answer.h"

namespace mosharekat::web::pages::desk {

struct QueueTab {
  std::string label{}, link{};  // label: said
  std::int64_t count = 0;
  bool current = false;
};
struct LoadLine {
  std::string unit{}, name{}, link{};  // name: empty: nobody
  std::int64_t open = 0, overdue = 0;
};
struct AssignedPage {
  std::string action{};
  std::int64_t total = 0;
  std::vector<QueueTab> tabs{};
  std::vector<LoadLine> loads{};
  std::int64_t overdue = 0;  // of all loads
  bool several_units = false;
  part::Problems problems{};
  Undo undo{};
  Picking picking{};
  std::vector<Item> items{};
  part::Pager pager{};
  part::Select officer{};  // without options the reader is the lead of no unit that has something
  part::Field due{};
  Decision decision{};
  part::Empty empty{};
};
Result<Response> assigned(Context& in);
Result<Response> answer_assigned(Context& in);  // POST: chosen ones are given, taken on, or get a decision

}  // namespace mosharekat::web::pages::desk
