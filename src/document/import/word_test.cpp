// SPDX-License-Identifier: AGPL-3.0-or-later
// Word files of the kinds that offices send, in the markup that Word writes: each gives the same tree as its plain text.
#include <doctest/doctest.h>
#include <filesystem>
#include <fstream>

#include "document/import.h"
#include "document/import/made_files_test.h"

using namespace mosharekat;
using namespace mosharekat::document;
using namespace mosharekat::document::reading;

namespace {

std::string run(std::string_view text) { return "<w:r><w:t xml:space=\"preserve\">" + escaped(text) + "</w:t></w:r>"; }
std::string paragraph(std::string_view inside, std::string_view properties = {}) {
  return "<w:p><w:pPr><w:bidi/>" + std::string(properties) + "</w:pPr>" + std::string(inside) + "</w:p>";
}
std::string plain(std::string_view text) { return paragraph(run(text)); }
std::string listed(std::string_view text, int list, int level = 0) {
  return paragraph(run(text), "<w:numPr><w:ilvl w:val=\"" + std::to_string(level) + "\"/><w:numId w:val=\"" +
                                  std::to_string(list) + "\"/></w:numPr>");
}
std::string styled(std::string_view text, std::string_view style) {
  return paragraph(run(text), "<w:pStyle w:val=\"" + std::string(style) + "\"/>");
}
std::string level(int place, std::string_view format, std::string_view shape, std::string_view more = {}) {
  return "<w:lvl w:ilvl=\"" + std::to_string(place) + "\"><w:start w:val=\"1\"/><w:numFmt w:val=\"" + std::string(format) +
         "\"/>" + std::string(more) + "<w:lvlText w:val=\"" + std::string(shape) + "\"/></w:lvl>";
}
std::string abstract_list(int id, std::string_view levels) {
  return "<w:abstractNum w:abstractNumId=\"" + std::to_string(id) + "\"><w:multiLevelType w:val=\"multilevel\"/>" +
         std::string(levels) + "</w:abstractNum>";
}
std::string list(int id, int abstract, std::string_view overrides = {}) {
  return "<w:num w:numId=\"" + std::to_string(id) + "\"><w:abstractNumId w:val=\"" + std::to_string(abstract) + "\"/>" +
         std::string(overrides) + "</w:num>";
}
std::string begins_at(int place, int start) {
  return "<w:lvlOverride w:ilvl=\"" + std::to_string(place) + "\"><w:startOverride w:val=\"" + std::to_string(start) +
         "\"/></w:lvlOverride>";
}
std::pair<std::string, std::string> part_of(const char* name, std::string_view inside) {
  return {"word/" + std::string(name) + ".xml",
          "<w:" + std::string(name) + " xmlns:w=\"w\" xmlns:mc=\"mc\">" + std::string(inside) + "</w:" + name + ">"};
}

// The articles, notes and clauses of one list of nine levels, as a legal office sets it up once.
const std::string law_levels = abstract_list(0, level(0, "decimal", "ماده %1-") + level(1, "arabicAlpha", "%2-") +
                                                    level(2, "decimal", "%3)", "<w:lvlRestart w:val=\"2\"/>"));

std::vector<std::string> keys(const Imported& imported) {
  std::vector<std::string> out;
  for (const Warning& warning : imported.warnings) out.push_back(warning.key);
  return out;
}
bool says(const Imported& imported, std::string_view key) {
  const auto all = keys(imported);
  return std::find(all.begin(), all.end(), key) != all.end();
}
std::int64_t said(const Imported& imported, std::string_view key, std::size_t argument) {
  for (const Warning& warning : imported.warnings)
    if (warning.key == key) return std::get<std::int64_t>(warning.arguments.at(argument).value);
  return -1;
}

std::string tree(Imported imported) {
  imported.warnings.clear();
  return to_json(imported);
}

// Imports the file; its tree must be that of the text.
Imported same(std::string_view body, std::string_view text, Members others = {}) {
  auto imported = import_file("a.docx", make_docx(body, std::move(others)));
  REQUIRE(imported);
  CHECK(tree(*imported) == tree(import_text(text)));
  return std::move(*imported);
}

std::string data(const std::string& name) {
  std::ifstream in(std::filesystem::path(MOSHAREKAT_SOURCE_DIR) / "tests/data/import" / name, std::ios::binary);
  REQUIRE(in);
  return {std::istreambuf_iterator<char>(in), {}};
}

const std::string title = "آیین‌نامه نمونه شهر";
const std::string head = title + "\n";

}  // namespace

TEST_CASE("Word 1: articles, clauses and items that Word counts") {
  same(
      plain(title) + listed("شهرداری مکلف است:", 1) + listed("درختان را آب دهد.", 1, 1) +
          listed("جوی‌ها را پاک کند:", 1, 1) + listed("هر هفته یک بار؛", 1, 2) + listed("پس از باران.", 1, 2) +
          listed("این آیین‌نامه از فردا اجرا می‌شود.", 1) +
          listed("هزینه‌ها از بودجه است.", 1, 1) + listed("گزارش‌ها ماهانه است.", 1, 1),
      head +
          "ماده 1- شهرداری مکلف است:\nالف- درختان را آب دهد.\nب- جوی‌ها را پاک کند:\n1) هر هفته یک بار؛\n2) پس از باران.\n"
          "ماده 2- این آیین‌نامه از فردا اجرا می‌شود.\nالف- هزینه‌ها از بودجه است.\nب- گزارش‌ها ماهانه است.\n",
      {part_of("numbering", law_levels + list(1, 0))});
}

TEST_CASE("Word 2: Persian letters, abjad, Roman numbers and a shape of one's own") {
  const std::string custom =
      "<w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><mc:AlternateContent><mc:Choice Requires=\"w14\"><w:numFmt w:val=\"custom\" "
      "w:format=\"الف, ب, پ, ...\"/></mc:Choice><mc:Fallback><w:numFmt w:val=\"decimal\"/></mc:Fallback></mc:AlternateContent>"
      "<w:lvlText w:val=\"%1)\"/></w:lvl>";
  const std::string lists = abstract_list(1, level(0, "arabicAbjad", "%1-")) + abstract_list(2, level(0, "upperRoman", "%1.")) +
                            abstract_list(3, custom) + list(1, 1) + list(2, 2) + list(3, 3);
  std::string body = plain(title), text = head;
  const auto add = [&](std::string_view article, int list, std::initializer_list<std::string_view> labels) {
    body += plain(std::string(article) + " موارد زیر:");
    text += std::string(article) + " موارد زیر:\n";
    for (const std::string_view label : labels) {
      body += listed("مورد است؛", list);
      text += std::string(label) + " مورد است؛\n";
    }
  };
  add("ماده ۱-", 1, {"الف-", "ب-", "ج-", "د-", "ه-"});
  add("ماده ۲-", 2, {"I.", "II.", "III.", "IV."});
  add("ماده ۳-", 3, {"الف)", "ب)", "پ)", "ت)"});
  same(body, text, {part_of("numbering", lists)});
}

TEST_CASE("Word 3: numbers from styles, and a paragraph that refuses them") {
  const std::string styles =
      "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/></w:style>"
      "<w:style w:type=\"paragraph\" w:styleId=\"Article\"><w:name w:val=\"ماده\"/><w:basedOn w:val=\"Normal\"/>"
      "<w:pPr><w:numPr><w:numId w:val=\"4\"/></w:numPr></w:pPr></w:style>"
      "<w:style w:type=\"paragraph\" w:styleId=\"Note\"><w:name w:val=\"تبصره\"/><w:basedOn w:val=\"Article\"/>"
      "<w:pPr><w:numPr><w:ilvl w:val=\"1\"/></w:numPr></w:pPr></w:style>"
      "<w:style w:type=\"paragraph\" w:styleId=\"Also\"><w:basedOn w:val=\"Article\"/></w:style>";
  same(plain(title) + styled("متن نخست است.", "Article") + styled("بر پایهٔ قانون است.", "Note") + styled("استثنا دارد.", "Note") +
           styled("متن دوم است.", "Also") +
           paragraph(run("این سطر شماره ندارد."),
                     "<w:pStyle w:val=\"Article\"/><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"0\"/></w:numPr>") +
           styled("متن سوم است.", "Article"),
       head +
           "ماده 1: متن نخست است.\nتبصره 1 - بر پایهٔ قانون است.\nتبصره 2 - استثنا دارد.\nماده 2: متن دوم است.\n"
           "این سطر شماره ندارد.\nماده 3: متن سوم است.\n",
       {part_of("styles", styles),
        part_of("numbering", abstract_list(7, level(0, "decimal", "ماده %1:", "<w:pStyle w:val=\"Article\"/>") +
                                                  level(1, "decimal", "تبصره %2 -", "<w:pStyle w:val=\"Note\"/>")) +
                                 list(4, 7))});
}

TEST_CASE("Word 4: a list begins anew, another goes on, and one starts at five") {
  same(plain(title) + plain("ماده ۱- موارد:") + listed("یک است.", 1) + listed("دو است.", 1) + plain("ماده ۲- موارد:") +
           listed("یک است.", 2) + listed("دو است.", 2) + plain("ماده ۳- موارد دیگر:") + listed("سه است.", 2) +
           listed("چهار است.", 2) + plain("ماده ۴- باز هم:") + listed("پنج است.", 3) + listed("شش است.", 3),
       head +
           "ماده ۱- موارد:\n1- یک است.\n2- دو است.\nماده ۲- موارد:\n1- یک است.\n2- دو است.\nماده ۳- موارد دیگر:\n3- سه است.\n"
           "4- چهار است.\nماده ۴- باز هم:\n5- پنج است.\n6- شش است.\n",
       {part_of("numbering", abstract_list(0, level(0, "decimal", "%1-")) + abstract_list(5, level(0, "decimal", "%1-")) +
                                 list(1, 0) + list(2, 0, begins_at(0, 1)) + list(3, 5, begins_at(0, 5)))});
}

TEST_CASE("Word 5: numbers of several levels in one label, in digits where the level says so") {
  same(plain("گزارش نمونه") + listed("کلیات", 1) + listed("این گزارش برای آزمون نوشته شده است و متنی بلند دارد.", 1, 1) +
           listed("دامنهٔ آن شهر است و روستا را در بر نمی‌گیرد.", 1, 1) + listed("نتایج", 1) +
           listed("نتیجهٔ نخست آن است که آزمون می‌گذرد.", 1, 1),
       "گزارش نمونه\n1. کلیات\n1.1. این گزارش برای آزمون نوشته شده است و متنی بلند دارد.\n1.2. دامنهٔ آن شهر است و روستا را در بر "
       "نمی‌گیرد.\n2. نتایج\n2.1. نتیجهٔ نخست آن است که آزمون می‌گذرد.\n",
       {part_of("numbering",
                abstract_list(0, level(0, "decimal", "%1.") + level(1, "decimal", "%1.%2.", "<w:isLgl/>")) + list(1, 0))});
}

TEST_CASE("Word 6: tracked changes are accepted and counted, also those of paragraphs and rows") {
  const std::string change = " w:id=\"1\" w:author=\"x\" w:date=\"2026-01-01T00:00:00Z\"";
  const Imported imported = same(
      plain(title) +
          paragraph(run("ماده ۱- مهلت ") + "<w:del" + change + "><w:r><w:delText>ده</w:delText></w:r></w:del><w:ins" + change +
                    ">" + run("سی") + "</w:ins>" + run(" روز است.")) +
          paragraph("<w:del" + change + "><w:r><w:delText>این بند حذف شد.</w:delText></w:r></w:del>",
                    "<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr><w:rPr><w:del" + change + "/></w:rPr>") +
          paragraph(run("ماده ۲- نیمهٔ نخست"), "<w:rPr><w:del" + change + "/></w:rPr>") + plain(" و نیمهٔ دوم است.") +
          listed("بند نخست است.", 1) + "<w:tbl><w:tr><w:trPr><w:del" + change + "/></w:trPr><w:tc>" + plain("رفته") +
          "</w:tc></w:tr><w:tr><w:tc>" + plain("نام") + "</w:tc><w:tc>" + plain("نشانی") + "</w:tc></w:tr></w:tbl>" +
          paragraph("<w:moveFrom" + change + ">" + run("جابه‌جا") + "</w:moveFrom><w:moveTo" + change + ">" +
                    run("ماده ۳- پایان است.") + "</w:moveTo>"),
      head + "ماده ۱- مهلت سی روز است.\nماده ۲- نیمهٔ نخست و نیمهٔ دوم است.\n1- بند نخست است.\nنام | نشانی\nماده ۳- پایان است.\n",
      {part_of("numbering", abstract_list(0, level(0, "decimal", "%1-")) + list(1, 0))});
  CHECK(said(imported, "import.warning.tracked", 0) == 2);
  CHECK(said(imported, "import.warning.tracked", 1) == 4);
}

TEST_CASE("Word 7: comments are left out and counted, hidden text too") {
  const Imported imported = same(plain(title) +
                                     paragraph("<w:commentRangeStart w:id=\"0\"/>" + run("ماده ۱- متن است.") +
                                               "<w:commentRangeEnd w:id=\"0\"/><w:r><w:commentReference w:id=\"0\"/></w:r>"
                                               "<w:r><w:rPr><w:vanish/></w:rPr><w:t> یادداشت درونی</w:t></w:r>") +
                                     plain("ماده ۲- پایان است."),
                                 head + "ماده ۱- متن است.\nماده ۲- پایان است.\n",
                                 {part_of("comments", "<w:comment w:id=\"0\">" + plain("چرا؟") + "</w:comment>")});
  CHECK(said(imported, "import.warning.comments", 0) == 1);
  CHECK(said(imported, "import.warning.hidden", 0) == 1);
}

TEST_CASE("Word 8: tables, with running numbers, labels in a column, cells in cells and content controls") {
  const auto cell = [](std::string_view inside) { return "<w:tc>" + std::string(inside) + "</w:tc>"; };
  const auto row = [&](std::initializer_list<std::string> cells) {
    std::string out = "<w:tr>";
    for (const std::string& each : cells) out += cell(each);
    return out + "</w:tr>";
  };
  same(
      plain(title) + plain("ماده ۱- نرخ‌ها:") + "<w:tbl>" + row({plain("ردیف"), plain("شرح"), plain("مبلغ")}) +
          row({listed("", 1), plain("پروانه"), plain("۱۰۰")}) +
          row({listed("", 1), plain("تمدید") + plain("سالانه"), plain("۵۰")}) + "</w:tbl><w:tbl>" +
          row({plain("ماده ۲"), plain("متن ماده در خانهٔ دوم است.")}) +
          row({plain("ماده ۳"),
               "<w:sdt><w:sdtPr/><w:sdtContent>" + plain("متن در مهار محتوا است.") + "</w:sdtContent></w:sdt>"}) +
          "</w:tbl>",
      head +
          "ماده ۱- نرخ‌ها:\nردیف | شرح | مبلغ\n1 | پروانه | ۱۰۰\n2 | تمدید سالانه | ۵۰\nماده ۲ - متن ماده در خانهٔ دوم است.\n"
          "ماده ۳ - متن در مهار محتوا است.\n",
      {part_of("numbering", abstract_list(0, level(0, "decimal", "%1.")) + list(1, 0))});
}

TEST_CASE("Word 9: footnotes and endnotes stand with the article that refers to them") {
  const auto reference = [](const char* kind, int id) {
    return "<w:r><w:" + std::string(kind) + "Reference w:id=\"" + std::to_string(id) + "\"/></w:r>";
  };
  same(
      plain(title) + paragraph(run("ماده ۱- قانون") + reference("footnote", 2) + run(" برنامه است.")) +
          paragraph(run("ماده ۲- پایان است.") + reference("endnote", 5)),
      head +
          "ماده ۱- قانون[1] برنامه است.\n[1] قانون پنج‌ساله.\nماده ۲- پایان است.[2]\n[2] افزوده شده.\n",
      {part_of("footnotes", "<w:footnote w:id=\"-1\" w:type=\"separator\"/><w:footnote w:id=\"2\">" +
                                paragraph("<w:r><w:footnoteRef/></w:r>" + run(" قانون پنج‌ساله.")) +
                                "</w:footnote>"),
       part_of("endnotes", "<w:endnote w:id=\"5\">" + plain("افزوده شده.") + "</w:endnote>")});
}

TEST_CASE("Word 10: headers, footers and the boxes of a letterhead are no text") {
  const std::string box =
      "<w:txbxContent>" + plain("شماره: ....") + plain("تاریخ: ....") + plain("پیوست: ....") + "</w:txbxContent>";
  const Imported imported = same(
      paragraph("<w:r><mc:AlternateContent xmlns:mc=\"mc\"> <mc:Choice Requires=\"wps\"><w:drawing>" + box +
                "</w:drawing></mc:Choice> <mc:Fallback><w:pict>" + box + "</w:pict></mc:Fallback></mc:AlternateContent></w:r>") +
          plain(title) + plain("ماده ۱- متن است.") + plain("ماده ۲- متن است.") +
          "<w:sectPr><w:headerReference w:type=\"default\"/></w:sectPr>",
      head + "ماده ۱- متن است.\nماده ۲- متن است.\n",
      {part_of("header1", plain("جمهوری اسلامی ایران")), part_of("footer1", plain("صفحه ۱"))});
  CHECK(said(imported, "import.warning.letterhead", 0) == 1);
}

TEST_CASE("Word 11: a box in the text is read once, behind its paragraph") {
  const std::string box = "<w:txbxContent>" + plain("این جمله در کادری میان متن آمده است.") + "</w:txbxContent>";
  const Imported imported =
      same(plain(title) + plain("ماده ۱- متن است.") +
               paragraph(run("ماده ۲- متن دیگر است.") + "<w:r><mc:AlternateContent xmlns:mc=\"mc\"><mc:Choice Requires=\"wps\">" +
                         box + "</mc:Choice><mc:Fallback>" + box + "</mc:Fallback></mc:AlternateContent></w:r>") +
               plain("ماده ۳- پایان است."),
           head + "ماده ۱- متن است.\nماده ۲- متن دیگر است.\nاین جمله در کادری میان متن آمده است.\nماده ۳- پایان است.\n");
  CHECK(said(imported, "import.warning.boxes", 0) == 1);
}

TEST_CASE("Word: pictures and charts are left out and counted once, whatever they are wrapped in") {
  const std::string picture =
      "<w:drawing><a:graphic xmlns:a=\"a\" xmlns:pic=\"p\"><pic:pic><pic:blipFill><a:blip/></pic:blipFill></pic:pic></a:graphic></w:drawing>";
  const std::string old = "<w:pict xmlns:v=\"v\"><v:shape><v:imagedata/></v:shape></w:pict>";
  const Imported imported =
      same(plain(title) + plain("ماده ۱- متن است.") +
               paragraph("<w:r><mc:AlternateContent xmlns:mc=\"mc\"><mc:Choice Requires=\"wps\">" + picture +
                         "</mc:Choice><mc:Fallback>" + old + "</mc:Fallback></mc:AlternateContent></w:r>") +
               paragraph("<w:r>" + old + "</w:r>") + plain("ماده ۲- پایان است."),
           head + "ماده ۱- متن است.\nماده ۲- پایان است.\n");
  CHECK(said(imported, "import.warning.images", 0) == 2);
  CHECK_FALSE(says(imported, "import.warning.boxes"));
}

TEST_CASE("Word 12: fields show their result, contents lists are left out") {
  const auto sign = [](const char* kind) { return "<w:r><w:fldChar w:fldCharType=\"" + std::string(kind) + "\"/></w:r>"; };
  const auto instruction = [](const char* text) { return "<w:r><w:instrText>" + std::string(text) + "</w:instrText></w:r>"; };
  same(
      plain(title) +
          "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val=\"Table of Contents\"/></w:docPartObj></w:sdtPr><w:sdtContent>" +
          plain("فصل اول: کلیات 3") + "</w:sdtContent></w:sdt>" +
          paragraph(sign("begin") + instruction(" TOC \\o ") + sign("separate") + run("فصل اول: کلیات 3")) +
          plain("فصل دوم: اجرا 4") + paragraph(sign("end")) + plain("فصل اول: کلیات") +
          paragraph(run("ماده ۱- به مادهٔ ") + sign("begin") + instruction("REF ") + sign("begin") + instruction("X") +
                    sign("separate") + run("پنهان") + sign("end") + sign("separate") + run("2") + sign("end") +
                    run(" نگاه کنید. ") + "<w:hyperlink>" + run("نشانی") + "</w:hyperlink><w:fldSimple w:instr=\"DATE\">" +
                    run(" امروز.") + "</w:fldSimple>") +
          plain("فصل دوم: اجرا") + plain("ماده ۲- متن است."),
      head + "فصل اول: کلیات\nماده ۱- به مادهٔ 2 نگاه کنید. نشانی امروز.\nفصل دوم: اجرا\nماده ۲- متن است.\n");
}

TEST_CASE("Word 13: mixed directions, soft hyphens, signs of fonts and runs cut anywhere") {
  same(plain(title) +
           paragraph(run("ما") + run("ده ") + "<w:r><w:rPr><w:rtl/></w:rPr><w:t>(۱)</w:t></w:r>" + run("ـ سامانهٔ ") +
                     "<w:r><w:rPr><w:lang w:val=\"en-US\"/></w:rPr><w:t>Open\xC2\xAD"
                     "Data</w:t></w:r>" +
                     run(" (نسخهٔ") + "<w:r><w:noBreakHyphen/></w:r>" + run("۲) برپا می\u200Cشود.\u200F") +
                     "<w:r><w:softHyphen/></w:r>") +
           paragraph("<w:r><w:sym w:font=\"Symbol\" w:char=\"F0B7\"/></w:r>" + run(" مورد است.")) + plain("ماده (۲)ـ پایان است."),
       head + "ماده (۱)ـ سامانهٔ OpenData (نسخهٔ-۲) برپا می\u200Cشود.\n• مورد است.\nماده (۲)ـ پایان است.\n");
}

TEST_CASE("Word 14: chapters counted by heading styles, articles counted through them") {
  const std::string styles =
      "<w:style w:type=\"paragraph\" w:styleId=\"H1\"><w:name w:val=\"heading 1\"/><w:pPr><w:numPr><w:numId "
      "w:val=\"1\"/></w:numPr><w:outlineLvl w:val=\"0\"/></w:pPr></w:style>";
  same(plain(title) + styled("کلیات", "H1") + listed("متن نخست است.", 2) + listed("متن دوم است.", 2) + styled("اجرا", "H1") +
           listed("متن سوم است.", 2),
       head + "فصل 1: کلیات\nماده 1- متن نخست است.\nماده 2- متن دوم است.\nفصل 2: اجرا\nماده 3- متن سوم است.\n",
       {part_of("styles", styles),
        part_of("numbering", abstract_list(0, level(0, "decimal", "فصل %1:")) +
                                 abstract_list(1, level(0, "hindiNumbers", "ماده %1")) + list(1, 0) + list(2, 1))});
}

TEST_CASE("Word 15: bullets, an embedded file, and a main part of another name") {
  const std::string body = plain(title) + plain("ماده ۱- شرط‌ها:") + listed("نخست آن‌که بیاید؛", 1) +
                           listed("دوم آن‌که بماند.", 1) + "<w:altChunk r:id=\"x\"/>" + plain("ماده ۲- پایان است.");
  Members members = {
      {"_rels/.rels",
       "<Relationships><Relationship Type=\"http://x/officeDocument\" Target=\"/word/document2.xml\"/></Relationships>"},
      {"word/_rels/document2.xml.rels",
       "<Relationships><Relationship Type=\"http://x/numbering\" Target=\"lists.xml\"/></Relationships>"},
      {"word/lists.xml", part_of("numbering", abstract_list(0, level(0, "bullet", "\uF0B7")) + list(1, 0)).second},
      {"word/document2.xml", "<w:document xmlns:w=\"w\"><w:body>" + body + "</w:body></w:document>"}};
  const auto imported = import_file("a.docx", make_zip(members));
  REQUIRE(imported);
  CHECK(
      tree(*imported) ==
      tree(import_text(
          head +
          "ماده ۱- شرط‌ها:\n• نخست آن‌که بیاید؛\n• دوم آن‌که بماند.\nماده ۲- پایان است.\n")));
  CHECK(says(*imported, "import.warning.embedded"));
}

TEST_CASE("what LibreOffice wrote, as Word and as its own: lists, a footnote, a table, tracked changes") {
  const std::string text =
      "آیین\u200Cنامه نمونه کتابخانه\nماده 1- کتابخانه مکلف است:\nالف- کتاب\u200Cها را فهرست کند؛\nب- امانت را ثبت کند:\n1) نام گیرنده؛\n2) تاریخ "
      "بازگشت.\nماده 2- هزینه\u200Cها از بودجه شهرداری است.[1]\n[1] بودجهٔ سال جاری.\nماده 3- مهلت پاسخ سی روز است.\n"
      "ماده 4- نرخ\u200Cها به شرح جدول است:\nشرح | مبلغ\nدیرکرد | ۱۰۰ ریال\nماده 5- شروط عضویت:\nالف) سن بالای هفت سال؛\nب) نشانی "
      "معلوم؛\nج) معرفی یک نفر.\nماده 6- این آیین\u200Cنامه از فردا اجرا می\u200Cشود.\n";
  for (const char* name : {"writer-lists.docx", "writer-lists.odt"}) {
    CAPTURE(name);
    const auto imported = import_file(name, data(name));
    REQUIRE(imported);
    CHECK(tree(*imported) == tree(import_text(text)));
    CHECK(said(*imported, "import.warning.tracked", 0) == 1);
    CHECK(said(*imported, "import.warning.tracked", 1) == 1);
  }
}
