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
  bool narrowed = false;  // by agency, topic or place
  std::string feed{};     // the same list for feed readers
  std::vector<Tab> tabs{};
  part::Select agency{}, topic{}, place{};
  std::vector<Card> cards{};
  std::int64_t total = 0;
  part::Pager pager{};
  part::Empty empty{};
};

// Codes of topics, by which calls are filtered: call.topic.<code>.
const std::vector<std::string>& topics();

// The states that one tab of a list shows, call.tab.<name>, in the order of the tabs.
struct StateGroup {
  std::string_view name;
  std::vector<consultation::State> states;
};
const std::vector<StateGroup>& state_groups();

// What the query of a list or a feed asks for. An unknown state is not found.
struct Asked {
  consultation::Filter filter;
  std::string state{};   // name of the tab; empty: all
  std::string agency{};  // its name in the reader's language
};
Result<Asked> asked_of(const Context& in, store::Transaction& tx);
// The query again with another tab: "?agency=x&state=open", or nothing.
std::string query_of(const Context& in, std::string_view state);

Result<Response> list(Context& in);

}  // namespace mosharekat::web::pages::call
