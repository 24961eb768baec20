// SPDX-License-Identifier: AGPL-3.0-or-later
// Approval routes of an agency, and deputies of absent persons.
#pragma once
#include "web/pages/admin/admin.h"

namespace mosharekat::web::pages::admin {

struct RouteLine {
  std::string agency{}, act{}, edit_link{};
  std::vector<std::string> steps{};
};
struct StepForm {
  std::string title{};
  part::Field title_fa{}, title_en{};
  part::Select holder{};
};
struct Routes {
  Nav nav{"routes"};
  std::vector<RouteLine> lines{};
  part::Problems problems{};
  part::Select agency{}, act{};
  std::vector<StepForm> steps{};
};
Result<Response> approval_routes(Context& in);
Result<Response> set_route(Context& in);

}  // namespace mosharekat::web::pages::admin
