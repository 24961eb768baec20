// SPDX-License-Identifier: AGPL-3.0-or-later
#include "consultation/batch.h"

#include "base/json_text.h"
#include "consultation/batch_store.h"
#include "consultation/contribution_store.h"
#include "consultation/disposition_store.h"
#include "consultation/reason_bank.h"
#include "ledger/ledger.h"

namespace mosharekat::consultation {

using ledger::Done;
using Invalid = mosharekat::Code;

BatchId begin_batch(store::Transaction& tx, const identity::Actor& actor, Instant now, const NewBatch& batch) {
  // What can no longer be undone is not kept.
  const Instant limit = now - batch_offered;
  constexpr const char* forgets[] = {
      "DELETE FROM batch_abuse_report WHERE batch IN (SELECT id FROM batch WHERE actor = $1 AND at <= $2)",
      "DELETE FROM batch_review WHERE batch IN (SELECT id FROM batch WHERE actor = $1 AND at <= $2)",
      "DELETE FROM batch_disposition WHERE batch IN (SELECT id FROM batch WHERE actor = $1 AND at <= $2)",
      "DELETE FROM batch_item WHERE batch IN (SELECT id FROM batch WHERE actor = $1 AND at <= $2)",
      "DELETE FROM batch WHERE actor = $1 AND at <= $2"};
  for (const char* forget : forgets) tx.execute(forget, {actor.person, limit});  // sql: one of five constants
  const BatchId id = BatchId::make(now);
  tx.execute("INSERT INTO batch (id, act, call, actor, at, bank_reason, undone_at) VALUES ($1, $2, $3, $4, $5, '', NULL)",
             {id, batch.act, batch.call, actor.person, now});
  return id;
}

void count_bank_reason(store::Transaction& tx, const BatchId& batch, const BankReasonId& reason) {
  tx.execute("UPDATE batch SET bank_reason = $2 WHERE id = $1", {batch, reason});
}

void keep_for_undo(store::Transaction& tx, const BatchId& batch, const Contribution& before, std::string_view moderation) {
  tx.execute(
      "INSERT INTO batch_item (batch, contribution, former_state, moderation, undone) VALUES ($1, $2, $3, $4, FALSE) ON CONFLICT "
      "(batch, contribution) DO NOTHING",
      {batch, before.id, name(before.state), moderation});
  tx.execute(
      "INSERT INTO batch_abuse_report (batch, contribution, reporter, reason, at) SELECT $1, contribution, reporter, reason, at "
      "FROM abuse_report WHERE contribution = $2",
      {batch, before.id});
}

void keep_disposition(store::Transaction& tx, const BatchId& batch, const ContributionId& contribution) {
  if (tx.execute(
          "INSERT INTO batch_item (batch, contribution, former_state, moderation, undone) VALUES ($1, $2, '', '', FALSE) ON "
          "CONFLICT (batch, contribution) DO NOTHING",
          {batch, contribution}) != 1)
    return;  // named twice: what stood before is kept
  tx.execute(
      "INSERT INTO batch_disposition (batch, contribution, code, part, reason, citation, place, officer, unit, at, minutes) "
      "SELECT $1, contribution, code, part, reason, citation, place, officer, unit, at, minutes FROM disposition WHERE "
      "contribution = $2",
      {batch, contribution});
  tx.execute(
      "INSERT INTO batch_review (batch, contribution, verdict, note, reviewer, at) SELECT $1, contribution, verdict, note, "
      "reviewer, at FROM disposition_review WHERE contribution = $2",
      {batch, contribution});
}

namespace {

struct Item {
  ContributionId contribution;
  std::int64_t number = 0;
  std::string former_state, moderation;
  bool untouched = false;
};

// $1: the batch. Untouched: its verdict is the last, nobody edited, answered, supported, replied or appealed since, and the call
// is not answered in public yet.
constexpr const char* moderated_sql =
    "SELECT i.contribution, k.number, i.former_state, i.moderation, CASE WHEN k.state = b.act AND (k.edited_at IS NULL OR "
    "k.edited_at < b.at) AND i.moderation = (SELECT m.id FROM moderation m WHERE m.contribution = k.id ORDER BY m.at DESC, m.id "
    "DESC LIMIT 1) AND NOT EXISTS (SELECT 1 FROM appeal p WHERE p.moderation = i.moderation) AND NOT EXISTS (SELECT 1 FROM "
    "disposition d WHERE d.contribution = k.id AND d.at >= b.at) AND NOT EXISTS (SELECT 1 FROM contribution r WHERE r.parent = "
    "k.id AND r.received_at >= b.at) AND NOT EXISTS (SELECT 1 FROM support s WHERE s.contribution = k.id AND s.at >= b.at) AND "
    "c.state IN ('announced', 'open', 'suspended', 'closed', 'analysing') THEN 1 ELSE 0 END FROM batch_item i JOIN batch b ON "
    "b.id = i.batch JOIN contribution k ON k.id = i.contribution JOIN call c ON c.id = k.call WHERE i.batch = $1 AND NOT i.undone "
    "ORDER BY k.number";
// Untouched: the decision that stands is that of the batch, no second person judged it, and no promise hangs on it.
constexpr const char* disposed_sql =
    "SELECT i.contribution, k.number, i.former_state, i.moderation, CASE WHEN k.state IN ('published', 'waiting') AND EXISTS "
    "(SELECT 1 FROM disposition d WHERE d.contribution = k.id AND d.officer = b.actor AND d.at = b.at) AND NOT EXISTS (SELECT 1 "
    "FROM disposition_review r WHERE r.contribution = k.id) AND NOT EXISTS (SELECT 1 FROM promise p WHERE p.contribution = k.id "
    "AND p.made_at >= b.at) THEN 1 ELSE 0 END FROM batch_item i JOIN batch b ON b.id = i.batch JOIN contribution k ON k.id = "
    "i.contribution WHERE i.batch = $1 AND NOT i.undone ORDER BY k.number";

std::vector<Item> items(store::Transaction& tx, const BatchId& batch, bool disposed) {
  return tx.all<Item>(disposed ? disposed_sql : moderated_sql, {batch}, [](store::Row& row) {  // one of two constants
    Item item;
    item.contribution = row.id<ContributionId>();
    item.number = row.integer();
    item.former_state = row.text();
    item.moderation = row.text();
    item.untouched = row.integer() == 1;
    return item;
  });
}

struct Stored {
  Batch batch;
  std::optional<CallId> call;
  identity::PersonId actor;
  BankReasonId bank_reason;
};

constexpr const char* columns = "SELECT id, act, call, actor, at, bank_reason, undone_at FROM batch ";

Stored read_batch(store::Row& row) {
  Stored found;
  found.batch.id = row.id<BatchId>();
  found.batch.act = row.text();
  found.call = row.maybe_id<CallId>();
  found.actor = row.id<identity::PersonId>();
  found.batch.at = row.time();
  found.bank_reason = row.id<BankReasonId>();
  found.batch.undone_at = row.maybe(&store::Row::time);
  return found;
}

std::optional<Batch> with_items(store::Transaction& tx, std::optional<Stored> found) {
  if (!found) return std::nullopt;
  Batch batch = std::move(found->batch);
  for (const Item& item : items(tx, batch.id, batch.act == "disposed")) {
    if (item.untouched && !batch.undone_at)
      ++batch.undoable;
    else
      batch.moved_on.push_back(item.number);
  }
  batch.count = tx.count("SELECT COUNT(*) FROM batch_item WHERE batch = $1", {batch.id});
  return batch;
}

}  // namespace

std::optional<Batch> last_moderation(store::Transaction& tx, const identity::PersonId& person, Instant now) {
  static const std::string sql =
      columns + std::string("WHERE actor = $1 AND at > $2 AND act <> 'disposed' ORDER BY at DESC, id DESC LIMIT 1");
  return with_items(tx, tx.one<Stored>(sql, {person, now - batch_offered}, read_batch));
}

std::optional<Batch> last_answers(store::Transaction& tx, const identity::PersonId& person, Instant now,
                                  const std::optional<CallId>& call) {
  static const std::string sql =
      columns +
      std::string(
          "WHERE actor = $1 AND at > $2 AND act = 'disposed' AND ($3 = '' OR call = $3) ORDER BY at DESC, id DESC LIMIT 1");
  return with_items(tx, tx.one<Stored>(sql, {person, now - batch_offered, call ? call->value : ""}, read_batch));
}

std::optional<std::int64_t> batch_call(store::Transaction& tx, const BatchId& batch) {
  return tx.one<std::int64_t>("SELECT c.number FROM batch b JOIN call c ON c.id = b.call WHERE b.id = $1", {batch},
                              [](store::Row& row) { return row.integer(); });
}

namespace {

Result<ledger::Recorded> undo_moderation(store::Transaction& tx, const Stored& stored, const Item& item,
                                         const identity::Actor& actor, Instant now) {
  Placed place = TRY(locked_place(tx, item.contribution));
  if (!moderates(actor, place.call, place.agency)) return Error{Invalid::denied, "moderation.error.not_moderator"};
  // What was published keeps its day: the public then sees a stub and no gap.
  tx.execute("UPDATE contribution SET state = $2 WHERE id = $1", {item.contribution, item.former_state});
  tx.execute("DELETE FROM moderation WHERE id = $1", {item.moderation});
  tx.execute(
      "INSERT INTO abuse_report (contribution, reporter, reason, at) SELECT contribution, reporter, reason, at FROM "
      "batch_abuse_report WHERE batch = $1 AND contribution = $2 ON CONFLICT (contribution, reporter) DO NOTHING",
      {stored.batch.id, item.contribution});
  return_waiting_report(tx, place.call.id, now);
  place.contribution = contribution(tx, item.contribution).value();
  index_contribution(tx, place.call, place.contribution);
  owe_undone(tx, place, stored.batch.act, stored.batch.at, now);
  return ledger::append(tx, {.kind = "moderation.undone",
                             .subject = item.contribution.value,
                             .actor = actor.person.value,
                             .at = now,
                             .before = json::object({{"state", stored.batch.act}}),
                             .after = json::object({{"state", item.former_state}})});
}

ledger::Recorded undo_disposition(store::Transaction& tx, const Stored& stored, const Item& item, const identity::Actor& actor,
                                  Instant now) {
  const Disposition undone = disposition(tx, item.contribution).value();
  tx.execute("DELETE FROM disposition WHERE contribution = $1", {item.contribution});
  tx.execute(
      "INSERT INTO disposition (contribution, code, part, reason, citation, place, officer, unit, at, minutes) SELECT "
      "contribution, code, part, reason, citation, place, officer, unit, at, minutes FROM batch_disposition WHERE batch = $1 AND "
      "contribution = $2",
      {stored.batch.id, item.contribution});
  tx.execute(
      "INSERT INTO disposition_review (contribution, verdict, note, reviewer, at) SELECT contribution, verdict, note, reviewer, "
      "at FROM batch_review WHERE batch = $1 AND contribution = $2",
      {stored.batch.id, item.contribution});
  const auto former = disposition(tx, item.contribution);
  return ledger::append(
      tx, {.kind = "disposition.undone",
           .subject = item.contribution.value,
           .actor = actor.person.value,
           .at = now,
           .before = json::object({{"code", std::string(name(undone.code))}, {"reason", undone.reason}}),
           .after = former ? json::object({{"code", std::string(name(former->code))}, {"reason", former->reason}}) : ""});
}

}  // namespace

Result<int> undo_batch(store::Database& database, const identity::Actor& actor, Instant now, const BatchId& id) {
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<int>> {
    static const std::string sql = columns + std::string("WHERE id = $1");
    const auto stored = tx.one<Stored>(sql, {id}, read_batch);
    if (!stored || actor.guest() || stored->actor != actor.person) return Error{Invalid::not_found, "batch.error.unknown"};
    const bool disposed = stored->batch.act == "disposed";
    if (disposed) {
      const Owned owned = TRY(locked_call(tx, *stored->call));
      TRY(takes_decisions(tx, owned, actor, now));
    }
    // Before the items are read: of two requests at once the second finds it undone.
    if (tx.execute("UPDATE batch SET undone_at = $2 WHERE id = $1 AND undone_at IS NULL AND at > $3",
                   {id, now, now - batch_offered}) != 1)
      return Error{Invalid::conflict, "batch.error.over"};
    std::optional<ledger::Recorded> recorded;
    int count = 0;
    for (const Item& item : items(tx, id, disposed)) {
      if (!item.untouched) continue;
      if (disposed)
        recorded = undo_disposition(tx, *stored, item, actor, now);
      else
        recorded = TRY(undo_moderation(tx, *stored, item, actor, now));
      tx.execute("UPDATE batch_item SET undone = TRUE WHERE batch = $1 AND contribution = $2", {id, item.contribution});
      ++count;
    }
    if (!recorded) return Error{Invalid::conflict, "batch.error.all_moved"};
    if (disposed) {
      const Owned owned = TRY(owned_call(tx, *stored->call));
      count_use(tx, owned.agency, {.contributions = {}, .code = "", .bank = stored->bank_reason}, -count);
    }
    return Done{*recorded, count};
  });
}

}  // namespace mosharekat::consultation
