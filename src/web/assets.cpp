// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/assets.h"

#include <algorithm>
#include <string>
#include <unordered_map>

#include "base/result.h"

namespace mosharekat::web::assets {

const Asset* find(std::string_view path) {
  static const auto by_path = [] {
    std::unordered_map<std::string_view, const Asset*> map;
    for (const Asset& asset : all()) map.emplace(asset.path, &asset);
    return map;
  }();
  const auto found = by_path.find(path);
  return found == by_path.end() ? nullptr : found->second;
}

std::string_view url(std::string_view name) {
  const auto found = std::ranges::lower_bound(all(), name, {}, &Asset::name);
  if (found == all().end() || found->name != name) throw Bug("there is no asset " + std::string(name));
  return found->path;
}

}  // namespace mosharekat::web::assets
