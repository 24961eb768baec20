// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/json_text.h"

#include <algorithm>

#include "base/text.h"
#include "base/utf8.h"

namespace mosharekat::json {

std::string quoted(std::string_view text) {
  std::string mended;
  if (!text::is_utf8(text)) text = mended = utf8::encode(utf8::decode(text));
  std::string out = "\"";
  for (const char letter : text) {
    switch (letter) {
      case '"': out += "\\\""; break;
      case '\\': out += "\\\\"; break;
      case '\b': out += "\\b"; break;
      case '\t': out += "\\t"; break;
      case '\n': out += "\\n"; break;
      case '\f': out += "\\f"; break;
      case '\r': out += "\\r"; break;
      default:
        if (static_cast<unsigned char>(letter) < 0x20) {
          out += "\\u00";
          out += "0123456789abcdef"[letter >> 4];
          out += "0123456789abcdef"[letter & 15];
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
    out += json::quoted(name) + ':' + json::quoted(value);
  }
  return out += '}';
}

}  // namespace mosharekat::json
