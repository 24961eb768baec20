// SPDX-License-Identifier: AGPL-3.0-or-later
#include "cli/installation.h"

#include <CLI/CLI.hpp>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <sys/stat.h>
#include <toml++/toml.h>
#include <unistd.h>

#include "base/hash.h"
#include "base/text.h"

namespace mosharekat::cli {

namespace {

namespace fs = std::filesystem;

// The secret stands beside the database, not in it: a stolen backup of the tables opens no tracking code.
std::string secret_of(const fs::path& path) {
  if (!fs::exists(path)) {
    const std::string key = hash::random_bytes(32);
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0400);
    if (file < 0) throw std::runtime_error("cannot create " + path.string());
    const bool written = ::write(file, key.data(), key.size()) == static_cast<ssize_t>(key.size()) && ::fsync(file) == 0;
    ::close(file);
    if (!written) throw std::runtime_error("cannot write " + path.string());
  }
  std::ifstream file(path, std::ios::binary);
  std::string key((std::istreambuf_iterator<char>(file)), {});
  if (key.size() != 32) throw std::runtime_error(path.string() + " must hold 32 bytes");
  return key;
}

}  // namespace

Milliseconds clock_offset(const std::string& text) {
  const auto count = text::parse_integer(std::string_view(text).substr(0, text.size() - 1));
  switch (count ? text.back() : ' ') {
    case 'd': return std::chrono::hours{24 * *count};
    case 'h': return std::chrono::hours{*count};
    case 'm': return std::chrono::minutes{*count};
    case 's': return std::chrono::seconds{*count};
    default: throw CLI::ValidationError("--clock-offset", "takes a number and d, h, m or s, as in 31d");
  }
}

Settings read_settings(const std::string& directory) {
  Settings made;
  const fs::path path = fs::path(directory) / "settings.toml";
  if (fs::exists(path)) {
    try {
      const toml::table table = toml::parse_file(path.string());
      const auto text = [&](std::string_view section, std::string_view name) {
        return table[section][name].value_or(std::string());
      };
      made.site = text("site", "address");
      if (const auto* proxies = table["site"]["trusted_proxies"].as_array())
        for (const auto& proxy : *proxies)
          if (const auto address = proxy.value<std::string>()) made.trusted_proxies.push_back(*address);
      made.database_url = text("database", "url");
      made.mail = {.url = text("mail", "url"),
                   .user = text("mail", "user"),
                   .password = text("mail", "password"),
                   .from = text("mail", "from"),
                   .from_name = text("mail", "from_name"),
                   .folder = text("mail", "folder")};
    } catch (const toml::parse_error& error) {
      std::ostringstream where;
      where << path.string() << ": " << error.description() << " (" << error.source().begin << ")";
      throw std::runtime_error(where.str());
    }
  }
  if (made.mail.url.empty() && made.mail.folder.empty()) made.mail.folder = (fs::path(directory) / "mail").string();
  if (made.mail.from.empty()) made.mail.from = "participation@localhost.localdomain";
  made.mail.site = made.site;
  return made;
}

Installation open_installation(const std::string& directory, const std::string& database_url) {
  fs::create_directories(directory);
  Settings settings = read_settings(directory);
  Installation made;
  made.directory = directory;
  made.secret.key = secret_of(fs::path(directory) / "secret.key");
  made.mail = std::move(settings.mail);
  made.site = std::move(settings.site);
  made.trusted_proxies = std::move(settings.trusted_proxies);
  made.database =
      store::Database::open({.directory = directory, .url = database_url.empty() ? settings.database_url : database_url});
  return made;
}

}  // namespace mosharekat::cli
