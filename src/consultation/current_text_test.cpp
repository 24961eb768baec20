// SPDX-License-Identifier: AGPL-3.0-or-later
#include "consultation/current_text.h"

#include <doctest/doctest.h>

#include "testing/town.h"

using namespace mosharekat;
using namespace mosharekat::consultation;
using namespace std::chrono_literals;
using identity::Actor;
using testing::article;
using testing::each_database;
using testing::must;
using testing::refusal;
using testing::Town;

namespace {

// What the sample regulation would replace: one hour less, no membership for pupils of other towns, an article that goes.
document::Text library_in_force() {
  return {
      .title = "آیین‌نامهٔ پیشین",
      .provisions = {
          article("1",
                  "کتابخانه‌های عمومی همه روزه از ساعت هشت تا نوزده باز هستند."),
          article("2", "عضویت در کتابخانه برای ساکنان شهر رایگان است."),
          article("3", "هر عضو می‌تواند پنج کتاب را سه هفته به امانت بگیرد."),
          article("4", "دیرکرد هر کتاب روزانه جریمهٔ نقدی دارد.")}};
}

}  // namespace

TEST_CASE("the text in force stands beside the draft by the provisions that correspond") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.prepared_call();
    const Draft draft = town.first_draft(id);
    must(set_current_text(database, town.expert, town.now, id, draft.id, library_in_force(), "old.docx"));
    const auto changes = town.read([&](store::Transaction& tx) {
      CHECK(has_current_text(tx, id));
      return compare(current_text(tx, draft.id)->provisions, provisions(tx, draft.version));
    });
    REQUIRE(changes.size() == 5);
    CHECK(changes[0].difference == Difference::changed);
    CHECK(changes[0].after.anchor == "m1");
    CHECK(changes[1].difference == Difference::same);
    CHECK(changes[2].difference == Difference::added);
    CHECK(changes[2].after.anchor == "m2-t1");
    CHECK(changes[3].difference == Difference::same);
    CHECK(changes[4].difference == Difference::removed);
    // Put again it is replaced; the draft itself is as it was.
    must(set_current_text(database, town.expert, town.now, id, draft.id, library_in_force(), "older.docx"));
    CHECK(town.count("SELECT COUNT(*) FROM current_provision") == 4);
    CHECK(town.first_draft(id).hash == draft.hash);
    must(remove_current_text(database, town.expert, town.now, id, draft.id));
    CHECK_FALSE(town.read([&](store::Transaction& tx) { return has_current_text(tx, id); }));
    must(set_current_text(database, town.expert, town.now, id, draft.id, library_in_force(), "old.docx"));
    must(remove_draft(database, town.expert, town.now, id, draft.id));
    CHECK(town.count("SELECT COUNT(*) FROM current_provision") == 0);
  });
}

TEST_CASE("who may set the text in force, and when") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.prepared_call();
    const DraftId draft = town.first_draft(id).id;
    for (const Actor* actor : {&town.moderator, &town.approver, &town.agency_admin, &town.national_admin, &town.auditor,
                               &town.institute_expert, &town.sara, &town.guest, &town.stranger}) {
      CHECK(refusal(set_current_text(database, *actor, town.now, id, draft, library_in_force(), "")) == "call.error.not_yours");
      CHECK_FALSE(remove_current_text(database, *actor, town.now, id, draft).has_value());
    }
    CHECK(refusal(set_current_text(database, town.expert, town.now, id, draft, {}, "")) == "call.error.draft_empty");
    const CallId other = town.prepared_call();
    CHECK(refusal(set_current_text(database, town.expert, town.now, other, draft, library_in_force(), "")) ==
          "call.error.draft_unknown");
    CHECK(refusal(remove_current_text(database, town.expert, town.now, id, draft)) == "call.error.draft_unknown");
    const auto opening = town.propose_opening(id);
    CHECK(refusal(set_current_text(database, town.expert, town.now, id, draft, library_in_force(), "")) ==
          "call.error.draft_fixed");  // the approver has it before them
    town.approve(opening);
    must(set_current_text(database, town.expert, town.now, id, draft, library_in_force(), ""));
    CHECK(town.count("SELECT COUNT(*) FROM notice WHERE call = $1 AND kind = 'current_text'", {id}) == 1);
    CHECK_FALSE(remove_current_text(database, town.expert, town.now, id, draft).has_value());
    town.close_by_clock(id);
    CHECK(refusal(set_current_text(database, town.expert, town.now, id, draft, library_in_force(), "")) ==
          "call.error.draft_fixed");
  });
}
