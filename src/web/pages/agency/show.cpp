// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/agency/show.h"

#include "consultation/call.h"
#include "consultation/strategy.h"
#include "generated/templates/agency/show.h"
#include "web/pages/call/list.h"

namespace mosharekat::web::pages::agency {

using consultation::State;

namespace {

constexpr int shown = 5;

}  // namespace

Result<Response> show(Context& in) {
  const auto found = in.read([&](store::Transaction& tx) { return identity::agency_by_slug(tx, in.part("slug")); });
  if (!found) return Error{Code::not_found, "agency.unknown"};
  Show view;
  view.name = found->name(in.language());
  view.contact = found->contact;
  view.home_url = found->home_url;
  const std::string base(in.reader.base);
  in.read([&](store::Transaction& tx) {
    if (!consultation::strategies(tx, found->id).empty()) view.strategy_link = base + "/agencies/" + found->slug + "/strategy";
    for (const identity::Agency& one : identity::agencies(tx)) {
      if (one.parent == found->id) view.below.push_back({one.slug, one.name(in.language())});
      if (one.id != found->id && found->path.starts_with(one.path)) view.above.push_back({one.slug, one.name(in.language())});
    }
    for (const call::StateGroup& kind : call::state_groups()) {
      consultation::Filter filter;
      filter.states = kind.states;
      filter.agency = found->id;
      filter.limit = shown;
      const consultation::Found calls = consultation::find_calls(tx, filter);
      if (calls.total == 0) continue;
      Group group{.label = "call.tab." + std::string(kind.name),
                  .link = base + "/calls?agency=" + found->slug + "&state=" + std::string(kind.name),
                  .count = calls.total};
      for (const consultation::Call& call : calls.calls) group.cards.push_back(call::card_of(in, tx, call));
      view.groups.push_back(std::move(group));
    }
    // A call may be past its time before the clock has written so down: open ones are asked too.
    consultation::Filter owing;
    owing.states = {State::open, State::closed, State::analysing};
    owing.agency = found->id;
    owing.limit = 500;
    for (const consultation::Call& call : consultation::find_calls(tx, owing).calls) {
      if (!consultation::report_overdue(call, in.now)) {
        view.duties.owed += consultation::state_at(call, in.now) != State::open ? 1 : 0;
        continue;
      }
      ++view.duties.overdue;
      const auto due = date_in_tehran(consultation::report_due(call) - Milliseconds{1});
      view.late.push_back({.call = call.number,
                           .days = days_between(due, date_in_tehran(in.now)),
                           .title = consultation::text_of(consultation::texts(tx, call.id), "title", code(in.language()))});
    }
    consultation::Filter kept;
    kept.states = {State::reported, State::decided, State::feedback, State::evaluated};
    kept.agency = found->id;
    kept.limit = 2000;
    for (const consultation::Call& call : consultation::find_calls(tx, kept).calls)
      for (const consultation::Notice& notice : consultation::notices(tx, call.id))
        if (notice.kind == "reported") ++(notice.at < consultation::report_due(call) ? view.duties.in_time : view.duties.late);
  });
  const Duties& duties = view.duties;
  view.has_duties = duties.in_time + duties.late + duties.owed + duties.overdue > 0;
  view.feed = base + "/calls.atom?agency=" + found->slug;
  view.empty = {.title = "agency.no_calls", .text = "agency.no_calls_hint"};
  return in.page({.title = view.name,
                  .description = in.say("agency.lead", {{"name", view.name}}),
                  .section = "calls",
                  .shared_for = Milliseconds{30000},
                  .feed = "/calls.atom?agency=" + found->slug},
                 to_html(view, in.reader));
}

}  // namespace mosharekat::web::pages::agency
