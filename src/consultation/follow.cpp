// SPDX-License-Identifier: AGPL-3.0-or-later
// Letters about a call's course: to whom, how they are stopped, and the reminder before closing.
#include "consultation/follow.h"

#include <map>
#include <set>

#include "base/hash.h"
#include "base/json_text.h"
#include "consultation/answer.h"
#include "consultation/call_store.h"
#include "ledger/ledger.h"
#include "outbox/outbox.h"

namespace mosharekat::consultation {

using ledger::Done;
using ledger::Nothing;
using Invalid = mosharekat::Code;

std::string_view name(Stopped stopped) {
  switch (stopped) {
    case Stopped::nothing: return "";
    case Stopped::course: return "course";
    case Stopped::all: return "all";
  }
  return "";
}

std::optional<Stopped> stopped_named(std::string_view text) {
  for (const Stopped stopped : {Stopped::nothing, Stopped::course, Stopped::all})
    if (name(stopped) == text) return stopped;
  return std::nullopt;
}

namespace {

MailChoice read_choice(store::Row& row) {
  MailChoice choice{row.id<CallId>(), {}, {}};
  choice.reader = row.text();
  choice.stopped = stopped_named(row.text()).value();
  return choice;
}

std::string token_of(store::Transaction& tx, const CallId& call, std::string_view reader, Instant now) {
  tx.execute(
      "INSERT INTO mail_choice (call, reader, token, stopped, at) VALUES ($1, $2, $3, '', $4) ON CONFLICT (call, reader) DO "
      "NOTHING",
      {call, reader, hash::hex(hash::random_bytes(16)), now});
  return tx.query("SELECT token FROM mail_choice WHERE call = $1 AND reader = $2", {call, reader}).first().text();
}

void stop(store::Transaction& tx, const MailChoice& choice, std::string_view reader, Stopped stopped, Instant now) {
  token_of(tx, choice.call, reader, now);
  tx.execute("UPDATE mail_choice SET stopped = $3, at = $4 WHERE call = $1 AND reader = $2",
             {choice.call, reader, name(stopped), now});
}

}  // namespace

std::optional<MailChoice> mail_choice(store::Transaction& tx, std::string_view token) {
  return tx.one<MailChoice>("SELECT call, reader, stopped FROM mail_choice WHERE token = $1", {token}, read_choice);
}

bool wants_no_mail(store::Transaction& tx, const CallId& call, std::string_view reader) {
  return tx.count("SELECT COUNT(*) FROM mail_choice WHERE call = $1 AND reader = $2 AND stopped = 'all'", {call, reader}) > 0;
}

namespace {

std::string choice_link(store::Transaction& tx, const CallId& call, std::string_view reader, Language language, Instant now) {
  return std::string(outbox::site) + (language == Language::fa ? "" : "/en") + "/letters/" + token_of(tx, call, reader, now);
}

}  // namespace

std::string stop_link(store::Transaction& tx, const CallId& call, std::string_view reader, Language language, Stopped stopped,
                      Instant now) {
  return choice_link(tx, call, reader, language, now) + "/" + std::string(name(stopped));
}

std::string stop_line(store::Transaction& tx, const CallId& call, std::string_view reader, Language language,
                      std::string_view sentence, Instant now) {
  return "\n\n" + locale::sentence(language, sentence, {{"link", choice_link(tx, call, reader, language, now)}});
}

Result<void> choose_mail(store::Database& database, Instant now, std::string_view token, Stopped stopped) {
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<Nothing>> {
    const auto choice = mail_choice(tx, token);
    if (!choice) return Error{Invalid::not_found, "letters.error.unknown"};
    stop(tx, *choice, choice->reader, stopped, now);
    if (stopped != Stopped::nothing)
      tx.execute("DELETE FROM follow WHERE call = $1 AND person = $2", {choice->call, choice->reader});
    // A guest who wrote twice with one address is one reader.
    for (
        const std::string& same : tx.all<std::string>(
            "SELECT c.contribution FROM contribution_contact c JOIN contribution k ON k.id = c.contribution WHERE k.call = $1 AND "
            "c.email = (SELECT email FROM contribution_contact WHERE contribution = $2)",
            {choice->call, choice->reader}, [](store::Row& row) { return row.text(); })) {
      stop(tx, *choice, same, stopped, now);
      if (stopped == Stopped::all) tx.execute("DELETE FROM contribution_contact WHERE contribution = $1", {same});
    }
    return Done{ledger::append(tx, {.kind = "mail.chosen",
                                    .subject = choice->call.value,
                                    .at = now,
                                    .after = json::object({{"stopped", std::string(name(stopped))}})}),
                Nothing{}};
  });
}

namespace {

struct Reader {
  std::string email, reader;
  Language language = Language::fa;
};

// One for each address: who follows, before who wrote with an account, before who left an address. An address that stopped the
// letters in any of these ways gets none.
std::vector<Reader> readers(store::Transaction& tx, const CallId& call, Audience audience) {
  struct Found {
    Reader reader;
    bool stopped = false;
  };
  const auto found = tx.all<Found>(
      "SELECT r.email, r.language, r.reader, COALESCE(m.stopped, '') FROM ("
      "SELECT 1 AS rank, p.email, p.language, p.id AS reader FROM follow f JOIN person p ON p.id = f.person WHERE f.call = $1 AND "
      "p.email IS NOT NULL"
      " UNION SELECT 2, p.email, p.language, p.id FROM contribution k JOIN person p ON p.id = k.author WHERE $2 AND k.call = $1 "
      "AND p.email IS NOT NULL AND k.state <> 'withdrawn' AND NOT k.official"
      " UNION SELECT 3, c.email, k.language, k.id FROM contribution k JOIN contribution_contact c ON c.contribution = k.id WHERE "
      "$2 AND k.call = $1 AND k.state <> 'withdrawn'"
      ") r LEFT JOIN mail_choice m ON m.call = $1 AND m.reader = r.reader ORDER BY r.rank, r.reader",
      {call, audience == Audience::followers_and_contributors}, [](store::Row& row) {
        Found one;
        one.reader.email = row.text();
        one.reader.language = row.text() == "fa" ? Language::fa : Language::en;
        one.reader.reader = row.text();
        one.stopped = !row.text().empty();
        return one;
      });
  std::set<std::string> seen;
  for (const Found& one : found)
    if (one.stopped) seen.insert(one.reader.email);
  std::vector<Reader> out;
  for (const Found& one : found)
    if (seen.insert(one.reader.email).second) out.push_back(one.reader);
  return out;
}

}  // namespace

void owe_notices(store::Transaction& tx, const Call& call, std::string_view kind, const Reason& reason, Instant now,
                 Audience audience) {
  const auto all_texts = texts(tx, call.id);
  for (const Reader& to : readers(tx, call.id, audience)) {
    const bool persian = to.language == Language::fa;
    const std::vector<Argument> arguments{{"title", text_of(all_texts, "title", code(to.language))},
                                          {"number", call.number},
                                          {"link", link_to(call, to.language)},
                                          {"reason", persian || reason.second.empty() ? reason.fa : reason.second},
                                          {"date", call.closes_at.value_or(now) - Milliseconds{1}}};
    const std::string key = "notice." + std::string(kind);
    outbox::owe(tx, now,
                {.key = key + ":" + call.id.value + ":" + std::to_string(milliseconds(now)) + ":" + to.email,
                 .address = to.email,
                 .language = to.language,
                 .subject = locale::sentence(to.language, key + ".subject", arguments),
                 .body = locale::sentence(to.language, key + ".body", arguments) +
                         stop_line(tx, call.id, to.reader, to.language, "letters.stop_course", now),
                 .stop = stop_link(tx, call.id, to.reader, to.language, Stopped::course, now)});
  }
}

int remind_of_closing(store::Database& database, Instant now) {
  const Milliseconds ahead = std::chrono::hours{24 * last_days};
  // A call of which the last days were told already is left alone until it is given more time.
  const auto due = database.read([&](store::Transaction& tx) {
    return tx.all<CallId>(
        "SELECT c.id FROM call c WHERE c.state = 'open' AND c.closes_at > $1 AND c.closes_at <= $2 AND c.opens_at <= c.closes_at - "
        "$3 AND NOT EXISTS (SELECT 1 FROM notice n WHERE n.call = c.id AND n.kind = 'last_days' AND n.at >= c.closes_at - $3) ORDER "
        "BY c.id",
        {now, now + ahead, ahead.count()}, [](store::Row& row) { return row.id<CallId>(); });
  });
  int told = 0;
  for (const CallId& id : due) {
    const auto done = ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<Nothing>> {
      lock(tx, id);
      const Owned owned = TRY(owned_call(tx, id));
      // Another process may have been quicker.
      if (owned.call.state != State::open || now >= *owned.call.closes_at || *owned.call.closes_at > now + ahead ||
          tx.count("SELECT COUNT(*) FROM notice WHERE call = $1 AND kind = 'last_days' AND at >= $2",
                   {id, *owned.call.closes_at - ahead}) > 0)
        return Error{Invalid::conflict, "call.error.wrong_state"};
      add_notice(tx, id, "last_days", {}, now);
      owe_notices(tx, owned.call, "last_days", {}, now);
      return Done{ledger::append(tx, {.kind = "call.last_days_told", .subject = id.value, .at = now}), Nothing{}};
    });
    told += done.has_value();
  }
  return told;
}

}  // namespace mosharekat::consultation
