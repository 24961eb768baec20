// SPDX-License-Identifier: AGPL-3.0-or-later
#include "report/translation_sheet.h"

#include "print/print.h"
#include "print/spreadsheet.h"

namespace mosharekat::report {

namespace {

std::string title_of(const TranslationSheet& sheet, std::string_view column) {
  return locale::sentence(sheet.language, "translation.column." + std::string(column));
}

}  // namespace

std::string xlsx(const TranslationSheet& sheet) {
  constexpr double widths[] = {14, 80, 80};
  print::Sheet rows{.name = locale::sentence(sheet.language, "translation.sheet"), .columns = {}, .rows = {}};
  for (std::size_t at = 0; at < std::size(widths); ++at)
    rows.columns.push_back({.title = title_of(sheet, consultation::translation_columns[at]), .width = widths[at]});
  for (const consultation::TranslationRow& row : sheet.rows) rows.rows.push_back({row.code, row.source, row.translation});
  return print::xlsx({sheet.language, {std::move(rows)}, sheet.title, sheet.made_at});
}

std::string docx(const TranslationSheet& sheet) {
  print::Table rows{.caption = locale::sentence(sheet.language, "translation.sheet"),
                    .header = {},
                    .rows = {},
                    .numeric = {},
                    .shares = {0.12, 0.44, 0.44},
                    .languages = {Language::en, Language::fa, Language::en}};
  for (const std::string_view column : consultation::translation_columns) rows.header.push_back(title_of(sheet, column));
  for (const consultation::TranslationRow& row : sheet.rows) rows.rows.push_back({row.code, row.source, row.translation});
  print::Document document{.language = sheet.language, .title = sheet.title, .organisation = sheet.agency, .blocks = {}};
  document.made_at = sheet.made_at;
  document.landscape = true;
  document.blocks.emplace_back(
      print::Paragraph{locale::sentence(sheet.language, "translation.how"), print::Paragraph::Tone::note});
  document.blocks.emplace_back(std::move(rows));
  return print::docx(document);
}

}  // namespace mosharekat::report
