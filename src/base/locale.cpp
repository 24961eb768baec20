// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/locale.h"

#include <unicode/msgfmt.h>

#include "base/calendar.h"
#include "base/locale_table.h"
#include "base/text.h"

namespace mosharekat {

std::string_view code(Language language) { return language == Language::fa ? "fa" : "en"; }
std::string_view direction(Language language) { return language == Language::fa ? "rtl" : "ltr"; }

namespace locale {
namespace {

using Names = std::array<std::string_view, 12>;

constexpr std::string_view minus_fa = "\u200e−";

constexpr Names jalali_fa = {"فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور",
                             "مهر",     "آبان",     "آذر",   "دی",  "بهمن",  "اسفند"};
constexpr Names jalali_en = {"Farvardin", "Ordibehesht", "Khordad", "Tir", "Mordad", "Shahrivar",
                             "Mehr",      "Aban",        "Azar",    "Dey", "Bahman", "Esfand"};
constexpr Names gregorian_en = {"January", "February", "March",     "April",   "May",      "June",
                                "July",    "August",   "September", "October", "November", "December"};
// From Saturday.
constexpr std::array<std::string_view, 7> weekdays_fa = {"شنبه",     "یکشنبه",  "دوشنبه", "سه‌شنبه",
                                                         "چهارشنبه", "پنجشنبه", "جمعه"};
constexpr std::array<std::string_view, 7> weekdays_en = {"Saturday",  "Sunday",   "Monday", "Tuesday",
                                                         "Wednesday", "Thursday", "Friday"};

const Sentence* find(std::string_view key) {
  const auto& sentences = table();
  const auto found = std::lower_bound(sentences.begin(), sentences.end(), key,
                                      [](const Sentence& sentence, std::string_view wanted) { return sentence.key < wanted; });
  return found != sentences.end() && found->key == key ? &*found : nullptr;
}

const Sentence& get(std::string_view key) {
  const Sentence* found = find(key);
  if (!found) throw Bug("no sentence has the key " + std::string(key));
  return *found;
}

bool is_plain(std::string_view sentence) { return sentence.find('{') == std::string_view::npos; }

// Reading a message costs more than using it, and using it is safe in one thread only: each thread keeps those it has read.
const icu::MessageFormat& message(const Sentence& sentence, Language language) {
  thread_local std::unordered_map<const char*, std::unique_ptr<icu::MessageFormat>> read;
  const std::string_view text = sentence.text[static_cast<int>(language)];
  auto& message = read[text.data()];
  if (!message) {
    UErrorCode status = U_ZERO_ERROR;
    message =
        std::make_unique<icu::MessageFormat>(icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())}),
                                             icu::Locale(std::string(code(language)).c_str()), status);
    if (U_FAILURE(status)) {
      message.reset();
      throw Bug("not a message: " + std::string(sentence.key));
    }
  }
  return *message;
}

void expect_arguments(const Sentence& sentence, const std::vector<Argument>& arguments) {
  for (const std::string_view name : text::split(sentence.arguments, ',')) {
    if (std::none_of(arguments.begin(), arguments.end(), [name](const Argument& argument) { return argument.name == name; }))
      throw Bug(std::string(sentence.key) + " is not given its argument " + std::string(name));
  }
}

std::string padded(int value, std::size_t width) {
  std::string out = std::to_string(value);
  if (out.size() < width) out.insert(0, width - out.size(), '0');
  return out;
}

std::string clock(const TehranTime& time) { return padded(time.hour, 2) + ":" + padded(time.minute, 2); }

std::chrono::year_month_day gregorian(const JalaliDate& day) { return to_days(day); }

std::string jalali_words(const JalaliDate& day, const Names& months) {
  return std::to_string(day.day) + " " + std::string(months[static_cast<std::size_t>(day.month - 1)]) + " " +
         std::to_string(day.year);
}

std::string day_words(Language language, const JalaliDate& day) {
  if (language == Language::fa) return text::persian_digits(jalali_words(day, jalali_fa));
  const auto date = gregorian(day);
  return std::to_string(static_cast<unsigned>(date.day())) + " " +
         std::string(gregorian_en[static_cast<unsigned>(date.month()) - 1]) + " " + std::to_string(static_cast<int>(date.year()));
}

std::string iso_day(const JalaliDate& day) {
  const auto date = gregorian(day);
  return padded(static_cast<int>(date.year()), 4) + "-" + padded(static_cast<int>(static_cast<unsigned>(date.month())), 2) + "-" +
         padded(static_cast<int>(static_cast<unsigned>(date.day())), 2);
}

}  // namespace

std::string sentence(Language language, std::string_view key, const std::vector<Argument>& arguments) {
  const Sentence& found = get(key);
  const std::string_view text = found.text[static_cast<int>(language)];
  if (is_plain(text)) return std::string(text);
  expect_arguments(found, arguments);

  std::vector<icu::UnicodeString> names;
  std::vector<icu::Formattable> values;
  for (const Argument& argument : arguments) {
    names.push_back(icu::UnicodeString::fromUTF8(argument.name));
    if (const auto* words = std::get_if<std::string>(&argument.value))
      values.emplace_back(icu::UnicodeString::fromUTF8(*words));
    else if (const auto* at = std::get_if<Instant>(&argument.value))
      values.emplace_back(icu::UnicodeString::fromUTF8(long_date(language, *at)));
    else
      values.emplace_back(std::get<std::int64_t>(argument.value));
  }
  UErrorCode status = U_ZERO_ERROR;
  icu::UnicodeString out;
  message(found, language).format(names.data(), values.data(), static_cast<std::int32_t>(values.size()), out, status);
  if (U_FAILURE(status)) throw Bug("arguments do not fit the sentence " + std::string(key));
  std::string bytes;
  out.toUTF8String(bytes);
  return bytes;
}

Word::Word(std::string_view key) {
  const Sentence& found = get(key);
  for (const Language language : all_languages) {
    const std::string_view text = found.text[static_cast<int>(language)];
    if (!is_plain(text)) throw Bug("a sentence with arguments is no Word: " + std::string(key));
    text_[static_cast<int>(language)] = text;
  }
}

bool has(std::string_view key) { return find(key) != nullptr; }

std::string number(Language language, std::int64_t value) {
  std::string out = std::to_string(value);
  const bool negative = value < 0;
  if (negative) out.erase(0, 1);
  const std::string_view mark = language == Language::fa ? "٬" : ",";
  for (std::size_t at = out.size(); at > 3;) out.insert(at -= 3, mark);
  if (language == Language::en) return negative ? "-" + out : out;
  out = text::persian_digits(out);
  return negative ? std::string(minus_fa) + out : out;
}

std::string percent(Language language, std::int64_t value) {
  return number(language, value) + (language == Language::fa ? "٪" : "%");
}

std::string digits(Language language, std::string_view text) {
  return language == Language::fa ? text::persian_digits(text::ascii_digits(text)) : text::ascii_digits(text);
}

std::string long_date(Language language, Instant at) {
  const JalaliDate day = date_in_tehran(at);
  const auto of_week = static_cast<std::size_t>(weekday(day));
  if (language == Language::fa) return std::string(weekdays_fa[of_week]) + " " + day_words(language, day);
  return std::string(weekdays_en[of_week]) + " " + day_words(language, day) + " (" + jalali_words(day, jalali_en) + ")";
}

std::string date(Language language, Instant at) { return day_words(language, date_in_tehran(at)); }

std::string short_date(Language language, Instant at) {
  const JalaliDate day = date_in_tehran(at);
  if (language == Language::en) return iso_day(day);
  return text::persian_digits(padded(day.year, 4) + "/" + padded(day.month, 2) + "/" + padded(day.day, 2));
}

std::string date_time(Language language, Instant at) {
  const TehranTime time = in_tehran(at);
  const std::string day = day_words(language, time.date);
  return language == Language::fa ? day + "، ساعت " + text::persian_digits(clock(time)) : day + ", " + clock(time);
}

std::string iso(Instant at) {
  const TehranTime time = in_tehran(at);
  const auto offset = std::chrono::duration_cast<std::chrono::minutes>(tehran_offset(at)).count();
  return iso_day(time.date) + "T" + clock(time) + ":" + padded(time.second, 2) + "+" + padded(static_cast<int>(offset / 60), 2) +
         ":" + padded(static_cast<int>(offset % 60), 2);
}

}  // namespace locale
}  // namespace mosharekat
