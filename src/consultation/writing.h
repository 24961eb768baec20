// SPDX-License-Identifier: AGPL-3.0-or-later
// Checks while writing (نگارش): what may keep a reader from understanding a call's texts, its questions or an answer's reason.
// Advice and never a gate: no command asks it. Pure, thread-safe.
//
// Limits and their sources.
//   A sentence of more than 25 words: "Sentence length: why 25 words is our limit", Inside GOV.UK, 4 August 2014. Readability
//   formulas made for English do not fit Persian, so Persian has the same count of words and no score: the sentences of this
//   program, written in both languages, take 0.95 Persian words for an English one (326 pairs, locale/).
//   Questions: one thing asked at a time, nothing that pleads for an answer, both sides of a scale named (what ISO 24495-1 and
//   the guides for questionnaires agree on). Letters, half-spaces and digits: the spelling of the Academy of Persian Language
//   (دستور خط فارسی).
// A semicolon, a colon and a line end close a sentence here: a list is not one long sentence.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace mosharekat::consultation {

enum class Fault {
  blank,            // a place of the template that still says what to write: «[… نام دستگاه]»
  long_sentence,    // more than words_limit words
  jargon,           // a formula of offices that has a plainer word
  leading,          // a question that pleads for an answer
  double_question,  // two things asked at once
  arabic_letter,    // ي ك and Arabic digits
  half_space,       // «می شود», «میشود», «کتاب ها»
  double_space,
  latin_digits,  // 12 in Persian prose
};
inline constexpr Fault all_faults[] = {Fault::blank,      Fault::long_sentence,   Fault::jargon,
                                       Fault::leading,    Fault::double_question, Fault::arabic_letter,
                                       Fault::half_space, Fault::double_space,    Fault::latin_digits};
std::string_view name(Fault fault);

inline constexpr std::size_t words_limit = 25;

struct Finding {
  Fault fault = Fault::jargon;
  std::size_t begin = 0, end = 0;  // bytes of the text
  std::string found{};             // what stands there
  std::string replacement{};       // what could stand there; empty: it can be left out, or only the writer knows
  std::size_t words = 0;           // of a long sentence
};

// What is written: prose, or a question that readers are asked. A sentence of prose that ends with a question mark is a question.
enum class Writing { prose, question };

// In the order of the text. `language` is that of the text: fa and en have lists of words, for others only spaces and blanks are
// looked at. What stands inside «[…» and «]» of a template is not looked into.
std::vector<Finding> check_writing(std::string_view text, std::string_view language, Writing kind = Writing::prose);

// A place that a template leaves to be written: "[…" and a space, up to "]".
inline constexpr std::string_view blank_mark = "[… ";
inline bool has_blanks(std::string_view text) { return text.find(blank_mark) != std::string_view::npos; }

}  // namespace mosharekat::consultation
