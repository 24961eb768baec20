// SPDX-License-Identifier: AGPL-3.0-or-later
#include <doctest/doctest.h>

#include "document/provision.h"

using namespace mosharekat::document;

namespace {

Provision make(Kind kind, std::optional<std::string> number, std::vector<Provision> children = {}) {
  Provision made;
  made.kind = kind;
  made.number = std::move(number);
  made.children = std::move(children);
  return made;
}

}  // namespace

TEST_CASE("anchors follow the way articles are cited") {
  Text text;
  text.provisions = {
      make(Kind::chapter, "1",
           {make(Kind::article, "24",
                 {make(Kind::clause, "الف", {make(Kind::item, "2")}), make(Kind::note, "2"), make(Kind::note, std::nullopt)}),
            make(Kind::article, "24 مکرر"), make(Kind::article, std::nullopt)})};
  give_anchors(text);
  const Provision& chapter = text.provisions[0];
  CHECK(chapter.anchor == "f1");
  CHECK(chapter.children[0].anchor == "m24");
  CHECK(chapter.children[0].children[0].anchor == "m24-b-alef");
  CHECK(chapter.children[0].children[0].children[0].anchor == "m24-b-alef-j2");
  CHECK(chapter.children[0].children[1].anchor == "m24-t2");
  CHECK(chapter.children[0].children[2].anchor == "m24-t");
  CHECK(chapter.children[1].anchor == "m24-mokarrar");
  CHECK(chapter.children[2].anchor == "m");
}

TEST_CASE("an anchor that was given stays, and a second of the same name is told apart") {
  Text text;
  text.provisions = {make(Kind::article, "1"), make(Kind::article, "1"), make(Kind::article, "1")};
  text.provisions[2].anchor = "m1";
  give_anchors(text);
  CHECK(text.provisions[2].anchor == "m1");
  CHECK(text.provisions[0].anchor == "m1-x2");
  CHECK(text.provisions[1].anchor == "m1-x3");
}

TEST_CASE("an article has the same anchor in whatever chapter it stands") {
  Text one, other;
  one.provisions = {make(Kind::chapter, "1", {make(Kind::article, "5")})};
  other.provisions = {make(Kind::part, "1", {make(Kind::chapter, "2", {make(Kind::article, "5")})})};
  give_anchors(one);
  give_anchors(other);
  CHECK(one.provisions[0].children[0].anchor == other.provisions[0].children[0].children[0].anchor);
}
