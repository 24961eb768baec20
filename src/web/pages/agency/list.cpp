// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/agency/list.h"

#include <algorithm>
#include <map>

#include "consultation/call.h"
#include "generated/templates/agency/list.h"

namespace mosharekat::web::pages::agency {

using consultation::State;

namespace {

constexpr int deepest = 3;

// Parents before children, sisters by name.
void add_below(const std::multimap<std::string, const identity::Agency*>& below, const std::string& parent, int depth,
               Language language, std::vector<const identity::Agency*>& order, std::vector<Line>& lines) {
  std::vector<const identity::Agency*> sisters;
  const auto [first, last] = below.equal_range(parent);
  for (auto place = first; place != last; ++place) sisters.push_back(place->second);
  std::sort(sisters.begin(), sisters.end(),
            [&](const auto* left, const auto* right) { return left->name(language) < right->name(language); });
  for (const identity::Agency* one : sisters) {
    order.push_back(one);
    lines.push_back({.slug = one->slug, .name = one->name(language), .depth = std::min(depth, deepest)});
    add_below(below, one->id.value, depth + 1, language, order, lines);
  }
}

}  // namespace

std::vector<Line> tree(const Context& in) {
  std::vector<Line> lines;
  in.read([&](store::Transaction& tx) {
    const auto agencies = identity::agencies(tx);
    std::multimap<std::string, const identity::Agency*> below;
    for (const identity::Agency& one : agencies) below.emplace(one.parent.value, &one);
    std::vector<const identity::Agency*> order;
    add_below(below, "", 0, in.language(), order, lines);
    // Only calls that are open or owe a report are few enough to be read whole.
    const consultation::Filter running{.states = {State::open, State::closed, State::analysing}, .limit = 5000};
    for (const consultation::Call& call : consultation::find_calls(tx, running).calls) {
      const bool open = consultation::state_at(call, in.now) == State::open;
      const bool late = consultation::report_overdue(call, in.now);
      for (std::size_t i = 0; i < order.size(); ++i) {
        const std::string& path = order[i]->path;
        const bool concerns = call.preparing_path.starts_with(path) || call.agency == order[i]->id;
        lines[i].open += concerns && open ? 1 : 0;
        lines[i].overdue += concerns && late ? 1 : 0;
      }
    }
  });
  return lines;
}

Result<Response> list(Context& in) {
  List view{.lines = tree(in)};
  return in.page({.title = in.say("agency.list.title"),
                  .description = in.say("agency.list.lead"),
                  .section = "agencies",
                  .shared_for = Milliseconds{30000}},
                 to_html(view, in.reader));
}

}  // namespace mosharekat::web::pages::agency
