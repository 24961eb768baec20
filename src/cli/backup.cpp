// SPDX-License-Identifier: AGPL-3.0-or-later
// `mosharekat backup TARGET` and `mosharekat restore BACKUP`.
#include "cli/backup.h"

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <cstdio>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <unistd.h>

#include "base/hash.h"
#include "base/json.h"
#include "base/locale.h"
#include "cli/input.h"
#include "cli/installation.h"
#include "cli/verbs.h"
#include "store/copy.h"

namespace mosharekat::cli {

namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

constexpr std::int64_t format = 1;
constexpr const char* database_file = "mosharekat.sqlite";

Error failed(std::string_view key, const std::string& what) { return {Code::invalid, std::string(key), {{"what", what}}}; }

void sync(const fs::path& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  const bool synced = file >= 0 && ::fsync(file) == 0;
  if (file >= 0) ::close(file);
  if (!synced) throw std::runtime_error("cannot write " + path.string() + " to the disk");
}

// What stands in a data directory beside the database: not what belongs to a running server, and not another backup.
std::vector<fs::path> other_files(const fs::path& directory) {
  std::vector<fs::path> found;
  for (auto at = fs::recursive_directory_iterator(directory); at != fs::recursive_directory_iterator(); ++at) {
    const fs::path path = fs::relative(at->path(), directory);
    if (at->is_directory() && (fs::exists(at->path() / "manifest.json") || at->path().extension() == ".partial")) {
      at.disable_recursion_pending();
    } else if (at->is_regular_file() && path != "lock" && !path.string().starts_with(database_file)) {
      found.push_back(path);
    }
  }
  std::sort(found.begin(), found.end());
  return found;
}

json::object described(const fs::path& root, const fs::path& path) {
  const std::string bytes = read_file((root / path).string()).value();
  return {{"path", path.generic_string()}, {"bytes", bytes.size()}, {"sha256", hash::sha256_hex(bytes)}};
}

store::Options existing(const std::string& directory, const std::string& url) {
  return {.directory = directory, .url = url, .read_only = url.empty()};
}

struct Manifest {
  std::vector<store::TableDigest> tables;
  std::vector<fs::path> files;  // relative to the backup
  BackupSummary summary;
};

json::object written(const Manifest& manifest, const fs::path& root, std::string_view engine) {
  json::array tables, files;
  for (const store::TableDigest& table : manifest.tables)
    tables.push_back(json::object{{"table", table.table}, {"rows", table.rows}, {"digest", table.digest}});
  for (const fs::path& file : manifest.files) files.push_back(described(root, file));
  return {{"format", format},
          {"engine", engine},
          {"made_at", locale::iso(Clock().now())},
          {"tables", std::move(tables)},
          {"files", std::move(files)}};
}

// Compares every file with what the manifest says of it.
Result<Manifest> checked(const fs::path& backup) {
  const auto text = read_file((backup / "manifest.json").string());
  if (!text) return failed("backup.error.no_backup", backup.string());
  const auto parsed = mosharekat::json::parse(*text);
  if (!parsed) return failed("backup.error.damaged", "manifest.json");
  try {
    const json::object& object = parsed->as_object();
    if (object.at("format").as_int64() != format) return failed("backup.error.format", backup.string());
    Manifest manifest;
    for (const json::value& table : object.at("tables").as_array())
      manifest.tables.push_back(
          {std::string(table.at("table").as_string()), table.at("rows").as_int64(), std::string(table.at("digest").as_string())});
    for (const json::value& file : object.at("files").as_array()) {
      const fs::path path = std::string(file.at("path").as_string());
      const bool inside =
          path == database_file || (*path.begin() == "data" && std::find(path.begin(), path.end(), "..") == path.end());
      if (!inside || !fs::is_regular_file(backup / path) || json::value(described(backup, path)) != file)
        return failed("backup.error.damaged", path.string());
      manifest.files.push_back(path);
      manifest.summary.bytes += file.at("bytes").as_int64();
    }
    return manifest;
  } catch (const std::exception&) {  // another type than expected, a name that is not there
    return failed("backup.error.damaged", "manifest.json");
  }
}

BackupSummary summed(Manifest& manifest) {
  for (const store::TableDigest& table : manifest.tables) manifest.summary.rows += table.rows;
  manifest.summary.tables = static_cast<std::int64_t>(manifest.tables.size());
  manifest.summary.files = static_cast<std::int64_t>(manifest.files.size());
  return manifest.summary;
}

// An old state would bring back sessions and invitations that were ended since.
void end_sessions(store::Transaction& tx) {
  tx.execute("DELETE FROM session");
  tx.execute("DELETE FROM one_time");
}

bool holds(const fs::path& path, const fs::path& other) {
  const auto left = read_file(path.string()), right = read_file(other.string());
  return left && right && hash::same(*left, *right);
}

}  // namespace

Result<BackupSummary> back_up(const std::string& directory, const std::string& database_url, const std::string& target) {
  if (!fs::exists(fs::path(directory) / "secret.key")) return failed("backup.error.no_installation", directory);
  if (fs::exists(target)) return failed("backup.error.exists", target);
  const std::string url = database_url.empty() ? read_settings(directory).database_url : database_url;
  const fs::path made = fs::path(target).lexically_normal();
  const fs::path partial = made.string() + ".partial";
  fs::remove_all(partial);
  fs::create_directories(partial / "data");
  fs::permissions(partial, fs::perms::owner_all);
  Manifest manifest;
  const auto source = store::Database::open(existing(directory, url));
  {
    const auto copy = store::Database::open({.directory = partial.string()});
    manifest.tables = copy->write_unlogged(
        [&](store::Transaction& to) { return source->read([&](store::Transaction& from) { return store::copy(from, to); }); });
  }
  store::settle((partial / database_file).string());
  fs::remove(partial / "lock");
  manifest.files.emplace_back(database_file);
  // After the snapshot: whatever file a row names is there by now.
  for (const fs::path& path : other_files(directory)) {
    fs::create_directories((partial / "data" / path).parent_path());
    fs::copy_file(fs::path(directory) / path, partial / "data" / path);
    manifest.files.push_back("data" / path);
  }
  std::ofstream(partial / "manifest.json", std::ios::binary)
      << json::serialize(written(manifest, partial, source->engine() == store::Engine::sqlite ? "sqlite" : "postgres")) << '\n';
  for (const fs::path& path : manifest.files) {
    manifest.summary.bytes += static_cast<std::int64_t>(fs::file_size(partial / path));
    sync(partial / path);
  }
  sync(partial / "manifest.json");
  sync(partial);
  fs::rename(partial, made);
  sync(made.has_parent_path() ? made.parent_path() : fs::path("."));
  return summed(manifest);
}

Result<BackupSummary> restore(const std::string& backup, const std::string& directory, const std::string& database_url,
                              bool discard_newer) {
  Manifest manifest = TRY(checked(backup));
  const fs::path kept = fs::path(backup) / "data", home = directory;
  if (fs::exists(home / "secret.key") && !holds(home / "secret.key", kept / "secret.key"))
    return failed("backup.error.other_installation", directory);
  const std::string url =
      database_url.empty() ? read_settings(fs::exists(home / "settings.toml") ? home : kept).database_url : database_url;
  const auto source = store::Database::open({.directory = backup, .read_only = true});
  const auto target = store::Database::open({.directory = directory, .url = url});
  const auto copied = target->write_unlogged([&](store::Transaction& to) -> Result<void> {
    return source->read([&](store::Transaction& from) -> Result<void> {
      const store::Newer newer = store::newer_events(to, from);
      if (newer.events > 0 && !discard_newer)
        return Error{Code::conflict, "backup.error.newer", {{"count", newer.events}, {"last", locale::iso(newer.last)}}};
      if (store::copy(from, to) != manifest.tables) return failed("backup.error.damaged", database_file);
      if (newer.events > 0) end_sessions(to);
      return {};
    });
  });
  if (!copied) return copied.error();
  for (const fs::path& path : manifest.files) {
    if (path == database_file) continue;
    const fs::path place = home / path.lexically_relative("data");
    if (place.filename() == "settings.toml" && fs::exists(place)) continue;
    if (fs::exists(place) && holds(place, fs::path(backup) / path)) continue;
    fs::create_directories(place.parent_path());
    fs::copy_file(fs::path(backup) / path, place, fs::copy_options::overwrite_existing);
    sync(place);
  }
  return summed(manifest);
}

namespace {

struct Options {
  std::string directory = "data", database, folder;
  bool discard_newer = false;
};

int report(const Result<BackupSummary>& done, std::string_view key, const std::string& folder) {
  if (!done) return complain(folder, done.error());
  const std::vector<Argument> arguments = {
      {"tables", done->tables}, {"rows", done->rows}, {"files", done->files}, {"kib", (done->bytes + 1023) / 1024}};
  std::printf("%s: %s\n", folder.c_str(), locale::sentence(operator_language(), key, arguments).c_str());
  return 0;
}

}  // namespace

void add_backup(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<Options>();
  CLI::App* take = app.add_subcommand("backup", "Copy the whole installation into a new folder, while the server works");
  take->add_option("TARGET", options->folder, "Folder to make; holds personal data and the installation's secret")->required();
  CLI::App* put = app.add_subcommand("restore", "Put a backup into a data directory, with the server stopped");
  put->add_option("BACKUP", options->folder, "Folder that `mosharekat backup` made")->required();
  put->add_flag("--discard-newer", options->discard_newer,
                "Lose the acts that are newer than the backup, and sign everybody out");
  for (CLI::App* verb : {take, put}) {
    verb->add_option("--data", options->directory, "Data directory")->capture_default_str();
    verb->add_option("--database", options->database, "postgresql://… instead of SQLite in the data directory");
  }
  take->callback([options, &exit_code] {
    exit_code = report(back_up(options->directory, options->database, options->folder), "backup.done", options->folder);
  });
  put->callback([options, &exit_code] {
    exit_code = report(restore(options->folder, options->directory, options->database, options->discard_newer), "backup.restored",
                       options->directory);
  });
}

}  // namespace mosharekat::cli
