// SPDX-License-Identifier: AGPL-3.0-or-later
// The machinery under disclosure.h and participation.h. Counts that share margins are one circulation: every count is the flow of
// an arc, and in every node what comes in goes out (a total is what its parts add up to). Two-way tables chained by common
// margins have this form, and then the range that an attacker can compute for a hidden count is found exactly by maximum flow:
// bounds are whole numbers, so linear and integer attackers learn the same. Pure.
#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

namespace mosharekat::insight {

// The range that an attacker who knows all shown counts and sums can compute.
struct Range {
  std::int64_t low = 0, high = 0;
  bool operator==(const Range&) const = default;
};

struct Count {
  std::size_t from = 0, to = 0;  // nodes
  std::int64_t value = 0;
  bool must_show = false;   // the grand total: never hidden
  std::int64_t weight = 1;  // how dear hiding one person of this count is
  bool hidden = false;      // primary ones are hidden before the solver starts
  // What the attacker must not be able to rule out; only asked of primary counts.
  bool primary = false;
  std::int64_t low_at_most = 0, high_at_least = 0;
};

struct Linked {
  std::size_t nodes = 0;
  std::vector<Count> counts;
};

// Marks a count as primary, to be protected up to `high_at_least` and down to `low_at_most`.
void protect_count(Count& count, std::int64_t low_at_most, std::int64_t high_at_least);

Range feasible_range(const Linked& linked, std::size_t count);
bool is_protected(const Linked& linked, std::size_t count);
bool all_protected(const Linked& linked);

struct Suppression {
  std::vector<std::size_t> secondary;  // counts hidden in addition, ascending
  std::int64_t lost = 0;               // the sum of their values
  bool possible = true;  // false: not even hiding everything that may be hidden protects; nothing of this may be published
  bool cheapest = true;  // proved: no pattern loses less (nor as much with fewer counts). False beyond `effort`
};

// Hides the cheapest further counts such that every primary one is protected: branch and bound over the cuts that hold an
// attacker, started from a heuristic; after `effort` nodes the best found so far, which is always a protecting one.
// Deterministic.
Suppression suppress(Linked& linked, std::size_t effort = 20'000);

}  // namespace mosharekat::insight
