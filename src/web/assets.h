// SPDX-License-Identifier: AGPL-3.0-or-later
// The style sheet, scripts, fonts and pictures, compiled in by tools/assets.py under names that carry a hash of their content:
// /assets/style.3fa9c1d2.css. A name's bytes never change, so they may be kept for ever. Thread-safe; everything lives as long as
// the program.
#pragma once
#include <span>
#include <string_view>

namespace mosharekat::web {

struct Asset {
  std::string_view name;          // as written in assets/ and templates: "style.css"
  std::string_view path;          // "/assets/style.3fa9c1d2.css"
  std::string_view content_type;  // "text/css; charset=utf-8"
  std::string_view bytes;
};

namespace assets {

inline constexpr std::string_view cache_control = "public, max-age=31536000, immutable";

std::span<const Asset> all();  // in the order of their names
// By path as requested; nullptr when there is none.
const Asset* find(std::string_view path);
// The path of an asset by its name. An unknown name is a Bug.
std::string_view url(std::string_view name);

}  // namespace assets
}  // namespace mosharekat::web
