// SPDX-License-Identifier: AGPL-3.0-or-later
// Files that mean harm, read as the server reads them: in a child with limits. Each gets a sentence within seconds.
#include <chrono>
#include <doctest/doctest.h>
#include <filesystem>
#include <fstream>

#include "base/locale.h"
#include "document/import.h"
#include "document/import/made_files_test.h"

using namespace mosharekat;
using namespace mosharekat::document;
using namespace mosharekat::document::reading;

namespace {

// The key of the sentence, or nothing if the file was read; fails when it took longer than a reader waits.
std::string sentence_for(std::string_view name, std::string_view content) {
  start_import_helper();
  const auto begin = std::chrono::steady_clock::now();
  const auto imported = import_isolated(name, content);
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(10));
  if (imported) return "";
  CHECK_FALSE(locale::sentence(Language::fa, imported.error()).empty());
  CHECK_FALSE(locale::sentence(Language::en, imported.error()).empty());
  return imported.error().key;
}

std::string repeated(std::string_view text, std::size_t times) {
  std::string out;
  out.reserve(text.size() * times);
  while (times-- > 0) out += text;
  return out;
}

}  // namespace

TEST_CASE("a good file is read in the child as here") {
  start_import_helper();
  const std::string text = "قانون نمونه\nماده ۱- متن است.\nماده ۲- متن است.\n";
  const auto here = import_file("a.docx", docx_of(text));
  const auto there = import_isolated("a.docx", docx_of(text));
  REQUIRE(here);
  REQUIRE(there);
  CHECK(to_json(*there) == to_json(*here));
}

TEST_CASE("zip bombs are refused before they unpack") {
  CHECK(sentence_for("a.docx", make_docx("<w:p>" + repeated(" ", 80u << 20) + "</w:p>")) == "import.error.bomb");
  CHECK(sentence_for("a.odt", make_odt(repeated("<text:p>a</text:p>", 4u << 20))) == "import.error.bomb");
  Members many;
  for (int member = 0; member < 100'000; ++member) many.emplace_back("m" + std::to_string(member), "");
  CHECK(sentence_for("a.docx", make_docx("<w:p/>", many)) == "import.error.bomb");
}

TEST_CASE("entities are not expanded and depth is limited") {
  const std::string bomb =
      "<!DOCTYPE lolz [<!ENTITY a \"ha\"><!ENTITY b "
      "\"&a;&a;&a;&a;\">]><w:document><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>";
  CHECK(sentence_for("a.docx", make_zip({{"word/document.xml", bomb}})) == "import.error.bomb");
  CHECK(sentence_for("a.docx", make_docx(repeated("<w:p>", 100'000) + repeated("</w:p>", 100'000))) == "import.error.bomb");
  CHECK(sentence_for("a.html", repeated("<div>", 200'000) + "متن") == "import.error.bomb");
}

TEST_CASE("cut and damaged files are refused or read, and nothing else happens") {
  const std::string whole = docx_of(repeated("ماده ۱- متن است.\n", 50));
  for (std::size_t part = 1; part < 12; ++part) sentence_for("a.docx", whole.substr(0, whole.size() * part / 12));
  std::ifstream in(std::filesystem::path(MOSHAREKAT_SOURCE_DIR) / "tests/data/import/sample-writer.pdf", std::ios::binary);
  const std::string pdf{std::istreambuf_iterator<char>(in), {}};
  REQUIRE_FALSE(pdf.empty());
  for (std::size_t part = 1; part < 12; ++part) {
    sentence_for("a.pdf", pdf.substr(0, pdf.size() * part / 12));
    std::string damaged = pdf;
    for (std::size_t at = part; at < damaged.size(); at += 211) damaged[at] = static_cast<char>(at);
    sentence_for("a.pdf", damaged);
  }
}

TEST_CASE("texts that are made to be slow are not") {
  CHECK(sentence_for("a.txt", repeated("1-\n", 190'000)).empty());
  CHECK(sentence_for("a.txt", repeated("ماده ۱ -\n", 190'000)).empty());
  CHECK(sentence_for("a.txt", repeated("تبصره -\nالف -\n", 95'000)).empty());
  CHECK(sentence_for("a.txt", repeated("ماده", 900'000)).empty());
  CHECK(sentence_for("a.txt", repeated("(", 7'000'000)).empty());
  CHECK(sentence_for("a.txt", repeated("متن\n", 2'000'000)) == "import.error.too_large");
  CHECK(sentence_for("a.txt", std::string(70u << 20, 'a')) == "import.error.too_large");
}

TEST_CASE("a PDF that draws for ever is stopped") {
  // A form that draws itself ten times, which draws itself ten times…
  std::string pdf =
      "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj "
      "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R/Resources<</XObject<</X 10 0 R>>>>>>endobj "
      "4 0 obj<</Length 5>>stream\n/X Do\nendstream endobj\n";
  for (int level = 10; level < 22; ++level) {
    const std::string content = repeated("/X Do ", 10);
    pdf += std::to_string(level) + " 0 obj<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X " +
           std::to_string(level + 1) + " 0 R>>>>/Length " + std::to_string(content.size()) + ">>stream\n" + content +
           "\nendstream endobj\n";
  }
  pdf += "22 0 obj<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Length 1>>stream\nn\nendstream endobj\ntrailer<</Root 1 0 R>>";
  CHECK(sentence_for("a.pdf", pdf) == "import.error.failed");
}

TEST_CASE("files that are not what they are called, or lost a part, get their sentence; what can be read is read") {
  using namespace std::string_literals;
  CHECK(sentence_for("a.docm", make_docx("<w:p/>", {{"word/vbaProject.bin", "x"}})) == "import.error.macros");
  CHECK(sentence_for("a.docx", make_zip({{"[Content_Types].xml", "<Types/>"}, {"word/styles.xml", "<x/>"}})) ==
        "import.error.damaged");
  CHECK(sentence_for("a.docx", make_zip({{"[Content_Types].xml", "<Types/>"}, {"xl/workbook.xml", "<x/>"}})) ==
        "import.error.not_a_text");
  CHECK(sentence_for("a.docx", "{\\rtf1 text}") == "import.error.rtf");
  CHECK(sentence_for("a.docx", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 Word.Document.8") == "import.error.legacy_word");
  CHECK(sentence_for("a.docx", "<html><body><p>ماده ۱- متن است.</p></body></html>").empty());
  CHECK(sentence_for("a.docx", make_docx("</w:p>")) == "import.error.damaged");
  CHECK(sentence_for("a.docx", make_docx("<w:sectPr/>")) == "import.error.no_text");
  const std::string deep = repeated("<w:tbl><w:tr><w:tc>", 40) + "<w:p><w:r><w:t>ماده ۱- متن است.</w:t></w:r></w:p>" +
                           repeated("</w:tc></w:tr></w:tbl>", 40);
  CHECK(sentence_for("a.docx", make_docx(deep)).empty());
}

TEST_CASE("lists that refer to themselves, lie about their levels or count without end do no harm") {
  const std::string listed =
      "<w:p><w:pPr><w:pStyle w:val=\"A\"/><w:numPr><w:ilvl w:val=\"99\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr>"
      "<w:r><w:t>متن است</w:t></w:r></w:p>";
  const std::string styles =
      "<w:styles><w:style w:type=\"paragraph\" w:styleId=\"A\"><w:basedOn w:val=\"B\"/></w:style>"
      "<w:style w:type=\"paragraph\" w:styleId=\"B\"><w:basedOn w:val=\"A\"/><w:pPr><w:numPr><w:numId "
      "w:val=\"1\"/></w:numPr></w:pPr></w:style></w:styles>";
  const std::string numbering =
      "<w:numbering><w:abstractNum w:abstractNumId=\"0\"><w:numStyleLink w:val=\"B\"/></w:abstractNum><w:abstractNum "
      "w:abstractNumId=\"1\"><w:lvl w:ilvl=\"-5\"><w:start w:val=\"-2147483648\"/><w:numFmt w:val=\"upperRoman\"/><w:lvlText "
      "w:val=\"%1%2%3%4%5%6%7%8%9%%0%\"/></w:lvl></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num><w:num "
      "w:numId=\"2\"><w:abstractNumId w:val=\"1\"/><w:lvlOverride w:ilvl=\"7\"><w:startOverride "
      "w:val=\"2147483647\"/></w:lvlOverride></w:num></w:numbering>";
  std::string other = listed;
  other.replace(other.find("numId w:val=\"1\""), 15, "numId w:val=\"2\"");
  CHECK(sentence_for("a.docx",
                     make_docx(repeated(listed + other, 3'000), {{"word/styles.xml", styles}, {"word/numbering.xml", numbering}}))
            .empty());
}
