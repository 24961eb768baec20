// SPDX-License-Identifier: AGPL-3.0-or-later
// Latin words, addresses and hyphenated numbers inside right-to-left text. Left alone, the bidirectional algorithm turns
// «2026-05-02» into «02-05-2026» after a Persian word and tears the first digit off a hash; as islands they keep their order.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/locale.h"

namespace mosharekat::print {

struct Piece {
  std::string_view text;  // of the text given
  bool island = false;    // reads left to right
};

// The text cut where islands begin and end; the pieces joined are the text.
std::vector<Piece> pieces(std::string_view text);

// The text with each island between U+2066 and U+2069.
std::string isolated(std::string_view text);

// The direction of a text: the document's own, unless it begins with a letter of the other direction and mostly consists of such.
bool reads_right_to_left(std::string_view text, Language document);

}  // namespace mosharekat::print
