// SPDX-License-Identifier: AGPL-3.0-or-later
// Numbers as legal texts write them: in words («یکصد و سی و هشتم»، "Twelve"), Roman, and letters with their orders.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "document/import/scan.h"

namespace mosharekat::document::reading {

// A cardinal or ordinal in words at the cursor, Persian or English; moves behind it.
std::optional<int> spelled_number(Scan& scan);

// I … CCCXCIX written in the one regular way, lower case; nothing otherwise.
std::optional<int> roman_number(std::u32string_view letters);

// A letter that counts clauses: الف, ب … ی. Moves behind it.
std::optional<char32_t> persian_letter(Scan& scan);

// True when `next` may follow `last` in one of the orders in use: alphabetical, alphabetical without the four Persian letters,
// and abjad (الف ب ج د ه و ز).
bool letter_follows(char32_t last, char32_t next);
// True when `next` comes anywhere behind `last` in one of those orders.
bool letter_is_after(char32_t last, char32_t next);

// ب → "be": a name in ASCII, for anchors. Empty for what is no letter of the alphabet.
std::string_view letter_name(char32_t letter);

}  // namespace mosharekat::document::reading
