// SPDX-License-Identifier: AGPL-3.0-or-later
// What stands on an agency's paper.
#pragma once
#include "web/pages/admin/admin.h"

namespace mosharekat::web::pages::admin {

struct LetterheadForm {
  Nav nav{"agencies"};
  std::string agency_id{}, agency{};
  part::Problems problems{};
  std::vector<part::Field> fields{};
};
Result<Response> letterhead(Context& in);  // GET /desk/agencies/{agency}/letterhead
Result<Response> set_letterhead(Context& in);

}  // namespace mosharekat::web::pages::admin
