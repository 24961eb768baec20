// SPDX-License-Identifier: AGPL-3.0-or-later
// Mail through a real server (tools/with-postfix starts one), and into a folder.
#include "channel/mail.h"

#include <algorithm>
#include <cstdlib>
#include <doctest/doctest.h>
#include <filesystem>
#include <fstream>
#include <thread>

#include "base/hash.h"
#include "testing/databases.h"

using namespace mosharekat;
using namespace mosharekat::channel;
using namespace std::chrono_literals;
using testing::each_database;

namespace {

const Instant noon = instant(1'770'000'000'000);

MailSettings settings(std::string url) {
  return {.url = std::move(url),
          .from = "participation@example.org",
          .from_name = "سامانهٔ مشارکت",
          .site = "https://participation.example"};
}

void owe(store::Database& database, std::string key, std::string address, std::string body = "متن نامه\n.\nپایان %site%/me",
         std::string stop = "") {
  database.write_unlogged([&](store::Transaction& tx) {
    outbox::owe(
        tx, noon,
        {.key = std::move(key),
         .address = std::move(address),
         .language = Language::fa,
         .subject =
             "پاسخ به نظر شما دربارهٔ پیش‌نویس آیین‌نامهٔ نمونهٔ معبرها و فضاهای همگانی",
         .body = std::move(body),
         .stop = std::move(stop)});
  });
}

outbox::Counts counts(store::Database& database) {
  return database.read([](store::Transaction& tx) { return outbox::counts(tx); });
}

std::string header(const std::string& message, const std::string& name) {
  const auto at = message.find("\n" + name + ": ");
  if (at == std::string::npos) return {};
  auto end = message.find('\n', at + 1);
  while (end + 1 < message.size() && (message[end + 1] == ' ' || message[end + 1] == '\t')) end = message.find('\n', end + 1);
  return message.substr(at + name.size() + 3, end - at - name.size() - 3);
}

// RFC 2047 words of UTF-8 in base64, as the program writes them.
std::string decoded_words(const std::string& text) {
  std::string out;
  constexpr std::string_view begin = "=?UTF-8?B?";
  for (auto at = text.find(begin); at != std::string::npos; at = text.find(begin, at + 1)) {
    const auto start = at + begin.size();
    out += hash::from_base64(text.substr(start, text.find("?=", start) - start)).value();
  }
  return out;
}

std::string decoded_body(const std::string& message) {
  std::string letters = message.substr(message.find("\n\n") + 2);
  std::erase_if(letters, [](char letter) { return letter == '\n' || letter == '\r'; });
  return hash::from_base64(letters).value();
}

std::string content(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::string text((std::istreambuf_iterator<char>(file)), {});
  std::erase(text, '\r');
  return text;
}

// What arrived for an address; waits for it, because the server puts it there in its own time.
std::vector<std::string> arrived(const std::string& mailbox, const std::string& address, std::size_t expected) {
  std::vector<std::string> found;
  for (int tries = 0; tries < 200; ++tries) {
    found.clear();
    for (const auto& entry : std::filesystem::directory_iterator(mailbox)) {
      std::string message = content(entry.path());
      if (header(message, "To") == "<" + address + ">") found.push_back(std::move(message));
    }
    if (found.size() >= expected) break;
    std::this_thread::sleep_for(50ms);
  }
  return found;
}

// Runs the body with the address of the server and its mailbox, where there is one.
void with_server(const std::function<void(const std::string&, const std::string&)>& body) {
  const char *url = std::getenv("MOSHAREKAT_TEST_SMTP"), *mailbox = std::getenv("MOSHAREKAT_TEST_MAILBOX");
  if (url == nullptr || mailbox == nullptr) {
    MESSAGE("skipped: MOSHAREKAT_TEST_SMTP is not set");
    return;
  }
  body(url, mailbox);
}

}  // namespace

TEST_CASE("a message arrives at a real server as it was written") {
  with_server([](const std::string& url, const std::string& mailbox) {
    each_database([&](store::Database& database) {
      const std::string address = "sara" + new_id(noon) + "@example.org";
      owe(database, "one", address);
      owe(database, "one", address);  // owed once
      owe(database, "two", address, std::string(5000, 'x') + "\n" + std::string(3000, '.'));
      const auto driver = mail_driver(settings(url));
      CHECK(deliver_mail(database, noon, *driver) == 2);
      CHECK(deliver_mail(database, noon, *driver) == 0);
      CHECK(counts(database).delivered == 2);
      auto messages = arrived(mailbox, address, 2);
      REQUIRE(messages.size() == 2);
      if (decoded_body(messages[0]).size() > 4000) std::swap(messages[0], messages[1]);
      CHECK(decoded_body(messages[0]) == "متن نامه\n.\nپایان https://participation.example/me");
      CHECK(decoded_body(messages[1]) == std::string(5000, 'x') + "\n" + std::string(3000, '.'));
      CHECK(
          decoded_words(header(messages[0], "Subject")) ==
          "پاسخ به نظر شما دربارهٔ پیش‌نویس آیین‌نامهٔ نمونهٔ معبرها و فضاهای همگانی");
      CHECK(decoded_words(header(messages[0], "From")) == "سامانهٔ مشارکت");
      CHECK(header(messages[0], "Content-Language") == "fa");
      CHECK(header(messages[0], "Auto-Submitted") == "auto-generated");
      CHECK(header(messages[0], "Message-ID") != header(messages[1], "Message-ID"));
    });
  });
}

TEST_CASE("a letter that one may stop carries its address for mail programs, and says one click only where it is encrypted") {
  with_server([](const std::string& url, const std::string& mailbox) {
    each_database([&](store::Database& database) {
      const std::string address = "reza" + new_id(noon) + "@example.org";
      owe(database, "notice", address, "خبر", "%site%/letters/0123456789abcdef/course");
      owe(database, "code", address, "رمز");
      CHECK(deliver_mail(database, noon, *mail_driver(settings(url))) == 2);
      auto messages = arrived(mailbox, address, 2);
      REQUIRE(messages.size() == 2);
      if (decoded_body(messages[0]) != "خبر") std::swap(messages[0], messages[1]);
      CHECK(header(messages[0], "List-Unsubscribe") == "<https://participation.example/letters/0123456789abcdef/course>");
      CHECK(header(messages[0], "List-Unsubscribe-Post") == "List-Unsubscribe=One-Click");
      CHECK(header(messages[1], "List-Unsubscribe").empty());
      CHECK(header(messages[1], "List-Unsubscribe-Post").empty());
    });
  });
  // On a network without certificates it is a link to the page.
  MailSettings plain = settings("");
  plain.site = "http://participation.example";
  const outbox::Owed owed{
      .id = "01",
      .message = {.key = "k", .address = "a@example.org", .subject = "x", .body = "", .stop = "%site%/letters/01/all"}};
  const std::string message = mime_message(plain, owed, noon);
  CHECK(message.find("\r\nList-Unsubscribe: <http://participation.example/letters/01/all>\r\n") != std::string::npos);
  CHECK(message.find("List-Unsubscribe-Post") == std::string::npos);
}

TEST_CASE("what the server refuses is tried again later, and holds up nobody else") {
  with_server([](const std::string& url, const std::string& mailbox) {
    each_database([&](store::Database& database) {
      const std::string address = "ali" + new_id(noon) + "@example.org";
      owe(database, "foreign", "somebody@elsewhere.example");
      owe(database, "ours", address);
      const auto driver = mail_driver(settings(url));
      CHECK(deliver_mail(database, noon, *driver) == 1);
      CHECK(arrived(mailbox, address, 1).size() == 1);
      CHECK(counts(database).waiting == 1);
      CHECK(deliver_mail(database, noon + 30s, *driver) == 0);
      Instant later = noon;
      for (int tries = 0; tries < 10; ++tries) deliver_mail(database, later += 25h, *driver);
      CHECK(counts(database).waiting == 0);
      CHECK(counts(database).given_up == 1);
    });
  });
}

TEST_CASE("while the server is away messages wait, and go when it is back") {
  with_server([](const std::string& url, const std::string& mailbox) {
    each_database([&](store::Database& database) {
      const std::string address = "mina" + new_id(noon) + "@example.org";
      owe(database, "patient", address);
      const MailSettings away = settings("smtp://127.0.0.1:1");
      CHECK_FALSE(unreachable(away).empty());
      CHECK(deliver_mail(database, noon, *mail_driver(away)) == 0);
      CHECK(counts(database).waiting == 1);
      CHECK(unreachable(settings(url)).empty());
      CHECK(deliver_mail(database, noon + 2min, *mail_driver(settings(url))) == 1);
      CHECK(arrived(mailbox, address, 1).size() == 1);
    });
  });
}

TEST_CASE("a password is not sent to a server that offers no encryption") {
  with_server([](const std::string& url, const std::string&) {
    MailSettings with_password = settings(url);
    with_password.user = "participation";
    with_password.password = "secret";
    CHECK_FALSE(unreachable(with_password).empty());
  });
}

TEST_CASE("no field of a message becomes a header or a second recipient") {
  each_database([](store::Database& database) {
    const testing::TemporaryDirectory directory;
    MailSettings folder = settings("");
    folder.folder = (directory.path() / "mail").string();
    owe(database, "bad", "a@example.org>\r\nBcc: <b@example.org");
    owe(database, "good", "a@example.org", "Subject: not mine\n\nBcc: b@example.org");
    CHECK(deliver_mail(database, noon, *mail_driver(folder)) == 1);
    std::vector<std::string> written;
    for (const auto& entry : std::filesystem::directory_iterator(folder.folder)) written.push_back(content(entry.path()));
    REQUIRE(written.size() == 1);
    CHECK(written[0].find("Bcc") == std::string::npos);
    CHECK(header(written[0], "Subject").find("not mine") == std::string::npos);
    const outbox::Owed owed{
        .id = "01", .message = {.key = "k", .address = "a@example.org", .subject = "x\r\nBcc: b@example.org", .body = ""}};
    CHECK(mime_message(folder, owed, noon).find("\nBcc") == std::string::npos);
  });
}
