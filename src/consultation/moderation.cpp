// SPDX-License-Identifier: AGPL-3.0-or-later
// Review of contributions by people: a queue by risk, batch verdicts, reasons from a published list, appeals to a second person.
#include <algorithm>

#include "base/json_text.h"
#include "base/text.h"
#include "consultation/batch_store.h"
#include "consultation/contribution.h"
#include "consultation/contribution_store.h"
#include "ledger/ledger.h"

namespace mosharekat::consultation {

using identity::Role;
using ledger::Done;
using ledger::Nothing;
using Invalid = mosharekat::Code;

Result<int> moderate(store::Database& database, const identity::Actor& actor, Instant now, const Verdict& verdict) {
  if (verdict.contributions.empty()) return Error{Invalid::invalid, "moderation.error.none_chosen"};
  if (verdict.contributions.size() > 500) return Error{Invalid::invalid, "moderation.error.too_many"};
  if (!verdict.publish &&
      std::find(std::begin(hiding_reasons), std::end(hiding_reasons), verdict.reason) == std::end(hiding_reasons))
    return Error{Invalid::invalid, "moderation.error.reason", {}, "reason"};
  const std::string note = text::tidy(verdict.note);
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<int>> {
    std::optional<ledger::Recorded> recorded;
    int changed = 0;
    const BatchId batch = begin_batch(tx, actor, now, {verdict.publish ? "published" : "hidden"});
    for (const ContributionId& id : verdict.contributions) {
      Placed place = TRY(locked_place(tx, id));
      if (!moderates(actor, place.call, place.agency)) return Error{Invalid::denied, "moderation.error.not_moderator"};
      if (place.contribution.author == actor.person) return Error{Invalid::denied, "moderation.error.own"};
      if (place.contribution.official)
        return Error{Invalid::conflict, "moderation.error.official", {{"number", place.contribution.number}}};
      const Visibility before = place.contribution.state;
      if (before == Visibility::withdrawn)
        return Error{Invalid::conflict, "moderation.error.withdrawn", {{"number", place.contribution.number}}};
      const Visibility after = verdict.publish ? Visibility::published : Visibility::hidden;
      // Hiding it again would put another moderator in the first one's place, who could then decide the appeal.
      if (before == Visibility::hidden)
        return Error{Invalid::conflict, "moderation.error.by_appeal", {{"number", place.contribution.number}}};
      if (tx.execute("UPDATE contribution SET state = $2, published_at = CASE WHEN $3 THEN COALESCE(published_at, $4) ELSE "
                     "published_at END"
                     " WHERE id = $1 AND state = $5",
                     {id, name(after), verdict.publish, now, name(before)}) != 1)
        return Error{Invalid::conflict, "moderation.error.withdrawn", {{"number", place.contribution.number}}};
      if (!verdict.publish) return_waiting_report(tx, place.call.id, now);
      const std::string written = new_id(now);
      tx.execute(
          "INSERT INTO moderation (id, contribution, verdict, reason, note, by_person, at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
          {written, id, verdict.publish ? "published" : "hidden", verdict.publish ? "" : verdict.reason, note, actor.person,
           now});
      keep_for_undo(tx, batch, place.contribution, written);
      // Reports of readers have been looked at.
      tx.execute("DELETE FROM abuse_report WHERE contribution = $1", {id});
      place.contribution.state = after;
      index_contribution(tx, place.call, place.contribution);
      if (!verdict.publish) {
        const auto why = [&](Language language) {
          return std::vector<Argument>{
              {"reason", locale::sentence(language, "moderation.reason." + verdict.reason)},
              {"note", note.empty() ? "" : locale::sentence(language, "moderation.mail.note", {{"note", note}})}};
        };
        owe_author(tx, place, "hidden", why, now);
      } else if (before == Visibility::waiting) {
        owe_author(tx, place, "published", [](Language) { return std::vector<Argument>{}; }, now);
      }
      recorded = ledger::append(tx, {.kind = verdict.publish ? "contribution.published" : "contribution.hidden",
                                     .subject = id.value,
                                     .actor = actor.person.value,
                                     .at = now,
                                     .before = json::object({{"state", std::string(name(before))}}),
                                     .after = json::object({{"state", std::string(name(after))}, {"note", note}}),
                                     .reason = verdict.reason});
      ++changed;
    }
    return Done{*recorded, changed};
  });
}

Result<void> blank_revision(store::Database& database, const identity::Actor& actor, Instant now, const ContributionId& id,
                            std::int64_t number, std::string_view reason) {
  if (std::find(std::begin(hiding_reasons), std::end(hiding_reasons), reason) == std::end(hiding_reasons))
    return Error{Invalid::invalid, "moderation.error.reason", {}, "reason"};
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<Nothing>> {
    const Placed place = TRY(placed(tx, id));
    if (!moderates(actor, place.call, place.agency)) return Error{Invalid::denied, "moderation.error.not_moderator"};
    if (place.contribution.author == actor.person) return Error{Invalid::denied, "moderation.error.own"};
    if (tx.execute("UPDATE contribution_edit SET body = '', replacement = '', blanked = $3 WHERE contribution = $1 AND number = "
                   "$2 AND blanked = ''",
                   {id, number, reason}) != 1)
      return Error{Invalid::not_found, "moderation.error.revision_unknown"};
    for (const std::string_view kind : {"contribution.received", "contribution.edited"})
      ledger::erase_content(tx, id.value, kind);
    return Done{ledger::append(tx, {.kind = "contribution.revision_blanked",
                                    .subject = id.value,
                                    .actor = actor.person.value,
                                    .at = now,
                                    .after = json::object({{"number", std::to_string(number)}}),
                                    .reason = std::string(reason)}),
                Nothing{}};
  });
}

Result<void> appeal(store::Database& database, const Secret& secret, Instant now, const Claim& claim, const ContributionId& id,
                    std::string_view given) {
  const std::string reason = text::tidy(given);
  if (reason.empty()) return Error{Invalid::invalid, "moderation.error.appeal_empty", {}, "text"};
  if (text::length(reason) > 5000)
    return Error{Invalid::invalid, "contribution.error.too_long", {{"limit", std::int64_t{5000}}}, "text"};
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<Nothing>> {
    const Placed place = TRY(placed(tx, id));
    TRY(is_own(tx, secret, place, claim));
    if (place.contribution.state != Visibility::hidden) return Error{Invalid::conflict, "moderation.error.not_hidden"};
    const auto hiding = tx.one<std::string>(
        "SELECT id FROM moderation WHERE contribution = $1 AND verdict = 'hidden' ORDER BY at DESC, id DESC LIMIT 1", {id},
        [](store::Row& row) { return row.text(); });
    if (tx.count("SELECT COUNT(*) FROM appeal WHERE moderation = $1", {hiding.value()}) > 0)
      return Error{Invalid::conflict, "moderation.error.appealed_already"};
    tx.execute(
        "INSERT INTO appeal (id, contribution, moderation, text, made_at, verdict, note, decided_by, decided_at) VALUES ($1, $2, "
        "$3, $4, $5, NULL, '', NULL, NULL)",
        {new_id(now), id, *hiding, reason, now});
    return Done{ledger::append(tx, {.kind = "appeal.made",
                                    .subject = id.value,
                                    .actor = actor_of(place, claim),
                                    .at = now,
                                    .after = json::object({{"text", reason}})}),
                Nothing{}};
  });
}

Result<void> decide_appeal(store::Database& database, const identity::Actor& actor, Instant now, std::string_view appeal_id,
                           bool uphold, std::string_view given) {
  const std::string note = text::tidy(given);
  if (note.empty()) return Error{Invalid::invalid, "moderation.error.appeal_note", {}, "note"};
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<Nothing>> {
    struct Open {
      ContributionId contribution;
      std::string hidden_by;
    };
    const auto open = tx.one<Open>(
        "SELECT a.contribution, COALESCE(m.by_person, '') FROM appeal a JOIN moderation m ON m.id = a.moderation WHERE a.id = $1 "
        "AND a.verdict IS NULL",
        {appeal_id}, [](store::Row& row) {
          ContributionId id = row.id<ContributionId>();
          return Open{std::move(id), row.text()};
        });
    if (!open) return Error{Invalid::not_found, "moderation.error.appeal_unknown"};
    Placed place = TRY(locked_place(tx, open->contribution));
    if (!moderates(actor, place.call, place.agency) && !leads(actor, place.call))
      return Error{Invalid::denied, "moderation.error.not_moderator"};
    if (place.contribution.author == actor.person) return Error{Invalid::denied, "moderation.error.own"};
    if (open->hidden_by == actor.person.value) return Error{Invalid::denied, "moderation.error.second_person"};
    if (tx.execute(
            "UPDATE appeal SET verdict = $2, note = $3, decided_by = $4, decided_at = $5 WHERE id = $1 AND verdict IS NULL",
            {appeal_id, uphold ? "upheld" : "refused", note, actor.person, now}) != 1)
      return Error{Invalid::not_found, "moderation.error.appeal_unknown"};
    if (uphold && place.contribution.state == Visibility::hidden) {
      tx.execute(
          "UPDATE contribution SET state = 'published', published_at = COALESCE(published_at, $2) WHERE id = $1 AND state = "
          "'hidden'",
          {open->contribution, now});
      tx.execute(
          "INSERT INTO moderation (id, contribution, verdict, reason, note, by_person, at) VALUES ($1, $2, 'restored', '', $3, "
          "$4, $5)",
          {new_id(now), open->contribution, note, actor.person, now});
      place.contribution.state = Visibility::published;
      index_contribution(tx, place.call, place.contribution);
    }
    owe_author(
        tx, place, uphold ? "appeal_upheld" : "appeal_refused", [&](Language) { return std::vector<Argument>{{"note", note}}; },
        now);
    return Done{ledger::append(tx, {.kind = uphold ? "appeal.upheld" : "appeal.refused",
                                    .subject = open->contribution.value,
                                    .actor = actor.person.value,
                                    .at = now,
                                    .after = json::object({{"note", note}})}),
                Nothing{}};
  });
}

namespace {

// Agencies whose contributions this person reviews, or whose appeals they may decide, as ',id,id,': a call counts by its owning
// agency and by its lead unit.
std::string agencies_with(store::Transaction& tx, const identity::Actor& actor, std::initializer_list<Role> roles) {
  std::string ids = ",";
  for (const identity::Agency& agency : identity::agencies(tx))
    if (std::any_of(roles.begin(), roles.end(), [&](Role role) { return actor.has(role, agency); })) ids += agency.id.value + ",";
  return ids;
}

const std::string queue_condition =
    " JOIN call c ON c.id = k.call WHERE ($1 LIKE '%,' || c.agency || ',%' OR $1 LIKE '%,' || c.lead_unit || ',%') AND NOT "
    "k.official AND (k.author IS NULL OR k.author <> $2) AND (k.state = 'waiting' OR (k.state = 'published' AND EXISTS (SELECT 1 "
    "FROM abuse_report r WHERE r.contribution = k.id)))";
const std::string queue_sql = contribution_columns() + queue_condition +
                              " ORDER BY (SELECT COUNT(*) FROM abuse_report r WHERE r.contribution = k.id) * 20 + k.risk DESC, "
                              "k.received_at LIMIT $3 OFFSET $4";
const std::string queue_size_sql = "SELECT COUNT(*) FROM contribution k" + queue_condition;

}  // namespace

std::vector<Waiting> moderation_queue(store::Transaction& tx, const identity::Actor& actor, int limit, int offset) {
  std::vector<Waiting> queue;
  for (Contribution& found : tx.all<Contribution>(
           queue_sql, {agencies_with(tx, actor, {Role::moderator}), actor.person, limit, offset}, read_contribution)) {
    Waiting waiting;
    const Call owner = call(tx, found.call).value();
    waiting.call_number = owner.number;
    waiting.due = found.received_at + std::chrono::hours{owner.moderation_hours};
    waiting.abuse_reports = tx.count("SELECT COUNT(*) FROM abuse_report WHERE contribution = $1", {found.id});
    waiting.contribution = std::move(found);
    queue.push_back(std::move(waiting));
  }
  return queue;
}

std::int64_t moderation_queue_size(store::Transaction& tx, const identity::Actor& actor) {
  return tx.count(queue_size_sql, {agencies_with(tx, actor, {Role::moderator}), actor.person});
}

std::vector<Appeal> open_appeals(store::Transaction& tx, const identity::Actor& actor) {
  // As decide_appeal() lets: moderators of the agency or its lead unit, leads of the lead or the preparing unit, and neither who
  // hid it nor who wrote it.
  auto found = tx.all<Appeal>(
      "SELECT a.id, a.text, a.note, m.reason, COALESCE(m.by_person, ''), a.made_at, a.contribution FROM appeal a JOIN moderation "
      "m ON m.id = a.moderation"
      " JOIN contribution k ON k.id = a.contribution JOIN call c ON c.id = k.call WHERE a.verdict IS NULL AND ($1 LIKE '%,' || "
      "c.agency || ',%' OR $1 LIKE '%,' || c.lead_unit || ',%' OR $2 LIKE '%,' || c.lead_unit || ',%' OR $2 LIKE '%,' || "
      "c.preparing_unit || ',%') AND (k.author IS NULL OR k.author <> $3) AND COALESCE(m.by_person, '') <> $3 ORDER BY a.made_at",
      {agencies_with(tx, actor, {Role::moderator}), agencies_with(tx, actor, {Role::lead}), actor.person}, [](store::Row& row) {
        Appeal appeal;
        appeal.id = row.text();
        appeal.text = row.text();
        appeal.note = row.text();
        appeal.reason = row.text();
        appeal.hidden_by = row.id<identity::PersonId>();
        appeal.made_at = row.time();
        appeal.contribution.id = row.id<ContributionId>();
        return appeal;
      });
  for (Appeal& appeal : found) {
    appeal.contribution = contribution(tx, appeal.contribution.id).value();
    appeal.call_number = call(tx, appeal.contribution.call).value().number;
  }
  return found;
}

ModerationCounts moderation_counts(store::Transaction& tx, const std::optional<CallId>& call) {
  const std::string id = call ? call->value : "";
  ModerationCounts counts;
  for (store::Row row :
       tx.query("SELECT state, COUNT(*) FROM contribution WHERE ($1 = '' OR call = $1) AND NOT official GROUP BY state", {id})) {
    const std::string state = row.text();
    const std::int64_t count = row.integer();
    counts.received += count;
    (state == "published"   ? counts.published
     : state == "hidden"    ? counts.hidden
     : state == "withdrawn" ? counts.withdrawn
                            : counts.waiting) = count;
  }
  counts.by_reason = tx.all<std::pair<std::string, std::int64_t>>(
      "SELECT m.reason, COUNT(*) FROM moderation m JOIN contribution k ON k.id = m.contribution WHERE m.verdict = 'hidden' AND "
      "($1 = '' OR k.call = $1)"
      " GROUP BY m.reason ORDER BY COUNT(*) DESC, m.reason",
      {id}, [](store::Row& row) {
        std::string reason = row.text();
        return std::pair{std::move(reason), row.integer()};
      });
  for (store::Row row : tx.query("SELECT COUNT(*), COALESCE(SUM(CASE WHEN a.verdict = 'upheld' THEN 1 ELSE 0 END), 0) FROM "
                                 "appeal a JOIN contribution k ON k.id = a.contribution"
                                 " WHERE $1 = '' OR k.call = $1",
                                 {id})) {
    counts.appeals = row.integer();
    counts.upheld = row.integer();
  }
  return counts;
}

}  // namespace mosharekat::consultation
