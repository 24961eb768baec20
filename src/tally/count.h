// SPDX-License-Identifier: AGPL-3.0-or-later
// Counting: a profile, a method, a result with its working. Pure: the same profile and seed give the same result for ever, in
// whatever order the ballots and candidates stand in the file. docs/counting.md says what each method does with ties, equal
// places and candidates left out.
//
//   const Outcome outcome = TRY(count(Method::schulze, profile, {.seats = 1, .seed = "1404-07-01"}));
#pragma once
#include <boost/json/fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "tally/profile.h"
#include "tally/result.h"

namespace mosharekat::tally {

enum class Method {
  plurality,
  two_round,
  approval,
  score,
  star,
  majority_judgement,
  borda,
  irv,
  stv_wigm,
  stv_meek,
  schulze,
  ranked_pairs,
  kemeny,
};

std::string_view name_of(Method method);  // "two-round"
std::optional<Method> method_named(std::string_view name);
std::vector<std::string_view> method_names();

// How strong a majority of a pair is: by how much it leads, or how many it is.
enum class Strength { margins, winning_votes };

struct Options {
  int seats = 0;  // 0: what the profile says, else 1
  Strength strength = Strength::margins;
  std::string seed = "0";
};

inline constexpr std::size_t kemeny_candidates_max = 16;

// The outcome's candidates are numbers into profile.names. Fails when nobody stands or a method's limit is passed.
Result<Outcome> count(Method method, const Profile& profile, const Options& options = {});

// The outcome with the candidates' names, as `mosharekat count --json` prints it.
boost::json::object to_json(const Outcome& outcome, const Profile& profile);

}  // namespace mosharekat::tally
