// SPDX-License-Identifier: AGPL-3.0-or-later
#include "report/working_table.h"

#include "print/print.h"
#include "print/spreadsheet.h"

namespace mosharekat::report {

namespace {

std::string said(const WorkingTable& table, std::string_view what) {
  return locale::sentence(table.language, "disposition.table." + std::string(what));
}

}  // namespace

std::string xlsx(const WorkingTable& table) {
  constexpr double widths[] = {8, 24, 60, 26, 30, 50, 36, 24, 14};
  print::Sheet rows{.name = said(table, "sheet"), .columns = {}, .rows = {}};
  for (std::size_t at = 0; at < std::size(widths); ++at) {
    const std::string_view column = consultation::table_columns[at];
    print::Column made{.title = said(table, column), .width = widths[at]};
    if (column == "result") made.choices = 1;
    made.hidden = column == "mark";
    rows.columns.push_back(std::move(made));
  }
  for (const consultation::TableRow& row : table.rows)
    rows.rows.push_back(
        {row.number, row.place_of_text, row.text, row.result, row.part, row.reason, row.citation, row.place, row.mark});
  print::Sheet codes{.name = said(table, "codes_sheet"), .columns = {{said(table, "result"), 40}}, .rows = {}};
  for (const consultation::Code code : consultation::all_codes)
    codes.rows.push_back({locale::sentence(table.language, "disposition.code." + std::string(consultation::name(code)))});
  return print::xlsx({table.language, {std::move(rows), std::move(codes)}, table.title, table.made_at});
}

std::string docx(const WorkingTable& table) {
  print::Table rows{.caption = said(table, "sheet"), .header = {}, .rows = {}, .numeric = {true}};
  // What is to be filled in needs room while it is empty.
  rows.shares = {0.05, 0.085, 0.235, 0.12, 0.105, 0.16, 0.09, 0.065, 0.09};
  for (const std::string_view column : consultation::table_columns) rows.header.push_back(said(table, column));
  for (const consultation::TableRow& row : table.rows)
    rows.rows.push_back({locale::digits(table.language, std::to_string(row.number)), row.place_of_text, row.text, row.result,
                         row.part, row.reason, row.citation, row.place, row.mark});
  print::List codes;
  for (const consultation::Code code : consultation::all_codes)
    codes.items.push_back(locale::sentence(table.language, "disposition.code." + std::string(consultation::name(code))));
  print::Document document{.language = table.language, .title = table.title, .organisation = table.agency, .blocks = {}};
  document.made_at = table.made_at;
  document.landscape = true;
  document.blocks.emplace_back(print::Paragraph{said(table, "how"), print::Paragraph::Tone::note});
  document.blocks.emplace_back(std::move(rows));
  document.blocks.emplace_back(print::Heading{2, said(table, "codes_sheet")});
  document.blocks.emplace_back(std::move(codes));
  return print::docx(document);
}

}  // namespace mosharekat::report
