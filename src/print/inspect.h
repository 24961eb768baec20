// SPDX-License-Identifier: AGPL-3.0-or-later
// For the tests of this module: a file written to a folder of its own and looked at with the tools that people use.
#pragma once
#include <array>
#include <cstdio>
#include <doctest/doctest.h>
#include <filesystem>
#include <fstream>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <unistd.h>
#include <vector>
#include <zip.h>

#include "base/text.h"

namespace mosharekat::print::inspect {

class File {
 public:
  File(std::string_view bytes, const std::string& name)
      : path_(std::filesystem::temp_directory_path() / ("mosharekat-print-" + std::to_string(getpid()) + "-" + name)) {
    std::ofstream(path_, std::ios::binary) << bytes;
  }
  ~File() { std::filesystem::remove(path_); }
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  // What `tool` prints about the file; the test fails when the tool does.
  std::string tell(const std::string& tool, const std::string& after = "") const {
    const std::string command = tool + " '" + path_.string() + "' " + after + " 2>&1";
    FILE* pipe = popen(command.c_str(), "r");
    REQUIRE(pipe != nullptr);
    std::string said;
    std::array<char, 4096> part;
    while (const std::size_t got = fread(part.data(), 1, part.size(), pipe)) said.append(part.data(), got);
    CHECK_MESSAGE(pclose(pipe) == 0, command, "\n", said);
    return said;
  }

 private:
  std::filesystem::path path_;
};

// A part of an office document; fails the test when it is not there.
inline std::string part(std::string_view package, const std::string& name) {
  zip_source_t* const source = zip_source_buffer_create(package.data(), package.size(), 0, nullptr);
  zip_t* const archive = zip_open_from_source(source, ZIP_CHECKCONS, nullptr);
  REQUIRE_MESSAGE(archive != nullptr, "not a consistent zip");
  zip_stat_t facts;
  REQUIRE_MESSAGE(zip_stat(archive, name.c_str(), 0, &facts) == 0, name);
  std::string content(facts.size, '\0');
  zip_file_t* const file = zip_fopen(archive, name.c_str(), 0);
  CHECK(zip_fread(file, content.data(), content.size()) == static_cast<zip_int64_t>(content.size()));
  zip_fclose(file);
  zip_discard(archive);
  return content;
}

inline pugi::xml_document xml_part(std::string_view package, const std::string& name) {
  pugi::xml_document document;
  const std::string content = part(package, name);
  CHECK_MESSAGE(document.load_buffer(content.data(), content.size(), pugi::parse_default | pugi::parse_ws_pcdata), name);
  return document;
}

inline bool has(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

inline std::size_t count(std::string_view text, std::string_view part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + part.size())) ++found;
  return found;
}

// Without the marks of direction that extractors put round right-to-left text.
inline std::string without_direction_marks(std::string text) {
  for (const std::string_view mark :
       {"\u202A", "\u202B", "\u202C", "\u202D", "\u202E", "\u200E", "\u200F", "\u2066", "\u2067", "\u2069"})
    for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at)) text.erase(at, mark.size());
  return text;
}

// The quoted strings of `pdfinfo -struct-text`, one for each structure element that holds text.
inline std::vector<std::string> structure_texts(const File& file) {
  std::vector<std::string> all;
  const std::string said = file.tell("pdfinfo -struct-text");
  for (const auto line : text::split(said, '\n')) {
    const auto trimmed = text::trim(line);
    if (trimmed.size() > 2 && trimmed.front() == '"' && trimmed.back() == '"')
      all.push_back(without_direction_marks(std::string(trimmed.substr(1, trimmed.size() - 2))));
  }
  return all;
}

inline std::string without_spaces(std::string text) {
  std::erase_if(text, [](char c) { return c == ' ' || c == '\n'; });
  return text;
}

// What `pdftotext` finds on each page. It puts the space beside a number on the wrong side in Persian lines; compare without
// spaces where numbers stand.
inline std::vector<std::string> pages(const File& file) {
  std::vector<std::string> all;
  const std::string said = without_direction_marks(file.tell("pdftotext", "-"));
  for (const auto page : text::split(said, '\f'))
    if (!page.empty()) all.emplace_back(page);
  return all;
}

}  // namespace mosharekat::print::inspect
