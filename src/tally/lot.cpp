// SPDX-License-Identifier: AGPL-3.0-or-later
#include "tally/lot.h"

#include <algorithm>
#include <numeric>
#include <unordered_map>

#include "base/hash.h"

namespace mosharekat::tally {

Lot::Lot(std::string_view seed, const std::vector<std::string>& names) : position_(names.size()) {
  std::vector<std::string> numbers;
  std::unordered_map<std::string_view, int> times;
  for (const std::string& name : names) {
    std::string drawn = std::string(seed) + "\n" + name;
    if (const int time = ++times[name]; time > 1) drawn += "\n" + std::to_string(time);
    numbers.push_back(hash::sha256(drawn));
  }
  std::vector<std::size_t> order(names.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t left, std::size_t right) { return numbers[left] < numbers[right]; });
  for (std::size_t place = 0; place < order.size(); ++place) position_[order[place]] = place;
}

Lot Lot::in_file_order(std::size_t count) {
  Lot lot;
  lot.position_.resize(count);
  std::iota(lot.position_.begin(), lot.position_.end(), std::size_t{0});
  return lot;
}

}  // namespace mosharekat::tally
