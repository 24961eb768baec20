// SPDX-License-Identifier: AGPL-3.0-or-later
// The staff's desk (کارتابل): what waits for this person, most urgent first.
#pragma once
#include <string>
#include <vector>

#include "web/pages/call/card.h"
#include "web/pages/guide/previews.h"
#include "web/pages/guide/tour.h"
#include "web/pages/job/show.h"
#include "web/pages/part/form.h"
#include "web/pages/part/list.h"

namespace mosharekat::web::pages::desk {

struct Task {
  std::string chip_style{}, chip{}, title{}, link{}, detail{};
  Instant due{};  // what waits for nobody else comes first
};
struct CallLine {
  std::int64_t number = 0, unanswered = 0, contributions = 0;
  std::string title{}, agency{};
  call::Chip chip{};
};
struct Desk {
  std::string name{};
  std::vector<Task> tasks{};
  std::vector<CallLine> calls{};
  bool may_prepare = false, may_moderate = false, may_register = false, may_review = false;
  std::int64_t queue = 0, appeals = 0, approvals = 0, assigned = 0, reviews = 0;
  part::Empty empty{};
  guide::Tour tour{};
  job::List jobs{};  // the reader's own long work
};
Result<Response> show(Context& in);

struct NewCallForm {
  part::Problems problems{};
  part::Select preparing_unit{}, lead_unit{}, document_type{}, second_language{};
  part::Field title_fa{}, title_second{};
  part::Choices start{};
  guide::Previews previews{};
};
// The kinds of documents that are offered, with what was chosen.
part::Select document_type_select(const Context& in, store::Transaction& tx, const std::string& name);
Result<Response> new_call(Context& in);
Result<Response> prepare(Context& in);

// One step of a proposal's route: who decided or is to decide.
struct StepView {
  std::string title{}, who{}, note{}, state{};  // state: done, returned, now or empty
  std::optional<Instant> at{};
};
// A proposal of another person, waiting for a second one.
struct ApprovalView {
  std::string id{}, act{}, reason{}, reason_second{}, proposed_by{}, until{}, note{}, verdict{}, decided_by{};
  std::int64_t call = 0;
  std::string title{};
  Instant at{};
  bool can_decide = false, own = false, can_take_back = false;
  std::string in_place_of{};  // the absent person whose deputy is asked
  std::string moved{};        // a sentence: what an approval now makes of an opening day that has passed
  std::vector<StepView> steps{};
};
struct Approvals {
  std::vector<ApprovalView> approvals{};
  part::Empty empty{};
};
Result<Response> approvals(Context& in);
Result<Response> approve(Context& in);    // POST /desk/approvals/{approval}/approval
Result<Response> send_back(Context& in);  // POST /desk/approvals/{approval}/return
Result<Response> take_back(Context& in);  // POST /desk/approvals/{approval}/removal
ApprovalView approval_view(const Context& in, store::Transaction& tx, const consultation::Approval& approval);

}  // namespace mosharekat::web::pages::desk
