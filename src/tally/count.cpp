// SPDX-License-Identifier: AGPL-3.0-or-later
#include "tally/count.h"

#include <algorithm>

#include "tally/methods.h"

namespace mosharekat::tally {
namespace {

struct Entry {
  Method method;
  std::string_view name;
  void (*run)(Count&);
};

constexpr Entry entries[] = {
    {Method::plurality, "plurality", plurality},
    {Method::two_round, "two-round", two_round},
    {Method::approval, "approval", approval},
    {Method::score, "score", score},
    {Method::star, "star", star},
    {Method::majority_judgement, "majority-judgement", majority_judgement},
    {Method::borda, "borda", borda},
    {Method::irv, "irv", irv},
    {Method::stv_wigm, "stv-wigm", stv_wigm},
    {Method::stv_meek, "stv-meek", stv_meek},
    {Method::schulze, "schulze", schulze},
    {Method::ranked_pairs, "ranked-pairs", ranked_pairs},
    {Method::kemeny, "kemeny", kemeny},
};

const Entry& entry(Method method) { return entries[static_cast<int>(method)]; }

// The working speaks of compact numbers; the caller knows the file's.
void renumber(Outcome& outcome, const std::vector<Candidate>& kept) {
  const auto one = [&](Candidate& candidate) { candidate = kept[candidate]; };
  const auto all = [&](auto& candidates) { std::ranges::for_each(candidates, one); };
  const auto firsts = [&](auto& pairs) {
    for (auto& pair : pairs) one(pair.first);
  };
  all(outcome.winners);
  for (auto& group : outcome.ranking) all(group);
  for (Round& round : outcome.rounds) {
    firsts(round.votes);
    firsts(round.keep);
    all(round.elected);
    all(round.excluded);
    for (Transfer& transfer : round.transfers) {
      one(transfer.from);
      firsts(transfer.to);
    }
  }
  for (Score& each : outcome.scores) one(each.candidate);
  for (Tie& tie : outcome.ties) {
    all(tie.between);
    all(tie.chosen);
  }
  for (auto& [winner, loser] : outcome.locked) {
    one(winner);
    one(loser);
  }
}

// A pairwise table of the file's candidates, with rows and columns of zeros for those who withdrew.
void spread(std::vector<std::vector<std::int64_t>>& table, const std::vector<Candidate>& kept, std::size_t size) {
  if (table.empty() || kept.size() == size) return;
  std::vector<std::vector<std::int64_t>> wide(size, std::vector<std::int64_t>(size, 0));
  for (std::size_t a = 0; a < kept.size(); ++a) {
    for (std::size_t b = 0; b < kept.size(); ++b) wide[kept[a]][kept[b]] = table[a][b];
  }
  table = std::move(wide);
}

}  // namespace

std::string_view name_of(Method method) { return entry(method).name; }

std::optional<Method> method_named(std::string_view name) {
  for (const Entry& each : entries) {
    if (each.name == name) return each.method;
  }
  return std::nullopt;
}

std::vector<std::string_view> method_names() {
  std::vector<std::string_view> names;
  for (const Entry& each : entries) names.push_back(each.name);
  return names;
}

void Count::seat_from_ranking() const {
  for (const auto& group : outcome.ranking) {
    const std::size_t open = seats - outcome.winners.size();
    if (open == 0) return;
    std::vector<Candidate> drawn = group;
    std::ranges::sort(drawn, [&](Candidate left, Candidate right) { return lot.before(left, right); });
    if (group.size() > open) {
      drawn.resize(open);
      tie("last place", group, drawn, "lot");
    }
    outcome.winners.insert(outcome.winners.end(), drawn.begin(), drawn.end());
  }
}

Result<Outcome> count(Method method, const Profile& profile, const Options& options) {
  std::vector<Candidate> kept;
  const Profile compact = profile.compact(kept);
  if (compact.names.empty()) return Error{Code::invalid, "tally.error.nobody"};
  if (method == Method::kemeny && compact.candidates() > kemeny_candidates_max) {
    return Error{Code::invalid,
                 "tally.error.kemeny_limit",
                 {{"count", static_cast<std::int64_t>(compact.candidates())},
                  {"limit", static_cast<std::int64_t>(kemeny_candidates_max)}}};
  }
  Outcome outcome;
  outcome.method = name_of(method);
  outcome.notes = profile.notes;
  outcome.ballots = compact.voters();
  for (const Ballot& ballot : compact.ballots) {
    if (ballot.begin == ballot.end) outcome.blank += ballot.count;
  }
  const int seats = options.seats > 0 ? options.seats : profile.seats > 0 ? profile.seats : 1;
  outcome.seats = seats;
  const Lot lot(options.seed, compact.names);
  Count running{compact, options, lot, std::min(static_cast<std::size_t>(seats), compact.candidates()), outcome};
  entry(method).run(running);
  renumber(outcome, kept);
  spread(outcome.pairwise, kept, profile.candidates());
  spread(outcome.strongest, kept, profile.candidates());
  return outcome;
}

}  // namespace mosharekat::tally
