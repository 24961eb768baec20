// SPDX-License-Identifier: AGPL-3.0-or-later
#include "insight/corpus.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>

#include "insight/words.h"

namespace mosharekat::insight {

void in_parallel(std::size_t count, const std::function<void(std::size_t, std::size_t)>& work) {
  constexpr std::size_t piece = 2048;
  const std::size_t threads = std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, 8);
  if (count <= piece || threads == 1) {
    work(0, count);
    return;
  }
  std::atomic<std::size_t> next{0};
  const auto run = [&] {
    for (std::size_t from = next.fetch_add(piece); from < count; from = next.fetch_add(piece)) {
      work(from, std::min(count, from + piece));
    }
  };
  std::vector<std::jthread> others;
  for (std::size_t i = 1; i < threads; ++i) others.emplace_back(run);
  run();
}

Corpus::Corpus(std::span<const std::string_view> texts, const Progress& progress) {
  // In rounds, so that the hashes of only some texts wait to be numbered.
  constexpr std::size_t round = 1 << 16;
  struct Read {
    std::vector<std::uint64_t> stems;
    std::vector<bool> number;
  };
  std::unordered_map<std::uint64_t, std::uint32_t> term;
  start_.push_back(0);
  set_start_.push_back(0);
  std::vector<Read> read;
  std::vector<std::uint32_t> set;
  for (std::size_t begin = 0; begin < texts.size(); begin += round) {
    const std::size_t count = std::min(round, texts.size() - begin);
    read.assign(count, {});
    in_parallel(count, [&](std::size_t from, std::size_t to) {
      std::string folded;
      for (std::size_t i = from; i < to; ++i) {
        for (const Word& word : words_of(texts[begin + i], folded)) {
          read[i].stems.push_back(word.stem);
          read[i].number.push_back(word.folded[0] >= '0' && word.folded[0] <= '9');
        }
      }
    });
    for (const Read& one : read) {
      set.clear();
      for (std::size_t w = 0; w < one.stems.size(); ++w) {
        const auto [at, is_new] = term.try_emplace(one.stems[w], static_cast<std::uint32_t>(stems_.size()));
        if (is_new) {
          stems_.push_back(one.stems[w]);
          frequency_.push_back(0);
          number_.push_back(one.number[w]);
        }
        words_.push_back(at->second);
        set.push_back(at->second);
      }
      std::ranges::sort(set);
      set.erase(std::unique(set.begin(), set.end()), set.end());
      for (const std::uint32_t one_term : set) ++frequency_[one_term];
      sets_.insert(sets_.end(), set.begin(), set.end());
      start_.push_back(words_.size());
      set_start_.push_back(sets_.size());
    }
    if (progress) progress("words", static_cast<double>(begin + count) / static_cast<double>(texts.size()));
  }
}

}  // namespace mosharekat::insight
