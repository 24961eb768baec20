// SPDX-License-Identifier: AGPL-3.0-or-later
// `mosharekat call close NUMBER --data DIR`: closes a call whose period is over, as the clock of the server does. Before that it
// is refused by the same rule as on every page: the verb has no power that a person has not.
#include "consultation/call.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <filesystem>

#include "cli/input.h"
#include "cli/installation.h"
#include "cli/verbs.h"

namespace mosharekat::cli {

namespace {

struct Options {
  std::string directory = "data", database;
  std::int64_t number = 0;
};

int close(const Options& options) {
  // Opening would make an empty installation of a mistyped path.
  if (!std::filesystem::exists(std::filesystem::path(options.directory) / "secret.key"))
    return complain(options.directory, {Code::not_found, "call.error.no_installation"});
  const Installation installation = open_installation(options.directory, options.database);
  store::Database& database = *installation.database;
  const auto call = database.read([&](store::Transaction& tx) { return consultation::call_by_number(tx, options.number); });
  if (!call) return complain(std::to_string(options.number), {Code::not_found, "call.error.unknown"});
  const auto closed = consultation::close(database, identity::Actor{.system = true}, Clock().now(), call->id);
  if (closed) return 0;
  complain(std::to_string(options.number), closed.error());
  return 1;
}

}  // namespace

void add_call(CLI::App& app, int& exit_code) {
  CLI::App* noun = app.add_subcommand("call", "Acts on a call");
  noun->require_subcommand(1);
  auto options = std::make_shared<Options>();
  CLI::App* verb = noun->add_subcommand(
      "close", "Close a call whose period is over; refused before that. Not while a server writes to the directory");
  verb->add_option("NUMBER", options->number, "The call's number, as in /calls/NUMBER")->required();
  verb->add_option("--data", options->directory, "Data directory")->capture_default_str();
  verb->add_option("--database", options->database, "postgresql://… instead of SQLite in the data directory");
  verb->callback([options, &exit_code] { exit_code = close(*options); });
}

}  // namespace mosharekat::cli
