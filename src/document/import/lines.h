// SPDX-License-Identifier: AGPL-3.0-or-later
// What every format is brought to before anyone looks for articles: paragraphs in reading order, and how the tree is made of
// them.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "document/provision.h"

namespace mosharekat::document::reading {

struct Line {
  std::string text{};
  int heading = 0;                   // 1…9 where the file itself says that this paragraph is a heading of that level
  std::vector<std::string> notes{};  // footnotes of this paragraph: [1] …
};

struct Lines {
  std::vector<Line> lines{};
  std::vector<Warning> warnings{};
};

// Limits for one file. A draft of 1,335 articles has some 5,000 lines and 1 MB of text.
inline constexpr std::size_t text_bytes_max = 8u << 20;
inline constexpr std::size_t lines_max = 200'000;

// The readers, one per format. Errors are sentences for the person who sent the file.
Result<Lines> read_text(std::string_view content);
Result<Lines> read_docx(std::string_view content);
Result<Lines> read_odt(std::string_view content);
Result<Lines> read_html(std::string_view content);
Result<Lines> read_pdf(std::string_view content);

// Loads what the readers' libraries take from files, for a process that will not be able to open any.
void warm_up();

// UTF-8, UTF-16 with or without a mark, or windows-1256, whichever the bytes are, as UTF-8.
std::string decode(std::string_view content);

// Tidies the paragraphs, splits the languages and builds the trees.
Imported make(Lines lines);

// One language's paragraphs, already tidy and not empty.
Text build(std::vector<Line> lines, std::string_view language, std::vector<Warning>& warnings);

// The paragraphs of one text, or of two where the file holds Persian and English.
struct LanguagePart {
  std::string language{};
  std::vector<Line> lines{};
};
std::vector<LanguagePart> split_languages(std::vector<Line> lines);

// The place of the title among the first lines, or nothing. Lines from `marked` on begin provisions.
std::optional<std::size_t> find_title(const std::vector<Line>& lines, std::size_t marked);
std::string clean_title(std::string_view line);

}  // namespace mosharekat::document::reading
