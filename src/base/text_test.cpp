// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/text.h"

#include <doctest/doctest.h>
#include <random>

using namespace mosharekat;
using std::string;
using Words = std::vector<string>;

namespace {

// Text of the letters that rules look at, with some ill-formed bytes; the same for the same seed.
string random_text(std::mt19937& random, int length) {
  static const Words pieces = {
      "ا",      "آ",      "ب",        "ه",      "ی",      "ي",      "ى",      "ك",          "ک",      "ء",      "ئ",
      "الف",    "تبصره",  "۱",        "٢",      "3",      "a",      "É",      "ـ",          "ـ",      " ",      "  ",
      "\u200c", "\u200c", "\n",       "\r\n",   "\t",     "\u00a0", "\u200b", "\u200d",     "\u200f", "\u202b", "\u2067",
      "\u0654", "\u0653", "\u064e",   "\u0651", "\u0670", "\u0301", "\u0338", "<",          "=",      "(",      ")",
      "«",      "،",      ".",        "٫",      "٬",      "ﻻ",      "ﷲ",      "ﹰ",          "ﹷ",      "ﻲ",      "\ufeff",
      "\xff",   "\xd9",   "\xe2\x80", "\u0085", "\u2028", "\f",     "\u06d5", "\U0001F600", "\u00ad", "\u0308", "e"};
  string text;
  std::uniform_int_distribution<std::size_t> pick(0, pieces.size() - 1);
  for (int i = 0; i < length; ++i) text += pieces[pick(random)];
  return text;
}

}  // namespace

TEST_CASE("well-formed UTF-8 is told from bytes that are not") {
  CHECK(text::is_utf8(""));
  CHECK(text::is_utf8("ماده ۱۲ and \U0001F600 and \ufffd"));
  CHECK_FALSE(text::is_utf8(string("a\0b", 3)));
  CHECK_FALSE(text::is_utf8("\xff"));
  CHECK_FALSE(text::is_utf8("\xd9"));
  CHECK_FALSE(text::is_utf8("\xc0\xaf"));          // overlong
  CHECK_FALSE(text::is_utf8("\xed\xa0\x80"));      // a surrogate
  CHECK_FALSE(text::is_utf8("\xf5\x80\x80\x80"));  // above U+10FFFF
}

TEST_CASE("Arabic letters and presentation forms become Persian letters") {
  CHECK(text::tidy("كتابي علي\u200cرضا، موسى") == "کتابی علی\u200cرضا، موسی");
  CHECK(text::tidy("ﻻزم") == "لازم");
  CHECK(text::tidy("ﷲ") == "الله");
  CHECK(text::tidy("۱۰۰ ﷼") == "۱۰۰ ریال");
  CHECK(text::tidy("ﻣﺎده") == "ماده");
  CHECK(text::tidy("oﬃce") == "office");
}

TEST_CASE("a letter with a mark of its own becomes one code point") {
  CHECK(text::tidy("آب") == text::tidy("ا\u0653ب"));
  CHECK(text::tidy("مسي\u0654ول") == "مسئول");
  CHECK(text::tidy("مسی\u0654ول") == "مسئول");
  CHECK(text::tidy("خانه\u0654 ما و خانۀ ما") == "خانه\u0654 ما و خانۀ ما");
  CHECK(text::tidy("cafe\u0301") == "café");
}

TEST_CASE("spaces collapse, lines keep at most one empty line between them, ends are trimmed") {
  CHECK(text::tidy("  الف \t ب\u00a0 ج  ") == "الف ب ج");
  CHECK(text::tidy("یک \r\n\r\n\r\n\r\n دو\rسه\u2028چهار\n") == "یک\n\nدو\nسه\nچهار");
  CHECK(text::tidy_line(" یک\r\nدو\n\nسه ") == "یک دو سه");
  CHECK(text::tidy("") == "");
  CHECK(text::tidy(" \n ") == "");
}

TEST_CASE("half-spaces stay inside words only, one at a time") {
  CHECK(text::tidy("می\u200cشود") == "می\u200cشود");
  CHECK(text::tidy("می\u200c\u200cشود") == "می\u200cشود");
  CHECK(text::tidy("می\u200c شود") == "می شود");
  CHECK(text::tidy("می \u200cشود") == "می شود");
  CHECK(text::tidy("\u200cمی\u200c\nشود\u200c") == "می\nشود");
  CHECK(text::tidy("کتاب\u200c، «\u200cها\u200c»") == "کتاب، «ها»");
  CHECK(text::tidy("۲۰\u200cام") == "۲۰\u200cام");
}

TEST_CASE("what nobody can see goes") {
  CHECK(text::tidy("\ufeffا\u200bب\u00adج\u202bد\u202c\u2067ه\u2069") == "ابجده");
  CHECK(text::tidy(string("a\0b\x01\x7f", 5)) == "ab");
}

TEST_CASE("tatweel stays only as the dash of a heading") {
  CHECK(text::tidy("سـلام دنیـــا") == "سلام دنیا");
  CHECK(text::tidy("۱ـ اصول") == "۱ـ اصول");
  CHECK(text::tidy("ماده1ـ اصول") == "ماده1ـ اصول");
  CHECK(text::tidy("1ـاداره") == "1ـاداره");
  CHECK(text::tidy("الف ـ اتاق") == "الف ـ اتاق");
  CHECK(text::tidy("الفــ اتاق") == "الفـ اتاق");
  CHECK(text::tidy("متن\nبـ دوم") == "متن\nبـ دوم");
  CHECK(text::tidy("ماده (۲۴)ـ متن") == "ماده (۲۴)ـ متن");
  CHECK(text::tidy("تبصرهـ متن") == "تبصرهـ متن");
  CHECK(text::tidy("سال ۱۴۰۲ هـ ش") == "سال ۱۴۰۲ ه ش");
  CHECK(text::tidy("نشانهٔ «ـها»") == "نشانهٔ «ها»");
}

TEST_CASE("ill-formed bytes become the replacement sign") {
  CHECK(text::tidy("a\xff"
                   "b") == "a\ufffdb");
  CHECK(text::tidy("سلام\xd9") == "سلام\ufffd");
}

TEST_CASE("tidying twice changes nothing more, whatever the bytes") {
  std::mt19937 random(1405);
  for (int round = 0; round < 40'000; ++round) {
    const string text = random_text(random, 1 + round % 14);
    const string once = text::tidy(text);
    CAPTURE(text);
    REQUIRE(text::is_utf8(once));
    REQUIRE(text::tidy(once) == once);
    REQUIRE(text::tidy(text::tidy_line(text)) == text::tidy_line(text));
    REQUIRE(text::search_key(once) == text::search_key(text));
  }
  std::uniform_int_distribution<int> byte(0, 255);
  for (int round = 0; round < 4'000; ++round) {
    string bytes;
    for (int i = 0; i < 24; ++i) bytes += static_cast<char>(byte(random));
    REQUIRE(text::tidy(text::tidy(bytes)) == text::tidy(bytes));
  }
}

TEST_CASE("two spellings of a word have one search key") {
  const auto same = [](const char* left, const char* right) { return text::search_key(left) == text::search_key(right); };
  CHECK(same("كتاب", "کتاب"));
  CHECK(same("علي", "علی"));
  CHECK(same("موسى", "موسی"));
  CHECK(same("می\u200cشود", "میشود"));
  CHECK(same("مسئول", "مسیول"));
  CHECK(same("مؤسسه", "موسسه"));
  CHECK(same("آیین", "ایین"));
  CHECK(same("أحمد", "احمد"));
  CHECK(same("خانهٔ", "خانۀ"));
  CHECK(same("خانۀ", "خانه"));
  CHECK(same("دایرة", "دایره"));
  CHECK(same("مُحَمَّد", "محمد"));
  CHECK(same("سـلام", "سلام"));
  CHECK(same("جزء", "جز"));
  CHECK(same("۱۴۰۵", "١٤٠٥"));
  CHECK(same("۱۴۰۵", "1405"));
  CHECK(same("ﻻزم", "لازم"));
  CHECK(same("Draft LAW", "draft law"));
  CHECK(same("رحمٰن", "رحمن"));
  CHECK_FALSE(same("می شود", "میشود"));
}

TEST_CASE("a search key holds words and single spaces only") {
  CHECK(text::search_key(" «ماده (۱۲)»؛ بند «الف» ") == "ماده 12 بند الف");
  CHECK(text::search_key("۱ـ اصول") == "1 اصول");
  CHECK(text::search_key("۱٬۲۵۰ ریال") == "1250 ریال");
  CHECK(text::search_key("۲٫۵ درصد.") == "2.5 درصد");
  CHECK(text::search_key("1405/02/12") == "1405 02 12");
  CHECK(text::search_key("ء ؟!") == "");
  std::mt19937 random(7);
  for (int round = 0; round < 20'000; ++round) {
    const string key = text::search_key(random_text(random, 12));
    CAPTURE(key);
    REQUIRE(key.find("  ") == string::npos);
    REQUIRE((key.empty() || (key.front() != ' ' && key.back() != ' ')));
    REQUIRE(key.find("\u200c") == string::npos);
  }
}

TEST_CASE("a word with half-spaces is indexed whole and in parts") {
  CHECK(text::search_tokens("می\u200cشود") == Words{"میشود", "می", "شود"});
  CHECK(text::search_tokens("کتابِ جزء\u200cها") == Words{"کتاب", "جزءها", "جز", "ها"});
  CHECK(text::search_tokens("").empty());
}

TEST_CASE("digits change their form and nothing else changes") {
  CHECK(text::ascii_digits("ماده ۱۲ و ٣٤ و 5 ڰ ڪ") == "ماده 12 و 34 و 5 ڰ ڪ");
  CHECK(text::persian_digits("ماده 12، a0") == "ماده ۱۲، a۰");
  CHECK(text::ascii_digits(text::persian_digits("0123456789")) == "0123456789");
}

TEST_CASE("whole numbers are read in any digits and grouping, and nothing else is") {
  CHECK(text::parse_integer("۱٬۲۵۰") == 1250);
  CHECK(text::parse_integer(" 1,234,567 ") == 1234567);
  CHECK(text::parse_integer("١٢") == 12);
  CHECK(text::parse_integer("12 500") == 12500);
  CHECK(text::parse_integer("\u200e−۷") == -7);
  CHECK(text::parse_integer("0012") == 12);
  CHECK(text::parse_integer("9223372036854775807") == INT64_MAX);
  for (const char* bad :
       {"", " ", "-", "1,2", "1234,567", ",123", "123,", "12 5", "1.5", "۱٫۵", "9223372036854775808", "1a", "a1", "--1"}) {
    CAPTURE(bad);
    CHECK_FALSE(text::parse_integer(bad));
  }
}

TEST_CASE("length counts letters, not bytes") {
  CHECK(text::length("سلام") == 4);
  CHECK(text::length("a\U0001F600b") == 3);
  CHECK(text::words(" یک  دو\nسه ") == 3);
  CHECK(text::words("می\u200cشود") == 1);
  CHECK(text::words("") == 0);
}

TEST_CASE("a shortened text keeps its limit and ends at a word") {
  CHECK(text::shorten("سلام دنیا", 9) == "سلام دنیا");
  CHECK(text::shorten("سلام دنیای بزرگ", 12) == "سلام دنیای…");
  CHECK(text::shorten("سلام دنیای بزرگ", 9) == "سلام…");
  CHECK(text::shorten("بسیاردرازوبی\u200cفاصله", 6) == "بسیار…");
  CHECK(text::shorten("abc", 0) == "");
  std::mt19937 random(3);
  for (int round = 0; round < 5'000; ++round) {
    const string text = text::tidy(random_text(random, 20));
    for (std::size_t limit : {1, 5, 11, 40}) REQUIRE(text::length(text::shorten(text, limit)) <= limit);
  }
}

TEST_CASE("small helpers do what their names say") {
  CHECK(text::trim(" \t a b\r\n") == "a b");
  CHECK(text::trim("  ") == "");
  CHECK(text::split("a,,b", ',') == std::vector<std::string_view>{"a", "", "b"});
  CHECK(text::split("", ',').size() == 1);
  CHECK(text::ascii_lower("Content-TYPE É") == "content-type É");
  CHECK(text::is_mostly_persian("ماده ۱۲ of"));
  CHECK_FALSE(text::is_mostly_persian("Article 12 ماده"));
  CHECK_FALSE(text::is_mostly_persian("123 !"));
}

TEST_CASE("texts are ordered as in a Persian dictionary") {
  std::vector<std::string> words{"گل", "یاس", "پونه", "بنفشه", "کوکب", "قاصدک", "ژاله", "چمن", "تاک"};
  std::ranges::sort(words, {}, [](const std::string& word) { return text::sort_key(word); });
  CHECK(words == std::vector<std::string>{"بنفشه", "پونه", "تاک", "چمن", "ژاله", "قاصدک", "کوکب", "گل", "یاس"});
}
