// SPDX-License-Identifier: AGPL-3.0-or-later
#include <cstdint>
#include <doctest/doctest.h>
#include <filesystem>
#include <fstream>
#include <unicode/ucnv.h>

#include "base/text.h"
#include "document/import.h"
#include "document/import/lines.h"
#include "document/import/made_files_test.h"
#include "document/import/transfer.h"

using namespace mosharekat;
using namespace mosharekat::document;
using namespace mosharekat::document::reading;

namespace {

std::string file(const std::string& name) {
  std::ifstream in(std::filesystem::path(MOSHAREKAT_SOURCE_DIR) / "tests/data/import" / name, std::ios::binary);
  REQUIRE(in);
  return {std::istreambuf_iterator<char>(in), {}};
}

Imported import(std::string_view name, std::string_view content) {
  auto imported = import_file(name, content);
  REQUIRE(imported);
  return std::move(*imported);
}

std::vector<std::string> paragraphs(Result<Lines> read) {
  REQUIRE(read);
  std::vector<std::string> out;
  for (const Line& line : read->lines) {
    out.push_back(text::tidy_line(line.text));
    for (const std::string& note : line.notes) out.push_back(text::tidy_line(note));
  }
  return out;
}

std::string refused(std::string_view name, std::string_view content) {
  const auto imported = import_file(name, content);
  return imported ? "" : imported.error().key;
}

std::string in_encoding(std::string_view text, const char* encoding) {
  UErrorCode status = U_ZERO_ERROR;
  std::string out(text.size() * 4 + 16, '\0');
  const std::int32_t length = ucnv_convert(encoding, "UTF-8", out.data(), static_cast<std::int32_t>(out.size()), text.data(),
                                           static_cast<std::int32_t>(text.size()), &status);
  REQUIRE(U_SUCCESS(status));
  out.resize(static_cast<std::size_t>(length));
  return out;
}

}  // namespace

TEST_CASE("one text gives one tree in every format") {
  const std::string sample = file("sample.txt");
  const std::string tree = to_json(import("sample.txt", sample));
  CHECK(count(import("sample.txt", sample).texts[0].provisions, Kind::article) == 8);
  CHECK(to_json(import("sample.docx", docx_of(sample))) == tree);
  CHECK(to_json(import("sample.odt", odt_of(sample))) == tree);
  std::string page = "<!doctype html><html><head><title>x</title></head><body><nav>منو</nav><main>";
  for (const std::string& line : lines_of(sample)) page += "<p>" + escaped(line) + "</p>\n";
  CHECK(to_json(import("sample.html", page + "</main></body></html>")) == tree);
  CHECK(to_json(import("sample-writer.pdf", file("sample-writer.pdf"))) == tree);
  CHECK(to_json(import("sample-browser.pdf", file("sample-browser.pdf"))) == tree);
}

TEST_CASE("what the reader says arrives as it was said") {
  const Imported imported = import("sample.txt", file("sample.txt"));
  const auto arrived = unpack(pack(imported));
  REQUIRE(arrived);
  CHECK(to_json(*arrived) == to_json(imported));
  const auto refusal = unpack(pack(Error{Code::invalid, "import.error.rtf", {}}));
  REQUIRE_FALSE(refusal);
  CHECK(refusal.error().key == "import.error.rtf");
  for (const std::string_view lie :
       {"", "[]", "{}", R"({"error":["call.error",[]]})", R"({"texts":[],"warnings":[]})",
        R"({"texts":[["fa","t",[["king",null,"","","",false,[]]]]],"warnings":[]})", R"({"error":7})"}) {
    CAPTURE(lie);
    const auto answer = unpack(lie);
    REQUIRE_FALSE(answer);
    CHECK(answer.error().key == "import.error.failed");
  }
}

TEST_CASE("plain text is read in UTF-8, UTF-16 and windows-1256") {
  const std::string text = "قانون نمونه\nماده ۱- متن گچ پژ است.\nماده ۲- پایان.\n";
  const std::string tree = to_json(import("a.txt", text));
  CHECK(to_json(import("a.txt", "\xEF\xBB\xBF" + text)) == tree);
  CHECK(to_json(import("a.txt", "\xFF\xFE" + in_encoding(text, "UTF-16LE"))) == tree);
  CHECK(to_json(import("a.txt", "\xFE\xFF" + in_encoding(text, "UTF-16BE"))) == tree);
  CHECK(to_json(import("a.txt", in_encoding(text, "UTF-16LE"))) == tree);
  // That encoding has neither Persian digits nor the Persian yeh.
  const std::string old = "قانون نمونه\nماده 1- متن گچ پژ است.\nماده 2- پايان.\n";
  CHECK(to_json(import("a.txt", in_encoding(old, "windows-1256"))) == to_json(import("a.txt", old)));
}

TEST_CASE("text wrapped at a width is joined again") {
  const std::string sentence =
      "دستگاه‌های اجرایی مکلف‌اند درخواست‌های شهروندان را در همان روز ثبت کنند و پاسخ آن را ظرف سی روز کاری "
      "به "
      "آگاهی "
      "آنان "
      "برسانند.";
  std::string wrapped = "قانون نمونه\n";
  for (int article = 1; article <= 12; ++article) {
    const std::string whole = "ماده " + std::to_string(article) + "- " + sentence;
    std::size_t width = 0;
    for (const std::string_view word : text::split(whole, ' ')) {
      const std::size_t length = text::length(word);
      if (width > 0 && width + 1 + length > 50) width = 0;
      wrapped += (width > 0 ? " " : "\n") + std::string(word);
      width += length + (width > 0 ? 1 : 0);
    }
  }
  const Imported imported = import("a.txt", wrapped);
  REQUIRE(imported.texts[0].provisions.size() == 12);
  for (const Provision& article : imported.texts[0].provisions) CHECK(article.text == sentence);
}

TEST_CASE("Word: tracked changes are accepted, tables are rows, footnotes are kept, fields say what they show") {
  const std::string body =
      "<w:p><w:r><w:t>پیش "
      "</w:t></w:r><w:ins><w:r><w:t>افزوده</w:t></w:r></w:ins><w:del><w:r><w:delText>حذف‌شده</w:delText></w:r></"
      "w:del>"
      "<w:r><w:tab/><w:t>پس</w:t><w:footnoteReference w:id=\"3\"/></w:r></w:p>"
      "<w:p><w:r><w:t>یک</w:t><w:br/><w:t>دو</w:t></w:r></w:p>"
      "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>ردیف</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>نام</w:t></w:r></w:p></w:tc></w:tr></"
      "w:tbl>"
      "<w:p><w:r><w:instrText>PAGE</w:instrText></w:r><w:hyperlink><w:r><w:t>پیوند</w:t></w:r></w:hyperlink></w:p>";
  const std::string notes =
      "<w:footnotes xmlns:w=\"x\"><w:footnote w:id=\"3\"><w:p><w:r><w:t>متن پانوشت</w:t></w:r></w:p></w:footnote></w:footnotes>";
  CHECK(paragraphs(read_docx(make_docx(body, {{"word/footnotes.xml", notes}}))) ==
        std::vector<std::string>{"پیش افزوده پس[1]", "[1] متن پانوشت", "یک", "دو", "ردیف | نام", "پیوند"});
}

TEST_CASE("Word: headings by style part a text that has no articles") {
  const std::string styles =
      "<w:styles xmlns:w=\"x\"><w:style w:styleId=\"H\"><w:pPr><w:outlineLvl w:val=\"0\"/></w:pPr></w:style>"
      "<w:style w:styleId=\"Mine\"><w:basedOn w:val=\"H\"/></w:style></w:styles>";
  const auto paragraph = [](std::string_view text, std::string_view style = {}) {
    return "<w:p><w:pPr><w:pStyle w:val=\"" + std::string(style) + "\"/></w:pPr><w:r><w:t>" + std::string(text) +
           "</w:t></w:r></w:p>";
  };
  const std::string body = paragraph("سند نمونه") + paragraph("هدف", "Mine") + paragraph("متن هدف است.") +
                           paragraph("دامنه", "H") + paragraph("متن دامنه است.") + paragraph("متن دیگر است.");
  const Imported imported = import("a.docx", make_docx(body, {{"word/styles.xml", styles}}));
  const auto& provisions = imported.texts[0].provisions;
  REQUIRE(provisions.size() == 2);
  CHECK(provisions[0].heading == "هدف");
  CHECK(provisions[1].children.size() == 2);
}

TEST_CASE("OpenDocument: spaces, tabs, breaks, tables, deletions and footnotes") {
  const std::string body =
      "<text:tracked-changes><text:changed-region><text:deletion><text:p>حذف‌شده</text:p></text:deletion></"
      "text:changed-region></text:tracked-changes>"
      "<text:p>یک<text:s text:c=\"3\"/>دو<text:tab/>سه<text:line-break/>چهار<text:note><text:note-citation>1</text:note-citation>"
      "<text:note-body><text:p>متن پانوشت</text:p></text:note-body></text:note></text:p>"
      "<text:h text:outline-level=\"1\">سرفصل</text:h>"
      "<table:table><table:table-row><table:table-cell><text:p>الف</text:p></table:table-cell><table:table-cell><text:p>ب</"
      "text:p></table:table-cell></table:table-row></table:table>"
      "<text:list><text:list-item><text:p>پنج</text:p></text:list-item></text:list>";
  CHECK(paragraphs(read_odt(make_odt(body))) ==
        std::vector<std::string>{"یک دو سه", "چهار[1]", "[1] متن پانوشت", "سرفصل", "الف | ب", "پنج"});
}

TEST_CASE("OpenDocument: a picture in several formats is one, and the text of a box stands behind its paragraph") {
  const auto read = read_odt(make_odt(
      "<text:p>یک<draw:frame xmlns:draw=\"d\"><draw:image/><draw:image/></draw:frame></text:p>"
      "<text:p>دو<draw:frame xmlns:draw=\"d\"><draw:text-box><text:p>ماده ۱- در کادر</text:p></draw:text-box></draw:frame></text:p>"));
  REQUIRE(read.has_value());
  REQUIRE(read->warnings.size() == 2);
  CHECK(read->warnings[0].key == "import.warning.boxes");
  CHECK(read->warnings[1].key == "import.warning.images");
  CHECK(std::get<std::int64_t>(read->warnings[1].arguments.at(0).value) == 1);
}

TEST_CASE("HTML: blocks are paragraphs, navigation and scripts are not, counted lists show their numbers") {
  const std::string page =
      "<html><head><style>p{}</style></head><body><header>سربرگ</header><nav><a>منو</a></nav><h1>عنوان</h1><p>یک "
      "<b>دو</b><br>سه</p><script>x()</script>"
      "<ol><li>نخست</li><li>دوم</li></ol><table><tr><td>الف</td><td>ب</td></tr></table><div>آزاد<p>بسته</p>باز</"
      "div><footer>پابرگ</footer></body></html>";
  CHECK(paragraphs(read_html(page)) ==
        std::vector<std::string>{"عنوان", "یک دو", "سه", "1- نخست", "2- دوم", "الف ب", "آزاد", "بسته", "باز"});
}

TEST_CASE("the content decides the format, not the name") {
  CHECK(recognise("a.pdf", docx_of("متن")).value() == Format::docx);
  CHECK(recognise("a.docx", odt_of("متن")).value() == Format::odt);
  CHECK(recognise("a.txt", "%PDF-1.4 …").value() == Format::pdf);
  CHECK(recognise("a.txt", "<!DOCTYPE html><html><body><p>متن</p>").value() == Format::html);
  CHECK(recognise("a", "متن ساده").value() == Format::text);
}

TEST_CASE("what cannot be read gets its sentence") {
  using namespace std::string_literals;
  CHECK(refused("a.doc", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 and more") == "import.error.legacy_word");
  CHECK(refused("a.docx", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 "s + "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0"s) ==
        "import.error.encrypted");
  CHECK(refused("a.rtf", "{\\rtf1 text}") == "import.error.rtf");
  CHECK(refused("a.docx", "\x89PNG\r\n\x1A\n and more") == "import.error.image");
  CHECK(refused("a.jpg", "\xFF\xD8\xFF\xE0 and more") == "import.error.image");
  CHECK(refused("a.webp", "RIFF\x10\0\0\0WEBPVP8 "s) == "import.error.image");
  CHECK(refused("a.html", "RIFF words") == "");  // shorter than the mark it begins like
  CHECK(refused("a.txt", "") == "import.error.empty");
  CHECK(refused("a.txt", " \n \n") == "import.error.no_text");
  CHECK(refused("a.exe", "MZ\x90\0\3\0\0\0\4\0\0\0"s) == "import.error.unknown_format");
  CHECK(refused("a.docx", "this is no zip file") == "import.error.damaged");
  CHECK(refused("a.xlsx", make_zip({{"xl/workbook.xml", "<x/>"}})) == "import.error.not_a_text");
  CHECK(refused("a.zip", make_zip({{"readme.txt", "متن"}})) == "import.error.unknown_format");
  CHECK(refused("a.pdf", file("encrypted.pdf")) == "import.error.encrypted");
  CHECK(refused("a.pdf",
                "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj "
                "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>endobj trailer<</Root 1 0 R>>") == "import.error.scan");
  CHECK(refused("a.pdf", "%PDF-1.7 and nothing behind it") == "import.error.damaged");
  CHECK(refused("a.odt", make_odt("<text:p>x</text:p>", {{"META-INF/manifest.xml", "<m><manifest:encryption-data/></m>"}})) ==
        "import.error.encrypted");
}
