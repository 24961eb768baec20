// SPDX-License-Identifier: AGPL-3.0-or-later
// The desk's page of a call's promises: a new one, and what became of those whose day comes.
#pragma once
#include "web/pages/part/form.h"
#include "web/pages/promise/list.h"

namespace mosharekat::web::pages::promise {

struct Settle {
  Line line{};
  bool waits = false;
  part::Area kept{}, kept_second{}, reason{}, reason_second{};
  part::Field link{};
};
struct Desk {
  std::int64_t number = 0;
  std::string title{};
  part::Problems problems{};
  bool can_promise = false, can_settle = false;
  std::vector<Settle> promises{};
  part::Field contribution{}, day{};
  part::Area text{}, text_second{};
};
Result<Response> desk(Context& in);    // GET /desk/calls/{call}/promises
Result<Response> change(Context& in);  // POST, act: make, keep, apologise

}  // namespace mosharekat::web::pages::promise
