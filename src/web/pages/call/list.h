// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <string>
#include <vector>

#include "web/pages/call/card.h"
#include "web/pages/part/form.h"
#include "web/pages/part/list.h"

namespace mosharekat::web::pages::call {

struct Tab {
  std::string state{}, label{};
  std::string link{};
  std::int64_t count = 0;
  bool current = false;
};
struct List {
  std::string words{}, state{};
  std::vector<Tab> tabs{};
  part::Select agency{}, topic{}, place{};
  std::vector<Card> cards{};
  std::int64_t total = 0;
  part::Pager pager{};
  part::Empty empty{};
};

// Codes of topics, by which calls are filtered: call.topic.<code>.
const std::vector<std::string>& topics();

Result<Response> list(Context& in);

}  // namespace mosharekat::web::pages::call
