// SPDX-License-Identifier: AGPL-3.0-or-later
// Preparing a call: its texts in two languages, settings, questions, drafts and policies; and who may do it when.
#include "consultation/call.h"

#include <doctest/doctest.h>

#include "ledger/ledger.h"
#include "testing/town.h"

using namespace mosharekat;
using namespace mosharekat::consultation;
using identity::Actor;
using identity::Role;
using testing::each_database;
using testing::library_draft;
using testing::must;
using testing::refusal;
using testing::Town;

namespace {

std::vector<std::string> missing_keys(Town& town, const CallId& id) {
  std::vector<std::string> keys;
  const Call call = town.call(id);
  for (const Error& error : town.read([&](store::Transaction& tx) { return missing(tx, call); })) {
    keys.push_back(error.key + "/" + error.field);
    // Each can be said.
    for (const Language language : all_languages) CHECK_FALSE(locale::sentence(language, error).empty());
  }
  return keys;
}

std::vector<CallText> texts_of(Town& town, const CallId& id) {
  return town.read([&](store::Transaction& tx) { return texts(tx, id); });
}

bool is_stale(Town& town, const CallId& id, std::string_view part, std::string_view language) {
  for (const CallText& text : texts_of(town, id))
    if (text.part == part && text.language == language) return text.stale;
  FAIL("no such text");
  return false;
}

std::vector<std::string> anchors(Town& town, const VersionId& version) {
  std::vector<std::string> found;
  for (const auto& flat : town.read([&](store::Transaction& tx) { return provisions(tx, version); }))
    found.push_back(flat.provision.anchor);
  return found;
}

}  // namespace

TEST_CASE("a new call belongs to the body above its preparing unit and has the next number") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId first = town.new_call(), second = town.new_call();
    CHECK(town.call(first).number == 1);
    CHECK(town.call(second).number == 2);
    const Call call = town.call(second);
    CHECK(call.agency == town.ministry);
    CHECK(call.lead_unit == town.public_relations);
    CHECK(call.preparing_unit == town.policy_office);
    CHECK(call.state == State::drafting);
    CHECK(call.rule.days == 30);
    CHECK(call.created_by == town.expert.person);
    CHECK(call.guests);
    CHECK_FALSE(call.replies);
    CHECK(call.preparing_path == "/" + town.ministry.value + "/" + town.policy_office.value + "/");
    // A unit of a unit: the body is above both.
    const auto nested = must(identity::found_agency(
        database, town.agency_admin, town.now,
        {.parent = town.policy_office, .kind = identity::AgencyKind::unit, .slug = "desk", .name_fa = "میز", .name_en = "Desk"}));
    const auto number = must(prepare_call(database, town.expert, town.now,
                                          {.lead_unit = town.public_relations,
                                           .preparing_unit = nested,
                                           .document_type = "bill",
                                           .title_fa = "عنوان",
                                           .title_second = ""}));
    CHECK(town.read([&](store::Transaction& tx) { return call_by_number(tx, number).value().agency; }) == town.ministry);
  });
}

TEST_CASE("who may prepare a call for which units") {
  each_database([](store::Database& database) {
    Town town(database);
    const auto prepares = [&](const Actor& actor, const identity::AgencyId& preparing, const identity::AgencyId& lead) {
      return prepare_call(database, actor, town.now,
                          {.lead_unit = lead,
                           .preparing_unit = preparing,
                           .document_type = "bill",
                           .title_fa = "عنوان",
                           .title_second = "Title"})
          .has_value();
    };
    for (const Actor* actor : {&town.expert, &town.lead}) {
      CHECK(prepares(*actor, town.policy_office, town.public_relations));
      CHECK_FALSE(prepares(*actor, town.other_office, town.other_office));
    }
    CHECK(prepares(town.institute_expert, town.research_office, town.public_relations));
    CHECK(prepares(town.lead, town.research_office, town.public_relations));
    CHECK_FALSE(prepares(town.expert, town.research_office, town.public_relations));
    CHECK_FALSE(prepares(town.institute_expert, town.policy_office, town.public_relations));
    for (const Actor* actor : {&town.moderator, &town.approver, &town.agency_admin, &town.national_admin, &town.auditor,
                               &town.sara, &town.guest, &town.stranger})
      CHECK_FALSE(prepares(*actor, town.policy_office, town.public_relations));
    // Nobody leads in another ministry.
    CHECK(refusal(prepare_call(database, town.expert, town.now,
                               {.lead_unit = town.other_office,
                                .preparing_unit = town.policy_office,
                                .document_type = "bill",
                                .title_fa = "عنوان",
                                .title_second = ""})) == "call.error.lead_unit");
  });
}

TEST_CASE("what is typed for a new call is checked") {
  each_database([](store::Database& database) {
    Town town(database);
    const NewCall good{.lead_unit = town.public_relations,
                       .preparing_unit = town.policy_office,
                       .document_type = "bill",
                       .title_fa = "عنوان",
                       .title_second = "Title"};
    const auto with = [&](auto change) {
      NewCall ask = good;
      change(ask);
      return refusal(prepare_call(database, town.expert, town.now, ask));
    };
    CHECK(with([](NewCall& ask) { ask.title_fa = " \n"; }) == "call.error.title_missing");
    CHECK(with([](NewCall& ask) { ask.title_fa = std::string(301, 'x'); }) == "call.error.too_long");
    CHECK(with([](NewCall& ask) { ask.document_type = ""; }) == "call.error.document_type");
    CHECK(with([](NewCall& ask) { ask.preparing_unit = {"nowhere"}; }) == "call.error.preparing_unit");
    CHECK(with([](NewCall& ask) { ask.lead_unit = {}; }) == "call.error.lead_unit");
    CHECK(with([](NewCall& ask) { ask.second_language = "fa"; }) == "call.error.second_language");
    CHECK(with([](NewCall& ask) { ask.second_language = "<b>"; }) == "call.error.second_language");
    CHECK(with([](NewCall& ask) { ask.second_language = "ar"; }).empty());
  });
}

TEST_CASE("the list of what is missing names every part in both languages") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.new_call();
    CHECK(missing_keys(town, id) == std::vector<std::string>{"call.missing.summary/summary_fa", "call.missing.summary/summary_en",
                                                             "call.missing.why/why_fa", "call.missing.why/why_en",
                                                             "call.missing.may_change/may_change_fa",
                                                             "call.missing.may_change/may_change_en",
                                                             "call.missing.contact/contact_fa", "call.missing.contact/contact_en",
                                                             "call.missing.questions/question_q1", "call.missing.draft/draft"});
    town.write_texts(id);
    town.set_draft(id);
    must(set_questions(database, town.expert, town.now, id, {{"پرسش نخست", ""}, {"", "Only English"}, {"", " "}}));
    CHECK(missing_keys(town, id) ==
          std::vector<std::string>{"call.missing.question/question_q1", "call.missing.question/question_q2"});
    CHECK(refusal(propose_opening(database, town.lead, town.now, id,
                                  {.first_day = town.today(), .last_day = add_days(town.today(), 30)})) ==
          "call.missing.question");
    must(set_questions(database, town.expert, town.now, id, {{"پرسش نخست", "The first question"}}));
    CHECK(missing_keys(town, id).empty());
    const auto asked = town.read([&](store::Transaction& tx) { return questions(tx, id); });
    REQUIRE(asked.size() == 1);
    CHECK(asked[0].anchor == "q1");
    CHECK(asked[0].in("fa") == "پرسش نخست");
    CHECK(asked[0].in("en") == "The first question");
    CHECK(asked[0].in("ar") == "پرسش نخست");
    must(set_texts(database, town.expert, town.now, id, {{"title", "en", " "}}));
    CHECK(missing_keys(town, id) == std::vector<std::string>{"call.missing.title/title_en"});
  });
}

TEST_CASE("editing one language marks the other as behind it, and catching up clears the mark") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.new_call();
    town.write_texts(id);
    CHECK_FALSE(is_stale(town, id, "why", "en"));
    must(set_texts(database, town.expert, town.now, id, {{"why", "fa", "دلیل تازه"}}));
    CHECK(is_stale(town, id, "why", "en"));
    CHECK_FALSE(is_stale(town, id, "why", "fa"));
    CHECK_FALSE(is_stale(town, id, "summary", "en"));
    // The same text again is no edit.
    must(set_texts(database, town.expert, town.now, id, {{"summary", "fa", " متن summary "}}));
    CHECK_FALSE(is_stale(town, id, "summary", "en"));
    must(set_texts(database, town.expert, town.now, id, {{"why", "en", "A new reason"}}));
    CHECK_FALSE(is_stale(town, id, "why", "en"));
    CHECK(is_stale(town, id, "why", "fa"));
    must(set_texts(database, town.expert, town.now, id, {{"why", "fa", "هر دو"}, {"why", "en", "Both"}}));
    CHECK_FALSE(is_stale(town, id, "why", "en"));
    CHECK_FALSE(is_stale(town, id, "why", "fa"));
    // It never blocks: a call with a stale text can be opened.
    must(set_texts(database, town.expert, town.now, id, {{"why", "fa", "باز هم"}}));
    CHECK(text_of(texts_of(town, id), "why", "en") == "Both");
    CHECK(text_of(texts_of(town, id), "why", "ar") == "باز هم");
    CHECK(text_of(texts_of(town, id), "legal_basis", "en").empty());
  });
}

TEST_CASE("texts are corrected with a notice while the call is public, but not emptied, and not before the approver's eyes") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.prepared_call();
    CHECK(refusal(set_texts(database, town.expert, town.now, id, {{"nonsense", "fa", "x"}})) == "call.error.unknown_part");
    CHECK(refusal(set_texts(database, town.expert, town.now, id, {{"why", "de", "x"}})) == "call.error.unknown_part");
    CHECK(refusal(set_texts(database, town.expert, town.now, id, {{"why", "fa", std::string(5001, 'x')}})) ==
          "call.error.too_long");
    const auto approval = town.propose_opening(id);
    CHECK(refusal(set_texts(database, town.expert, town.now, id, {{"why", "fa", "عوض"}})) == "call.error.not_in_drafting");
    town.approve(approval);
    town.pass(std::chrono::seconds{1});
    CHECK(refusal(set_texts(database, town.expert, town.now, id, {{"why", "fa", ""}})) == "call.error.required_now");
    must(set_texts(database, town.expert, town.now, id, {{"legal_basis", "fa", "ماده ۳ قانون نمونه"}, {"why", "fa", "درست"}}));
    const auto told = town.read([&](store::Transaction& tx) { return notices(tx, id); });
    REQUIRE_FALSE(told.empty());
    CHECK(told.back().kind == "corrected");
    CHECK(is_stale(town, id, "why", "en"));
    const auto before = town.count("SELECT COUNT(*) FROM notice");
    must(set_texts(database, town.expert, town.now, id, {{"why", "fa", "درست"}}));
    CHECK(town.count("SELECT COUNT(*) FROM notice") == before);
    const auto history = town.read([&](store::Transaction& tx) { return ledger::history(tx, id.value); });
    bool kept = false;
    for (const auto& entry : history) kept = kept || entry.before.find("متن why") != std::string::npos;
    CHECK(kept);
  });
}

TEST_CASE("settings, questions and drafts are set while drafting only, by experts and leads of the units only") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.prepared_call();
    const auto draft = town.first_draft(id).id;
    const auto attempts = [&](const Actor& actor) {
      return std::vector<std::string>{
          refusal(set_settings(database, actor, town.now, id, {})),
          refusal(set_questions(database, actor, town.now, id, {{"پرسش", "Question"}})),
          refusal(set_texts(database, actor, town.now, id, {{"why", "fa", "دلیل"}})),
          refusal(set_draft(database, actor, town.now, id, draft, library_draft(), "a.txt")),
      };
    };
    const auto all = [](std::string_view key) { return std::vector<std::string>(4, std::string(key)); };
    const auto every_stage = [&](State state) {
      CAPTURE(name(state));
      CHECK(town.call(id).state == state);
      for (const Actor* actor : {&town.moderator, &town.approver, &town.agency_admin, &town.national_admin, &town.auditor,
                                 &town.institute_expert, &town.sara, &town.guest, &town.stranger})
        CHECK(attempts(*actor) == all("call.error.not_yours"));
    };
    every_stage(State::drafting);
    CHECK(attempts(town.expert) == all(""));
    CHECK(attempts(town.lead) == all(""));
    const auto opening = town.propose_opening(id, 3);
    every_stage(State::ready);
    CHECK(attempts(town.expert) == std::vector<std::string>{"call.error.not_in_drafting", "call.error.not_in_drafting",
                                                            "call.error.not_in_drafting", "call.error.draft_fixed"});
    town.approve(opening);
    const std::vector<std::string> fixed{"call.error.not_in_drafting", "call.error.not_in_drafting", "",
                                         "call.error.draft_fixed"};
    every_stage(State::announced);
    CHECK(attempts(town.expert) == fixed);
    town.now += std::chrono::hours{24 * 3};
    turn_clock(database, town.now);
    every_stage(State::open);
    CHECK(attempts(town.expert) == fixed);
    CHECK(refusal(remove_draft(database, town.expert, town.now, id, draft)) == "call.error.not_in_drafting");
    town.close_by_clock(id);
    every_stage(State::closed);
    CHECK(attempts(town.expert) == fixed);
  });
}

TEST_CASE("settings are kept, and the hours of moderation have limits") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.new_call();
    CHECK(refusal(set_settings(database, town.expert, town.now, id, {.moderation_hours = 0})) == "call.error.moderation_hours");
    CHECK(refusal(set_settings(database, town.expert, town.now, id, {.moderation_hours = 241})) == "call.error.moderation_hours");
    must(set_settings(database, town.expert, town.now, id,
                      {.topic = "culture",
                       .place = "IR-23",
                       .guests = false,
                       .replies = true,
                       .stances_while_open = true,
                       .moderation = Moderation::before,
                       .moderation_hours = 24,
                       .asks_birth_year = false,
                       .asks_gender = true,
                       .asks_place = false,
                       .asks_type = true}));
    const Call call = town.call(id);
    CHECK(call.topic == "culture");
    CHECK(call.place == "IR-23");
    CHECK_FALSE(call.guests);
    CHECK(call.replies);
    CHECK(call.stances_while_open);
    CHECK(call.moderation == Moderation::before);
    CHECK(call.moderation_hours == 24);
    CHECK_FALSE(call.asks_birth_year);
    CHECK(call.asks_gender);
    CHECK_FALSE(call.asks_place);
    CHECK(call.asks_type);
  });
}

TEST_CASE("a draft is kept as a tree in reading order; while drafting another upload takes its place") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.new_call();
    const auto draft = town.set_draft(id);
    const Draft first = town.first_draft(id);
    CHECK(first.id == draft);
    CHECK(first.version_number == 1);
    CHECK(first.title == "پیش‌نویس آیین‌نامهٔ کتابخانه‌های نمونه");
    CHECK(first.hash.size() == 64);
    CHECK(anchors(town, first.version) == std::vector<std::string>{"m1", "m2", "m2-t1", "m3"});
    const auto flat = town.read([&](store::Transaction& tx) { return provisions(tx, first.version); });
    CHECK(flat[2].depth == 1);
    CHECK(flat[2].provision.kind == document::Kind::note);
    CHECK(flat[2].provision.number == "1");
    CHECK(refusal(set_draft(database, town.expert, town.now, id, draft, document::Text{}, "")) == "call.error.draft_empty");
    CHECK(refusal(set_draft(database, town.expert, town.now, id, DraftId{"nowhere"}, library_draft(), "")) ==
          "call.error.draft_unknown");
    document::Text changed = library_draft();
    changed.language = "en";
    changed.title = "Another title";
    must(set_draft(database, town.expert, town.now, id, draft, changed, "b.docx"));
    const Draft again = town.first_draft(id);
    CHECK(again.version_number == 1);
    CHECK(again.title == "Another title");
    CHECK(again.language == "en");
    CHECK(again.hash != first.hash);
    CHECK(town.count("SELECT COUNT(*) FROM draft_version") == 1);
    must(remove_draft(database, town.expert, town.now, id, draft));
    CHECK(town.count("SELECT COUNT(*) FROM provision") == 0);
    CHECK(refusal(remove_draft(database, town.expert, town.now, id, draft)) == "call.error.draft_unknown");
  });
}

TEST_CASE("several drafts in one call have anchors of their own, also after one was removed") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.new_call();
    const auto one = town.set_draft(id), two = town.set_draft(id);
    const auto all = [&] { return town.read([&](store::Transaction& tx) { return drafts(tx, id); }); };
    REQUIRE(all().size() == 2);
    CHECK(anchors(town, all()[0].version) == std::vector<std::string>{"m1", "m2", "m2-t1", "m3"});
    CHECK(anchors(town, all()[1].version) == std::vector<std::string>{"d2-m1", "d2-m2", "d2-m2-t1", "d2-m3"});
    must(set_draft(database, town.expert, town.now, id, two, library_draft(), "b.docx"));
    CHECK(anchors(town, all()[1].version) == std::vector<std::string>{"d2-m1", "d2-m2", "d2-m2-t1", "d2-m3"});
    must(remove_draft(database, town.expert, town.now, id, one));
    town.set_draft(id);
    REQUIRE(all().size() == 2);
    CHECK(anchors(town, all()[1].version)[0] == "d3-m1");
  });
}

TEST_CASE("a new version comes only while suspended, keeps the anchors, and the former one stays") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.open_call();
    must(follow(database, town.omid, town.now, id, true));
    const Draft first = town.first_draft(id);
    document::Text newer = library_draft();
    // A new article before the others renumbers them all.
    newer.provisions.insert(
        newer.provisions.begin(),
        testing::article("1", "این آیین‌نامه دربارهٔ همهٔ کتابخانه‌های شهر است."));
    for (std::size_t i = 1; i < newer.provisions.size(); ++i) {
      newer.provisions[i].number = std::to_string(i + 1);
      newer.provisions[i].label = "ماده " + std::to_string(i + 1);
    }
    CHECK(refusal(set_draft(database, town.expert, town.now, id, first.id, newer, "")) == "call.error.draft_fixed");
    town.suspend(id);
    CHECK(refusal(set_draft(database, town.expert, town.now, id, std::nullopt, newer, "")) == "call.error.draft_fixed");
    town.pass(std::chrono::seconds{1});
    must(set_draft(database, town.expert, town.now, id, first.id, newer, "c.docx"));
    const Draft second = town.first_draft(id);
    CHECK(second.version_number == 2);
    CHECK(anchors(town, second.version) == std::vector<std::string>{"m1-n2", "m1", "m2", "m2-t1", "m3"});
    CHECK(anchors(town, first.version) == std::vector<std::string>{"m1", "m2", "m2-t1", "m3"});
    CHECK(town.read([&](store::Transaction& tx) { return notices(tx, id); }).back().kind == "new_version");
    CHECK(town.mails(town.omid.email).back().find("نسخهٔ تازه") != std::string::npos);
  });
}

TEST_CASE("the policy of the nearest agency and of the type holds, and a shorter one names its source") {
  each_database([](store::Database& database) {
    Town town(database);
    const auto rule = [&](const identity::AgencyId& agency, std::string_view type) {
      return town.read([&](store::Transaction& tx) { return policy_for(tx, identity::agency(tx, agency).value(), type); });
    };
    CHECK(rule(town.institute, "bill").days == 30);
    const auto set = [&](const Actor& actor, std::optional<identity::AgencyId> agency, std::string type, int days,
                         std::string source = "ماده ۲ آیین‌نامهٔ نمونه") {
      return refusal(set_policy(database, actor, town.now,
                                {.agency = agency, .document_type = type, .rule = {.days = days, .source = source}}));
    };
    CHECK(set(town.national_admin, std::nullopt, "", 40).empty());
    CHECK(set(town.agency_admin, town.ministry, "", 35).empty());
    CHECK(set(town.agency_admin, town.ministry, "circular", 14).empty());
    CHECK(set(town.agency_admin, town.institute, "", 20).empty());
    CHECK(rule(town.other_ministry, "circular").days == 40);
    CHECK(rule(town.ministry, "bill").days == 35);
    CHECK(rule(town.ministry, "circular").days == 14);
    CHECK(rule(town.institute, "circular").days == 20);
    CHECK(rule(town.ministry, "circular").source == "ماده ۲ آیین‌نامهٔ نمونه");
    // Again: the new one takes the place of the old one, of the installation's too.
    CHECK(set(town.national_admin, std::nullopt, "", 45).empty());
    CHECK(set(town.agency_admin, town.ministry, "circular", 15).empty());
    CHECK(rule(town.other_ministry, "bill").days == 45);
    CHECK(rule(town.ministry, "circular").days == 15);
    CHECK(town.count("SELECT COUNT(*) FROM period_policy") == 4);
    CHECK(set(town.agency_admin, town.ministry, "", 14, "\n ") == "call.error.policy_source");
    CHECK(set(town.agency_admin, town.ministry, "", 0) == "call.error.policy_days");
    CHECK(set(town.agency_admin, std::nullopt, "", 30) == "call.error.not_yours");
    CHECK(set(town.stranger, town.ministry, "", 30) == "call.error.not_yours");
    CHECK(set(town.lead, town.ministry, "", 30) == "call.error.not_yours");
  });
}

TEST_CASE("calls are found by words, agency, topic, place and state, and only public ones unless asked") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId draft = town.prepared_call();
    const CallId open = town.open_call({.topic = "culture", .place = "IR-23"});
    town.pass(std::chrono::hours{1});
    const CallId announced = town.announced_call(5, {.topic = "health"});
    const auto find = [&](const Filter& filter) {
      return town.read([&](store::Transaction& tx) {
        const Found found = find_calls(tx, filter);
        std::vector<std::int64_t> numbers;
        for (const Call& call : found.calls) numbers.push_back(call.number);
        if (filter.limit >= 20 && filter.offset == 0) CHECK(found.total == static_cast<std::int64_t>(numbers.size()));
        return numbers;
      });
    };
    const auto number = [&](const CallId& id) { return town.call(id).number; };
    using Numbers = std::vector<std::int64_t>;
    CHECK(find({}) == Numbers{number(announced), number(open)});
    CHECK(find({.including_unpublished = true}).size() == 3);
    CHECK(find({.states = {State::drafting}}) == Numbers{number(draft)});
    CHECK(find({.states = {State::open, State::closed}}) == Numbers{number(open)});
    CHECK(find({.agency = town.ministry}).size() == 2);
    CHECK(find({.agency = town.policy_office}).size() == 2);
    CHECK(find({.agency = town.public_relations}).size() == 2);
    CHECK(find({.agency = town.institute}).empty());
    CHECK(find({.agency = town.other_ministry}).empty());
    CHECK(find({.topic = "culture"}) == Numbers{number(open)});
    CHECK(find({.place = "IR-23"}) == Numbers{number(open)});
    CHECK(find({.words = "كتابخانه‌هاي نمونه"}).size() == 2);
    CHECK(find({.words = "regulation"}).size() == 2);
    CHECK(find({.words = "دریانوردی"}).empty());
    CHECK(find({.limit = 1}) == Numbers{number(announced)});
    CHECK(find({.limit = 1, .offset = 1}) == Numbers{number(open)});
  });
}

TEST_CASE("a public call is followed, once, and left again") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId hidden = town.prepared_call();
    CHECK(refusal(follow(database, town.sara, town.now, hidden, true)) == "call.error.unknown");
    const CallId id = town.open_call();
    CHECK(refusal(follow(database, town.guest, town.now, id, true)) == "call.error.sign_in_to_follow");
    must(follow(database, town.sara, town.now, id, true));
    must(follow(database, town.sara, town.now, id, true));
    const auto follows_it = [&] { return town.read([&](store::Transaction& tx) { return follows(tx, town.sara.person, id); }); };
    CHECK(follows_it());
    must(follow(database, town.sara, town.now, id, false));
    CHECK_FALSE(follows_it());
  });
}
