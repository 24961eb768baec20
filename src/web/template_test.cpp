// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/template.h"

#include <doctest/doctest.h>
#include <random>

#include "generated/test_templates/blocks.h"
#include "generated/test_templates/comment.h"
#include "generated/test_templates/values.h"

using namespace mosharekat;
using namespace mosharekat::web;
namespace trial = mosharekat::web::pages::trial;

namespace {

const Reader persian{.language = Language::fa, .base = ""};
const Reader english{.language = Language::en, .base = "/en"};

std::string page(const auto& view, const Reader& reader = english) { return std::string(to_html(view, reader).view()); }

bool has(std::string_view page, std::string_view part) { return page.find(part) != page.npos; }

std::string escaped(escape::Function with, std::string_view text) {
  std::string out(text.size() * 5 + 32, '\0');
  out.resize(static_cast<std::size_t>(with(out.data(), text) - out.data()));
  return out;
}

}  // namespace

TEST_CASE("five characters are escaped, everything else is copied") {
  CHECK(escaped(escape::scalar, "a<b>&\"c'") == "a&lt;b&gt;&amp;&#34;c&#39;");
  CHECK(escaped(escape::scalar, "مشارکت «مردم»") == "مشارکت «مردم»");
  CHECK(escaped(escape::scalar, "") == "");
}

#if defined(__x86_64__)
TEST_CASE("the wide escapes give the same bytes as the simple one, whatever comes in") {
  std::mt19937 random(20260502);
  const std::string_view pieces[] = {"<",    ">", "&",   "\"", "'", "ه", "متن حاشیه ", "plain ", std::string_view("\0", 1),
                                     "\xff", "2", "\x7f"};
  for (int round = 0; round < 20000; ++round) {
    std::string text;
    const auto length = random() % 150;
    const bool bytes = random() % 2 == 0;
    while (text.size() < length) {
      if (bytes) {
        text += static_cast<char>(random() % 256);
      } else {
        text += pieces[random() % std::size(pieces)];
      }
    }
    const std::string expected = escaped(escape::scalar, text);
    REQUIRE(escaped(escape::sse2, text) == expected);
    if (__builtin_cpu_supports("avx2")) REQUIRE(escaped(escape::avx2, text) == expected);
  }
}
#endif

TEST_CASE("a page larger than the room it began with is whole") {
  Out out(8);
  std::string expected;
  for (int i = 0; i < 1000; ++i) {
    out.lit("<p>");
    out.esc("a & b");
    out.number(i, Language::en);
    expected += "<p>a &amp; b" + std::to_string(i);
  }
  CHECK(out.string() == expected);
  out.clear();
  CHECK(out.view().empty());
}

TEST_CASE("values are escaped in text and in attributes, and markup is not") {
  trial::Values view;
  view.title = "<script>\"x\" & 'y'</script>";
  view.content = Html::trusted("<b>kept</b>");  // html: written here
  const std::string html = page(view);
  CHECK(has(html, "<p title=\"&lt;script&gt;&#34;x&#34; &amp; &#39;y&#39;&lt;/script&gt;\""));
  CHECK(has(html, ">&lt;script&gt;"));
  CHECK(has(html, "<b>kept</b>"));
  CHECK(!has(html, "<script>"));
  CHECK(!has(html, "nothing of this"));
}

TEST_CASE("numbers are in the reader's digits in text and in ASCII in attributes") {
  trial::Values view{.title = "ماده 12", .count = -120, .number = 7};
  const std::string html = page(view, persian);
  CHECK(has(html, "data-count=\"-120\""));
  CHECK(has(html, "\u200E\u2212۱۲۰"));
  CHECK(has(html, "[۷]"));
  CHECK(has(html, "ماده ۱۲"));
  CHECK(has(html, "lang=\"fa\" dir=\"rtl\""));
  CHECK(has(html, "href=\"/help\""));
  CHECK(has(page(view), "href=\"/en/help\""));
  CHECK(has(page(view), "href=\"/en/calls/-120\""));
}

TEST_CASE("what is not set leaves no trace") {
  CHECK(has(page(trial::Values{}), "<p>[] [] []</p>"));
  CHECK(has(page(trial::Values{.note = "n", .number = 0}), "<p>[n] [0] []</p>"));
}

TEST_CASE("an address that could run a script or leave for another host by a trick is not written") {
  for (const char* bad : {"javascript:alert(1)", " javascript:alert(1)", "JaVaScRiPt:x", "data:text/html,x", "//evil.example",
                          "/\\evil.example", "relative"}) {
    CAPTURE(bad);
    CHECK(has(page(trial::Values{.address = bad}), "<a href=\"#\">"));
  }
  for (const char* good :
       {"/calls/1?a=b", "#c1", "?page=2", "https://example.ir/", "HTTP://example.ir", "mailto:a@example.ir", "tel:+9821"}) {
    CAPTURE(good);
    CHECK(has(page(trial::Values{.address = good}), "<a href=\"" + std::string(good) + "\">"));
  }
}

TEST_CASE("text with lines becomes paragraphs or line breaks") {
  const std::string html = page(trial::Values{.text = "one <1>\n\ntwo\n"});
  CHECK(has(html, "<p>one &lt;1&gt;</p><p>two</p>"));
  CHECK(has(html, "<p>one &lt;1&gt;<br><br>two</p>"));
}

TEST_CASE("a textarea gives back every line end, the first one too") {
  CHECK(has(page(trial::Values{.text = "\nsecond line"}), "<textarea name=\"text\">\n\nsecond line</textarea>"));
}

TEST_CASE("each repeats, counts from one, renders parts, and says else when there is nothing") {
  trial::Blocks view;
  CHECK(has(page(view), "<ol>\n<li>none</li>\n</ol>"));
  view.comments = {{.author = "A", .text = "x", .support = 3},
                   {.author = "B", .text = "y", .replies = {{.author = "C", .text = "z"}}}};
  const std::string html = page(view);
  CHECK(has(html, "<li id=\"c1\">1 <b>A</b>: x (3)"));
  CHECK(has(html, "<li id=\"c2\">2 <b>B</b>: y\n<div><b>C</b>: z"));
  CHECK(!has(html, "none"));
  CHECK(has(page(view, persian), "<li id=\"c2\">۲ "));
}

TEST_CASE("conditions choose one branch") {
  CHECK(has(page(trial::Blocks{.closed = true, .kind = "decree"}), "closed decree"));
  const std::string closed = page(trial::Blocks{.closed = true, .kind = "bill"});
  CHECK(has(closed, "</ol>\nclosed\n"));
  CHECK(!has(closed, "aria-current"));
  const std::string open = page(trial::Blocks{});
  CHECK(has(open, "open\nquiet"));
  CHECK(has(open, "<a aria-current=\"page\" class=\"tab open\">0</a>"));
  CHECK(has(page(trial::Blocks{.state = trial::State::closed}), "class=\"tab\""));
  CHECK(has(page(trial::Blocks{}), "no first"));
  CHECK(has(page(trial::Blocks{.first = trial::Comment{.author = "Z", .text = ""}}), "first: Z"));
  CHECK(has(page(trial::Blocks{.comments = {{}, {}}, .kind = "a"}), "many"));
  CHECK(!has(page(trial::Blocks{.comments = {{}}, .kind = "a"}), "many"));
}
