// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/json_text.h"

#include <algorithm>

namespace mosharekat::json {

std::string quoted(std::string_view text) {
  static constexpr char digits[] = "0123456789abcdef";
  std::string out = "\"";
  for (const char letter : text) {
    switch (letter) {
      case '"': out += "\\\""; break;
      case '\\': out += "\\\\"; break;
      case '\b': out += "\\b"; break;
      case '\f': out += "\\f"; break;
      case '\n': out += "\\n"; break;
      case '\r': out += "\\r"; break;
      case '\t': out += "\\t"; break;
      default:
        if (static_cast<unsigned char>(letter) < 0x20) {
          out += "\\u00";
          out += digits[static_cast<unsigned char>(letter) >> 4];
          out += digits[letter & 15];
        } else {
          out += letter;
        }
    }
  }
  return out += '"';
}

std::string object(std::vector<std::pair<std::string, std::string>> fields) {
  std::erase_if(fields, [](const auto& field) { return field.second.empty(); });
  std::sort(fields.begin(), fields.end());
  std::string out = "{";
  for (const auto& [name, value] : fields) {
    if (out.size() > 1) out += ',';
    out += json::quoted(name) + ':' + json::quoted(value);  // std::quoted would be taken otherwise
  }
  return out += '}';
}

}  // namespace mosharekat::json
