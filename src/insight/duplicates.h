// SPDX-License-Identifier: AGPL-3.0-or-later
// Near-duplicate texts: campaigns send one text many times with small changes. Deduplicate for analysis, never for exclusion:
// every member of a cluster is counted and answered.
#pragma once
#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace mosharekat::insight {

struct Clusters {
  std::vector<std::size_t> of;  // for each text the index of its cluster, 0 … count-1, in order of first appearance
  std::size_t count = 0;        // distinct texts: "N submissions, M distinct texts"
};

// Texts whose folded word 3-grams have a Jaccard similarity of at least `threshold` fall into one cluster (transitively); texts
// that are equal after folding always do. Same texts in the same order, same answer. Near linear in the number of texts.
Clusters near_duplicates(std::span<const std::string> texts, double threshold = 0.8);

}  // namespace mosharekat::insight
