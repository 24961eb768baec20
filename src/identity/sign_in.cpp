// SPDX-License-Identifier: AGPL-3.0-or-later
// Signing in, and sessions.
#include "base/hash.h"
#include "base/text.h"
#include "identity/identity_store.h"
#include "ledger/ledger.h"
#include "outbox/outbox.h"

namespace mosharekat::identity {

using ledger::Done;
using std::chrono::hours;
using std::chrono::minutes;

namespace {

constexpr Milliseconds staff_idle = hours{12}, staff_life = hours{24}, citizen_idle = hours{24 * 30},
                       citizen_life = hours{24 * 365};

std::string token_hash(std::string_view token) { return hash::sha256_hex("session\n" + std::string(token)); }

}  // namespace

Session start_session(store::Transaction& tx, Instant now, const Person& person, const Client& client) {
  const std::string token = hash::base64url(hash::random_bytes(32));
  tx.execute(
      "INSERT INTO session (token_hash, id, person, user_agent, created_at, seen_at, expires_at, idle_ms, ended_at) VALUES ($1, "
      "$2, $3, $4, $5, $5, $6, $7, NULL)",
      {token_hash(token), new_id(now), person.id, text::shorten(text::tidy_line(client.user_agent), 200), now,
       now + (person.staff ? staff_life : citizen_life), (person.staff ? staff_idle : citizen_idle).count()});
  return {token, person.id};
}

Result<Session> sign_in_with_password(store::Database& database, Instant now, std::string_view given_email,
                                      std::string_view password, const Client& client) {
  const Error wrong{Code::invalid, "identity.error.wrong_password", {}, "password"};
  const auto email = tidy_email(given_email);
  if (!email) return wrong;
  TRY(attempt(database, now, "password:from:" + client.remote_address, 30, minutes{15}));
  TRY(attempt(database, now, "password:for:" + *email, 10, minutes{15}));
  struct Known {
    Person person;
    std::string password;
  };
  const auto known = database.read([&](store::Transaction& tx) -> std::optional<Known> {
    const auto person = person_by_email(tx, *email);
    if (!person || !person->staff) return std::nullopt;
    auto stored = tx.one<std::string>("SELECT password FROM person WHERE id = $1 AND password IS NOT NULL", {person->id},
                                      [](store::Row& row) { return row.text(); });
    if (!stored) return std::nullopt;
    return Known{*person, std::move(*stored)};
  });
  // An unknown address takes as long as a known one.
  static const std::string nobody = hash::password("no such person");
  if (!hash::password_matches(known ? known->password : nobody, password) || !known) return wrong;
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<Session>> {
    return Done{
        ledger::append(
            tx, {.kind = "session.started", .subject = known->person.id.value, .actor = known->person.id.value, .at = now}),
        start_session(tx, now, known->person, client)};
  });
}

Result<void> send_code(store::Database& database, Instant now, std::string_view given_email, Language language,
                       const Client& client) {
  const auto email = tidy_email(given_email);
  if (!email) return Error{Code::invalid, "identity.error.email", {}, "email"};
  TRY(attempt(database, now, "code:from:" + client.remote_address, 20, hours{1}));
  TRY(attempt(database, now, "code:for:" + *email, 5, hours{1}));
  std::string digits;
  for (int i = 0; i < 6; ++i) digits += static_cast<char>('0' + hash::random_below(10));
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<ledger::Nothing>> {
    // A new code ends the former ones, so that five tries are five tries.
    tx.execute("UPDATE one_time SET used_at = $2 WHERE purpose = 'code' AND email = $1 AND used_at IS NULL", {*email, now});
    keep_one_time(tx, now, Purpose::code, {secret_hash(Purpose::code, *email, digits), *email, "", ""}, minutes{10});
    outbox::owe(
        tx, now,
        {.key = "code:" + new_id(now),
         .address = *email,
         .language = language,
         .subject = locale::sentence(language, "identity.mail.code.subject", {{"code", locale::digits(language, digits)}}),
         .body = locale::sentence(language, "identity.mail.code.body",
                                  {{"code", locale::digits(language, digits)}, {"minutes", std::int64_t{10}}})});
    return Done{ledger::append(tx, {.kind = "code.sent", .subject = "sign_in", .at = now}), ledger::Nothing{}};
  });
}

Result<Session> sign_in_with_code(store::Database& database, Instant now, std::string_view given_email, std::string_view code,
                                  Language language, const Client& client) {
  const auto email = tidy_email(given_email);
  if (!email) return Error{Code::invalid, "identity.error.email", {}, "email"};
  const std::string digits = text::ascii_digits(text::trim(code));
  TRY(attempt(database, now, "code:try:" + client.remote_address, 60, hours{1}));
  const Error wrong{Code::invalid, "identity.error.wrong_code", {}, "code"};
  // Counting a wrong try must outlive the refusal, so it is a write of its own.
  const bool tries_left = database.write_unlogged([&](store::Transaction& tx) {
    return tx.execute(
               "UPDATE one_time SET tries = tries + 1 WHERE purpose = 'code' AND email = $1 AND used_at IS NULL AND tries < 5",
               {*email}) > 0;
  });
  if (!tries_left) return wrong;
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<Session>> {
    const auto found = find_one_time(tx, now, Purpose::code, secret_hash(Purpose::code, *email, digits));
    if (!found || !use_one_time(tx, now, found->hash)) return wrong;
    auto person = person_by_email(tx, *email);
    if (person && person->staff) return Error{Code::denied, "identity.error.staff_have_password", {}, "email"};
    if (!person) person = Person{insert_person(tx, now, *email, "", false, language, ""), *email, "", false, language, now};
    return Done{
        ledger::append(tx, {.kind = "session.started", .subject = person->id.value, .actor = person->id.value, .at = now}),
        start_session(tx, now, *person, client)};
  });
}

std::optional<Actor> actor_of_session(store::Transaction& tx, Instant now, std::string_view token) {
  const auto found = tx.one<PersonId>(
      "SELECT person FROM session WHERE token_hash = $1 AND ended_at IS NULL AND expires_at > $2 AND seen_at + idle_ms > $2",
      {token_hash(token), now}, [](store::Row& row) { return row.id<PersonId>(); });
  if (!found) return std::nullopt;
  return actor(tx, *found);
}

void touch_session(store::Database& database, Instant now, std::string_view token) {
  const std::string hash = token_hash(token);
  const Instant limit = now - minutes{1};
  const bool old = database.read([&](store::Transaction& tx) {
    return tx.count("SELECT COUNT(*) FROM session WHERE token_hash = $1 AND seen_at < $2", {hash, limit}) > 0;
  });
  if (old)
    database.write_unlogged(
        [&](store::Transaction& tx) { tx.execute("UPDATE session SET seen_at = $2 WHERE token_hash = $1", {hash, now}); });
}

void sign_out(store::Database& database, Instant now, std::string_view token) {
  database.write_unlogged([&](store::Transaction& tx) {
    tx.execute("UPDATE session SET ended_at = $2 WHERE token_hash = $1 AND ended_at IS NULL", {token_hash(token), now});
  });
}

std::vector<OpenSession> sessions(store::Transaction& tx, Instant now, const PersonId& person, std::string_view current_token) {
  const std::string current = token_hash(current_token);
  return tx.all<OpenSession>(
      "SELECT id, created_at, seen_at, user_agent, token_hash FROM session WHERE person = $1 AND ended_at IS NULL AND expires_at "
      "> $2 AND seen_at + idle_ms > $2"
      " ORDER BY seen_at DESC",
      {person, now}, [&](store::Row& row) {
        OpenSession session{row.text(), row.time(), row.time(), row.text(), false};
        session.current = row.text() == current;
        return session;
      });
}

Result<void> end_session(store::Database& database, Instant now, const Actor& actor, std::string_view id) {
  return database.write_unlogged([&](store::Transaction& tx) -> Result<void> {
    if (tx.execute("UPDATE session SET ended_at = $3 WHERE id = $1 AND person = $2 AND ended_at IS NULL",
                   {id, actor.person, now}) == 0)
      return Error{Code::not_found, "identity.error.session_unknown"};
    return {};
  });
}

void end_other_sessions(store::Database& database, Instant now, const Actor& actor, std::string_view current_token) {
  database.write_unlogged([&](store::Transaction& tx) {
    tx.execute("UPDATE session SET ended_at = $3 WHERE person = $1 AND token_hash <> $2 AND ended_at IS NULL",
               {actor.person, token_hash(current_token), now});
  });
}

}  // namespace mosharekat::identity
