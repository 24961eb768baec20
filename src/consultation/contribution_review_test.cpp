// SPDX-License-Identifier: AGPL-3.0-or-later
// What stays visible while it is reviewed, what goes from the history, whose queue shows what, one letter a person, and commands
// that decide on one call at the same time.
#include <doctest/doctest.h>
#include <future>
#include <thread>

#include "consultation/answer.h"
#include "consultation/call_store.h"
#include "consultation/contribution.h"
#include "consultation/contribution_store.h"
#include "ledger/ledger.h"
#include "testing/town.h"

using namespace mosharekat;
using namespace mosharekat::consultation;
using namespace std::chrono_literals;
using testing::each_database;
using testing::must;
using testing::refusal;
using testing::Town;

namespace {

std::vector<Contribution> listed(Town& town, const CallId& id) {
  return town.read([&](store::Transaction& tx) { return find_contributions(tx, id, {}); }).contributions;
}

std::vector<Revision> history(Town& town, const ContributionId& id) {
  return town.read([&](store::Transaction& tx) { return edits(tx, id); });
}

std::size_t appeals_of(Town& town, const identity::Actor& actor) {
  return town.read([&](store::Transaction& tx) { return open_appeals(tx, actor); }).size();
}

std::int64_t queue_of(Town& town, const identity::Actor& actor) {
  const auto queue = town.read([&](store::Transaction& tx) { return moderation_queue(tx, actor, 50, 0); });
  CHECK(static_cast<std::int64_t>(queue.size()) ==
        town.read([&](store::Transaction& tx) { return moderation_queue_size(tx, actor); }));
  return static_cast<std::int64_t>(queue.size());
}

}  // namespace

TEST_CASE("an edited text that waits for a moderator leaves a stub in its place, and keeps number, replies and supports") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.open_call({.replies = true});
    const ContributionId one =
        town.contribute(id, town.sara, Contribute{.body = "نظر نخست", .display_name = "سارا", .organisation = "انجمن"}).id;
    must(support(database, town.secret, town.omid, town.now, one, true));
    const ContributionId reply =
        town.contribute(id, town.omid, Contribute{.parent = one.value, .kind = Kind::reply, .body = "پاسخ امید"}).id;
    must(edit(database, town.secret, town.now, {.actor = town.sara}, one, {.body = "تماس: 09121234567"}));
    REQUIRE(town.contribution(one).state == Visibility::waiting);
    auto page = listed(town, id);
    REQUIRE(page.size() == 1);
    CHECK(page[0].number == 1);
    CHECK(page[0].stub);
    CHECK(page[0].body.empty());
    CHECK(page[0].display_name.empty());
    CHECK(page[0].organisation.empty());
    CHECK(page[0].supports == 1);
    CHECK(is_public(town.contribution(one)));
    CHECK(town.read([&](store::Transaction& tx) { return replies(tx, one); }).size() == 1);
    // A reply under review leaves its stub too.
    must(edit(database, town.secret, town.now, {.actor = town.omid}, reply, {.body = "تماس: 09121234567"}));
    const auto below = town.read([&](store::Transaction& tx) { return replies(tx, one); });
    REQUIRE(below.size() == 1);
    CHECK(below[0].stub);
    CHECK(below[0].body.empty());
    must(moderate(database, town.moderator, town.now, {.contributions = {one}, .publish = true}));
    page = listed(town, id);
    CHECK_FALSE(page.at(0).stub);
    CHECK(page.at(0).body == "تماس: 09121234567");
  });
}

TEST_CASE("what was never published leaves no stub") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.open_call({.moderation = Moderation::before});
    const ContributionId one = town.contribute(id, town.sara, "نظری که هنوز کسی ندیده است").id;
    must(edit(database, town.secret, town.now, {.actor = town.sara}, one, {.body = "همان نظر، ویراسته"}));
    CHECK(listed(town, id).empty());
    CHECK_FALSE(is_public(town.contribution(one)));
  });
}

TEST_CASE("a moderator takes a former text out of the history for good; the log forgets it too") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.open_call();
    const ContributionId one = town.contribute(id, town.sara, "همسایه‌ام در پلاک هفت مزاحم است").id;
    must(edit(database, town.secret, town.now, {.actor = town.sara}, one, {.body = "همسایه‌ها مزاحم‌اند"}));
    must(edit(database, town.secret, town.now, {.actor = town.sara}, one, {.body = "سر و صدا زیاد است"}));
    const auto blank = [&](const identity::Actor& actor, std::int64_t number, std::string_view reason = "personal_data") {
      return refusal(blank_revision(database, actor, town.now, one, number, reason));
    };
    for (const identity::Actor* actor : {&town.guest, &town.sara, &town.expert, &town.lead, &town.approver, &town.stranger})
      CHECK(blank(*actor, 1) == "moderation.error.not_moderator");
    CHECK(blank(town.moderator, 1, "dislike") == "moderation.error.reason");
    CHECK(blank(town.moderator, 3) == "moderation.error.revision_unknown");
    CHECK(blank(town.moderator, 1).empty());
    CHECK(blank(town.moderator, 1) == "moderation.error.revision_unknown");
    const auto former = history(town, one);
    REQUIRE(former.size() == 2);
    CHECK(former[0].body.empty());
    CHECK(former[0].blanked == "personal_data");
    CHECK(former[1].body == "همسایه‌ها مزاحم‌اند");
    CHECK(town.count("SELECT COUNT(*) FROM event_content WHERE before LIKE '%پلاک هفت%' OR after LIKE '%پلاک هفت%'") == 0);
    CHECK(town.contribution(one).body == "سر و صدا زیاد است");
    const auto log = town.read([&](store::Transaction& tx) { return ledger::history(tx, one.value); });
    CHECK(log.back().kind == "contribution.revision_blanked");
    CHECK(log.back().actor == town.moderator.person.value);
    // A moderator who takes part is judged by another.
    const ContributionId own = town.contribute(id, town.moderator, "نظر خود بازبین").id;
    must(edit(database, town.secret, town.now, {.actor = town.moderator}, own, {.body = "نظر دیگر بازبین"}));
    CHECK(refusal(blank_revision(database, town.moderator, town.now, own, 1, "personal_data")) == "moderation.error.own");
    must(blank_revision(database, town.second_moderator, town.now, own, 1, "personal_data"));
  });
}

TEST_CASE("each queue shows only what one can decide on") {
  each_database([](store::Database& database) {
    Town town(database);
    must(identity::give_role(database, town.agency_admin, town.now, town.institute_expert.person, town.policy_office,
                             identity::Role::moderator));
    identity::Actor preparing_moderator =
        town.read([&](store::Transaction& tx) { return identity::actor(tx, town.institute_expert.person).value(); });
    const CallId id = town.open_call({.moderation = Moderation::before});
    const ContributionId of_sara = town.contribute(id, town.sara, "نظری که پنهان می‌شود").id;
    town.contribute(id, town.moderator, "نظر خود بازبین");
    CHECK(queue_of(town, town.moderator) == 1);  // not one's own
    CHECK(queue_of(town, town.second_moderator) == 2);
    CHECK(queue_of(town, preparing_moderator) == 0);
    CHECK(queue_of(town, town.stranger) == 0);
    town.hide(of_sara);
    must(appeal(database, town.secret, town.now, {.actor = town.sara}, of_sara, "این توهین نبود"));
    CHECK(appeals_of(town, town.second_moderator) == 1);
    CHECK(appeals_of(town, town.lead) == 1);
    CHECK(appeals_of(town, town.moderator) == 0);  // who hid it
    CHECK(appeals_of(town, preparing_moderator) == 0);
    CHECK(appeals_of(town, town.expert) == 0);
    CHECK(appeals_of(town, town.stranger) == 0);
    // What is shown is what may be done.
    const std::string open = town.read([&](store::Transaction& tx) { return open_appeals(tx, town.lead); }).at(0).id;
    for (const identity::Actor* actor : {&town.moderator, &preparing_moderator, &town.expert, &town.stranger})
      CHECK_FALSE(refusal(decide_appeal(database, *actor, town.now, open, true, "دلیل")).empty());
    must(decide_appeal(database, town.lead, town.now, open, true, "دلیل"));
  });
}

TEST_CASE("who wrote several times gets one letter with all the answers") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.open_call();
    std::vector<ContributionId> all;
    for (const std::string body : {"نظر یکم سارا", "نظر دوم سارا", "نظر سوم سارا"})
      all.push_back(town.contribute(id, town.sara, body).id);
    all.push_back(town.contribute(id, town.omid, "تنها نظر امید").id);
    for (const std::string body : {"نظر یکم مهمان", "نظر دوم مهمان"})
      all.push_back(town.contribute(id, town.guest, Contribute{.body = body, .email = "guest@example.org"}).id);
    town.close_by_clock(id);
    town.dispose(id, all);
    town.publish_report(id);
    const auto of_sara = town.mails(town.sara.email), of_omid = town.mails(town.omid.email),
               of_guest = town.mails("guest@example.org");
    REQUIRE(of_sara.size() == 1);
    for (const std::string_view part : {"نظر یکم سارا", "نظر دوم سارا", "نظر سوم سارا", "/contributions/3", "/report"})
      CHECK(of_sara[0].find(part) != std::string::npos);
    CHECK(of_sara[0].find("امید") == std::string::npos);
    REQUIRE(of_omid.size() == 1);
    CHECK(of_omid[0].find("تنها نظر امید") != std::string::npos);
    REQUIRE(of_guest.size() == 1);
    CHECK(of_guest[0].find("نظر دوم مهمان") != std::string::npos);
  });
}

TEST_CASE("what waits for a moderator and open appeals are counted among what a report must wait for") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.open_call();
    const ContributionId one = town.contribute(id, town.sara, "نظری که پنهان می‌شود").id;
    town.contribute(id, town.omid, "تماس: 09121234567");
    town.hide(one);
    must(appeal(database, town.secret, town.now, {.actor = town.sara}, one, "این توهین نبود"));
    const auto counts = town.read([&](store::Transaction& tx) { return unanswered(tx, id); });
    CHECK(counts.waiting == 1);
    CHECK(counts.appeals == 1);
  });
}

TEST_CASE("a decision and the proposal of a report cannot pass each other by") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.open_call();
    const ContributionId one = town.contribute(id, town.sara, "نظر سارا").id;
    town.close_by_clock(id);
    town.dispose(id, {one});
    // A proposal that has locked the call, frozen its data and not committed yet: who decides meanwhile waits, and is refused.
    std::promise<void> locked, go_on;
    auto proposal = std::async(std::launch::async, [&] {
      database.write_unlogged([&](store::Transaction& tx) {
        lock(tx, id);
        locked.set_value();
        go_on.get_future().wait();
        tx.execute(
            "INSERT INTO approval (id, call, act, reason, reason_second, until, subject, proposed_by, proposed_at, verdict, "
            "decided_by, decided_at, note) VALUES ($1, $2, 'report', '', '', NULL, 'r', $3, $4, NULL, NULL, NULL, '')",
            {ApprovalId::make(town.now), id, town.lead.person, town.now});
      });
    });
    locked.get_future().wait();
    auto decision = std::async(std::launch::async, [&] {
      return refusal(dispose(database, town.expert, town.now, id, {.contributions = {one}, .code = "noted", .reason = "دیگر"}));
    });
    auto theme =
        std::async(std::launch::async, [&] { return refusal(make_theme(database, town.expert, town.now, id, {"موضوع"})); });
    std::this_thread::sleep_for(200ms);
    CHECK(decision.wait_for(0ms) != std::future_status::ready);
    CHECK(theme.wait_for(0ms) != std::future_status::ready);
    go_on.set_value();
    proposal.get();
    CHECK(decision.get() == "disposition.error.report_waits");
    CHECK(theme.get() == "disposition.error.report_waits");
  });
}

TEST_CASE("who follows a call and who wrote to it gets a letter when a new version of its draft comes, once each") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.open_call();
    must(follow(database, town.omid, town.now, id, true));
    town.contribute(id, town.sara, "نظر یکم سارا");
    town.contribute(id, town.sara, "نظر دوم سارا");
    must(follow(database, town.sara, town.now, id, true));
    town.suspend(id);
    const auto before_sara = town.mails(town.sara.email).size(), before_omid = town.mails(town.omid.email).size();
    document::Text text = testing::library_draft();
    text.provisions.at(2).text = "هر عضو می‌تواند ده کتاب را سه هفته به امانت بگیرد.";
    must(set_draft(database, town.expert, town.now, id, town.first_draft(id).id, text, "draft-2.docx"));
    CHECK(town.mails(town.sara.email).size() == before_sara + 1);
    CHECK(town.mails(town.omid.email).size() == before_omid + 1);
  });
}
