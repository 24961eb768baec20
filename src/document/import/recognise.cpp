// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>

#include "base/text.h"
#include "document/import.h"
#include "document/import/archive.h"
#include "document/import/docx_parts.h"
#include "document/import/lines.h"

namespace mosharekat::document {
namespace {

using namespace std::string_view_literals;

Error refuse(const char* key) { return Error{Code::invalid, key, {}}; }

bool has_extension(std::string_view file_name, std::initializer_list<std::string_view> extensions) {
  const std::string lower = text::ascii_lower(file_name);
  return std::any_of(extensions.begin(), extensions.end(),
                     [&](std::string_view extension) { return lower.ends_with(extension); });
}

bool is_image(std::string_view content) {
  for (const std::string_view magic : {"\xFF\xD8\xFF"sv, "\x89PNG"sv, "GIF8"sv, "II*\0"sv, "MM\0*"sv, "BM"sv, "AT&TFORM"sv})
    if (content.starts_with(magic) && content.size() > magic.size() &&
        (magic != "BM"sv || (content.size() > 14 && content[6] == 0)))
      return true;
  return content.starts_with("RIFF") && content.size() >= 12 && content.substr(8, 4) == "WEBP";
}

bool looks_like_html(std::string_view content) {
  std::string start = text::ascii_lower(content.substr(0, 4096));
  if (start.starts_with("\xEF\xBB\xBF")) start.erase(0, 3);
  std::erase(start, '\0');
  const std::size_t at = start.find_first_not_of(" \t\r\n");
  if (at == std::string::npos || start[at] != '<') return false;
  for (const std::string_view tag :
       {"<!doctype html", "<html", "<head", "<body", "<div", "<p>", "<p ", "<h1", "<table", "<article", "<section"})
    if (start.find(tag) != std::string::npos) return true;
  return false;
}

Result<Format> recognise_zip(std::string_view content) {
  const auto archive = TRY(reading::Archive::open(content));
  if (reading::word_parts(archive)) return Format::docx;
  if (archive.has("content.xml")) {
    if (!archive.has("mimetype")) return Format::odt;
    const std::string type = TRY(archive.read("mimetype"));
    if (type.find("opendocument.text") != std::string::npos) return Format::odt;
    return refuse("import.error.not_a_text");
  }
  if (archive.has("xl/workbook.xml") || archive.has("ppt/presentation.xml")) return refuse("import.error.not_a_text");
  // An office file that lost its main part.
  if (archive.has("[Content_Types].xml") || archive.has("META-INF/manifest.xml")) return refuse("import.error.damaged");
  return refuse("import.error.unknown_format");
}

}  // namespace

Result<Format> recognise(std::string_view file_name, std::string_view content) {
  if (content.empty()) return refuse("import.error.empty");
  if (content.starts_with("PK\x03\x04") || content.starts_with("PK\x05\x06")) return recognise_zip(content);
  // Some programs write a few bytes before the header of a PDF.
  if (content.substr(0, 1024).find("%PDF-") != std::string_view::npos) return Format::pdf;
  if (content.starts_with("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")) {
    // A new Word file with a password is an old compound file around it.
    const bool locked = content.find("E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0"sv) != std::string_view::npos;
    return refuse(locked ? "import.error.encrypted" : "import.error.legacy_word");
  }
  if (content.starts_with("{\\rtf")) return refuse("import.error.rtf");
  if (is_image(content)) return refuse("import.error.image");
  // Some office systems write pages of HTML and name them as Word's.
  if (looks_like_html(content)) return Format::html;
  if (has_extension(file_name, {".docx", ".odt", ".pdf"})) return refuse("import.error.damaged");
  if (has_extension(file_name, {".html", ".htm", ".xhtml"})) return Format::html;
  // Text has no control bytes but line ends and tabs, unless it is UTF-16.
  const std::string decoded = reading::decode(content.substr(0, 65536));
  const auto odd = std::count_if(decoded.begin(), decoded.end(), [](char byte) {
    return static_cast<unsigned char>(byte) < 0x20 && byte != '\n' && byte != '\r' && byte != '\t' && byte != '\f' &&
           byte != '\v';
  });
  if (static_cast<std::size_t>(odd) * 100 > decoded.size()) return refuse("import.error.unknown_format");
  return Format::text;
}

}  // namespace mosharekat::document
