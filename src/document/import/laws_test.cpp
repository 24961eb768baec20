// SPDX-License-Identifier: AGPL-3.0-or-later
// Real laws, which are not part of the project: looked for beside it and skipped where they are not.
#include <doctest/doctest.h>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "base/text.h"
#include "document/import.h"

using namespace mosharekat;
using namespace mosharekat::document;

namespace {

const std::filesystem::path documents = std::filesystem::path(MOSHAREKAT_SOURCE_DIR) / "../shared/documents";

std::optional<Imported> import(const std::string& name) {
  std::ifstream file(documents / name, std::ios::binary);
  if (!file) {
    MESSAGE("skipped: no " << name);
    return std::nullopt;
  }
  const std::string content{std::istreambuf_iterator<char>(file), {}};
  auto imported = import_file(name, content);
  REQUIRE(imported);
  return std::move(*imported);
}

void collect(const std::vector<Provision>& provisions, Kind kind, std::vector<std::string>& numbers) {
  for (const Provision& each : provisions) {
    if (each.kind == kind) numbers.push_back(each.number.value_or(""));
    collect(each.children, kind, numbers);
  }
}

struct Law {
  const char* name;
  int articles;
};
constexpr Law laws[] = {
    {"labour-law", 203}, {"civil-liability-law", 16}, {"administrative-court-law", 124}, {"dispute-councils-law", 41}};

}  // namespace

TEST_CASE("the articles of four laws are found in order and none is missing, in every format") {
  for (const Law& law : laws)
    for (const char* format : {".txt", ".docx", ".odt", ".pdf"}) {
      const auto imported = import(std::string(law.name) + format);
      if (!imported) return;
      CAPTURE(law.name);
      CAPTURE(format);
      std::vector<std::string> numbers;
      collect(imported->texts.at(0).provisions, Kind::article, numbers);
      REQUIRE(numbers.size() == static_cast<std::size_t>(law.articles));
      for (int at = 0; at < law.articles; ++at) CHECK(numbers[static_cast<std::size_t>(at)] == std::to_string(at + 1));
    }
}

TEST_CASE("docx, odt and txt of a law give the same tree") {
  for (const char* name :
       {"labour-law", "civil-liability-law", "administrative-court-law", "dispute-councils-law", "model-document-1405",
        "economy-ministry", "education-ministry", "privatisation-participation-strategy-1397"}) {
    const auto text = import(std::string(name) + ".txt");
    if (!text) return;
    CAPTURE(name);
    const std::string tree = to_json(*text);
    CHECK(to_json(*import(std::string(name) + ".docx")) == tree);
    CHECK(to_json(*import(std::string(name) + ".odt")) == tree);
  }
}
