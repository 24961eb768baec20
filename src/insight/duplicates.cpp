// SPDX-License-Identifier: AGPL-3.0-or-later
#include "insight/duplicates.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <unordered_map>

#include "base/text.h"
#include "insight/disjoint_sets.h"

namespace mosharekat::insight {
namespace {

std::uint64_t mixed(std::uint64_t value) {
  value ^= value >> 33;
  value *= 0xff51afd7ed558ccdULL;
  value ^= value >> 33;
  value *= 0xc4ceb9fe1a85ec53ULL;
  return value ^ value >> 33;
}

std::uint64_t hashed(std::string_view word) {
  std::uint64_t value = 0xcbf29ce484222325ULL;
  for (const char byte : word) value = (value ^ static_cast<unsigned char>(byte)) * 0x100000001b3ULL;
  return mixed(value);
}

// The set of word 3-grams, as sorted hashes; a text shorter than three words is one shingle.
std::vector<std::uint64_t> shingles(std::string_view folded) {
  std::vector<std::uint64_t> words;
  for (const std::string_view word : text::split(folded, ' ')) {
    if (!word.empty()) words.push_back(hashed(word));
  }
  std::vector<std::uint64_t> set;
  if (words.size() < 3) {
    std::uint64_t all = words.size();
    for (const std::uint64_t word : words) all = mixed(all * 31 + word);
    set.push_back(all);
  }
  for (std::size_t i = 0; i + 2 < words.size(); ++i) {
    set.push_back(mixed(mixed(words[i] * 31 + words[i + 1]) * 31 + words[i + 2]));
  }
  std::ranges::sort(set);
  set.erase(std::unique(set.begin(), set.end()), set.end());
  return set;
}

std::size_t common(const std::vector<std::uint64_t>& left, const std::vector<std::uint64_t>& right) {
  std::size_t count = 0;
  for (auto l = left.begin(), r = right.begin(); l != left.end() && r != right.end();) {
    if (*l < *r) {
      ++l;
    } else if (*r < *l) {
      ++r;
    } else {
      ++count, ++l, ++r;
    }
  }
  return count;
}

bool similar(const std::vector<std::uint64_t>& left, const std::vector<std::uint64_t>& right, double threshold) {
  const auto both = static_cast<double>(common(left, right));
  return both >= threshold * (static_cast<double>(left.size() + right.size()) - both) - 1e-9;
}

// Prefix filter: two sets with a Jaccard similarity of at least t share an element among the first |s| − ⌈t·|s|⌉ + 1 of each, in
// any one order of all elements. Rarest first keeps the lists that are looked through short. Nothing is missed.
void join(const std::vector<std::vector<std::uint64_t>>& sets, double threshold, DisjointSets& clusters) {
  std::unordered_map<std::uint64_t, std::uint32_t> frequency;
  for (const auto& set : sets) {
    for (const std::uint64_t shingle : set) ++frequency[shingle];
  }
  std::vector<std::size_t> by_size(sets.size());
  std::iota(by_size.begin(), by_size.end(), std::size_t{0});
  std::ranges::stable_sort(by_size, {}, [&](std::size_t i) { return sets[i].size(); });
  std::unordered_map<std::uint64_t, std::vector<std::size_t>> having;
  std::vector<std::size_t> seen(sets.size(), sets.size());
  for (const std::size_t i : by_size) {
    std::vector<std::uint64_t> prefix = sets[i];
    std::ranges::sort(prefix, {}, [&](std::uint64_t shingle) { return std::pair(frequency[shingle], shingle); });
    const auto size = static_cast<double>(prefix.size());
    prefix.resize(std::min(prefix.size(), prefix.size() - static_cast<std::size_t>(std::ceil(threshold * size - 1e-9)) + 1));
    for (const std::uint64_t shingle : prefix) {
      if (frequency[shingle] < 2) continue;
      std::vector<std::size_t>& others = having[shingle];
      for (const std::size_t other : others) {
        if (seen[other] == i) continue;
        seen[other] = i;
        if (static_cast<double>(sets[other].size()) < threshold * size - 1e-9 || clusters.together(i, other)) continue;
        if (similar(sets[i], sets[other], threshold)) clusters.join(i, other);
      }
      others.push_back(i);
    }
  }
}

}  // namespace

Clusters near_duplicates(std::span<const std::string> texts, double threshold) {
  std::unordered_map<std::string, std::size_t> distinct;
  std::vector<std::size_t> distinct_of(texts.size());
  std::vector<std::vector<std::uint64_t>> sets;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const auto [at, is_new] = distinct.try_emplace(text::search_key(texts[i]), sets.size());
    distinct_of[i] = at->second;
    if (is_new) sets.push_back(shingles(at->first));
  }
  DisjointSets clusters(sets.size());
  join(sets, threshold, clusters);
  Clusters result;
  result.of.resize(texts.size());
  std::unordered_map<std::size_t, std::size_t> number;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    result.of[i] = number.try_emplace(clusters.find(distinct_of[i]), number.size()).first->second;
  }
  result.count = number.size();
  return result;
}

}  // namespace mosharekat::insight
