// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/assets.h"

#include <doctest/doctest.h>

#include "base/result.h"

using namespace mosharekat;
using namespace mosharekat::web;

TEST_CASE("every asset is found by its address, and its address by its name") {
  REQUIRE(!assets::all().empty());
  for (const Asset& asset : assets::all()) {
    CAPTURE(asset.name);
    CHECK(assets::url(asset.name) == asset.path);
    REQUIRE(assets::find(asset.path) != nullptr);
    CHECK(assets::find(asset.path)->name == asset.name);
  }
  CHECK(assets::find("/assets/style.css") == nullptr);
  CHECK_THROWS_AS(assets::url("nothing.css"), Bug);
}

TEST_CASE("the style sheet asks nothing of other hosts and carries no data addresses") {
  const std::string_view css = assets::find(assets::url("style.css"))->bytes;
  CHECK(css.find("http") == css.npos);
  CHECK(css.find("data:") == css.npos);
  CHECK(css.find("//") == css.npos);
}

TEST_CASE("the style sheet is small on the wire") { CHECK(assets::find(assets::url("style.css"))->bytes.size() < 40 * 1024); }
