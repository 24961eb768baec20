// SPDX-License-Identifier: AGPL-3.0-or-later
#include "channel/mail.h"

#include <atomic>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <curl/curl.h>
#include <filesystem>
#include <fstream>

#include "base/hash.h"
#include "base/log.h"
#include "base/text.h"

namespace mosharekat::channel {

namespace {

// RFC 2047: words of at most 75 letters, each of whole code points.
std::string encoded_header(std::string_view text) {
  std::string line, chunk;
  const auto flush = [&] {
    if (chunk.empty()) return;
    line += (line.empty() ? "=?UTF-8?B?" : "\r\n =?UTF-8?B?") + hash::base64(chunk) + "?=";
    chunk.clear();
  };
  for (std::size_t at = 0; at < text.size();) {
    const auto lead = static_cast<unsigned char>(text[at]);
    const std::size_t size = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    if (chunk.size() + size > 42) flush();
    chunk += text.substr(at, size);
    at += size;
  }
  flush();
  return line;
}

// An address holds no white space, control or angle bracket: nothing after it can become a header or a second recipient.
bool is_safe_address(std::string_view address) {
  if (address.empty() || address.size() > 254 || address.find('@') == std::string_view::npos) return false;
  for (const char letter : address)
    if (static_cast<unsigned char>(letter) <= 0x20 || letter == '<' || letter == '>' || letter == ',' ||
        static_cast<unsigned char>(letter) >= 0x7f)
      return false;
  return true;
}

std::string rfc5322_date(Instant now) {
  const std::time_t seconds =
      std::chrono::system_clock::to_time_t(std::chrono::time_point_cast<std::chrono::system_clock::duration>(now));
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  static constexpr const char* days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr const char* months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  char line[64];
  std::snprintf(line, sizeof line, "%s, %d %s %d %02d:%02d:%02d +0000", days[parts.tm_wday], parts.tm_mday, months[parts.tm_mon],
                parts.tm_year + 1900, parts.tm_hour, parts.tm_min, parts.tm_sec);
  return line;
}

class FolderDriver : public MailDriver {
 public:
  explicit FolderDriver(const MailSettings& settings) : settings_(settings) {
    std::filesystem::create_directories(settings.folder);
  }
  std::string send(const outbox::Owed& owed) override {
    const std::filesystem::path target = std::filesystem::path(settings_.folder) / (owed.id + ".eml");
    const std::filesystem::path partial = target.string() + ".partial";
    {
      std::ofstream file(partial, std::ios::binary);
      file << mime_message(settings_, owed, std::chrono::time_point_cast<Milliseconds>(std::chrono::system_clock::now()));
      if (!file.flush()) return "cannot write " + partial.string();
    }
    std::filesystem::rename(partial, target);
    return {};
  }

 private:
  MailSettings settings_;
};

struct Upload {
  std::string bytes;
  std::size_t at = 0;
};

std::size_t read_upload(char* to, std::size_t size, std::size_t count, void* from) {
  auto& upload = *static_cast<Upload*>(from);
  const std::size_t some = std::min(size * count, upload.bytes.size() - upload.at);
  std::memcpy(to, upload.bytes.data() + upload.at, some);
  upload.at += some;
  return some;
}

void set_server(CURL* curl, const MailSettings& settings) {
  curl_easy_setopt(curl, CURLOPT_URL, settings.url.c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  if (!settings.user.empty()) {
    curl_easy_setopt(curl, CURLOPT_USERNAME, settings.user.c_str());
    curl_easy_setopt(curl, CURLOPT_PASSWORD, settings.password.c_str());
    curl_easy_setopt(curl, CURLOPT_USE_SSL, CURLUSESSL_ALL);  // a password never travels in the clear
  } else {
    curl_easy_setopt(curl, CURLOPT_USE_SSL, CURLUSESSL_TRY);
  }
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, 10L);
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
}

// Empty, or why not, with what the server answered ("RCPT failed: 554").
std::string performed(CURL* curl) {
  char details[CURL_ERROR_SIZE] = "";
  curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, details);
  const CURLcode code = curl_easy_perform(curl);
  curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, nullptr);
  if (code == CURLE_OK) return {};
  return details[0] != '\0' ? details : curl_easy_strerror(code);
}

class SmtpDriver : public MailDriver {
 public:
  explicit SmtpDriver(const MailSettings& settings) : settings_(settings), curl_(curl_easy_init()) {}
  ~SmtpDriver() override { curl_easy_cleanup(curl_); }
  SmtpDriver(const SmtpDriver&) = delete;
  SmtpDriver& operator=(const SmtpDriver&) = delete;

  std::string send(const outbox::Owed& owed) override {
    if (!is_safe_address(owed.message.address)) return "not an address";
    Upload upload{mime_message(settings_, owed, std::chrono::time_point_cast<Milliseconds>(std::chrono::system_clock::now()))};
    const std::string from = "<" + settings_.from + ">", to = "<" + owed.message.address + ">";
    curl_slist* recipients = curl_slist_append(nullptr, to.c_str());
    curl_easy_reset(curl_);  // keeps the connection for the next message
    set_server(curl_, settings_);
    curl_easy_setopt(curl_, CURLOPT_MAIL_FROM, from.c_str());
    curl_easy_setopt(curl_, CURLOPT_MAIL_RCPT, recipients);
    curl_easy_setopt(curl_, CURLOPT_READFUNCTION, read_upload);
    curl_easy_setopt(curl_, CURLOPT_READDATA, &upload);
    curl_easy_setopt(curl_, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(curl_, CURLOPT_TIMEOUT, 60L);
    const std::string why = performed(curl_);
    curl_slist_free_all(recipients);
    return why;
  }

 private:
  MailSettings settings_;
  CURL* curl_;
};

}  // namespace

std::string mime_message(const MailSettings& settings, const outbox::Owed& owed, Instant now) {
  const std::string body = outbox::with_site(owed.message.body, settings.site);
  const std::string encoded = hash::base64(body);
  std::string out;
  out += "Date: " + rfc5322_date(now) + "\r\n";
  out += "From: " + (settings.from_name.empty() ? "" : encoded_header(text::tidy_line(settings.from_name)) + " ") + "<" +
         settings.from + ">\r\n";
  out += "To: <" + owed.message.address + ">\r\n";
  out += "Subject: " + encoded_header(text::tidy_line(owed.message.subject)) + "\r\n";
  // The same message sent twice after a crash carries the same identifier.
  out += "Message-ID: <" + owed.id + "@" + settings.from.substr(settings.from.find('@') + 1) + ">\r\n";
  if (!owed.message.stop.empty()) {
    const std::string stop = outbox::with_site(owed.message.stop, settings.site);
    out += "List-Unsubscribe: <" + stop + ">\r\n";
    // RFC 8058: one click only where the request is encrypted.
    if (stop.starts_with("https://")) out += "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n";
  }
  out +=
      "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\nContent-Language: " +
      std::string(code(owed.message.language)) + "\r\nAuto-Submitted: auto-generated\r\n\r\n";
  for (std::size_t at = 0; at < encoded.size(); at += 76) out += encoded.substr(at, 76) + "\r\n";
  return out;
}

std::unique_ptr<MailDriver> mail_driver(const MailSettings& settings) {
  if (!settings.folder.empty()) return std::make_unique<FolderDriver>(settings);
  if (settings.url.empty()) return nullptr;
  static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
  expect(started == CURLE_OK, "libcurl starts");
  return std::make_unique<SmtpDriver>(settings);
}

int deliver_mail(store::Database& database, Instant now, MailDriver& driver) {
  int taken = 0;
  for (const outbox::Owed& owed : outbox::lease(database, now, "mail", 50)) {
    const std::string why = is_safe_address(owed.message.address) ? driver.send(owed) : "not an address";
    if (why.empty()) {
      outbox::delivered(database, now, owed.id);
      ++taken;
    } else {
      log::warning("mail.failed", {{"message", owed.id}, {"why", why}});
      outbox::failed(database, now, owed.id, why);
    }
  }
  return taken;
}

std::string unreachable(const MailSettings& settings) {
  const std::unique_ptr<CURL, void (*)(CURL*)> curl(curl_easy_init(), curl_easy_cleanup);
  set_server(curl.get(), settings);
  curl_easy_setopt(curl.get(), CURLOPT_CONNECT_ONLY, 1L);
  curl_easy_setopt(curl.get(), CURLOPT_TIMEOUT, 20L);
  return performed(curl.get());
}

}  // namespace mosharekat::channel
