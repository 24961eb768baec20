// SPDX-License-Identifier: AGPL-3.0-or-later
// `mosharekat doctor`: looks at an installation, also beside its running server, and says what to do. Changes nothing.
#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <cstdio>
#include <filesystem>
#include <sys/stat.h>

#include "base/locale.h"
#include "channel/mail.h"
#include "cli/input.h"
#include "cli/installation.h"
#include "cli/verbs.h"
#include "outbox/outbox.h"
#include "store/store.h"

namespace mosharekat::cli {

namespace {

namespace fs = std::filesystem;

enum class Verdict { good, doubtful, bad };
struct Finding {
  Verdict verdict;
  std::string key;  // of locale/*/doctor.json
  std::vector<Argument> arguments;
};
using Findings = std::vector<Finding>;

constexpr std::int64_t mebibyte = 1 << 20;

void look_at_settings(const Settings& settings, Findings& findings) {
  if (settings.site.empty())
    findings.push_back({Verdict::doubtful, "doctor.site.absent", {}});
  else if (!settings.site.starts_with("https://"))
    findings.push_back({Verdict::doubtful, "doctor.site.plain", {{"address", settings.site}}});
  else
    findings.push_back({Verdict::good, "doctor.site.good", {{"address", settings.site}}});
}

void look_at_secret(const fs::path& path, Findings& findings) {
  struct stat seen{};
  if (::stat(path.c_str(), &seen) != 0 || seen.st_size != 32)
    findings.push_back({Verdict::bad, "doctor.secret.bad", {{"file", path.string()}}});
  else if ((seen.st_mode & 077) != 0)
    findings.push_back({Verdict::bad, "doctor.secret.open", {{"file", path.string()}}});
  else
    findings.push_back({Verdict::good, "doctor.secret.good", {}});
}

void look_at_database(store::Database& database, Instant now, Findings& findings) {
  database.read([&](store::Transaction& tx) {
    if (tx.engine() == store::Engine::sqlite) {
      const std::string whole = tx.query("PRAGMA integrity_check(1)").first().text();
      const std::int64_t lost = tx.count("SELECT COUNT(*) FROM pragma_foreign_key_check");
      if (whole != "ok")
        findings.push_back({Verdict::bad, "doctor.database.damaged", {{"what", whole}}});
      else if (lost > 0)
        findings.push_back({Verdict::bad, "doctor.database.lost", {{"count", lost}}});
      else
        findings.push_back({Verdict::good, "doctor.database.good", {{"count", tx.count("SELECT COUNT(*) FROM event")}}});
    } else {
      findings.push_back({Verdict::good, "doctor.database.good", {{"count", tx.count("SELECT COUNT(*) FROM event")}}});
    }
    const Instant last = instant(tx.count("SELECT COALESCE(MAX(at), 0) FROM event"));
    if (last > now + std::chrono::minutes{1})
      findings.push_back({Verdict::bad, "doctor.clock.behind", {{"last", locale::iso(last)}}});
    else
      findings.push_back({Verdict::good, "doctor.clock.good", {}});
  });
}

void look_at_mail(const channel::MailSettings& mail, store::Database& database, Findings& findings) {
  const outbox::Counts counts = database.read([](store::Transaction& tx) { return outbox::counts(tx); });
  if (mail.url.empty())
    findings.push_back({Verdict::doubtful, "doctor.mail.folder", {{"folder", mail.folder}}});
  else if (const std::string trouble = channel::unreachable(mail); !trouble.empty())
    findings.push_back({Verdict::bad, "doctor.mail.unreachable", {{"url", mail.url}, {"what", trouble}}});
  else
    findings.push_back({Verdict::good, "doctor.mail.good", {{"url", mail.url}}});
  const std::vector<Argument> numbers = {
      {"waiting", counts.waiting}, {"delivered", counts.delivered}, {"given_up", counts.given_up}};
  findings.push_back({counts.given_up > 0 ? Verdict::doubtful : Verdict::good, "doctor.outbox", numbers});
}

void look_at_disk(const fs::path& directory, Findings& findings) {
  std::error_code trouble;
  const fs::space_info space = fs::space(directory, trouble);
  if (trouble) return findings.push_back({Verdict::bad, "doctor.disk.unknown", {{"folder", directory.string()}}});
  const auto free = static_cast<std::int64_t>(space.available) / mebibyte;
  const Verdict verdict = free < 100 ? Verdict::bad : free < 1024 ? Verdict::doubtful : Verdict::good;
  findings.push_back({verdict, verdict == Verdict::good ? "doctor.disk.good" : "doctor.disk.low", {{"mib", free}}});
}

constexpr const char* name(Verdict verdict) {
  switch (verdict) {
    case Verdict::good: return "ok";
    case Verdict::doubtful: return "look";
    case Verdict::bad: return "BAD";
  }
  throw Bug("a verdict that is not known");
}

int examine(const std::string& directory, const std::string& database_url, bool as_json) {
  if (!fs::exists(fs::path(directory) / "secret.key"))
    return complain(directory, {Code::invalid, "backup.error.no_installation", {{"what", directory}}});
  Findings findings;
  const Settings settings = read_settings(directory);
  look_at_settings(settings, findings);
  look_at_secret(fs::path(directory) / "secret.key", findings);
  look_at_disk(directory, findings);
  const std::string url = database_url.empty() ? settings.database_url : database_url;
  try {
    const auto database = store::Database::open({.directory = directory, .url = url, .read_only = url.empty()});
    look_at_database(*database, Clock().now(), findings);
    look_at_mail(settings.mail, *database, findings);
  } catch (const store::Failure& failure) {
    findings.push_back({Verdict::bad, "doctor.database.closed", {{"what", std::string(failure.what())}}});
  }
  bool healthy = true;
  boost::json::array list;
  for (const Finding& finding : findings) {
    healthy = healthy && finding.verdict != Verdict::bad;
    const std::string sentence = locale::sentence(operator_language(), finding.key, finding.arguments);
    if (as_json)
      list.push_back({{"verdict", name(finding.verdict)}, {"key", finding.key}, {"sentence", sentence}});
    else
      std::printf("%-5s %s\n", name(finding.verdict), sentence.c_str());
  }
  if (as_json) std::printf("%s\n", boost::json::serialize(list).c_str());
  return healthy ? 0 : 1;
}

}  // namespace

void add_doctor(CLI::App& app, int& exit_code) {
  struct Options {
    std::string directory = "data", database;
    bool json = false;
  };
  auto options = std::make_shared<Options>();
  CLI::App* verb =
      app.add_subcommand("doctor", "Examine an installation and say what to mend; exit code 1 where something is bad");
  verb->add_option("--data", options->directory, "Data directory")->capture_default_str();
  verb->add_option("--database", options->database, "postgresql://… instead of SQLite in the data directory");
  verb->add_flag("--json", options->json, "As JSON");
  verb->callback([options, &exit_code] { exit_code = examine(options->directory, options->database, options->json); });
}

}  // namespace mosharekat::cli
