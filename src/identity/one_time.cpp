// SPDX-License-Identifier: AGPL-3.0-or-later
// Secrets that work once, attempt limits, and the checks of what people type about themselves.
#include "base/hash.h"
#include "base/text.h"
#include "identity/attempts.h"
#include "identity/identity_store.h"

namespace mosharekat::identity {

std::string_view name(Purpose purpose) {
  switch (purpose) {
    case Purpose::code: return "code";
    case Purpose::invitation: return "invitation";
    case Purpose::reset: return "reset";
    case Purpose::setup: return "setup";
  }
  return "";
}

std::optional<std::string> tidy_email(std::string_view given) {
  const std::string email = text::ascii_lower(text::trim(text::ascii_digits(given)));
  const auto at = email.find('@');
  if (email.size() > 254 || at == std::string::npos || at == 0 || at != email.rfind('@') ||
      email.find('.', at) == std::string::npos || email.back() == '.')
    return std::nullopt;
  for (const char letter : email)
    if (static_cast<unsigned char>(letter) <= 0x20 || static_cast<unsigned char>(letter) >= 0x7f ||
        std::string_view("<>()[]\\,;:\"").find(letter) != std::string_view::npos)
      return std::nullopt;
  return email;
}

Result<std::string> good_name(std::string_view given) {
  const std::string name = text::tidy_line(given);
  if (name.empty()) return Error{Code::invalid, "identity.error.name", {}, "name"};
  if (text::length(name) > 60) return Error{Code::invalid, "identity.error.name_long", {}, "name"};
  // A link in a name would travel in our own mails.
  if (name.find("://") != std::string::npos || name.find("www.") != std::string::npos || name.find('@') != std::string::npos)
    return Error{Code::invalid, "identity.error.name_link", {}, "name"};
  return name;
}

Result<void> good_password(std::string_view password) {
  if (text::length(password) < 12)
    return Error{Code::invalid, "identity.error.password_short", {{"least", std::int64_t{12}}}, "password"};
  if (password.size() > 1024) return Error{Code::invalid, "identity.error.password_long", {}, "password"};
  // Twelve letters rule out nearly every list of common passwords; what is left are rows of keys and repetitions.
  const std::string folded = text::ascii_lower(password);
  std::string distinct;
  for (const char letter : folded)
    if (distinct.find(letter) == std::string::npos) distinct += letter;
  static constexpr std::string_view common[] = {"123456789", "password", "qwertyuiop",   "abcdefghij",
                                                "987654321", "iloveyou", "administrator"};
  bool known = distinct.size() < 5;
  for (const std::string_view word : common)
    if (const auto at = folded.find(word); at != std::string::npos && folded.size() - word.size() < 6) known = true;
  if (known) return Error{Code::invalid, "identity.error.password_common", {}, "password"};
  return {};
}

std::string secret_hash(Purpose purpose, std::string_view email, std::string_view secret) {
  return hash::sha256_hex("one time\n" + std::string(name(purpose)) + "\n" + std::string(email) + "\n" + std::string(secret));
}

void keep_one_time(store::Transaction& tx, Instant now, Purpose purpose, const OneTime& one_time, Milliseconds life) {
  const auto or_null = [](const std::string& value) {
    return value.empty() ? store::Parameter(nullptr) : store::Parameter(value);
  };
  tx.execute("DELETE FROM one_time WHERE expires_at <= $1", {now - std::chrono::hours{24}});
  tx.execute(
      "INSERT INTO one_time (secret_hash, purpose, email, agency, role, made_at, expires_at, tries, used_at) VALUES ($1, $2, $3, "
      "$4, $5, $6, $7, 0, NULL)"
      " ON CONFLICT (secret_hash) DO UPDATE SET made_at = excluded.made_at, expires_at = excluded.expires_at, tries = 0, used_at "
      "= NULL",
      {one_time.hash, name(purpose), one_time.email, or_null(one_time.agency), or_null(one_time.role), now, now + life});
}

std::optional<OneTime> find_one_time(store::Transaction& tx, Instant now, Purpose purpose, std::string_view hash) {
  return tx.one<OneTime>(
      "SELECT secret_hash, email, COALESCE(agency, ''), COALESCE(role, '') FROM one_time"
      " WHERE secret_hash = $1 AND purpose = $2 AND used_at IS NULL AND expires_at > $3",
      {hash, name(purpose), now}, [](store::Row& row) { return OneTime{row.text(), row.text(), row.text(), row.text()}; });
}

bool use_one_time(store::Transaction& tx, Instant now, std::string_view hash) {
  return tx.execute("UPDATE one_time SET used_at = $2 WHERE secret_hash = $1 AND used_at IS NULL", {hash, now}) == 1;
}

Result<void> count_attempts(store::Transaction& tx, Instant now, const std::vector<Attempt>& attempts) {
  constexpr Milliseconds longest_window = std::chrono::hours{24};
  struct Window {
    Instant since;
    std::int64_t count;
  };
  if (!attempts.empty()) tx.execute("DELETE FROM attempt WHERE since <= $1", {now - longest_window});
  for (const Attempt& one : attempts) {
    expect(one.window <= longest_window, "attempts are kept for a day");
    // One row per key, so that parallel attempts wait for each other and each is counted.
    const Window made =
        tx.one<Window>(
              "INSERT INTO attempt (key_hash, since, made) VALUES ($1, $2, 1) ON CONFLICT (key_hash) DO UPDATE SET"
              " made = CASE WHEN attempt.since <= $3 THEN 1 ELSE attempt.made + 1 END,"
              " since = CASE WHEN attempt.since <= $3 THEN excluded.since ELSE attempt.since END"
              " RETURNING since, made",
              {hash::sha256_hex("attempt\n" + one.key), now, now - one.window},
              [](store::Row& row) {
                const Instant since = row.time();
                return Window{since, row.integer()};
              })
            .value();
    if (made.count <= one.limit) continue;
    const auto rest = made.since + one.window - now;
    return Error{Code::too_many,
                 "identity.error.too_many",
                 {{"minutes", std::int64_t{std::chrono::ceil<std::chrono::minutes>(rest).count()}}}};
  }
  return {};
}

Result<void> count_attempts(store::Database& database, Instant now, const std::vector<Attempt>& attempts) {
  if (attempts.empty()) return {};
  return database.write_unlogged([&](store::Transaction& tx) { return count_attempts(tx, now, attempts); });
}

Error refused(store::Database& database, Instant now, const std::vector<Attempt>& attempts, Error error) {
  const auto counted = count_attempts(database, now, attempts);
  return counted ? std::move(error) : counted.error();
}

Result<void> attempt(store::Database& database, Instant now, std::string_view key, int limit, Milliseconds window) {
  return count_attempts(database, now, {{std::string(key), limit, window}});
}

}  // namespace mosharekat::identity
