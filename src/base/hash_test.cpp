// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/hash.h"

#include <doctest/doctest.h>

using namespace mosharekat;
using std::string;

TEST_CASE("hashes agree with the published vectors") {
  // FIPS 180-2, B.1; RFC 4231, cases 2 and 6.
  CHECK(hash::sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(hash::sha256_hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(hash::hex(hash::hmac_sha256("Jefe", "what do ya want for nothing?")) ==
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  CHECK(hash::hex(hash::hmac_sha256(string(131, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First")) ==
        "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

TEST_CASE("spellings of bytes are read back, and nothing else is") {
  const string bytes("\x00\xff\xfe plain", 9);
  CHECK(hash::from_hex(hash::hex(bytes)) == bytes);
  CHECK(hash::from_base64(hash::base64(bytes)) == bytes);
  CHECK(hash::from_base64url(hash::base64url(bytes)) == bytes);
  CHECK(hash::hex("") == "");
  CHECK(hash::from_hex("") == "");
  CHECK(hash::base64("fo") == "Zm8=");
  CHECK(hash::base64url("\xfb\xff") == "-_8");
  for (const char* bad : {"0", "0g", "0 1", "ab cd"}) CHECK_FALSE(hash::from_hex(bad));
  for (const char* bad : {"Zm8", "Zm8=x", "Zm8==", "Z m8=", "-_8="}) CHECK_FALSE(hash::from_base64(bad));
  for (const char* bad : {"Zm8=", "+/8", "Zm8 "}) CHECK_FALSE(hash::from_base64url(bad));
}

TEST_CASE("random numbers stay below their limit and reach all of it") {
  std::set<std::uint64_t> seen;
  for (int i = 0; i < 2'000; ++i) {
    const auto value = hash::random_below(7);
    REQUIRE(value < 7);
    seen.insert(value);
  }
  CHECK(seen.size() == 7);
  CHECK(hash::random_below(1) == 0);
  CHECK(hash::random_bytes(16) != hash::random_bytes(16));
  CHECK(hash::random_bytes(0) == "");
}

TEST_CASE("a password is known again by its hash, and by nothing else") {
  const string stored = hash::password("درست‌کار");
  CHECK(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
  CHECK(stored != hash::password("درست‌کار"));
  CHECK(hash::password_matches(stored, "درست‌کار"));
  CHECK_FALSE(hash::password_matches(stored, "درستکار"));
  CHECK_FALSE(hash::password_matches("", ""));
  CHECK_FALSE(hash::password_matches("no hash at all", "x"));
  CHECK_FALSE(hash::password_matches(string(500, 'x'), "x"));
}

TEST_CASE("comparison in constant time is still comparison") {
  CHECK(hash::same("abc", "abc"));
  CHECK(hash::same("", ""));
  CHECK_FALSE(hash::same("abc", "abd"));
  CHECK_FALSE(hash::same("abc", "ab"));
}
