// SPDX-License-Identifier: AGPL-3.0-or-later
// Messages owed to people. A command that owes one writes it here in its own transaction, under a key that makes it unique; a
// driver of channel/ delivers it later, at least once, and marks it. What is owed survives any crash; the same key twice is one
// message.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/locale.h"
#include "store/store.h"

namespace mosharekat::outbox {

// Stands in a body for the installation's public address ("https://consult.example", no slash at the end), which commands do not
// know: the driver that sends writes it in (with_site).
inline constexpr std::string_view site = "%site%";
std::string with_site(std::string_view body, std::string_view address);

struct Message {
  std::string key;      // "answer:<contribution>:<report>": one delivery per key
  std::string address;  // erased some time after delivery (erase_before)
  Language language = Language::fa;
  std::string subject;  // finished sentences in the reader's language
  std::string body;     // plain text; its links begin with `site`
  std::string channel = "mail";
  std::string stop{};  // address at which its reader stops such letters at once; begins with `site`; empty: cannot be stopped
};

// Does nothing when the key is there already.
void owe(store::Transaction& tx, Instant now, const Message& message);

// What became of the message that was owed under a key: one that nobody has tried to send yet is taken back.
enum class Taken { never_owed, taken_back, sent };
Taken take_back(store::Transaction& tx, std::string_view key);

struct Owed {
  std::string id;
  Message message;
  int tries = 0;
};
// Up to `limit` messages that are due, leased to the caller for five minutes.
std::vector<Owed> lease(store::Database& database, Instant now, std::string_view channel, int limit);
void delivered(store::Database& database, Instant now, std::string_view id);
// Tried again after 1, 5, 30 minutes, 2, 6, 12, 24 hours; after that it is given up and stands in the operator's list.
void failed(store::Database& database, Instant now, std::string_view id, std::string_view why);

// Erases addresses and texts of messages that were delivered or given up before this.
void erase_before(store::Database& database, Instant limit);

// Erases an address: what waits for it is not sent, what was sent is empty. Part of a command's transaction.
void forget(store::Transaction& tx, std::string_view address);

struct Counts {
  std::int64_t waiting = 0, delivered = 0, given_up = 0;
};
Counts counts(store::Transaction& tx);

}  // namespace mosharekat::outbox
