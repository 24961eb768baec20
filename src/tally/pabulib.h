// SPDX-License-Identifier: AGPL-3.0-or-later
// A participatory budget in the Pabulib format (.pb): projects with their costs, ballots with points, and what the file says of
// the voters. Money and points are whole numbers of the file's smallest fraction, so nothing is ever rounded.
#pragma once
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace mosharekat::tally {

enum class VoteType { approval, choose_one, cumulative, ordinal, scoring };

struct Project {
  std::string id{}, name{};
  std::int64_t cost = 0;    // in 1/cost_unit of the currency
  int selected = -1;        // what the file says the city did: 0, 1, 2 (for a reason of its own); −1 unknown
  std::int64_t votes = 0;   // ballots that name it with points above zero
  std::int64_t points = 0;  // in 1/point_unit
};

struct Choice {
  std::uint32_t project;
  std::int64_t points;  // 1 on approval ballots
};

struct Budget {
  std::map<std::string, std::string, std::less<>> meta{};
  VoteType vote_type = VoteType::approval;
  std::int64_t cost_unit = 1, point_unit = 1;
  std::int64_t budget = 0;
  std::vector<Project> projects{};
  std::vector<std::string> voters{};   // their identifiers, which need not differ
  std::vector<std::size_t> begins{0};  // voter v made choices [begins[v], begins[v + 1])
  std::vector<Choice> choices{};
  // "age" → "35" → ballots, for each trait that the file has a column of: age, sex, voting_method, district, neighborhood, …
  std::map<std::string, std::map<std::string, std::int64_t>> totals{};
  std::vector<std::string> notes{};

  std::span<const Choice> choices_of(std::size_t voter) const {
    return std::span(choices).subspan(begins[voter], begins[voter + 1] - begins[voter]);
  }
  std::string_view said(std::string_view key) const {
    const auto found = meta.find(key);
    return found == meta.end() ? std::string_view() : std::string_view(found->second);
  }
  // Points count on cumulative, ordinal and scoring ballots, votes on the others.
  std::int64_t score(std::size_t project) const {
    const bool by_votes = vote_type == VoteType::approval || vote_type == VoteType::choose_one;
    return by_votes ? projects[project].votes : projects[project].points;
  }
};

// A bad file is refused with its line and the reason. Ordinal ballots without points give n, n − 1, … 1 to the n projects they
// name; scoring ballots give META's default_score to those they leave out.
Result<Budget> read_pabulib(std::string_view file);

}  // namespace mosharekat::tally
