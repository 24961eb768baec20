// SPDX-License-Identifier: AGPL-3.0-or-later
#include "document/provision.h"

#include <array>

namespace mosharekat::document {
namespace {

constexpr std::array<std::string_view, 12> names = {"book",      "part", "section", "chapter", "topic", "article",
                                                    "principle", "note", "clause",  "item",    "annex", "paragraph"};

}  // namespace

std::string_view name(Kind kind) { return names[static_cast<std::size_t>(kind)]; }

std::optional<Kind> kind_named(std::string_view name) {
  for (std::size_t at = 0; at < names.size(); ++at)
    if (names[at] == name) return static_cast<Kind>(at);
  return std::nullopt;
}

std::size_t count(const std::vector<Provision>& provisions, Kind kind) {
  std::size_t found = 0;
  for (const Provision& provision : provisions) found += (provision.kind == kind ? 1 : 0) + count(provision.children, kind);
  return found;
}

}  // namespace mosharekat::document
