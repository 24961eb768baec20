// SPDX-License-Identifier: AGPL-3.0-or-later
#include "print/direction.h"

#include <doctest/doctest.h>

using namespace mosharekat;
using namespace mosharekat::print;

namespace {

std::string marked(std::string_view text) {
  std::string result;
  for (const Piece& piece : pieces(text)) result += piece.island ? "[" + std::string(piece.text) + "]" : std::string(piece.text);
  return result;
}

}  // namespace

TEST_CASE("Latin words, addresses and hashes inside Persian are islands") {
  CHECK(marked("سامانهٔ GIS و داده‌های open data است") ==
        "سامانهٔ [GIS] و داده‌های [open data] است");
  CHECK(marked("نشانی: https://example.org/a-b?c=1 است") == "نشانی: [https://example.org/a-b?c=1] است");
  CHECK(marked("اثر انگشت: 9f2c41") == "اثر انگشت: [9f2c41]");
  CHECK(marked("نام «v2.1-beta» (نسخهٔ beta)") == "نام «[v2.1-beta]» (نسخهٔ [beta])");
}

TEST_CASE("hyphenated numbers are islands, other numbers are not") {
  CHECK(marked("شمارهٔ 1405-0042 در ۱۴۰۵-۰۰۴۲.") == "شمارهٔ [1405-0042] در [۱۴۰۵-۰۰۴۲].");
  CHECK(marked("تاریخ ۱۴۰۵/۰۲/۱۲ و 12 تا ۷۸٫۴٪") == "تاریخ ۱۴۰۵/۰۲/۱۲ و 12 تا ۷۸٫۴٪");
  CHECK(marked("-۵ و ۵-") == "-۵ و ۵-");
}

TEST_CASE("pieces joined are the text") {
  for (const std::string text : {"", "الف", "abc", "۱۲-", "a ۱-۲ b، ج", "\xff\xfe x"}) {
    std::string joined;
    for (const Piece& piece : pieces(text)) joined += piece.text;
    CHECK(joined == text);
  }
}

TEST_CASE("a text keeps the document's direction unless it begins and goes on in the other") {
  CHECK(reads_right_to_left("متن", Language::fa));
  CHECK(reads_right_to_left("API سامانه برای همه باز است", Language::fa));
  CHECK(reads_right_to_left("نشانی https://example.org/a-very-long-address", Language::fa));
  CHECK(reads_right_to_left("۹۸۰", Language::fa));
  CHECK_FALSE(reads_right_to_left("One comment came in English", Language::fa));
  CHECK_FALSE(reads_right_to_left("12 %", Language::en));
  CHECK(reads_right_to_left("دفتر حقوقی", Language::en));
}
