// SPDX-License-Identifier: AGPL-3.0-or-later
// The public page of an agency: who it is, its calls by state, and how it kept its duties.
#pragma once
#include <string>
#include <vector>

#include "web/pages/call/card.h"

namespace mosharekat::web::pages::agency {

struct Group {
  std::string label{}, link{};  // a key; the whole list
  std::int64_t count = 0;
  std::vector<call::Card> cards{};  // the newest few
};
struct Late {
  std::int64_t call = 0, days = 0;
  std::string title{}, duty{};  // duty: a key
};
struct Below {
  std::string slug{}, name{};
};
// A kind of duty: done in time and late, still owed and overdue.
struct DutyRow {
  std::string label{};  // a key
  std::int64_t in_time = 0, late = 0, owed = 0, overdue = 0;
};
struct Show {
  std::string name{}, contact{}, home_url{}, feed{}, strategy_link{};
  std::vector<DutyRow> duties{};
  std::vector<Below> above{}, below{};
  std::vector<Late> late{};
  std::vector<Group> groups{};
  part::Empty empty{};
};

Result<Response> show(Context& in);

}  // namespace mosharekat::web::pages::agency
