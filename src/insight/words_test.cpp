// SPDX-License-Identifier: AGPL-3.0-or-later
#include "insight/words.h"

#include <doctest/doctest.h>

using namespace mosharekat::insight;

namespace {

std::vector<std::uint64_t> stems(std::string_view text) {
  std::string folded;
  std::vector<std::uint64_t> result;
  for (const Word& word : words_of(text, folded)) result.push_back(word.stem);
  return result;
}

}  // namespace

TEST_CASE("a word is the same with a half-space, a space or nothing before its ending") {
  CHECK(stems("کتاب‌های مدرسه") == stems("کتاب های مدرسه"));
  CHECK(stems("کتاب‌های مدرسه") == stems("کتابهای مدرسه"));
  CHECK(stems("کتاب‌هایشان") == stems("کتاب"));
  CHECK(stems("نمی‌رسند") == stems("نمیرسند"));
}

TEST_CASE("Arabic letters, marks and digits of either kind make no other word") {
  CHECK(stems("مالياتِ كارگران ۱۲") == stems("مالیات کارگران 12"));
}

TEST_CASE("words that carry no subject do not count, negations do") {
  CHECK(stems("با سلام و احترام به شما").empty());
  CHECK(stems("the and of to").empty());
  CHECK(stems("مخالفم") != stems("موافقم"));
  CHECK(stems("not good") != stems("good"));
  CHECK(!stems("نباید").empty());
}

TEST_CASE("English words lose their plural and participle") {
  CHECK(stems("taxes") == stems("tax"));
  CHECK(stems("policies") == stems("policy"));
  CHECK(stems("Buses waiting") == stems("bus waited"));
}

TEST_CASE("short words keep their ending") {
  CHECK(stem("ایرانی") != stem("ایر"));
  CHECK(stem("آب") == "آب");
  CHECK(stem("شان") == "شان");
}

TEST_CASE("sentences end at marks and line ends, not inside numbers and addresses") {
  CHECK(sentences_of("یک. دو؟ سه! چهار؛ پنج\nشش") == std::vector<std::string_view>{"یک.", "دو؟", "سه!", "چهار؛", "پنج", "شش"});
  CHECK(sentences_of("نرخ 2.5 در info.ir است.") == std::vector<std::string_view>{"نرخ 2.5 در info.ir است."});
  CHECK(sentences_of(" \n ").empty());
}
