// SPDX-License-Identifier: AGPL-3.0-or-later
// Further texts of a call that are not required and have pages of their own: the draft in plain language, and easy to read. They
// are written with the other parts (set_texts), in both languages.
#pragma once
#include "consultation/call.h"

namespace mosharekat::consultation {

inline constexpr TextPart plain_parts[] = {{"plain", false, 30000}, {"easy", false, 15000}};

// Every part that may be written: those of the call's own page, then these.
template <class F>
void for_each_text_part(F&& use) {
  for (const TextPart& part : text_parts) use(part);
  for (const TextPart& part : plain_parts) use(part);
}

}  // namespace mosharekat::consultation
