// SPDX-License-Identifier: AGPL-3.0-or-later
// Sets of 0 … count-1 that only ever join.
#pragma once
#include <cstddef>
#include <numeric>
#include <utility>
#include <vector>

namespace mosharekat::insight {

class DisjointSets {
 public:
  explicit DisjointSets(std::size_t count) : parent_(count), size_(count, 1) {
    std::iota(parent_.begin(), parent_.end(), std::size_t{0});
  }

  std::size_t find(std::size_t item) {
    while (parent_[item] != item) item = parent_[item] = parent_[parent_[item]];
    return item;
  }

  bool together(std::size_t left, std::size_t right) { return find(left) == find(right); }

  void join(std::size_t left, std::size_t right) {
    left = find(left), right = find(right);
    if (left == right) return;
    if (size_[left] < size_[right]) std::swap(left, right);
    parent_[right] = left;
    size_[left] += size_[right];
  }

 private:
  std::vector<std::size_t> parent_, size_;
};

}  // namespace mosharekat::insight
