// SPDX-License-Identifier: AGPL-3.0-or-later
#include "consultation/conclusion.h"

#include "base/json_text.h"
#include "base/text.h"
#include "consultation/call_store.h"
#include "ledger/ledger.h"

namespace mosharekat::consultation {

using ledger::Done;
using ledger::Nothing;
using Invalid = mosharekat::Code;

Result<void> conclude(store::Database& database, const identity::Actor& actor, Instant now, const CallId& id, Duty kind,
                      const Reason& given) {
  expect(kind != Duty::report, "a report is published, not concluded");
  const Reason text{text::tidy(given.fa), text::tidy(given.second)};
  const std::string field = std::string(name(kind));
  if (text.fa.empty()) return Error{Invalid::invalid, "conclusion.error.text", {}, field + "_fa"};
  if (text.second.empty()) return Error{Invalid::invalid, "conclusion.error.text_second", {}, field + "_second"};
  constexpr std::int64_t limit = 5000;
  if (text::length(text.fa) > limit || text::length(text.second) > limit)
    return Error{Invalid::invalid, "call.error.too_long", {{"limit", limit}}, field + "_fa"};
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<Nothing>> {
    const Owned owned = TRY(owned_call(tx, id));
    TRY(may_propose(actor, owned.call, owned.agency));
    TRY(in_state(owned.call, now, {kind == Duty::feedback ? State::decided : State::feedback}));
    const State to = kind == Duty::feedback ? State::feedback : State::evaluated;
    TRY(set_state(tx, owned.call, to, now));
    tx.execute(
        "INSERT INTO conclusion (call, kind, text_fa, text_second, recorded_by, recorded_at) VALUES ($1, $2, $3, $4, $5, $6)",
        {id, name(kind), text.fa, text.second, actor.person, now});
    set_duties(tx, id, now);
    add_notice(tx, id, to == State::feedback ? "feedback" : "evaluated", text, now);
    return Done{ledger::append(tx, {.kind = to == State::feedback ? "call.feedback_given" : "call.evaluated",
                                    .subject = id.value,
                                    .actor = actor.person.value,
                                    .at = now,
                                    .before = json::object({{"state", std::string(name(owned.call.state))}}),
                                    .after = json::object({{"state", std::string(name(to))}}),
                                    .reason = text.fa}),
                Nothing{}};
  });
}

std::vector<Conclusion> conclusions(store::Transaction& tx, const CallId& call) {
  return tx.all<Conclusion>(
      "SELECT kind, text_fa, text_second, recorded_by, recorded_at FROM conclusion WHERE call = $1 ORDER BY recorded_at, kind",
      {call}, [](store::Row& row) {
        const Duty kind = duty_named(row.text()).value();
        std::string persian = row.text(), second = row.text();
        identity::PersonId by = row.id<identity::PersonId>();
        return Conclusion{kind, std::move(persian), std::move(second), std::move(by), row.time()};
      });
}

std::vector<CallDuty> duties(store::Transaction& tx, const CallId& call) {
  return tx.all<CallDuty>("SELECT duty, due_at, source FROM call_duty WHERE call = $1 ORDER BY due_at", {call},
                          [](store::Row& row) {
                            const Duty duty = duty_named(row.text()).value();
                            const Instant due = row.time();
                            return CallDuty{duty, due, row.text()};
                          });
}

std::optional<Duty> owed(State state) {
  switch (state) {
    case State::closed:
    case State::analysing: return Duty::report;
    case State::decided: return Duty::feedback;
    case State::feedback: return Duty::evaluation;
    default: return std::nullopt;
  }
}

void set_duties(store::Transaction& tx, const CallId& id, Instant now) {
  const Owned owned = owned_call(tx, id).value();
  const Call& call = owned.call;
  const auto put = [&](Duty duty, JalaliDate from) {
    const PeriodRule rule = duty_for(tx, owned.agency, duty);
    tx.execute(
        "INSERT INTO call_duty (call, duty, due_at, source) VALUES ($1, $2, $3, $4) ON CONFLICT (call, duty) DO UPDATE SET due_at = "
        "excluded.due_at, source = excluded.source",
        {id, name(duty), closing_instant(earliest_closing_day(from, rule, holidays(tx))), rule.source});
  };
  switch (call.state) {
    // The report's clock moves with the closing day as long as that can move, and never afterwards.
    case State::announced:
    case State::open: put(Duty::report, closing_day(call.closes_at.value())); break;
    case State::decided: put(Duty::feedback, date_in_tehran(now)); break;
    case State::feedback: put(Duty::evaluation, date_in_tehran(now)); break;
    default: break;
  }
}

}  // namespace mosharekat::consultation
