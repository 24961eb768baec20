// SPDX-License-Identifier: AGPL-3.0-or-later
#include "document/structure.h"

#include <doctest/doctest.h>
#include <random>
#include <set>

#include "base/text.h"
#include "document/import.h"

using namespace mosharekat;
using namespace mosharekat::document;
using Act = StructureEdit::Act;

namespace {

Text sample() {
  return import_text(
             "آیین‌نامهٔ نمونه\nفصل اول: کلیات\nماده ۱- متن نخست است. تبصره ۱- بی‌هزینه است.\nالف- یکم است؛\nب- دوم است.\nماده ۲- متن "
             "دوم است.\nسطر دیگر است.\nفصل دوم: اجرا\nماده ۳- متن سوم است.\nماده ۳ مکرر- متن افزوده است.\nماده ۴- پایان است.\n")
      .texts.at(0);
}

// The letters and digits of the whole text in reading order: what must never be lost.
std::string letters(const Text& text) {
  std::string all = text.title;
  for (const FlatRow& row : flatten(text))
    all += " " + row.provision.label + " " + row.provision.heading + " " + row.provision.text;
  std::string key = text::search_key(all);
  std::erase(key, ' ');
  return key;
}

std::set<std::string> anchors(const Text& text) {
  std::set<std::string> out;
  for (const FlatRow& row : flatten(text)) out.insert(row.provision.anchor);
  return out;
}

FlatRow row_at(const Text& text, std::string_view anchor) {
  for (const FlatRow& row : flatten(text))
    if (row.provision.anchor == anchor) return row;
  FAIL("no such provision: " << anchor);
  return {};
}

std::string done(Text& text, const StructureEdit& edit) {
  auto next = apply(text, edit);
  REQUIRE(next);
  return *next;
}
std::string refused(Text& text, const StructureEdit& edit) {
  const std::string before = letters(text);
  const auto next = apply(text, edit);
  CHECK(letters(text) == before);
  return next ? "" : next.error().key;
}

}  // namespace

TEST_CASE("a provision is split where the text says what follows, and joined again") {
  Text text = sample();
  const std::string whole = row_at(text, "m1").provision.text, all = letters(text);
  const auto places = split_places(whole);
  REQUIRE(places.size() == 1);
  const std::string note = done(text, {.act = Act::split, .anchor = "m1", .at = places[0]});
  CHECK(note == "m1-t1");
  CHECK(row_at(text, note).provision.kind == Kind::note);
  CHECK(row_at(text, note).provision.text == "بی‌هزینه است.");
  CHECK(row_at(text, note).depth == row_at(text, "m1").depth + 1);
  CHECK(row_at(text, "m1-b-alef").depth == row_at(text, note).depth);
  CHECK(letters(text) == all);
  CHECK(done(text, {.act = Act::join, .anchor = note}) == "m1");
  CHECK(letters(text) == all);
  CHECK(anchors(text) == anchors(sample()));
}

TEST_CASE("what does not say what it is becomes a paragraph below, and can be made an article that takes the rest with it") {
  Text text = sample();
  const std::string piece =
      done(text, {.act = Act::split, .anchor = "m2", .at = split_places(row_at(text, "m2").provision.text).back()});
  CHECK(row_at(text, piece).provision.kind == Kind::paragraph);
  CHECK(row_at(text, piece).depth == row_at(text, "m2").depth + 1);
  const std::string article = done(text, {.act = Act::change, .anchor = piece, .kind = Kind::article, .number = "۲۰"});
  CHECK(article == "m20");
  CHECK(row_at(text, article).provision.label == "ماده ۲۰");
  CHECK(row_at(text, article).depth == row_at(text, "m2").depth);
  CHECK(doubts(flatten(text)).size() == 2);
  const auto chapters = anchors(text);
  CHECK(chapters.contains("f1"));
  CHECK(chapters.contains("f2"));
}

TEST_CASE("a paragraph that begins with its number gives it to the label; a label that goes is kept in the text") {
  Text text = sample();
  const std::string all = letters(text);
  const std::string plain = done(text, {.act = Act::change, .anchor = "m2", .kind = Kind::paragraph});
  CHECK(row_at(text, plain).provision.label.empty());
  CHECK(letters(text) == all);
  CHECK(done(text, {.act = Act::change, .anchor = plain, .kind = Kind::article}) == "m2");
  CHECK(row_at(text, "m2").provision.number == "2");
  CHECK(letters(text) == all);
}

TEST_CASE("renumbering goes through chapters, repeated articles stay behind theirs, others keep their anchors") {
  Text text = sample();
  CHECK(done(text, {.act = Act::renumber, .anchor = "m2", .number = "۵"}) == "m5");
  const auto all = anchors(text);
  for (const char* anchor : {"f1", "m1", "m1-b-alef", "m5", "m6", "m6-mokarrar", "m7"}) {
    CAPTURE(anchor);
    CHECK(all.contains(anchor));
  }
  CHECK(row_at(text, "m6-mokarrar").provision.label == "ماده ۶ مکرر");
  CHECK(done(text, {.act = Act::renumber, .anchor = "m1-b-alef", .number = "ت"}) == "m1-b-te");
  CHECK(row_at(text, "m1-b-se").provision.text == "دوم است.");
  CHECK(refused(text, {.act = Act::renumber, .anchor = "m1", .number = ""}) == "structure.error.number");
}

TEST_CASE("levels move with all below, as far as the text allows") {
  Text text = sample();
  const std::string all = letters(text);
  CHECK(refused(text, {.act = Act::in, .anchor = "f1"}) == "structure.error.level");
  CHECK(refused(text, {.act = Act::out, .anchor = "f1"}) == "structure.error.level");
  CHECK(refused(text, {.act = Act::join, .anchor = "f1"}) == "structure.error.first");
  done(text, {.act = Act::in, .anchor = "m2"});
  CHECK(row_at(text, "m2").depth == 2);
  done(text, {.act = Act::out, .anchor = "m2"});
  done(text, {.act = Act::out, .anchor = "m1"});
  CHECK(row_at(text, "m1").depth == 0);
  CHECK(row_at(text, "m1-b-be").depth == 1);
  CHECK(letters(text) == all);
  CHECK(anchors(text) == anchors(sample()));
}

TEST_CASE("words are written anew, the title too; nothing empty or endless is taken") {
  Text text = sample();
  done(text, {.act = Act::write, .anchor = "m4", .heading = "اجرا", .text = "از فردا اجرا می‌شود."});
  CHECK(row_at(text, "m4").provision.heading == "اجرا");
  CHECK(done(text, {.act = Act::title, .text = " عنوان تازه "}).empty());
  CHECK(text.title == "عنوان تازه");
  CHECK(refused(text, {.act = Act::title, .text = " "}) == "structure.error.empty");
  CHECK(refused(text, {.act = Act::write, .anchor = "m4", .text = std::string(300'000, 'a')}) == "structure.error.long");
  CHECK(refused(text, {.act = Act::write, .anchor = "nowhere", .text = "x"}) == "structure.error.unknown");
  CHECK(refused(text, {.act = Act::split, .anchor = "m4", .at = 0}) == "structure.error.place");
  CHECK(refused(text, {.act = Act::split, .anchor = "m4", .at = 3}) == "structure.error.place");
  CHECK(refused(text, {.act = Act::split, .anchor = "m4", .at = 1 << 20}) == "structure.error.place");
}

TEST_CASE("whatever is split, joined, moved and changed in kind, no letter is lost, names stay unique, and all is undone") {
  for (unsigned seed = 1; seed <= 20; ++seed) {
    CAPTURE(seed);
    std::mt19937 random(seed);
    Text text = sample();
    const std::string all = letters(text);
    std::vector<std::pair<std::string, std::string>> steps;  // the text before, and what undoes the act
    const auto whole = [](const Text& of) {
      Imported imported{{of}, {}};
      return to_json(imported);
    };
    for (int turn = 0; turn < 120; ++turn) {
      const auto rows = flatten(text);
      const FlatRow& row = rows[random() % rows.size()];
      StructureEdit edit{.anchor = row.provision.anchor};
      switch (random() % 5) {
        case 0: {
          const auto places = split_places(row.provision.text);
          if (places.empty()) continue;
          edit.at = places[random() % places.size()];
          break;
        }
        case 1: edit.act = Act::join; break;
        case 2: edit.act = Act::in; break;
        case 3: edit.act = Act::out; break;
        default: edit.act = Act::change; edit.kind = Kind::paragraph;
      }
      const Text before = text;
      if (!apply(text, edit)) continue;
      CHECK(letters(text) == all);
      CHECK(anchors(text).size() == flatten(text).size());
      const auto step = structure_step(to_json(step_between(before, text)));
      REQUIRE(step);
      CHECK(whole(undone(text, *step)) == whole(before));
    }
  }
}

TEST_CASE("a step that was tampered with is refused") {
  for (const char* lie : {"", "{}", "[]", "[\"t\",0,0,[[0,\"king\",null,\"\",\"\",\"\",false,\"\"]]]", "[\"t\",-1,0,[]]"})
    CHECK_FALSE(structure_step(lie));
}
