// SPDX-License-Identifier: AGPL-3.0-or-later
// The layout, the parts and the gallery. With MOSHAREKAT_PAGES=DIR the gallery is written there as files, which the browser test
// looks at.
#include <cstdlib>
#include <doctest/doctest.h>
#include <filesystem>
#include <fstream>

#include "generated/templates/gallery.h"
#include "generated/templates/layout.h"
#include "generated/templates/part/field.h"
#include "generated/templates/part/pager.h"
#include "generated/templates/part/problems.h"

using namespace mosharekat;
using namespace mosharekat::web;
namespace part = mosharekat::web::pages::part;

namespace {

Reader reader_of(Language language) {
  return {.language = language,
          .base = language == Language::fa ? "" : "/en",
          .path = "/gallery",
          .csrf = "token",
          .now = instant(1777712700000)};
}

bool has(std::string_view page, std::string_view what) { return page.find(what) != page.npos; }

std::string gallery_page(Language language) {
  const Reader reader = reader_of(language);
  pages::Layout layout{.title = language == Language::fa ? "نمایشگاه اجزا" : "Gallery of components",
                       .description = "Every component of the look on one page",
                       .agency = language == Language::fa ? "وزارت نمونه" : "Sample Ministry",
                       .section = "calls",
                       .here = "/gallery"};
  layout.content = to_html(pages::gallery(language), reader);
  return to_html(layout, reader).take();
}

}  // namespace

TEST_CASE("the layout says language, direction, place and the way to the other language") {
  const std::string persian = gallery_page(Language::fa), english = gallery_page(Language::en);
  CHECK(has(persian, "<html lang=\"fa\" dir=\"rtl\">"));
  CHECK(has(persian, "href=\"/en/gallery\" lang=\"en\""));
  CHECK(has(persian, "href=\"/calls\" aria-current=\"page\""));
  CHECK(has(english, "<html lang=\"en\" dir=\"ltr\">"));
  CHECK(has(english, "href=\"/gallery\" lang=\"fa\""));
  CHECK(!has(english, "class=\"banner\""));
}

TEST_CASE("a moved clock is said on every page") {
  Reader reader = reader_of(Language::fa);
  reader.clock_moved = true;
  CHECK(has(to_html(pages::Layout{}, reader).view(), "class=\"banner\""));
}

TEST_CASE("a signed-in person sees their name as plain text, and a way out that no other site can press") {
  Reader reader = reader_of(Language::fa);
  reader.signed_in = true;
  reader.display_name = "<b>مریم</b>";
  const Html page = to_html(pages::Layout{}, reader);
  CHECK(has(page.view(), "<bdi>&lt;b&gt;مریم&lt;/b&gt;</bdi>"));
  CHECK(has(page.view(), "action=\"/sign-out\"><input type=\"hidden\" name=\"csrf\" value=\"token\">"));
  CHECK(!has(page.view(), "/desk"));
}

TEST_CASE("a field keeps what was typed and is tied to its error") {
  const Html html =
      to_html(part::Field{.name = "phone", .label_text = "x", .value = "0912\"", .error = Error{.key = "gallery.error"}},
              reader_of(Language::en));
  CHECK(has(html.view(), "value=\"0912&#34;\""));
  CHECK(has(html.view(), "id=\"phone-error\""));
  CHECK(has(html.view(), "aria-describedby=\" phone-error\" aria-invalid=\"true\""));
}

TEST_CASE("nothing is said where there are no problems, and no pager where there is one page") {
  CHECK(to_html(part::Problems{}, reader_of(Language::fa)).empty());
  CHECK(to_html(part::pager("/calls?page=", 1, 1), reader_of(Language::fa)).empty());
}

TEST_CASE("a pager names the first, the last and the neighbours, however many pages there are") {
  const auto numbers = [](std::int64_t current, std::int64_t last) {
    std::string text;
    for (const auto& page : part::pager("", current, last).pages) {
      text += page.number == 0 ? "…" : (page.current ? "[" : "") + std::to_string(page.number) + (page.current ? "]" : "");
      text += ' ';
    }
    return text;
  };
  CHECK(numbers(1, 2) == "[1] 2 ");
  CHECK(numbers(1, 9) == "[1] 2 … 9 ");
  CHECK(numbers(5, 9) == "1 … 4 [5] 6 … 9 ");
  CHECK(numbers(9, 9) == "1 … 8 [9] ");
  CHECK(numbers(3, 5) == "1 2 [3] 4 5 ");
  CHECK(numbers(500000, 1000000) == "1 … 499999 [500000] 500001 … 1000000 ");
}

TEST_CASE("the gallery renders in both languages") {
  for (const Language language : all_languages) {
    const std::string page = gallery_page(language);
    CHECK(has(page, "class=\"folio\""));
    CHECK(has(page, "</html>"));
    if (const char* folder = std::getenv("MOSHAREKAT_PAGES")) {
      std::filesystem::create_directories(folder);
      std::ofstream(std::filesystem::path(folder) / (std::string(code(language)) + ".html")) << page;
    }
  }
}
