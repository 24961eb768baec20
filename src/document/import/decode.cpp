// SPDX-License-Identifier: AGPL-3.0-or-later
// Plain text in the encodings that Persian offices use. The bytes decide; no one is asked.
#include <algorithm>
#include <cstdint>
#include <stdexcept>
#include <unicode/ucnv.h>

#include "base/text.h"
#include "document/import/lines.h"
#include "document/import/marks.h"

namespace mosharekat::document::reading {
namespace {

std::string convert(std::string_view content, const char* from) {
  UErrorCode status = U_ZERO_ERROR;
  std::string out(content.size() * 3 + 16, '\0');
  const std::int32_t length = ucnv_convert("UTF-8", from, out.data(), static_cast<std::int32_t>(out.size()), content.data(),
                                           static_cast<std::int32_t>(content.size()), &status);
  if (U_FAILURE(status)) throw std::runtime_error("ICU cannot convert text");
  out.resize(static_cast<std::size_t>(length));
  return out;
}

// UTF-16 without a mark: Persian letters have 06 as their high byte, Latin letters and spaces 00.
const char* utf16_kind(std::string_view content) {
  if (content.size() < 8 || content.size() % 2 != 0) return nullptr;
  std::size_t even = 0, odd = 0;
  const std::size_t looked = std::min<std::size_t>(content.size(), 4096) & ~std::size_t{1};
  for (std::size_t at = 0; at < looked; at += 2) {
    even += content[at] == 6 || content[at] == 0 ? 1u : 0u;
    odd += content[at + 1] == 6 || content[at + 1] == 0 ? 1u : 0u;
  }
  if (odd * 10 > looked / 2 * 8 && odd > even) return "UTF-16LE";
  if (even * 10 > looked / 2 * 8 && even > odd) return "UTF-16BE";
  return nullptr;
}

}  // namespace

std::string decode(std::string_view content) {
  if (content.starts_with("\xEF\xBB\xBF")) return std::string(content.substr(3));
  if (content.starts_with("\xFF\xFE")) return convert(content.substr(2, (content.size() - 2) & ~std::size_t{1}), "UTF-16LE");
  if (content.starts_with("\xFE\xFF")) return convert(content.substr(2, (content.size() - 2) & ~std::size_t{1}), "UTF-16BE");
  if (text::is_utf8(content)) return std::string(content);
  if (const char* kind = utf16_kind(content)) return convert(content, kind);
  // A cut or damaged UTF-8 file has few bad bytes among many good sequences; windows-1256 has none of the latter.
  std::size_t sequences = 0, bad = 0;
  for (std::size_t at = 0; at < content.size();) {
    const auto byte = static_cast<unsigned char>(content[at]);
    const std::size_t need = byte < 0x80                   ? 0
                             : byte >= 0xC2 && byte < 0xE0 ? 1
                             : byte >= 0xE0 && byte < 0xF0 ? 2
                             : byte >= 0xF0 && byte < 0xF5 ? 3
                                                           : 9;
    std::size_t have = 0;
    while (need < 9 && have < need && at + have + 1 < content.size() &&
           (static_cast<unsigned char>(content[at + have + 1]) & 0xC0) == 0x80)
      ++have;
    if (need == 9 || have < need)
      ++bad;
    else if (need > 0)
      ++sequences;
    at += 1 + (need < 9 && have == need ? need : 0);
  }
  if (sequences > 10 * bad) return std::string(content);
  return convert(content, "windows-1256");
}

namespace {

// Text that a program wrapped at a fixed width has lines that end where the next word had no room. One paragraph per line has
// not.
class Unwrapper {
 public:
  explicit Unwrapper(std::vector<std::string_view> lines) : lines_(std::move(lines)) {
    for (const std::string_view line : lines_) lengths_.push_back(text::length(line));
    std::vector<std::size_t> sorted = lengths_;
    std::sort(sorted.begin(), sorted.end());
    if (!sorted.empty()) width_ = sorted[sorted.size() - 1 - sorted.size() / 100];
  }

  bool is_wrapped() const {
    if (lines_.size() < 20 || width_ < 40 || width_ > 140) return false;
    std::size_t followed = 0, full = 0;
    for (std::size_t at = 0; at + 1 < lines_.size(); ++at) {
      if (lengths_[at] == 0 || lengths_[at + 1] == 0) continue;
      ++followed;
      full += is_full(at) ? 1u : 0u;
    }
    return followed > 10 && full * 100 > followed * 35;
  }

  Lines joined() const {
    Lines read;
    bool open = false;
    for (std::size_t at = 0; at < lines_.size(); ++at) {
      if (lengths_[at] == 0) {
        open = false;
        continue;
      }
      if (open && !begins_provision(lines_[at], lines_[at - 1]))
        read.lines.back().text += " " + std::string(lines_[at]);
      else
        read.lines.push_back({std::string(lines_[at])});
      open = is_full(at);
    }
    return read;
  }

 private:
  bool is_full(std::size_t at) const {
    if (at + 1 >= lines_.size()) return false;
    const std::string_view next = lines_[at + 1];
    const std::size_t word = text::length(next.substr(0, std::min(next.find(' '), next.size())));
    return lengths_[at] + 1 + word > width_;
  }

  std::vector<std::string_view> lines_;
  std::vector<std::size_t> lengths_;
  std::size_t width_ = 0;
};

std::vector<std::string_view> split_lines(std::string_view content) {
  std::vector<std::string_view> lines;
  for (std::size_t start = 0; start <= content.size() && lines.size() <= 2 * lines_max;) {
    std::size_t end = content.find_first_of("\n\r\f\v", start);
    if (end == std::string_view::npos) end = content.size();
    lines.push_back(text::trim(content.substr(start, end - start)));
    start = end + (content.substr(end, 2) == "\r\n" ? 2 : 1);
  }
  return lines;
}

}  // namespace

Result<Lines> read_text(std::string_view content) {
  if (content.size() > text_bytes_max) return Error{Code::invalid, "import.error.too_large", {}};
  const std::string decoded = decode(content);
  const std::vector<std::string_view> lines = split_lines(decoded);
  const Unwrapper unwrapper(lines);
  Lines read;
  if (unwrapper.is_wrapped())
    read = unwrapper.joined();
  else
    for (const std::string_view line : lines)
      if (!line.empty()) read.lines.push_back({std::string(line)});
  if (read.lines.size() > lines_max) return Error{Code::invalid, "import.error.too_large", {}};
  return read;
}

}  // namespace mosharekat::document::reading
