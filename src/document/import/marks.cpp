// SPDX-License-Identifier: AGPL-3.0-or-later
#include "document/import/marks.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "base/utf8.h"
#include "document/import/numbers.h"
#include "document/import/scan.h"

namespace mosharekat::document::reading {
namespace {

struct Named {
  std::u32string_view word;
  Kind kind;
};

constexpr Named persian_divisions[] = {
    {U"کتاب", Kind::book},  {U"جلد", Kind::book},    {U"باب", Kind::part},   {U"بخش", Kind::section}, {U"فصل", Kind::chapter},
    {U"مبحث", Kind::topic}, {U"گفتار", Kind::topic}, {U"قسمت", Kind::topic}, {U"فقره", Kind::topic},
};
constexpr Named english_divisions[] = {
    {U"book", Kind::book},       {U"volume", Kind::book},     {U"title", Kind::book},
    {U"part", Kind::part},       {U"section", Kind::section}, {U"sec", Kind::section},
    {U"chapter", Kind::chapter}, {U"topic", Kind::topic},     {U"subchapter", Kind::topic},
};
constexpr Named persian_annexes[] = {{U"پیوست", Kind::annex}, {U"ضمیمه", Kind::annex}};
constexpr Named english_annexes[] = {{U"annex", Kind::annex}, {U"appendix", Kind::annex}, {U"schedule", Kind::annex}};

// After «ماده ۲» without a separator these words show that a sentence speaks of the article instead of being it.
constexpr std::u32string_view citing_words[] = {
    U"قانون",   U"قوانین",    U"این",        U"آن",     U"آیین",    U"آییننامه", U"اساسنامه", U"مذکور", U"فوق",       U"یاد",
    U"یادشده",  U"همین",      U"همان",       U"و",      U"تا",      U"الی",      U"یا",       U"نیز",   U"اصلاحی",    U"الحاقی",
    U"لایحه",   U"تصویبنامه", U"دستورالعمل", U"مقررات", U"مصوب",    U"موضوع",    U"میگوید",   U"اخیر",  U"اخیرالذکر", U"ماده",
    U"تبصره",   U"بند",       U"سابق",       U"مزبور",  U"حاضر",    U"شامل",     U"است",      U"به",    U"of",        U"and",
    U"to",      U"or",        U"above",      U"shall",  U"applies", U"is",       U"in",       U"the",   U"does",      U"may",
    U"through", U"has",       U"was",        U"above",  U"below",   U"under"};

constexpr std::u32string_view remark_words[] = {U"الحاقی", U"الحاق",    U"اصلاحی",  U"اصلاح",    U"منسوخ",   U"منسوخه",
                                                U"حذف",    U"حذفی",     U"نسخ",     U"لغو",      U"ملغی",    U"تنفیذی",
                                                U"سابق",   U"جایگزین",  U"موقوف",   U"اصلاحیه",  U"الحاقیه", U"amended",
                                                U"added",  U"repealed", U"deleted", U"inserted", U"as"};

template <std::size_t N>
bool contains(const std::u32string_view (&words)[N], std::u32string_view word) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

bool is_heading_sign(char32_t point) {
  return point == U'❯' || point == U'›' || point == U'➤' || point == U'▶' || point == U'►' || point == U'#' || point == U'§' ||
         point == U'❱' || point == U'■' || point == U'◄' || point == U'◀';
}
bool is_bullet(char32_t point) {
  return point == U'•' || point == U'*' || point == U'●' || point == U'▪' || point == U'◦' || point == U'·' || point == U'-' ||
         point == U'o' || point == U'\uF0B7' || point == U'"' || point == U'“' || point == U'«';
}

// Words with half-spaces joined, for the lists above.
std::u32string joined_word(Scan scan) {
  std::u32string out;
  while (!scan.ends() && (is_letter(scan.peek()) || scan.peek() == 0x200C)) {
    if (scan.peek() != 0x200C) out += scan.peek();
    scan.go(scan.at() + 1);
  }
  return out;
}

// Labels with their remarks are shorter than this; the rest of a line of a megabyte need not be looked at.
constexpr std::size_t label_bytes_max = 1000;

std::size_t label_end(std::string_view line) {
  if (line.size() <= label_bytes_max) return line.size();
  const std::size_t end = line.find(' ', label_bytes_max);
  return end == std::string_view::npos ? line.size() : end;
}

// Reads one line; each form is tried in turn from the same place.
class Reader {
 public:
  Reader(std::string_view line, std::string_view language)
      : behind_(line.substr(label_end(line))),
        line_(utf8::decode(line.substr(0, line.size() - behind_.size()))),
        folded_(fold(line_)),
        scan_(folded_),
        persian_(language != "en") {}

  std::optional<Mark> read() {
    skip_signs();
    const std::size_t start = scan_.at();
    for (const auto form :
         {&Reader::article, &Reader::note, &Reader::division, &Reader::annex, &Reader::explicit_clause, &Reader::counter}) {
      scan_.go(start);
      Mark mark{};
      if ((this->*form)(mark)) {
        mark.arrow = arrow_;
        if (arrow_ && mark.form == Mark::Form::counter) make_heading(mark);
        return mark;
      }
    }
    return std::nullopt;
  }

 private:
  // «❯ الف - کلیات»، «❯ بند اول - …»: the source prints as a heading what elsewhere is a clause.
  static void make_heading(Mark& mark) {
    mark.form = Mark::Form::division;
    mark.kind = Kind::topic;
    mark.word = !mark.word.empty() ? U"بند" : mark.value > 0 ? U"1" : U"الف";
  }

  // «- ۱- این سازمان»: a bullet is taken away only where spaces follow it.
  void skip_signs() {
    for (;;) {
      scan_.spaces();
      const char32_t sign = scan_.peek();
      if (is_heading_sign(sign)) {
        arrow_ = arrow_ || (sign != U'§');
        scan_.take(sign);
      } else if (is_bullet(sign) && sign != U'o' && sign != U'"' && sign != U'“' && sign != U'«' && is_space(scan_.peek(1))) {
        scan_.take(sign);
      } else {
        return;
      }
    }
  }

  std::string slice(std::size_t from, std::size_t to) const {
    return std::string(text::trim(utf8::encode(std::u32string_view(line_).substr(from, to - from))));
  }
  std::string rest() const {
    return std::string(text::trim(utf8::encode(std::u32string_view(line_).substr(scan_.at())) + std::string(behind_)));
  }
  std::string shown(std::string_view digits) const {
    return persian_ ? text::persian_digits(digits) : text::ascii_digits(digits);
  }

  // A number in digits, words or Roman letters, in brackets or not. Digits are written anew in the label, words stay.
  bool number(Mark& mark, std::string& shown_number, bool words, bool roman) {
    Scan ahead = scan_;
    ahead.spaces();
    const bool bracket = ahead.take(U'(') || ahead.take(U'[') || ahead.take(U'"') || ahead.take(U'«');
    ahead.spaces();
    std::size_t from = ahead.at();
    if (const auto value = ahead.digits()) {
      mark.value = *value;
      mark.number = std::to_string(*value);
      shown_number = shown(*mark.number);
      // Article 12a, 12bis
      if (!persian_ && (ahead.next_word() == U"bis" || ahead.next_word() == U"ter" || ahead.next_word() == U"quater")) {
        const std::string suffix = slice(ahead.at(), ahead.at() + ahead.next_word().size());
        ahead.go(ahead.at() + ahead.next_word().size());
        *mark.number += suffix;
        shown_number += suffix;
        mark.again = true;
      } else if (!persian_ && ahead.peek() >= U'a' && ahead.peek() <= U'z' && !is_letter(ahead.peek(1))) {
        const std::string letter = slice(ahead.at(), ahead.at() + 1);
        *mark.number += letter;
        shown_number += letter;
        mark.again = true;
        ahead.go(ahead.at() + 1);
      }
    } else if (const auto spelled = words ? spelled_number(ahead) : std::nullopt) {
      mark.value = *spelled;
      mark.number = std::to_string(*spelled);
      shown_number = slice(from, ahead.at());
    } else if (const auto latin = roman ? roman_number(ahead.next_word()) : std::nullopt) {
      ahead.go(ahead.at() + ahead.next_word().size());
      mark.value = *latin;
      mark.number = std::to_string(*latin);
      shown_number = slice(from, ahead.at());
    } else {
      return false;
    }
    if (bracket) {
      ahead.spaces();
      if (!ahead.take(U')') && !ahead.take(U']') && !ahead.take(U'"') && !ahead.take(U'»')) return false;
    } else if ((ahead.peek() == U'/' && !is_space(ahead.peek(1))) || ahead.peek() == U'%' || ahead.peek() == U'٪' ||
               is_digit(ahead.peek()) || is_letter(ahead.peek())) {
      if (!is_letter(ahead.peek()) || !persian_) return false;
    }
    scan_ = ahead;
    return true;
  }

  // مکرر، «مکرر ۲»، «مکرر (۱)»
  void again(Mark& mark, std::string& shown_number) {
    Scan ahead = scan_;
    ahead.spaces();
    const bool bracket = ahead.take(U'(');
    if (!ahead.word(U"مکرر")) return;
    mark.again = true;
    *mark.number += " مکرر";
    shown_number += " مکرر";
    if (bracket) ahead.take(U')');
    scan_ = ahead;
    ahead.spaces();
    const bool second = ahead.take(U'(');
    std::optional<int> value = ahead.digits();
    if (!value) value = spelled_number(ahead);
    if (!value || (second && !ahead.take(U')'))) return;
    *mark.number += " " + std::to_string(*value);
    shown_number += " " + shown(std::to_string(*value));
    scan_ = ahead;
  }

  // The remark and the separator behind a label. `certain` becomes false when neither a separator nor the line's end follows.
  void tail(Mark& mark) {
    remark(mark);
    const bool separated = scan_.separator();
    if (separated && mark.remark.empty()) {
      const Scan before = scan_;
      remark(mark);
      if (!mark.remark.empty() && !scan_.separator() && !scan_.ends()) {
        Scan text = scan_;
        text.spaces();
        if (text.at() == scan_.at()) {
          scan_ = before;
          mark.remark.clear();
        }
      }
    }
    scan_.spaces();
    mark.certain = separated || scan_.ends() || !mark.remark.empty();
    mark.rest = rest();
  }

  void remark(Mark& mark) {
    Scan ahead = scan_;
    ahead.spaces();
    const std::size_t from = ahead.at();
    // «تبصره الحاقی (۱۳۸۰/۲/۴) -», also without brackets; a sentence about the amended article has no separator here.
    if (ahead.word(U"الحاقی") || ahead.word(U"اصلاحی")) {
      const std::size_t word_end = ahead.at();
      ahead.spaces();
      if (!ahead.bracket()) ahead.go(word_end);
      Scan behind = ahead;
      if (!behind.separator()) return;
      mark.remark = slice(from, ahead.at());
      scan_ = ahead;
      return;
    }
    if (ahead.peek() != U'(' && ahead.peek() != U'[') return;
    Scan inside = ahead;
    inside.go(inside.at() + 1);
    inside.spaces();
    if (!contains(remark_words, inside.next_word()) || !ahead.bracket()) return;
    mark.remark = slice(from, ahead.at());
    scan_ = ahead;
  }

  bool cites() const {
    Scan ahead = scan_;
    ahead.spaces();
    return contains(citing_words, joined_word(ahead)) || ahead.peek() == U'،' || ahead.peek() == U',' || ahead.peek() == U')';
  }

  // "Article 2 Definitions", but not "Article 2 defines": a title begins with a capital.
  bool may_be_title(const std::string& rest) const {
    return persian_ || (rest.size() <= 120 && !rest.empty() && !(rest[0] >= 'a' && rest[0] <= 'z'));
  }

  bool article(Mark& mark) {
    const std::size_t from = scan_.at();
    const bool principle = persian_ ? scan_.word(U"اصل") : scan_.word(U"principle");
    const bool plain = !principle && (persian_ ? scan_.word(U"ماده") : scan_.word(U"article") || scan_.word(U"art"));
    if (!principle && !plain) return false;
    mark.form = Mark::Form::article;
    mark.kind = principle ? Kind::principle : Kind::article;
    std::string word = slice(from, scan_.at());
    if (!persian_) scan_.take(U'.');
    scan_.spaces();
    if (persian_ && scan_.word(U"ی")) {  // «ماده‌ی ۱»
      word = slice(from, scan_.at());
      scan_.spaces();
    }
    if (plain && persian_ && (scan_.word(U"واحده") || scan_.word(U"واحد"))) {
      mark.label = slice(from, scan_.at());
      tail(mark);
      return mark.certain || !cites();
    }
    const std::string of = scan_.word(U"شماره") ? "شماره " : "";
    std::string shown_number;
    if (!number(mark, shown_number, true, !persian_)) return false;
    again(mark, shown_number);
    mark.label = word + " " + of + shown_number;
    // «ماده ۳) …» and «ماده ۴/ …» of careless typists.
    const bool closed = (scan_.peek() == U')' || scan_.peek() == U'/') && (is_space(scan_.peek(1)) || scan_.peek(1) == U'\0');
    if (closed) scan_.take(scan_.peek());
    tail(mark);
    if (closed) mark.certain = true;
    if (!mark.certain && (cites() || !may_be_title(mark.rest))) return false;
    if (!mark.certain) mark.certain = arrow_;
    return true;
  }

  bool note(Mark& mark) {
    const std::size_t from = scan_.at();
    if (!(persian_ ? scan_.word(U"تبصره") : scan_.word(U"note"))) return false;
    mark.form = Mark::Form::note;
    mark.kind = Kind::note;
    mark.label = slice(from, scan_.at());
    std::string shown_number;
    if (number(mark, shown_number, true, !persian_)) {
      again(mark, shown_number);
      mark.label += " " + shown_number;
    }
    tail(mark);
    if (mark.certain) return true;
    return persian_ && mark.number && !cites();
  }

  template <std::size_t N>
  const Named* named(const Named (&words)[N]) {
    for (const Named& each : words)
      if (scan_.word(each.word)) return &each;
    return nullptr;
  }

  bool division(Mark& mark) {
    const std::size_t from = scan_.at();
    const Named* found = persian_ ? named(persian_divisions) : named(english_divisions);
    if (found) {
      if (!persian_) scan_.take(U'.');
      mark.word = found->word;
    } else if (arrow_) {
      mark.word = U"1";
    } else {
      return false;
    }
    mark.form = Mark::Form::division;
    mark.kind = found ? found->kind : Kind::topic;
    const std::string word = slice(from, scan_.at());
    const bool must_space = found && !is_space(scan_.peek()) && scan_.peek() != U'(' && !is_digit(scan_.peek());
    if (must_space) return false;
    std::string shown_number;
    if (!number(mark, shown_number, true, true)) {
      Scan ahead = scan_;
      ahead.spaces();
      if (!(found && persian_ && ahead.word(U"آخر"))) return false;
      shown_number = "آخر";
      scan_ = ahead;
    }
    if (mark.number) again(mark, shown_number);
    mark.label = found ? word + " " + shown_number : shown_number;
    tail(mark);
    if (mark.certain || arrow_) return true;
    if (cites() || mark.rest.size() > 240 || !may_be_title(mark.rest)) return false;
    const std::u32string folded = fold(utf8::decode(mark.rest));
    const char32_t last = folded.back();
    return last != U'.' && last != U'؛' && last != U'،' && last != U',' && last != U';' && last != U':';
  }

  bool annex(Mark& mark) {
    const std::size_t from = scan_.at();
    if (!(persian_ ? named(persian_annexes) : named(english_annexes))) return false;
    mark.form = Mark::Form::annex;
    mark.kind = Kind::annex;
    mark.label = slice(from, scan_.at());
    scan_.spaces();
    if (scan_.word(U"شماره")) mark.label += " شماره";
    std::string shown_number;
    if (number(mark, shown_number, true, true)) {
      mark.label += " " + shown_number;
    } else if (!persian_ || arrow_) {
      Scan ahead = scan_;
      ahead.spaces();
      if (const std::u32string_view letter = ahead.next_word(); letter.size() == 1) {
        mark.number = utf8::encode(line_.substr(ahead.at(), 1));
        mark.label += " " + *mark.number;
        ahead.go(ahead.at() + 1);
        scan_ = ahead;
      }
    }
    tail(mark);
    if (!mark.certain) return mark.number && !cites() && mark.rest.size() <= 240;
    return mark.rest.size() <= 400;
  }

  // «بند الف -»، «جزء ۲ -»: only with a separator, since sentences begin like this too.
  bool explicit_clause(Mark& mark) {
    const std::size_t from = scan_.at();
    const bool clause = persian_ ? scan_.word(U"بند") : scan_.word(U"clause");
    const bool item = !clause && persian_ && (scan_.word(U"جزء") || scan_.word(U"جزٔ"));
    if (!clause && !item) return false;
    const std::string word = slice(from, scan_.at());
    mark.form = Mark::Form::counter;
    mark.kind = clause ? Kind::clause : Kind::item;
    mark.word = clause ? U"clause" : U"item";
    std::string shown_number;
    if (number(mark, shown_number, true, false)) {
      mark.readings = {{Counting::number, mark.value}};
    } else {
      scan_.spaces();
      const bool bracket = scan_.take(U'(') || scan_.take(U'«');
      const std::size_t letter_from = scan_.at();
      const auto letter = persian_ ? persian_letter(scan_) : std::nullopt;
      if (!letter) return false;
      shown_number = slice(letter_from, scan_.at());
      if (bracket && !scan_.take(U')') && !scan_.take(U'»')) return false;
      mark.number = shown_number;
      mark.readings = {{Counting::persian_letter, static_cast<int>(*letter)}};
    }
    mark.label = word + " " + shown_number;
    tail(mark);
    return mark.certain;
  }

  bool counter(Mark& mark) {
    mark.form = Mark::Form::counter;
    mark.kind = Kind::clause;
    const bool bracket = scan_.take(U'(');
    if (bracket) scan_.spaces();
    const std::size_t from = scan_.at();
    if (is_digit(scan_.peek())) {
      if (!digits(mark)) return false;
    } else if (const auto letter = persian_letter(scan_)) {
      mark.readings = {{Counting::persian_letter, static_cast<int>(*letter)}};
      mark.number = slice(from, scan_.at());
      mark.label = *mark.number;
    } else {
      const std::u32string_view word = scan_.next_word();
      if (word.empty() || word.size() > 5 || word[0] > U'z') return false;
      if (word.size() == 1) mark.readings.push_back({Counting::latin_letter, static_cast<int>(word[0])});
      if (const auto value = roman_number(word)) mark.readings.push_back({Counting::roman, *value});
      if (mark.readings.empty()) return false;
      scan_.go(scan_.at() + word.size());
      mark.number = slice(from, scan_.at());
      mark.label = *mark.number;
    }
    const std::size_t label_end = scan_.at();
    if (bracket) {
      scan_.spaces();
      if (!scan_.take(U')')) return false;
      mark.wrap = U'(';
      scan_.separator();
      scan_.spaces();
      remark(mark);
      scan_.separator();
    } else {
      Scan ahead = scan_;
      ahead.spaces();
      if (ahead.peek() == U')' && ahead.at() == label_end) {
        mark.wrap = U')';
        ahead.take(U')');
        scan_ = ahead;
        scan_.separator();
        remark(mark);
        if (!mark.remark.empty()) scan_.separator();
      } else {
        mark.wrap = ahead.peek() == U'.' ? U'.' : U'-';
        const bool ends = ahead.ends();
        tail(mark);
        const bool outline = mark.outline.size() > 1;
        if (!mark.certain && !outline) return false;
        // "5. Scope" and "a - one" are counters; "e.g. so", "U.S. law", "e-mail" and "3-day" are not.
        const Counting counting = mark.readings[0].counting;
        const bool latin = counting == Counting::latin_letter || counting == Counting::roman || !persian_;
        if (latin && !outline && !ends && label_end + 1 < line_.size() && !is_space(line_[label_end]) &&
            !is_space(line_[label_end + 1]))
          return false;
        return true;
      }
    }
    scan_.spaces();
    mark.rest = rest();
    return true;
  }

  // 12 or 1.2.3 or ۱-۲; not 1402/02/10, not 5281/0, not 3.5 million.
  bool digits(Mark& mark) {
    const std::size_t from = scan_.at();
    for (;;) {
      const auto part = scan_.digits();
      if (!part || *part > 999) return false;
      mark.outline.push_back(*part);
      const char32_t sign = scan_.peek();
      if (!((sign == U'.' || sign == U'-') && is_digit(scan_.peek(1))) || mark.outline.size() == 6) break;
      scan_.take(sign);
    }
    if (is_digit(scan_.peek()) || scan_.peek() == U'/' || scan_.peek() == U'٫' || scan_.peek() == U'%' || scan_.peek() == U'٪')
      return false;
    if (mark.outline.size() > 1) {
      mark.readings = {{Counting::outline, mark.outline.back()}};
      std::string number = text::ascii_digits(slice(from, scan_.at()));
      mark.number = number;
      mark.label = shown(number);
    } else {
      mark.readings = {{Counting::number, mark.outline[0]}};
      mark.number = std::to_string(mark.outline[0]);
      mark.label = shown(*mark.number);
    }
    mark.value = mark.outline.back();
    return true;
  }

  std::string_view behind_;  // what is too far from the line's start to belong to a label
  std::u32string line_;
  std::u32string folded_;
  Scan scan_;
  bool persian_;
  bool arrow_ = false;
};

}  // namespace

std::optional<Mark> read_mark(std::string_view line, std::string_view language) { return Reader(line, language).read(); }

std::pair<std::string, std::string> split_remark(std::string_view text) {
  const std::u32string points = utf8::decode(text.substr(0, 1000));
  const std::u32string folded = fold(points);
  Scan scan(folded);
  Scan inside = scan;
  if (!inside.take(U'(') && !inside.take(U'[')) return {};
  inside.spaces();
  if (!contains(remark_words, inside.next_word()) || !scan.bracket()) return {};
  const std::string remark = utf8::encode(std::u32string_view(points).substr(0, scan.at()));
  if (!scan.separator() && !scan.ends()) return {};
  const std::string consumed = utf8::encode(std::u32string_view(points).substr(0, scan.at()));
  return {remark, std::string(text::trim(text.substr(consumed.size())))};
}

bool ends_sentence(std::string_view line) {
  for (const std::string_view end : {".", ":", "؛", "؟", "!", ";"})
    if (line.ends_with(end)) return true;
  return false;
}

bool begins_provision(std::string_view line, std::string_view above) {
  const auto mark = read_mark(line, text::is_mostly_persian(line) ? "fa" : "en");
  if (!mark) return has_heading_sign(line);
  if (mark->arrow) return true;
  if (mark->form == Mark::Form::counter) return mark->certain && (mark->wrap == U'-' || ends_sentence(above));
  return mark->certain;
}

bool has_heading_sign(std::string_view line) {
  std::size_t at = 0;
  while (at < line.size()) {
    const char32_t point = utf8::next(line, at);
    if (is_heading_sign(point) && point != U'§') return true;
    if (!is_space(point)) return false;
  }
  return false;
}

std::string without_heading_sign(std::string_view line) {
  std::size_t from = 0;
  for (std::size_t at = 0; at < line.size(); from = at) {
    const char32_t point = utf8::next(line, at);
    if (!is_heading_sign(point) && !is_space(point)) break;
    if (point == U'§') break;
  }
  return std::string(text::trim(line.substr(from)));
}

}  // namespace mosharekat::document::reading
