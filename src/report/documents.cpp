// SPDX-License-Identifier: AGPL-3.0-or-later
// The pieces of a report as a document for paper and office.
#include "print/print.h"
#include "report/composer.h"
#include "report/export.h"
#include "report/paper.h"

namespace mosharekat::report {

namespace {

std::string cell_text(const TableCell& cell, Language language) {
  std::string text = cell.text;
  std::string numbers;
  for (const std::int64_t number : cell.numbers) {
    if (!numbers.empty()) numbers += language == Language::fa ? "، " : ", ";
    numbers += locale::digits(language, std::to_string(number));
  }
  if (!numbers.empty()) text += (text.empty() ? "" : " ") + locale::sentence(language, "report.numbers", {{"numbers", numbers}});
  return text;
}

void add(print::Document& to, const Piece& piece) {
  using Tone = print::Paragraph::Tone;
  switch (piece.kind) {
    case Piece::Kind::heading: to.blocks.push_back(print::Heading{piece.level - 1, piece.text}); break;
    case Piece::Kind::paragraph: to.blocks.push_back(print::Paragraph{piece.text, Tone::normal}); break;
    case Piece::Kind::note: to.blocks.push_back(print::Paragraph{piece.text, Tone::note}); break;
    case Piece::Kind::quote: {
      std::string text = piece.text;
      for (const std::int64_t number : piece.numbers)
        text += " (" + locale::sentence(to.language, "report.quote", {{"number", number}}) + ")";
      to.blocks.push_back(print::Paragraph{std::move(text), Tone::quote});
      break;
    }
    case Piece::Kind::list: to.blocks.push_back(print::List{piece.items, false}); break;
    case Piece::Kind::facts: {
      print::Table table{
          .caption = {},
          .header = {locale::sentence(to.language, "report.column.fact"), locale::sentence(to.language, "report.column.value")},
          .rows = {},
          .numeric = {false, false}};
      for (const auto& [label, value] : piece.facts) table.rows.push_back({label, value});
      to.blocks.push_back(std::move(table));
      break;
    }
    case Piece::Kind::table: {
      print::Table table{.caption = piece.text, .header = piece.header, .rows = {}, .numeric = piece.numeric};
      for (const auto& row : piece.rows) {
        std::vector<std::string> cells;
        for (const TableCell& cell : row) cells.push_back(cell_text(cell, to.language));
        table.rows.push_back(std::move(cells));
      }
      to.blocks.push_back(std::move(table));
      if (!piece.remark.empty()) to.blocks.push_back(print::Paragraph{piece.remark, Tone::note});
      break;
    }
  }
}

print::Document document(const Data& data, const Report& report, const std::vector<PartText>& parts, Language language,
                         std::string_view site) {
  const Composition made = compose(data, report, parts, language, site);
  print::Document to{.language = language,
                     .title = made.title,
                     .organisation = made.organisation,
                     .subtitle = made.subtitle,
                     .made_at = report.published_at.value_or(Instant{}),
                     .footer = locale::sentence(language, "report.footer", {{"hash", report.hash}}),
                     .facts = made.facts,
                     .blocks = {}};
  for (const Piece& piece : made.pieces) add(to, piece);
  return to;
}

}  // namespace

std::string pdf(const Data& data, const Report& report, const std::vector<PartText>& parts, Language language,
                std::string_view site, const std::string& emblem) {
  print::Document made = document(data, report, parts, language, site);
  made.emblem = emblem;
  made.attachments.push_back({.name = "data.json",
                              .media_type = "application/json",
                              .description = locale::sentence(language, "report.attachment"),
                              .bytes = export_json(report, parts)});
  return print::pdf(made);
}

std::string docx(const Data& data, const Report& report, const std::vector<PartText>& parts, Language language,
                 std::string_view site, const std::optional<std::string>& paper, const std::string& emblem) {
  print::Document made = document(data, report, parts, language, site);
  if (const auto own = paper ? paper_of(*paper) : std::nullopt)
    return print::docx(made, *own,
                       {.title = made.title,
                        .date = report.published_at ? locale::date(language, *report.published_at) : "",
                        .number = locale::number(language, data.call.number)});
  made.emblem = emblem;
  return print::docx(made);
}

}  // namespace mosharekat::report
