// SPDX-License-Identifier: AGPL-3.0-or-later
// multipart/form-data as browsers write it (RFC 7578), read strictly: every part has a name, nothing stands before the first
// boundary, and the last boundary closes the body.
#include <algorithm>

#include "base/text.h"
#include "web/http.h"

namespace mosharekat::web {

namespace {

constexpr std::size_t parts_max = 2000;
constexpr std::size_t part_head_bytes_max = 8 * 1024;
constexpr std::size_t file_name_letters_max = 200;

// The parameters behind the first ';' of a header value, names in lower case: form-data; name="a"; filename="b".
std::optional<Fields> parameters(std::string_view value) {
  Fields found;
  std::size_t at = value.find(';');
  while (at < value.size()) {
    at = value.find_first_not_of("; \t", at);
    if (at == std::string_view::npos) break;
    const std::size_t equals = value.find('=', at);
    if (equals == std::string_view::npos) return std::nullopt;
    std::string name = text::ascii_lower(text::trim(value.substr(at, equals - at)));
    if (name.empty() || found.has(name)) return std::nullopt;
    at = equals + 1;
    std::string content;
    if (at < value.size() && value[at] == '"') {
      // A backslash is itself and a quote is %22: so browsers have written names for years (WHATWG HTML, multipart/form-data).
      const std::size_t quote = value.find('"', at + 1);
      if (quote == std::string_view::npos) return std::nullopt;
      content = value.substr(at + 1, quote - at - 1);
      at = quote + 1;
      if (at < value.size() && value[at] != ';' && value[at] != ' ' && value[at] != '\t') return std::nullopt;
    } else {
      const std::size_t end = std::min(value.find(';', at), value.size());
      content = text::trim(value.substr(at, end - at));
      at = end;
    }
    found.add(std::move(name), std::move(content));
  }
  return found;
}

// Undoes what browsers do to a name: %22, %0D and %0A, nothing else.
std::string unescaped(std::string_view name) {
  std::string plain;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const std::string_view three = name.substr(i, 3);
    if (three == "%22" || three == "%0D" || three == "%0A") {
      plain += three == "%22" ? '"' : three == "%0D" ? '\r' : '\n';
      i += 2;
    } else {
      plain += name[i];
    }
  }
  return plain;
}

std::string tidy_file_name(std::string_view name) {
  const std::size_t slash = name.find_last_of("/\\");
  if (slash != std::string_view::npos) name.remove_prefix(slash + 1);
  std::string tidy = text::shorten(text::tidy_line(name), file_name_letters_max);
  std::erase_if(tidy, [](char letter) { return static_cast<unsigned char>(letter) < 0x20 || letter == 0x7f; });
  return tidy == "." || tidy == ".." ? std::string() : tidy;
}

struct PartHead {
  std::string name;
  std::optional<std::string> file_name;
};

std::optional<PartHead> parse_part_head(std::string_view head) {
  PartHead part;
  bool disposition_seen = false;
  while (!head.empty()) {
    const std::size_t end = head.find("\r\n");
    if (end == std::string_view::npos) return std::nullopt;
    const std::string_view line = head.substr(0, end);
    head.remove_prefix(end + 2);
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || !text::is_utf8(line)) return std::nullopt;
    const std::string name = text::ascii_lower(line.substr(0, colon));
    const std::string_view value = text::trim(line.substr(colon + 1));
    if (name == "content-transfer-encoding") {
      const std::string encoding = text::ascii_lower(value);
      if (encoding != "binary" && encoding != "8bit" && encoding != "7bit") return std::nullopt;
    }
    if (name != "content-disposition") continue;
    const auto given = parameters(value);
    const std::string_view kind = value.substr(0, std::min(value.find(';'), value.size()));
    if (disposition_seen || text::ascii_lower(text::trim(kind)) != "form-data" || !given) return std::nullopt;
    if (!given->has("name") || given->has("filename*")) return std::nullopt;
    disposition_seen = true;
    part.name = unescaped((*given)["name"]);
    if (given->has("filename")) part.file_name = unescaped((*given)["filename"]);
  }
  if (!disposition_seen) return std::nullopt;
  return part;
}

}  // namespace

bool parse_multipart(std::string_view content_type, std::string_view body, Request& into) {
  const auto given = parameters(content_type);
  if (!given) return false;
  const std::string_view boundary = (*given)["boundary"];
  if (boundary.empty() || boundary.size() > 70) return false;
  const std::string opening = "--" + std::string(boundary), between = "\r\n" + opening;
  if (!body.starts_with(opening)) return false;
  body.remove_prefix(opening.size());
  for (std::size_t parts = 0; !body.starts_with("--"); ++parts) {
    if (parts == parts_max || !body.starts_with("\r\n")) return false;
    body.remove_prefix(2);
    const std::size_t head_size = body.substr(0, part_head_bytes_max).find("\r\n\r\n");
    if (head_size == std::string_view::npos) return false;
    const auto head = parse_part_head(body.substr(0, head_size + 2));
    if (!head) return false;
    body.remove_prefix(head_size + 4);
    const std::size_t size = body.find(between);
    if (size == std::string_view::npos) return false;
    const std::string_view content = body.substr(0, size);
    body.remove_prefix(size + between.size());
    if (!head->file_name) {
      if (!text::is_utf8(content)) return false;
      into.form.add(head->name, std::string(content));
    } else if (!head->file_name->empty() || !content.empty()) {  // a file field left empty comes as a nameless, empty file
      into.uploads[head->name].push_back({tidy_file_name(*head->file_name), std::string(content)});
    }
  }
  body.remove_prefix(2);
  return body.empty() || body == "\r\n";
}

}  // namespace mosharekat::web
