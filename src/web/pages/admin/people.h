// SPDX-License-Identifier: AGPL-3.0-or-later
// Staff and what each may do where. An administrator sees those who hold a role in the own tree.
#pragma once
#include "web/pages/admin/admin.h"
#include "web/pages/part/list.h"

namespace mosharekat::web::pages::admin {

struct RoleLine {
  std::string agency{}, agency_id{}, role{}, role_name{};
  bool may_take = false;
};
struct PersonLine {
  std::string id{}, name{}, email{};
  std::vector<RoleLine> roles{};
};
struct People {
  Nav nav{"people"};
  part::Select agency{}, role{};  // filters
  std::int64_t total = 0;
  std::vector<PersonLine> people{};
  part::Pager pager{};
  part::Empty empty{};
  part::Problems problems{};
  part::Field email{};
  part::Select invite_agency{}, invite_role{};
};
struct PersonView {
  Nav nav{"people"};
  PersonLine person{};
  part::Problems problems{};
  part::Select agency{}, role{};
};

Result<Response> people(Context& in);
// Who is staff already gets the role at once; others get a letter.
Result<Response> invite(Context& in);
Result<Response> person(Context& in);
Result<Response> give_role(Context& in);
Result<Response> take_role(Context& in);

}  // namespace mosharekat::web::pages::admin
