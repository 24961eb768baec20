// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ledger/ledger.h"

#include <limits>
#include <mutex>

#include "base/hash.h"
#include "base/id.h"
#include "base/json_text.h"

namespace mosharekat::ledger {
namespace {

constexpr std::string_view commitment_domain = "mosharekat/event/v1\n";
constexpr std::size_t salt_bytes = 32;

// Two events of one millisecond keep the order in which this process wrote them: an identifier that would sort before the last
// one of its millisecond is the last one's successor instead.
std::string next_id(Instant at) {
  static std::mutex mutex;
  static std::string last;
  std::string id = new_id(at);
  constexpr std::size_t time_letters = 10;  // the first 50 bits hold the whole time
  const std::lock_guard lock(mutex);
  if (id.compare(0, time_letters, last, 0, time_letters) == 0 && id <= last) {
    constexpr std::string_view alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
    id = last;
    for (std::size_t at_letter = id.size(); at_letter-- > 0;) {
      const std::size_t digit = alphabet.find(id[at_letter]);
      id[at_letter] = alphabet[(digit + 1) % alphabet.size()];
      if (digit + 1 < alphabet.size()) break;
    }
  }
  return last = id;
}

// Empty fields are left out, so an event without a reason has the same bytes in every version that follows.
std::string canonical(const std::string& id, const Event& event) {
  return json::object({{"actor", event.actor},
                       {"address", event.address},
                       {"after", event.after},
                       {"at", std::to_string(milliseconds(event.at))},
                       {"before", event.before},
                       {"id", id},
                       {"kind", std::string(event.kind)},
                       {"reason", event.reason},
                       {"subject", event.subject}});
}

Entry read_entry(store::Row& row) {
  Entry entry;
  entry.id = row.text();
  entry.kind = row.text();
  entry.subject = row.text();
  entry.at = row.time();
  entry.commitment = row.blob();
  entry.actor = row.maybe(&store::Row::text).value_or("");
  entry.before = row.maybe(&store::Row::text).value_or("");
  entry.after = row.maybe(&store::Row::text).value_or("");
  entry.reason = row.maybe(&store::Row::text).value_or("");
  entry.address = row.maybe(&store::Row::text).value_or("");
  entry.seq = row.maybe(&store::Row::integer);
  return entry;
}

const std::string columns = R"(
    SELECT event.id, event.kind, event.subject, event.at, event.commitment, event_actor.actor,
           event_content.before, event_content.after, event_content.reason, event_address.address, event.seq
    FROM event
    LEFT JOIN event_actor ON event_actor.event = event.id
    LEFT JOIN event_content ON event_content.event = event.id
    LEFT JOIN event_address ON event_address.event = event.id )";
const std::string after_sql = columns + "WHERE event.seq > $1 ORDER BY event.seq LIMIT $2";
const std::string history_sql = columns + "WHERE event.subject = $1 ORDER BY event.id";
const std::string acts_sql = columns + R"(
    WHERE ($1 = '' OR event.kind = $1) AND ($2 = '' OR event_actor.actor = $2)
      AND event.at >= $3 AND event.at < $4 AND ($5 = '' OR event.id < $5)
    ORDER BY event.id DESC
    LIMIT $6)";

}  // namespace

Recorded append(store::Transaction& tx, const Event& event) {
  const std::string id = next_id(event.at);
  const std::string salt = hash::random_bytes(salt_bytes);
  const std::string commitment = hash::sha256(std::string(commitment_domain) + salt + canonical(id, event));
  tx.execute("INSERT INTO event (id, kind, subject, at, commitment) VALUES ($1, $2, $3, $4, $5)",
             {id, event.kind, event.subject, event.at, store::Blob{commitment}});
  tx.execute("INSERT INTO event_actor (event, actor) VALUES ($1, $2)", {id, event.actor});
  tx.execute("INSERT INTO event_content (event, salt, before, after, reason) VALUES ($1, $2, $3, $4, $5)",
             {id, store::Blob{salt}, event.before, event.after, event.reason});
  if (!event.address.empty()) tx.execute("INSERT INTO event_address (event, address) VALUES ($1, $2)", {id, event.address});
  return Recorded();
}

int number_events(store::Database& database, int limit) {
  // Reading first keeps an idle installation from writing once a second.
  const bool waits =
      database.read([](store::Transaction& tx) { return !tx.query("SELECT id FROM event WHERE seq IS NULL LIMIT 1").empty(); });
  if (!waits) return 0;
  return database.write_unlogged([&](store::Transaction& tx) {
    // Writing to the row makes two sequencers wait for each other; the second then sees what the first has numbered.
    const std::int64_t last =
        tx.query("UPDATE event_numbering SET last = last WHERE name = 'event' RETURNING last").first().integer();
    const std::int64_t numbered = tx.execute(
        "UPDATE event SET seq = $1 + waiting.place FROM (SELECT id AS waiting_id, ROW_NUMBER() OVER (ORDER BY id) AS place FROM "
        "event WHERE seq IS NULL ORDER BY id LIMIT $2) AS waiting WHERE event.id = waiting.waiting_id",
        {last, limit});
    tx.execute("UPDATE event_numbering SET last = $1 WHERE name = 'event'", {last + numbered});
    return static_cast<int>(numbered);
  });
}

std::vector<Entry> read_after(store::Transaction& tx, std::int64_t number, int limit) {
  return tx.all<Entry>(after_sql, {number, limit}, read_entry);
}

std::vector<Entry> history(store::Transaction& tx, std::string_view subject) {
  return tx.all<Entry>(history_sql, {subject}, read_entry);
}

std::vector<Entry> acts(store::Transaction& tx, const ActFilter& filter) {
  return tx.all<Entry>(
      acts_sql,
      {filter.kind, filter.actor, filter.from ? milliseconds(*filter.from) : std::int64_t{0},
       filter.until ? milliseconds(*filter.until) : std::numeric_limits<std::int64_t>::max(), filter.older_than, filter.limit},
      read_entry);
}

void erase(store::Transaction& tx, std::string_view subject) {
  tx.execute("DELETE FROM event_actor WHERE event IN (SELECT id FROM event WHERE subject = $1)", {subject});
  tx.execute("DELETE FROM event_content WHERE event IN (SELECT id FROM event WHERE subject = $1)", {subject});
  tx.execute("DELETE FROM event_address WHERE event IN (SELECT id FROM event WHERE subject = $1)", {subject});
}

void erase_actor(store::Transaction& tx, std::string_view actor) {
  tx.execute("DELETE FROM event_content WHERE event IN (SELECT event FROM event_actor WHERE actor = $1 AND actor <> '')",
             {actor});
  tx.execute("DELETE FROM event_actor WHERE actor = $1 AND actor <> ''", {actor});
}

void erase_acts(store::Transaction& tx, std::string_view subject, std::string_view actor) {
  tx.execute(
      "DELETE FROM event_content WHERE event IN (SELECT id FROM event JOIN event_actor ON event_actor.event = id WHERE subject = "
      "$1 "
      "AND actor = $2)",
      {subject, actor});
  tx.execute("DELETE FROM event_actor WHERE actor = $2 AND event IN (SELECT id FROM event WHERE subject = $1)", {subject, actor});
}

void erase_address(store::Transaction& tx, std::string_view address) {
  tx.execute("DELETE FROM event_content WHERE event IN (SELECT event FROM event_address WHERE address = $1)", {address});
  tx.execute("DELETE FROM event_address WHERE address = $1", {address});
}

void erase_content(store::Transaction& tx, std::string_view subject, std::string_view kind) {
  tx.execute("DELETE FROM event_content WHERE event IN (SELECT id FROM event WHERE subject = $1 AND kind = $2)", {subject, kind});
}

}  // namespace mosharekat::ledger
