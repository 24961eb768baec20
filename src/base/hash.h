// SPDX-License-Identifier: AGPL-3.0-or-later
// Hashes, keyed hashes, random bytes and their spellings, by libsodium. Thread-safe.
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace mosharekat::hash {

std::string sha256(std::string_view bytes);                             // 32 bytes
std::string sha256_hex(std::string_view bytes);                         // 64 letters
std::string hmac_sha256(std::string_view key, std::string_view bytes);  // 32 bytes; the key of any length
std::string random_bytes(std::size_t count);                            // from the operating system
std::uint64_t random_below(std::uint64_t limit);                        // uniform in [0, limit)
std::string hex(std::string_view bytes);
std::optional<std::string> from_hex(std::string_view letters);
std::string base64(std::string_view bytes);  // RFC 4648, padded
std::optional<std::string> from_base64(std::string_view letters);
std::string base64url(std::string_view bytes);  // unpadded, safe in URLs and cookies
std::optional<std::string> from_base64url(std::string_view letters);
bool same(std::string_view left, std::string_view right);  // in constant time for equal lengths

// Argon2id for passwords: t = 2, 19 MiB, about 26 ms of one core; never inside a transaction. The text carries its own salt and
// parameters.
std::string password(std::string_view password);
bool password_matches(std::string_view stored, std::string_view password);

}  // namespace mosharekat::hash
