// SPDX-License-Identifier: AGPL-3.0-or-later
// Where a quoted passage stands in a text that may have changed since. Pure, thread-safe.
#pragma once
#include <cstddef>
#include <optional>
#include <string_view>

#include "consultation/contribution.h"

namespace mosharekat::consultation {

struct PassagePlace {
  std::size_t at = 0, length = 0;  // code points of the text
};
// The passage by its words: where it stood if they still stand there; else where they stand with the most of the words that
// surrounded them, nearest to the former place. Spellings that search_key() takes for one are one. Nothing where the words are
// gone: what they were said of is then listed, not guessed.
std::optional<PassagePlace> place_of(const Passage& passage, std::string_view text);

}  // namespace mosharekat::consultation
