// SPDX-License-Identifier: AGPL-3.0-or-later
// Who is invited to a call by name: naming them while it is prepared, and seeing who took part.
#pragma once
#include <string>
#include <vector>

#include "web/context.h"
#include "web/pages/part/form.h"

namespace mosharekat::web::pages::desk {

struct StakeholderLine {
  std::string id{}, name{}, kind{}, email{};  // kind: a key
  bool invited = false, took_part = false;
};
struct Stakeholders {
  std::int64_t number = 0;
  std::string title{};
  bool may_change = false, was_opened = false;
  std::vector<StakeholderLine> lines{};
  std::vector<std::string> left_out{};  // keys of kinds
  part::Problems problems{};
  part::Select kind{};
  part::Field name_fa{}, name_en{}, email{};
};
Result<Response> stakeholders(Context& in);
Result<Response> name_stakeholder(Context& in);
Result<Response> drop_stakeholder(Context& in);

}  // namespace mosharekat::web::pages::desk
