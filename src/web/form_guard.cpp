// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/form_guard.h"

#include <boost/json.hpp>

#include "base/hash.h"
#include "base/json.h"
#include "base/text.h"

namespace mosharekat::web {

namespace {

constexpr Milliseconds quickest{3000};
constexpr Milliseconds longest = std::chrono::hours{24};
constexpr Milliseconds challenge_life = std::chrono::hours{2};
constexpr std::uint64_t hardest = 50000;  // hashes: under a second on an old phone

std::string sign(const consultation::Secret& secret, std::string_view what, std::string_view text) {
  return hash::hex(hash::hmac_sha256(secret.key, std::string(what) + "\n" + std::string(text)));
}

bool solves(const consultation::Secret& secret, std::string_view payload, Instant now) {
  const auto decoded = hash::from_base64(payload);
  if (!decoded || decoded->size() > 2000) return false;
  const auto parsed = json::parse(*decoded);
  if (!parsed || !parsed->is_object()) return false;
  const auto text_of = [&](std::string_view name) -> std::string {
    const auto* value = parsed->as_object().if_contains(name);
    return value && value->is_string() ? std::string(value->as_string()) : "";
  };
  const auto* number = parsed->as_object().if_contains("number");
  if (!number || !number->is_int64()) return false;
  const std::string salt = text_of("salt"), challenge = text_of("challenge");
  const auto expires_at = salt.find("?expires=");
  if (expires_at == std::string::npos) return false;
  const auto expires =
      text::parse_integer(std::string_view(salt).substr(expires_at + 9, salt.find('&', expires_at) - expires_at - 9));
  if (!expires || *expires * 1000 < milliseconds(now)) return false;
  if (!hash::same(text_of("signature"), hash::hex(hash::hmac_sha256(secret.key, challenge)))) return false;
  return hash::same(challenge, hash::sha256_hex(salt + std::to_string(number->as_int64())));
}

}  // namespace

std::string FormGuard::stamp(Instant now) const {
  const std::string at = std::to_string(milliseconds(now));
  return at + "." + sign(secret, "form", at);
}

std::string FormGuard::challenge(Instant now) const {
  const std::string salt =
      hash::hex(hash::random_bytes(12)) + "?expires=" + std::to_string(milliseconds(now + challenge_life) / 1000) + "&";
  const std::string challenge = hash::sha256_hex(salt + std::to_string(hash::random_below(hardest)));
  return R"({"algorithm":"SHA-256","challenge":")" + challenge + R"(","maxnumber":)" + std::to_string(hardest) + R"(,"salt":")" +
         salt + R"(","signature":")" + hash::hex(hash::hmac_sha256(secret.key, challenge)) + R"("})";
}

Result<void> FormGuard::check(const Fields& form, Instant now, bool& solved) const {
  solved = !form["altcha"].empty() && solves(secret, form["altcha"], now);
  if (!form["website"].empty()) return Error{Code::invalid, "form.error.robot"};
  const std::string_view opened = form["opened"];
  const auto dot = opened.find('.');
  if (dot == std::string_view::npos || !hash::same(opened.substr(dot + 1), sign(secret, "form", opened.substr(0, dot))))
    return Error{Code::invalid, "form.error.old"};
  const auto at = text::parse_integer(opened.substr(0, dot));
  if (!at || now - instant(*at) > longest) return Error{Code::invalid, "form.error.old"};
  // A clock set back for a demonstration makes the difference negative: not a robot's doing.
  if (now - instant(*at) >= Milliseconds{0} && now - instant(*at) < quickest) return Error{Code::invalid, "form.error.quick"};
  return {};
}

}  // namespace mosharekat::web
