// SPDX-License-Identifier: AGPL-3.0-or-later
// The lot that decides what a rule leaves open. It is drawn before the count and anyone can draw it again: the number of a name
// is SHA-256 of "seed\nname", and the smallest number is the first. It depends on the names alone, so the order of a file's lines
// decides nothing. Equal names count as "name\n2", "name\n3" and so on.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "tally/profile.h"

namespace mosharekat::tally {

class Lot {
 public:
  Lot(std::string_view seed, const std::vector<std::string>& names);
  // The order of the file itself: what remains when no lot is wanted.
  static Lot in_file_order(std::size_t count);

  std::size_t position(std::size_t index) const { return position_[index]; }
  bool before(std::size_t left, std::size_t right) const { return position_[left] < position_[right]; }
  // The one drawn first among some.
  template <class Index>
  Index first(const std::vector<Index>& among) const {
    Index best = among.front();
    for (const Index other : among) {
      if (before(other, best)) best = other;
    }
    return best;
  }

 private:
  Lot() = default;
  std::vector<std::size_t> position_;
};

}  // namespace mosharekat::tally
