// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/id.h"

#include "base/hash.h"

namespace mosharekat {
namespace {

constexpr std::string_view alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
constexpr std::size_t letters = 26;

}  // namespace

std::string new_id(Instant now) {
  const auto time = static_cast<std::uint64_t>(std::max<std::int64_t>(0, milliseconds(now)));
  const std::string random = hash::random_bytes(10);
  unsigned char bytes[16];
  for (int i = 0; i < 6; ++i) bytes[i] = static_cast<unsigned char>(time >> (8 * (5 - i)));
  random.copy(reinterpret_cast<char*>(bytes) + 6, 10);

  // 128 bits in 26 letters of five bits: the first letter holds three.
  std::string out(letters, '0');
  unsigned pending = 0;
  int bits = 2;
  std::size_t at = 0;
  for (const unsigned char byte : bytes) {
    pending = (pending << 8 | byte) & 0xFFF;
    bits += 8;
    for (; bits >= 5; bits -= 5) out[at++] = alphabet[pending >> (bits - 5) & 31];
  }
  return out;
}

bool is_id(std::string_view text) {
  return text.size() == letters && text[0] <= '7' && text.find_first_not_of(alphabet) == std::string_view::npos;
}

}  // namespace mosharekat
