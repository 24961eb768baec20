// SPDX-License-Identifier: AGPL-3.0-or-later
// What others do with a contribution: support, reports, official replies; and how it is reviewed, hidden, appealed.
#include <doctest/doctest.h>
#include <set>
#include <thread>

#include "consultation/contribution.h"
#include "ledger/ledger.h"
#include "testing/town.h"

using namespace mosharekat;
using namespace mosharekat::consultation;
using namespace std::chrono_literals;
using identity::Actor;
using identity::Role;
using testing::each_database;
using testing::must;
using testing::refusal;
using testing::Town;

namespace {

std::vector<Waiting> queue(Town& town, const Actor& actor) {
  return town.read([&](store::Transaction& tx) {
    auto found = moderation_queue(tx, actor, 100, 0);
    CHECK(moderation_queue_size(tx, actor) == static_cast<std::int64_t>(found.size()));
    return found;
  });
}

std::vector<Appeal> appeals(Town& town, const Actor& actor) {
  return town.read([&](store::Transaction& tx) { return open_appeals(tx, actor); });
}

std::string moderates_it(Town& town, const Actor& actor, const ContributionId& id, bool publish = true,
                         std::string reason = "insult") {
  return refusal(
      moderate(town.database, actor, town.now, {.contributions = {id}, .publish = publish, .reason = std::move(reason)}));
}

}  // namespace

TEST_CASE("a person's support of a comment is counted once, whatever is sent in parallel") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.open_call();
    const Receipt mine = town.contribute(id, town.sara, "نظر سارا");
    std::atomic<int> wrong{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < 64; ++i)
      threads.emplace_back([&] {
        const auto count = support(database, town.secret, town.omid, town.now, mine.id, true);
        wrong += !count || *count != 1;
      });
    for (auto& thread : threads) thread.join();
    CHECK(wrong == 0);
    CHECK(town.count("SELECT COUNT(*) FROM support") == 1);
    CHECK(town.contribution(mine.id).supports == 1);
    const Actor third = town.new_citizen("nima");
    CHECK(must(support(database, town.secret, third, town.now, mine.id, true)) == 2);
    CHECK(must(support(database, town.secret, third, town.now, mine.id, false)) == 1);
    CHECK(must(support(database, town.secret, third, town.now, mine.id, false)) == 1);
    CHECK(town.count("SELECT COUNT(*) FROM support WHERE supporter LIKE '%' || $1 || '%'", {town.omid.person}) == 0);
  });
}

TEST_CASE("who may support what, and when") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.open_call();
    const Receipt mine = town.contribute(id, town.sara, "نظر سارا"), hidden = town.contribute(id, town.sara, "نظر دیگر سارا");
    town.hide(hidden.id);
    const auto supports = [&](const Actor& actor, const ContributionId& target) {
      return refusal(support(database, town.secret, actor, town.now, target, true));
    };
    CHECK(supports(town.guest, mine.id) == "contribution.error.sign_in_to_support");
    CHECK(supports(town.sara, mine.id) == "contribution.error.own_support");
    CHECK(supports(town.omid, hidden.id) == "contribution.error.unknown");
    CHECK(supports(town.omid, ContributionId{"nowhere"}) == "contribution.error.unknown");
    CHECK(supports(town.omid, mine.id).empty());
    for (const auto& entry : town.read([&](store::Transaction& tx) { return ledger::history(tx, mine.id.value); }))
      if (entry.kind == "contribution.supported") CHECK(entry.actor.empty());
    town.now = *town.call(id).closes_at;
    CHECK(supports(town.new_citizen("nima"), mine.id) == "contribution.error.closed");
  });
}

TEST_CASE("an official reply is given while the call is open and sent to the author") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.open_call();
    const Receipt question = town.contribute(id, town.sara, "چرا ساعت هشت؟");
    const auto reply = [&](const Actor& actor, const ContributionId& parent) {
      return reply_officially(database, town.secret, actor, town.now, parent, "برای هماهنگی با مدرسه‌ها.");
    };
    for (const Actor* actor : {&town.moderator, &town.approver, &town.agency_admin, &town.national_admin, &town.auditor,
                               &town.institute_expert, &town.sara, &town.guest, &town.stranger})
      CHECK(refusal(reply(*actor, question.id)) == "call.error.not_yours");
    CHECK(refusal(reply_officially(database, town.secret, town.expert, town.now, question.id, " ")) ==
          "contribution.error.empty");
    const ContributionId answer = must(reply(town.expert, question.id));
    const Contribution stored = town.contribution(answer);
    CHECK(stored.official);
    CHECK(stored.parent == question.id);
    CHECK(stored.organisation == "وزارت نمونه");
    CHECK(town.read([&](store::Transaction& tx) { return replies(tx, question.id); }).size() == 1);
    const auto mails = town.mails(town.sara.email);
    REQUIRE(mails.size() == 1);
    CHECK(mails[0].find("برای هماهنگی با مدرسه‌ها.") != std::string::npos);
    CHECK(mails[0].find("%site%/calls/1/contributions/1") != std::string::npos);
    CHECK(refusal(reply(town.expert, answer)) == "contribution.error.place_unknown");
    // Not the author's to edit, nor a moderator's to hide.
    CHECK(refusal(edit(database, town.secret, town.now, {.actor = town.expert}, answer, {.body = "نه"})) ==
          "contribution.error.not_yours");
    CHECK(moderates_it(town, town.moderator, answer, false) == "moderation.error.official");
    town.close_by_clock(id);
    CHECK(refusal(reply(town.expert, question.id)) == "contribution.error.official_only_open");
  });
}

TEST_CASE("only moderators of the agency or of the lead unit review, and nobody their own") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.open_call({.moderation = Moderation::before});
    const Receipt waiting = town.contribute(id, town.sara, "نظر سارا در انتظار بازبینی");
    for (const Actor* actor : {&town.expert, &town.lead, &town.approver, &town.agency_admin, &town.national_admin, &town.auditor,
                               &town.institute_expert, &town.sara, &town.guest, &town.stranger}) {
      CHECK(moderates_it(town, *actor, waiting.id) == "moderation.error.not_moderator");
      CHECK(queue(town, *actor).empty());
    }
    const Receipt own = town.contribute(id, town.moderator, "بازبین هم شهروند است");
    CHECK(moderates_it(town, town.moderator, own.id) == "moderation.error.own");
    CHECK(moderates_it(town, town.second_moderator, own.id).empty());
    CHECK(queue(town, town.moderator).size() == 1);
    CHECK(queue(town, town.second_moderator).size() == 1);
    CHECK(moderates_it(town, town.moderator, waiting.id).empty());
    CHECK(town.contribution(waiting.id).state == Visibility::published);
    CHECK(town.contribution(waiting.id).published_at == town.now);
    CHECK(queue(town, town.moderator).empty());
    CHECK(town.mails(town.sara.email).at(0).find("بازبینی و منتشر شد") != std::string::npos);
    CHECK(town.read([&](store::Transaction& tx) { return find_contributions(tx, id, {.words = "انتظار"}); }).total == 1);
  });
}

TEST_CASE("the queue shows the riskiest first, with its public clock, and what readers reported") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.open_call({.moderation = Moderation::before, .moderation_hours = 24}), open = town.open_call();
    const Receipt calm = town.contribute(id, town.sara, "نظری آرام دربارهٔ ماده ۱");
    town.pass(1min);
    const Receipt personal = town.contribute(id, town.omid, "کد ملی من 0499370899 است");
    const Receipt shown = town.contribute(open, town.guest, "این نظر را دو تن گزارش می‌کنند");
    const auto reports = [&](const Actor& actor, std::string_view guest_key, std::string_view why) {
      return refusal(report_abuse(database, town.secret, actor, guest_key, town.now, shown.id, why));
    };
    CHECK(reports(town.sara, "", " ") == "contribution.error.report_reason");
    CHECK(reports(town.sara, "", "توهین است").empty());
    CHECK(reports(town.sara, "", "باز هم").empty());
    CHECK(reports(town.guest, "192.0.2.1", "توهین است").empty());
    CHECK(reports(town.guest, "192.0.2.1", "توهین است").empty());
    const auto list = queue(town, town.moderator);
    REQUIRE(list.size() == 3);
    CHECK(list[0].contribution.id == personal.id);
    CHECK(list[0].contribution.flags == "national_code");
    CHECK(list[1].contribution.id == shown.id);
    CHECK(list[1].abuse_reports == 2);
    CHECK(list[1].call_number == 2);
    CHECK(list[2].contribution.id == calm.id);
    CHECK(list[2].due == town.contribution(calm.id).received_at + 24h);
    // Looked at: the reports are done with.
    CHECK(moderates_it(town, town.moderator, shown.id).empty());
    CHECK(queue(town, town.moderator).size() == 2);
    CHECK(town.contribution(shown.id).state == Visibility::published);
  });
}

TEST_CASE("hiding takes a published reason, tells the author what and why, and leaves a stub") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.open_call();
    const Receipt mine = town.contribute(
        id, town.guest, Contribute{.body = "متن توهین‌آمیز", .email = "g@example.org", .language = "en"});
    CHECK(moderates_it(town, town.moderator, mine.id, false, "because") == "moderation.error.reason");
    CHECK(moderates_it(town, town.moderator, mine.id, false, "") == "moderation.error.reason");
    town.pass(1s);
    must(moderate(database, town.moderator, town.now,
                  {.contributions = {mine.id}, .publish = false, .reason = "insult", .note = "خط دوم"}));
    const Contribution stub =
        town.read([&](store::Transaction& tx) { return find_contributions(tx, id, {}); }).contributions.at(0);
    CHECK(stub.state == Visibility::hidden);
    CHECK(stub.hidden_reason == "insult");
    CHECK(stub.body.empty());
    CHECK(town.contribution(mine.id).body == "متن توهین‌آمیز");
    CHECK(
        town.read([&](store::Transaction& tx) { return find_contributions(tx, id, {.words = "توهین‌آمیز"}); }).total ==
        0);
    const std::string mail = town.mails("g@example.org").at(0);
    CHECK(mail.find("Reason: Insult or threat") != std::string::npos);
    CHECK(mail.find("The moderator’s note: خط دوم") != std::string::npos);
    CHECK(mail.find("appeal") != std::string::npos);
    CHECK(moderates_it(town, town.second_moderator, mine.id, true) == "moderation.error.by_appeal");
    CHECK(moderates_it(town, town.second_moderator, mine.id, false) == "moderation.error.by_appeal");
    for (const std::string_view reason : hiding_reasons) CHECK(locale::has("moderation.reason." + std::string(reason)));
  });
}

TEST_CASE("a batch is decided whole or not at all") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.open_call({.moderation = Moderation::before});
    std::vector<ContributionId> batch;
    for (int i = 0; i < 3; ++i) batch.push_back(town.contribute(id, town.sara, "نظر شمارهٔ " + std::to_string(i)).id);
    const Receipt own = town.contribute(id, town.moderator, "نظر بازبین");
    std::vector<ContributionId> with_own = batch;
    with_own.push_back(own.id);
    CHECK(refusal(moderate(database, town.moderator, town.now, {.contributions = with_own})) == "moderation.error.own");
    CHECK(town.contribution(batch[0]).state == Visibility::waiting);
    CHECK(town.mails(town.sara.email).empty());
    CHECK(must(moderate(database, town.moderator, town.now, {.contributions = batch})) == 3);
    CHECK(town.contribution(batch[2]).state == Visibility::published);
    CHECK(refusal(moderate(database, town.moderator, town.now, {})) == "moderation.error.none_chosen");
    CHECK(refusal(moderate(database, town.moderator, town.now, {.contributions = std::vector<ContributionId>(501, batch[0])})) ==
          "moderation.error.too_many");
    must(withdraw(database, town.secret, town.now, {.actor = town.sara}, batch[0]));
    CHECK(moderates_it(town, town.moderator, batch[0]) == "moderation.error.withdrawn");
  });
}

TEST_CASE("an appeal goes to a second person; upheld, the contribution is shown again") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.open_call();
    const Receipt mine = town.contribute(id, town.sara, "نظر سارا که پنهان می‌شود");
    const auto appeals_it = [&](const Claim& claim, std::string_view text) {
      return refusal(appeal(database, town.secret, town.now, claim, mine.id, text));
    };
    CHECK(appeals_it({.actor = town.sara}, "چرا؟") == "moderation.error.not_hidden");
    town.hide(mine.id);
    town.pass(1s);
    CHECK(appeals_it({.actor = town.sara}, " ") == "moderation.error.appeal_empty");
    CHECK(appeals_it({.actor = town.sara}, std::string(5001, 'x')) == "contribution.error.too_long");
    CHECK(appeals_it({.actor = town.omid}, "به جای او") == "contribution.error.not_yours");
    CHECK(appeals_it({.code = mine.code}, "توهینی در آن نیست").empty());
    CHECK(appeals_it({.actor = town.sara}, "باز هم") == "moderation.error.appealed_already");
    const auto open = appeals(town, town.second_moderator);
    REQUIRE(open.size() == 1);
    CHECK(open[0].text == "توهینی در آن نیست");
    CHECK(open[0].reason == "insult");
    CHECK(open[0].hidden_by == town.moderator.person);
    CHECK(open[0].contribution.id == mine.id);
    CHECK(open[0].call_number == 1);
    CHECK(appeals(town, town.lead).size() == 1);
    CHECK(appeals(town, town.stranger).empty());
    CHECK(appeals(town, town.expert).empty());
    const auto decide = [&](const Actor& actor, bool uphold, std::string_view note) {
      return refusal(decide_appeal(database, actor, town.now, open[0].id, uphold, note));
    };
    CHECK(decide(town.second_moderator, true, " ") == "moderation.error.appeal_note");
    CHECK(decide(town.moderator, false, "نظرم همان است") == "moderation.error.second_person");
    for (const Actor* actor : {&town.expert, &town.approver, &town.agency_admin, &town.national_admin, &town.auditor, &town.sara,
                               &town.guest, &town.stranger})
      CHECK(decide(*actor, true, "نه") == "moderation.error.not_moderator");
    town.pass(1s);
    CHECK(decide(town.second_moderator, true, "حق با سارا است").empty());
    CHECK(decide(town.second_moderator, false, "باز") == "moderation.error.appeal_unknown");
    CHECK(town.contribution(mine.id).state == Visibility::published);
    CHECK(appeals(town, town.lead).empty());
    const auto mails = town.mails(town.sara.email);
    REQUIRE(mails.size() == 2);
    CHECK(mails[1].find("حق با سارا است") != std::string::npos);
    CHECK(town.read([&](store::Transaction& tx) { return find_contributions(tx, id, {.words = "پنهان"}); }).total == 1);
  });
}

TEST_CASE("a refused appeal leaves the stub, and its author cannot be its judge") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.open_call();
    const Receipt mine = town.contribute(id, town.second_moderator, "نظر بازبین دوم");
    town.hide(mine.id, "off_topic");
    must(appeal(database, town.secret, town.now, {.actor = town.second_moderator}, mine.id, "مربوط است"));
    const std::string open = appeals(town, town.lead).at(0).id;
    CHECK(refusal(decide_appeal(database, town.second_moderator, town.now, open, true, "حق با من")) == "moderation.error.own");
    must(decide_appeal(database, town.lead, town.now, open, false, "با موضوع پیوندی ندارد"));
    CHECK(town.contribution(mine.id).state == Visibility::hidden);
    CHECK(refusal(appeal(database, town.secret, town.now, {.actor = town.second_moderator}, mine.id, "باز")) ==
          "moderation.error.appealed_already");
  });
}

TEST_CASE("a contribution that was withdrawn meanwhile is not shown again by its appeal") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.open_call();
    const Receipt mine = town.contribute(id, town.sara, "نظر سارا");
    town.hide(mine.id);
    must(appeal(database, town.secret, town.now, {.actor = town.sara}, mine.id, "توهین نیست"));
    must(withdraw(database, town.secret, town.now, {.actor = town.sara}, mine.id));
    must(decide_appeal(database, town.lead, town.now, appeals(town, town.lead).at(0).id, true, "درست است"));
    CHECK(town.contribution(mine.id).state == Visibility::withdrawn);
  });
}

TEST_CASE("the public numbers of moderation add up") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.open_call(), other = town.open_call();
    std::vector<Receipt> all;
    for (int i = 0; i < 6; ++i) all.push_back(town.contribute(id, town.sara, "نظر شمارهٔ " + std::to_string(i)));
    town.contribute(id, town.guest, "کد ملی من 0499370899 است");
    town.contribute(other, town.guest, "نظری در جای دیگر");
    must(reply_officially(database, town.secret, town.expert, town.now, all[5].id,
                          "پاسخ رسمی شمرده نمی‌شود"));
    town.hide(all[0].id, "insult");
    town.hide(all[1].id, "insult");
    town.hide(all[2].id, "off_topic");
    must(withdraw(database, town.secret, town.now, {.actor = town.sara}, all[3].id));
    for (const int i : {0, 2})
      must(appeal(database, town.secret, town.now, {.actor = town.sara}, all[static_cast<std::size_t>(i)].id, "نه"));
    for (const Appeal& open : appeals(town, town.lead))
      must(decide_appeal(database, town.lead, town.now, open.id, open.contribution.id == all[0].id, "بررسی شد"));
    const auto counts = town.read([&](store::Transaction& tx) { return moderation_counts(tx, id); });
    CHECK(counts.received == 7);
    CHECK(counts.published == 3);
    CHECK(counts.hidden == 2);
    CHECK(counts.withdrawn == 1);
    CHECK(counts.waiting == 1);
    CHECK(counts.appeals == 2);
    CHECK(counts.upheld == 1);
    CHECK(counts.by_reason == std::vector<std::pair<std::string, std::int64_t>>{{"insult", 2}, {"off_topic", 1}});
    CHECK(town.read([&](store::Transaction& tx) { return moderation_counts(tx, std::nullopt); }).received == 8);
  });
}
