// SPDX-License-Identifier: AGPL-3.0-or-later
#include <doctest/doctest.h>

#include "print/inspect.h"
#include "print/print.h"

using namespace mosharekat;
using namespace mosharekat::print;

namespace {

// Two pixels side by side.
std::string picture() {
  constexpr std::string_view hex =
      "89504e470d0a1a0a0000000d49484452000000020000000108020000007b40e8dd0000000d49444154789c63e0caaf002200"
      "05c201e3a40c3b920000000049454e44ae426082";
  std::string bytes;
  for (std::size_t at = 0; at + 1 < hex.size(); at += 2)
    bytes += static_cast<char>(std::stoi(std::string(hex.substr(at, 2)), nullptr, 16));
  return bytes;
}

Document document(const std::string& emblem) {
  Document made{.language = Language::fa, .title = "گزارش", .organisation = "دستگاه نمونه", .blocks = {}};
  made.blocks.emplace_back(Paragraph{"متن", Paragraph::Tone::normal});
  made.emblem = emblem;
  return made;
}

}  // namespace

TEST_CASE("an agency's emblem stands on the first page of its PDF, once") {
  const inspect::File with(pdf(document(picture())), "emblem.pdf"), without(pdf(document("")), "none.pdf");
  CHECK(inspect::count(with.tell("pdfimages -list"), " rgb ") == 1);
  CHECK(inspect::count(without.tell("pdfimages -list"), " rgb ") == 0);
  // A picture is furniture: it changes nothing that is read aloud.
  CHECK(inspect::structure_texts(with) == inspect::structure_texts(without));
  // What is no picture is left out, not an error in the middle of a report.
  CHECK(pdf(document("no picture")).starts_with("%PDF"));
}

TEST_CASE("an agency's emblem stands above its name in Word, in its own proportions") {
  const std::string file = docx(document(picture()));
  CHECK(inspect::part(file, "word/media/emblem.png") == picture());
  const auto body = inspect::xml_part(file, "word/document.xml");
  const auto extent = body.select_node("//wp:extent").node();
  REQUIRE(extent);
  CHECK(extent.attribute("cx").as_double() == doctest::Approx(2 * extent.attribute("cy").as_double()).epsilon(0.01));
  CHECK(inspect::has(inspect::part(file, "word/_rels/document.xml.rels"), "media/emblem.png"));
  CHECK_FALSE(inspect::xml_part(docx(document("")), "word/document.xml").select_node("//wp:extent"));
}
