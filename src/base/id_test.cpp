// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/id.h"

#include <doctest/doctest.h>

using namespace mosharekat;

TEST_CASE("identifiers have one form, never repeat, and sort by time") {
  std::set<std::string> seen;
  std::string before;
  for (int i = 0; i < 10'000; ++i) {
    const std::string id = new_id(instant(1'777'000'000'000 + i));
    REQUIRE(is_id(id));
    REQUIRE(before < id);
    REQUIRE(seen.insert(id).second);
    before = id;
  }
  CHECK(new_id(instant(5)).substr(0, 10) == new_id(instant(5)).substr(0, 10));
  CHECK(new_id(instant(5)) != new_id(instant(5)));
}

TEST_CASE("the time stands in the first ten letters") {
  CHECK(new_id(instant(0)).substr(0, 10) == "0000000000");
  // 2^48 − 1 fills 48 of the first 50 bits; the two that lead are zero.
  CHECK(new_id(instant((std::int64_t{1} << 48) - 1)).substr(0, 10) == "7zzzzzzzzz");
}

TEST_CASE("what is no identifier is refused") {
  const std::string id = new_id(instant(1'777'000'000'000));
  CHECK_FALSE(is_id(""));
  CHECK_FALSE(is_id(id.substr(1)));
  CHECK_FALSE(is_id(id + "0"));
  CHECK_FALSE(is_id("8" + id.substr(1)));
  CHECK_FALSE(is_id(id.substr(0, 25) + "u"));
  CHECK_FALSE(is_id(id.substr(0, 25) + "A"));
  CHECK_FALSE(is_id("../" + id.substr(3)));
}

TEST_CASE("identifiers of two kinds are two types, and hash") {
  using FishId = Id<struct FishTag>;
  using BirdId = Id<struct BirdTag>;
  static_assert(!std::is_convertible_v<FishId, BirdId>);
  const FishId fish = FishId::make(instant(1));
  CHECK(std::unordered_map<FishId, int>{{fish, 3}}.at(fish) == 3);
  CHECK(FishId{}.empty());
}
