// SPDX-License-Identifier: AGPL-3.0-or-later
// Opinion groups, campaigns, themes and disclosure control: how they grow, and against plain ways of doing the same. Milliseconds
// of processor time, of all threads; lower is better. Beside scikit-learn: bench/insight_bench.py,
// which calls this program as
//   insight_bench votes PEOPLE STATEMENTS DENSITY     a matrix as a file of votes, on standard output
//   insight_bench map FILE                            milliseconds of one map from that matrix, cold and warm, and its numbers
//   insight_bench campaign COUNT UNIQUE SEED          comments of a campaign as JSON lines, UNIQUE (0 … 1) of them people's own
//   insight_bench comments COUNT SENTENCES SEED       comments with their subjects, a line each (subject, tab, text)
//   insight_bench unseen COUNT SENTENCES LANGUAGE     the same in words that the methods were not tuned on, fa or en
//   insight_bench themes FILE COUNT                   the theme of each line of such a file
// links: insight
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <fstream>
#include <iterator>
#include <map>
#include <numeric>
#include <random>
#include <set>
#include <sstream>
#include <string>
#include <tuple>
#include <vector>

#include "insight/concerns.h"
#include "insight/duplicates.h"
#include "insight/groups.h"
#include "insight/participation.h"
#include "insight/testing/agreement.h"
#include "insight/testing/comments.h"
#include "insight/testing/country.h"
#include "insight/testing/unseen.h"
#include "table.h"

using namespace mosharekat;
using namespace mosharekat::insight;

namespace {

constexpr int rounds = 5;

// Processor time of all threads: a busy machine changes it little.
double now_ms() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return 1e3 * static_cast<double>(now.tv_sec) + 1e-6 * static_cast<double>(now.tv_nsec);
}

template <class Work>
double once(Work work) {
  const double start = now_ms();
  work();
  return now_ms() - start;
}

template <class Work>
double median_of(Work work) {
  std::vector<double> times;
  for (int round = 0; round < rounds; ++round) times.push_back(once(work));
  return bench::median(times);
}

// Camps of voters with their own view of each statement, held with some noise.
Opinions matrix(std::size_t people, std::size_t statements, double density, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  std::vector<std::vector<int>> stance(4, std::vector<int>(statements));
  for (auto& camp : stance) {
    for (int& one : camp) one = static_cast<int>(random() % 3) - 1;
  }
  Ballots ballots;
  std::bernoulli_distribution votes(density), strays(0.2);
  for (std::size_t p = 0; p < people; ++p) {
    const std::size_t camp = std::array<std::size_t, 7>{0, 0, 0, 1, 1, 2, 3}[random() % 7];
    for (std::size_t s = 0; s < statements; ++s) {
      if (!votes(random)) continue;
      const int value = strays(random) ? static_cast<int>(random() % 3) - 1 : stance[camp][s];
      ballots.vote(std::to_string(p), std::to_string(s), static_cast<std::int8_t>(value), static_cast<std::int64_t>(p));
    }
  }
  return ballots.opinions();
}

int print_votes(std::size_t people, std::size_t statements, double density) {
  const Opinions opinions = matrix(people, statements, density, 1);
  std::printf("timestamp,comment-id,voter-id,vote\n");
  for (const Vote& vote : opinions.votes) {
    std::printf("%u,%s,%s,%d\n", vote.participant, opinions.statements[vote.statement].c_str(),
                opinions.participants[vote.participant].c_str(), vote.value);
  }
  return 0;
}

std::string content(const char* path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

int time_map(const char* path) {
  const auto read = read_opinions({{"votes.csv", content(path)}});
  if (!read) return 2;
  Opinions later = *read;
  // A batch of votes is changed: what a live map recomputes.
  for (std::size_t i = 0; i < 200 && i < later.votes.size(); ++i) {
    later.votes[i * (later.votes.size() / 200)].value = static_cast<std::int8_t>(i % 3) - 1;
  }
  Map map;
  std::vector<double> cold, warm, best;
  for (int round = 0; round < rounds; ++round) {
    cold.push_back(once([&] { map = opinion_groups(*read, nullptr, Start::arrival); }));
    best.push_back(once([&] { map = opinion_groups(*read, nullptr, Start::best); }));
    warm.push_back(once([&] { static_cast<void>(opinion_groups(later, &map, Start::best)); }));
  }
  std::printf("{\"cold\":%.3f,\"warm\":%.3f,\"best\":%.3f,\"k\":%zu,\"silhouette\":%.4f,\"loading\":[", bench::median(cold),
              bench::median(warm), bench::median(best), map.groups.size(), map.silhouette[map.groups.size() - 1]);
  for (std::size_t axis = 0; axis < 2; ++axis) {
    std::printf(axis == 0 ? "[" : ",[");
    for (std::size_t s = 0; s < map.statements.size(); ++s) std::printf(s == 0 ? "%.6g" : ",%.6g", map.loading[axis][s]);
    std::printf("]");
  }
  std::printf("],\"group_of\":[");
  for (std::size_t i = 0; i < map.group_of.size(); ++i) {
    std::printf(i == 0 ? "%d" : ",%d", map.group_of[i] ? static_cast<int>(*map.group_of[i]) : -1);
  }
  std::printf("]}\n");
  return 0;
}

int print_themes(const char* path, std::size_t count) {
  std::istringstream lines(content(path));
  std::vector<std::string> texts;
  for (std::string line; std::getline(lines, line);) texts.push_back(line.substr(line.find('\t') + 1));
  const std::vector<std::string_view> views(texts.begin(), texts.end());
  const Corpus corpus(views);
  std::vector<std::size_t> all(texts.size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  const Themes themes = find_themes(corpus, all, WordSpace(corpus, all), {.count = count});
  for (const auto& theme : themes.of) std::printf("%d\n", theme ? static_cast<int>(*theme) : -1);
  return 0;
}

int print_comments(std::size_t count, std::size_t sentences, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t subject = random() % insight::testing::subjects().size();
    const std::string text =
        insight::testing::paraphrased(insight::testing::composed(subject, sentences, 0.15, random), 0.05, random);
    std::printf("%zu\t%s\n", subject, text.c_str());
  }
  return 0;
}

int print_campaign(std::size_t count, double unique, std::uint64_t seed) {
  std::size_t number = 0;
  for (const auto& comment : insight::testing::campaign(count, seed, 0.1, 30, unique)) {
    ++number;
    std::printf("{\"id\":%zu,\"person\":\"p%zu\",\"article\":\"%zu\",\"source\":%zu,\"text\":\"%s\"}\n", number, number / 2,
                comment.subject + 1, comment.source, comment.text.c_str());
  }
  return 0;
}

int print_unseen(std::size_t count, std::size_t sentences, bool persian) {
  namespace unseen = insight::testing::unseen;
  const auto& topics = persian ? unseen::persian() : unseen::english();
  std::mt19937_64 random(1);
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t subject = random() % topics.size();
    const auto text = unseen::passed_on(unseen::written(topics[subject], persian, sentences, random),
                                        topics[random() % topics.size()], persian, 0.1, random);
    std::printf("%zu\t%s\n", subject, text.c_str());
  }
  return 0;
}

// All pairs, by the definition of near_duplicates().
std::size_t all_pairs(const std::vector<std::string>& texts) {
  std::vector<std::set<std::string>> grams;
  for (const std::string& text : texts) {
    std::istringstream words(text);
    std::vector<std::string> word{std::istream_iterator<std::string>(words), {}};
    std::set<std::string> found;
    for (std::size_t i = 0; i + 2 < word.size(); ++i) found.insert(word[i] + ' ' + word[i + 1] + ' ' + word[i + 2]);
    grams.push_back(std::move(found));
  }
  std::size_t similar = 0;
  for (std::size_t i = 0; i < grams.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      std::size_t both = 0;
      for (const std::string& gram : grams[i]) both += grams[j].count(gram);
      similar += static_cast<double>(both) >= 0.8 * static_cast<double>(grams[i].size() + grams[j].size() - both);
    }
  }
  return similar;
}

bool growth() {
  bool held = true;
  double before = 0;
  for (const std::size_t count : {1'000, 10'000, 100'000, 1'000'000}) {
    if (count > 100'000 && std::getenv("MOSHAREKAT_DEEP") == nullptr) break;
    const auto comments = insight::testing::campaign(count, 1, 0.1);
    std::vector<Submission> submissions;
    for (const auto& comment : comments) submissions.push_back({comment.text, {}, {}, {}});
    Concerns concerns;
    const double time = once([&] { concerns = find_concerns(submissions); });
    std::vector<std::size_t> truth;
    for (const auto& comment : comments) truth.push_back(comment.source);
    const auto pairs = insight::testing::pairs(concerns.cluster_of, truth);
    const std::string size = std::to_string(count) + " comments";
    held &= bench::print({"campaigns of " + size + ": precision", "", pairs.both / pairs.left, 1, 0.98, 0.99});
    held &= bench::print({"campaigns of " + size + ": recall", "", pairs.both / pairs.right, 1, 0.95, 0.99});
    // Ten times the comments should take about ten times as long.
    if (before > 0)
      held &= bench::print({"concerns of " + size + " by a tenth of them", "ms", time, before, 16, 11, bench::Better::lower});
    before = time;
  }
  for (const std::size_t people : {1'000, 10'000, 100'000}) {
    const Opinions opinions = matrix(people, 100, 0.3, 3);
    const double time = median_of([&] { static_cast<void>(opinion_groups(opinions)); });
    static double tenth = 0;
    if (tenth > 0) {
      held &= bench::print(
          {"map of " + std::to_string(people) + " people by a tenth of them", "ms", time, tenth, 16, 11, bench::Better::lower});
    }
    tenth = time;
  }
  return held;
}

bool against_plain_ways() {
  const auto comments = insight::testing::campaign(2'000, 1, 0.05);
  std::vector<std::string> texts;
  for (const auto& comment : comments) texts.push_back(comment.text);
  const double ours = median_of([&] { static_cast<void>(near_duplicates(texts)); });
  const double pairs = once([&] { static_cast<void>(all_pairs(texts)); });
  bool held =
      bench::print({"near duplicates of 2000 texts by comparing all pairs", "ms", ours, pairs, 0.1, 0.02, bench::Better::lower});
  // Disclosure control must not be what a report waits for: beside reading the people once.
  std::mt19937_64 random(5);
  const auto people = insight::testing::people(insight::testing::frame(), 50'000, random);
  const double tables = median_of([&] { static_cast<void>(participation(people, insight::testing::frame(), 1405)); });
  const double counting = median_of([&] {
    std::map<std::tuple<std::string, std::string, std::string>, int> count;
    for (const Participant& person : people) ++count[{person.gender, person.province, person.channel}];
  });
  held &= bench::print(
      {"protected tables of 50000 people by counting them once", "ms", tables, counting, 50, 10, bench::Better::lower});
  return held;
}

}  // namespace

int main(int argc, char** argv) {
  const auto is = [&](const char* word, int arguments) { return argc == arguments + 2 && std::strcmp(argv[1], word) == 0; };
  if (is("votes", 3)) return print_votes(std::stoul(argv[2]), std::stoul(argv[3]), std::stod(argv[4]));
  if (is("map", 1)) return time_map(argv[2]);
  if (is("comments", 3)) return print_comments(std::stoul(argv[2]), std::stoul(argv[3]), std::stoul(argv[4]));
  if (is("campaign", 3)) return print_campaign(std::stoul(argv[2]), std::stod(argv[3]), std::stoul(argv[4]));
  if (is("unseen", 3)) return print_unseen(std::stoul(argv[2]), std::stoul(argv[3]), std::strcmp(argv[4], "fa") == 0);
  if (is("themes", 2)) return print_themes(argv[2], std::stoul(argv[3]));
  std::printf("name | ours | reference | ratio | floor | goal | verdict\n");
  const bool held = against_plain_ways() & growth();
  return held ? 0 : 1;
}
