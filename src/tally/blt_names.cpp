// SPDX-License-Identifier: AGPL-3.0-or-later
#include "tally/blt_names.h"

#include <algorithm>

#include "tally/lines.h"

namespace mosharekat::tally {
namespace {

using Names = std::vector<std::string>;

// A file that went through a spreadsheet has commas at the ends of its lines.
std::string_view bare(std::string_view line) {
  const std::size_t begin = std::min(line.find_first_not_of(" \t\r,"), line.size());
  return line.substr(begin, line.find_last_not_of(" \t\r,") + 1 - begin);
}

// Takes the text in quotes off the front; inside, "" and \" stand for a quote. Nothing when the quote is not closed.
std::optional<std::string> quoted(std::string_view& line) {
  std::string text;
  for (std::size_t at = 1; at < line.size(); ++at) {
    const bool pair = at + 1 < line.size() && line[at + 1] == '"';
    if (pair && (line[at] == '\\' || line[at] == '"')) {
      text += '"';
      ++at;
    } else if (line[at] == '"') {
      line.remove_prefix(at + 1);
      return std::string(trimmed(text));
    } else {
      text += line[at];
    }
  }
  return std::nullopt;
}

// The names on a line: several in quotes, or one without that goes on to the line's end or a comment.
Result<Names> names_on(std::string_view line, std::size_t number) {
  Names names;
  while (!line.empty() && line.front() != '#') {
    if (line.front() == '"') {
      auto name = quoted(line);
      if (!name) return bad(number, "open_quote");
      names.push_back(std::move(*name));
      line = bare(line);
    } else {
      const std::size_t comment = line.find(" #");
      names.emplace_back(bare(line.substr(0, comment)));
      break;
    }
  }
  return names;
}

// Some councils put the party beside the name, some before it: "SP" "Ann Other". Names have a blank, such abbreviations have
// none.
std::size_t column_of_names(const std::vector<Names>& lines, std::size_t size) {
  const auto with_blank = [&](std::size_t column) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < size; ++i) {
      if (lines[i].size() > column && lines[i][column].find(' ') != std::string::npos) ++count;
    }
    return count;
  };
  if (size > 0 && lines[0].size() > 1 && lines[0][0] == "Candidate 1") return 1;
  return size > 0 && with_blank(1) == size && with_blank(0) * 2 < size ? 1 : 0;
}

}  // namespace

Result<void> read_blt_names(std::string_view rest, std::size_t line, std::size_t size, Profile& profile) {
  std::vector<Names> lines;
  Names all;
  std::size_t number = line - 1;
  for (bool more = true; more;) {
    const std::size_t end = rest.find('\n');
    std::string_view text = bare(rest.substr(0, end));
    more = end != std::string_view::npos;
    rest.remove_prefix(more ? end + 1 : rest.size());
    ++number;
    // Names that were carried over from a PrefLib file with their keys.
    constexpr std::string_view key = "# ALTERNATIVE NAME ";
    if (text.starts_with(key) && text.find(':') != std::string_view::npos) text = trimmed(text.substr(text.find(':') + 1));
    Names names = TRY(names_on(text, number));
    if (names.empty()) continue;
    all.insert(all.end(), names.begin(), names.end());
    lines.push_back(std::move(names));
  }
  if (lines.size() >= size) {
    const std::size_t column = column_of_names(lines, size);
    all.clear();
    for (std::size_t i = 0; i < lines.size(); ++i) all.push_back(std::move(lines[i][i < size ? column : 0]));
  }
  if (all.size() < size) {
    return bad(number, "names_missing",
               {{"wanted", static_cast<std::int64_t>(size)}, {"found", static_cast<std::int64_t>(all.size())}});
  }
  profile.names.assign(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(size));
  if (all.size() > size) profile.title = all[size];
  return {};
}

}  // namespace mosharekat::tally
