// SPDX-License-Identifier: AGPL-3.0-or-later
#include "consultation/complaint.h"

#include "base/json_text.h"
#include "base/text.h"
#include "consultation/answer.h"
#include "consultation/contribution_store.h"
#include "consultation/holiday.h"
#include "ledger/ledger.h"

namespace mosharekat::consultation {

using identity::Role;
using ledger::Done;
using ledger::Nothing;
using Invalid = mosharekat::Code;

std::string_view name(About about) { return about == About::disposition ? "disposition" : "process"; }

std::optional<About> about_named(std::string_view text) {
  for (const About about : all_abouts)
    if (name(about) == text) return about;
  return std::nullopt;
}

bool overdue(const Complaint& complaint, Instant now) { return !complaint.upheld && now >= complaint.due_at; }

Instant complaint_due(store::Transaction& tx, const identity::Agency& agency, Instant made_at) {
  const PeriodRule rule = duty_for(tx, agency, Duty::complaint);
  return closing_instant(earliest_closing_day(date_in_tehran(made_at), rule, holidays(tx)));
}

namespace {

bool answered_in_public(State state) {
  return state == State::reported || state == State::decided || state == State::feedback || state == State::evaluated;
}

const std::string columns =
    "SELECT q.id, q.call, q.contribution, q.about, q.text, q.made_at, q.due_at, q.verdict, q.answer, q.answered_at FROM complaint "
    "q ";

Complaint read_complaint(store::Row& row) {
  Complaint found;
  found.id = row.id<ComplaintId>();
  found.call = row.id<CallId>();
  found.contribution = row.id<ContributionId>();
  found.about = about_named(row.text()).value();
  found.text = row.text();
  found.made_at = row.time();
  found.due_at = row.time();
  if (const auto verdict = row.maybe(&store::Row::text)) found.upheld = *verdict == "upheld";
  found.answer = row.text();
  found.answered_at = row.maybe(&store::Row::time);
  return found;
}

Result<std::string> checked(std::string_view given, std::string_view empty) {
  std::string text = text::tidy(given);
  if (text.empty()) return Error{Invalid::invalid, std::string(empty), {}, "text"};
  if (text::length(text) > static_cast<std::size_t>(complaint_limit))
    return Error{Invalid::invalid, "contribution.error.too_long", {{"limit", std::int64_t{complaint_limit}}}, "text"};
  return text;
}

// Whether this person may answer: see answer_complaint().
Result<void> may_answer(store::Transaction& tx, const identity::Actor& actor, const Placed& place, About about) {
  if (!leads(actor, place.call) && !actor.has(Role::approver, place.agency))
    return Error{Invalid::denied, "call.error.not_yours"};
  const Error second{Invalid::denied, "complaint.error.second_person"};
  if (!place.contribution.author.empty() && place.contribution.author == actor.person) return second;
  if (const auto decision = disposition(tx, place.contribution.id); decision && decision->officer == actor.person) return second;
  if (about == About::process && place.call.created_by == actor.person) return second;
  if (tx.count("SELECT COUNT(*) FROM moderation WHERE contribution = $1 AND verdict = 'hidden' AND by_person = $2",
               {place.contribution.id, actor.person}) > 0)
    return second;
  return {};
}

}  // namespace

Result<ComplaintId> complain(store::Database& database, const Secret& secret, Instant now, const Claim& claim,
                             const ContributionId& id, About about, std::string_view given) {
  const std::string text = TRY(checked(given, "complaint.error.empty"));
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<ComplaintId>> {
    const Placed place = TRY(locked_place(tx, id));
    TRY(is_own(tx, secret, place, claim));
    if (about == About::disposition) {
      if (!answered_in_public(place.call.state) || !disposition(tx, id))
        return Error{Invalid::conflict, "complaint.error.no_answer"};
      constexpr Milliseconds half_a_year = std::chrono::hours{24 * 183};
      const auto published =
          tx.one<Instant>("SELECT MIN(published_at) FROM report WHERE call = $1 HAVING MIN(published_at) IS NOT NULL",
                          {place.call.id}, [](store::Row& row) { return row.time(); });
      if (published && now > *published + half_a_year) return Error{Invalid::conflict, "complaint.error.too_late"};
    }
    if (tx.count("SELECT COUNT(*) FROM complaint WHERE contribution = $1 AND about = $2", {id, name(about)}) > 0)
      return Error{Invalid::conflict, "complaint.error.once"};
    const ComplaintId made = ComplaintId::make(now);
    tx.execute(
        "INSERT INTO complaint (id, call, contribution, about, text, made_at, due_at, verdict, answer, answered_by, answered_at) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, NULL, '', NULL, NULL)",
        {made, place.call.id, id, name(about), text, now, complaint_due(tx, place.agency, now)});
    // Its words are between who complains and who answers; the log holds that it was made.
    return Done{ledger::append(tx, {.kind = "complaint.made",
                                    .subject = id.value,
                                    .actor = actor_of(place, claim),
                                    .at = now,
                                    .after = json::object({{"complaint", made.value}, {"about", std::string(name(about))}})}),
                made};
  });
}

Result<void> answer_complaint(store::Database& database, const identity::Actor& actor, Instant now, const ComplaintId& id,
                              bool upheld, std::string_view given) {
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<Nothing>> {
    const auto found = tx.one<Complaint>(columns + "WHERE q.id = $1", {id}, read_complaint);
    if (!found) return Error{Invalid::not_found, "complaint.error.unknown"};
    const Placed place = TRY(locked_place(tx, found->contribution));
    TRY(may_answer(tx, actor, place, found->about));
    const std::string answer = TRY(checked(given, "complaint.error.answer_empty"));
    if (tx.execute(
            "UPDATE complaint SET verdict = $2, answer = $3, answered_by = $4, answered_at = $5 WHERE id = $1 AND verdict IS NULL",
            {id, upheld ? "upheld" : "refused", answer, actor.person, now}) != 1)
      return Error{Invalid::conflict, "complaint.error.answered"};
    owe_author(
        tx, place, upheld ? "complaint_upheld" : "complaint_refused",
        [&](Language) { return std::vector<Argument>{{"answer", answer}}; }, now);
    return Done{ledger::append(tx, {.kind = upheld ? "complaint.upheld" : "complaint.refused",
                                    .subject = found->contribution.value,
                                    .actor = actor.person.value,
                                    .at = now,
                                    .after = json::object({{"complaint", id.value}})}),
                Nothing{}};
  });
}

std::vector<Complaint> complaints_of(store::Transaction& tx, const ContributionId& contribution) {
  return tx.all<Complaint>(columns + "WHERE q.contribution = $1 ORDER BY q.made_at, q.id", {contribution}, read_complaint);
}

std::vector<Complaint> open_complaints(store::Transaction& tx, const identity::Actor& actor) {
  std::vector<Complaint> open;
  for (Complaint& one : tx.all<Complaint>(columns + "WHERE q.verdict IS NULL ORDER BY q.due_at, q.id", {}, read_complaint)) {
    const auto place = placed(tx, one.contribution);
    if (place && may_answer(tx, actor, *place, one.about)) open.push_back(std::move(one));
  }
  return open;
}

ComplaintCounts complaint_counts(store::Transaction& tx, const CallId& call, Instant now) {
  auto row =
      tx.query(
            "SELECT COUNT(*), COALESCE(SUM(CASE WHEN verdict IS NULL THEN 0 ELSE 1 END), 0), COALESCE(SUM(CASE WHEN verdict "
            "= 'upheld' THEN 1 ELSE 0 END), 0), COALESCE(SUM(CASE WHEN verdict IS NULL AND due_at <= $2 THEN 1 ELSE 0 END), "
            "0) FROM complaint WHERE call = $1",
            {call, now})
          .first();
  ComplaintCounts counts;
  counts.made = row.integer();
  counts.answered = row.integer();
  counts.upheld = row.integer();
  counts.overdue = row.integer();
  return counts;
}

}  // namespace mosharekat::consultation
