// SPDX-License-Identifier: AGPL-3.0-or-later
// Who decides in whose place, from when until when.
#pragma once
#include "web/pages/desk/desk.h"

namespace mosharekat::web::pages::desk {

struct DeputyLine {
  std::string id{}, person{}, deputy{}, period{}, reason{}, named_by{};
  bool may_end = false;
};
struct Deputies {
  std::vector<DeputyLine> lines{};
  part::Empty empty{};
  part::Problems problems{};
  part::Select person{}, deputy{};
  part::Field first_day{}, last_day{}, reason{};
};
Result<Response> deputies(Context& in);
Result<Response> name_deputy(Context& in);
Result<Response> end_deputy(Context& in);  // POST /desk/deputies/{deputy}/end

}  // namespace mosharekat::web::pages::desk
