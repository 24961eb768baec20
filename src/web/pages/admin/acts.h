// SPDX-License-Identifier: AGPL-3.0-or-later
// The log of acts (رویدادها), for the auditor and the country's administrator: who did what, with before and after. An auditor
// sees the acts on the own tree's calls, agencies and staff; reading and exporting change nothing. Citizens are not named: an
// auditor watches the staff.
#pragma once
#include "ledger/ledger.h"
#include "web/pages/admin/admin.h"
#include "web/pages/part/list.h"

namespace mosharekat::web::pages::admin {

struct ActField {
  std::string name{}, before{}, after{};
};
struct Act {
  std::string id{}, kind{}, what{}, actor{}, subject{}, link{}, reason{};
  Instant at{};
  std::vector<ActField> fields{};
};
struct Acts {
  Nav nav{"acts"};
  part::Select kind{}, actor{};
  part::Field from{}, until{};
  std::vector<Act> acts{};
  std::string newest{}, older{}, csv{}, json{};  // addresses, or empty
  part::Empty empty{};
  part::Problems problems{};
};

// Every kind of event that the program writes, each with its sentence act.<kind>.
const std::vector<std::string_view>& act_kinds();

Result<Response> acts(Context& in);
Result<Response> acts_csv(Context& in);
Result<Response> acts_json(Context& in);

}  // namespace mosharekat::web::pages::admin
