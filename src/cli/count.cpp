// SPDX-License-Identifier: AGPL-3.0-or-later
// `mosharekat count --method M [--seats N] FILE`: counts ranked or graded ballots and shows the working.
#include "tally/count.h"

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <iostream>

#include "cli/input.h"
#include "cli/verbs.h"
#include "tally/read.h"

namespace mosharekat::cli {
namespace {

struct Asked {
  std::string file, method, strength = "margins", seed = "0";
  std::vector<std::string> withdrawn;
  int seats = 0;
  bool as_json = false;
};

void show(const tally::Outcome& outcome, const tally::Profile& profile) {
  const auto names = [&](const std::vector<tally::Candidate>& candidates, const char* between) {
    std::string text;
    for (const tally::Candidate c : candidates) text += (text.empty() ? "" : between) + profile.names[c];
    return text;
  };
  std::cout << outcome.method << ", " << outcome.ballots << " ballots, " << outcome.seats
            << (outcome.seats == 1 ? " seat\n" : " seats\n");
  for (std::size_t i = 0; i < outcome.rounds.size(); ++i) {
    const tally::Round& round = outcome.rounds[i];
    std::cout << "\nRound " << i + 1 << ": " << round.action;
    if (!round.excluded.empty()) std::cout << " of " << names(round.excluded, ", ");
    for (const tally::Transfer& transfer : round.transfers) {
      if (round.excluded.empty()) std::cout << " of " << profile.names[transfer.from];
    }
    std::cout << (round.quota.empty() ? "" : ", quota " + round.quota.text) << "\n";
    for (const auto& [candidate, votes] : round.votes)
      std::cout << "  " << profile.names[candidate] << "  " << votes.text << "\n";
    if (!round.exhausted.empty()) std::cout << "  (not transferable  " << round.exhausted.text << ")\n";
    if (!round.elected.empty()) std::cout << "  elected: " << names(round.elected, ", ") << "\n";
  }
  std::cout << "\nRanking\n";
  for (std::size_t i = 0; i < outcome.ranking.size(); ++i)
    std::cout << "  " << i + 1 << ". " << names(outcome.ranking[i], " = ") << "\n";
  for (const tally::Tie& tie : outcome.ties) {
    std::cout << "Tie (" << tie.where << ") between " << names(tie.between, ", ") << ": " << names(tie.chosen, ", ") << ", by "
              << tie.by << "\n";
  }
  for (const std::string& note : outcome.notes) std::cout << "Note: " << note << "\n";
  std::cout << "Elected: " << names(outcome.winners, ", ") << "\n";
}

Result<void> run(const Asked& asked) {
  const std::string text = TRY(read_file(asked.file));
  tally::Profile profile = TRY(tally::read_ballots(asked.file, text));
  for (const std::string& name : asked.withdrawn) {
    const auto found = std::ranges::find(profile.names, name);
    if (found == profile.names.end()) return Error{Code::invalid, "tally.error.unknown_name", {{"name", name}}};
    profile.withdrawn.push_back(static_cast<tally::Candidate>(found - profile.names.begin()));
  }
  tally::Options options;
  options.seats = asked.seats;
  options.seed = asked.seed;
  options.strength = asked.strength == "winning-votes" ? tally::Strength::winning_votes : tally::Strength::margins;
  const tally::Outcome outcome = TRY(tally::count(*tally::method_named(asked.method), profile, options));
  if (asked.as_json) {
    std::cout << boost::json::serialize(tally::to_json(outcome, profile)) << '\n';
  } else {
    show(outcome, profile);
  }
  return {};
}

}  // namespace

void add_count(CLI::App& app, int& exit_code) {
  auto* verb = app.add_subcommand("count", "Count ballots (PrefLib .soc .soi .toc .toi .cat, .blt, Scottish .csv)");
  auto asked = std::make_shared<Asked>();
  const auto names = tally::method_names();
  verb->add_option("FILE", asked->file, "The ballots")->required();
  verb->add_option("--method", asked->method, "How to count")
      ->required()
      ->check(CLI::IsMember(std::vector<std::string>(names.begin(), names.end())));
  verb->add_option("--seats", asked->seats, "Seats to fill; else what the file says, or 1")->check(CLI::Range(1, 4096));
  verb->add_option("--strength", asked->strength, "Schulze, ranked pairs: how strong a majority is")
      ->check(CLI::IsMember({"margins", "winning-votes"}));
  verb->add_option("--withdrawn", asked->withdrawn, "A candidate who withdrew, by name; may be repeated");
  verb->add_option("--seed", asked->seed, "What the lot for ties is drawn from")->capture_default_str();
  verb->add_flag("--json", asked->as_json, "Print the result and its working as JSON");
  verb->callback([asked, &exit_code] {
    const auto done = run(*asked);
    exit_code = !done ? complain(asked->file, done.error()) : std::cout.flush() ? 0 : 1;
  });
}

}  // namespace mosharekat::cli
