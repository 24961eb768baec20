// SPDX-License-Identifier: AGPL-3.0-or-later
#include "consultation/writing.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "base/text.h"
#include "base/utf8.h"
#include "consultation/writing_read.h"
#include "consultation/writing_words.h"

namespace mosharekat::consultation {

namespace {

constexpr std::string_view half_space_bytes = "\u200C";

using writing::folded;
using writing::Word;

template <class Entry>
using Index = std::unordered_map<std::string, const Entry*>;

template <class Entry>
Index<Entry> indexed(std::span<const Entry> entries) {
  Index<Entry> index;
  for (const Entry& entry : entries) index.emplace(folded(entry.written), &entry);
  return index;
}

template <class Entry>
const Index<Entry>& index_of(std::string_view language, std::span<const Entry> (*entries)(std::string_view)) {
  static const Index<Entry> persian = indexed<Entry>(entries("fa")), english = indexed<Entry>(entries("en")), none;
  return language == "fa" ? persian : language == "en" ? english : none;
}

constexpr std::size_t longest_phrase = 6;  // words

class Checker {
 public:
  Checker(std::string_view text, std::string_view language, Writing kind)
      : text_(text), language_(language), kind_(kind), read_(writing::read(text)) {}

  std::vector<Finding> all() {
    blanks();
    double_spaces();
    long_sentences();
    formulae();
    questions();
    if (language_ == "fa") spelling();
    std::stable_sort(findings_.begin(), findings_.end(),
                     [](const Finding& one, const Finding& other) { return one.begin < other.begin; });
    return std::move(findings_);
  }

 private:
  const std::vector<Word>& words() const { return read_.words; }
  std::string_view between(std::size_t begin, std::size_t end) const { return text_.substr(begin, end - begin); }
  bool asks(const Word& word) const { return kind_ == Writing::question || read_.sentences[word.sentence].asks; }

  void add(Fault fault, std::size_t begin, std::size_t end, std::string replacement, std::size_t count = 0) {
    // A sentence that began with a capital letter still does.
    if (!replacement.empty() && text_[begin] >= 'A' && text_[begin] <= 'Z' && replacement[0] >= 'a' && replacement[0] <= 'z')
      replacement[0] = static_cast<char>(replacement[0] - 32);
    findings_.push_back({fault, begin, end, std::string(between(begin, end)), std::move(replacement), count});
  }

  void blanks() {
    for (std::size_t at = text_.find(blank_mark); at != std::string_view::npos; at = text_.find(blank_mark, at + 1)) {
      const std::size_t close = text_.find(']', at);
      add(Fault::blank, at, close == std::string_view::npos ? text_.size() : close + 1, "");
    }
  }

  void double_spaces() {
    for (std::size_t i = 1; i < words().size(); ++i) {
      const Word &before = words()[i - 1], &word = words()[i];
      if (!word.spaced || word.begin - before.end < 2 || between(before.end, word.begin).find('\t') != std::string_view::npos)
        continue;
      add(Fault::double_space, before.begin, word.end,
          std::string(between(before.begin, before.end)) + " " + std::string(between(word.begin, word.end)));
    }
  }

  void long_sentences() {
    if (language_ != "fa" && language_ != "en") return;
    for (std::size_t i = 0, sentence = 0; sentence < read_.sentences.size(); ++sentence) {
      const std::size_t first = i;
      while (i < words().size() && words()[i].sentence == sentence) ++i;
      if (i - first > words_limit) add(Fault::long_sentence, words()[first].begin, words()[i - 1].end, "", i - first);
    }
  }

  // The longest entry that begins at this word and ends at a word's end; `length` is how many words it takes.
  template <class Entry>
  const Entry* match(const Index<Entry>& index, std::size_t i, std::size_t& length) const {
    const Entry* found = nullptr;
    std::string joined;
    for (std::size_t n = 0; n < longest_phrase && i + n < words().size(); ++n) {
      const Word& word = words()[i + n];
      if (n > 0 && (!word.joined || word.sentence != words()[i].sentence)) break;
      joined += word.folded;
      if (const auto entry = index.find(joined); entry != index.end()) {
        found = entry->second;
        length = n + 1;
      }
    }
    return found;
  }

  bool follows_one_of(std::size_t i, std::string_view list) const {
    if (list.empty() || i == 0 || !words()[i].joined) return false;
    for (const std::string_view one : text::split(list, ' '))
      if (words()[i - 1].folded == folded(one)) return true;
    return false;
  }

  bool stands_in(std::string_view word, std::size_t sentence) const {
    return std::any_of(words().begin(), words().end(),
                       [&](const Word& one) { return one.sentence == sentence && one.folded.find(word) != std::string::npos; });
  }

  void formulae() {
    const auto& formulae = index_of<phrases::Phrase>(language_, phrases::jargon);
    const auto& pleas = index_of<phrases::Plea>(language_, phrases::pleas);
    for (std::size_t i = 0; i < words().size();) {
      std::size_t length = 0;
      if (const phrases::Plea* plea = asks(words()[i]) ? match(pleas, i, length) : nullptr;
          plea && (plea->unless.empty() || !stands_in(plea->unless, words()[i].sentence))) {
        add(Fault::leading, words()[i].begin, words()[i + length - 1].end, std::string(plea->plainer));
        i += length;
      } else if (const phrases::Phrase* formula = match(formulae, i, length);
                 formula && !follows_one_of(i, formula->unless) &&
                 !(formula->plainer == "must" && i + 1 < words().size() &&
                   (words()[i + 1].folded == "i" || words()[i + 1].folded == "we"))) {
        add(Fault::jargon, words()[i].begin, words()[i + length - 1].end, std::string(formula->plainer));
        i += length;
      } else {
        ++i;
      }
    }
  }

  bool is(std::size_t i, std::string_view word) const { return i < words().size() && words()[i].folded == word; }

  // «و/یا» and "and/or".
  bool both_or_one(std::size_t i) const {
    return i + 1 < words().size() && between(words()[i].end, words()[i + 1].begin) == "/" &&
           ((is(i, "و") && is(i + 1, "یا")) || (is(i, "and") && is(i + 1, "or")));
  }

  void questions() {
    std::size_t asked = 0;
    for (std::size_t i = 0; i < words().size(); ++i) {
      const Word& word = words()[i];
      if (both_or_one(i)) {
        const bool persian = word.folded == "و";
        add(asks(word) ? Fault::double_question : Fault::jargon, word.begin, words()[i + 1].end, persian ? "یا" : "or");
      }
      if (!asks(word)) continue;
      two_judgements(i);
      second_clause(i);
    }
    // A second question in the same field; «چرا؟» after the first is the same one.
    if (kind_ != Writing::question) return;
    for (std::size_t sentence = 0, i = 0; sentence < read_.sentences.size(); ++sentence) {
      const std::size_t first = i;
      while (i < words().size() && words()[i].sentence == sentence) ++i;
      if (!read_.sentences[sentence].asks || i == first) continue;
      if (++asked > 1 && i - first > 3) add(Fault::double_question, words()[first].begin, words()[i - 1].end, "");
    }
  }

  // "clear and sufficient?": a reader who finds one and not the other has no answer to give.
  void two_judgements(std::size_t i) {
    if (i + 2 >= words().size() || words()[i + 2].sentence != words()[i].sentence) return;
    const bool persian = language_ == "fa";
    if (!is(i + 1, persian ? "و" : "and") || !words()[i + 1].joined || !words()[i + 2].joined) return;
    const auto judges = [&](std::size_t at) {
      const auto list = phrases::judgements(language_);
      return std::any_of(list.begin(), list.end(), [&](std::string_view one) { return folded(one) == words()[at].folded; });
    };
    if (judges(i) && judges(i + 2)) add(Fault::double_question, words()[i].begin, words()[i + 2].end, "");
  }

  // «آیا … و آیا …», "do you … and do you …"
  void second_clause(std::size_t i) {
    static const std::unordered_set<std::string_view> openers = {"آیا", "do", "does", "is", "are", "should", "would", "will"};
    if (i == 0 || i + 1 >= words().size() || !openers.contains(words()[i + 1].folded)) return;
    if (!is(i, language_ == "fa" ? "و" : "and") || words()[i + 1].sentence != words()[i].sentence) return;
    for (std::size_t before = i; before-- > 0 && words()[before].sentence == words()[i].sentence;)
      if (words()[before].folded == words()[i + 1].folded) {
        std::size_t last = i + 1;
        while (last + 1 < words().size() && words()[last + 1].sentence == words()[i].sentence) ++last;
        add(Fault::double_question, words()[i].begin, words()[last].end, "");
        return;
      }
  }

  void spelling() {
    for (std::size_t i = 0; i < words().size(); ++i) {
      arabic_letters(words()[i]);
      half_spaces(i);
      latin_digits(i);
    }
  }

  static std::string in_persian_letters(std::string_view written) {
    std::string right;
    for (std::size_t at = 0; at < written.size();) {
      char32_t point = utf8::next(written, at);
      if (point == 0x64A || point == 0x649) point = U'ی';
      if (point == 0x643) point = U'ک';
      if (utf8::is_arabic_digit(point)) point = point - 0x660 + U'۰';
      utf8::append(right, point);
    }
    return right;
  }

  void arabic_letters(const Word& word) {
    const std::string_view written = between(word.begin, word.end);
    if (const std::string right = in_persian_letters(written); right != written)
      add(Fault::arabic_letter, word.begin, word.end, word.number ? text::persian_digits(right) : right);
  }

  void half_spaces(std::size_t i) {
    static const std::unordered_set<std::string> glued = [] {
      std::unordered_set<std::string> all;
      for (const std::string_view form : phrases::verbs())
        for (const std::string_view prefix : {"می", "نمی"}) all.insert(std::string(prefix) + std::string(form));
      return all;
    }();
    static const std::unordered_set<std::string_view> endings = {"ها",     "های",  "هایی", "هایش", "هایشان",         "هایتان",
                                                                 "هایمان", "هایم", "هایت", "ترین", "ترین‌ها"};
    const Word& word = words()[i];
    const std::string_view written = between(word.begin, word.end);
    const bool prefix = word.folded == "می" || word.folded == "نمی";
    const bool has_next = i + 1 < words().size() && words()[i + 1].spaced && words()[i + 1].persian;
    if (prefix && has_next && ends_like_a_verb(words()[i + 1]) && !follows_one_of(i, "ماه اول آخر")) {
      const Word& verb = words()[i + 1];
      add(Fault::half_space, word.begin, verb.end,
          in_persian_letters(written) + std::string(half_space_bytes) + in_persian_letters(between(verb.begin, verb.end)));
    } else if (i > 0 && word.spaced && endings.contains(word.folded) && words()[i - 1].persian &&
               text::length(words()[i - 1].folded) > 1) {
      const Word& noun = words()[i - 1];
      add(Fault::half_space, noun.begin, word.end,
          in_persian_letters(between(noun.begin, noun.end)) + std::string(half_space_bytes) + in_persian_letters(written));
    } else if (written.find(half_space_bytes) == std::string_view::npos && glued.contains(word.folded)) {
      const std::size_t cut = word.folded.starts_with("ن") ? 6 : 4;  // two bytes a letter
      add(Fault::half_space, word.begin, word.end,
          word.folded.substr(0, cut) + std::string(half_space_bytes) + word.folded.substr(cut));
    }
  }

  static bool ends_like_a_verb(const Word& word) {
    if (text::length(word.folded) < 2) return false;
    for (const std::string_view end : {"م", "ی", "د", "ت", "ن", "ه"})
      if (word.folded.ends_with(end)) return true;
    return false;
  }

  void latin_digits(std::size_t i) {
    const Word& word = words()[i];
    const std::string_view written = between(word.begin, word.end);
    if (!word.number || written.find_first_of("0123456789") == std::string_view::npos) return;
    if (in_persian_letters(written) != written) return;  // told already
    // A number of a Latin name (ISO 9001), an address or a code stays as it is.
    const auto latin = [&](std::size_t at, std::size_t begin, std::size_t end) {
      return at < words().size() && words()[at].latin && between(begin, end).find_first_of("\n") == std::string_view::npos &&
             end - begin < 4;
    };
    if (i > 0 && latin(i - 1, words()[i - 1].end, word.begin)) return;
    if (i + 1 < words().size() && latin(i + 1, word.end, words()[i + 1].begin)) return;
    add(Fault::latin_digits, word.begin, word.end, text::persian_digits(written));
  }

  std::string_view text_, language_;
  Writing kind_;
  writing::Read read_;
  std::vector<Finding> findings_{};
};

}  // namespace

std::string_view name(Fault fault) {
  switch (fault) {
    case Fault::blank: return "blank";
    case Fault::long_sentence: return "long_sentence";
    case Fault::jargon: return "jargon";
    case Fault::leading: return "leading";
    case Fault::double_question: return "double_question";
    case Fault::arabic_letter: return "arabic_letter";
    case Fault::half_space: return "half_space";
    case Fault::double_space: return "double_space";
    case Fault::latin_digits: return "latin_digits";
  }
  return "";
}

std::vector<Finding> check_writing(std::string_view text, std::string_view language, Writing kind) {
  if (!text::is_utf8(text)) return {};
  return Checker(text, language, kind).all();
}

}  // namespace mosharekat::consultation
