// SPDX-License-Identifier: AGPL-3.0-or-later
// `mosharekat import FILE [--json]`: what the import makes of a file, without a server.
#include "document/import.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>

#include "base/locale.h"
#include "cli/verbs.h"

namespace mosharekat::cli {
namespace {

constexpr std::streamoff file_bytes_max = 64 << 20;

Result<std::string> read(const std::string& path) {
  std::error_code trouble;
  if (!std::filesystem::is_regular_file(path, trouble)) return Error{Code::not_found, "import.error.no_file", {{"path", path}}};
  if (std::filesystem::file_size(path, trouble) > static_cast<std::uintmax_t>(file_bytes_max))
    return Error{Code::invalid, "import.error.too_large", {}};
  std::ifstream file(path, std::ios::binary);
  std::string content{std::istreambuf_iterator<char>(file), {}};
  if (!file) return Error{Code::not_found, "import.error.no_file", {{"path", path}}};
  return content;
}

void outline(const std::vector<document::Provision>& provisions, int depth) {
  for (const document::Provision& each : provisions) {
    std::string line(static_cast<std::size_t>(depth) * 2, ' ');
    line += each.label.empty() ? "·" : each.label;
    if (!each.heading.empty()) line += " | " + each.heading;
    std::printf("%s  [%s] %zu\n", line.c_str(), each.anchor.c_str(), each.text.size());
    outline(each.children, depth + 1);
  }
}

void show(const document::Imported& imported) {
  for (const document::Text& text : imported.texts) {
    std::printf("%s (%s)\n", text.title.c_str(), text.language.c_str());
    outline(text.provisions, 1);
  }
  for (const document::Warning& warning : imported.warnings)
    std::fprintf(stderr, "%s\n", locale::sentence(Language::en, warning.key, warning.arguments).c_str());
}

int run(const std::string& path, bool as_json) {
  document::start_import_helper();
  const auto content = read(path);
  const auto imported = content ? document::import_isolated(std::filesystem::path(path).filename().string(), *content)
                                : Result<document::Imported>(content.error());
  if (!imported) {
    std::fprintf(stderr, "%s\n", locale::sentence(Language::en, imported.error()).c_str());
    return imported.error().code == Code::unavailable ? 1 : 2;
  }
  if (as_json)
    std::cout << document::to_json(*imported) << '\n';
  else
    show(*imported);
  return std::cout.flush() ? 0 : 1;
}

}  // namespace

void add_import(CLI::App& app, int& exit_code) {
  auto* verb = app.add_subcommand("import", "Read a draft (docx, odt, pdf, html, txt) and show its provisions");
  auto path = std::make_shared<std::string>();
  auto as_json = std::make_shared<bool>(false);
  verb->add_option("FILE", *path, "The file to read")->required();
  verb->add_flag("--json", *as_json, "Print the tree of provisions as JSON");
  verb->callback([path, as_json, &exit_code] { exit_code = run(*path, *as_json); });
}

}  // namespace mosharekat::cli
