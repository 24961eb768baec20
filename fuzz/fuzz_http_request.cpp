// SPDX-License-Identifier: AGPL-3.0-or-later
// Heads and chunked bodies of requests, whole and cut at every place: what is accepted is the same however it was cut.
// Needs: base src/web/http.cpp src/web/request_head.cpp src/web/chunked_body.cpp src/web/gzip.cpp z
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "web/chunked_body.h"
#include "web/gzip.h"
#include "web/request_head.h"

using namespace mosharekat::web;

namespace {

void hold(bool promise) {
  if (!promise) std::abort();
}

struct Body {
  std::string content;
  ChunkedBody chunks;
  std::size_t used = 0;
};

// Feeds the bytes as they would come in steps of this size.
Body read_body(std::string_view bytes, std::size_t step) {
  Body body;
  for (std::size_t here = 0; here < bytes.size() && !body.chunks.done() && body.chunks.refused() == 0;) {
    here = std::min(here + step, bytes.size());
    const std::size_t used = body.chunks.take(bytes.substr(body.used, here - body.used), body.content, 4096);
    hold(used <= here - body.used && body.content.size() <= 4096);
    body.used += used;
    hold(body.chunks.done() || body.chunks.refused() != 0 || here - body.used < 10);
  }
  return body;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const std::size_t step = data[0] % 16 + 1;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const std::size_t end = head_size(bytes, 0);
  // The search for the end gives the same when it goes on from where it stopped.
  std::size_t stepwise = 0;
  for (std::size_t have = 0, from = 0; have < bytes.size() && stepwise == 0;) {
    have = std::min(have + step, bytes.size());
    stepwise = head_size(bytes.substr(0, have), from);
    from = have;
  }
  hold(stepwise == end);
  if (end == 0 || end == std::string_view::npos || end > head_bytes_max) return 0;

  const std::string copy(bytes.substr(0, end));
  RequestParser parser;
  const int refused = parser.parse(copy);
  hold(refused == 0 || (refused >= 400 && refused < 600));
  if (refused != 0) return 0;
  const RequestHead& head = parser.head();
  const auto inside = [&](std::string_view view) {
    return view.empty() || (view.data() >= copy.data() && view.data() + view.size() <= copy.data() + copy.size());
  };
  hold(inside(head.target) && head.target.starts_with('/') && !(head.chunked && head.content_length > 0));
  int hosts = 0, lengths = 0, codings = 0;
  for (const auto& [name, value] : head.fields) {
    hold(inside(name) && inside(value) && !name.empty());
    for (const std::string_view text : {name, value}) hold(text.find_first_of(std::string_view("\r\n\0", 3)) == text.npos);
    const auto is = [&name = name](std::string_view wanted) {
      return std::equal(name.begin(), name.end(), wanted.begin(), wanted.end(), [](char a, char b) { return (a | 0x20) == b; });
    };
    hosts += is("host");
    lengths += is("content-length");
    codings += is("transfer-encoding");
  }
  hold(hosts <= 1 && lengths <= 1 && codings <= 1 && lengths + codings <= 1 && (codings == 1) == head.chunked);
  accepts_gzip(head.accept_encoding);
  if (!head.chunked) return 0;

  const std::string_view rest = bytes.substr(end);
  const Body slow = read_body(rest, step), whole = read_body(rest, rest.size() + 1);
  hold(whole.chunks.done() == slow.chunks.done() && whole.chunks.refused() == slow.chunks.refused());
  hold(whole.content == slow.content && whole.used == slow.used);
  return 0;
}
