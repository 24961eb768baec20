// SPDX-License-Identifier: AGPL-3.0-or-later
#include <atomic>
#include <doctest/doctest.h>
#include <thread>

#define POINTERHOLDER_TRANSITION 4
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFObjectHandle.hh>

#include "base/text.h"
#include "print/inspect.h"
#include "print/samples.h"

using namespace mosharekat;
using namespace mosharekat::print;
using inspect::count;
using inspect::File;
using inspect::has;
using inspect::pages;
using inspect::structure_texts;
using inspect::without_spaces;

namespace {

// All texts of a document in the order they are read, as the structure tree should give them back.
std::vector<std::string> texts(const Document& document) {
  std::vector<std::string> all;
  const auto add = [&](const std::string& text) {
    if (!text.empty()) all.push_back(text);
  };
  add(document.organisation), add(document.title), add(document.subtitle);
  for (const auto& [label, value] : document.facts) add(label), add(value);
  for (const Block& block : document.blocks) {
    if (const auto* heading = std::get_if<Heading>(&block)) add(heading->text);
    if (const auto* paragraph = std::get_if<Paragraph>(&block)) add(paragraph->text);
    if (const auto* list = std::get_if<List>(&block)) {
      for (std::size_t i = 0; i < list->items.size(); ++i) {
        add(list->numbered ? locale::digits(document.language, std::to_string(i + 1)) + "." : "•");
        add(list->items[i]);
      }
    }
    if (const auto* table = std::get_if<Table>(&block)) {
      add(table->caption);
      for (const auto& cell : table->header) add(cell);
      for (const auto& row : table->rows)
        for (const auto& cell : row) add(cell);
    }
    if (const auto* bars = std::get_if<Bars>(&block)) {
      add(bars->caption);
      for (const auto& bar : bars->bars) add(bar.label), add(bar.value);
    }
    if (const auto* change = std::get_if<Change>(&block)) {
      std::string whole;
      for (std::size_t i = 0; i < change->runs.size(); ++i) {
        if (i > 0 && change->runs[i - 1].kind == Change::Run::Kind::removed) whole += " ";
        whole += change->runs[i].text;
      }
      add(whole);
    }
  }
  return all;
}

std::vector<std::string> structure_names(QPDFObjectHandle element) {
  std::vector<std::string> names;
  if (element.isArray())
    for (auto& child : element.getArrayAsVector())
      for (auto& name : structure_names(child)) names.push_back(name);
  if (!element.isDictionary() || !element.hasKey("/S")) return names;
  names.push_back(element.getKey("/S").getName());
  for (auto& name : structure_names(element.getKey("/K"))) names.push_back(name);
  return names;
}

}  // namespace

TEST_CASE("a Persian report is a tagged PDF with title, language and reading direction") {
  Document report = samples::persian_report();
  report.made_at = instant(1780000000000);
  const std::string bytes = pdf(report);
  const File file(bytes, "fa.pdf");
  const std::string facts = file.tell("pdfinfo");
  CHECK(has(facts, "Tagged:          yes"));
  CHECK(has(facts, "PDF version:     1.7"));
  CHECK(has(facts, report.title));
  CHECK(has(facts, report.organisation));
  CHECK(has(file.tell("pdfinfo -rawdates"), "CreationDate:    D:20260528"));
  CHECK(has(file.tell("qpdf --check"), "No syntax or stream encoding errors found"));

  QPDF opened;
  opened.processMemoryFile("report", bytes.data(), bytes.size());
  auto root = opened.getRoot();
  CHECK(root.getKey("/Lang").getUTF8Value() == "fa-IR");
  CHECK(root.getKey("/ViewerPreferences").getKey("/Direction").getName() == "/R2L");
  CHECK(root.getKey("/MarkInfo").getKey("/Marked").getBoolValue());
}

TEST_CASE("an English report reads from the left") {
  const std::string bytes = pdf(samples::english_report());
  QPDF opened;
  opened.processMemoryFile("report", bytes.data(), bytes.size());
  CHECK(opened.getRoot().getKey("/Lang").getUTF8Value() == "en");
  CHECK(opened.getRoot().getKey("/ViewerPreferences").getKey("/Direction").getName() == "/L2R");
}

TEST_CASE("every letter is set in the typeface that the program carries") {
  const File file(pdf(samples::persian_report()), "fonts.pdf");
  const std::string fonts = file.tell("pdffonts");
  std::size_t named = 0;
  for (const auto line : text::split(fonts, '\n')) {
    if (!has(line, "TrueType")) continue;
    ++named;
    CHECK_MESSAGE(has(line, "+Vazirmatn-"), line);
    CHECK_MESSAGE(has(line, "yes yes yes"), line);  // embedded, subset, with its letters
  }
  CHECK(named >= 2);
  CHECK(named == count(fonts, "\n") - 2);
}

TEST_CASE("the structure tree gives every text back, letter for letter and in order") {
  for (const Document& document : {samples::persian_report(), samples::english_report(), samples::long_table(120)}) {
    const File file(pdf(document), "structure.pdf");
    const auto read = structure_texts(file), written = texts(document);
    for (std::size_t i = 0; i < std::min(read.size(), written.size()); ++i)
      REQUIRE_MESSAGE(read[i] == written[i], read[i], " | ", written[i]);
    CHECK(read.size() == written.size());
  }
}

TEST_CASE("text extracted by position keeps لا, half-spaces and hamza") {
  const File file(pdf(samples::persian_report()), "text.pdf");
  std::string all;
  for (const std::string& page : pages(file)) all += page;
  for (const std::string_view words :
       {"کلاس‌های آموزشی برای میرآب‌ها لازم است؛ طلا هم که باشد",
        "لأن و الآن و الله هم باید", "روشن‌کردن حق‌آبهٔ روستاها",
        "سالم‌ماندن چشمه‌ها", "واحد تهیه‌کننده",
        "شرکت‌کنندگان به تفکیک شیوهٔ ارسال", "به‌صورت مهمان", "تأکید شده بود"})
    CHECK_MESSAGE(has(all, words), words);
  const File english(pdf(samples::english_report()), "text-en.pdf");
  CHECK(has(pages(english).at(0), "The official file"));
}

TEST_CASE("headings, lists and tables are what the tree says they are") {
  const std::string bytes = pdf(samples::persian_report());
  QPDF opened;
  opened.processMemoryFile("report", bytes.data(), bytes.size());
  const auto names = structure_names(opened.getRoot().getKey("/StructTreeRoot").getKey("/K"));
  const auto number = [&](const char* name) { return std::count(names.begin(), names.end(), name); };
  CHECK(number("/Document") == 1);
  CHECK(number("/H1") == 1);  // the title
  CHECK(number("/H2") == 2);
  CHECK(number("/H3") == 2);
  CHECK(number("/H4") == 1);
  CHECK(number("/H5") == 1);
  CHECK(number("/Table") == 3);  // the facts, the table and the chart
  CHECK(number("/TR") == 4 + 4 + 4);
  CHECK(number("/TH") == 4 + (4 + 3) + 4);
  CHECK(number("/Caption") == 2);
  CHECK(number("/L") == 2);
  CHECK(number("/LI") == 5);
  CHECK(number("/Lbl") == 5);
  CHECK(number("/BlockQuote") == 1);
  const File file(bytes, "tree.pdf");
  const std::string tree = file.tell("pdfinfo -struct");
  CHECK(count(tree, "/Scope /Column") == 4);
  CHECK(count(tree, "/Scope /Row") == 4 + 3 + 4);
  CHECK(count(tree, "/ListNumbering /Decimal") == 1);
}

TEST_CASE("a text in another language says so") {
  const std::string bytes = pdf(samples::persian_report());
  QPDF opened;
  opened.processMemoryFile("report", bytes.data(), bytes.size());
  std::size_t english = 0;
  for (auto& object : opened.getAllObjects())
    if (object.isDictionary() && object.hasKey("/S") && object.hasKey("/Lang") && object.getKey("/Lang").getUTF8Value() == "en")
      ++english;
  CHECK(english == 1);
}

TEST_CASE("the same document gives the same bytes, another gives others") {
  CHECK(pdf(samples::persian_report()) == pdf(samples::persian_report()));
  Document later = samples::persian_report();
  later.made_at = instant(1780000000000);
  CHECK(pdf(later) != pdf(samples::persian_report()));
}

TEST_CASE("pages carry their number in the document's digits") {
  const auto persian = pages(File(pdf(samples::long_table(120)), "numbers.pdf"));
  REQUIRE(persian.size() > 3);
  CHECK(has(without_spaces(persian[1]), "صفحهٔ۲از" + locale::digits(Language::fa, std::to_string(persian.size()))));
  const auto english = pages(File(pdf(samples::english_report()), "numbers-en.pdf"));
  CHECK(has(english[0], "Page 1 of " + std::to_string(english.size())));
}

TEST_CASE("a long table repeats its header on every page and never tears a row") {
  Document document = samples::long_table(0);
  auto& table = std::get<Table>(document.blocks.back());
  for (int i = 100; i < 220; ++i) {
    const std::string number = locale::digits(Language::fa, std::to_string(i));
    table.rows.push_back(
        {number, "محور",
         "آغاز" + number +
             " این متن آن‌قدر بلند است که در دو سطر یا بیشتر جا بگیرد و به "
             "پایان" +
             number + " برسد.",
         "پذیرفته شد", "۱"});
  }
  const auto all = pages(File(pdf(document), "long.pdf"));
  REQUIRE(all.size() > 3);
  std::size_t rows = 0;
  for (const std::string& words : all) {
    CHECK(has(words, "نتیجهٔ بررسی"));
    const std::string page = without_spaces(words);
    for (int i = 100; i < 220; ++i) {
      const std::string number = locale::digits(Language::fa, std::to_string(i));
      const bool begins = has(page, "آغاز" + number);
      CHECK(begins == has(page, "پایان" + number));
      rows += begins ? 1 : 0;
    }
  }
  CHECK(rows == 120);
}

TEST_CASE("no heading stands alone at the end of a page") {
  for (int filler = 18; filler < 34; ++filler) {
    Document document;
    document.title = "عنوان";
    for (int i = 0; i < filler; ++i) document.blocks.push_back(Paragraph{"سطر پرکننده"});
    document.blocks.push_back(Heading{2, "سرفصل آزمون"});
    document.blocks.push_back(Heading{3, "زیرفصل آزمون"});
    document.blocks.push_back(Paragraph{"نخستین سطر زیر سرفصل"});
    for (const std::string& page : pages(File(pdf(document), "heading.pdf"))) {
      CHECK(has(page, "سرفصل آزمون") == has(page, "نخستین سطر زیر سرفصل"));
      CHECK(has(page, "زیرفصل آزمون") == has(page, "نخستین سطر زیر سرفصل"));
    }
  }
}

TEST_CASE("an attached file travels inside and comes out as it was") {
  Document report = samples::english_report();
  report.attachments = {{"data.csv", "text/csv", "The data", "id,text\r\n1,a\r\n"},
                        {"متن.json", "application/json", "داده", "{}"}};
  const File file(pdf(report), "attached.pdf");
  CHECK(has(file.tell("qpdf --check"), "No syntax or stream encoding errors found"));
  CHECK(file.tell("qpdf --show-attachment=data.csv") == "id,text\r\n1,a\r\n");
  CHECK(has(file.tell("pdfdetach -list"), "2 embedded files"));
  CHECK(pdf(report) == pdf(report));
}

TEST_CASE("several documents are made at once without touching each other") {
  const std::string persian = pdf(samples::persian_report()), english = pdf(samples::english_report());
  std::vector<std::thread> threads;
  std::atomic<int> same = 0;
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&, i] {
      for (int round = 0; round < 5; ++round)
        same += i % 2 == 0 ? pdf(samples::persian_report()) == persian : pdf(samples::english_report()) == english;
    });
  for (auto& thread : threads) thread.join();
  CHECK(same == 20);
}

TEST_CASE("an empty document is one clean page") {
  const File file(pdf(Document{}), "empty.pdf");
  CHECK(has(file.tell("pdfinfo"), "Pages:           1"));
  CHECK(has(file.tell("qpdf --check"), "No syntax or stream encoding errors found"));
}

TEST_CASE("hard texts are set without loss: endless words, mixed directions, broken bytes") {
  const File file(pdf(samples::hard_cases()), "hard.pdf");
  CHECK(has(file.tell("qpdf --check"), "No syntax or stream encoding errors found"));
  CHECK(has(file.tell("pdfinfo"), "Tagged:          yes"));
  std::string all;
  for (const std::string& text : structure_texts(file)) all += text + " ";
  CHECK(count(all, "a") >= 300);
  CHECK(has(all, "پیش�پس"));
  CHECK(has(all, "بیش از سرستون‌ها"));
  CHECK(has(all, "漢字 و 👍 و ꙮ و עברית در یک سطر"));
  CHECK(count(without_spaces(all), "ندارند") == 400 + 400 + 400 + 800);
}
