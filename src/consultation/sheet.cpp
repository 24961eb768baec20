// SPDX-License-Identifier: AGPL-3.0-or-later
#include "consultation/sheet.h"

#include <algorithm>

#include "base/locale.h"
#include "base/text.h"

namespace mosharekat::consultation {

std::optional<std::vector<SheetRow>> sheet_rows(const std::vector<std::vector<std::string>>& cells,
                                                std::span<const std::string_view> columns, std::string_view prefix,
                                                std::span<const std::size_t> needed) {
  std::vector<std::vector<std::string>> titles(columns.size());
  for (std::size_t column = 0; column < columns.size(); ++column)
    for (const Language language : all_languages)
      titles[column].push_back(text::search_key(locale::sentence(language, std::string(prefix) + std::string(columns[column]))));
  using Places = std::vector<std::optional<std::size_t>>;
  const auto places_in = [&](const std::vector<std::string>& row) -> std::optional<Places> {
    Places places(columns.size());
    for (std::size_t at = 0; at < row.size(); ++at) {
      // No title is long; a comment need not be folded to know that it is none.
      if (row[at].size() > 200) continue;
      const std::string key = text::search_key(row[at]);
      for (std::size_t column = 0; column < columns.size(); ++column)
        if (std::find(titles[column].begin(), titles[column].end(), key) != titles[column].end()) places[column] = at;
    }
    for (const std::size_t column : needed)
      if (!places[column]) return std::nullopt;
    return places;
  };
  std::optional<Places> places;
  std::vector<SheetRow> rows;
  for (std::size_t at = 0; at < cells.size(); ++at) {
    auto here = places_in(cells[at]);
    if (!places) {
      places = std::move(here);
      continue;
    }
    if (here) continue;
    if (std::all_of(cells[at].begin(), cells[at].end(), [](const std::string& held) { return text::trim(held).empty(); }))
      continue;
    SheetRow& row = rows.emplace_back(SheetRow{.row = static_cast<std::int64_t>(at + 1)});
    for (const auto& place : *places)
      row.cells.push_back(place && *place < cells[at].size() ? text::tidy(cells[at][*place]) : std::string());
  }
  if (!places) return std::nullopt;
  return rows;
}

}  // namespace mosharekat::consultation
