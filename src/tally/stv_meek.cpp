// SPDX-License-Identifier: AGPL-3.0-or-later
// The single transferable vote by Meek's method: Hill, Wichmann and Woodall, "Algorithm 123" (1987), in the arithmetic of New
// Zealand's Local Electoral Regulations 2001, schedule 1A: nine decimals, keep values and votes kept rounded up, quota cut off
// and raised by the last decimal, exclusion when the total surplus is below 0.0001.
#include <algorithm>
#include <map>

#include "tally/elimination.h"
#include "tally/rational.h"

namespace mosharekat::tally {
namespace {

using Units = std::int64_t;  // thousand-millionths of a vote
constexpr int digits = 9;
constexpr Units one = 1'000'000'000;
constexpr Units surplus_limit = one / 10'000;

Units times_up(Units left, Units right) { return static_cast<Units>((static_cast<Wide>(left) * right + one - 1) / one); }

class Meek {
 public:
  explicit Meek(Count& count)
      : count_(count),
        outcome_(count.outcome),
        votes_(count.candidates(), 0),
        keep_(count.candidates(), one),
        state_(count.candidates(), State::hopeful) {
    for (const Ballot& ballot : count.profile.ballots) {
      if (ballot.begin != ballot.end) valid_ += ballot.count;
    }
  }

  void run() {
    std::string action = "first preferences";
    std::vector<Candidate> excluded;
    while (true) {
      const std::vector<Candidate> elected = converge();
      history_.push_back(votes_);
      report(action, excluded, elected);
      if (count_of(State::elected) >= count_.seats) break;
      if (count_of(State::hopeful) <= count_.seats - count_of(State::elected)) {
        fill_last_vacancies();
        break;
      }
      const Candidate lowest = pick(count_, history_, those(State::hopeful), Pick::lowest, "exclusion");
      state_[lowest] = State::excluded;
      keep_[lowest] = 0;
      excluded = {lowest};
      gone_.push_back(lowest);
      action = "exclusion";
      if (count_of(State::hopeful) == count_.seats - count_of(State::elected)) {
        votes_[lowest] = 0;
        outcome_.rounds.push_back({action});
        outcome_.rounds.back().excluded = excluded;
        fill_last_vacancies();
        break;
      }
    }
    for (const Candidate winner : outcome_.winners) outcome_.ranking.push_back({winner});
    std::vector<Candidate> others = those(State::hopeful);
    std::ranges::stable_sort(others, [&](Candidate left, Candidate right) { return votes_[left] > votes_[right]; });
    for (std::size_t from = 0; from < others.size(); ++from) {
      if (from > 0 && votes_[others[from]] == votes_[others[from - 1]]) {
        outcome_.ranking.back().push_back(others[from]);
      } else {
        outcome_.ranking.push_back({others[from]});
      }
    }
    for (auto candidate = gone_.rbegin(); candidate != gone_.rend(); ++candidate) outcome_.ranking.push_back({*candidate});
  }

 private:
  enum class State : char { hopeful, elected, excluded };

  std::vector<Candidate> those(State wanted) const {
    std::vector<Candidate> found;
    for (std::size_t c = 0; c < state_.size(); ++c) {
      if (state_[c] == wanted) found.push_back(static_cast<Candidate>(c));
    }
    return found;
  }
  std::size_t count_of(State wanted) const { return static_cast<std::size_t>(std::ranges::count(state_, wanted)); }

  // Distributes and lowers keep values until the surplus is small or nothing can be lowered any more.
  std::vector<Candidate> converge() {
    std::vector<Candidate> newly;
    while (true) {
      distribute();
      const Units held = valid_ * one - exhausted_;
      quota_ = held / (static_cast<Units>(count_.seats) + 1) + 1;
      std::vector<Candidate> reached;
      for (const Candidate c : those(State::hopeful)) {
        if (votes_[c] >= quota_) reached.push_back(c);
      }
      std::ranges::stable_sort(reached, [&](Candidate left, Candidate right) {
        return votes_[left] != votes_[right] ? votes_[left] > votes_[right] : count_.lot.before(left, right);
      });
      for (const Candidate c : reached) {
        state_[c] = State::elected;
        outcome_.winners.push_back(c);
        newly.push_back(c);
      }
      if (count_of(State::elected) >= count_.seats) return newly;
      Units surplus = 0;
      for (const Candidate c : those(State::elected)) surplus += std::max<Units>(0, votes_[c] - quota_);
      if (surplus < surplus_limit || !lower_keep_values()) return newly;
    }
  }

  bool lower_keep_values() {
    bool lowered = false;
    for (const Candidate c : those(State::elected)) {
      if (votes_[c] <= quota_) continue;
      const Wide wanted = times_up(keep_[c], quota_);
      const auto keep = static_cast<Units>((wanted * one + votes_[c] - 1) / votes_[c]);
      lowered |= keep < keep_[c];
      keep_[c] = std::min(keep_[c], keep);
    }
    return lowered;
  }

  void distribute() {
    const Profile& profile = count_.profile;
    std::ranges::fill(votes_, 0);
    exhausted_ = 0;
    for (const Ballot& ballot : profile.ballots) {
      if (ballot.begin == ballot.end) continue;
      Units left = one;
      for (std::size_t at = ballot.begin; at < ballot.end && left > 0;) {
        std::size_t to = at + 1;
        while (to < ballot.end && profile.marks[to].place == profile.marks[at].place) ++to;
        if (to - at == 1) {
          const Candidate c = profile.marks[at].candidate;
          const Units kept = times_up(left, keep_[c]);
          votes_[c] += kept * ballot.count;
          left -= kept;
        } else if (to < ballot.end || ballot.end - ballot.begin < count_.candidates()) {
          left = distribute_shared(profile, at, to, ballot.count, left);
        }
        at = to;
      }
      exhausted_ += left * ballot.count;
    }
  }

  // Candidates on one place: the mean over all orders in which the voter could have put them, as Meek asked. With k the keep
  // values and e_j the elementary symmetric polynomials of the others' 1 − k, one of m receives k/m · Σ_j e_j / C(m−1, j).
  Units distribute_shared(const Profile& profile, std::size_t from, std::size_t to, std::int64_t count, Units left) {
    std::vector<Candidate> members;
    for (std::size_t at = from; at < to; ++at) {
      if (keep_[profile.marks[at].candidate] > 0) members.push_back(profile.marks[at].candidate);
    }
    Units given = 0;
    for (const Candidate c : members) {
      std::vector<Rational> e{1};
      for (const Candidate other : members) {
        if (other == c) continue;
        const Rational passed(one - keep_[other], one);
        e.push_back(0);
        for (std::size_t j = e.size() - 1; j > 0; --j) e[j] += e[j - 1] * passed;
      }
      Rational mean = 0;
      Integer choose = 1;
      for (std::size_t j = 0; j < e.size(); ++j) {
        mean += e[j] / choose;
        choose = choose * (e.size() - 1 - j) / (j + 1);
      }
      const Rational exact = mean * keep_[c] * left / (Rational(one) * members.size());
      // Cut off, not rounded up: together they must not exceed what there is, whoever is looked at first.
      const Units share = Integer(numerator(exact) / denominator(exact)).convert_to<Units>();
      votes_[c] += share * count;
      given += share;
    }
    return left - given;
  }

  void report(const std::string& action, const std::vector<Candidate>& excluded, const std::vector<Candidate>& newly) {
    Round round{action};
    round.excluded = excluded;
    round.elected = newly;
    round.quota = decimal(quota_, digits);
    round.exhausted = decimal(exhausted_, digits);
    for (std::size_t c = 0; c < votes_.size(); ++c) {
      if (state_[c] == State::excluded) continue;
      round.votes.emplace_back(static_cast<Candidate>(c), decimal(votes_[c], digits));
      if (state_[c] == State::elected) round.keep.emplace_back(static_cast<Candidate>(c), decimal(keep_[c], digits));
    }
    outcome_.rounds.push_back(std::move(round));
  }

  void fill_last_vacancies() {
    std::vector<Candidate> last = those(State::hopeful);
    std::ranges::stable_sort(last, [&](Candidate left, Candidate right) {
      return votes_[left] != votes_[right] ? votes_[left] > votes_[right] : count_.lot.before(left, right);
    });
    for (const Candidate c : last) {
      state_[c] = State::elected;
      outcome_.winners.push_back(c);
    }
    Round round{"last vacancies"};
    round.elected = std::move(last);
    outcome_.rounds.push_back(std::move(round));
  }

  Count& count_;
  Outcome& outcome_;
  std::vector<Units> votes_, keep_;
  std::vector<State> state_;
  std::vector<Candidate> gone_;
  std::vector<std::vector<Units>> history_;
  std::int64_t valid_ = 0;
  Units exhausted_ = 0, quota_ = 0;
};

}  // namespace

void stv_meek(Count& count) { Meek(count).run(); }

}  // namespace mosharekat::tally
