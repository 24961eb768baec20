// SPDX-License-Identifier: AGPL-3.0-or-later
#include "cli/input.h"

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string_view>

namespace mosharekat::cli {

Result<std::string> read_file(const std::string& path, std::uintmax_t bytes_max) {
  std::error_code trouble;
  if (std::filesystem::is_directory(path, trouble)) return Error{Code::invalid, "tally.error.no_file"};
  const auto size = std::filesystem::is_regular_file(path, trouble) ? std::filesystem::file_size(path, trouble) : 0;
  if (size > bytes_max) return Error{Code::invalid, "tally.error.too_large"};
  std::ifstream file(path, std::ios::binary);
  std::string content;
  content.reserve(size);
  content.assign(std::istreambuf_iterator<char>(file), {});
  if (!file) return Error{Code::invalid, "tally.error.no_file"};
  return content;
}

Language operator_language() {
  // The first that is set decides, as POSIX has it.
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* language = std::getenv(name);
    if (language != nullptr && *language != '\0')
      return std::string_view(language).starts_with("fa") ? Language::fa : Language::en;
  }
  return Language::en;
}

int complain(const std::string& path, const Error& error) {
  const std::string sentence = locale::sentence(operator_language(), error);
  std::fprintf(stderr, "mosharekat: %s: %s\n", path.c_str(), sentence.c_str());
  return error.code == Code::unavailable ? 1 : 2;
}

}  // namespace mosharekat::cli
