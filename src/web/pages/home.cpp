// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/home.h"

#include "consultation/totals.h"
#include "generated/templates/home.h"

namespace mosharekat::web::pages {

using consultation::State;

Result<Response> home(Context& in) {
  Home view;
  in.read([&](store::Transaction& tx) {
    const auto list = [&](std::vector<State> states, int limit, const auto& use) {
      for (const consultation::Call& call : consultation::find_calls(tx, {.states = std::move(states), .limit = limit}).calls)
        use(call);
    };
    // The clock may be a few seconds behind the hour: a call is listed under the state that counts now.
    const auto file = [&](const consultation::Call& call) {
      const call::Card card = call::card_of(in, tx, call);
      switch (consultation::state_at(call, in.now)) {
        case State::announced: view.upcoming.push_back(card); break;
        case State::open: (card.chip.style == "soon" ? view.soon : view.open).push_back(card); break;
        case State::suspended: view.suspended.push_back(card); break;
        case State::closed:
        case State::analysing: view.review.push_back(card); break;
        default: view.answered.push_back(card);
      }
    };
    list({State::open, State::announced, State::suspended}, 30, file);
    // The rest is one link away.
    constexpr std::size_t shown = 6;
    if (view.open.size() > shown) view.open.resize(shown);
    if (view.upcoming.size() > shown) view.upcoming.resize(shown);
    list({State::closed, State::analysing}, 5, file);
    list({State::reported, State::decided, State::feedback, State::evaluated}, 5, file);
    view.calls_total = consultation::find_calls(tx, {.limit = 1}).total;
    const consultation::Totals totals = consultation::totals(tx);
    view.contributions_total = totals.contributions;
    view.answers_total = totals.answers;
    view.changes_total = totals.changes;
  });
  return in.page({.title = in.say("home.page"),
                  .description = in.say("home.lead"),
                  .section = "home",
                  .shared_for = Milliseconds{30000},
                  .feed = "/calls.atom"},
                 to_html(view, in.reader));
}

}  // namespace mosharekat::web::pages
