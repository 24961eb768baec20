// SPDX-License-Identifier: AGPL-3.0-or-later
// Taking part: contributing, editing, withdrawing, being forgotten; tracking codes and the risk of a text.
#include "consultation/contribution.h"

#include <doctest/doctest.h>
#include <set>
#include <thread>

#include "ledger/ledger.h"
#include "testing/town.h"

using namespace mosharekat;
using namespace mosharekat::consultation;
using namespace std::chrono_literals;
using identity::Actor;
using testing::each_database;
using testing::must;
using testing::refusal;
using testing::Town;

namespace {

Page find(Town& town, const CallId& id, const ContributionFilter& filter = {}) {
  return town.read([&](store::Transaction& tx) { return find_contributions(tx, id, filter); });
}

std::vector<std::int64_t> numbers(const Page& page) {
  std::vector<std::int64_t> found;
  for (const Contribution& one : page.contributions) found.push_back(one.number);
  return found;
}

bool passes_luhn(std::string_view digits) {
  int sum = 0;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    int digit = digits[digits.size() - 1 - i] - '0';
    if (i % 2 == 1) digit = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
    sum += digit;
  }
  return sum % 10 == 0;
}

std::vector<std::string> flags(std::string_view text) { return assess(text).flags; }

}  // namespace

TEST_CASE("a comment gets the next public number of its call and a secret code, and is public at once") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.open_call(), other = town.open_call();
    const Receipt first = town.contribute(id, town.sara, "ساعت کار کتابخانه کم است.");
    const Receipt second = town.contribute(id, town.guest, "من با این آیین‌نامه موافقم.");
    CHECK(first.number == 1);
    CHECK(second.number == 2);
    CHECK(town.contribute(other, town.sara, "نظر دیگری دربارهٔ فراخوان دیگر").number == 1);
    CHECK(first.published);
    CHECK(is_tracking_code(first.code));
    CHECK(first.code != second.code);
    const Contribution stored = town.contribution(first.id);
    CHECK(stored.author == town.sara.person);
    CHECK(stored.state == Visibility::published);
    CHECK(stored.published_at == town.now);
    CHECK(stored.received_at == town.now);
    CHECK(stored.anchor.empty());
    CHECK_FALSE(stored.draft.has_value());
    CHECK(town.contribution(second.id).author.empty());
    const auto by_code = [&](std::string_view code) {
      return town.read([&](store::Transaction& tx) { return contribution_by_code(tx, town.secret, code); });
    };
    CHECK(by_code(second.code).value().id == second.id);
    CHECK_FALSE(by_code("1234567812345670").has_value());
    CHECK_FALSE(by_code("").has_value());
    CHECK_FALSE(town.read([&](store::Transaction& tx) { return contribution_by_code(tx, {"another key"}, second.code); }));
    // The code itself stands nowhere.
    CHECK(town.count("SELECT COUNT(*) FROM contribution WHERE code_hash LIKE '%' || $1 || '%'", {second.code}) == 0);
    const auto history = town.read([&](store::Transaction& tx) { return ledger::history(tx, first.id.value); });
    REQUIRE(history.size() == 1);
    CHECK(history[0].kind == "contribution.received");
    CHECK(history[0].actor == town.sara.person.value);
  });
}

TEST_CASE("a contribution counts when it was received before the deadline, to the millisecond") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.announced_call(2);
    const Call call = town.call(id);
    const auto at = [&](Instant received) {
      town.now = received;
      return refusal(town.try_contribute(id, town.sara, {.body = "نظری که به‌هنگام می‌رسد"}));
    };
    CHECK(at(*call.opens_at - 1ms) == "contribution.error.not_open");
    CHECK(at(*call.opens_at).empty());  // although no clock has turned
    CHECK(at(*call.closes_at - 1ms).empty());
    CHECK(at(*call.closes_at) == "contribution.error.closed");
    turn_clock(database, *call.closes_at);
    CHECK(at(*call.closes_at + 1h) == "contribution.error.closed");
    // What was received in time counts, whatever the stored state says by then.
    turn_clock(database, *call.closes_at + 1h);
    CHECK(town.call(id).state == State::closed);
    CHECK(at(*call.closes_at - 1ms).empty());
    CHECK(at(*call.closes_at) == "contribution.error.closed");
  });
}

TEST_CASE("before it opens, a call takes nothing from anybody") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId drafting = town.prepared_call(), ready = town.prepared_call(), announced = town.announced_call(5);
    town.propose_opening(ready);
    for (const CallId& id : {drafting, ready, announced})
      for (const Actor* actor : {&town.sara, &town.guest, &town.expert, &town.lead, &town.approver, &town.moderator})
        CHECK(refusal(town.try_contribute(id, *actor, {.body = "نظر زودهنگام"})) == "contribution.error.not_open");
    CHECK(refusal(town.try_contribute(CallId{"nowhere"}, town.sara, {.body = "نظر"})) == "call.error.unknown");
  });
}

TEST_CASE("guests take part where the call allows it") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.open_call({.guests = false});
    const auto refused = town.try_contribute(id, town.guest, {.body = "نظر مهمان"});
    CHECK(refusal(refused) == "contribution.error.sign_in");
    CHECK(refused.error().code == mosharekat::Code::signed_out);
    CHECK(town.try_contribute(id, town.sara, {.body = "نظر عضو"}).has_value());
  });
}

TEST_CASE("a form that is sent again is taken once: one after the other, at the same moment, and across the deadline") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.open_call(), other = town.open_call();
    const Contribute ask{.body = "نظری که دو بار فرستاده شد", .once = "form-0123456789abcdef"};
    const Receipt first = town.contribute(id, town.sara, ask);
    const Receipt again = town.contribute(id, town.sara, ask);
    CHECK(again.id == first.id);
    CHECK(again.number == first.number);
    CHECK(again.code.empty());
    CHECK(again.published);
    CHECK(refusal(town.try_contribute(other, town.sara, ask)) == "contribution.error.form_old");
    const Contribute parallel{.body = "نظر هم‌زمان", .once = "form-parallel-0123456789"};
    std::set<std::int64_t> given;
    std::mutex mutex;
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; ++i)
      threads.emplace_back([&] {
        const auto receipt = town.try_contribute(id, town.guest, parallel);
        const std::lock_guard lock(mutex);
        if (receipt) given.insert(receipt->number);
      });
    for (auto& thread : threads) thread.join();
    CHECK(given == std::set<std::int64_t>{2});
    CHECK(find(town, id).total == 2);
    town.now = *town.call(id).closes_at + 1s;
    CHECK(town.contribute(id, town.sara, ask).number == 1);
    CHECK(refusal(town.try_contribute(id, town.sara, {.body = "نظر", .once = "short"})) == "contribution.error.form_old");
  });
}

TEST_CASE("numbers of contributions that come in parallel are all different") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.open_call();
    std::atomic<int> taken{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; ++i)
      threads.emplace_back([&] {
        for (int n = 0; n < 5; ++n) taken += town.try_contribute(id, town.guest, {.body = "نظری از میان بسیاری"}).has_value();
      });
    for (auto& thread : threads) thread.join();
    CHECK(taken == 40);
    CHECK(town.count("SELECT COUNT(DISTINCT number) FROM contribution") == 40);
    CHECK(town.count("SELECT MAX(number) FROM contribution") == 40);
  });
}

TEST_CASE("a comment is about the whole, a draft, a provision, a passage or a question, and nothing else") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.open_call();
    const std::string draft = town.first_draft(id).id.value;
    const auto place = [&](Contribute ask) {
      if (ask.body.empty()) ask.body = "نظر دربارهٔ این جا";
      const auto receipt = town.try_contribute(id, town.sara, ask);
      return receipt ? "" : receipt.error().key;
    };
    CHECK(place({}).empty());
    CHECK(place({.draft = draft}).empty());
    CHECK(place({.draft = draft, .anchor = "m2-t1"}).empty());
    CHECK(place({.anchor = "q1", .kind = Kind::answer}).empty());
    CHECK(place({.draft = draft, .anchor = "m99"}) == "contribution.error.place_unknown");
    CHECK(place({.anchor = "m2"}) == "contribution.error.place_unknown");
    CHECK(place({.draft = "nowhere", .anchor = "m2"}) == "contribution.error.place_unknown");
    CHECK(place({.anchor = "q9", .kind = Kind::answer}) == "contribution.error.place_unknown");
    const Receipt receipt =
        town.contribute(id, town.sara,
                        Contribute{.draft = draft,
                                   .anchor = "m2",
                                   .kind = Kind::replacement,
                                   .passage = {.quote = "ساکنان شهر", .before = "برای ", .after = " رایگان", .at = 25},
                                   .replacement = "همهٔ ساکنان استان",
                                   .stance = "for_with_changes"});
    const Contribution stored = town.contribution(receipt.id);
    CHECK(stored.kind == Kind::replacement);
    CHECK(stored.draft->value == draft);
    CHECK(stored.anchor == "m2");
    CHECK(stored.passage.quote == "ساکنان شهر");
    CHECK(stored.passage.before == "برای");
    CHECK(stored.passage.at == 25);
    CHECK(stored.replacement == "همهٔ ساکنان استان");
    CHECK(stored.stance == Stance::for_with_changes);
  });
}

TEST_CASE("what is typed is checked, and the refusal names the field") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.open_call();
    const auto refused = [&](Contribute ask) {
      const auto receipt = town.try_contribute(id, town.guest, ask);
      return receipt ? "" : receipt.error().key + " " + receipt.error().field;
    };
    const std::string body = "نظری درست";
    CHECK(refused({}) == "contribution.error.empty body");
    CHECK(refused({.body = " \n "}) == "contribution.error.empty body");
    CHECK(refused({.stance = "for"}).empty());  // a stance alone says something
    CHECK(refused({.kind = Kind::replacement, .body = body}) == "contribution.error.replacement_empty replacement");
    CHECK(refused({.body = body, .stance = "maybe"}) == "contribution.error.stance stance");
    CHECK(refused({.body = std::string(20001, 'x')}) == "contribution.error.too_long body");
    std::string persian;
    for (int i = 0; i < 20000; ++i) persian += "ن";
    CHECK(refused({.body = persian}).empty());
    CHECK(refused({.kind = Kind::replacement, .replacement = std::string(20001, 'x')}) ==
          "contribution.error.too_long replacement");
    CHECK(refused({.passage = {.quote = std::string(2001, 'x')}, .body = body}) == "contribution.error.passage_too_long quote");
    CHECK(refused({.body = body, .display_name = std::string(61, 'x')}) == "contribution.error.name_too_long display_name");
    CHECK(refused({.body = body, .display_name = "http://x.example"}) == "contribution.error.name_link display_name");
    CHECK(refused({.body = body, .display_name = "me@x.example"}) == "contribution.error.name_link display_name");
    CHECK(refused({.body = body, .organisation = std::string(121, 'x')}) == "contribution.error.name_too_long organisation");
    for (const char* email : {"nobody", "a@b c", "a@b.c,d@e.f", "a@b.c\nBcc: d@e.f"})
      CHECK(refused({.body = body, .email = email}) == "contribution.error.email email");
    CHECK(refused({.body = body, .language = "<b>"}) == "contribution.error.language ");
  });
}

TEST_CASE("replies stand under a public comment, where the call switched them on") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId silent = town.open_call(), id = town.open_call({.replies = true});
    const auto reply = [&](const CallId& call, const Actor& actor, const ContributionId& parent) {
      return town.try_contribute(call, actor, {.parent = parent.value, .kind = Kind::reply, .body = "پاسخی به این نظر"});
    };
    const Receipt there = town.contribute(silent, town.sara, "نظر سارا");
    CHECK(refusal(reply(silent, town.omid, there.id)) == "contribution.error.no_replies");
    const Receipt first = town.comment_on(id, town.sara, "m2", "نظر سارا دربارهٔ ماده ۲");
    const Receipt answer = must(reply(id, town.omid, first.id));
    CHECK(town.contribution(answer.id).anchor == "m2");
    CHECK(town.contribution(answer.id).parent == first.id);
    CHECK(refusal(reply(id, town.sara, answer.id)) == "contribution.error.place_unknown");
    CHECK(refusal(reply(id, town.sara, there.id)) == "contribution.error.place_unknown");
    CHECK(refusal(reply(id, town.sara, ContributionId{"nowhere"})) == "contribution.error.place_unknown");
    CHECK(find(town, id).total == 1);
    CHECK(town.read([&](store::Transaction& tx) { return replies(tx, first.id); }).size() == 1);
    // Replies stay reachable when what they answer is hidden.
    town.hide(first.id);
    CHECK(town.read([&](store::Transaction& tx) { return replies(tx, first.id); }).size() == 1);
    CHECK(refusal(reply(id, town.sara, first.id)) == "contribution.error.place_unknown");
  });
}

TEST_CASE("personal data in a text waits for a person, whatever the call's rule") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId after = town.open_call(), before = town.open_call({.moderation = Moderation::before});
    const Receipt plain = town.contribute(after, town.sara, "در ماده ۲ واژهٔ ساکنان روشن نیست.");
    const Receipt personal = town.contribute(after, town.sara, "شمارهٔ من ۰۹۱۲۱۲۳۴۵۶۷ است، زنگ بزنید.");
    const Receipt in_name =
        town.contribute(after, town.guest, Contribute{.body = "نظری بی‌خطر", .display_name = "سارا 09121234567"});
    CHECK(plain.published);
    CHECK_FALSE(personal.published);
    CHECK_FALSE(in_name.published);
    CHECK(town.contribution(personal.id).flags == "mobile");
    CHECK(town.contribution(personal.id).risk > 0);
    CHECK_FALSE(town.contribution(personal.id).published_at.has_value());
    CHECK(numbers(find(town, after)) == std::vector<std::int64_t>{1});
    CHECK(numbers(find(town, after, {.public_only = false})) == std::vector<std::int64_t>{3, 2, 1});
    CHECK_FALSE(town.contribute(before, town.sara,
                                "نظری بی‌خطر در فراخوانی با بازبینی پیش از انتشار")
                    .published);
  });
}

TEST_CASE("what a text gives away is noticed in any digits and spelling, and numbers of laws are not") {
  CHECK(flags("کد ملی من 0499370899 است").at(0) == "national_code");
  CHECK(flags("کد ملی من ۰۴۹-۹۳۷۰۸۹-۹ است").at(0) == "national_code");
  CHECK(flags("کد ملی من 0499370898 است").empty());
  CHECK(flags("عدد 1111111111 کد ملی نیست").empty());
  CHECK(flags("زنگ بزنید به ٠٩١٢١٢٣٤٥٦٧ لطفاً").at(0) == "mobile");
  CHECK(flags("زنگ بزنید به +98 912 123 4567 لطفاً").at(0) == "mobile");
  CHECK(flags("زنگ بزنید به 0098-912-1234567 لطفاً").at(0) == "mobile");
  CHECK(flags("کارت من 6037 9911 1111 1111 یا 4111-1111-1111-1111 است").at(0) == "card");
  CHECK(flags("نشانی من sara.n@example.org است").at(0) == "email");
  CHECK(flags("ببینید http://example.org و بخوانید").at(0) == "link");
  CHECK(flags("قانون مصوب ۱۳۸۶/۱۱/۰۸ شمارهٔ ۸۴۷۵۹ مادهٔ ۱۲").empty());
  CHECK(flags("تلفن ثابت ۰۲۱-۸۸۹۹۰۰۱۱ را بنویسید").empty());
  CHECK(flags("بودجهٔ ۱٬۲۵۰٬۰۰۰٬۰۰۰ ریالی کم است").empty());
  CHECK(flags("@ تنها چیزی نیست و نقطه. هم").empty());
  CHECK(flags("نه").at(0) == "very_short");
  CHECK(assess("چرا!!!!!! چنین نوشته‌اید").flags.at(0) == "shouting");
  CHECK(assess("کد ملی من 0499370899 است").personal_data());
  CHECK_FALSE(assess("ببینید http://example.org و بخوانید").personal_data());
}

TEST_CASE("a tracking code has 16 digits, finds every slip of one digit or two neighbours, and is never a card number") {
  for (int i = 0; i < 500; ++i) {
    const std::string code = new_tracking_code();
    REQUIRE(code.size() == 16);
    CHECK(is_tracking_code(code));
    CHECK_FALSE(passes_luhn(code));
    for (std::size_t at = 0; at < code.size(); ++at) {
      std::string wrong = code;
      wrong[at] = static_cast<char>('0' + (wrong[at] - '0' + 1 + i % 9) % 10);
      CHECK_FALSE(is_tracking_code(wrong));
      if (at + 1 < code.size() && code[at] != code[at + 1]) {
        wrong = code;
        std::swap(wrong[at], wrong[at + 1]);
        CHECK_FALSE(is_tracking_code(wrong));
      }
    }
  }
  // Damm's own example: 572 has the check digit 4.
  CHECK_FALSE(is_tracking_code("5724"));
  CHECK_FALSE(is_tracking_code(""));
  CHECK_FALSE(is_tracking_code("۱۲۳۴۵۶۷۸"));
}

TEST_CASE("an author edits while the call is open; the former text stays in the history") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.open_call();
    const Receipt mine = town.contribute(id, town.sara, "نظر نخست سارا");
    const auto edit_it = [&](const Claim& claim, Edit ask) {
      town.pass(1s);
      return refusal(edit(database, town.secret, town.now, claim, mine.id, ask));
    };
    CHECK(edit_it({.actor = town.sara}, {.body = "نظر دوم سارا", .stance = "for"}).empty());
    CHECK(edit_it({.actor = town.sara}, {.body = "نظر سوم سارا"}).empty());
    const Contribution stored = town.contribution(mine.id);
    CHECK(stored.body == "نظر سوم سارا");
    CHECK_FALSE(stored.stance.has_value());
    CHECK(stored.edited_at == town.now);
    CHECK(stored.number == mine.number);
    const auto former = town.read([&](store::Transaction& tx) { return edits(tx, mine.id); });
    REQUIRE(former.size() == 2);
    CHECK(former[0].body == "نظر نخست سارا");
    CHECK(former[1].body == "نظر دوم سارا");
    CHECK(edit_it({.actor = town.sara}, {.body = ""}) == "contribution.error.empty");
    // Searching finds what stands now.
    CHECK(find(town, id, {.words = "سوم"}).total == 1);
    CHECK(find(town, id, {.words = "نخست"}).total == 0);
    // Personal data that comes by an edit waits as well.
    CHECK(edit_it({.actor = town.sara}, {.body = "شمارهٔ من 09121234567 است"}).empty());
    CHECK(town.contribution(mine.id).state == Visibility::waiting);
    CHECK(town.contribution(mine.id).flags == "mobile");
    CHECK(edit_it({.actor = town.sara}, {.body = "بی شماره"}).empty());
    CHECK(town.contribution(mine.id).state == Visibility::waiting);  // a person has yet to look
    town.now = *town.call(id).closes_at;
    CHECK(edit_it({.actor = town.sara}, {.body = "دیر"}) == "contribution.error.closed");
  });
}

TEST_CASE("what is one's own is proved by signing in as its author or by its code, and by nothing else") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.open_call();
    const Receipt by_sara = town.contribute(id, town.sara, "نظر سارا");
    const Receipt by_guest = town.contribute(id, town.guest, "نظر مهمان");
    const auto all_four = [&](const Claim& claim, const ContributionId& target) {
      std::set<std::string> refused;
      refused.insert(refusal(edit(database, town.secret, town.now, claim, target, {.body = "تازه"})));
      refused.insert(refusal(forget_contact(database, town.secret, town.now, claim, target)));
      return refused;
    };
    const std::set<std::string> denied{"contribution.error.not_yours"}, allowed{""};
    CHECK(all_four({.actor = town.sara}, by_sara.id) == allowed);
    CHECK(all_four({.code = by_sara.code}, by_sara.id) == allowed);
    CHECK(all_four({.actor = town.omid, .code = by_guest.code}, by_guest.id) == allowed);
    for (const Actor* actor : {&town.guest, &town.omid, &town.expert, &town.lead, &town.moderator, &town.approver,
                               &town.agency_admin, &town.national_admin, &town.auditor, &town.stranger}) {
      CHECK(all_four({.actor = *actor}, by_sara.id) == denied);
      CHECK(all_four({.actor = *actor}, by_guest.id) == denied);
      CHECK(all_four({.actor = *actor, .code = by_guest.code}, by_sara.id) == denied);
      CHECK(refusal(withdraw(database, town.secret, town.now, {.actor = *actor}, by_sara.id)) == "contribution.error.not_yours");
    }
    CHECK(all_four({.actor = town.sara}, by_guest.id) == denied);
    CHECK(all_four({.code = new_tracking_code()}, by_guest.id) == denied);
    CHECK(refusal(edit(database, town.secret, town.now, {.actor = town.sara}, ContributionId{"nowhere"}, {})) ==
          "contribution.error.unknown");
  });
}

TEST_CASE("a withdrawal leaves a stub, until the report") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.open_call();
    const Receipt by_sara = town.contribute(id, town.sara, "نظر سارا که پس گرفته می‌شود");
    const Receipt by_guest = town.contribute(id, town.guest, "نظر مهمان که می‌ماند");
    must(withdraw(database, town.secret, town.now, {.actor = town.sara}, by_sara.id));
    const Page page = find(town, id);
    REQUIRE(page.total == 2);
    CHECK(page.contributions[1].state == Visibility::withdrawn);
    CHECK(page.contributions[1].body.empty());
    CHECK(find(town, id, {.public_only = false}).contributions[1].body == "نظر سارا که پس گرفته می‌شود");
    CHECK(find(town, id, {.words = "سارا"}).total == 0);
    CHECK(refusal(withdraw(database, town.secret, town.now, {.actor = town.sara}, by_sara.id)) ==
          "contribution.error.already_withdrawn");
    CHECK(refusal(edit(database, town.secret, town.now, {.actor = town.sara}, by_sara.id, {.body = "باز"})) ==
          "contribution.error.not_editable");
    town.close_by_clock(id);
    town.dispose(id, {by_guest.id});
    town.publish_report(id);
    CHECK(refusal(withdraw(database, town.secret, town.now, {.code = by_guest.code}, by_guest.id)) ==
          "contribution.error.report_published");
    CHECK(town.contribution(by_guest.id).state == Visibility::published);
  });
}

TEST_CASE("a withdrawal is possible while suspended, closed and analysed") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.open_call();
    std::vector<Receipt> all;
    for (int i = 0; i < 3; ++i) all.push_back(town.contribute(id, town.sara, "نظر شمارهٔ " + std::to_string(i)));
    const auto withdraws = [&](int i) {
      return refusal(withdraw(database, town.secret, town.now, {.actor = town.sara}, all[static_cast<std::size_t>(i)].id));
    };
    town.suspend(id);
    CHECK(withdraws(0).empty());
    town.resume(id);
    town.close_by_clock(id);
    CHECK(withdraws(1).empty());
    must(start_analysis(database, town.expert, town.now, id));
    CHECK(withdraws(2).empty());
  });
}

TEST_CASE("traits stand apart, once per person and call, and say nothing of who wrote what") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.open_call();
    const Receipt first = town.contribute(id, town.sara, "نظر نخست"), second = town.contribute(id, town.sara, "نظر دوم");
    const Receipt guest = town.contribute(id, town.guest, "نظر مهمان");
    const auto set = [&](const Receipt& receipt, const Traits& traits) {
      return refusal(set_traits(database, town.secret, town.now, receipt.id, traits));
    };
    CHECK(set(first, {.birth_year = 1365, .gender = "female", .province = "IR-23", .type = "individual"}).empty());
    CHECK(set(second, {.birth_year = 1366, .gender = "", .province = "IR-07"}).empty());
    CHECK(set(guest, {}).empty());
    CHECK(town.count("SELECT COUNT(*) FROM participant") == 2);
    CHECK(town.count("SELECT COUNT(*) FROM participant WHERE birth_year = 1366 AND gender IS NULL AND province = 'IR-07'") == 1);
    CHECK(town.count("SELECT COUNT(*) FROM participant WHERE key LIKE '%' || $1 || '%'", {town.sara.person}) == 0);
    CHECK(set(first, {.gender = "x"}) == "contribution.error.traits");
    CHECK(set(first, {.type = "king"}) == "contribution.error.traits");
    CHECK(set(first, {.birth_year = 1986}) == "contribution.error.birth_year");
    CHECK(set(first, {.birth_year = 1250}) == "contribution.error.birth_year");
    CHECK(set(first, {.province = "Tehran"}) == "contribution.error.province");
    const auto log = town.read([](store::Transaction& tx) { return ledger::acts(tx, {.kind = "participant.described"}); });
    for (const auto& entry : log)
      if (entry.kind == "participant.described") {
        CHECK(entry.subject == id.value);
        CHECK(entry.actor.empty());
        CHECK(entry.after.empty());
        CHECK(entry.at == start_of_day_in_tehran(town.today()));  // a fine time could be laid beside that of a contribution
      }
    CHECK(log.size() == 3);
    town.now = *town.call(id).closes_at;
    CHECK(set(first, {}) == "contribution.error.closed");
  });
}

TEST_CASE("a person is forgotten: author, name and address go, and the text of what was withdrawn") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.open_call();
    const Receipt kept = town.contribute(
        id, town.sara,
        Contribute{.body = "نظری که می‌ماند", .display_name = "سارا", .organisation = "انجمن نمونه"});
    const Receipt gone = town.contribute(id, town.sara, "متنی که پاک می‌شود");
    must(edit(database, town.secret, town.now, {.code = gone.code}, gone.id,
              {.body = "متنی که پاک می‌شود، ویراسته"}));
    must(withdraw(database, town.secret, town.now, {.actor = town.sara}, gone.id));
    must(follow(database, town.sara, town.now, id, true));
    town.suspend(id);
    CHECK(town.mails(town.sara.email).size() == 1);
    CHECK(refusal(erase_person(database, town.secret, town.guest, town.now)) == "contribution.error.not_yours");
    CHECK(refusal(erase_person(database, town.secret, town.expert, town.now)) == "contribution.error.not_yours");
    must(erase_person(database, town.secret, town.sara, town.now));
    CHECK(town.contribution(kept.id).body == "نظری که می‌ماند");
    CHECK(town.contribution(kept.id).author.empty());
    CHECK(town.contribution(kept.id).display_name.empty());
    CHECK(town.contribution(kept.id).organisation.empty());
    CHECK(town.contribution(gone.id).body.empty());
    CHECK(town.mails(town.sara.email).empty());
    const std::string_view traces[] = {"متنی که پاک", town.sara.email, town.sara.person.value};
    for (const std::string_view trace : traces) {
      CAPTURE(trace);
      CHECK(town.count("SELECT COUNT(*) FROM event_content WHERE before LIKE '%' || $1 || '%' OR after LIKE '%' || $1 || '%'",
                       {trace}) == 0);
      CHECK(town.count("SELECT COUNT(*) FROM event_actor WHERE actor = $1", {trace}) == 0);
      CHECK(town.count("SELECT COUNT(*) FROM contribution_edit WHERE body LIKE '%' || $1 || '%'", {trace}) == 0);
      CHECK(town.count("SELECT COUNT(*) FROM contribution WHERE body LIKE '%' || $1 || '%' OR author = $1", {trace}) == 0);
      CHECK(town.count("SELECT COUNT(*) FROM person WHERE email = $1", {trace}) == 0);
    }
    // The log goes on, and the code still proves what is one's own.
    CHECK(town.read([&](store::Transaction& tx) { return ledger::history(tx, gone.id.value); }).size() == 3);
    town.resume(id);
    must(withdraw(database, town.secret, town.now, {.code = kept.code}, kept.id));
  });
}

TEST_CASE("a guest's address is for the answer only: forgotten on request, and a month after the report") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.open_call();
    const Contribute ask{.body = "نظر مهمان با نشانی", .email = "Guest@Example.org"};
    const Receipt one = town.contribute(id, town.guest, ask), two = town.contribute(id, town.guest, ask);
    town.contribute(id, town.sara,
                    Contribute{.body = "عضو نشانی دیگری نمی‌گذارد", .email = "elsewhere@example.org"});
    CHECK(town.count("SELECT COUNT(*) FROM contribution_contact WHERE email = 'guest@example.org'") == 2);
    CHECK(town.count("SELECT COUNT(*) FROM contribution_contact") == 2);
    must(forget_contact(database, town.secret, town.now, {.code = one.code}, one.id));
    must(forget_contact(database, town.secret, town.now, {.code = one.code}, one.id));
    CHECK(town.count("SELECT COUNT(*) FROM contribution_contact") == 1);
    town.close_by_clock(id);
    std::vector<ContributionId> all;
    for (const Contribution& contribution : find(town, id).contributions) all.push_back(contribution.id);
    town.dispose(id, all);
    town.publish_report(id);
    CHECK(town.mails("guest@example.org").size() == 1);
    turn_clock(database, town.now + 720h - 1s);
    CHECK(town.count("SELECT COUNT(*) FROM contribution_contact") == 1);
    turn_clock(database, town.now + 720h);
    CHECK(town.count("SELECT COUNT(*) FROM contribution_contact") == 0);
    CHECK(town.contribution(two.id).state == Visibility::published);
  });
}

TEST_CASE("contributions are listed by place, words, order and page") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.open_call(), other = town.open_call();
    town.comment_on(id, town.sara, "m1", "ساعت هشت برای شاغلان دیر است.");
    town.comment_on(id, town.omid, "m2", "عضويت كودكان را فراموش کرده‌اید.");
    const Receipt third = town.comment_on(id, town.guest, "m1", "کتابخانه جمعه‌ها هم باز باشد.");
    town.contribute(id, town.guest, "کلیت متن خوب است.");
    town.contribute(other, town.guest, "ساعت کار در فراخوان دیگر");
    using Numbers = std::vector<std::int64_t>;
    CHECK(numbers(find(town, id)) == Numbers{4, 3, 2, 1});
    CHECK(numbers(find(town, id, {.order = Order::oldest})) == Numbers{1, 2, 3, 4});
    CHECK(numbers(find(town, id, {.anchor = "m1"})) == Numbers{3, 1});
    CHECK(numbers(find(town, id, {.anchor = ""})) == Numbers{4});
    CHECK(numbers(find(town, id, {.words = "ساعت"})) == Numbers{1});
    CHECK(numbers(find(town, id, {.words = "عضویت کودکان"})) == Numbers{2});
    CHECK(find(town, id, {.words = "دریا"}).total == 0);
    const Page second_page = find(town, id, {.limit = 2, .offset = 2});
    CHECK(second_page.total == 4);
    CHECK(numbers(second_page) == Numbers{2, 1});
    must(support(database, town.secret, town.sara, town.now, third.id, true));
    CHECK(numbers(find(town, id, {.order = Order::most_supported})) == Numbers{3, 4, 2, 1});
    CHECK(find(town, id).contributions[1].supports == 1);
    CHECK(town.read([&](store::Transaction& tx) { return contributions_of(tx, town.sara.person); }).size() == 1);
    CHECK(town.read([&](store::Transaction& tx) { return contribution_by_number(tx, id, 3).value().id; }) == third.id);
    CHECK_FALSE(town.read([&](store::Transaction& tx) { return contribution_by_number(tx, id, 9).has_value(); }));
  });
}

TEST_CASE("public comments and stances are counted per place; who said it twice stands where they stood last") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.open_call({.replies = true});
    const std::string draft = town.first_draft(id).id.value;
    const auto say = [&](const Actor& actor, std::string stance) {
      return town.contribute(id, actor,
                             Contribute{.draft = draft, .anchor = "m1", .body = "نظر دربارهٔ ماده ۱", .stance = stance});
    };
    say(town.sara, "against");
    say(town.sara, "for");
    const Receipt omid = say(town.omid, "for_with_changes");
    say(town.guest, "against");
    say(town.guest, "against");
    town.contribute(id, town.sara, Contribute{.parent = omid.id.value, .kind = Kind::reply, .body = "پاسخ", .stance = "against"});
    town.hide(say(town.omid, "against").id);
    town.contribute(id, town.omid, "دربارهٔ کل متن");
    const auto counts = town.read([&](store::Transaction& tx) { return counts_by_anchor(tx, id); });
    REQUIRE(counts.size() == 2);
    CHECK(counts[0].anchor.empty());
    CHECK(counts[0].count == 1);
    CHECK(counts[1].anchor == "m1");
    CHECK(counts[1].count == 5);
    CHECK(counts[1].for_text == 1);
    CHECK(counts[1].for_with_changes == 1);
    CHECK(counts[1].against == 2);
  });
}

TEST_CASE("an address that floods the call is slowed down") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.open_call();
    for (int i = 0; i < 60; ++i) must(town.try_contribute(id, town.guest, {.body = "نظر پیاپی", .remote_address = "192.0.2.9"}));
    CHECK(refusal(town.try_contribute(id, town.guest, {.body = "نظر پیاپی", .remote_address = "192.0.2.9"})) ==
          "identity.error.too_many");
    CHECK(town.try_contribute(id, town.guest, {.body = "نظر دیگری", .remote_address = "192.0.2.10"}).has_value());
  });
}
