// SPDX-License-Identifier: AGPL-3.0-or-later
// Themes and groups of near-duplicates.
#include <doctest/doctest.h>

#include "consultation/answer.h"
#include "testing/town.h"

using namespace mosharekat;
using namespace mosharekat::consultation;
using identity::Actor;
using testing::each_database;
using testing::must;
using testing::refusal;
using testing::Town;

namespace {

std::vector<Theme> all_themes(Town& town, const CallId& id) {
  return town.read([&](store::Transaction& tx) { return themes(tx, id); });
}

}  // namespace

TEST_CASE("themes are made by who prepares the call, in their order, once the call is public") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.open_call(), drafting = town.prepared_call();
    const EditTheme hours{.name_fa = " ساعت کار ", .name_en = "Opening hours"};
    for (const Actor* actor : {&town.moderator, &town.approver, &town.agency_admin, &town.national_admin, &town.auditor,
                               &town.institute_expert, &town.sara, &town.guest, &town.stranger})
      CHECK(refusal(make_theme(database, *actor, town.now, id, hours)) == "call.error.not_yours");
    CHECK(refusal(make_theme(database, town.expert, town.now, drafting, hours)) == "call.error.wrong_state");
    CHECK(refusal(make_theme(database, town.expert, town.now, id, {.name_fa = " "})) == "theme.error.name");
    CHECK(refusal(make_theme(database, town.expert, town.now, id, {.name_fa = std::string(121, 'x')})) ==
          "theme.error.name_long");
    const ThemeId first = must(make_theme(database, town.expert, town.now, id, hours));
    must(make_theme(database, town.lead, town.now, id, {.name_fa = "عضویت"}));
    must(edit_theme(database, town.lead, town.now, first,
                    {.name_fa = "ساعت و روز کار", .name_en = "Hours and days", .summary_fa = "خلاصه"}));
    CHECK(refusal(edit_theme(database, town.lead, town.now, ThemeId{"nowhere"}, hours)) == "theme.error.unknown");
    CHECK(refusal(edit_theme(database, town.sara, town.now, first, hours)) == "call.error.not_yours");
    const auto all = all_themes(town, id);
    REQUIRE(all.size() == 2);
    CHECK(all[0].name_fa == "ساعت و روز کار");
    CHECK(all[0].summary_fa == "خلاصه");
    CHECK(all[0].position == 1);
    CHECK(all[1].name_fa == "عضویت");
    CHECK(all[1].position == 2);
  });
}

TEST_CASE("a contribution may stand in several themes; its members, decisions and distinct texts are counted") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.open_call(), other = town.open_call();
    const std::string campaign =
        "کتابخانه‌های شهر باید روزهای جمعه نیز از صبح تا شب برای همهٔ مردم "
        "باز "
        "باشند";
    std::vector<ContributionId> all;
    for (const Actor* actor : {&town.sara, &town.omid, &town.guest})
      all.push_back(town.contribute(id, *actor, campaign + ".").id);
    all.push_back(town.contribute(id, town.guest, "عضویت کودکان رایگان بماند و کارت آنان همان روز داده شود.").id);
    const ContributionId elsewhere = town.contribute(other, town.sara, campaign).id;
    const ThemeId hours = must(make_theme(database, town.expert, town.now, id, {.name_fa = "ساعت کار"}));
    const ThemeId members = must(make_theme(database, town.expert, town.now, id, {.name_fa = "عضویت"}));
    CHECK(must(put_in_theme(database, town.expert, town.now, hours, all)) == 4);
    CHECK(must(put_in_theme(database, town.expert, town.now, hours, all)) == 0);
    CHECK(must(put_in_theme(database, town.expert, town.now, members, {all[3]})) == 1);
    CHECK(must(take_from_theme(database, town.expert, town.now, hours, {all[3], all[2]})) == 2);
    CHECK(must(put_in_theme(database, town.expert, town.now, hours, {all[2]})) == 1);
    CHECK(refusal(put_in_theme(database, town.expert, town.now, hours, {elsewhere})) == "contribution.error.unknown");
    CHECK(refusal(put_in_theme(database, town.expert, town.now, hours, {})) == "disposition.error.none_chosen");
    CHECK(refusal(put_in_theme(database, town.sara, town.now, hours, all)) == "call.error.not_yours");
    town.hide(all[1]);
    town.close_by_clock(id);
    town.dispose(id, {all[0]});
    const auto counted = all_themes(town, id);
    CHECK(counted[0].contributions == 2);
    CHECK(counted[0].decided == 1);
    CHECK(counted[0].distinct_texts == 1);
    CHECK(counted[1].contributions == 1);
    CHECK(counted[1].decided == 0);
    CHECK(counted[1].distinct_texts == 1);
    CHECK(town.count("SELECT COUNT(*) FROM theme_member WHERE assigned_by = $1", {town.expert.person}) == 4);
    // What the report counted stays.
    town.dispose(id, {all[2], all[3]});
    town.publish_report(id);
    CHECK(refusal(take_from_theme(database, town.expert, town.now, hours, {all[0]})) == "theme.error.reported");
  });
}

TEST_CASE("near-duplicates are proposed as groups, the largest first, without what the public cannot see") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.open_call();
    const std::string first =
        "کتابخانه‌های شهر باید روزهای جمعه نیز از صبح تا شب برای همهٔ مردم "
        "باز "
        "باشند";
    const std::string second =
        "مدت امانت کتاب برای دانشجویان شهرهای دیگر دست‌کم به پنج هفتهٔ "
        "کامل "
        "افزایش "
        "یابد";
    const auto say = [&](const std::string& text) { return town.contribute(id, town.guest, text).number; };
    say(second);
    say(first);
    say(second + "!");
    say("نظری تنها که به هیچ نظر دیگری نمی‌ماند و گروهی ندارد");
    say(first + ".");
    say("كتابخانه‌هاي" + first.substr(first.find(' ')));
    const ContributionId hidden = town.contribute(id, town.guest, first).id;
    town.hide(hidden);
    const auto groups = town.read([&](store::Transaction& tx) { return near_duplicate_groups(tx, id); });
    REQUIRE(groups.size() == 2);
    const auto numbers = [](const Group& group) {
      std::vector<std::int64_t> found;
      for (const Contribution& one : group.contributions) found.push_back(one.number);
      return found;
    };
    CHECK(numbers(groups[0]) == std::vector<std::int64_t>{2, 5, 6});
    CHECK(numbers(groups[1]) == std::vector<std::int64_t>{1, 3});
    // A group whose theme is made is not proposed again.
    std::vector<ContributionId> members;
    for (const Contribution& one : groups[1].contributions) members.push_back(one.id);
    const ThemeId theme = must(make_theme(town.database, town.expert, town.now, id, {.name_fa = "مدت امانت"}));
    must(put_in_theme(town.database, town.expert, town.now, theme, members));
    const auto left = town.read([&](store::Transaction& tx) { return near_duplicate_groups(tx, id); });
    REQUIRE(left.size() == 1);
    CHECK(numbers(left[0]) == std::vector<std::int64_t>{2, 5, 6});
  });
}
