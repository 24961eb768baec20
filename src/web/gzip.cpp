// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/gzip.h"

#include <algorithm>
#include <zlib.h>

namespace mosharekat::web {

namespace {

constexpr std::size_t compressed_bytes_min = 1024;

// The state is a quarter of a megabyte: one is kept per thread and level instead of one made per answer.
struct Deflater {
  explicit Deflater(int level) {
    constexpr int gzip_window = 15 + 16, memory_level = 8;
    ready = deflateInit2(&stream, level, Z_DEFLATED, gzip_window, memory_level, Z_DEFAULT_STRATEGY) == Z_OK;
  }
  Deflater(const Deflater&) = delete;
  Deflater& operator=(const Deflater&) = delete;
  ~Deflater() {
    if (ready) deflateEnd(&stream);
  }
  z_stream stream{};
  bool ready = false;
};

Deflater& deflater_for(Effort effort) {
  if (effort == Effort::quick) {
    thread_local Deflater quick(3);
    return quick;
  }
  thread_local Deflater small(7);
  return small;
}

bool same_word(std::string_view text, std::string_view lower_case) {
  return std::equal(text.begin(), text.end(), lower_case.begin(), lower_case.end(), [](char letter, char lower) {
    return letter == lower || (letter >= 'A' && letter <= 'Z' && letter + 32 == lower);
  });
}

std::string_view trim(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

}  // namespace

std::string gzip(std::string_view bytes, Effort effort) {
  Deflater& deflater = deflater_for(effort);
  if (!deflater.ready) return {};
  z_stream& stream = deflater.stream;
  deflateReset(&stream);
  std::string compressed(deflateBound(&stream, bytes.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));  // zlib's interface is older than const
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(compressed.data());
  stream.avail_out = static_cast<uInt>(compressed.size());
  if (deflate(&stream, Z_FINISH) != Z_STREAM_END) return {};
  compressed.resize(compressed.size() - stream.avail_out);
  compressed.shrink_to_fit();
  return compressed;
}

bool is_compressible(std::string_view content_type, std::size_t size) {
  if (size <= compressed_bytes_min || size > (1u << 30)) return false;
  const std::string_view type = trim(content_type.substr(0, content_type.find(';')));
  return type.starts_with("text/") || type.ends_with("json") || type.ends_with("xml") || type.ends_with("javascript") ||
         type == "font/ttf";
}

bool accepts_gzip(std::string_view accept_encoding) {
  bool by_star = false;
  while (!accept_encoding.empty()) {
    const std::size_t end = std::min(accept_encoding.find(','), accept_encoding.size());
    const std::string_view item = accept_encoding.substr(0, end);
    accept_encoding.remove_prefix(std::min(end + 1, accept_encoding.size()));
    const std::size_t semicolon = std::min(item.find(';'), item.size());
    const std::string_view coding = trim(item.substr(0, semicolon));
    const std::string_view weight = trim(item.substr(std::min(semicolon + 1, item.size())));
    const bool refused =
        (weight.starts_with("q=") || weight.starts_with("Q=")) && weight.find_first_not_of("0.", 2) == std::string_view::npos;
    if (same_word(coding, "gzip") || same_word(coding, "x-gzip")) return !refused;
    if (coding == "*") by_star = !refused;
  }
  return by_star;
}

}  // namespace mosharekat::web
