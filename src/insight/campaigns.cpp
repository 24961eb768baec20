// SPDX-License-Identifier: AGPL-3.0-or-later
#include "insight/campaigns.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <unordered_map>

#include "insight/cohesion.h"
#include "insight/disjoint_sets.h"

namespace mosharekat::insight {
namespace {

constexpr std::size_t bands = 32, rows = 3, hashes = bands * rows;

using Signature = std::array<std::uint32_t, hashes>;

// The least value of each of many hash functions over the set: two sets agree in one with the probability of their similarity.
__attribute__((target_clones("avx2", "default"))) void sign(const std::uint32_t* terms, std::size_t count, Signature& least) {
  least.fill(~0U);
  for (std::size_t i = 0; i < count; ++i) {
    for (std::uint32_t h = 0; h < hashes; ++h) {
      // Odd multipliers, one per function; the finisher mixes the bits that survive.
      std::uint32_t value = (terms[i] + 0x9e3779b9U * (h + 1)) * (2 * h * 0x632be5abU + 1);
      value ^= value >> 15;
      value *= 0x2c1b3c6dU;
      value ^= value >> 12;
      value *= 0x297a2d39U;
      value ^= value >> 15;
      least[h] = std::min(least[h], value);
    }
  }
}

template <class T>
std::size_t common(std::span<const T> left, std::span<const T> right) {
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

// What two texts must have in common. Between a thousand and a hundred thousand texts it rises: the more texts there are, the
// more chance neighbours, and with them chains from one campaign to another.
struct Needed {
  double words = 0.5, pairs = 0.15;
  explicit Needed(std::size_t texts) {
    const double part = std::clamp(std::log10(static_cast<double>(texts + 1) / 1'000) / 2, 0.0, 1.0);
    words += 0.1 * part;
    pairs += 0.05 * part;
  }
  // The fewer words, the more each of them means.
  double share(std::size_t smaller) const { return smaller < 5 ? 1 : smaller < 8 ? 0.75 : smaller < 12 ? 0.6 : words; }
};

// Words that stand side by side, as sorted hashes: comments on one subject share words, copies share phrases.
std::vector<std::uint64_t> pairs_of(std::span<const std::uint32_t> words) {
  std::vector<std::uint64_t> pairs;
  for (std::size_t i = 0; i + 1 < words.size(); ++i) pairs.push_back(std::uint64_t{words[i]} << 32 | words[i + 1]);
  std::ranges::sort(pairs);
  pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
  return pairs;
}

bool alike(const Corpus& corpus, const Needed& needed, std::size_t one, std::size_t other) {
  const auto left = corpus.terms_of(one), right = corpus.terms_of(other);
  const std::size_t smaller = std::min(left.size(), right.size()), larger = std::max(left.size(), right.size());
  const double least = needed.share(smaller);
  if (static_cast<double>(smaller) < least * static_cast<double>(larger)) return false;
  const std::size_t both = common<std::uint32_t>(left, right);
  if (static_cast<double>(both) < least * static_cast<double>(left.size() + right.size() - both) - 1e-9) return false;
  const std::vector<std::uint64_t> left_pairs = pairs_of(corpus.words(one)), right_pairs = pairs_of(corpus.words(other));
  const std::size_t both_pairs = common<std::uint64_t>(left_pairs, right_pairs);
  return static_cast<double>(both_pairs) >=
         needed.pairs * static_cast<double>(left_pairs.size() + right_pairs.size() - both_pairs);
}

class Finder {
 public:
  Finder(const Corpus& corpus, const Progress& progress)
      : corpus_(corpus), progress_(progress), needed_(corpus.size()), sets_(corpus.size()) {}

  Clusters find() {
    join_equal();
    join_similar();
    gather_round_cores();
    const std::vector<std::size_t> part = parts();
    Clusters result;
    result.of.resize(corpus_.size());
    std::unordered_map<std::size_t, std::size_t> number;
    for (std::size_t i = 0; i < result.of.size(); ++i) {
      result.of[i] = number.try_emplace(part[stands_for_[i]], number.size()).first->second;
    }
    result.count = number.size();
    return result;
  }

 private:
  // The same words in the same order are one text; one of them stands for all.
  void join_equal() {
    std::unordered_map<std::uint64_t, std::vector<std::size_t>> seen;
    for (std::size_t i = 0; i < corpus_.size(); ++i) {
      std::uint64_t key = 0;
      const auto words = corpus_.words(i);
      for (const std::uint32_t word : words) key = (key ^ word) * 0x9e3779b97f4a7c15ULL + 1, key ^= key >> 29;
      std::vector<std::size_t>& same = seen[key];
      const auto first = std::ranges::find_if(same, [&](std::size_t j) { return std::ranges::equal(corpus_.words(j), words); });
      if (first == same.end()) {
        same.push_back(i);
        stands_for_.push_back(static_cast<std::uint32_t>(distinct_.size()));
        distinct_.push_back(i);
      } else {
        stands_for_.push_back(stands_for_[*first]);
        sets_.join(*first, i);
      }
    }
  }

  void join_similar() {
    std::vector<std::array<std::uint64_t, bands>> keys(distinct_.size());
    in_parallel(distinct_.size(), [&](std::size_t from, std::size_t to) {
      Signature least;
      for (std::size_t i = from; i < to; ++i) {
        const auto terms = corpus_.terms_of(distinct_[i]);
        sign(terms.data(), terms.size(), least);
        for (std::size_t band = 0; band < bands; ++band) {
          std::uint64_t key = band;
          for (std::size_t r = 0; r < rows; ++r) key = (key ^ least[band * rows + r]) * 0x9e3779b97f4a7c15ULL, key ^= key >> 31;
          keys[i][band] = key;
        }
      }
    });
    std::vector<std::pair<std::uint64_t, std::uint32_t>> bucket(distinct_.size());
    for (std::size_t band = 0; band < bands; ++band) {
      for (std::size_t i = 0; i < distinct_.size(); ++i) bucket[i] = {keys[i][band], static_cast<std::uint32_t>(i)};
      std::ranges::sort(bucket);
      for (std::size_t begin = 0, end = 0; begin < bucket.size(); begin = end) {
        while (end < bucket.size() && bucket[end].first == bucket[begin].first) ++end;
        if (end - begin > 1) join_bucket(std::span(bucket).subspan(begin, end - begin));
      }
      if (progress_) progress_("similar texts", static_cast<double>(band + 1) / bands);
    }
  }

  // Each text is compared with the last few clusters met in the bucket, by the text that was met last of each: near linear also
  // where thousands share a bucket.
  void join_bucket(std::span<const std::pair<std::uint64_t, std::uint32_t>> bucket) {
    constexpr std::size_t remembered = 12;
    std::vector<std::size_t> met;
    for (const auto& [key, number] : bucket) {
      const std::size_t text = distinct_[number];
      if (corpus_.terms_of(text).empty()) continue;
      bool known = false;
      for (std::size_t& other : met) {
        if (!sets_.together(text, other)) {
          if (!alike(corpus_, needed_, text, other)) continue;
          sets_.join(text, other);
        }
        other = text;
        known = true;
        break;
      }
      if (known) continue;
      if (met.size() == remembered) met.erase(met.begin());
      met.push_back(text);
    }
  }

  struct Core {
    std::size_t text = 0;              // a member
    std::vector<std::uint32_t> terms;  // that half of the members have
    std::vector<std::uint64_t> pairs;  // side by side in a fifth of the members
  };

  std::vector<Core> cores() {
    constexpr std::size_t members_min = 3, looked_at = 200, terms_min = 6;
    std::unordered_map<std::size_t, std::vector<std::size_t>> members;
    for (const std::size_t i : distinct_) members[sets_.find(i)].push_back(i);
    std::vector<Core> result;
    for (const std::size_t i : distinct_) {
      const auto at = members.find(sets_.find(i));
      if (at == members.end() || at->second.size() < members_min) continue;
      const std::vector<std::size_t> all = std::move(at->second);
      members.erase(at);
      const std::size_t step = (all.size() + looked_at - 1) / looked_at;
      std::unordered_map<std::uint32_t, std::size_t> count;
      std::unordered_map<std::uint64_t, std::size_t> count_pairs;
      std::size_t seen = 0;
      for (std::size_t m = 0; m < all.size(); m += step, ++seen) {
        for (const std::uint32_t term : corpus_.terms_of(all[m])) ++count[term];
        for (const std::uint64_t pair : pairs_of(corpus_.words(all[m]))) ++count_pairs[pair];
      }
      Core core{i, {}, {}};
      for (const auto& [term, times] : count) {
        if (times * 2 >= seen) core.terms.push_back(term);
      }
      for (const auto& [pair, times] : count_pairs) {
        if (times * 5 >= seen) core.pairs.push_back(pair);
      }
      std::ranges::sort(core.terms);
      std::ranges::sort(core.pairs);
      if (core.terms.size() >= terms_min) result.push_back(std::move(core));
    }
    return result;
  }

  bool shares_phrases(const Core& core, std::size_t text) const {
    const std::vector<std::uint64_t> pairs = pairs_of(corpus_.words(text));
    return static_cast<double>(common<std::uint64_t>(core.pairs, pairs)) >= 0.25 * static_cast<double>(core.pairs.size());
  }

  // A text that has most of a core's words, and little else, is of that cluster; so are clusters whose cores are alike.
  void gather_round_cores() {
    constexpr double of_core = 0.6, of_text = 0.45;
    const std::vector<Core> all = cores();
    std::vector<std::vector<std::uint32_t>> having(corpus_.terms());
    for (std::uint32_t c = 0; c < all.size(); ++c) {
      for (const std::uint32_t term : all[c].terms) having[term].push_back(c);
    }
    std::vector<std::uint32_t> nearest(distinct_.size(), ~0U);
    in_parallel(distinct_.size(), [&](std::size_t from, std::size_t to) {
      std::vector<std::uint32_t> shared(all.size()), touched;
      for (std::size_t i = from; i < to; ++i) {
        const auto terms = corpus_.terms_of(distinct_[i]);
        for (const std::uint32_t term : terms) {
          for (const std::uint32_t c : having[term]) {
            if (shared[c]++ == 0) touched.push_back(c);
          }
        }
        double best = 0;
        for (const std::uint32_t c : touched) {
          const double both = shared[c];
          const auto core = static_cast<double>(all[c].terms.size()), text = static_cast<double>(terms.size());
          shared[c] = 0;
          if (both < of_core * core || both < of_text * text) continue;
          const double likeness = both / (core + text - both);
          if (likeness < best || !shares_phrases(all[c], distinct_[i])) continue;
          if (likeness > best || (likeness == best && c < nearest[i])) best = likeness, nearest[i] = c;
        }
        touched.clear();
      }
    });
    for (std::size_t i = 0; i < distinct_.size(); ++i) {
      if (nearest[i] != ~0U) sets_.join(distinct_[i], all[nearest[i]].text);
    }
    for (std::uint32_t c = 0; c < all.size(); ++c) {
      std::unordered_map<std::uint32_t, std::size_t> shared;
      for (const std::uint32_t term : all[c].terms) {
        for (const std::uint32_t other : having[term]) {
          if (other < c) ++shared[other];
        }
      }
      for (const auto& [other, both] : shared) {
        if (static_cast<double>(both) >= 0.7 * static_cast<double>(all[c].terms.size() + all[other].terms.size() - both)) {
          sets_.join(all[c].text, all[other].text);
        }
      }
    }
    if (progress_) progress_("campaigns", 1);
  }

  using Pairs = std::vector<std::uint64_t>;

  static float likeness(const Pairs& left, const Pairs& right) {
    const std::size_t both = common<std::uint64_t>(left, right), either = left.size() + right.size() - both;
    return either == 0 ? 1 : static_cast<float>(both) / static_cast<float>(either);
  }

  // Chains of likeness may have led from one campaign to another on the same subject. Of each cluster the parts that belong
  // together by their phrases; the number of the part of each distinct text.
  std::vector<std::size_t> parts() {
    std::unordered_map<std::size_t, std::vector<std::uint32_t>> members;
    for (std::uint32_t d = 0; d < distinct_.size(); ++d) members[sets_.find(distinct_[d])].push_back(d);
    std::vector<std::size_t> part(distinct_.size());
    std::size_t count = 0;
    for (std::uint32_t d = 0; d < distinct_.size(); ++d) {
      std::vector<std::uint32_t>& all = members[sets_.find(distinct_[d])];
      if (all.size() < 3) {
        for (const std::uint32_t one : all) part[one] = count;
        count += !all.empty();
        all.clear();
      }
      while (!all.empty()) all = split(all, part, count);
    }
    return part;
  }

  // Gives the members of a sample, and those that are like one of its parts, their number; returns the others.
  std::vector<std::uint32_t> split(const std::vector<std::uint32_t>& all, std::vector<std::size_t>& part, std::size_t& count) {
    constexpr std::size_t sample_max = 240, asked_of_part = 8, part_min = 3;
    const std::size_t step = (all.size() + sample_max - 1) / sample_max;
    std::vector<std::uint32_t> sample, others;
    for (std::size_t m = 0; m < all.size(); ++m) (m % step == 0 ? sample : others).push_back(all[m]);
    const std::size_t n = sample.size();
    std::vector<Pairs> phrases;
    for (const std::uint32_t d : sample) phrases.push_back(pairs_of(corpus_.words(distinct_[d])));
    std::vector<float> alike(n * n, 1);
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t j = 0; j < i; ++j) alike[i * n + j] = alike[j * n + i] = likeness(phrases[i], phrases[j]);
    }
    const std::vector<std::size_t> of = belonging_together(std::move(alike), n, needed_.pairs);
    const std::size_t found = *std::ranges::max_element(of) + 1;
    for (std::size_t i = 0; i < n; ++i) part[sample[i]] = count + of[i];
    const std::size_t first = count;
    count += found;
    if (found == 1) {
      for (const std::uint32_t d : others) part[d] = first;
      return {};
    }
    std::vector<std::vector<std::size_t>> shown(found);
    for (std::size_t i = 0; i < n; ++i) {
      if (shown[of[i]].size() < asked_of_part) shown[of[i]].push_back(i);
    }
    std::vector<float> needed(found, 2);
    for (std::size_t k = 0; k < found; ++k) {
      if (shown[k].size() < part_min) continue;
      double inside = 0, pairs = 0;
      for (const std::size_t i : shown[k]) {
        for (const std::size_t j : shown[k]) {
          if (j < i) inside += static_cast<double>(likeness(phrases[i], phrases[j])), ++pairs;
        }
      }
      needed[k] = static_cast<float>(std::max(needed_.pairs, 0.55 * inside / pairs));
    }
    std::vector<std::size_t> nearest(others.size(), found);
    in_parallel(others.size(), [&](std::size_t from, std::size_t to) {
      for (std::size_t m = from; m < to; ++m) {
        const Pairs own = pairs_of(corpus_.words(distinct_[others[m]]));
        float best = 0;
        for (std::size_t k = 0; k < found; ++k) {
          if (needed[k] > 1) continue;
          float mean = 0;
          for (const std::size_t i : shown[k]) mean += likeness(own, phrases[i]);
          mean /= static_cast<float>(shown[k].size());
          if (mean >= needed[k] && mean > best) best = mean, nearest[m] = k;
        }
      }
    });
    std::vector<std::uint32_t> left;
    for (std::size_t m = 0; m < others.size(); ++m) {
      if (nearest[m] < found) {
        part[others[m]] = first + nearest[m];
      } else {
        left.push_back(others[m]);
      }
    }
    return left;
  }

  const Corpus& corpus_;
  const Progress& progress_;
  Needed needed_;
  DisjointSets sets_;
  std::vector<std::size_t> distinct_;      // one text for all that are equal
  std::vector<std::uint32_t> stands_for_;  // of each text, its number in distinct_
};

}  // namespace

Clusters campaigns(const Corpus& corpus, const Progress& progress) { return Finder(corpus, progress).find(); }

std::vector<std::vector<std::size_t>> members_of(const Clusters& clusters) {
  std::vector<std::vector<std::size_t>> members(clusters.count);
  for (std::size_t i = 0; i < clusters.of.size(); ++i) members[clusters.of[i]].push_back(i);
  return members;
}

}  // namespace mosharekat::insight
