// SPDX-License-Identifier: AGPL-3.0-or-later
// The title among the first lines: short, without a full stop, neither a letterhead nor a word that heads every report.
#include <algorithm>

#include "base/text.h"
#include "base/utf8.h"
#include "document/import/lines.h"
#include "document/import/marks.h"

namespace mosharekat::document::reading {
namespace {

constexpr std::size_t title_letters_max = 300;
constexpr std::size_t lines_searched = 6;

// Folded by search_key.
constexpr std::string_view not_titles[] = {"چکیده",  "مقدمه",    "فهرست",    "فهرست مطالب",  "پیشگفتار",
                                           "دیباچه", "abstract", "contents", "introduction", "preface"};
constexpr std::string_view letterheads[] = {"بسمه تعالی", "باسمه تعالی", "بسم الله", "به نام خدا", "جمهوری اسلامی ایران",
                                            "شماره",      "تاریخ",       "پیوست",    "مصوب"};

bool is_letterhead(std::string_view key) {
  return std::any_of(std::begin(letterheads), std::end(letterheads), [&](std::string_view start) {
    return key.starts_with(start) && (start != "جمهوری اسلامی ایران" || key == start);
  });
}

}  // namespace

std::string clean_title(std::string_view line) {
  std::string title = without_heading_sign(line);
  for (const auto& [open, close] :
       {std::pair<std::string_view, std::string_view>{"\"", "\""}, {"«", "»"}, {"“", "”"}, {"**", "**"}})
    if (title.size() > open.size() + close.size() && title.starts_with(open) && title.ends_with(close)) {
      const std::string inside = title.substr(open.size(), title.size() - open.size() - close.size());
      if (inside.find(open) == std::string::npos && inside.find(close) == std::string::npos) title = inside;
    }
  return title;
}

std::optional<std::size_t> find_title(const std::vector<Line>& lines, std::size_t marked) {
  const std::size_t end = std::min({lines.size(), marked, lines_searched});
  for (std::size_t at = 0; at < end; ++at) {
    const std::string& line = lines[at].text;
    if (text::length(line) > title_letters_max) continue;
    const std::string key = text::search_key(line);
    if (key.empty() || std::find(std::begin(not_titles), std::end(not_titles), key) != std::end(not_titles) || is_letterhead(key))
      continue;
    if (line.ends_with('.') || line.ends_with(':') || line.ends_with("؛") || line.ends_with("،") || line.ends_with(',')) continue;
    return at;
  }
  return std::nullopt;
}

}  // namespace mosharekat::document::reading
