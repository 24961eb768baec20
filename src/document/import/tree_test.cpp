// SPDX-License-Identifier: AGPL-3.0-or-later
// How headings are read: the styles in use, and the sentences that only look like headings. All texts are made up.
#include <doctest/doctest.h>

#include "base/text.h"
#include "document/import.h"

using namespace mosharekat;
using namespace mosharekat::document;

namespace {

std::string joined(std::initializer_list<std::string_view> lines) {
  std::string text;
  for (const std::string_view line : lines) text.append(line).append("\n");
  return text;
}

// The tree in one line: kind, number and children, as "chapter 1(article 1(note 1) article 2)".
std::string shape(const std::vector<Provision>& provisions) {
  std::string out;
  for (const Provision& each : provisions) {
    if (!out.empty()) out += ' ';
    out += std::string(name(each.kind)) + (each.number ? " " + *each.number : "");
    if (!each.children.empty()) out += "(" + shape(each.children) + ")";
  }
  return out;
}

Text read(std::initializer_list<std::string_view> lines) { return import_text(joined(lines)).texts.at(0); }
std::string tree(std::initializer_list<std::string_view> lines) { return shape(read(lines).provisions); }

const Provision& first(const Text& text) { return text.provisions.at(0); }

constexpr std::string_view title = "آیین‌نامهٔ نمونه";

}  // namespace

TEST_CASE("an article is known in every spelling of its heading") {
  for (const std::string_view heading : {"ماده ۱- متن",
                                         "ماده 1ـ متن",
                                         "ماده1 - متن",
                                         "ماده (۱): متن",
                                         "مادهٔ ۱: متن",
                                         "ماده ۱ – متن",
                                         "ماده‌ی ۱- متن",
                                         "ماده ۱. متن",
                                         "ماده ۱) متن",
                                         "مادة ١- متن",
                                         "مادّه ۱- متن",
                                         "مـاده ۱- متن",
                                         "ﻣﺎﺩﻩ ۱- متن",
                                         "ماده یکم- متن",
                                         "ماده اول: متن",
                                         "❯ ماده ۱- متن",
                                         "• ماده ۱- متن",
                                         "ماده ۱ (اصلاحی ۱۴۰۲/۱/۱)- متن",
                                         "ماده ۱- (الحاقی ۱۴۰۲/۱/۱)- متن",
                                         "\u200Fماده ۱- متن"}) {
    CAPTURE(heading);
    const Text text = read({title, heading, "ماده ۲- پایان."});
    CHECK(shape(text.provisions) == "article 1 article 2");
    CHECK(first(text).text == "متن");
  }
}

TEST_CASE("labels are as a reader sees them, numbers are in ASCII digits") {
  const Text text =
      read({title, "فصل اول: کلیات", "ماده (12)- متن", "تبصره ۲ - متن", "ماده 12 مکرر 1- متن", "الف) متن", "ب) متن"});
  const Provision& chapter = first(text);
  CHECK(chapter.label == "فصل اول");
  CHECK(chapter.number == "1");
  CHECK(chapter.heading == "کلیات");
  CHECK(chapter.children.at(0).label == "ماده ۱۲");
  CHECK(chapter.children.at(0).number == "12");
  CHECK(chapter.children.at(0).children.at(0).label == "تبصره ۲");
  CHECK(chapter.children.at(1).label == "ماده ۱۲ مکرر ۱");
  CHECK(chapter.children.at(1).number == "12 مکرر 1");
  CHECK(chapter.children.at(1).children.at(0).number == "الف");
}

TEST_CASE("a heading alone on its line takes the text below") {
  const Text text = read({title, "ماده ۱", "(اصلاحی ۱۴۰۲/۰۲/۱۰)- متن ماده است.", "ادامهٔ متن است.", "ماده ۲", "متن دیگر است."});
  REQUIRE(shape(text.provisions) == "article 1 article 2");
  CHECK(first(text).heading == "(اصلاحی ۱۴۰۲/۰۲/۱۰)");
  CHECK(first(text).text == "متن ماده است.\nادامهٔ متن است.");
}

TEST_CASE("sentences that begin like an article are refused") {
  for (const std::string_view sentence :
       {"ماده ۲ قانون بهبود نمونه می‌گوید که مهلت سی روز است.",
        "ماده ۲ این آیین‌نامه لازم‌الاجرا است.",
        "مطابق بند (د) ماده (۹۱) قانون عمل می‌شود.",
        "ماده (۵) و تبصره‌های آن اجرا می‌شود.",
        "تبصره ۱ ماده ۵ قانون نیز رعایت می‌شود.", "و دولت مکلف است پاسخ دهد.",
        "اصل ۴۴ قانون اساسی رعایت می‌شود."}) {
    CAPTURE(sentence);
    CHECK(tree({title, "ماده ۱- متن است.", sentence, "ماده ۲- متن است."}) == "article 1 article 2");
  }
}

TEST_CASE("articles of another law that are quoted on lines of their own stay text, marked and in their place") {
  const Imported imported = import_text(
      joined({title, "ماده ۱- متن زیر جایگزین می‌شود:", "ماده ۲۴- متن نقل‌شده است.",
              "ماده ۲- متن است.", "ماده ۳- متن است."}));
  const Text& text = imported.texts.at(0);
  REQUIRE(shape(text.provisions) == "article 1(paragraph) article 2 article 3");
  CHECK(first(text).children.at(0).unrecognised);
  CHECK(first(text).children.at(0).text == "ماده ۲۴- متن نقل‌شده است.");
  CHECK(imported.warnings.size() == 2);
}

TEST_CASE("a missing article is reported and the rest still read") {
  const Imported imported =
      import_text(joined({title, "ماده ۱- متن است.", "ماده ۲- متن است.", "ماده ۵- متن است.", "ماده ۶- متن است."}));
  CHECK(shape(imported.texts.at(0).provisions) == "article 1 article 2 article 5 article 6");
  REQUIRE(imported.warnings.size() == 1);
  CHECK(imported.warnings[0].key == "import.warning.articles_missing");
}

TEST_CASE("a law of one article has no number") {
  const Text text = read({title, "ماده واحده- متن است.", "تبصره- متن است."});
  CHECK(shape(text.provisions) == "article(note)");
  CHECK(first(text).label == "ماده واحده");
  CHECK_FALSE(first(text).number);
}

TEST_CASE("principles of a constitution are numbered in words") {
  CHECK(tree({title, "اصل یکم", "متن است.", "اصل دوم: متن است.", "اصل سوم- متن است."}) == "principle 1 principle 2 principle 3");
  CHECK(tree({title, "اصل یکصد و سی و هشتم", "متن است.", "اصل یکصد و سی و نهم", "متن است.", "اصل یکصد و چهلم", "متن است."}) ==
        "principle 138 principle 139 principle 140");
}

TEST_CASE("notes stand under their article, or under a clause when the count goes on") {
  CHECK(tree({title, "ماده ۱- متن:", "۱- یک؛", "۲- دو.", "تبصره ۱- متن است.", "تبصره ۲- متن است.", "ماده ۲- متن است."}) ==
        "article 1(clause 1 clause 2 note 1 note 2) article 2");
  CHECK(tree({title, "ماده ۱- متن:", "۱- یک؛", "تبصره- متن است.", "۲- دو.", "ماده ۲- متن است."}) ==
        "article 1(clause 1(note) clause 2) article 2");
}

TEST_CASE("clauses and items nest by the way they count") {
  CHECK(tree({title, "ماده ۱- متن:", "۱- یک:", "الف- متن؛", "ب- متن.", "۲- دو.", "ماده ۲- متن است."}) ==
        "article 1(clause 1(item الف item ب) clause 2) article 2");
  CHECK(tree({title, "ماده ۱- متن:", "الف - متن", "ب - متن", "ج - متن", "د - متن", "هـ - متن", "و - متن", "ز - متن", "ح - متن",
              "ماده ۲- متن است."}) ==
        "article 1(clause الف clause ب clause ج clause د clause ه clause و clause ز clause ح) article 2");
  CHECK(tree({title, "ماده ۱- الف- متن است.", "ب- متن است.", "ماده ۲- متن است."}) == "article 1(clause الف clause ب) article 2");
  CHECK(tree({title, "ماده ۱- متن:", "بند الف- متن:", "جزء ۱- متن", "جزء ۲- متن", "ماده ۲- متن است."}) ==
        "article 1(clause الف(item 1 item 2)) article 2");
}

TEST_CASE("a sentence after the last clause belongs to the article, in its place") {
  const Text text = read({title, "ماده ۱- متن:", "۱- یک.", "۲- دو.", "جملهٔ پایانی ماده است.", "ماده ۲- متن است."});
  REQUIRE(shape(text.provisions) == "article 1(clause 1 clause 2 paragraph) article 2");
  CHECK(first(text).children.at(2).text == "جملهٔ پایانی ماده است.");
}

TEST_CASE("a number that continues no count is kept as text") {
  const Text text = read({title, "ماده ۱- متن:", "۱- یک.", "۲- دو.", "۷۷- عددی که شماره نیست.", "ماده ۲- متن است."});
  const Provision& odd = first(text).children.at(1).children.at(0);
  CHECK(odd.kind == Kind::paragraph);
  CHECK(odd.unrecognised);
  CHECK(odd.text == "۷۷- عددی که شماره نیست.");
}

TEST_CASE("divisions nest in the order that the text itself shows") {
  CHECK(tree({title, "باب اول - الف", "فصل اول - ب", "ماده ۱- متن.", "فصل دوم - پ", "ماده ۲- متن.", "باب دوم - ت", "فصل اول - ث",
              "ماده ۳- متن."}) == "part 1(chapter 1(article 1) chapter 2(article 2)) part 2(chapter 1(article 3))");
  // قسمت above باب
  CHECK(tree({title, "کتاب اول - الف", "قسمت اول - ب", "باب اول - پ", "ماده ۱- متن.", "باب دوم - ت", "ماده ۲- متن.",
              "قسمت دوم - ث", "باب اول - ج", "ماده ۳- متن."}) ==
        "book 1(topic 1(part 1(article 1) part 2(article 2)) topic 2(part 1(article 3)))");
  CHECK(tree({title, "❯ مبحث اول - الف", "❯ 1 - ب", "ماده ۱- متن.", "❯ 2 - پ", "ماده ۲- متن.", "❯ مبحث دوم - ت",
              "ماده ۳- متن."}) == "topic 1(topic 1(article 1) topic 2(article 2)) topic 2(article 3)");
  CHECK(tree({title, "❯ فصل اول - یک", "❯ بند اول - دو", "❯ الف - سه", "ماده ۱- متن.", "❯ ب - چهار", "ماده ۲- متن.",
              "❯ بند دوم - پنج", "ماده ۳- متن.", "❯ کلیات", "ماده ۴- متن."}) ==
        "chapter 1(topic 1(topic الف(article 1) topic ب(article 2)) topic 2(article 3 topic(article 4)))");
}

TEST_CASE("a chapter takes its title from the next line") {
  const Text text = read({title, "فصل اول", "تعاریف و کلیات", "ماده ۱- متن."});
  CHECK(first(text).heading == "تعاریف و کلیات");
  CHECK(shape(text.provisions) == "chapter 1(article 1)");
}

TEST_CASE("articles may begin again in an annex") {
  const Text text =
      read({title, "ماده ۱- متن.", "ماده ۲- متن.", "پیوست شماره ۱- فرم‌ها", "ماده ۱- متن.", "ماده ۲- متن."});
  CHECK(shape(text.provisions) == "article 1 article 2 annex 1(article 1 article 2)");
  CHECK(text.provisions.at(2).children.at(0).anchor == "pv1-m1");
}

TEST_CASE("a text without articles has an anchor for each paragraph and clause") {
  const Text text =
      read({title, "این سند با هدف آزمودن نوشته شده است.", "۱- بند نخست است.", "۲- بند دوم است.", "پایان سند است."});
  CHECK(text.title == title);
  CHECK(shape(text.provisions) == "paragraph clause 1 clause 2 paragraph");
  CHECK(text.provisions.at(0).anchor == "p1");
  CHECK(text.provisions.at(1).anchor == "b1");
  CHECK(text.provisions.at(3).anchor == "p2");
}

TEST_CASE("bullets before a number are no part of it") {
  CHECK(tree({title, "- ۱- بند نخست است.", "- ۲- بند دوم است."}) == "clause 1 clause 2");
}

TEST_CASE("a letterhead's blank for annexes is no annex") {
  CHECK(tree({title, "ماده ۱- متن است.", "ماده ۲- متن است.", "شماره ۱۲", "تاریخ ۱۴۰۵/۱/۱", "پیوست", "متن نامه است."}) ==
        "article 1 article 2");
}

TEST_CASE("English texts are read with their own words") {
  CHECK(
      tree({"Regulation on Samples", "Chapter I - General", "Article 1. Aims", "This is the text of the article and it is long.",
            "Article 2 - Scope", "Article 1 of the Act shall apply to it as well.", "(a) one;", "(b) two:", "(i) three; or",
            "(ii) four.", "(c) five.", "CHAPTER II", "PROCEDURE", "Article 3", "Text of the third article.",
            "Note 1: a note of it.", "Annex A - Forms", "Some form."}) ==
      "chapter 1(article 1 article 2(clause a clause b(item i item ii) clause c)) chapter 2(article 3(note 1)) annex "
      "A(paragraph)");
  CHECK(tree({"A Paper on Samples", "1. Introduction", "This introduction is a good deal longer than the heading above it.",
              "1.1 Aims", "The aims are a good deal longer than the heading above them too.", "1.2 Means",
              "The means are longer than their heading as one would expect.", "2. Results",
              "Results are longer than their heading, and this ends the paper."}) ==
        "clause 1(paragraph item 1.1(paragraph) item 1.2(paragraph)) clause 2(paragraph)");
}

TEST_CASE("a file in two languages is two texts") {
  std::string text = "سند نمونهٔ دوزبانه\n";
  for (int line = 0; line < 6; ++line)
    text +=
        "این جمله برای آزمودن جداسازی زبان‌ها نوشته شده است و معنای دیگری "
        "ندارد.\n";
  text += "۱۴۰۵/۰۲/۱۲\nA bilingual sample\n";
  for (int line = 0; line < 6; ++line)
    text += "This sentence was written to try the separation of languages and means nothing else.\n";
  const Imported imported = import_text(text);
  REQUIRE(imported.texts.size() == 2);
  CHECK(imported.texts[0].language == "fa");
  CHECK(imported.texts[0].title == "سند نمونهٔ دوزبانه");
  CHECK(imported.texts[0].provisions.back().text == "۱۴۰۵/۰۲/۱۲");
  CHECK(imported.texts[1].language == "en");
  CHECK(imported.texts[1].title == "A bilingual sample");
}

TEST_CASE("a Persian text that quotes some English stays one text") {
  std::string text = "سند نمونه\n";
  for (int line = 0; line < 20; ++line)
    text +=
        "این جمله برای آزمودن جداسازی زبان‌ها نوشته شده است و معنای دیگری "
        "ندارد.\n";
  text += "The quick brown fox jumps over the lazy dog and runs away into the woods.\n";
  CHECK(import_text(text).texts.size() == 1);
}

TEST_CASE("the approval at the end belongs to the whole text") {
  const Text text = read({title, "ماده ۱- متن است.", "ماده ۲- متن است.",
                          "آیین‌نامه فوق مشتمل بر دو ماده به تصویب رسید."});
  CHECK(shape(text.provisions) == "article 1 article 2 paragraph");
}

TEST_CASE("nothing of the words is lost") {
  const std::string source = joined({title, "دیباچه‌ای کوتاه است.", "فصل اول - کلیات",
                                     "ماده ۱- متن:", "الف) یک", "ب) دو", "تبصره- سه", "ماده ۷- پرش", "۹- چیزی", "ماده ۲- چهار"});
  std::string all;
  const auto collect = [&](auto&& self, const std::vector<Provision>& list) -> void {
    for (const Provision& each : list) {
      for (const std::string* part : {&each.label, &each.heading, &each.text}) all += " " + *part;
      self(self, each.children);
    }
  };
  const Text text = import_text(source).texts.at(0);
  all = text.title;
  collect(collect, text.provisions);
  CHECK(text::search_key(all) == text::search_key(source));
}

TEST_CASE("1,335 articles are read in a moment and each has its own anchor") {
  std::string source = "قانون نمونهٔ بلند\n";
  for (int number = 1; number <= 1335; ++number)
    source += "ماده " + std::to_string(number) + "\nمتن این ماده است و جملهٔ دیگری ندارد.\n";
  const Text text = import_text(source).texts.at(0);
  REQUIRE(text.provisions.size() == 1335);
  CHECK(text.provisions.back().anchor == "m1335");
}

TEST_CASE("amended notes and articles say so without brackets, sentences about them do not begin one") {
  const Text text = import_text(
                        "قانون نمونه\nماده ۱ الحاقی- متن است.\nتبصره الحاقی (۱۳۸۰/۲/۴) - افزوده است.\nماده ۲- متن است.\n"
                        "ماده ۲ اصلاحی قانون پیشین می‌گوید چنین باشد.\n")
                        .texts.at(0);
  REQUIRE(text.provisions.size() == 2);
  CHECK(text.provisions[0].heading == "الحاقی");
  REQUIRE(text.provisions[0].children.size() == 1);
  CHECK(text.provisions[0].children[0].kind == Kind::note);
  CHECK(text.provisions[0].children[0].heading == "الحاقی (۱۳۸۰/۲/۴)");
  CHECK(text.provisions[1].text ==
        "متن است.\nماده ۲ اصلاحی قانون پیشین می‌گوید چنین باشد.");
}
