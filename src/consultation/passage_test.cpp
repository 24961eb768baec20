// SPDX-License-Identifier: AGPL-3.0-or-later
#include "consultation/passage.h"

#include <doctest/doctest.h>

using namespace mosharekat;
using namespace mosharekat::consultation;

namespace {

constexpr std::string_view text =
    "پاسخ در ده روز داده می‌شود. در شکایت، پاسخ در ده روز و با دلیل داده می‌شود.";

std::optional<std::size_t> start(const Passage& passage, std::string_view in = text) {
  const auto place = place_of(passage, in);
  return place ? std::optional(place->at) : std::nullopt;
}

}  // namespace

TEST_CASE("a passage that stands twice is found by what surrounded it, else nearest to where it stood") {
  CHECK(start({.quote = "پاسخ در ده روز", .before = "در شکایت، ", .after = " و با دلیل", .at = 0}) == 38);
  CHECK(start({.quote = "پاسخ در ده روز", .after = " داده می‌شود. در", .at = 38}) == 0);
  CHECK(start({.quote = "پاسخ در ده روز", .at = 30}) == 38);
  CHECK(start({.quote = "پاسخ در ده روز", .at = 3}) == 0);
}

TEST_CASE("a passage moves with its words, in any spelling, and is not guessed where they are gone") {
  const Passage passage{.quote = "داده می‌شود", .at = 15};
  CHECK(start(passage, "در متن تازه، پاسخ همان روز داده ميشود.") == 27);
  CHECK(place_of(passage, "پاسخ داده می‌شود")->length == 11);
  CHECK_FALSE(place_of(passage, "پاسخ فرستاده خواهد شد").has_value());
  CHECK_FALSE(place_of({.quote = " . "}, text).has_value());
  CHECK_FALSE(place_of(passage, "").has_value());
}
