// SPDX-License-Identifier: AGPL-3.0-or-later
// The verbs of the program. Each stands in a file of its own and adds itself to the command line; its callback sets the exit
// code: 0 done, 1 failed, 2 bad input. Results go to standard output, sentences and progress to standard error.
#pragma once

namespace CLI {
class App;
}

namespace mosharekat::cli {

void add_backup(CLI::App& app, int& exit_code);
void add_concerns(CLI::App& app, int& exit_code);
void add_doctor(CLI::App& app, int& exit_code);
void add_groups(CLI::App& app, int& exit_code);
void add_import(CLI::App& app, int& exit_code);
void add_call(CLI::App& app, int& exit_code);
void add_count(CLI::App& app, int& exit_code);
void add_budget(CLI::App& app, int& exit_code);
void add_demo(CLI::App& app, int& exit_code);
void add_routes(CLI::App& app, int& exit_code);
void add_serve(CLI::App& app, int& exit_code);

}  // namespace mosharekat::cli
