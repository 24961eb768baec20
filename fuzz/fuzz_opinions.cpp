// SPDX-License-Identifier: AGPL-3.0-or-later
// Files of votes: refused with a sentence, or read into opinions of which a map can be made. The first byte chooses the files.
// Needs: insight
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <set>
#include <string>

#include "base/locale.h"
#include "insight/groups.h"

using namespace mosharekat;
using namespace mosharekat::insight;

namespace {

void hold(bool promise) {
  if (!promise) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string content(reinterpret_cast<const char*>(data + 1), size - 1);
  std::vector<File> files;
  switch (data[0] % 4) {
    case 0: files = {{"votes.csv", content}}; break;
    case 1: files = {{"votes.json", content}}; break;
    case 2: files = {{"votes.csv", "comment-id,voter-id,vote\n1,1,1\n2,1,-1\n"}, {"comments.csv", content}}; break;
    default: files = {{"votes.csv", "comment-id,voter-id,vote\n1,1,1\n2,1,-1\n"}, {"comments.json", content}}; break;
  }
  const auto read = read_opinions(files);
  if (!read) {
    hold(!locale::sentence(Language::en, read.error()).empty());
    return 0;
  }
  std::set<std::pair<std::uint32_t, std::uint32_t>> seen;
  for (const Vote& vote : read->votes) {
    hold(vote.participant < read->participants.size() && vote.statement < read->statements.size());
    hold(vote.value >= -1 && vote.value <= 1);
    hold(seen.emplace(vote.participant, vote.statement).second);
  }
  hold(read->texts.size() == read->statements.size() && read->left_out.size() == read->statements.size());
  // A map costs a thousand readings: one file in 32 is drawn.
  if (read->votes.size() > 2'000 || size % 32 != 0) return 0;
  const Map map = opinion_groups(*read);
  for (std::size_t i = 0; i < map.points.size(); ++i) hold(std::isfinite(map.points.x[i]) && std::isfinite(map.points.y[i]));
  for (const auto& group : map.group_of) hold(!group || *group < map.groups.size());
  return 0;
}
