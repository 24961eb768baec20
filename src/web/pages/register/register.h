// SPDX-License-Identifier: AGPL-3.0-or-later
// The public register of drafts that were not consulted on and of acts out of order; the forward plan, also as a calendar; and
// the desk where both are kept.
#pragma once
#include "web/context.h"
#include "web/pages/part/form.h"
#include "web/pages/part/list.h"

namespace mosharekat::web::pages::registers {

struct WithheldLine {
  std::string kind{}, title{}, agency{}, document_type{}, reason{}, legal_basis{}, decided_by{};
  Instant decided{};
};
struct IrregularLine {
  std::string kind{}, title{}, authority{}, document_number{}, reason{};
  std::int64_t call = 0;
  Instant happened{};
};
struct Register {
  std::vector<WithheldLine> withheld{};
  std::vector<IrregularLine> irregular{};
  part::Pager pager{};
  part::Empty empty{};
};
Result<Response> show(Context& in);  // GET /register

struct PlanLine {
  std::string id{}, title{}, agency{}, agency_link{}, document_type{}, call_link{};
  Instant from{}, until{};
  bool may_drop = false;
};
struct Plan {
  std::vector<PlanLine> announced{}, planned{};
  part::Empty empty{};
};
Result<Response> plan(Context& in);      // GET /plan
Result<Response> calendar(Context& in);  // GET /plan.ics

struct RegisterDesk {
  part::Problems problems{};
  part::Select agency{}, kind{}, document_type{}, plan_agency{}, plan_type{};
  part::Field title_fa{}, title_en{}, legal_basis{}, decided_by{}, decided_on{}, plan_title_fa{}, plan_title_en{},
      plan_first_day{}, plan_last_day{};
  part::Area reason_fa{}, reason_en{};
  std::vector<PlanLine> planned{};
};
Result<Response> desk(Context& in);  // GET /desk/register
Result<Response> record_withheld(Context& in);
Result<Response> plan_call(Context& in);
Result<Response> drop_planned_call(Context& in);  // POST /desk/plans/{plan}/removal

}  // namespace mosharekat::web::pages::registers
