// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/call/list.h"

#include "base/geography.h"
#include "base/text.h"
#include "generated/templates/call/list.h"

namespace mosharekat::web::pages::call {

using consultation::State;

namespace {

constexpr int page_size = 20;

}  // namespace

const std::vector<StateGroup>& state_groups() {
  static const std::vector<StateGroup> all = {{"open", {State::open}},
                                              {"suspended", {State::suspended}},
                                              {"upcoming", {State::announced}},
                                              {"review", {State::closed, State::analysing}},
                                              {"answered", {State::reported, State::decided, State::feedback, State::evaluated}},
                                              {"withdrawn", {State::withdrawn}}};
  return all;
}

Result<Asked> asked_of(const Context& in, store::Transaction& tx) {
  const Fields& query = in.request.query;
  Asked asked;
  asked.filter.words = std::string(query["q"]);
  asked.filter.topic = std::string(query["topic"]);
  asked.filter.place = std::string(query["place"]);
  if (const std::string_view state = query["state"]; !state.empty()) {
    for (const StateGroup& group : state_groups())
      if (group.name == state) asked.filter.states = group.states, asked.state = std::string(state);
    if (asked.state.empty()) return Error{Code::not_found, "problem.not_found"};
  }
  if (const std::string_view slug = query["agency"]; !slug.empty())
    if (const auto agency = identity::agency_by_slug(tx, slug)) {
      asked.filter.agency = agency->id;
      asked.agency = agency->name(in.language());
    }
  return asked;
}

std::string query_of(const Context& in, std::string_view state) {
  std::string made;
  const auto add = [&](std::string_view name, std::string_view value) {
    if (!value.empty()) made += (made.empty() ? "?" : "&") + std::string(name) + "=" + percent_encode(value);
  };
  for (const std::string_view name : {"q", "agency", "topic", "place"}) add(name, in.request.query[name]);
  add("state", state);
  return made;
}

Result<Response> list(Context& in) {
  const Fields& query = in.request.query;
  List view;
  auto asked = in.read([&](store::Transaction& tx) { return asked_of(in, tx); });
  if (!asked) return asked.error();
  consultation::Filter filter = asked->filter;
  view.words = filter.words;
  view.state = asked->state;
  view.narrowed = !query["agency"].empty() || !query["topic"].empty() || !query["place"].empty();
  const std::int64_t page = std::max<std::int64_t>(1, text::parse_integer(query["page"]).value_or(1));
  filter.limit = page_size;
  filter.offset = static_cast<int>(std::min<std::int64_t>(page - 1, 100000) * page_size);
  const std::string self = std::string(in.reader.base) + "/calls";
  in.read([&](store::Transaction& tx) {
    view.agency = {.name = "agency", .label = "call.list.agency"};
    view.agency.options.push_back({.value = "", .label = "call.list.any"});
    for (const identity::Agency& agency : identity::agencies(tx)) {
      if (agency.kind == identity::AgencyKind::unit) continue;
      view.agency.options.push_back(
          {.value = agency.slug, .label_text = agency.name(in.language()), .chosen = query["agency"] == agency.slug});
    }
    view.topic = {.name = "topic", .label = "call.list.topic"};
    view.topic.options.push_back({.value = "", .label = "call.list.any"});
    for (const std::string& topic : topics())
      view.topic.options.push_back({.value = topic, .label = "call.topic." + topic, .chosen = query["topic"] == topic});
    view.place = {.name = "place", .label = "call.list.place"};
    view.place.options.push_back({.value = "", .label = "call.list.any"});
    for (const Province& province : provinces())
      view.place.options.push_back({.value = std::string(province.code),
                                    .label_text = std::string(province.name(in.language())),
                                    .chosen = query["place"] == province.code});
    const consultation::Found found = consultation::find_calls(tx, filter);
    view.total = found.total;
    for (const consultation::Call& call : found.calls) view.cards.push_back(card_of(in, tx, call));
    const auto add_tab = [&](std::string_view state, std::vector<State> states) {
      consultation::Filter counted = filter;
      counted.states = std::move(states);
      counted.limit = 1;
      counted.offset = 0;
      view.tabs.push_back({.state = std::string(state),
                           .label = "call.tab." + std::string(state.empty() ? "all" : state),
                           .link = self + query_of(in, state),
                           .count = consultation::find_calls(tx, counted).total,
                           .current = view.state == state});
    };
    add_tab("", {});
    for (const StateGroup& group : state_groups()) add_tab(group.name, group.states);
  });
  const std::string here = query_of(in, view.state);
  view.feed = self + ".atom" + here;
  view.pager = part::pager(self + here + (here.empty() ? "?page=" : "&page="), page, (view.total + page_size - 1) / page_size);
  view.empty = {.title = "call.list.none", .text = "call.list.none_hint"};
  return in.page({.title = in.say("call.list.title"),
                  .description = in.say("call.list.lead"),
                  .section = "calls",
                  .shared_for = Milliseconds{30000},
                  .feed = "/calls.atom" + here},
                 to_html(view, in.reader));
}

const std::vector<std::string>& topics() {
  static const std::vector<std::string> all = {
      "administration", "agriculture", "culture",  "economy", "education", "employment", "energy",     "environment",
      "health",         "housing",     "industry", "justice", "science",   "social",     "technology", "transport"};
  return all;
}

}  // namespace mosharekat::web::pages::call
