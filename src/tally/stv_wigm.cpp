// SPDX-License-Identifier: AGPL-3.0-or-later
// The single transferable vote as Scotland counts it: the Weighted Inclusive Gregory Method of the Scottish Local Government
// Elections Order 2007, schedule 1, rules 45–52 (the same in the Order of 2011). Values have five decimals, cut off.
#include <algorithm>

#include "tally/elimination.h"
#include "tally/rational.h"

namespace mosharekat::tally {
namespace {

using Units = std::int64_t;  // hundred-thousandths of a vote
constexpr int digits = 5;
constexpr Units one = 100'000;

Amount votes_as_text(Units units) { return decimal(units, digits); }

// Papers that came to a candidate together and so have one value.
struct Parcel {
  Units value;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> papers;  // ballot, and the mark after the one that counts
};

class Wigm {
 public:
  explicit Wigm(Count& count)
      : count_(count),
        outcome_(count.outcome),
        votes_(count.candidates(), 0),
        piles_(count.candidates()),
        continuing_(count.candidates(), 1) {}

  void run() {
    first_stage();
    while (outcome_.winners.size() < count_.seats) {
      if (continuing_count() <= count_.seats - outcome_.winners.size()) {
        fill_last_vacancies();
        break;
      }
      if (surpluses_.empty()) {
        exclude();
      } else {
        transfer_surplus();
      }
    }
    for (const Candidate winner : outcome_.winners) outcome_.ranking.push_back({winner});
    std::vector<Candidate> others = those_continuing();
    std::ranges::stable_sort(others, [&](Candidate left, Candidate right) { return votes_[left] > votes_[right]; });
    for (std::size_t from = 0; from < others.size(); ++from) {
      if (from > 0 && votes_[others[from]] == votes_[others[from - 1]]) {
        outcome_.ranking.back().push_back(others[from]);
      } else {
        outcome_.ranking.push_back({others[from]});
      }
    }
    for (auto excluded = excluded_.rbegin(); excluded != excluded_.rend(); ++excluded) outcome_.ranking.push_back({*excluded});
  }

 private:
  std::vector<Candidate> those_continuing() const {
    std::vector<Candidate> those;
    for (std::size_t c = 0; c < continuing_.size(); ++c) {
      if (continuing_[c]) those.push_back(static_cast<Candidate>(c));
    }
    return those;
  }
  std::size_t continuing_count() const { return static_cast<std::size_t>(std::ranges::count(continuing_, 1)); }

  void first_stage() {
    const Profile& profile = count_.profile;
    for (auto& pile : piles_) pile.push_back({one, {}});
    std::int64_t shared = 0;
    for (std::uint32_t b = 0; b < profile.ballots.size(); ++b) {
      const Ballot& ballot = profile.ballots[b];
      if (ballot.begin == ballot.end) continue;
      if (!stands_alone(ballot, ballot.begin)) {
        shared += ballot.count;
        continue;
      }
      const Candidate first = profile.marks[ballot.begin].candidate;
      piles_[first].front().papers.emplace_back(b, 1);
      votes_[first] += ballot.count * one;
      valid_ += ballot.count;
    }
    if (shared > 0)
      outcome_.notes.push_back("papers rejected, the first preference shared by several: " + std::to_string(shared));
    quota_ = (valid_ / (static_cast<Units>(count_.seats) + 1) + 1) * one;
    end_stage({"first preferences"});
  }

  bool stands_alone(const Ballot& ballot, std::size_t mark) const {
    const auto& marks = count_.profile.marks;
    return (mark == ballot.begin || marks[mark - 1].place != marks[mark].place) &&
           (mark + 1 == ballot.end || marks[mark + 1].place != marks[mark].place);
  }

  // The next available preference; a preference shared by several makes the paper non-transferable from there on.
  bool advance(std::uint32_t b, std::uint32_t& next, Candidate& to) const {
    const Ballot& ballot = count_.profile.ballots[b];
    for (std::size_t mark = ballot.begin + next; mark < ballot.end; ++mark) {
      if (!stands_alone(ballot, mark)) return false;
      const Candidate candidate = count_.profile.marks[mark].candidate;
      if (!continuing_[candidate]) continue;
      next = static_cast<std::uint32_t>(mark - ballot.begin) + 1;
      to = candidate;
      return true;
    }
    return false;
  }

  // Moves one parcel at a new value and adds what each candidate received.
  void move(const Parcel& parcel, Units value, std::vector<Units>& received) {
    std::vector<std::size_t> opened(votes_.size(), 0);  // this parcel's share on each pile, plus one
    for (auto [b, next] : parcel.papers) {
      Candidate to = 0;
      if (!advance(b, next, to)) continue;
      if (opened[to] == 0) {
        piles_[to].push_back({value, {}});
        opened[to] = piles_[to].size();
      }
      piles_[to][opened[to] - 1].papers.emplace_back(b, next);
      received[to] += count_.profile.ballots[b].count * value;
    }
  }

  void transfer_surplus() {
    const Candidate from = pick(count_, history_, surpluses_, Pick::highest, "surplus");
    std::erase(surpluses_, from);
    const Units surplus = votes_[from] - quota_;
    std::vector<Units> received(votes_.size(), 0);
    for (const Parcel& parcel : piles_[from]) {
      const auto value = static_cast<Units>(static_cast<Wide>(surplus) * parcel.value / votes_[from]);
      move(parcel, value, received);
    }
    const Units before = votes_[from];
    votes_[from] = quota_;
    credit("surplus", from, before - quota_, received, true);
  }

  void exclude() {
    const Candidate from = pick(count_, history_, those_continuing(), Pick::lowest, "exclusion");
    continuing_[from] = 0;
    excluded_.push_back(from);
    std::vector<Units> received(votes_.size(), 0);
    const Units before = votes_[from];
    // Where this leaves just as many as there are vacancies, rule 52 elects them and forbids a further transfer.
    const bool transferred = continuing_count() > count_.seats - outcome_.winners.size();
    if (transferred) {
      for (const Parcel& parcel : piles_[from]) move(parcel, parcel.value, received);
      votes_[from] = 0;
    }
    credit("exclusion", from, before, received, transferred);
  }

  void credit(const std::string& action, Candidate from, Units given, const std::vector<Units>& received, bool transferred) {
    piles_[from].clear();
    Transfer transfer;
    transfer.from = from;
    Units moved = 0;
    for (std::size_t c = 0; c < received.size(); ++c) {
      if (received[c] == 0) continue;
      votes_[c] += received[c];
      moved += received[c];
      transfer.to.emplace_back(static_cast<Candidate>(c), votes_as_text(received[c]));
    }
    Round round{action};
    if (action == "exclusion") round.excluded = {from};
    if (transferred) {
      transfer.exhausted = votes_as_text(given - moved);
      round.transfers.push_back(std::move(transfer));
    }
    end_stage(std::move(round));
  }

  // Rule 47: who has the quota at the end of a stage is elected.
  void end_stage(Round round) {
    history_.push_back(votes_);
    round.quota = votes_as_text(quota_);
    Units held = 0;
    std::vector<Candidate> reached;
    for (std::size_t c = 0; c < votes_.size(); ++c) {
      held += votes_[c];
      if (votes_[c] > 0 || continuing_[c]) round.votes.emplace_back(static_cast<Candidate>(c), votes_as_text(votes_[c]));
      if (continuing_[c] && votes_[c] >= quota_) reached.push_back(static_cast<Candidate>(c));
    }
    round.exhausted = votes_as_text(valid_ * one - held);
    std::ranges::stable_sort(reached, [&](Candidate left, Candidate right) {
      return votes_[left] != votes_[right] ? votes_[left] > votes_[right] : count_.lot.before(left, right);
    });
    for (const Candidate c : reached) {
      continuing_[c] = 0;
      outcome_.winners.push_back(c);
      if (votes_[c] > quota_) surpluses_.push_back(c);
    }
    round.elected = std::move(reached);
    outcome_.rounds.push_back(std::move(round));
  }

  void fill_last_vacancies() {
    std::vector<Candidate> last = those_continuing();
    std::ranges::stable_sort(last, [&](Candidate left, Candidate right) {
      return votes_[left] != votes_[right] ? votes_[left] > votes_[right] : count_.lot.before(left, right);
    });
    for (const Candidate c : last) {
      continuing_[c] = 0;
      outcome_.winners.push_back(c);
    }
    Round round{"last vacancies"};
    round.quota = votes_as_text(quota_);
    round.elected = std::move(last);
    outcome_.rounds.push_back(std::move(round));
  }

  Count& count_;
  Outcome& outcome_;
  std::vector<Units> votes_;
  std::vector<std::vector<Parcel>> piles_;
  std::vector<char> continuing_;  // neither elected nor excluded
  std::vector<Candidate> excluded_, surpluses_;
  std::vector<std::vector<Units>> history_;
  std::int64_t valid_ = 0;
  Units quota_ = 0;
};

}  // namespace

void stv_wigm(Count& count) { Wigm(count).run(); }

}  // namespace mosharekat::tally
