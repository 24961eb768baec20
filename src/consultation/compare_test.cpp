// SPDX-License-Identifier: AGPL-3.0-or-later
#include <ctime>
#include <doctest/doctest.h>

#include "consultation/answer.h"
#include "testing/town.h"

using namespace mosharekat;
using namespace mosharekat::consultation;
using testing::article;
using testing::library_draft;
using testing::note_of;

namespace {

// As a version is read from the database.
void flatten(const std::vector<document::Provision>& provisions, int depth, std::vector<FlatProvision>& out) {
  for (const document::Provision& provision : provisions) {
    FlatProvision flat{depth, provision};
    flat.provision.children.clear();
    out.push_back(std::move(flat));
    flatten(provision.children, depth + 1, out);
  }
}
std::vector<FlatProvision> flat(document::Text text) {
  document::give_anchors(text);
  std::vector<FlatProvision> out;
  flatten(text.provisions, 0, out);
  return out;
}
std::vector<FlatProvision> carried(const document::Text& older, document::Text newer) {
  carry_anchors(flat(older), newer);
  return flat(newer);
}

std::vector<std::string> anchors(const std::vector<FlatProvision>& provisions) {
  std::vector<std::string> found;
  for (const FlatProvision& one : provisions) found.push_back(one.provision.anchor);
  return found;
}

document::Text text_of(std::vector<std::string> texts) {
  document::Text text;
  for (std::size_t i = 0; i < texts.size(); ++i) text.provisions.push_back(article(std::to_string(i + 1), texts[i]));
  return text;
}

std::string summary(const std::vector<ProvisionChange>& changes) {
  std::string out;
  for (const ProvisionChange& change : changes) {
    const char* sign[] = {"=", "~", "+", "-"};
    out += sign[static_cast<int>(change.difference)] +
           (change.difference == Difference::removed ? change.before.anchor : change.after.anchor) + " ";
  }
  return out;
}

std::string side(const std::vector<Run>& runs, Run::Kind kind) {
  std::string out;
  for (const Run& run : runs)
    if (run.kind == Run::Kind::same || run.kind == kind) out += run.text;
  return out;
}

const std::string fines =
    "هر عضو که کتاب را دیر بازگرداند برای هر روز هزار ریال می‌پردازد.";
const std::string hours =
    "کتابخانه‌های عمومی همه روزه از ساعت هشت تا بیست باز هستند.";
const std::string members = "عضویت در کتابخانه برای ساکنان شهر رایگان است.";

}  // namespace

TEST_CASE("the same text keeps every anchor and shows no change") {
  const auto older = flat(library_draft()), newer = carried(library_draft(), library_draft());
  CHECK(anchors(newer) == anchors(older));
  CHECK(summary(compare(older, newer)) == "=m1 =m2 =m2-t1 =m3 ");
}

TEST_CASE("an inserted article moves numbers, not anchors") {
  const auto newer = carried(text_of({hours, members}), text_of({fines, hours, members}));
  CHECK(anchors(newer) == std::vector<std::string>{"m1-n2", "m1", "m2"});
  CHECK(newer[1].provision.label == "ماده 2");
  CHECK(summary(compare(flat(text_of({hours, members})), newer)) == "+m1-n2 =m1 =m2 ");
}

TEST_CASE("a removed article is shown where it stood, and its anchor is never given to another") {
  const document::Text older = text_of({hours, fines, members});
  const auto newer = carried(
      older,
      text_of({hours, members,
               "این آیین‌نامه از آغاز سال آینده اجرا می‌شود و پیش از آن نه."}));
  CHECK(anchors(newer) == std::vector<std::string>{"m1", "m3", "m3-n2"});
  CHECK(summary(compare(flat(older), newer)) == "=m1 -m2 =m3 +m3-n2 ");
  const auto shorter = carried(older, text_of({hours}));
  CHECK(summary(compare(flat(older), shorter)) == "=m1 -m2 -m3 ");
  const auto from_second = carried(older, text_of({members}));
  CHECK(summary(compare(flat(older), from_second)) == "-m1 -m2 =m3 ");
}

TEST_CASE("articles that changed places keep their anchors") {
  const document::Text older = text_of({hours, members, fines});
  const auto newer = carried(older, text_of({fines, hours, members}));
  CHECK(anchors(newer) == std::vector<std::string>{"m3", "m1", "m2"});
  CHECK(summary(compare(flat(older), newer)) == "=m3 =m1 =m2 ");
}

TEST_CASE("a reworded article is the same article; one put in its place with other words is not") {
  const document::Text older = text_of({hours, members});
  const auto reworded = carried(older, text_of({hours, "عضویت در کتابخانه برای ساکنان شهر و روستا رایگان است."}));
  CHECK(anchors(reworded) == std::vector<std::string>{"m1", "m2"});
  CHECK(summary(compare(flat(older), reworded)) == "=m1 ~m2 ");
  const auto replaced = carried(older, text_of({hours, fines}));
  CHECK(anchors(replaced) == std::vector<std::string>{"m1", "m2-n2"});
  CHECK(summary(compare(flat(older), replaced)) == "=m1 +m2-n2 -m2 ");
}

TEST_CASE("a reworded article that also got another number is found by its words") {
  const document::Text older = text_of({hours, members, fines});
  const auto newer = carried(
      older, text_of({"این آیین‌نامه دربارهٔ کتابخانه‌های نمونه نوشته شده است.",
                      hours, "عضویت در کتابخانه برای ساکنان شهر و روستا رایگان است.", fines}));
  CHECK(anchors(newer) == std::vector<std::string>{"m1-n2", "m1", "m2", "m3"});
}

TEST_CASE("a note moves with its article, and a new note gets a new anchor") {
  document::Text newer = library_draft();
  newer.provisions.insert(newer.provisions.begin(), article("1", fines));
  newer.provisions[2].children.push_back(
      note_of("2", "کارت عضویت سه ساله است و پس از آن تازه می‌شود."));
  const auto after = carried(library_draft(), newer);
  CHECK(anchors(after) == std::vector<std::string>{"m1-n2", "m1", "m2", "m2-t1", "m2-t2", "m3"});
}

TEST_CASE("spelling and half-spaces alone do not lose an article, and are shown as a change") {
  const document::Text older = text_of({"کتابخانه‌های عمومی باز هستند."});
  const auto newer = carried(older, text_of({"کتابخانه های عمومی باز هستند."}));
  CHECK(anchors(newer) == std::vector<std::string>{"m1"});
  CHECK(summary(compare(flat(older), newer)) == "~m1 ");
}

TEST_CASE("anchors stay unique whatever comes, and empty provisions hurt nothing") {
  const document::Text older = text_of({"", hours, hours, ""});
  const auto newer = carried(older, text_of({hours, "", "", hours, hours, ""}));
  auto found = anchors(newer);
  std::sort(found.begin(), found.end());
  CHECK(std::adjacent_find(found.begin(), found.end()) == found.end());
  CHECK(carried(document::Text{}, library_draft()).size() == 4);
  CHECK(carried(library_draft(), document::Text{}).empty());
}

TEST_CASE("word by word, the runs put together are the two texts") {
  const document::Text older =
      text_of({"هر عضو می‌تواند پنج کتاب را سه هفته به امانت بگیرد."});
  const document::Text changed =
      text_of({"هر عضو می‌تواند هشت کتاب را سه هفته، یک بار، به امانت بگیرد."});
  const auto changes = compare(flat(older), carried(older, changed));
  REQUIRE(changes.size() == 1);
  CHECK(side(changes[0].runs, Run::Kind::removed) == older.provisions[0].text);
  CHECK(side(changes[0].runs, Run::Kind::added) == changed.provisions[0].text);
  CHECK(changes[0].runs[0].kind == Run::Kind::same);
  CHECK(changes[0].runs[0].text == "هر عضو می‌تواند ");
  bool five = false;
  for (const Run& run : changes[0].runs) five = five || (run.kind == Run::Kind::removed && run.text == "پنج ");
  CHECK(five);
}

TEST_CASE("a long law that was renumbered and reworded throughout is carried in little time") {
  // 1,500 articles of some 60 words: every one moved by one and changed in a few words.
  document::Text older, newer;
  const auto words = [](int article_number, bool changed) {
    std::string text;
    for (int w = 0; w < 60; ++w)
      text += "واژه" + std::to_string((article_number * 37 + w * w * 11) % 4000) + (changed && w % 10 == 0 ? "نو " : " ");
    return text;
  };
  newer.provisions.push_back(article("1", fines));
  for (int i = 0; i < 1500; ++i) {
    older.provisions.push_back(article(std::to_string(i + 1), words(i, false)));
    newer.provisions.push_back(article(std::to_string(i + 2), words(i, true)));
  }
  const auto before = flat(older);
  // Its own time, whatever else the machine does.
  const std::clock_t start = std::clock();
  carry_anchors(before, newer);
  const double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
  MESSAGE("carried in seconds: " << seconds);
  CHECK(seconds < 5);
  int kept = 0;
  const auto after = flat(newer);
  for (std::size_t i = 0; i < before.size(); ++i) kept += after[i + 1].provision.anchor == before[i].provision.anchor;
  CHECK(kept == 1500);
}
