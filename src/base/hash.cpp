// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/hash.h"

#include <sodium.h>

#include "base/result.h"

namespace mosharekat::hash {
namespace {

// Every function that touches libsodium passes here; a static of a function is set once, by one thread.
void start() {
  static const bool started = [] {
    if (sodium_init() < 0) throw std::runtime_error("libsodium could not be started");
    return true;
  }();
  (void)started;
}

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }
unsigned char* bytes_of(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

std::string encoded(std::string_view bytes, int variant) {
  start();
  std::string out(sodium_base64_encoded_len(bytes.size(), variant), '\0');
  sodium_bin2base64(out.data(), out.size(), bytes_of(bytes), bytes.size(), variant);
  out.pop_back();  // the final zero that libsodium counts
  return out;
}

std::optional<std::string> decoded(std::string_view letters, int variant) {
  start();
  std::string out(letters.size(), '\0');
  std::size_t length = 0;
  const char* end = nullptr;
  if (sodium_base642bin(bytes_of(out), out.size(), letters.data(), letters.size(), nullptr, &length, &end, variant) != 0 ||
      end != letters.data() + letters.size()) {
    return std::nullopt;
  }
  out.resize(length);
  return out;
}

}  // namespace

std::string sha256(std::string_view bytes) {
  start();
  std::string out(crypto_hash_sha256_BYTES, '\0');
  crypto_hash_sha256(bytes_of(out), bytes_of(bytes), bytes.size());
  return out;
}

std::string sha256_hex(std::string_view bytes) { return hex(sha256(bytes)); }

std::string hmac_sha256(std::string_view key, std::string_view bytes) {
  start();
  crypto_auth_hmacsha256_state state;
  crypto_auth_hmacsha256_init(&state, bytes_of(key), key.size());
  crypto_auth_hmacsha256_update(&state, bytes_of(bytes), bytes.size());
  std::string out(crypto_auth_hmacsha256_BYTES, '\0');
  crypto_auth_hmacsha256_final(&state, bytes_of(out));
  sodium_memzero(&state, sizeof state);
  return out;
}

std::string random_bytes(std::size_t count) {
  start();
  std::string out(count, '\0');
  randombytes_buf(out.data(), out.size());
  return out;
}

std::uint64_t random_below(std::uint64_t limit) {
  start();
  expect(limit > 0, "random_below() needs a limit above zero");
  // Values from the last, incomplete round of the limit would make small results likelier, so they are drawn again.
  const std::uint64_t unfair = (0 - limit) % limit;
  for (;;) {
    std::uint64_t value = 0;
    randombytes_buf(&value, sizeof value);
    if (value >= unfair) return value % limit;
  }
}

std::string hex(std::string_view bytes) {
  std::string out(bytes.size() * 2 + 1, '\0');
  sodium_bin2hex(out.data(), out.size(), bytes_of(bytes), bytes.size());
  out.pop_back();
  return out;
}

std::optional<std::string> from_hex(std::string_view letters) {
  if (letters.size() % 2 != 0) return std::nullopt;
  std::string out(letters.size() / 2, '\0');
  std::size_t length = 0;
  const char* end = nullptr;
  if (sodium_hex2bin(bytes_of(out), out.size(), letters.data(), letters.size(), nullptr, &length, &end) != 0 ||
      end != letters.data() + letters.size()) {
    return std::nullopt;
  }
  return out;
}

std::string base64(std::string_view bytes) { return encoded(bytes, sodium_base64_VARIANT_ORIGINAL); }
std::optional<std::string> from_base64(std::string_view letters) { return decoded(letters, sodium_base64_VARIANT_ORIGINAL); }
std::string base64url(std::string_view bytes) { return encoded(bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING); }
std::optional<std::string> from_base64url(std::string_view letters) {
  return decoded(letters, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

bool same(std::string_view left, std::string_view right) {
  return left.size() == right.size() && sodium_memcmp(left.data(), right.data(), left.size()) == 0;
}

std::string password(std::string_view password) {
  start();
  std::string out(crypto_pwhash_STRBYTES, '\0');
  constexpr unsigned long long passes = 2;
  constexpr std::size_t memory = 19 * 1024 * 1024;
  if (crypto_pwhash_str_alg(out.data(), password.data(), password.size(), passes, memory, crypto_pwhash_ALG_ARGON2ID13) != 0)
    throw std::runtime_error("not enough memory to hash a password");
  out.resize(out.find('\0'));
  return out;
}

bool password_matches(std::string_view stored, std::string_view password) {
  start();
  // libsodium reads a fixed buffer; a longer text is no hash of ours.
  char buffer[crypto_pwhash_STRBYTES] = {};
  if (stored.size() >= sizeof buffer) return false;
  stored.copy(buffer, stored.size());
  return crypto_pwhash_str_verify(buffer, password.data(), password.size()) == 0;
}

}  // namespace mosharekat::hash
