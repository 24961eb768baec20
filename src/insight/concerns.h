// SPDX-License-Identifier: AGPL-3.0-or-later
// The key concerns of a call: submissions that were made from one another are one text (campaigns.h), and distinct texts that
// speak of the same things are one theme (themes.h). Nobody is dropped: each number is told in texts, in submissions and in
// people. Same submissions, same concerns. docs/concerns.md. Pure.
//
//   const Concerns concerns = find_concerns(submissions);
//   "N submissions, M distinct texts": submissions.size(), concerns.clusters.size()
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "insight/campaigns.h"
#include "insight/submissions.h"
#include "insight/themes.h"

namespace mosharekat::insight {

struct TextCluster {
  std::vector<std::size_t> members;  // submissions, in order
  std::size_t typical = 0;           // the submission that has most in common with the others
  std::size_t people = 0;            // known senders; submissions without one count singly
  std::optional<std::uint32_t> theme{};
};

struct ThemeSentence {
  std::size_t submission = 0;
  std::string text;
};

struct ArticleCount {
  std::string article;
  std::size_t submissions = 0;
};

struct Theme {
  std::vector<std::string> terms;        // as people write them, most characteristic first
  std::vector<ThemeSentence> sentences;  // of different clusters
  std::size_t texts = 0;                 // distinct ones
  std::size_t submissions = 0;
  std::size_t people = 0;
  std::vector<ArticleCount> articles;  // most often first
};

struct Concerns {
  std::vector<std::size_t> cluster_of;  // per submission
  std::vector<TextCluster> clusters;    // in order of first appearance
  std::vector<Theme> themes;            // most texts first
  std::size_t people = 0;
  std::size_t without_theme = 0;  // distinct texts that share no word with others
};

struct ConcernOptions {
  std::size_t themes = 0;  // 0: as many as separate best
  std::size_t sentences = 4;
};

Concerns find_concerns(std::span<const Submission> submissions, const ConcernOptions& options = {},
                       const Progress& progress = {});

}  // namespace mosharekat::insight
