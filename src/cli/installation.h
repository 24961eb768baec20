// SPDX-License-Identifier: AGPL-3.0-or-later
// A data directory: the database, the secret of the installation and its settings, as the verbs open them.
#pragma once
#include <memory>
#include <string>

#include "channel/mail.h"
#include "consultation/contribution.h"
#include "store/store.h"

namespace mosharekat::cli {

// settings.toml: [site] address, trusted_proxies; [database] url; [mail] url, user, password, from, from_name, folder. What is
// not there has its default; so has everything where there is no file.
struct Settings {
  std::string site;          // public address
  std::string database_url;  // empty: SQLite in the directory
  std::vector<std::string> trusted_proxies;
  channel::MailSettings mail;
};

// Throws std::runtime_error with a sentence for the operator.
Settings read_settings(const std::string& directory);

struct Installation {
  std::string directory;
  std::unique_ptr<store::Database> database;
  consultation::Secret secret;
  channel::MailSettings mail;
  std::string site;  // public address
  std::vector<std::string> trusted_proxies;
};

// Creates what is absent. A given URL of a database wins over that of the settings. Throws std::runtime_error with a sentence for
// the operator.
Installation open_installation(const std::string& directory, const std::string& database_url);

// What --clock-offset takes: "31d", "-2h", "90m", "5s". Throws CLI::ValidationError.
Milliseconds clock_offset(const std::string& text);

}  // namespace mosharekat::cli
