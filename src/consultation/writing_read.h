// SPDX-License-Identifier: AGPL-3.0-or-later
// A text as its checks see it (writing.h): words in one spelling, and sentences. A word keeps what stands inside it (half-space,
// apostrophe, hyphen); a full stop closes a sentence only before a space or the end, so that 2.5 and ict.example do not. What
// stands in a blank of a template is no word.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace mosharekat::consultation::writing {

struct Word {
  std::size_t begin = 0, end = 0;  // bytes
  std::string folded{};            // no half-spaces, marks, apostrophes or hyphens; Persian letters; Latin in lower case
  std::size_t sentence = 0;
  bool joined = false;  // nothing but spaces or a half-space stands between it and the word before, in the same sentence
  bool spaced = false;  // joined by spaces alone
  bool persian = false, latin = false, number = false;
};
struct Sentence {
  std::size_t begin = 0, end = 0;
  bool asks = false;  // ends with a question mark
};
struct Read {
  std::vector<Word> words{};
  std::vector<Sentence> sentences{};
};

Read read(std::string_view text);
// The one spelling of a phrase, without its spaces.
std::string folded(std::string_view phrase);

}  // namespace mosharekat::consultation::writing
