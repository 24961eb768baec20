// SPDX-License-Identifier: AGPL-3.0-or-later
// What happens to a call by itself: opening and closing at their time.
#include "base/json_text.h"
#include "consultation/call.h"
#include "consultation/call_store.h"
#include "consultation/follow.h"
#include "consultation/retention.h"
#include "consultation/stakeholder.h"
#include "ledger/ledger.h"

namespace mosharekat::consultation {

using identity::Role;
using ledger::Done;
using ledger::Nothing;
using Invalid = mosharekat::Code;

namespace {

// What the clock does at the deadline, and whoever first acts on a call after it.
Result<ledger::Recorded> carry_out_closing(store::Transaction& tx, const Call& call, const identity::PersonId& actor,
                                           Instant now) {
  TRY(set_state(tx, call, State::closed, now));
  add_notice(tx, call.id, "closed", {}, *call.closes_at);
  return ledger::append(tx, {.kind = "call.closed",
                             .subject = call.id.value,
                             .actor = actor.value,
                             .at = now,
                             .before = json::object({{"state", std::string(name(call.state))}}),
                             .after = json::object({{"state", "closed"}})});
}

}  // namespace

Result<void> close(store::Database& database, const identity::Actor& actor, Instant now, const CallId& id) {
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<Nothing>> {
    const Owned owned = TRY(owned_call(tx, id));
    if (!actor.system && !leads(actor, owned.call) && !actor.has(Role::approver, owned.agency))
      return Error{Invalid::denied, "call.error.not_yours"};
    const State state = state_at(owned.call, now);
    if (state == State::open || state == State::announced)
      return Error{Invalid::conflict, "call.error.no_early_closing", {{"date", *owned.call.closes_at - Milliseconds{1}}}};
    if (owned.call.state != State::open && owned.call.state != State::announced)
      return Error{Invalid::conflict, "call.error.wrong_state"};
    return Done{TRY(carry_out_closing(tx, owned.call, actor.person, now)), Nothing{}};
  });
}

int turn_clock(store::Database& database, Instant now) {
  const auto due = database.read([&](store::Transaction& tx) {
    return tx.all<CallId>(
        "SELECT id FROM call WHERE (state = 'announced' AND opens_at <= $1) OR (state = 'open' AND closes_at <= $1) ORDER BY id",
        {now}, [](store::Row& row) { return row.id<CallId>(); });
  });
  int changed = 0;
  for (const CallId& id : due) {
    const auto opened = ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<Nothing>> {
      const Owned owned = TRY(owned_call(tx, id));
      if (owned.call.state != State::announced || now < *owned.call.opens_at)
        return Error{Invalid::conflict, "call.error.wrong_state"};
      TRY(set_state(tx, owned.call, State::open, now));
      add_notice(tx, id, "opened", {owned.call.shorter_reason, {}}, *owned.call.opens_at);
      if (now < *owned.call.closes_at) {
        owe_notices(tx, owned.call, "opened", {}, now, Audience::followers);
        invite_stakeholders(tx, owned.call, now);
      }
      return Done{
          ledger::append(tx, {.kind = "call.opened", .subject = id.value, .at = now, .after = json::object({{"state", "open"}})}),
          Nothing{}};
    });
    const auto closed = close(database, identity::Actor{.system = true}, now, id);
    changed += opened.has_value() || closed.has_value();
  }
  remind_of_closing(database, now);
  erase_old_addresses(database, now);
  return changed;
}

Result<void> start_analysis(store::Database& database, const identity::Actor& actor, Instant now, const CallId& id) {
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<Nothing>> {
    const Owned owned = TRY(owned_call(tx, id));
    if (!prepares(actor, owned.call)) return Error{Invalid::denied, "call.error.not_yours"};
    TRY(in_state(owned.call, now, {State::closed}));
    if (owned.call.state != State::closed) TRY(carry_out_closing(tx, owned.call, {}, now));
    TRY(set_state(tx, consultation::call(tx, id).value(), State::analysing, now));
    return Done{ledger::append(tx, {.kind = "call.analysis_started",
                                    .subject = id.value,
                                    .actor = actor.person.value,
                                    .at = now,
                                    .after = json::object({{"state", "analysing"}})}),
                Nothing{}};
  });
}

}  // namespace mosharekat::consultation
