// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/agency/show.h"

#include "consultation/duty_record.h"
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
    const consultation::DutyRecord record = consultation::duty_record(tx, found->id, in.now);
    for (const consultation::DutyCounts& counts : record.counts) {
      if (counts.in_time + counts.late + counts.owed + counts.overdue == 0) continue;
      view.duties.push_back({.label = "agency.duty." + std::string(consultation::name(counts.duty)),
                             .in_time = counts.in_time,
                             .late = counts.late,
                             .owed = counts.owed,
                             .overdue = counts.overdue});
    }
    for (const consultation::OverdueDuty& one : record.overdue)
      view.late.push_back({.call = one.number,
                           .days = days_between(date_in_tehran(one.due - Milliseconds{1}), date_in_tehran(in.now)),
                           .title = consultation::text_of(consultation::texts(tx, one.call), "title", code(in.language())),
                           .duty = "agency.duty." + std::string(consultation::name(one.duty))});
  });
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
