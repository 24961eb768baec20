// SPDX-License-Identifier: AGPL-3.0-or-later
// Every sentence a person reads stands in locale/<language>/<noun>.json under a key; this turns keys, numbers and dates into the
// reader's language. Rules and tables hold UTC and ASCII; direction, digits and calendars appear here and above only. Thread-safe
// after start.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"

namespace mosharekat {

enum class Language { fa, en };
inline constexpr Language all_languages[] = {Language::fa, Language::en};

std::string_view code(Language language);       // "fa", "en"
std::string_view direction(Language language);  // "rtl", "ltr"

namespace locale {

// The sentence of a key, with ICU MessageFormat arguments by name ({count, plural, one {# نظر} other {# نظر}}). An unknown key is
// a Bug.
std::string sentence(Language language, std::string_view key, const std::vector<Argument>& arguments = {});
inline std::string sentence(Language language, const Error& error) { return sentence(language, error.key, error.arguments); }

// A key that is looked up once: for sentences without arguments on hot pages. `static const locale::Word word{"call.open"};`
class Word {
 public:
  explicit Word(std::string_view key);
  std::string_view in(Language language) const { return text_[static_cast<int>(language)]; }

 private:
  std::string_view text_[2];
};

bool has(std::string_view key);

// 1250 → ۱٬۲۵۰ or 1,250.
std::string number(Language language, std::int64_t value);
// 71 → ۷۱٪ or 71%.
std::string percent(Language language, std::int64_t value);
// Digits of a text (a code, an article number) in the reader's digits, nothing else changed.
std::string digits(Language language, std::string_view text);

// شنبه ۱۲ اردیبهشت ۱۴۰۵ · Saturday 2 May 2026 (12 Ordibehesht 1405)
std::string long_date(Language language, Instant at);
// ۱۲ اردیبهشت ۱۴۰۵ · 2 May 2026
std::string date(Language language, Instant at);
// ۱۴۰۵/۰۲/۱۲ · 2026-05-02
std::string short_date(Language language, Instant at);
// ۱۲ اردیبهشت ۱۴۰۵، ساعت ۱۴:۰۵ · 2 May 2026, 14:05 (Tehran time in both)
std::string date_time(Language language, Instant at);
// 2026-05-02T14:05:00+03:30, for machines and <time datetime>.
std::string iso(Instant at);

}  // namespace locale
}  // namespace mosharekat
