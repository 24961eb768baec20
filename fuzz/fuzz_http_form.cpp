// SPDX-License-Identifier: AGPL-3.0-or-later
// What people and programs send in forms, cookies and addresses: no crash, and nothing but UTF-8 without NUL gets through.
// Needs: base src/web/http.cpp src/web/multipart.cpp
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/text.h"
#include "web/http.h"

using namespace mosharekat;
using namespace mosharekat::web;

namespace {

void hold(bool promise) {
  if (!promise) std::abort();
}

void hold_fields(const Fields& fields) {
  hold(fields.list().size() <= 2000);
  for (const auto& [name, value] : fields.list()) {
    hold(text::is_utf8(name) && text::is_utf8(value));
    hold(fields.has(name) && !fields.all(name).empty());
  }
}

void urlencoded(std::string_view bytes) {
  const auto form = parse_urlencoded(bytes);
  if (!form) return;
  hold_fields(*form);
  std::string again;
  for (const auto& [name, value] : form->list()) again += percent_encode(name) + '=' + percent_encode(value) + '&';
  const auto second = parse_urlencoded(again);
  hold(second && second->list() == form->list());
}

void multipart(std::string_view bytes) {
  const std::size_t line = std::min(bytes.find('\n'), bytes.size());
  Request request;
  const bool good = parse_multipart(bytes.substr(0, line), bytes.substr(std::min(line + 1, bytes.size())), request);
  hold_fields(request.form);
  for (const auto& [name, files] : request.uploads) {
    hold(text::is_utf8(name));
    for (const Upload& file : files) {
      hold(text::is_utf8(file.file_name) && file.file_name.find_first_of("/\\\r\n\t") == std::string::npos);
      hold(file.file_name != "." && file.file_name != "..");
      hold(bytes.find(file.content) != std::string_view::npos);
    }
  }
  if (!good) return;
  Request second;
  hold(parse_multipart(bytes.substr(0, line), bytes.substr(line + 1), second));
  hold(second.form.list() == request.form.list());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  switch (data[0] % 4) {
    case 0: urlencoded(bytes); break;
    case 1: multipart(bytes); break;
    case 2: hold_fields(parse_cookies(bytes)); break;
    default:
      if (const auto decoded = percent_decode(bytes)) hold(percent_decode(percent_encode(*decoded)) == decoded);
  }
  return 0;
}
