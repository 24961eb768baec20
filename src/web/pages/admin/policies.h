// SPDX-License-Identifier: AGPL-3.0-or-later
// Period policies: how many days a call of an agency and a kind of document stays open at least, and on which legal source.
#pragma once
#include "web/pages/admin/admin.h"

namespace mosharekat::web::pages::admin {

struct PolicyLine {
  std::string agency{}, document_type{}, period{}, counted_back_from{}, source{};
  bool moves = false;
  std::int64_t notice_days = 0;
};
struct DutyLine {
  std::string agency{}, duty{}, time{}, source{};
};
struct Policies {
  Nav nav{"policies"};
  std::vector<PolicyLine> lines{};
  int default_days = 0;
  part::Problems problems{};
  part::Select agency{}, document_type{}, unit{}, counted_back_from{};
  part::Field days{}, source{};
  part::Choices options{};
  part::Field notice_days{};
  std::vector<DutyLine> duties{};
  part::Problems duty_problems{};
  part::Select duty_agency{}, duty{}, duty_unit{};
  part::Field duty_days{}, duty_source{};
};

Result<Response> policies(Context& in);
Result<Response> set_policy(Context& in);
Result<Response> set_duty_clock(Context& in);

}  // namespace mosharekat::web::pages::admin
