// SPDX-License-Identifier: AGPL-3.0-or-later
#include "insight/concerns.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <unordered_map>
#include <unordered_set>

#include "base/text.h"
#include "insight/words.h"

namespace mosharekat::insight {
namespace {

constexpr std::size_t looked_at = 50, theme_texts_looked_at = 2'000;

// Each known sender once; a submission of nobody known is a person of its own.
class People {
 public:
  explicit People(std::span<const Submission> submissions) {
    std::unordered_map<std::string_view, std::uint32_t> number;
    for (std::size_t i = 0; i < submissions.size(); ++i) {
      const std::string& person = submissions[i].person;
      if (person.empty()) {
        of_.push_back(count_++);
      } else {
        const auto [at, is_new] = number.try_emplace(person, count_);
        count_ += is_new;
        of_.push_back(at->second);
      }
    }
  }
  std::size_t count() const { return count_; }
  template <class Submissions>
  std::size_t among(const Submissions& submissions) const {
    std::vector<std::uint32_t> found;
    for (const std::size_t i : submissions) found.push_back(of_[i]);
    std::ranges::sort(found);
    return static_cast<std::size_t>(std::unique(found.begin(), found.end()) - found.begin());
  }

 private:
  std::vector<std::uint32_t> of_;
  std::uint32_t count_ = 0;
};

// The member that has most of the words that its cluster uses.
std::size_t typical_of(const Corpus& corpus, const std::vector<std::size_t>& members) {
  if (members.size() < 3) return members.front();
  const std::size_t step = (members.size() + looked_at - 1) / looked_at;
  std::unordered_map<std::uint32_t, double> count;
  double seen = 0;
  for (std::size_t m = 0; m < members.size(); m += step, ++seen) {
    for (const std::uint32_t term : corpus.terms_of(members[m])) ++count[term];
  }
  std::size_t best = members.front();
  double most = -1;
  for (std::size_t m = 0; m < members.size(); m += step) {
    double score = 0;
    // Words that most use count for it, words that few use against.
    for (const std::uint32_t term : corpus.terms_of(members[m])) score += count[term] / seen - 0.5;
    if (score > most) most = score, best = members[m];
  }
  return best;
}

std::string_view without_marks(std::string_view word) {
  static constexpr std::string_view marks[] = {"،", "؛", "؟", "«", "»", "…",  ".", ",", ":",
                                               ";", "!", "?", "(", ")", "\"", "'", "[", "]"};
  for (bool again = true; again;) {
    again = false;
    for (const std::string_view mark : marks) {
      if (word.starts_with(mark)) word.remove_prefix(mark.size()), again = true;
      if (word.ends_with(mark)) word.remove_suffix(mark.size()), again = true;
    }
  }
  return word;
}

class Finder {
 public:
  Finder(std::span<const Submission> submissions, const ConcernOptions& options, const Progress& progress)
      : submissions_(submissions), options_(options), progress_(progress), texts_(submissions.size()), people_(submissions) {
    for (std::size_t i = 0; i < submissions.size(); ++i) texts_[i] = submissions[i].text;
  }

  Concerns find() {
    const Corpus corpus(texts_, progress_);
    const Clusters clusters = campaigns(corpus, progress_);
    Concerns result;
    result.cluster_of = clusters.of;
    result.people = people_.count();
    std::vector<std::size_t> distinct;
    for (std::vector<std::size_t>& members : members_of(clusters)) {
      TextCluster cluster{.members = std::move(members)};
      cluster.typical = typical_of(corpus, cluster.members);
      cluster.people = people_.among(cluster.members);
      distinct.push_back(cluster.typical);
      result.clusters.push_back(std::move(cluster));
    }
    const WordSpace space(corpus, distinct);
    const Themes themes = find_themes(corpus, distinct, space, {.count = options_.themes}, progress_);
    for (std::size_t c = 0; c < distinct.size(); ++c) {
      result.clusters[c].theme = themes.of[c];
      result.without_theme += !themes.of[c];
    }
    for (std::uint32_t t = 0; t < themes.count(); ++t) result.themes.push_back(described(corpus, space, themes, t, result));
    return result;
  }

 private:
  Theme described(const Corpus& corpus, const WordSpace& space, const Themes& themes, std::uint32_t number,
                  const Concerns& concerns) {
    Theme theme;
    std::vector<std::size_t> clusters, all;
    std::map<std::string, std::size_t> articles;
    for (std::size_t c = 0; c < concerns.clusters.size(); ++c) {
      if (concerns.clusters[c].theme != number) continue;
      clusters.push_back(c);
      for (const std::size_t i : concerns.clusters[c].members) {
        all.push_back(i);
        for (const std::string& article : submissions_[i].articles) ++articles[article];
      }
    }
    theme.texts = clusters.size();
    theme.submissions = all.size();
    theme.people = people_.among(all);
    for (const auto& [article, count] : articles) theme.articles.push_back({article, count});
    std::ranges::stable_sort(theme.articles, std::greater<>{}, &ArticleCount::submissions);
    std::ranges::stable_sort(clusters, std::greater<>{}, [&](std::size_t c) { return themes.closeness[c]; });
    if (clusters.size() > theme_texts_looked_at) clusters.resize(theme_texts_looked_at);
    theme.terms = written(corpus, themes.terms[number], clusters, concerns);
    theme.sentences = sentences(corpus, space, themes.middle[number], clusters, concerns);
    return theme;
  }

  // The form in which a word is written most often.
  std::vector<std::string> written(const Corpus& corpus, const std::vector<std::uint32_t>& terms,
                                   const std::vector<std::size_t>& clusters, const Concerns& concerns) const {
    std::unordered_map<std::uint64_t, std::map<std::string, std::size_t>> forms;
    for (const std::uint32_t term : terms) forms[corpus.stem(term)];
    std::string folded;
    for (const std::size_t c : clusters) {
      const std::string tidy = text::tidy_line(submissions_[concerns.clusters[c].typical].text);
      for (const std::string_view word : text::split(tidy, ' ')) {
        const std::string_view bare = without_marks(word);
        for (const Word& one : words_of(bare, folded)) {
          const auto at = forms.find(one.stem);
          if (at != forms.end()) ++at->second[std::string(bare)];
        }
      }
    }
    std::vector<std::string> result;
    for (const std::uint32_t term : terms) {
      const auto& found = forms[corpus.stem(term)];
      const auto best = std::ranges::max_element(found, {}, [](const auto& form) { return form.second; });
      if (best != found.end() && std::ranges::find(result, best->first) == result.end()) result.push_back(best->first);
    }
    return result;
  }

  // Sentences that lie in the middle of the theme, each from another cluster and unlike those before.
  std::vector<ThemeSentence> sentences(const Corpus& corpus, const WordSpace& space, const std::vector<float>& middle,
                                       const std::vector<std::size_t>& clusters, const Concerns& concerns) const {
    constexpr std::size_t letters_min = 30, letters_max = 300, words_min = 4;
    struct Candidate {
      float score = 0;
      std::size_t cluster = 0;
      std::string_view text{};
      std::unordered_set<std::uint64_t> stems{};
    };
    std::unordered_map<std::uint64_t, std::uint32_t> term_of;
    for (const std::size_t c : clusters) {
      for (const std::uint32_t term : corpus.terms_of(concerns.clusters[c].typical)) term_of.emplace(corpus.stem(term), term);
    }
    std::vector<Candidate> candidates;
    std::vector<float> place(space.dimensions());
    std::string folded;
    for (const std::size_t c : clusters) {
      Candidate best{.cluster = c};
      for (const std::string_view sentence : sentences_of(submissions_[concerns.clusters[c].typical].text)) {
        const std::size_t length = text::length(sentence);
        if (length < letters_min || length > letters_max) continue;
        std::vector<std::uint32_t> terms;
        std::unordered_set<std::uint64_t> stems;
        for (const Word& word : words_of(sentence, folded)) {
          stems.insert(word.stem);
          if (const auto at = term_of.find(word.stem); at != term_of.end()) terms.push_back(at->second);
        }
        if (stems.size() < words_min) continue;
        space.place(terms, place);
        float score = 0;
        for (std::size_t d = 0; d < place.size(); ++d) score += place[d] * middle[d];
        if (score > best.score) best = {score, c, sentence, std::move(stems)};
      }
      if (!best.text.empty()) candidates.push_back(std::move(best));
    }
    std::ranges::stable_sort(candidates, std::greater<>{}, &Candidate::score);
    std::vector<ThemeSentence> chosen;
    std::vector<const Candidate*> taken;
    for (const Candidate& candidate : candidates) {
      if (chosen.size() == options_.sentences) break;
      const bool said = std::ranges::any_of(taken, [&](const Candidate* other) {
        const auto both =
            std::ranges::count_if(candidate.stems, [&](std::uint64_t stem) { return other->stems.count(stem) > 0; });
        return static_cast<std::size_t>(both) * 2 > std::min(candidate.stems.size(), other->stems.size());
      });
      if (said) continue;
      taken.push_back(&candidate);
      chosen.push_back({concerns.clusters[candidate.cluster].typical, text::tidy_line(candidate.text)});
    }
    return chosen;
  }

  std::span<const Submission> submissions_;
  const ConcernOptions& options_;
  const Progress& progress_;
  std::vector<std::string_view> texts_;
  People people_;
};

}  // namespace

Concerns find_concerns(std::span<const Submission> submissions, const ConcernOptions& options, const Progress& progress) {
  return Finder(submissions, options, progress).find();
}

}  // namespace mosharekat::insight
