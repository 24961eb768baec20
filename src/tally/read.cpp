// SPDX-License-Identifier: AGPL-3.0-or-later
#include "tally/read.h"

#include <map>

#include "base/text.h"
#include "tally/encoding.h"

namespace mosharekat::tally {
namespace {

// Results are read by name, so two candidates of one name become "Name" and "Name (2)".
void make_distinct(std::vector<std::string>& names) {
  std::map<std::string, int> times;
  for (const std::string& name : names) times.emplace(name, 0);
  for (std::string& name : names) {
    const int time = ++times[name];
    if (time == 1) continue;
    std::string other;
    for (int suffix = time; other.empty() || times.contains(other); ++suffix) other = name + " (" + std::to_string(suffix) + ")";
    times.emplace(other, 1);
    name = other;
  }
}

}  // namespace

Result<Profile> read_ballots(std::string_view file_name, std::string_view file) {
  std::string converted;
  const std::string_view text = as_utf8(file, converted);
  const std::string name = text::ascii_lower(file_name);
  const auto read = [&]() -> Result<Profile> {
    for (const std::string_view ending : {".soc", ".soi", ".toc", ".toi"}) {
      if (name.ends_with(ending)) return read_preflib(text, false);
    }
    if (name.ends_with(".cat")) return read_preflib(text, true);
    if (name.ends_with(".blt") || name.ends_with(".csv")) return read_blt(text);
    return Error{Code::invalid, "tally.error.kind"};
  };
  Result<Profile> profile = read();
  if (!profile) return profile;
  for (std::size_t c = 0; c < profile->names.size(); ++c) {
    if (profile->names[c].empty()) profile->names[c] = std::to_string(c + 1);
  }
  make_distinct(profile->names);
  if (!converted.empty()) profile->notes.push_back("the file is not UTF-8: it was read as UTF-16 or Windows-1252");
  return profile;
}

}  // namespace mosharekat::tally
