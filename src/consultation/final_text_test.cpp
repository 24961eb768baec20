// SPDX-License-Identifier: AGPL-3.0-or-later
// The final text, the source of each change, and the record of the approval.
#include <doctest/doctest.h>

#include "consultation/answer.h"
#include "testing/town.h"

using namespace mosharekat;
using namespace mosharekat::consultation;
using identity::Actor;
using testing::each_database;
using testing::library_draft;
using testing::must;
using testing::refusal;
using testing::Town;

namespace {

// A call of three comments whose report is published: 1 accepted, 2 rejected, 3 hidden.
CallId reported_call(Town& town) {
  const CallId id = town.open_call();
  const ContributionId one = town.comment_on(id, town.sara, "m1", "ساعت هشت برای شاغلان دیر است.").id;
  const ContributionId two = town.comment_on(id, town.omid, "m3", "پنج کتاب بسیار است.").id;
  town.hide(town.contribute(id, town.guest, "نظر پنهان").id);
  town.close_by_clock(id);
  town.dispose(id, {one}, "accepted");
  town.dispose(id, {two}, "rejected_policy");
  town.publish_report(id);
  return id;
}

document::Text final_library() {
  document::Text text = library_draft();
  text.provisions[0].text =
      "کتابخانه‌های عمومی همه روزه از ساعت هفت تا بیست باز هستند.";
  text.provisions.pop_back();
  text.provisions.push_back(testing::article(
      "3",
      "نظارت بر اجرای این آیین‌نامه با پژوهشگاه نمونه است و گزارش آن "
      "منتشر "
      "می‌شود."));
  return text;
}

std::string sources_it(Town& town, const VersionId& version, std::string_view anchor, std::vector<std::int64_t> numbers,
                       std::string_view note = "") {
  return refusal(set_change_source(town.database, town.expert, town.now, version, anchor, numbers, note));
}

}  // namespace

TEST_CASE("the final text comes after the report, from who prepares the call, with the draft's anchors") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId open = town.open_call();
    CHECK(refusal(set_final_text(database, town.expert, town.now, open, town.first_draft(open).id, final_library(), "")) ==
          "final_text.error.state");
    const CallId id = reported_call(town);
    const DraftId draft = town.first_draft(id).id;
    for (const Actor* actor : {&town.moderator, &town.approver, &town.agency_admin, &town.national_admin, &town.auditor,
                               &town.institute_expert, &town.sara, &town.guest, &town.stranger}) {
      CHECK(refusal(set_final_text(database, *actor, town.now, id, draft, final_library(), "")) == "call.error.not_yours");
      CHECK(refusal(record_approval(database, *actor, town.now, id, {.outcome = "abandoned", .authority = "هیئت نمونه"})) ==
            "call.error.not_yours");
    }
    CHECK(refusal(set_final_text(database, town.expert, town.now, id, draft, document::Text{}, "")) == "call.error.draft_empty");
    CHECK(refusal(set_final_text(database, town.expert, town.now, id, town.first_draft(open).id, final_library(), "")) ==
          "call.error.draft_unknown");
    const VersionId version = must(set_final_text(database, town.expert, town.now, id, draft, final_library(), "final.docx"));
    CHECK(town.read([&](store::Transaction& tx) { return final_version(tx, draft); }) == version);
    const auto changes = town.read(
        [&](store::Transaction& tx) { return compare(provisions(tx, drafts(tx, id).at(0).version), provisions(tx, version)); });
    REQUIRE(changes.size() == 5);
    CHECK(changes[0].difference == Difference::changed);
    CHECK(changes[0].after.anchor == "m1");
    CHECK(changes[1].difference == Difference::same);
    CHECK(changes[3].difference == Difference::added);
    CHECK(changes[3].after.anchor == "m3-n2");
    CHECK(changes[4].difference == Difference::removed);
    CHECK(changes[4].before.anchor == "m3");
    // The draft that was consulted on is still what is shown as the draft.
    CHECK(town.first_draft(id).version_number == 1);
    // A wrong upload is replaced, with the sources that were given for it.
    CHECK(sources_it(town, version, "m1", {1}).empty());
    const VersionId second = must(set_final_text(database, town.lead, town.now, id, draft, final_library(), "final2.docx"));
    CHECK(second != version);
    CHECK(town.count("SELECT COUNT(*) FROM change_source") == 0);
    CHECK(town.count("SELECT COUNT(*) FROM draft_version WHERE role = 'final'") == 1);
    CHECK(sources_it(town, version, "m1", {1}) == "final_text.error.unknown");
  });
}

TEST_CASE("each change names public contributions of its call, or says that the agency made it on its own") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = reported_call(town);
    const VersionId version =
        must(set_final_text(database, town.expert, town.now, id, town.first_draft(id).id, final_library(), "f.docx"));
    CHECK(sources_it(town, version, "m1", {}) == "final_text.error.source");
    CHECK(sources_it(town, version, "m99", {1}) == "final_text.error.anchor");
    CHECK(sources_it(town, version, "m1", {1, 99}) == "final_text.error.contribution");
    CHECK(sources_it(town, version, "m1", {3}) == "final_text.error.contribution");  // hidden
    CHECK(town.count("SELECT COUNT(*) FROM change_source") == 0);
    CHECK(sources_it(town, version, "m1", {2, 1, 1}, "هر دو نظر").empty());
    CHECK(sources_it(town, version, "m3", {}, "به پیشنهاد کارشناسان دستگاه").empty());
    CHECK(refusal(set_change_source(database, town.sara, town.now, version, "m1", {1}, "")) == "call.error.not_yours");
    const auto all = [&] { return town.read([&](store::Transaction& tx) { return change_sources(tx, version); }); };
    REQUIRE(all().size() == 3);
    CHECK(all()[0].anchor == "m1");
    CHECK(all()[0].contribution_number == 1);
    CHECK(all()[1].contribution_number == 2);
    CHECK(all()[1].note == "هر دو نظر");
    CHECK(all()[2].anchor == "m3");
    CHECK_FALSE(all()[2].contribution_number.has_value());
    // Given again: the new ones take the place of the old ones.
    CHECK(sources_it(town, version, "m1", {1}).empty());
    CHECK(all().size() == 2);
  });
}

TEST_CASE("the approval is recorded when every change has its source, and then nothing moves any more") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = reported_call(town);
    must(follow(database, town.omid, town.now, id, true));
    const DraftId draft = town.first_draft(id).id;
    const auto record = [&](const ApprovalRecord& ask) { return record_approval(database, town.expert, town.now, id, ask); };
    const ApprovalRecord adopted{.outcome = "adopted_with_changes",
                                 .authority = "هیئت نمونه",
                                 .session_number = "۱۲",
                                 .session_at = "۱۴۰۵/۰۵/۰۱ ساعت ۱۰",
                                 .session_place = "سالن نمونه",
                                 .members = "عضو نمونه، رئیس، امضا کرد\nعضو دوم، دبیر، امضا کرد",
                                 .others_present = "",
                                 .decisions = "با تغییر تصویب شد.",
                                 .next_agenda = "آیین‌نامهٔ بعدی",
                                 .letter_number = "۱۲۳/الف",
                                 .letter_date = "۱۴۰۵/۰۵/۰۳"};
    CHECK(refusal(record({.outcome = "perhaps", .authority = "هیئت"})) == "final_text.error.outcome");
    CHECK(refusal(record({.outcome = "adopted", .authority = " "})) == "final_text.error.authority");
    CHECK(refusal(record(adopted)) == "final_text.error.missing");
    const VersionId version = must(set_final_text(database, town.expert, town.now, id, draft, final_library(), "f.docx"));
    const auto unsourced = record(adopted);
    CHECK(refusal(unsourced) == "final_text.error.unsourced");
    CHECK(std::get<std::string>(unsourced.error().arguments.at(0).value) == "ماده 1");
    for (const char* anchor : {"m1", "m3-n2", "m3"}) {
      CHECK(refusal(record(adopted)) == "final_text.error.unsourced");
      CHECK(sources_it(town, version, anchor, {1}).empty());
    }
    town.pass(std::chrono::seconds{1});
    must(record(adopted));
    CHECK(town.call(id).state == State::decided);
    const auto stored = town.read([&](store::Transaction& tx) { return approval_record(tx, id); });
    REQUIRE(stored.has_value());
    CHECK(stored->outcome == "adopted_with_changes");
    CHECK(stored->members == adopted.members);
    CHECK(stored->letter_number == "۱۲۳/الف");
    CHECK(town.read([&](store::Transaction& tx) { return notices(tx, id); }).back().kind == "decided");
    CHECK(town.mails(town.omid.email).back().find("مشخصات تصویب") != std::string::npos);
    CHECK(refusal(record(adopted)) == "final_text.error.state");
    CHECK(refusal(set_final_text(database, town.expert, town.now, id, draft, final_library(), "")) == "final_text.error.state");
    CHECK(sources_it(town, version, "m1", {1}) == "final_text.error.state");
    CHECK(refusal(propose_withdrawal(database, town.lead, town.now, id, town.reason())) == "call.error.wrong_state");
  });
}

TEST_CASE("what was abandoned, deferred or sent on needs no final text") {
  each_database([](store::Database& database) {
    Town town(database);
    for (const char* outcome : {"abandoned", "deferred", "sent_to_parliament"}) {
      const CallId id = reported_call(town);
      must(record_approval(database, town.lead, town.now, id, {.outcome = outcome, .authority = "هیئت نمونه"}));
      CHECK(town.call(id).state == State::decided);
    }
  });
}

TEST_CASE("with several drafts each has its final text, and their places are not mixed") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.prepared_call();
    town.set_draft(id);
    town.approve(town.propose_opening(id));
    town.close_by_clock(id);
    town.publish_report(id);
    const auto all = town.read([&](store::Transaction& tx) { return drafts(tx, id); });
    REQUIRE(all.size() == 2);
    const VersionId second = must(set_final_text(database, town.expert, town.now, id, all[1].id, final_library(), ""));
    const auto changes =
        town.read([&](store::Transaction& tx) { return compare(provisions(tx, all[1].version), provisions(tx, second)); });
    CHECK(changes[0].after.anchor == "d2-m1");
    CHECK(sources_it(town, second, "m1", {}, "دستگاه") == "final_text.error.anchor");
    CHECK(sources_it(town, second, "d2-m1", {}, "دستگاه").empty());
    CHECK(refusal(record_approval(database, town.expert, town.now, id, {.outcome = "adopted", .authority = "هیئت"})) ==
          "final_text.error.missing");
  });
}
