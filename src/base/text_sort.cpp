// SPDX-License-Identifier: AGPL-3.0-or-later
#include <memory>
#include <unicode/coll.h>
#include <unicode/unistr.h>

#include "base/result.h"
#include "base/text.h"

namespace mosharekat::text {

std::string sort_key(std::string_view text) {
  // A collator is not to be shared by threads.
  thread_local const std::unique_ptr<icu::Collator> collator = [] {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::Collator> made(icu::Collator::createInstance(icu::Locale("fa"), status));
    expect(U_SUCCESS(status), "ICU orders Persian");
    return made;
  }();
  const auto given = icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
  std::string key(static_cast<std::size_t>(collator->getSortKey(given, nullptr, 0)), '\0');
  collator->getSortKey(given, reinterpret_cast<std::uint8_t*>(key.data()), static_cast<std::int32_t>(key.size()));
  return key;
}

}  // namespace mosharekat::text
