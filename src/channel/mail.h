// SPDX-License-Identifier: AGPL-3.0-or-later
// Mail out: takes what the outbox owes and sends it by SMTP (libcurl), or writes it to a folder for tests and demonstrations.
#pragma once
#include <memory>
#include <string>

#include "base/clock.h"
#include "outbox/outbox.h"
#include "store/store.h"

namespace mosharekat::channel {

struct MailSettings {
  std::string url{};  // smtp://host:587, smtps://host:465; empty: no mail is sent and messages wait
  std::string user{}, password{};
  std::string from{};  // "participation@agency.example"
  std::string from_name{};
  std::string folder{};  // instead of SMTP: a file per message, NNNN-<address>.eml
  std::string site{};    // public address, put for %site% in bodies
};

class MailDriver {
 public:
  virtual ~MailDriver() = default;
  // Empty when taken by the server; otherwise why not.
  virtual std::string send(const outbox::Owed& owed) = 0;
};
std::unique_ptr<MailDriver> mail_driver(const MailSettings& settings);  // nullptr when nothing is set

// Connects to the mail server and signs in, sending nothing: empty, or why it cannot be reached. Within 20 seconds.
std::string unreachable(const MailSettings& settings);

// The message as it goes over the wire (RFC 5322, MIME, UTF-8 in base64), CRLF line ends; no header can be smuggled through any
// field.
std::string mime_message(const MailSettings& settings, const outbox::Owed& owed, Instant now);

// Sends what is due; answers how many were taken. Safe to run in several processes.
int deliver_mail(store::Database& database, Instant now, MailDriver& driver);

}  // namespace mosharekat::channel
