// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/locale.h"

#include <doctest/doctest.h>

#include "base/calendar.h"
#include "base/locale_table.h"
#include "base/text.h"

using namespace mosharekat;

namespace {

// 1405/2/12 at 14:05:09 in Tehran.
const Instant noon_ish = start_of_day_in_tehran({1405, 2, 12}) + std::chrono::hours{14} + std::chrono::seconds{5 * 60 + 9};

}  // namespace

TEST_CASE("numbers are written in the reader's digits and grouping") {
  CHECK(locale::number(Language::fa, 1250) == "۱٬۲۵۰");
  CHECK(locale::number(Language::en, 1250) == "1,250");
  CHECK(locale::number(Language::fa, 0) == "۰");
  CHECK(locale::number(Language::en, 999) == "999");
  CHECK(locale::number(Language::en, 1'234'567) == "1,234,567");
  CHECK(locale::number(Language::fa, 1'234'567) == "۱٬۲۳۴٬۵۶۷");
  CHECK(locale::number(Language::en, -1000) == "-1,000");
  CHECK(locale::number(Language::fa, -5) == "\u200e−۵");
  CHECK(locale::number(Language::en, INT64_MIN) == "-9,223,372,036,854,775,808");
  CHECK(locale::percent(Language::fa, 71) == "۷۱٪");
  CHECK(locale::percent(Language::en, 71) == "71%");
  CHECK(locale::digits(Language::fa, "MS-12 ٣") == "MS-۱۲ ۳");
  CHECK(locale::digits(Language::en, "ماده ۱۲") == "ماده 12");
}

TEST_CASE("what is written as a number is read back") {
  for (const std::int64_t value : {0L, 7L, 1250L, -98'765L, INT64_MAX})
    for (const Language language : all_languages) CHECK(text::parse_integer(locale::number(language, value)) == value);
}

TEST_CASE("dates are Persian in Persian, and Gregorian with the Persian one in brackets in English") {
  CHECK(locale::long_date(Language::fa, noon_ish) == "شنبه ۱۲ اردیبهشت ۱۴۰۵");
  CHECK(locale::long_date(Language::en, noon_ish) == "Saturday 2 May 2026 (12 Ordibehesht 1405)");
  CHECK(locale::date(Language::fa, noon_ish) == "۱۲ اردیبهشت ۱۴۰۵");
  CHECK(locale::date(Language::en, noon_ish) == "2 May 2026");
  CHECK(locale::short_date(Language::fa, noon_ish) == "۱۴۰۵/۰۲/۱۲");
  CHECK(locale::short_date(Language::en, noon_ish) == "2026-05-02");
  CHECK(locale::date_time(Language::fa, noon_ish) == "۱۲ اردیبهشت ۱۴۰۵، ساعت ۱۴:۰۵");
  CHECK(locale::date_time(Language::en, noon_ish) == "2 May 2026, 14:05");
  CHECK(locale::iso(noon_ish) == "2026-05-02T14:05:09+03:30");
  CHECK(locale::iso(start_of_day_in_tehran({1401, 5, 1})) == "2022-07-23T00:00:00+04:30");
  CHECK(locale::date(Language::fa, end_of_day_in_tehran({1403, 12, 30}) - Milliseconds{1}) == "۳۰ اسفند ۱۴۰۳");
  CHECK(locale::long_date(Language::fa, start_of_day_in_tehran({1405, 2, 15})) ==
        "سه‌شنبه ۱۵ اردیبهشت ۱۴۰۵");
}

TEST_CASE("sentences come in the reader's language, with numbers in the reader's digits") {
  CHECK(locale::sentence(Language::fa, "language.fa") == "فارسی");
  CHECK(locale::sentence(Language::en, Error{Code::invalid, "json.error.malformed", {{"offset", 1250}}}) ==
        "The JSON text is malformed; the first error is at byte 1,250.");
  CHECK(locale::sentence(Language::fa, "json.error.malformed", {{"offset", 1250}}).find("۱٬۲۵۰") != std::string::npos);
  CHECK(locale::sentence(Language::en, "json.error.malformed", {{"offset", "<b>"}, {"more", 1}}).find("byte <b>.") !=
        std::string::npos);
  static const locale::Word word{"language.en"};
  CHECK(word.in(Language::fa) == "انگلیسی");
  CHECK(locale::has("language.fa"));
  CHECK_FALSE(locale::has("language"));
  CHECK(code(Language::fa) == "fa");
  CHECK(direction(Language::fa) == "rtl");
  CHECK(direction(Language::en) == "ltr");
}

TEST_CASE("an instant in a sentence is its day in the reader's calendar") {
  const Instant at = instant(1'777'708'800'000);  // 2026-05-02 08:00 UTC
  CHECK(locale::sentence(Language::fa, "json.error.malformed", {{"offset", at}}).find("شنبه ۱۲ اردیبهشت ۱۴۰۵") !=
        std::string::npos);
  CHECK(locale::sentence(Language::en, "json.error.malformed", {{"offset", at}}).find("Saturday 2 May 2026") !=
        std::string::npos);
}

TEST_CASE("a slip with a key or an argument is a bug, not half a sentence") {
  CHECK_THROWS_AS(locale::sentence(Language::fa, "no.such_key"), Bug);
  CHECK_THROWS_AS(locale::sentence(Language::fa, "json.error.malformed"), Bug);
  CHECK_THROWS_AS(locale::Word{"json.error.malformed"}, Bug);
}

TEST_CASE("every sentence of every file can be said") {
  REQUIRE(locale::table().size() > 3);
  for (const auto& entry : locale::table()) {
    CAPTURE(entry.key);
    for (const Language language : all_languages) {
      for (const std::int64_t count : {0L, 1L, 2L, 1250L}) {
        std::vector<Argument> arguments;
        if (!entry.arguments.empty())
          for (const auto name : text::split(entry.arguments, ',')) {
            // Where a sentence chooses by name it is given a word, else a number.
            const bool by_name = entry.text[0].find("{" + std::string(name) + ", select") != std::string_view::npos;
            arguments.push_back({std::string(name), by_name ? Argument::Value("fa") : Argument::Value(count)});
          }
        const std::string said = locale::sentence(language, entry.key, arguments);
        CHECK_FALSE(said.empty());
        CHECK(text::is_utf8(said));
      }
    }
    // Persian is written with Persian letters; half-spaces stand right; nothing is left for the eye to stumble on. Around what
    // may be written the other way stand isolates, which tidy() takes out of what people write.
    std::string fa(entry.text[0]);
    for (const std::string_view isolate : {"\u2068", "\u2069"})
      for (auto at = fa.find(isolate); at != std::string::npos; at = fa.find(isolate)) fa.erase(at, isolate.size());
    CHECK(text::tidy(fa) == fa);
  }
}

TEST_CASE("threads say sentences at the same time") {
  std::vector<std::thread> threads;
  std::atomic<int> right{0};
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&right] {
      for (int n = 0; n < 200; ++n)
        right += locale::sentence(Language::fa, "json.error.malformed", {{"offset", 7}}).find("۷") != std::string::npos;
    });
  for (auto& thread : threads) thread.join();
  CHECK(right == 800);
}
