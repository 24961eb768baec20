// SPDX-License-Identifier: AGPL-3.0-or-later
#include "consultation/batch.h"

#include <doctest/doctest.h>

#include "consultation/reason_bank.h"
#include "consultation/review.h"
#include "outbox/outbox.h"
#include "testing/town.h"

using namespace mosharekat;
using namespace mosharekat::consultation;
using namespace std::chrono_literals;
using testing::each_database;
using testing::must;
using testing::refusal;
using testing::Town;

namespace {

using Numbers = std::vector<std::int64_t>;

std::vector<ContributionId> written(Town& town, const CallId& id, int count) {
  std::vector<ContributionId> all;
  for (int i = 1; i <= count; ++i) all.push_back(town.contribute(id, town.sara, "نظر شمارهٔ " + std::to_string(i)).id);
  return all;
}

std::optional<Batch> moderated(Town& town, const identity::Actor& actor) {
  return town.read([&](store::Transaction& tx) { return last_moderation(tx, actor.person, town.now); });
}
std::optional<Batch> answered(Town& town, const identity::Actor& actor, const std::optional<CallId>& call = {}) {
  return town.read([&](store::Transaction& tx) { return last_answers(tx, actor.person, town.now, call); });
}

std::string reason_of(Town& town, const ContributionId& id) {
  const auto found = town.read([&](store::Transaction& tx) { return disposition(tx, id); });
  return found ? found->reason : "";
}

void answer(Town& town, const CallId& id, const std::vector<ContributionId>& contributions, std::string reason,
            std::string code = "noted") {
  town.pass(1s);
  must(dispose(town.database, town.expert, town.now, id,
               {.contributions = contributions, .code = std::move(code), .reason = std::move(reason), .citation = "ماده ۵"}));
}

}  // namespace

TEST_CASE("a moderator's batch is undone as a whole: states, readers' reports, and the letters that had not gone") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.open_call();
    const auto all = written(town, id, 3);
    must(report_abuse(database, town.secret, town.omid, "", town.now, all[0], "insult"));
    const auto letters = town.mails("sara@example.org").size();
    must(moderate(database, town.moderator, town.now, {.contributions = all, .publish = false, .reason = "insult"}));
    CHECK(town.mails("sara@example.org").size() == letters + 3);
    const Batch batch = moderated(town, town.moderator).value();
    CHECK(batch.act == "hidden");
    CHECK(batch.count == 3);
    CHECK(batch.undoable == 3);
    // Nobody else's, and not by who has no role any more.
    CHECK_FALSE(moderated(town, town.second_moderator).has_value());
    CHECK(refusal(undo_batch(database, town.second_moderator, town.now, batch.id)) == "batch.error.unknown");
    identity::Actor without = town.moderator;
    without.grants.clear();
    CHECK(refusal(undo_batch(database, without, town.now, batch.id)) == "moderation.error.not_moderator");

    CHECK(must(undo_batch(database, town.moderator, town.now + 1s, batch.id)) == 3);
    for (const ContributionId& one : all) {
      CHECK(town.contribution(one).state == Visibility::published);
      CHECK(town.contribution(one).hidden_reason.empty());
    }
    CHECK(town.count("SELECT COUNT(*) FROM abuse_report WHERE contribution = $1", {all[0]}) == 1);
    CHECK(town.count("SELECT COUNT(*) FROM event WHERE kind = 'moderation.undone'") == 3);
    CHECK(town.mails("sara@example.org").size() == letters);
    CHECK(moderated(town, town.moderator).value().undone_at.has_value());
    CHECK(refusal(undo_batch(database, town.moderator, town.now, batch.id)) == "batch.error.over");
  });
}

TEST_CASE("who was told already is told that the decision was taken back") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.open_call();
    const auto all = written(town, id, 1);
    must(moderate(database, town.moderator, town.now, {.contributions = all, .publish = false, .reason = "insult"}));
    for (const outbox::Owed& owed : outbox::lease(database, town.now + 1s, "mail", 50))
      outbox::delivered(database, town.now, owed.id);
    const auto before = town.mails("sara@example.org").size();
    must(undo_batch(database, town.moderator, town.now + 1min, moderated(town, town.moderator).value().id));
    const auto letters = town.mails("sara@example.org");
    REQUIRE(letters.size() == before + 1);
    CHECK(letters.back().find("بازگردانده شد") != std::string::npos);
  });
}

TEST_CASE("what moved on since a batch is named and left; a published comment that goes back leaves a stub") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.open_call({.moderation = Moderation::before});
    const auto all = written(town, id, 4);
    must(moderate(database, town.moderator, town.now, {.contributions = all, .publish = true}));
    town.pass(1min);
    town.hide(all[1]);  // by the same moderator: a batch of its own, and the last one
    must(support(database, town.secret, town.omid, town.now, all[2], true));
    const auto published = town.read([&](store::Transaction& tx) {
      return tx.one<BatchId>("SELECT id FROM batch WHERE act = 'published'", {},
                             [](store::Row& row) { return row.id<BatchId>(); });
    });
    CHECK(must(undo_batch(database, town.moderator, town.now, published.value())) == 2);
    CHECK(town.contribution(all[0]).state == Visibility::waiting);
    CHECK(is_public(town.contribution(all[0])));  // a stub, no gap
    CHECK(town.contribution(all[1]).state == Visibility::hidden);
    CHECK(town.contribution(all[2]).state == Visibility::published);
    CHECK(town.contribution(all[3]).state == Visibility::waiting);
  });
}

TEST_CASE("an answer given to many is undone: what was answered before gets that answer back with its review") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.open_call();
    const auto all = written(town, id, 4);
    town.close_by_clock(id);
    must(set_review_policy(database, town.agency_admin, town.now, {.agency = town.ministry, .needed = true}));
    answer(town, id, {all[0]}, "دلیل پیشین", "rejected_legal");
    town.pass(1s);
    must(review_refusals(database, town.approver, town.now, id, {.contributions = {all[0]}, .seen = town.now}));
    answer(town, id, all, "دلیل همگانی");
    const Batch batch = answered(town, town.expert, id).value();
    CHECK(batch.undoable == 4);
    CHECK(answered(town, town.expert).value().id == batch.id);
    CHECK_FALSE(answered(town, town.lead, id).has_value());
    // One of them gets its own answer, another a second person's eye.
    answer(town, id, {all[2]}, "دلیل تازه");
    const Batch former = town.read([&](store::Transaction& tx) {
      CHECK(last_answers(tx, town.expert.person, town.now, id).value().count == 1);
      return batch;
    });
    CHECK(refusal(undo_batch(database, town.lead, town.now, former.id)) == "batch.error.unknown");
    CHECK(must(undo_batch(database, town.expert, town.now, former.id)) == 3);
    CHECK(reason_of(town, all[0]) == "دلیل پیشین");
    CHECK(town.read([&](store::Transaction& tx) { return review(tx, all[0]); }).value().verdict == Reviewed::approved);
    CHECK(reason_of(town, all[1]).empty());
    CHECK(reason_of(town, all[2]) == "دلیل تازه");
    CHECK(town.count("SELECT COUNT(*) FROM event WHERE kind = 'disposition.undone'") == 3);
    CHECK(town.count("SELECT COUNT(*) FROM batch_item WHERE batch = $1 AND NOT undone", {former.id}) == 1);
  });
}

TEST_CASE("nothing is undone after a day, after the report, or where all of it moved on") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.open_call();
    const auto all = written(town, id, 2);
    town.close_by_clock(id);
    answer(town, id, all, "نخست");
    const BatchId first = answered(town, town.expert, id).value().id;
    answer(town, id, all, "دوم");
    CHECK(refusal(undo_batch(database, town.expert, town.now, first)) == "batch.error.all_moved");
    const BatchId second = answered(town, town.expert, id).value().id;
    CHECK(refusal(undo_batch(database, town.expert, town.now + 25h, second)) == "batch.error.over");
    town.pass(25h);
    answer(town, id, {all[1]}, "سوم");
    CHECK(town.count("SELECT COUNT(*) FROM batch") == 1);
    CHECK(town.count("SELECT COUNT(*) FROM batch_item") == 1);
    const BatchId third = answered(town, town.expert, id).value().id;
    town.propose_report(id);
    CHECK(refusal(undo_batch(database, town.expert, town.now, third)) == "disposition.error.report_waits");
    CHECK(reason_of(town, all[0]) == "دوم");
  });
}

TEST_CASE("a reason of the bank that an undone answer was given with is not counted as used") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.open_call();
    const auto all = written(town, id, 2);
    town.close_by_clock(id);
    const BankReasonId reason =
        must(add_bank_reason(database, town.expert, town.now, town.ministry, {.code = "noted", .text = "سپاس"}));
    must(dispose(database, town.expert, town.now, id, {.contributions = all, .code = "", .bank = reason}));
    const auto used = [&] { return town.count("SELECT used FROM bank_reason WHERE id = $1", {reason}); };
    CHECK(used() == 2);
    must(undo_batch(database, town.expert, town.now, answered(town, town.expert, id).value().id));
    CHECK(used() == 0);
  });
}
