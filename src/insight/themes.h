// SPDX-License-Identifier: AGPL-3.0-or-later
// What texts are about: texts that speak of the same things are one theme. Words are placed by the company they keep (positive
// pointwise mutual information, reduced to a few dimensions), texts by their words, and texts are grouped by spherical k-means.
// Chosen by measurement over k-means on TF-IDF and others (docs/decisions/0006-themes.md). Seeded: same texts, same themes. Pure.
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "insight/corpus.h"

namespace mosharekat::insight {

// Where words lie, by the company they keep.
class WordSpace {
 public:
  WordSpace(const Corpus& corpus, std::span<const std::size_t> texts);
  std::size_t dimensions() const { return dimensions_; }
  // The place of a text: the sum of its words' places, of unit length. Zero when no word of it is known.
  void place(std::span<const std::uint32_t> words, std::span<float> at) const;
  bool knows(std::uint32_t term) const { return row_[term] != none; }

 private:
  static constexpr std::uint32_t none = 0xFFFFFFFF;
  std::size_t dimensions_ = 0;
  std::vector<std::uint32_t> row_;  // of each term of the corpus
  std::vector<float> weight_;       // of each row
  std::vector<float> places_;       // rows × dimensions
};

struct Themes {
  // For each of the given texts its theme, largest theme first. None for texts without a word that others use too.
  std::vector<std::optional<std::uint32_t>> of;
  std::vector<float> closeness;                   // of each text to the middle of its theme, −1 … 1
  std::vector<std::vector<std::uint32_t>> terms;  // of each theme, most characteristic first
  std::vector<std::vector<float>> middle;         // of each theme, in the space of words
  std::size_t count() const { return terms.size(); }
};

struct ThemeOptions {
  std::size_t count = 0;  // 0: chosen by how well the themes separate, between 2 and 20
  std::size_t terms_shown = 12;
};

// `texts`: which texts of the corpus, each once: the distinct ones. Linear in them; memory up to 80 MB for the words and 200
// bytes a text.
Themes find_themes(const Corpus& corpus, std::span<const std::size_t> texts, const WordSpace& space,
                   const ThemeOptions& options = {}, const Progress& progress = {});

}  // namespace mosharekat::insight
