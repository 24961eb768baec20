// SPDX-License-Identifier: AGPL-3.0-or-later
// Answering with law: the banks of laws and reasons, an answer for many at once, the second person on refusals, and the
// committee.
#include "consultation/law.h"

#include <doctest/doctest.h>

#include "consultation/committee.h"
#include "consultation/reason_bank.h"
#include "consultation/review.h"
#include "consultation/working_table.h"
#include "testing/town.h"

using namespace mosharekat;
using namespace mosharekat::consultation;
using namespace std::chrono_literals;
using testing::each_database;
using testing::must;
using testing::refusal;
using testing::Town;

namespace {

const LawText sample_law{"قانون نمونهٔ کتابخانه‌ها", "۵", "۱۳۹۰/۰۲/۰۳", "https://law.example/5"};

struct Closed {
  Town town;
  CallId id;
  std::vector<ContributionId> comments;
  explicit Closed(store::Database& database, int count) : town(database), id(town.open_call()) {
    for (int number = 1; number <= count; ++number)
      comments.push_back(town.contribute(id, town.sara, "نظر شمارهٔ " + std::to_string(number) + " دربارهٔ متن").id);
    town.close_by_clock(id);
  }
  std::optional<Disposition> of(std::size_t at) {
    return town.read([&](store::Transaction& tx) { return disposition(tx, comments[at]); });
  }
  std::int64_t unreviewed() {
    return town.read([&](store::Transaction& tx) { return unanswered(tx, id).unreviewed; });
  }
  std::string reviews(const identity::Actor& actor, std::vector<ContributionId> which, Reviewed verdict = Reviewed::approved,
                      std::string note = "") {
    return refusal(review_refusals(town.database, actor, town.now, id, {std::move(which), verdict, std::move(note), town.now}));
  }
  std::string policy(const identity::Actor& actor, bool needed, std::optional<identity::AgencyId> unit = {}) {
    return refusal(set_review_policy(town.database, actor, town.now, {town.ministry, needed, unit}));
  }
};

}  // namespace

TEST_CASE("a body's bank of laws is kept by those who work in it and by those above, and by nobody else") {
  each_database([](store::Database& database) {
    Town town(database);
    const auto adds = [&](const identity::Actor& actor, const identity::AgencyId& agency, std::string article) {
      LawText text = sample_law;
      text.article = std::move(article);
      return refusal(add_law(database, actor, town.now, agency, text));
    };
    CHECK(adds(town.expert, town.ministry, "1").empty());  // of an office of the ministry
    CHECK(adds(town.lead, town.ministry, "2").empty());
    CHECK(adds(town.institute_expert, town.institute, "1").empty());
    for (const identity::Actor* actor : {&town.institute_expert, &town.stranger, &town.moderator, &town.approver,
                                         &town.agency_admin, &town.auditor, &town.sara, &town.guest})
      CHECK(adds(*actor, town.ministry, "3") == "law.error.not_yours");
    // An expert of one office is none of the institute; an expert of the whole ministry is.
    CHECK(adds(town.expert, town.institute, "3") == "law.error.not_yours");
    const auto above = town.with_role(town.expert, town.ministry, identity::Role::expert);
    CHECK(adds(above, town.institute, "3").empty());
    CHECK(adds(town.expert, town.policy_office, "3") == "law.error.not_yours");  // offices keep none of their own
    CHECK(adds(town.expert, town.ministry, "1") == "law.error.twice");
    CHECK(town.read([&](store::Transaction& tx) { return laws(tx, town.ministry); }).size() == 2);
    CHECK(town.count("SELECT COUNT(*) FROM event WHERE kind = 'law.added'") == 4);
  });
}

TEST_CASE("a law is named, edited and retired; its address can only be one of the web") {
  each_database([](store::Database& database) {
    Town town(database);
    const auto with = [&](LawText text) { return refusal(add_law(database, town.expert, town.now, town.ministry, text)); };
    CHECK(with({.name = " "}) == "law.error.name");
    CHECK(with({.name = "x", .address = "javascript:alert(1)"}) == "law.error.address");
    CHECK(with({.name = std::string(301, 'x')}) == "contribution.error.too_long");
    const LawId id = must(add_law(database, town.expert, town.now, town.ministry, sample_law));
    CHECK(citation(sample_law) == "مادهٔ ۵ قانون نمونهٔ کتابخانه‌ها (مصوب ۱۳۹۰/۰۲/۰۳)");
    CHECK(citation({.name = "قانون نمونه"}) == "قانون نمونه");
    LawText changed = sample_law;
    changed.article = "۶";
    CHECK(refusal(edit_law(database, town.institute_expert, town.now, id, changed)) == "law.error.not_yours");
    must(edit_law(database, town.expert, town.now, id, changed));
    must(edit_law(database, town.expert, town.now, id, changed));  // the same again is no second law
    must(add_law(database, town.expert, town.now, town.ministry, sample_law));
    CHECK(refusal(edit_law(database, town.expert, town.now, id, sample_law)) == "law.error.twice");
    CHECK(refusal(retire_law(database, town.stranger, town.now, id, true)) == "law.error.not_yours");
    must(retire_law(database, town.lead, town.now, id, true));
    CHECK(town.read([&](store::Transaction& tx) { return law(tx, id); })->retired);
    CHECK(refusal(retire_law(database, town.lead, town.now, {"none"}, true)) == "law.error.unknown");
  });
}

TEST_CASE("a reason of the bank fills result, text and citation, takes what is typed after it, and counts its use") {
  each_database([](store::Database& database) {
    Closed closed(database, 4);
    Town& town = closed.town;
    const LawId cited = must(add_law(database, town.expert, town.now, town.ministry, sample_law));
    const auto adds = [&](BankReasonText text) { return add_bank_reason(database, town.expert, town.now, town.ministry, text); };
    CHECK(refusal(adds({"rejected_legal", "دلیل"})) == "disposition.error.citation");
    CHECK(refusal(adds({"rejected", "دلیل"})) == "disposition.error.code");
    CHECK(refusal(adds({"noted", " "})) == "law.error.text");
    CHECK(refusal(adds({"noted", "دلیل", {"none"}})) == "law.error.unknown");
    const BankReasonId bank = must(adds({"rejected_legal", "قانون آن را روا نمی‌دارد.", cited}));
    CHECK(refusal(add_bank_reason(database, town.institute_expert, town.now, town.ministry, {"noted", "x"})) ==
          "law.error.not_yours");
    must(dispose(database, town.expert, town.now, closed.id,
                 {.contributions = {closed.comments[0], closed.comments[1]}, .code = "accepted", .bank = bank}));
    CHECK(closed.of(0)->code == consultation::Code::rejected_legal);
    CHECK(closed.of(0)->reason == "قانون آن را روا نمی‌دارد.");
    CHECK(closed.of(0)->citation == citation(sample_law));
    must(dispose(database, town.expert, town.now, closed.id,
                 {.contributions = {closed.comments[2]},
                  .code = "",
                  .reason = "به‌ویژه در شهرهای کوچک.",
                  .citation = "مادهٔ ۹",
                  .bank = bank}));
    CHECK(closed.of(2)->reason == "قانون آن را روا نمی‌دارد.\nبه‌ویژه در شهرهای کوچک.");
    CHECK(closed.of(2)->citation == "مادهٔ ۹");
    must(dispose(database, town.expert, town.now, closed.id,
                 {.contributions = {closed.comments[3]}, .code = "noted", .reason = "دگرگون", .adapted_from = bank}));
    CHECK(closed.of(3)->reason == "دگرگون");
    const auto offered = [&](const identity::AgencyId& agency) {
      return town.read([&](store::Transaction& tx) { return offered_reasons(tx, *identity::agency(tx, agency)); });
    };
    REQUIRE(offered(town.ministry).size() == 1);
    CHECK(offered(town.ministry)[0].used == 4);
    CHECK(offered(town.institute).size() == 1);  // what stands above is offered below
    CHECK(offered(town.other_ministry).empty());
    // A retired law takes its reasons out of the choice, and of the command's reach.
    must(retire_law(database, town.expert, town.now, cited, true));
    CHECK(offered(town.ministry).empty());
    CHECK(refusal(dispose(database, town.expert, town.now, closed.id,
                          {.contributions = {closed.comments[0]}, .code = "", .bank = bank})) == "law.error.reason_unknown");
    CHECK(refusal(edit_bank_reason(database, town.expert, town.now, bank, {"noted", "x", cited})) == "law.error.retired");
    must(retire_law(database, town.expert, town.now, cited, false));
    must(edit_bank_reason(database, town.expert, town.now, bank, {"noted", "سپاس"}));
    CHECK(offered(town.ministry).at(0).citation.empty());
    must(retire_bank_reason(database, town.expert, town.now, bank, true));
    CHECK(offered(town.ministry).empty());
    CHECK(town.read([&](store::Transaction& tx) { return bank_reasons(tx, town.ministry); }).size() == 1);
    CHECK(town.count("SELECT COUNT(*) FROM event WHERE kind LIKE 'reason.%'") == 3);
  });
}

TEST_CASE("one answer is given to all of a theme that have none yet; what was decided before stays") {
  each_database([](store::Database& database) {
    Closed closed(database, 5);
    Town& town = closed.town;
    const ThemeId theme = must(make_theme(database, town.expert, town.now, closed.id, {.name_fa = "محور"}));
    const auto& all = closed.comments;
    must(put_in_theme(database, town.expert, town.now, theme, {all[0], all[1], all[2], all[3]}));
    town.dispose(closed.id, {all[0]}, "accepted");
    town.hide(all[3]);
    const auto answers = [&](const identity::Actor& actor) {
      return dispose_theme(database, actor, town.now, theme,
                           {.contributions = {}, .code = "noted", .reason = "یک پاسخ برای همه"});
    };
    CHECK(refusal(answers(town.stranger)) == "call.error.not_yours");
    CHECK(must(answers(town.expert)) == 2);
    CHECK(closed.of(0)->code == consultation::Code::accepted);
    CHECK(closed.of(1)->reason == "یک پاسخ برای همه");
    CHECK_FALSE(closed.of(3).has_value());
    CHECK_FALSE(closed.of(4).has_value());
    CHECK(refusal(answers(town.expert)) == "disposition.error.all_decided");
    CHECK(must(dispose_undecided(database, town.expert, town.now, closed.id,
                                 {.contributions = {all[1], all[4]}, .code = "noted", .reason = "یک پاسخ برای همه"})) == 1);
    const auto standing = town.read([&](store::Transaction& tx) { return standing_answers(tx, closed.id); });
    REQUIRE(standing.size() == 1);
    CHECK(standing[0].count == 3);
    CHECK(standing[0].reason == "یک پاسخ برای همه");
    CHECK(refusal(dispose_theme(database, town.expert, town.now, {"none"}, {.contributions = {}, .code = "noted"})) ==
          "theme.error.unknown");
  });
}

TEST_CASE("where a body asks for it, a refusal waits for a second person, who is not the one who decided") {
  each_database([](store::Database& database) {
    Closed closed(database, 3);
    Town& town = closed.town;
    const auto& all = closed.comments;
    const auto officer = town.with_role(town.expert, town.ministry, identity::Role::approver);  // decides, and could approve
    must(dispose(database, officer, town.now, closed.id,
                 {.contributions = {all[0], all[1]}, .code = "rejected_legal", .reason = "دلیل", .citation = "مادهٔ ۵"}));
    town.dispose(closed.id, {all[2]});
    CHECK(closed.unreviewed() == 0);
    CHECK(closed.reviews(town.approver, {all[0]}) == "review.error.not_needed");
    for (const identity::Actor* actor : {&town.expert, &town.lead, &town.approver, &town.stranger, &town.auditor})
      CHECK(closed.policy(*actor, true) == "call.error.not_yours");
    CHECK(closed.policy(town.agency_admin, true, town.other_office) == "disposition.error.unit");
    CHECK(closed.policy(town.agency_admin, true).empty());
    CHECK(closed.unreviewed() == 2);

    CHECK(closed.reviews(officer, {all[0]}) == "review.error.own");
    for (const identity::Actor* actor :
         {&town.expert, &town.lead, &town.moderator, &town.agency_admin, &town.stranger, &town.sara})
      CHECK(closed.reviews(*actor, {all[0]}) == "review.error.not_yours");
    CHECK(closed.reviews(town.approver, {all[0], all[2]}) == "review.error.no_refusal");
    CHECK(closed.unreviewed() == 2);  // all or nothing
    CHECK(closed.reviews(town.approver, {all[0]}, Reviewed::returned) == "review.error.note");
    CHECK(closed.reviews(town.approver, {all[0]}, Reviewed::returned, "مستند روشن نیست").empty());
    CHECK(closed.reviews(town.approver, {all[1]}).empty());
    CHECK(closed.reviews(town.approver, {all[1]}) == "review.error.done");
    CHECK(closed.unreviewed() == 1);  // what came back waits too
    CHECK(town.read([&](store::Transaction& tx) { return refusals(tx, closed.id, Reviewed::returned, 9, 0); }).size() == 1);

    // A new decision takes the review away: of the one that came back, and of the approved one.
    town.pass(1s);
    must(dispose(database, officer, town.now, closed.id,
                 {.contributions = {all[0], all[1]}, .code = "rejected_cost", .reason = "دلیل", .citation = "برآورد"}));
    CHECK(closed.unreviewed() == 2);
    const auto before = town.now - 500ms;  // the reviewer's page was opened before that
    CHECK(refusal(review_refusals(database, town.approver, town.now, closed.id, {{all[0]}, Reviewed::approved, "", before})) ==
          "review.error.meanwhile");

    // The lead of the unit that the policy names.
    CHECK(closed.policy(town.agency_admin, true, town.public_relations).empty());
    CHECK(closed.reviews(town.lead, {all[0]}).empty());
    // What is refused no longer needs no review.
    town.dispose(closed.id, {all[1]}, "accepted");
    CHECK(closed.unreviewed() == 0);
    CHECK(town.count("SELECT COUNT(*) FROM event WHERE kind LIKE 'refusal.%'") == 3);
  });
}

TEST_CASE("a body below follows the policy of the one above it, until it has its own") {
  each_database([](store::Database& database) {
    Town town(database);
    const auto holds = [&](const identity::AgencyId& agency) {
      return town.read([&](store::Transaction& tx) { return review_policy(tx, *identity::agency(tx, agency)).has_value(); });
    };
    CHECK_FALSE(holds(town.institute));
    must(set_review_policy(database, town.agency_admin, town.now, {town.ministry, true}));
    CHECK(holds(town.institute));
    CHECK_FALSE(holds(town.other_ministry));
    must(set_review_policy(database, town.agency_admin, town.now, {town.institute, false}));
    CHECK_FALSE(holds(town.institute));
    CHECK(holds(town.ministry));
    CHECK(refusal(set_review_policy(database, town.agency_admin, town.now, {town.policy_office, true})) ==
          "call.error.agency_unknown");
  });
}

TEST_CASE("no report goes out while a refusal waits for its second person") {
  each_database([](store::Database& database) {
    Closed closed(database, 1);
    Town& town = closed.town;
    town.dispose(closed.id, {closed.comments[0]}, "rejected_legal");
    const auto waiting = town.propose_report(closed.id);
    town.pass(1s);
    CHECK(closed.policy(town.agency_admin, true).empty());
    CHECK(refusal(approve(database, town.approver, town.now, waiting)) == "report.error.unreviewed");
    CHECK(closed.reviews(town.approver, {closed.comments[0]}).empty());
    CHECK(refusal(approve(database, town.approver, town.now, waiting)).empty());
    CHECK(town.call(closed.id).state == State::reported);
    CHECK(closed.reviews(town.approver, {closed.comments[0]}, Reviewed::returned, "x") == "disposition.error.state");
  });
}

TEST_CASE("the pack of a committee holds every contribution once: by place, by theme, by what is alike") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.open_call();
    const auto first =
        town.comment_on(id, town.sara, "m1", "ساعت کار کتابخانه‌ها باید تا بیست و دو باشد.")
            .id;
    const auto second =
        town.comment_on(id, town.omid, "m1", "ساعت کار کتابخانه‌ها باید تا بیست و دو باشد!")
            .id;
    const auto third = town.comment_on(id, town.omid, "m2", "عضویت رایگان بماند.").id;
    const auto whole = town.contribute(id, town.sara, "متن روان نیست.").id;
    town.hide(town.contribute(id, town.sara, "ناسزا").id);
    town.close_by_clock(id);
    const ThemeId theme = must(make_theme(database, town.expert, town.now, id, {.name_fa = "رایگان بودن"}));
    must(put_in_theme(database, town.expert, town.now, theme, {third}));
    town.dispose(id, {first, second}, "rejected_cost");
    town.dispose(id, {third}, "accepted");
    const auto pack = town.read([&](store::Transaction& tx) { return committee_pack(tx, id); });
    REQUIRE(pack.size() == 3);
    CHECK(pack[0].label == "ماده 1");
    CHECK(pack[0].text.find("ساعت هشت") != std::string::npos);
    REQUIRE(pack[0].groups.size() == 1);
    CHECK(pack[0].groups[0].numbers == std::vector<std::int64_t>{1, 2});
    CHECK(pack[0].groups[0].texts.size() == 1);
    REQUIRE(pack[0].groups[0].answers.size() == 1);
    CHECK(pack[0].groups[0].answers[0].count == 2);
    CHECK(pack[0].groups[0].answers[0].code == consultation::Code::rejected_cost);
    CHECK(pack[1].groups.at(0).theme_fa == "رایگان بودن");
    CHECK(pack[2].label.empty());
    CHECK(pack[2].groups.at(0).undecided == 1);
    std::int64_t held = 0;
    for (const PackPlace& place : pack) held += place.count;
    CHECK(held == 4);
    const auto of = [&](const PackFilter& filter) {
      return town.read([&](store::Transaction& tx) { return committee_pack(tx, id, filter); });
    };
    CHECK(of({.theme = theme}).size() == 1);
    CHECK(of({.code = "none"}).at(0).groups.at(0).numbers == std::vector<std::int64_t>{4});
    CHECK(of({.code = "rejected_cost"}).size() == 1);
    CHECK(whole.value != third.value);
  });
}

TEST_CASE("the table that comes back from a committee names its minutes, and the answers decided there carry them") {
  each_database([](store::Database& database) {
    Closed closed(database, 3);
    Town& town = closed.town;
    const auto records = [&](const identity::Actor& actor, EditMinutes ask) {
      return record_minutes(database, actor, town.now, closed.id, ask);
    };
    CHECK(refusal(records(town.stranger, {"۱۲", "1405/02/11", "یک عضو"})) == "call.error.not_yours");
    CHECK(refusal(records(town.expert, {"", "1405/02/11", "یک عضو"})) == "committee.error.number");
    CHECK(refusal(records(town.expert, {"۱۲", "1405/13/11", "یک عضو"})) == "call.error.date");
    CHECK(refusal(records(town.expert, {"۱۲", "1415/02/11", "یک عضو"})) == "committee.error.future");
    CHECK(refusal(records(town.expert, {"۱۲", "1405/02/11", " "})) == "committee.error.members");
    const MinutesId held = must(records(town.expert, {"۱۲", "1405/02/11", "یک عضو\nعضوی دیگر"}));
    CHECK(refusal(records(town.expert, {"۱۲", "1405/02/12", "یک عضو"})) == "committee.error.twice");

    town.dispose(closed.id, {closed.comments[0]});
    auto rows = town.read([&](store::Transaction& tx) { return working_table(tx, closed.id, Language::fa); });
    rows[1].result = "موافقت با متن";
    const auto take = [&](const std::optional<MinutesId>& minutes) {
      return take_table(database, town.expert, town.now, closed.id, rows, minutes);
    };
    CHECK(refusal(take(MinutesId{"none"})) == "committee.error.minutes_unknown");
    CHECK(must(take(held)).decided == 2);  // the one that was proposed already was decided there as well
    CHECK(closed.of(0)->minutes == held);
    CHECK(closed.of(1)->minutes == held);
    CHECK_FALSE(closed.of(2).has_value());
    const auto all = town.read([&](store::Transaction& tx) { return minutes_of_call(tx, closed.id); });
    REQUIRE(all.size() == 1);
    CHECK(all[0].decided == 2);
    CHECK(all[0].held_at == start_of_day_in_tehran({1405, 2, 11}));
    // Without minutes the same rows change nothing; a decision made at the desk is the committee's no more.
    rows = town.read([&](store::Transaction& tx) { return working_table(tx, closed.id, Language::fa); });
    CHECK(must(take({})).decided == 0);
    CHECK(closed.of(0)->minutes == held);
    town.dispose(closed.id, {closed.comments[0]}, "accepted");
    CHECK_FALSE(closed.of(0)->minutes.has_value());
  });
}
