// SPDX-License-Identifier: AGPL-3.0-or-later
// The course of a call: proposals and approvals by two persons, and what the clock does by itself.
#include "base/json_text.h"
#include "base/text.h"
#include "consultation/approval.h"
#include "consultation/call.h"
#include "consultation/call_store.h"
#include "consultation/conclusion.h"
#include "consultation/report_gate.h"
#include "consultation/stakeholder.h"
#include "consultation/writing.h"
#include "ledger/ledger.h"
#include "store/search.h"

namespace mosharekat::consultation {

using identity::Role;
using ledger::Done;
using ledger::Nothing;
using Invalid = mosharekat::Code;

std::vector<Error> missing(store::Transaction& tx, const Call& call) {
  std::vector<Error> found;
  const auto all = texts(tx, call.id);
  const auto has = [&](std::string_view part, std::string_view language) {
    for (const CallText& text : all)
      if (text.part == part && text.language == language && !text.text.empty()) return true;
    return false;
  };
  for (const TextPart& part : text_parts) {
    if (!part.required) continue;
    for (const std::string& language : {std::string("fa"), call.second_language})
      if (!has(part.name, language))
        found.push_back({Invalid::conflict,
                         "call.missing." + std::string(part.name),
                         {{"language", language}},
                         std::string(part.name) + "_" + language});
  }
  // A blank of a template that nobody filled is no text: it would be published.
  for (const CallText& text : all)
    if (has_blanks(text.text))
      found.push_back({Invalid::conflict,
                       "call.missing.blank",
                       {{"part", text.part}, {"language", text.language}},
                       text.part + "_" + text.language});
  const auto all_questions = questions(tx, call.id);
  if (all_questions.empty()) found.push_back({Invalid::conflict, "call.missing.questions", {}, "question_q1"});
  for (const Question& question : all_questions)
    for (const auto& [language, text] : question.texts)
      if (text.empty() || has_blanks(text))
        found.push_back({Invalid::conflict,
                         text.empty() ? "call.missing.question" : "call.missing.blank_question",
                         {{"language", language}, {"number", question.position}},
                         "question_" + question.anchor});
  if (drafts(tx, call.id).empty()) found.push_back({Invalid::conflict, "call.missing.draft", {}, "draft"});
  return found;
}

namespace {

Result<ApprovalId> propose(store::Database& database, const identity::Actor& actor, Instant now, const CallId& id,
                           std::string_view act, const Reason& reason,
                           const std::function<Result<std::optional<Instant>>(store::Transaction&, const Owned&)>& check) {
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<ApprovalId>> {
    const Owned owned = TRY(owned_call(tx, id));
    // Where an agency's route has several steps, the expert's own head of office stands among them.
    const bool several = route_for(tx, owned.agency, act).size() > 1;
    if (!several || !prepares(actor, owned.call)) TRY(may_propose(actor, owned.call, owned.agency));
    const std::optional<Instant> until = TRY(check(tx, owned));
    const ApprovalId approval = TRY(file_approval(tx, owned.call, actor, now, {.act = act, .reason = reason, .until = until}));
    return Done{ledger::append(tx, {.kind = "approval.proposed",
                                    .subject = id.value,
                                    .actor = actor.person.value,
                                    .at = now,
                                    .after = json::object({{"act", std::string(act)}, {"approval", approval.value}}),
                                    .reason = reason.fa}),
                approval};
  });
}

Result<Reason> published_reason(const Reason& reason) {
  Reason tidied{text::tidy(reason.fa), text::tidy(reason.second)};
  if (tidied.fa.empty()) return Error{Invalid::invalid, "call.error.reason_missing", {}, "reason_fa"};
  if (tidied.second.empty()) return Error{Invalid::invalid, "call.error.reason_second_missing", {}, "reason_second"};
  if (text::length(tidied.fa) > 3000 || text::length(tidied.second) > 3000)
    return Error{Invalid::invalid, "call.error.too_long", {{"limit", std::int64_t{3000}}}, "reason_fa"};
  return tidied;
}

// Before it is announced nobody but its makers knows of it: then it is simply not sent on.
constexpr std::initializer_list<State> withdrawable = {State::announced, State::open,      State::suspended,
                                                       State::closed,    State::analysing, State::reported};

}  // namespace

Result<ApprovalId> propose_opening(store::Database& database, const identity::Actor& actor, Instant now, const CallId& id,
                                   const Opening& ask) {
  const std::string shorter_reason = text::tidy(ask.shorter_reason);
  if (text::length(shorter_reason) > 3000)
    return Error{Invalid::invalid, "call.error.too_long", {{"limit", std::int64_t{3000}}}, "shorter_reason"};
  return propose(
      database, actor, now, id, "opening", {}, [&](store::Transaction& tx, const Owned& owned) -> Result<std::optional<Instant>> {
        TRY(in_state(owned.call, now, {State::drafting}));
        if (const auto lacking = missing(tx, owned.call); !lacking.empty()) return lacking.front();
        if (!is_valid(ask.first_day)) return Error{Invalid::invalid, "call.error.date", {}, "first_day"};
        if (!is_valid(ask.last_day)) return Error{Invalid::invalid, "call.error.date", {}, "last_day"};
        const JalaliDate today = date_in_tehran(now);
        if (ask.first_day < today) return Error{Invalid::invalid, "call.error.opening_in_past", {}, "first_day"};
        if (ask.last_day <= ask.first_day) return Error{Invalid::invalid, "call.error.closing_before_opening", {}, "last_day"};
        const PeriodRule rule = policy_for(tx, owned.agency, owned.call.document_type);
        if (days_between(today, ask.first_day) < rule.notice_days)
          return Error{Invalid::invalid, "call.error.notice", {{"days", std::int64_t{rule.notice_days}}}, "first_day"};
        const JalaliDate earliest = earliest_closing_day(ask.first_day, rule, holidays(tx));
        if (ask.last_day < earliest && shorter_reason.empty())
          return Error{Invalid::invalid,
                       "call.error.too_short",
                       {{"date", start_of_day_in_tehran(earliest)}, {"days", std::int64_t{rule.days}}},
                       "last_day"};
        tx.execute(
            "UPDATE call SET opens_at = $2, closes_at = $3, minimum_days = $4, period_unit = $5, counted_back_from = $6, "
            "policy_source = $7, shorter_reason = $8, move_off_holidays = $9, notice_days = $10 WHERE id = $1",
            {id, ask.first_day == today ? now : start_of_day_in_tehran(ask.first_day), closing_instant(ask.last_day), rule.days,
             name(rule.unit), name(rule.counted_back_from), rule.source, ask.last_day < earliest ? shorter_reason : "",
             rule.move_off_holidays, rule.notice_days});
        TRY(set_state(tx, owned.call, State::ready, now));
        return std::optional<Instant>(closing_instant(ask.last_day));
      });
}

Result<ApprovalId> propose_extension(store::Database& database, const identity::Actor& actor, Instant now, const CallId& id,
                                     JalaliDate last_day, const Reason& given) {
  const Reason reason = TRY(published_reason(given));
  return propose(database, actor, now, id, "extension", reason,
                 [&](store::Transaction&, const Owned& owned) -> Result<std::optional<Instant>> {
                   TRY(in_state(owned.call, now, {State::announced, State::open}));
                   if (!is_valid(last_day)) return Error{Invalid::invalid, "call.error.date", {}, "last_day"};
                   if (closing_instant(last_day) <= *owned.call.closes_at)
                     return Error{Invalid::invalid, "call.error.only_later", {}, "last_day"};
                   return std::optional<Instant>(closing_instant(last_day));
                 });
}

Result<ApprovalId> propose_suspension(store::Database& database, const identity::Actor& actor, Instant now, const CallId& id,
                                      const Reason& given) {
  const Reason reason = TRY(published_reason(given));
  return propose(database, actor, now, id, "suspension", reason,
                 [&](store::Transaction&, const Owned& owned) -> Result<std::optional<Instant>> {
                   TRY(in_state(owned.call, now, {State::open}));
                   return std::optional<Instant>();
                 });
}

Result<ApprovalId> propose_resumption(store::Database& database, const identity::Actor& actor, Instant now, const CallId& id,
                                      const Reason& given) {
  const Reason reason = TRY(published_reason(given));
  return propose(database, actor, now, id, "resumption", reason,
                 [&](store::Transaction&, const Owned& owned) -> Result<std::optional<Instant>> {
                   TRY(in_state(owned.call, now, {State::suspended}));
                   return std::optional<Instant>();
                 });
}

Result<ApprovalId> propose_withdrawal(store::Database& database, const identity::Actor& actor, Instant now, const CallId& id,
                                      const Reason& given) {
  const Reason reason = TRY(published_reason(given));
  return propose(database, actor, now, id, "withdrawal", reason,
                 [&](store::Transaction&, const Owned& owned) -> Result<std::optional<Instant>> {
                   TRY(in_state(owned.call, now, withdrawable));
                   return std::optional<Instant>();
                 });
}

namespace {

// What readers are told when the opening day had passed before it was approved.
Reason moved_notice(const Call& call, const Settled& settled) {
  const auto sentence = [&](Language language) {
    std::string text = locale::sentence(
        language, "call.opening_moved",
        {{"planned", *call.opens_at}, {"opens", settled.opens_at}, {"closes", settled.closes_at - Milliseconds{1}}});
    if (!call.shorter_reason.empty() && language == Language::fa) text += " " + call.shorter_reason;
    return text;
  };
  return {sentence(Language::fa), sentence(Language::en)};
}

Result<void> carry_out_opening(store::Transaction& tx, const Owned& owned, const identity::Actor& actor, Instant now) {
  const Call& call = owned.call;
  if (call.state != State::ready) return Error{Invalid::conflict, "call.error.wrong_state"};
  const Settled settled = settle_opening(call, now, holidays(tx));
  if (settled.closes_at <= now) return Error{Invalid::conflict, "call.error.closing_passed"};
  tx.execute("UPDATE call SET opens_at = $2, closes_at = $3, shorter_approved_by = $4 WHERE id = $1",
             {call.id, settled.opens_at, settled.closes_at,
              call.shorter_reason.empty() ? store::Parameter(nullptr) : store::Parameter(actor.person)});
  const bool opens = settled.opens_at <= now;
  TRY(set_state(tx, call, opens ? State::open : State::announced, now));
  add_notice(tx, call.id, opens ? "opened" : "announced",
             settled.moved ? moved_notice(call, settled) : Reason{call.shorter_reason, {}}, now);
  if (opens) invite_stakeholders(tx, consultation::call(tx, call.id).value(), now);
  return {};
}

Result<void> carry_out_resumption(store::Transaction& tx, const Call& call, Instant now) {
  if (call.state != State::suspended) return Error{Invalid::conflict, "call.error.wrong_state"};
  // The remaining time is restored, at least a week, and rounded up to the end of a day: a pause never costs a reader time.
  constexpr int least_days = 7;
  JalaliDate last = closing_day(now + call.remaining.value_or(Milliseconds{0}));
  last = std::max({last, add_days(date_in_tehran(now), least_days), closing_day(*call.closes_at)});
  tx.execute("UPDATE call SET closes_at = $2, remaining_ms = NULL WHERE id = $1", {call.id, closing_instant(last)});
  return set_state(tx, call, State::open, now);
}

Result<void> carry_out(store::Transaction& tx, const Owned& owned, const Approval& approval, const identity::Actor& actor,
                       Instant now) {
  const Call& call = owned.call;
  const Reason reason{approval.reason, approval.reason_second};
  const State state = state_at(call, now);
  if (approval.act == "opening") return carry_out_opening(tx, owned, actor, now);
  if (approval.act == "extension") {
    if (state != State::announced && state != State::open) return Error{Invalid::conflict, "call.error.wrong_state"};
    if (tx.execute("UPDATE call SET closes_at = $2 WHERE id = $1 AND closes_at < $2", {call.id, *approval.until}) != 1)
      return Error{Invalid::conflict, "call.error.only_later"};
    add_notice(tx, call.id, "extended", reason, now);
  } else if (approval.act == "suspension") {
    if (state != State::open) return Error{Invalid::conflict, "call.error.wrong_state"};
    tx.execute("UPDATE call SET remaining_ms = $2 WHERE id = $1", {call.id, (*call.closes_at - now).count()});
    TRY(set_state(tx, call, State::suspended, now));
    add_notice(tx, call.id, "suspended", reason, now);
  } else if (approval.act == "resumption") {
    TRY(carry_out_resumption(tx, call, now));
    add_notice(tx, call.id, "resumed", reason, now);
    invite_stakeholders(tx, consultation::call(tx, call.id).value(), now);  // who was named meanwhile
  } else if (approval.act == "withdrawal") {
    TRY(in_state(call, now, withdrawable));
    TRY(set_state(tx, call, State::withdrawn, now));
    add_notice(tx, call.id, "withdrawn", reason, now);
  } else if (approval.act == "report") {
    return publish_report(tx, owned, ReportId{approval.subject}, now);
  } else {
    throw Bug("an act without a way to carry it out");
  }
  const Call changed = consultation::call(tx, call.id).value();
  const std::string kind = approval.act == "extension"    ? "extended"
                           : approval.act == "suspension" ? "suspended"
                           : approval.act == "resumption" ? "resumed"
                                                          : "withdrawn";
  owe_notices(tx, changed, kind, reason, now);
  return {};
}

struct Taken {
  std::int64_t position = 1;
  bool last = false;
  identity::PersonId in_place_of;
};
// Writes the verdict on the step that a proposal waits at.
Result<Taken> take_step(store::Transaction& tx, const identity::Actor& actor, const Approval& approval, std::string_view verdict,
                        std::string_view note, Instant now) {
  if (approval.verdict) return Error{Invalid::conflict, "call.error.already_decided"};
  Taken taken{.in_place_of = TRY(may_decide(tx, actor, approval, now))};
  const auto steps = decisions(tx, approval.id);
  for (const Decision& step : steps)
    if (!step.verdict) {
      taken.position = step.step.position;
      break;
    }
  taken.last = taken.position == steps.back().step.position;
  if (tx.execute("UPDATE approval_step SET verdict = $3, decided_by = $4, on_behalf_of = $5, decided_at = $6, note = $7 WHERE "
                 "approval = $1 AND position = $2 AND verdict IS NULL",
                 {approval.id, taken.position, verdict, actor.person,
                  taken.in_place_of.empty() ? store::Parameter(nullptr) : store::Parameter(taken.in_place_of), now, note}) != 1)
    return Error{Invalid::conflict, "call.error.already_decided"};
  return taken;
}

}  // namespace

Result<void> approve(store::Database& database, const identity::Actor& actor, Instant now, const ApprovalId& id) {
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<Nothing>> {
    const auto found = approval(tx, id);
    if (!found) return Error{Invalid::not_found, "call.error.approval_unknown"};
    const Owned owned = TRY(owned_call(tx, found->call));
    const Taken taken = TRY(take_step(tx, actor, *found, "approved", "", now));
    if (!taken.last)
      return Done{ledger::append(tx, {.kind = "approval.passed",
                                      .subject = owned.call.id.value,
                                      .actor = actor.person.value,
                                      .at = now,
                                      .after = json::object({{"act", found->act},
                                                             {"step", std::to_string(taken.position)},
                                                             {"in_place_of", taken.in_place_of.value}}),
                                      .reason = found->reason}),
                  Nothing{}};
    if (tx.execute("UPDATE approval SET verdict = 'approved', decided_by = $2, decided_at = $3 WHERE id = $1 AND verdict IS NULL",
                   {id, actor.person, now}) != 1)
      return Error{Invalid::conflict, "call.error.already_decided"};
    TRY(carry_out(tx, owned, *found, actor, now));
    set_duties(tx, owned.call.id, now);
    const Call after = call(tx, owned.call.id).value();
    return Done{
        ledger::append(
            tx, {.kind = "approval.approved",
                 .subject = owned.call.id.value,
                 .actor = actor.person.value,
                 .at = now,
                 .before = json::object({{"state", std::string(name(owned.call.state))}}),
                 .after = json::object({{"act", found->act},
                                        {"state", std::string(name(after.state))},
                                        {"in_place_of", taken.in_place_of.value},
                                        {"closes_at", after.closes_at ? std::to_string(milliseconds(*after.closes_at)) : ""}}),
                 .reason = found->reason}),
        Nothing{}};
  });
}

Result<void> return_for_correction(store::Database& database, const identity::Actor& actor, Instant now, const ApprovalId& id,
                                   std::string_view given) {
  const std::string note = text::tidy(given);
  if (note.empty()) return Error{Invalid::invalid, "call.error.note_missing", {}, "note"};
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<Nothing>> {
    const auto found = approval(tx, id);
    if (!found) return Error{Invalid::not_found, "call.error.approval_unknown"};
    const Owned owned = TRY(owned_call(tx, found->call));
    const Taken taken = TRY(take_step(tx, actor, *found, "returned", note, now));
    if (tx.execute("UPDATE approval SET verdict = 'returned', decided_by = $2, decided_at = $3, note = $4 WHERE id = $1 AND "
                   "verdict IS NULL",
                   {id, actor.person, now, note}) != 1)
      return Error{Invalid::conflict, "call.error.already_decided"};
    if (found->act == "opening") TRY(set_state(tx, owned.call, State::drafting, now));
    return Done{ledger::append(
                    tx, {.kind = "approval.returned",
                         .subject = owned.call.id.value,
                         .actor = actor.person.value,
                         .at = now,
                         .after = json::object({{"act", found->act}, {"note", note}, {"in_place_of", taken.in_place_of.value}})}),
                Nothing{}};
  });
}

}  // namespace mosharekat::consultation
