// SPDX-License-Identifier: AGPL-3.0-or-later
// Office files: the archive itself, and the XML inside a sound one. No crash, no leak, a tree or a sentence.
// Needs: base gumbo PkgConfig::libzip PkgConfig::pugixml PkgConfig::poppler PkgConfig::libseccomp
// Needs: src/document/provision.cpp src/document/anchors.cpp src/document/import/*.cpp
#include <cstdint>
#include <cstdlib>

#include "document/import.h"
#include "document/import/lines.h"
#include "document/import/made_files_test.h"

using namespace mosharekat;
using namespace mosharekat::document;

namespace {

void read(std::string_view name, std::string_view content) {
  const auto imported = import_file(name, content);
  if (imported ? imported->texts.empty() : !imported.error().key.starts_with("import.error.")) std::abort();
}

}  // namespace

// The first byte chooses what the rest is.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string rest(reinterpret_cast<const char*>(data) + 1, size - 1);
  switch (data[0] % 5) {
    case 0: read("a.docx", rest); break;
    case 1: read("a.docx", reading::make_docx(rest)); break;
    case 2:
      read("a.docx", reading::make_zip({{"word/document.xml", rest},
                                        {"word/styles.xml", rest},
                                        {"word/numbering.xml", rest},
                                        {"word/footnotes.xml", rest}}));
      break;
    case 3: read("a.odt", reading::make_odt(rest, {{"styles.xml", rest}})); break;
    default: read("a.html", rest);
  }
  return 0;
}
