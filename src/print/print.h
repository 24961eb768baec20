// SPDX-License-Identifier: AGPL-3.0-or-later
// Documents for paper and office: one description, written as tagged PDF (Pango, Cairo) and as DOCX. Persian is shaped, direction
// follows the language. The module knows blocks, not reports: report/, letters and certificates compose them. Thread-safe.
#pragma once
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/locale.h"

namespace mosharekat::print {

struct Heading {
  int level = 1;  // 1–4
  std::string text;
};
struct Paragraph {
  std::string text;
  enum class Tone { normal, quote, note, lead } tone = Tone::normal;
  bool with_next = false;  // on the page of what follows; DOCX only
};
struct List {
  std::vector<std::string> items;
  bool numbered = false;
};
struct Table {
  std::string caption;
  std::vector<std::string> header;             // also repeated on every page the table runs over
  std::vector<std::vector<std::string>> rows;  // first column is the row's heading
  std::vector<bool> numeric;                   // columns aligned as figures
  // For tables that are to be filled in: parts of the width, together 1, and (DOCX) the language that each column is written in.
  // Without them a column is as wide as what it holds and each cell reads as its own text does.
  std::vector<double> shares{};
  std::vector<Language> languages{};
};
// A piece of a comparison: what was taken out is struck through, what came in is underlined; a sign beside colour.
struct Change {
  struct Run {
    enum class Kind { same, removed, added } kind = Kind::same;
    std::string text;
  };
  std::vector<Run> runs;
};
struct PageBreak {};
// Shares as bars, each with its figure in words of the document: seen as a chart, read aloud and copied as a table.
struct Bars {
  struct Bar {
    std::string label;
    std::string value;  // e.g. "۷۸٪ (۹۸۰ از ۱٬۲۵۰)"
    double share = 0;   // of the full length, 0–1
  };
  std::string caption;
  std::vector<Bar> bars;
};
using Block = std::variant<Heading, Paragraph, List, Table, Change, PageBreak, Bars>;

// A file that travels inside the PDF, e.g. the data of a report. DOCX leaves it out.
struct Attachment {
  std::string name;        // "data.csv"
  std::string media_type;  // "text/csv"
  std::string description;
  std::string bytes;
};

struct Document {
  Language language = Language::fa;
  std::string title;
  std::string organisation;  // head of every page
  std::string subtitle{};
  Instant made_at{};                                         // written into the file; the epoch leaves it out
  std::string footer{};                                      // beside the page number, e.g. the hash of the data
  std::vector<std::pair<std::string, std::string>> facts{};  // label and value under the title
  std::vector<Block> blocks;
  std::vector<Attachment> attachments{};
  bool landscape = false;  // for wide tables; DOCX only
  std::string emblem{};    // a PNG beside the organisation on the first page; empty: the star (PDF), nothing (DOCX)
};

// PDF 1.7, tagged (headings, tables, lists), /Lang and reading direction set, page numbers in the document's digits.
std::string pdf(const Document& document);
// Office Open XML: real styles for headings, tables with header rows, bidi paragraphs and runs.
std::string docx(const Document& document);

}  // namespace mosharekat::print
