// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <boost/json.hpp>

#include "tally/amount_json.h"
#include "tally/count.h"

namespace mosharekat::tally {
namespace {

namespace json = boost::json;

class Writer {
 public:
  explicit Writer(const Profile& profile) : profile_(profile) {}

  json::string name(Candidate candidate) const { return json::string(profile_.names[candidate]); }
  json::array names(const std::vector<Candidate>& candidates) const {
    json::array out;
    for (const Candidate c : candidates) out.emplace_back(name(c));
    return out;
  }
  json::object amounts(const std::vector<std::pair<Candidate, Amount>>& pairs) const {
    json::object out;
    for (const auto& [candidate, value] : pairs) out[profile_.names[candidate]] = number(value);
    return out;
  }
  json::object table(const std::vector<std::vector<std::int64_t>>& rows) const {
    json::object out;
    for (std::size_t a = 0; a < rows.size(); ++a) {
      if (is_withdrawn(a)) continue;
      json::object row;
      for (std::size_t b = 0; b < rows.size(); ++b) {
        if (a != b && !is_withdrawn(b)) row[profile_.names[b]] = rows[a][b];
      }
      out[profile_.names[a]] = std::move(row);
    }
    return out;
  }
  json::object round(const Round& round, std::size_t place) const {
    json::object out{{"round", place + 1}, {"action", round.action}};
    if (!round.votes.empty()) out["votes"] = amounts(round.votes);
    if (!round.quota.empty()) out["quota"] = number(round.quota);
    if (!round.keep.empty()) out["keep"] = amounts(round.keep);
    if (!round.exhausted.empty()) out["exhausted"] = number(round.exhausted);
    if (!round.elected.empty()) out["elected"] = names(round.elected);
    if (!round.excluded.empty()) out["excluded"] = names(round.excluded);
    if (!round.transfers.empty()) {
      json::array transfers;
      for (const Transfer& transfer : round.transfers) {
        json::object each{{"from", name(transfer.from)}, {"to", amounts(transfer.to)}};
        if (!transfer.exhausted.empty()) each["exhausted"] = number(transfer.exhausted);
        transfers.emplace_back(std::move(each));
      }
      out["transfers"] = std::move(transfers);
    }
    return out;
  }

 private:
  bool is_withdrawn(std::size_t candidate) const {
    return std::ranges::find(profile_.withdrawn, static_cast<Candidate>(candidate)) != profile_.withdrawn.end();
  }
  const Profile& profile_;
};

}  // namespace

json::object to_json(const Outcome& outcome, const Profile& profile) {
  const Writer writer(profile);
  json::array ranking, rounds, ties, notes;
  for (const auto& group : outcome.ranking) ranking.emplace_back(writer.names(group));
  for (std::size_t i = 0; i < outcome.rounds.size(); ++i) rounds.emplace_back(writer.round(outcome.rounds[i], i));
  for (const Tie& tie : outcome.ties) {
    json::object each{
        {"where", tie.where}, {"between", writer.names(tie.between)}, {"chosen", writer.names(tie.chosen)}, {"by", tie.by}};
    if (tie.round > 0) each["round"] = tie.round;
    ties.emplace_back(std::move(each));
  }
  json::object out{{"method", outcome.method},
                   {"seats", outcome.seats},
                   {"ballots", outcome.ballots},
                   {"blank", outcome.blank},
                   {"winners", writer.names(outcome.winners)},
                   {"ranking", std::move(ranking)},
                   {"rounds", std::move(rounds)},
                   {"ties", std::move(ties)}};
  if (!outcome.scores.empty()) {
    json::object scores;
    for (const Score& score : outcome.scores) {
      if (score.note.empty()) {
        scores[profile.names[score.candidate]] = number(score.value);
      } else {
        scores[profile.names[score.candidate]] = score.note;
      }
    }
    out["scores"] = std::move(scores);
  }
  if (!outcome.pairwise.empty()) out["pairwise"] = writer.table(outcome.pairwise);
  if (!outcome.strongest.empty()) out["strongest_paths"] = writer.table(outcome.strongest);
  if (!outcome.locked.empty()) {
    json::array locked;
    for (const auto& [winner, loser] : outcome.locked) locked.emplace_back(json::array{writer.name(winner), writer.name(loser)});
    out["locked"] = std::move(locked);
  }
  if (!profile.withdrawn.empty()) out["withdrawn"] = writer.names(profile.withdrawn);
  for (const std::string& note : outcome.notes) notes.emplace_back(note);
  if (!notes.empty()) out["notes"] = std::move(notes);
  return out;
}

}  // namespace mosharekat::tally
