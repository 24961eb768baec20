// SPDX-License-Identifier: AGPL-3.0-or-later
// Files of comments: refused with a sentence, or read into comments of which each is counted in one cluster.
// Needs: insight
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/locale.h"
#include "insight/concerns.h"

using namespace mosharekat;
using namespace mosharekat::insight;

namespace {

void hold(bool promise) {
  if (!promise) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto read = read_submissions({reinterpret_cast<const char*>(data), size});
  if (!read) {
    hold(!locale::sentence(Language::en, read.error()).empty());
    return 0;
  }
  hold(!read->empty());
  // Clustering costs a thousand readings: one file in 32 is clustered.
  if (read->size() > 200 || size % 32 != 0) return 0;
  const Concerns concerns = find_concerns(*read);
  std::size_t counted = 0, texts = concerns.without_theme;
  for (const TextCluster& cluster : concerns.clusters) counted += cluster.members.size();
  for (const Theme& theme : concerns.themes) texts += theme.texts;
  hold(counted == read->size() && texts == concerns.clusters.size() && concerns.people <= read->size());
  return 0;
}
