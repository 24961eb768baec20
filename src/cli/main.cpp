// SPDX-License-Identifier: AGPL-3.0-or-later
#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>

#include "cli/verbs.h"

int main(int argc, char** argv) {
  using namespace mosharekat;
  int exit_code = 0;
  CLI::App app("mosharekat: electronic participation, from a draft to the published report");
  app.set_version_flag("--version", "mosharekat 0.1.0");
  app.require_subcommand(1);
  cli::add_backup(app, exit_code);
  cli::add_budget(app, exit_code);
  cli::add_call(app, exit_code);
  cli::add_count(app, exit_code);
  cli::add_concerns(app, exit_code);
  cli::add_groups(app, exit_code);
  cli::add_doctor(app, exit_code);
  cli::add_demo(app, exit_code);
  cli::add_routes(app, exit_code);
  cli::add_serve(app, exit_code);
  cli::add_import(app, exit_code);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "mosharekat: %s\n", error.what());
    return 1;
  }
  return exit_code;
}
