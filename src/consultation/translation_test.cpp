// SPDX-License-Identifier: AGPL-3.0-or-later
#include "consultation/translation.h"

#include <algorithm>
#include <doctest/doctest.h>

#include "testing/town.h"

using namespace mosharekat;
using namespace mosharekat::consultation;
using testing::each_database;
using testing::must;
using testing::refusal;
using testing::Town;

namespace {

std::vector<TranslationRow> out(Town& town, const CallId& id) {
  return town.read([&](store::Transaction& tx) { return translation_sheet(tx, id); });
}
// As an office program gives the rows back.
std::vector<std::vector<std::string>> cells(const std::vector<TranslationRow>& rows, Language language = Language::fa) {
  std::vector<std::vector<std::string>> all(1);
  for (const std::string_view column : translation_columns)
    all[0].push_back(locale::sentence(language, "translation.column." + std::string(column)));
  for (const TranslationRow& row : rows) all.push_back({row.code, row.source, row.translation});
  return all;
}
TranslationTaken take(Town& town, const CallId& id, const std::vector<TranslationRow>& rows) {
  return must(take_translation(town.database, town.expert, town.now, id, must(read_translation(cells(rows)))));
}
std::vector<std::string> shown(Town& town, const CallId& id) {
  return town.read([&](store::Transaction& tx) {
    std::vector<std::string> all;
    for (const Draft& draft : drafts(tx, id))
      for (const TranslatedProvision& one : translation(tx, draft)) all.push_back(one.translation);
    return all;
  });
}

}  // namespace

TEST_CASE("the sheet has every provision, is filled in, comes back, and goes out again with its translation") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.open_call();
    auto rows = out(town, id);
    REQUIRE(rows.size() == 4);
    CHECK(rows[2].code.starts_with("m2-t1/"));
    CHECK(rows[2].source ==
          "تبصره 1\nدانش‌آموزان شهرهای دیگر نیز می‌توانند عضو شوند.");
    rows[0].translation = "Article 1\nPublic libraries are open every day from eight to twenty.";
    rows[2].translation = "Note 1. Pupils of other towns may join too.";
    const TranslationTaken taken = take(town, id, rows);
    CHECK(taken.problems.empty());
    CHECK(taken.stored == 2);
    CHECK(taken.left == 2);
    CHECK(shown(town, id) == std::vector<std::string>{rows[0].translation, "", rows[2].translation, ""});
    const auto count = town.read([&](store::Transaction& tx) { return translation_count(tx, id); });
    CHECK(count.translated == 2);
    CHECK(count.all == 4);
    const auto again = out(town, id);
    CHECK(again[0].translation == rows[0].translation);
    CHECK(again[0].code != rows[0].code);
    CHECK(take(town, id, again).unchanged == 2);
    // The public is told once.
    const auto told = [&] {
      return town.read([&](store::Transaction& tx) {
        const auto all = notices(tx, id);
        return std::count_if(all.begin(), all.end(), [](const Notice& one) { return one.kind == "translation"; });
      });
    };
    CHECK(told() == 1);
    auto more = again;
    more[1].translation = "Membership is free for residents.";
    CHECK(take(town, id, more).stored == 1);
    CHECK(told() == 1);
  });
}

TEST_CASE("every wrong row of a translation is named with its reason, and then none is stored") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.open_call();
    auto rows = out(town, id);
    const auto first = rows;
    rows[0].translation = "Article 1";
    CHECK(take(town, id, rows).stored == 1);
    SUBCASE("each for itself") {
      auto wrong = out(town, id);
      wrong[0].translation = "";
      wrong[1].translation = "عضویت در کتابخانه رایگان است.";
      wrong[2].source += " و دیگران";
      wrong[2].translation = "Note 1";
      wrong[3].translation = "Article 3";  // the one that is right
      wrong.push_back({.code = "m9/000000", .source = "ماده 9", .translation = "Article 9"});
      wrong.push_back({.code = "m3", .source = first[3].source, .translation = "Article 3"});
      const TranslationTaken taken = take(town, id, wrong);
      CHECK(taken.stored == 0);
      std::vector<std::pair<std::int64_t, std::string>> found;
      for (const auto& problem : taken.problems) found.emplace_back(problem.row, problem.error.key);
      const std::vector<std::pair<std::int64_t, std::string>> expected = {{2, "translation.error.row_emptied"},
                                                                          {3, "translation.error.row_persian"},
                                                                          {4, "translation.error.row_source"},
                                                                          {6, "translation.error.row_unknown"},
                                                                          {7, "translation.error.row_twice"}};
      CHECK(found == expected);
      CHECK(taken.problems[0].place == "ماده 1");
      CHECK(shown(town, id) == std::vector<std::string>{"Article 1", "", "", ""});
    }
    SUBCASE("translated by someone else since the sheet went out") {
      auto late = first;
      late[0].translation = "Another wording";
      CHECK(take(town, id, late).problems.at(0).error.key == "translation.error.row_meanwhile");
    }
  });
}

TEST_CASE("a translation of a text that has changed is shown to nobody") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.open_call();
    auto rows = out(town, id);
    for (TranslationRow& row : rows) row.translation = "English of " + row.code;
    CHECK(take(town, id, rows).stored == 4);
    town.suspend(id);
    document::Text second = testing::library_draft();
    second.provisions[0].text =
        "کتابخانه‌های عمومی همه روزه از ساعت هفت تا بیست باز هستند.";
    const DraftId draft = town.first_draft(id).id;
    must(set_draft(database, town.expert, town.now, id, draft, std::move(second), "draft.docx"));
    const auto now = shown(town, id);
    CHECK(now[0].empty());
    CHECK(now[1] == rows[1].translation);
    // It may be translated anew, though the row of the old text is still held.
    auto anew = out(town, id);
    anew[0].translation = "Article 1, opening at seven";
    CHECK(take(town, id, anew).stored == 1);
    CHECK(shown(town, id)[0] == "Article 1, opening at seven");
    must(remove_translation(database, town.expert, town.now, id));
    CHECK(shown(town, id) == std::vector<std::string>{"", "", "", ""});
  });
}

TEST_CASE("a translation is taken only from who prepares the call, and goes with its draft") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.prepared_call();
    auto rows = out(town, id);
    rows[0].translation = "Article 1";
    CHECK(refusal(take_translation(database, town.sara, town.now, id, rows)) == "call.error.not_yours");
    CHECK(refusal(take_translation(database, town.moderator, town.now, id, rows)) == "call.error.not_yours");
    CHECK(take(town, id, rows).stored == 1);
    must(remove_draft(database, town.expert, town.now, id, town.first_draft(id).id));
    CHECK(out(town, id).empty());
  });
}

TEST_CASE("a file without the titles, or without rows, is no translation sheet") {
  CHECK(refusal(read_translation({{"a", "b"}, {"1", "2"}})) == "translation.error.no_sheet");
  CHECK(refusal(read_translation(cells({}))) == "translation.error.empty_sheet");
  const auto read = must(read_translation(cells({{.code = "m1", .source = "متن", .translation = "Text"}}, Language::en)));
  REQUIRE(read.size() == 1);
  CHECK(read[0].translation == "Text");
}
