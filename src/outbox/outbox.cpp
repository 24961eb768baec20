// SPDX-License-Identifier: AGPL-3.0-or-later
#include "outbox/outbox.h"

#include <algorithm>
#include <array>

#include "base/id.h"
#include "base/text.h"

namespace mosharekat::outbox {

using std::chrono::hours;
using std::chrono::minutes;

std::string with_site(std::string_view body, std::string_view address) {
  std::string out;
  for (std::size_t at = 0; at < body.size();) {
    const std::size_t found = std::min(body.find(site, at), body.size());
    out += body.substr(at, found - at);
    if (found < body.size()) out += address;
    at = found + site.size();
  }
  return out;
}

void owe(store::Transaction& tx, Instant now, const Message& message) {
  tx.execute(
      "INSERT INTO outbox_message (id, key, channel, address, language, subject, body, owed_at, due_at, tries, state, "
      "last_error, delivered_at, stop)"
      " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8, 0, 'waiting', '', NULL, $9) ON CONFLICT (key) DO NOTHING",
      {new_id(now), message.key, message.channel, message.address, code(message.language), message.subject, message.body, now,
       message.stop});
}

Taken take_back(store::Transaction& tx, std::string_view key) {
  if (tx.execute("DELETE FROM outbox_message WHERE key = $1 AND state = 'waiting' AND tries = 0", {key}) == 1)
    return Taken::taken_back;
  return tx.count("SELECT COUNT(*) FROM outbox_message WHERE key = $1", {key}) > 0 ? Taken::sent : Taken::never_owed;
}

std::vector<Owed> lease(store::Database& database, Instant now, std::string_view channel, int limit) {
  // Reading first keeps an idle installation from writing once a second.
  const auto waiting = database.read([&](store::Transaction& tx) {
    return tx.count("SELECT COUNT(*) FROM outbox_message WHERE channel = $1 AND state = 'waiting' AND due_at <= $2",
                    {channel, now});
  });
  if (waiting == 0) return {};
  return database.write_unlogged([&](store::Transaction& tx) {
    return tx.all<Owed>(
        "UPDATE outbox_message SET due_at = $2, tries = tries + 1 WHERE id IN (SELECT id FROM outbox_message WHERE channel = $1 "
        "AND state = 'waiting'"
        " AND due_at <= $3 ORDER BY due_at, id LIMIT $4) AND due_at <= $3 RETURNING id, key, address, language, subject, body, "
        "tries, stop",
        {channel, now + minutes{5}, now, limit}, [&](store::Row& row) {
          Owed owed;
          owed.id = row.text();
          owed.message.key = row.text();
          owed.message.address = row.text();
          owed.message.language = row.text() == "fa" ? Language::fa : Language::en;
          owed.message.subject = row.text();
          owed.message.body = row.text();
          owed.message.channel = std::string(channel);
          owed.tries = static_cast<int>(row.integer());
          owed.message.stop = row.text();
          return owed;
        });
  });
}

void delivered(store::Database& database, Instant now, std::string_view id) {
  database.write_unlogged([&](store::Transaction& tx) {
    tx.execute("UPDATE outbox_message SET state = 'delivered', delivered_at = $2, due_at = $2, last_error = '' WHERE id = $1",
               {id, now});
  });
}

void failed(store::Database& database, Instant now, std::string_view id, std::string_view why) {
  static constexpr std::array<Milliseconds, 7> waits = {minutes{1}, minutes{5}, minutes{30}, hours{2},
                                                        hours{6},   hours{12},  hours{24}};
  database.write_unlogged([&](store::Transaction& tx) {
    const auto tries = static_cast<std::size_t>(tx.count("SELECT tries FROM outbox_message WHERE id = $1", {id}));
    const bool give_up = tries > waits.size();
    tx.execute("UPDATE outbox_message SET state = $2, due_at = $3, last_error = $4 WHERE id = $1",
               {id, give_up ? "given_up" : "waiting",
                give_up ? now : now + waits[std::min(waits.size(), std::max<std::size_t>(tries, 1)) - 1],
                text::shorten(text::tidy_line(why), 500)});
  });
}

void erase_before(store::Database& database, Instant limit) {
  const auto old = database.read([&](store::Transaction& tx) {
    return tx.all<std::string>(
        "SELECT id FROM outbox_message WHERE address <> '' AND state <> 'waiting' AND due_at <= $1 ORDER BY due_at LIMIT 1000",
        {limit}, [](store::Row& row) { return row.text(); });
  });
  if (old.empty()) return;
  database.write_unlogged([&](store::Transaction& tx) {
    for (const std::string& id : old)
      // A key may hold the address too.
      tx.execute(
          "UPDATE outbox_message SET address = '', subject = '', body = '', stop = '', last_error = '', key = id WHERE id = $1",
          {id});
  });
}

void forget(store::Transaction& tx, std::string_view address) {
  if (address.empty()) return;
  tx.execute("DELETE FROM outbox_message WHERE address = $1 AND state <> 'delivered'", {address});
  tx.execute(
      "UPDATE outbox_message SET address = '', subject = '', body = '', stop = '', last_error = '', key = id WHERE address = $1",
      {address});
}

Counts counts(store::Transaction& tx) {
  Counts counts;
  for (store::Row row : tx.query("SELECT state, COUNT(*) FROM outbox_message GROUP BY state")) {
    const std::string state = row.text();
    (state == "waiting" ? counts.waiting : state == "delivered" ? counts.delivered : counts.given_up) = row.integer();
  }
  return counts;
}

}  // namespace mosharekat::outbox
