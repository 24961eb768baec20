// SPDX-License-Identifier: AGPL-3.0-or-later
// Small office files made in memory, for tests of their readers.
#pragma once
#include <algorithm>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>
#include <zip.h>

namespace mosharekat::document::reading {

using Members = std::vector<std::pair<std::string, std::string>>;

inline std::string make_zip(const Members& members) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* target = zip_source_buffer_create(nullptr, 0, 0, &error);
  zip_source_keep(target);
  zip_t* archive = zip_open_from_source(target, ZIP_TRUNCATE, &error);
  if (!archive) throw std::runtime_error("no archive");
  for (const auto& [name, content] : members) {
    zip_source_t* source = zip_source_buffer(archive, content.data(), content.size(), 0);
    zip_file_add(archive, name.c_str(), source, ZIP_FL_ENC_UTF_8);
  }
  if (zip_close(archive) != 0) throw std::runtime_error("the archive cannot be written");
  zip_source_open(target);
  zip_source_seek(target, 0, SEEK_END);
  std::string out(static_cast<std::size_t>(zip_source_tell(target)), '\0');
  zip_source_seek(target, 0, SEEK_SET);
  zip_source_read(target, out.data(), out.size());
  zip_source_close(target);
  zip_source_free(target);
  return out;
}

inline std::string escaped(std::string_view text) {
  std::string out;
  for (const char byte : text) {
    if (byte == '&')
      out += "&amp;";
    else if (byte == '<')
      out += "&lt;";
    else
      out += byte;
  }
  return out;
}

// The body is what stands inside <w:body>.
inline std::string make_docx(std::string_view body, Members others = {}) {
  others.emplace_back(
      "word/document.xml",
      "<?xml version=\"1.0\"?><w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>" +
          std::string(body) + "</w:body></w:document>");
  return make_zip(others);
}

inline std::string make_odt(std::string_view body, Members others = {}) {
  others.insert(others.begin(), {"mimetype", "application/vnd.oasis.opendocument.text"});
  others.emplace_back(
      "content.xml",
      "<?xml version=\"1.0\"?><office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" "
      "xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" "
      "xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\">"
      "<office:body><office:text>" +
          std::string(body) + "</office:text></office:body></office:document-content>");
  return make_zip(others);
}

inline std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

inline std::string docx_of(std::string_view text) {
  std::string body;
  for (const std::string& line : lines_of(text))
    body += "<w:p><w:pPr><w:bidi/></w:pPr><w:r><w:t xml:space=\"preserve\">" + escaped(line) + "</w:t></w:r></w:p>";
  return make_docx(body);
}

inline std::string odt_of(std::string_view text) {
  std::string body;
  for (const std::string& line : lines_of(text)) body += "<text:p>" + escaped(line) + "</text:p>";
  return make_odt(body);
}

}  // namespace mosharekat::document::reading
