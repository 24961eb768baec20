// SPDX-License-Identifier: AGPL-3.0-or-later
// Campaigns: many people send one text in their own spelling, with words exchanged, left out or put around it. near_duplicates()
// finds texts that are the same but for a few words; this finds those that were made from one another. Deduplicate for analysis,
// never for exclusion: every member of a cluster is counted and answered. Same texts in the same order, same answer.
#pragma once
#include "insight/corpus.h"
#include "insight/duplicates.h"

namespace mosharekat::insight {

// Candidates by MinHash over the words that count, each verified: two texts are together when they share at least half of their
// different words (all of them, or nearly all, for short texts) and some of their word pairs. Then every cluster's core, the
// words that half of its members have, gathers texts that strayed too far from each other but not from it. n·log n in time; 300
// bytes a text in memory beside the corpus.
Clusters campaigns(const Corpus& corpus, const Progress& progress = {});

// The texts of each cluster, in order.
std::vector<std::vector<std::size_t>> members_of(const Clusters& clusters);

}  // namespace mosharekat::insight
