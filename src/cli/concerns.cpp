// SPDX-License-Identifier: AGPL-3.0-or-later
#include "insight/concerns.h"

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <unistd.h>

#include "base/locale.h"
#include "base/text.h"
#include "cli/verbs.h"

namespace mosharekat::cli {
namespace {

namespace json = boost::json;
using namespace insight;

struct Options {
  std::string path;
  bool as_json = false;
  ConcernOptions concerns;
};

json::value id_of(const std::vector<Submission>& submissions, std::size_t i) {
  return submissions[i].id.empty() ? json::value(i + 1) : json::value(submissions[i].id);
}

json::object theme_json(const Theme& theme, std::size_t number, const std::vector<Submission>& submissions) {
  json::array sentences, articles;
  for (const ThemeSentence& sentence : theme.sentences) {
    sentences.push_back(json::object{{"submission", id_of(submissions, sentence.submission)}, {"text", sentence.text}});
  }
  for (const ArticleCount& one : theme.articles) {
    articles.push_back(json::object{{"article", one.article}, {"submissions", one.submissions}});
  }
  return {{"id", number},
          {"terms", json::value_from(theme.terms)},
          {"sentences", std::move(sentences)},
          {"texts", theme.texts},
          {"submissions", theme.submissions},
          {"people", theme.people},
          {"articles", std::move(articles)}};
}

json::object to_json(const Concerns& concerns, const std::vector<Submission>& submissions) {
  json::array themes, clusters;
  for (std::size_t t = 0; t < concerns.themes.size(); ++t) themes.push_back(theme_json(concerns.themes[t], t, submissions));
  for (std::size_t c = 0; c < concerns.clusters.size(); ++c) {
    const TextCluster& cluster = concerns.clusters[c];
    if (cluster.members.size() < 2) continue;
    json::array members;
    for (const std::size_t i : cluster.members) members.push_back(id_of(submissions, i));
    clusters.push_back(json::object{{"id", c},
                                    {"submissions", cluster.members.size()},
                                    {"people", cluster.people},
                                    {"text", text::tidy(submissions[cluster.typical].text)},
                                    {"theme", cluster.theme ? json::value(*cluster.theme) : json::value(nullptr)},
                                    {"members", std::move(members)}});
  }
  return {{"submissions", submissions.size()},
          {"people", concerns.people},
          {"distinct", concerns.clusters.size()},
          {"without_theme", concerns.without_theme},
          {"themes", std::move(themes)},
          {"clusters", std::move(clusters)},
          {"cluster_of", json::value_from(concerns.cluster_of)}};
}

void print(const Concerns& concerns, const std::vector<Submission>& submissions) {
  std::printf("%zu submissions, %zu distinct texts, %zu people, %zu themes\n", submissions.size(), concerns.clusters.size(),
              concerns.people, concerns.themes.size());
  for (const Theme& theme : concerns.themes) {
    std::printf("\n%zu texts, %zu submissions, %zu people:", theme.texts, theme.submissions, theme.people);
    for (const std::string& term : theme.terms) std::printf(" %s", term.c_str());
    std::printf("\n");
    for (const ThemeSentence& sentence : theme.sentences) std::printf("  %s\n", sentence.text.c_str());
    if (!theme.articles.empty()) std::printf("  articles:");
    for (std::size_t a = 0; a < std::min<std::size_t>(theme.articles.size(), 10); ++a) {
      std::printf(" %s (%zu)", theme.articles[a].article.c_str(), theme.articles[a].submissions);
    }
    if (!theme.articles.empty()) std::printf("\n");
  }
  std::vector<const TextCluster*> largest;
  for (const TextCluster& cluster : concerns.clusters) {
    if (cluster.members.size() > 1) largest.push_back(&cluster);
  }
  std::ranges::stable_sort(largest, std::greater<>{}, [](const TextCluster* cluster) { return cluster->members.size(); });
  if (!largest.empty()) std::printf("\nSent by many\n");
  for (std::size_t i = 0; i < std::min<std::size_t>(largest.size(), 10); ++i) {
    const std::string text = text::shorten(text::tidy_line(submissions[largest[i]->typical].text), 120);
    std::printf("  %zu times: %s\n", largest[i]->members.size(), text.c_str());
  }
}

// On a terminal only: one line that is written over.
Progress shown_progress() {
  if (isatty(STDERR_FILENO) == 0) return {};
  return [](std::string_view step, double part) {
    std::fprintf(stderr, "\r%-20.*s %3d%%%s", static_cast<int>(step.size()), step.data(), static_cast<int>(part * 100),
                 part >= 1 ? "\n" : "");
  };
}

// In one piece of the right size: such files are large, and a string that grows takes twice its length.
std::string content_of(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::error_code unknown;
  const auto size = std::filesystem::file_size(path, unknown);
  if (unknown) return {std::istreambuf_iterator<char>(in), {}};
  std::string content(size, '\0');
  in.read(content.data(), static_cast<std::streamsize>(size));
  content.resize(static_cast<std::size_t>(in.gcount()));
  return content;
}

int run(const Options& options) {
  const Progress progress = shown_progress();
  Result<std::vector<Submission>> submissions = [&] { return read_submissions(content_of(options.path), progress); }();
  if (!submissions) {
    std::fprintf(stderr, "mosharekat: %s: %s\n", options.path.c_str(),
                 locale::sentence(Language::en, submissions.error()).c_str());
    return 2;
  }
  const Concerns concerns = find_concerns(*submissions, options.concerns, progress);
  if (options.as_json) {
    std::printf("%s\n", json::serialize(to_json(concerns, *submissions)).c_str());
  } else {
    print(concerns, *submissions);
  }
  return 0;
}

}  // namespace

void add_concerns(CLI::App& app, int& exit_code) {
  auto* verb = app.add_subcommand("concerns", "Find campaigns and key concerns among comments (JSON lines or CSV)");
  auto options = std::make_shared<Options>();
  verb->add_option("FILE", options->path, "one comment per line or row, with a text")->required()->check(CLI::ExistingFile);
  verb->add_flag("--json", options->as_json, "print JSON");
  verb->add_option("--themes", options->concerns.themes, "how many themes (default: as many as separate best)")
      ->check(CLI::Range(1, 100));
  verb->add_option("--sentences", options->concerns.sentences, "representative sentences of each theme (4)")
      ->check(CLI::Range(0, 50));
  verb->callback([options, &exit_code] { exit_code = run(*options); });
}

}  // namespace mosharekat::cli
