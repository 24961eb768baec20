// SPDX-License-Identifier: AGPL-3.0-or-later
// Drafts as people paste them: no crash, no letter lost or made up, anchors unique, a tree of bounded depth.
// Needs: base gumbo PkgConfig::libzip PkgConfig::pugixml PkgConfig::poppler PkgConfig::libseccomp
// Needs: src/document/provision.cpp src/document/anchors.cpp src/document/import/*.cpp
#include <cstdint>
#include <cstdlib>
#include <map>
#include <set>

#include "base/text.h"
#include "base/utf8.h"
#include "document/import.h"
#include "document/import/lines.h"
#include "document/import/scan.h"

using namespace mosharekat;
using namespace mosharekat::document;

namespace {

using Letters = std::map<char32_t, long>;

void hold(bool promise) {
  if (!promise) std::abort();
}

void count(Letters& letters, std::string_view text, long sign) {
  const std::u32string folded = reading::fold(utf8::decode(text));
  for (const char32_t point : folded)
    // «ماده ۰۱» is shown as «ماده ۱».
    if (reading::is_letter(point) || (reading::is_digit(point) && point != U'0')) letters[point] += sign;
}

void walk(const std::vector<Provision>& list, Letters& letters, std::set<std::string>& anchors, int depth) {
  hold(depth < 48);
  for (const Provision& each : list) {
    hold(anchors.insert(each.anchor).second);
    for (const std::string* part : {&each.label, &each.heading, &each.text}) {
      hold(text::is_utf8(*part));
      count(letters, *part, -1);
    }
    walk(each.children, letters, anchors, depth + 1);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const Imported imported = import_text(bytes);
  hold(!imported.texts.empty() && imported.texts.size() <= 2);
  Letters letters;
  const std::string decoded = reading::decode(bytes);
  for (const std::string_view line : text::split(decoded, '\n')) count(letters, text::tidy(line), 1);
  for (const Text& each : imported.texts) {
    std::set<std::string> anchors;
    count(letters, each.title, -1);
    walk(each.provisions, letters, anchors, 0);
  }
  for (const auto& [letter, left] : letters) hold(left == 0);
  return 0;
}
