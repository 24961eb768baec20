// SPDX-License-Identifier: AGPL-3.0-or-later
#include "print/letters.h"

#include <doctest/doctest.h>
#include <random>

#include "print/inspect.h"
#include "print/print.h"

using namespace mosharekat::print;

namespace {

std::string read_back(const std::vector<std::string>& paragraphs) {
  Document document;
  for (const std::string& text : paragraphs) document.blocks.push_back(Paragraph{text});
  const inspect::File file(pdf(document), "letters.pdf");
  std::string all;
  for (const std::string& text : inspect::structure_texts(file)) all += text;
  return inspect::without_spaces(all);
}

std::string joined(const std::vector<std::string>& paragraphs) {
  std::string all;
  for (const std::string& text : paragraphs) all += text;
  return inspect::without_spaces(all);
}

}  // namespace

TEST_CASE("letters that the typeface joins, mirrors or stacks come back one by one") {
  const std::vector<std::string> texts = {"لا لأ لإ لآ للّه الله",
                                          "مستقیماً، قبلاً و بِلا",
                                          "خانهٔ ما، خانۀ شما",
                                          "«(الف) [ب]» و (a) [b]",
                                          "می‌خواهم نامه‌ای‌ست",
                                          "office fluffy file",
                                          "مُحَمَّد"};
  CHECK(read_back(texts) == joined(texts));
}

TEST_CASE("words keep their marks in place when text is taken by position") {
  Document document;
  document.blocks = {
      Paragraph{"حکم مستقیماً و فوراً و جمعاً ابلاغ می‌شود و بِلاعوض است."}};
  const inspect::File file(pdf(document), "marks.pdf");
  CHECK(inspect::has(inspect::pages(file).at(0),
                     "حکم مستقیماً و فوراً و جمعاً ابلاغ می‌شود و بِلاعوض است"));
}

TEST_CASE("any mixture of Persian, Latin, marks, brackets and digits comes back letter for letter") {
  const std::string parts[] = {"ل", "ا", "لا",      "لأ",      "لإ",  "لآ", "ی",   "ئ",      "ه", "هٔ",  "ۀ",    "ک",
                               "گ", "پ", "می‌", "‌ها", "‌", "َ",   "ِ",    "ّ",       "ً",  "لّا", "الله", "ء",
                               "ؤ", "،", "؛",       "؟",       "«",   "»",  "(",   ")",      "[", "]",  "۱",    "۲۳",
                               "٪", "٫", "1",       "2-3",     "a",   "fi", "ffl", "Office", "é", "-",  "/",    ":",
                               ".", "…", "—",       " ",       " ",   "ـ",  "د",   "ر",      "و", "ن"};
  std::mt19937 random(1405);
  std::vector<std::string> texts;
  for (int i = 0; i < 150; ++i) {
    std::string text = "آ";
    for (auto n = 1 + random() % 25; n > 0; --n) text += parts[random() % std::size(parts)];
    texts.push_back(text + "ب");
  }
  CHECK(read_back(texts) == joined(texts));
}
