// SPDX-License-Identifier: AGPL-3.0-or-later
#include "print/plain.h"

#include "base/utf8.h"

namespace mosharekat::print {

std::string plain(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const char32_t letter = utf8::next(text, at);
    if (letter == 0)
      result += "\uFFFD";
    else if (letter == U'\r')
      result += at < text.size() && text[at] == '\n' ? "" : "\n";
    else if ((letter < 32 && letter != U'\n') || (letter >= 0x7F && letter < 0xA0))
      result += ' ';
    else if ((letter & 0xFFFE) != 0xFFFE)
      utf8::append(result, letter);
  }
  return result;
}

}  // namespace mosharekat::print
