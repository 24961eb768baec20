// SPDX-License-Identifier: AGPL-3.0-or-later
// What an agency promised in a call, as the public reads it: on the call's page.
#pragma once
#include <string>
#include <vector>

#include "web/context.h"

namespace mosharekat::web::pages::promise {

struct Line {
  std::string id{}, text{}, state{}, chip_style{}, outcome{}, link{};  // state: a key
  std::int64_t contribution = 0;
  Instant last_day{};
  bool apology = false;
};
struct List {
  std::int64_t call = 0;
  std::vector<Line> lines{};
};
// Empty before the report.
List list_of(const Context& in, store::Transaction& tx, const consultation::Call& call);

}  // namespace mosharekat::web::pages::promise
