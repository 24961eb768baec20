// SPDX-License-Identifier: AGPL-3.0-or-later
#include "document/import.h"

#include <set>

#include "base/text.h"
#include "base/utf8.h"
#include "document/import/lines.h"

namespace mosharekat::document {
namespace {

Result<reading::Lines> read(Format format, std::string_view content) {
  switch (format) {
    case Format::docx: return reading::read_docx(content);
    case Format::odt: return reading::read_odt(content);
    case Format::pdf: return reading::read_pdf(content);
    case Format::html: return reading::read_html(content);
    case Format::text: return reading::read_text(content);
  }
  return Error{Code::invalid, "import.error.unknown_format", {}};
}

bool has_letters(const Imported& imported) {
  for (const Text& each : imported.texts)
    if (!each.title.empty() || !each.provisions.empty()) return true;
  return false;
}

// Marks of direction and soft hyphens say nothing that the reader's program does not find out by itself, and hide headings from
// the eye.
std::string without_marks(std::string_view line) {
  std::string out;
  out.reserve(line.size());
  for (std::size_t at = 0; at < line.size();) {
    const char32_t point = utf8::next(line, at);
    if (point != 0x200E && point != 0x200F && point != 0x61C && point != 0xAD) utf8::append(out, point);
  }
  return out;
}

}  // namespace

namespace reading {

Imported make(Lines read) {
  std::vector<Line> lines;
  std::size_t bytes = 0;
  for (Line& line : read.lines) {
    line.text = text::tidy_line(without_marks(line.text));
    for (std::string& note : line.notes) {
      note = text::tidy_line(without_marks(note));
      bytes += note.size();
    }
    if (line.text.empty() && line.notes.empty()) continue;
    bytes += line.text.size();
    if (bytes > text_bytes_max) {
      read.warnings.push_back({"import.warning.cut", {}});
      break;
    }
    lines.push_back(std::move(line));
  }
  Imported imported;
  imported.warnings = std::move(read.warnings);
  for (LanguagePart& part : split_languages(std::move(lines)))
    imported.texts.push_back(build(std::move(part.lines), part.language, imported.warnings));
  // Two texts may have the same to say.
  std::set<std::string> said;
  std::erase_if(imported.warnings,
                [&](const Warning& warning) { return warning.arguments.empty() && !said.insert(warning.key).second; });
  if (imported.texts.size() > 1) imported.warnings.push_back({"import.warning.two_languages", {}});
  return imported;
}

}  // namespace reading

Result<Imported> import_file(std::string_view file_name, std::string_view content) {
  const Format format = TRY(recognise(file_name, content));
  Imported imported = reading::make(TRY(read(format, content)));
  if (!has_letters(imported)) return Error{Code::invalid, "import.error.no_text", {}};
  return imported;
}

Imported import_text(std::string_view text) {
  auto read = reading::read_text(text);
  if (!read) return reading::make({{}, {{"import.warning.cut", {}}}});
  return reading::make(std::move(*read));
}

}  // namespace mosharekat::document
