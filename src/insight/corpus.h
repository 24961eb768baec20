// SPDX-License-Identifier: AGPL-3.0-or-later
// Many texts as numbers: the words that count of each, in order, and as a set. Shared by campaigns.h and themes.h. About eight
// bytes a word; a million comments of 25 words take 200 MB. Built on all cores, the same whatever their number.
#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string_view>
#include <vector>

namespace mosharekat::insight {

using Progress = std::function<void(std::string_view step, double part)>;  // part: 0 … 1

class Corpus {
 public:
  explicit Corpus(std::span<const std::string_view> texts, const Progress& progress = {});

  std::size_t size() const { return start_.size() - 1; }
  std::size_t terms() const { return stems_.size(); }
  std::span<const std::uint32_t> words(std::size_t text) const {
    return {words_.data() + start_[text], words_.data() + start_[text + 1]};
  }
  // The different terms of a text, ascending.
  std::span<const std::uint32_t> terms_of(std::size_t text) const {
    return {sets_.data() + set_start_[text], sets_.data() + set_start_[text + 1]};
  }
  std::uint64_t stem(std::size_t term) const { return stems_[term]; }  // its hash, as words_of gives it
  std::uint32_t document_frequency(std::size_t term) const { return frequency_[term]; }
  bool is_number(std::size_t term) const { return number_[term]; }

 private:
  std::vector<std::size_t> start_, set_start_;
  std::vector<std::uint32_t> words_, sets_, frequency_;
  std::vector<std::uint64_t> stems_;  // by term, in order of first appearance
  std::vector<bool> number_;
};

// Runs work(from, to) over 0 … count in parallel pieces.
void in_parallel(std::size_t count, const std::function<void(std::size_t from, std::size_t to)>& work);

}  // namespace mosharekat::insight
