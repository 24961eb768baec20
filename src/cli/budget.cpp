// SPDX-License-Identifier: AGPL-3.0-or-later
// `mosharekat budget [--rule R] FILE.pb`: shares a participatory budget and shows how.
#include "tally/budget.h"

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <cstdio>
#include <iostream>
#include <unistd.h>

#include "cli/input.h"
#include "cli/verbs.h"

namespace mosharekat::cli {
namespace {

struct Asked {
  std::string file;
  std::optional<std::string> rule, utility, completion, seed;
  bool comparison = false, as_json = false, every_voter = false;
};

// The table comes from the same JSON that --json prints, so the two cannot differ.
void show(const boost::json::object& result) {
  std::cout << result.at("rule").as_string().c_str() << ", budget " << result.at("budget") << ", " << result.at("ballots")
            << " ballots\n\n";
  std::map<std::string, std::string> names;
  for (const auto& each : result.at("projects").as_array())
    names[each.at("id").as_string().c_str()] = each.at("name").as_string().c_str();
  for (const auto& step : result.at("steps").as_array()) {
    const std::string id = step.at("project").as_string().c_str();
    std::cout << step.at("action").as_string().c_str() << "  " << id << "  " << names[id] << "\n    cost " << step.at("cost")
              << ", supporters " << step.at("supporters") << ", left " << step.at("left") << "\n";
  }
  for (const auto& tie : result.at("ties").as_array()) {
    std::cout << "Tie between " << tie.at("between") << ": " << tie.at("chosen") << ", by " << tie.at("by").as_string().c_str()
              << "\n";
  }
  if (const auto* notes = result.if_contains("notes")) {
    for (const auto& note : notes->as_array()) std::cout << "Note: " << note.as_string().c_str() << "\n";
  }
  if (const auto* file = result.if_contains("file"))
    std::cout << "The file's own column \"selected\" " << (file->at("agrees").as_bool() ? "agrees" : "differs") << "\n";
  std::cout << "Spent " << result.at("spent") << " of " << result.at("budget") << " on "
            << result.at("selected").as_array().size() << " projects\n";
}

Result<void> run(const Asked& asked) {
  const std::string text = TRY(read_file(asked.file));
  const tally::Budget budget = TRY(tally::read_pabulib(text));
  tally::BudgetOptions options;
  if (asked.rule) options.rule = tally::rule_named(*asked.rule);
  if (asked.utility) options.utility = tally::utility_named(*asked.utility);
  if (asked.completion) options.completion = tally::completion_named(*asked.completion);
  if (asked.comparison) options.comparison = true;
  options.seed = asked.seed;
  const bool watched = isatty(STDERR_FILENO) != 0;
  if (watched) {
    options.progress = [](std::int64_t runs, std::string_view per_voter) {
      if (runs % 50 == 0)
        std::fprintf(stderr, "\r%lld runs, %s per voter", static_cast<long long>(runs), std::string(per_voter).c_str());
    };
  }
  const tally::Funding funding = TRY(tally::share(budget, options));
  if (watched) std::fprintf(stderr, "\r\033[K");
  const boost::json::object result = tally::to_json(funding, budget, asked.every_voter);
  if (asked.as_json) {
    std::cout << boost::json::serialize(result) << '\n';
  } else {
    show(result);
  }
  return {};
}

}  // namespace

void add_budget(CLI::App& app, int& exit_code) {
  auto* verb = app.add_subcommand("budget", "Share a participatory budget (Pabulib .pb)");
  auto asked = std::make_shared<Asked>();
  verb->add_option("FILE", asked->file, "The projects and ballots")->required();
  verb->add_option("--rule", asked->rule, "How to share; else the file's own rule")
      ->check(CLI::IsMember({"greedy", "greedy-no-skip", "greedy-threshold", "equal-shares", "phragmen"}));
  verb->add_option("--utility", asked->utility, "Equal shares: what a funded project is worth")
      ->check(CLI::IsMember({"cost", "cardinality"}));
  verb->add_option("--completion", asked->completion, "Equal shares: what is done with the rest")
      ->check(CLI::IsMember({"none", "add1", "add1u", "greedy"}));
  verb->add_flag("--comparison", asked->comparison, "Equal shares: take the greedy outcome when more voters have more in it");
  verb->add_option("--seed", asked->seed, "Draw the lot for ties from this; else the file's order decides them");
  verb->add_flag("--json", asked->as_json, "Print the result and its working as JSON");
  verb->add_flag("--voters", asked->every_voter, "With --json: what each voter paid");
  verb->callback([asked, &exit_code] {
    const auto done = run(*asked);
    exit_code = !done ? complain(asked->file, done.error()) : std::cout.flush() ? 0 : 1;
  });
}

}  // namespace mosharekat::cli
