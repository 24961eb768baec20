// SPDX-License-Identifier: AGPL-3.0-or-later
// Words as the analysis of comments sees them: folded, light-stemmed, without those that carry no subject. Two spellings of one
// word are one: می‌شود، می شود and میشود; کتاب‌ها، کتاب ها and کتابها. Persian and
// English. Pure, thread-safe.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace mosharekat::insight {

// The stem of a word that is folded (text::search_key) already: endings and the prefix می/نمی removed while at least three
// letters stay. Crude on purpose: it must be the same for all forms, not a word of the language.
std::string stem(std::string_view folded_word);

// True for folded words that say nothing of the subject: particles, pronouns, auxiliaries, detached endings, greetings. Negations
// are not among them.
bool is_stop_word(std::string_view folded_word);

std::uint64_t word_hash(std::string_view word);

struct Word {
  std::uint64_t stem = 0;  // hash of the stem
  std::string_view folded;
};

// The words of a text that count, in order. `folded` receives the text that the views look into.
std::vector<Word> words_of(std::string_view text, std::string& folded);

// A text in sentences: parts between . ! ? ؟ ؛ and line ends, trimmed, with their mark.
std::vector<std::string_view> sentences_of(std::string_view text);

}  // namespace mosharekat::insight
