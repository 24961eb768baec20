// SPDX-License-Identifier: AGPL-3.0-or-later
#include "document/office_template.h"

#include <doctest/doctest.h>

#include "base/locale.h"
#include "document/made_template_test.h"

using namespace mosharekat;
using namespace mosharekat::document;

namespace {

std::string sentence_for(const std::string& file) {
  const auto read = read_template(file);
  if (read) return "";
  CHECK(read.error().field == "file");
  CHECK_FALSE(locale::sentence(Language::fa, read.error()).empty());
  CHECK_FALSE(locale::sentence(Language::en, read.error()).empty());
  return read.error().key;
}
std::string relation(std::string_view kind, std::string_view target, bool outside) {
  return "<Relationship Id=\"rId9\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/" +
         std::string(kind) + "\" Target=\"" + std::string(target) + "\"" + (outside ? " TargetMode=\"External\"" : "") + "/>";
}
const OfficeTemplate::Part* part(const OfficeTemplate& read, std::string_view name) {
  for (const auto& one : read.parts)
    if (one.name == name) return &one;
  return nullptr;
}

}  // namespace

TEST_CASE("a letterhead gives its text, headers, footers, styles and pictures, and leaves the rest behind") {
  MadeTemplate made;
  made.settings_inside = "<w:attachedTemplate r:id=\"rId1\"/><w:defaultTabStop w:val=\"720\"/>";
  made.settings_relations = relation("attachedTemplate", "file:///C:/Templates/Office.dotm", true);
  made.main_relations = relation("hyperlink", "https://example.org/", true);
  made.body += "<w:p><w:commentRangeStart w:id=\"0\"/><w:r><w:t>x</w:t></w:r><w:r><w:commentReference w:id=\"0\"/></w:r></w:p>";
  const auto read = read_template(made.file());
  REQUIRE(read);
  CHECK(read->main == "word/document.xml");
  CHECK(read->parts.size() == 6);
  REQUIRE(part(*read, "word/media/emblem.png"));
  CHECK(part(*read, "word/media/emblem.png")->content_type == "image/png");
  CHECK(part(*read, "word/webSettings.xml") == nullptr);
  CHECK(part(*read, "word/settings.xml")->content.find("attachedTemplate") == std::string::npos);
  CHECK(part(*read, "word/settings.xml")->content.find("defaultTabStop") != std::string::npos);
  CHECK(part(*read, "word/document.xml")->content.find("comment") == std::string::npos);
  for (const auto& one : read->relations) CHECK((!one.outside || one.target == "https://example.org/"));
}

TEST_CASE("a template for new documents (.dotx) is as good") {
  MadeTemplate made;
  made.main_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml";
  CHECK(sentence_for(made.file()) == "");
}

TEST_CASE("templates that mean harm, or are none, are refused in words") {
  MadeTemplate made;
  SUBCASE("no file") { CHECK(sentence_for("") == "template.error.empty"); }
  SUBCASE("another kind of file") { CHECK(sentence_for("%PDF-1.7") == "template.error.not_docx"); }
  SUBCASE("a zip of something") { CHECK(sentence_for(reading::make_zip({{"a.txt", "a"}})) == "template.error.not_docx"); }
  SUBCASE("a damaged zip") { CHECK(sentence_for("PK\x03\x04 and no more") == "import.error.damaged"); }
  SUBCASE("too large") { CHECK(sentence_for(std::string(template_bytes_max + 1, 'P')) == "template.error.too_large"); }
  SUBCASE("a document with macros") {
    made.main_type = "application/vnd.ms-word.document.macroEnabled.main+xml";
    CHECK(sentence_for(made.file()) == "template.error.macros");
  }
  SUBCASE("macros in an ordinary document") {
    made.main_relations =
        "<Relationship Id=\"rId9\" Type=\"http://schemas.microsoft.com/office/2006/relationships/vbaProject\" "
        "Target=\"vbaProject.bin\"/>";
    made.others = {{"word/vbaProject.bin", "x"}};
    CHECK(sentence_for(made.file()) == "template.error.macros");
  }
  SUBCASE("a picture that is fetched") {
    made.header_relations = relation("image", "http://tracker.example/a.png", true);
    CHECK(sentence_for(made.file()) == "template.error.outside");
  }
  SUBCASE("a link that is no link for readers") {
    made.main_relations = relation("hyperlink", "file:///etc/passwd", true);
    CHECK(sentence_for(made.file()) == "template.error.outside");
  }
  SUBCASE("an embedded program") {
    made.main_relations = relation("oleObject", "embeddings/a.bin", false);
    made.others = {{"word/embeddings/a.bin", "x"}};
    CHECK(sentence_for(made.file()) == "template.error.embedded");
  }
  SUBCASE("a piece of another format") {
    made.main_relations = relation("aFChunk", "a.html", false);
    made.others = {{"word/a.html", "<script>"}};
    CHECK(sentence_for(made.file()) == "template.error.embedded");
  }
  SUBCASE("a field that fetches, cut into runs") {
    made.body +=
        "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> INCLUDE</w:instrText></w:r><w:r><w:instrText>picture "
        "\"http://tracker.example/a.png\"</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p>";
    CHECK(sentence_for(made.file()) == "template.error.field");
  }
  SUBCASE("a field that starts a program") {
    made.body += "<w:p><w:fldSimple w:instr=\"DDEAUTO c:\\\\windows\\\\cmd.exe\"/></w:p>";
    CHECK(sentence_for(made.file()) == "template.error.field");
  }
  SUBCASE("page numbers and hyperlinks are no such fields") {
    made.body +=
        "<w:p><w:fldSimple w:instr=\" PAGE \"/><w:fldSimple w:instr=\" HYPERLINK &quot;https://example.org&quot;\"/></w:p>";
    CHECK(sentence_for(made.file()) == "");
  }
  SUBCASE("a program that calls itself a picture") {
    made.picture = "MZ" + std::string(100, 'x');
    CHECK(sentence_for(made.file()) == "template.error.picture");
  }
  SUBCASE("a part outside the file") {
    made.main_relations = relation("image", "../../../etc/passwd", false);
    CHECK(sentence_for(made.file()) == "import.error.damaged");
  }
  SUBCASE("entities") {
    made.others = {{"word/header2.xml", "<!DOCTYPE a [<!ENTITY a \"aaaa\">]><w:hdr>&a;</w:hdr>"}};
    made.main_relations = relation("header", "header2.xml", false);
    CHECK(sentence_for(made.file()) == "import.error.bomb");
  }
  SUBCASE("a bomb") {
    made.others = {{"word/header2.xml", "<w:hdr>" + std::string(60u << 20, ' ') + "</w:hdr>"}};
    made.main_relations = relation("header", "header2.xml", false);
    CHECK(sentence_for(made.file()) == "import.error.bomb");
  }
  SUBCASE("deep nesting") {
    std::string deep;
    for (int i = 0; i < 5000; ++i) deep += "<w:sdt>";
    made.body += deep;
    CHECK(sentence_for(made.file()) == "import.error.bomb");
  }
}
