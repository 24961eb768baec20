// SPDX-License-Identifier: AGPL-3.0-or-later
#include "insight/groups.h"

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <charconv>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/locale.h"
#include "cli/verbs.h"

namespace mosharekat::cli {
namespace {

namespace json = boost::json;
using namespace insight;

struct Options {
  std::string path;
  bool as_json = false;
  Agree agree = Agree::settled;
  Start start = Start::settled;
};

std::vector<File> files_of(const std::filesystem::path& path) {
  std::vector<std::filesystem::path> paths;
  if (std::filesystem::is_directory(path)) {
    for (const auto& entry : std::filesystem::directory_iterator(path)) {
      const std::string name = entry.path().filename().string();
      const bool wanted = name.ends_with("votes.csv") || name.ends_with("votes.json") || name.ends_with("comments.csv") ||
                          name.ends_with("comments.json");
      if (entry.is_regular_file() && wanted) paths.push_back(entry.path());
    }
    std::ranges::sort(paths);
  } else {
    paths.push_back(path);
  }
  std::vector<File> files;
  for (const auto& one : paths) {
    std::ifstream in(one, std::ios::binary);
    std::ostringstream content;
    content << in.rdbuf();
    if (!in) throw std::runtime_error("cannot read " + one.string());
    files.push_back({one.filename().string(), content.str()});
  }
  return files;
}

// Identifiers that are numbers are written as numbers, as in the files they come from.
json::value id(const std::string& text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool plain = error == std::errc{} && end == text.data() + text.size() && std::to_string(number) == text;
  return plain ? json::value(number) : json::value(text);
}

json::object described(const Stand& stand, const Opinions& opinions) {
  json::object result{{"statement", id(opinions.statements[stand.statement])},
                      {"side", stand.side == Side::agree ? "agree" : "disagree"},
                      {"with", stand.with},
                      {"voted", stand.voted},
                      {"share", stand.share},
                      {"share_test", stand.share_test}};
  if (!opinions.texts[stand.statement].empty()) result["text"] = opinions.texts[stand.statement];
  return result;
}

json::object group_json(const Map& map, std::size_t number, const Opinions& opinions) {
  const Group& group = map.groups[number];
  json::array participants, representative;
  for (const std::uint32_t i : group.participants) participants.push_back(id(map.participants[i]));
  for (const Stand& stand : group.representative) {
    json::object one = described(stand, opinions);
    one["ratio"] = stand.ratio;
    one["ratio_test"] = stand.ratio_test;
    one["best_agreed"] = stand.best_agreed;
    representative.push_back(std::move(one));
  }
  return {{"id", number},
          {"size", group.participants.size()},
          {"center", {group.center.x, group.center.y}},
          {"participants", std::move(participants)},
          {"representative", std::move(representative)}};
}

json::object to_json(const Map& map, const Opinions& opinions) {
  json::array groups, consensus, points, agreed, rejected, priorities, statements, axes;
  for (std::size_t g = 0; g < map.groups.size(); ++g) groups.push_back(group_json(map, g, opinions));
  std::vector<std::size_t> order(map.standing.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, std::greater<>{}, [&](std::size_t s) { return map.standing[s].consensus; });
  for (const std::size_t s : order) {
    if (opinions.left_out[s]) continue;
    consensus.push_back(json::object{{"statement", id(map.statements[s])}, {"value", map.standing[s].consensus}});
  }
  for (std::size_t s = 0; s < map.standing.size(); ++s) {
    statements.push_back(id(map.statements[s]));
    priorities.push_back(map.standing[s].priority);
  }
  for (std::size_t i = 0; i < map.points.size(); ++i) {
    const auto& group = map.group_of[i];
    points.push_back(json::object{{"participant", id(map.participants[i])},
                                  {"x", map.points.x[i]},
                                  {"y", map.points.y[i]},
                                  {"group", group ? json::value(*group) : json::value(nullptr)}});
  }
  for (const Stand& stand : map.agreed) agreed.push_back(described(stand, opinions));
  for (const Stand& stand : map.rejected) rejected.push_back(described(stand, opinions));
  for (const auto& axis : map.loading) axes.push_back(json::value_from(axis));
  json::object silhouette;
  for (std::size_t k = 1; k < map.silhouette.size(); ++k) {
    if (map.silhouette[k] != 0) silhouette[std::to_string(k + 1)] = map.silhouette[k];
  }
  return {{"k", map.groups.size()},
          {"groups", std::move(groups)},
          {"consensus", std::move(consensus)},
          {"majority", {{"agree", std::move(agreed)}, {"disagree", std::move(rejected)}}},
          {"points", std::move(points)},
          {"statements", std::move(statements)},
          {"priorities", std::move(priorities)},
          {"components", std::move(axes)},
          {"center", json::value_from(map.mean)},
          {"silhouette", std::move(silhouette)}};
}

void print(const Map& map, const Opinions& opinions) {
  const auto line = [&](const Stand& stand) {
    const std::string& text = opinions.texts[stand.statement];
    std::printf("  %s %lld of %lld: %s%s%s\n", stand.side == Side::agree ? "agree   " : "disagree",
                static_cast<long long>(stand.with), static_cast<long long>(stand.voted), map.statements[stand.statement].c_str(),
                text.empty() ? "" : " ", text.c_str());
  };
  std::printf("%zu participants, %zu statements, %zu votes, %zu groups\n", map.participants.size(), map.statements.size(),
              opinions.votes.size(), map.groups.size());
  for (std::size_t g = 0; g < map.groups.size(); ++g) {
    std::printf("\nGroup %c, %zu participants\n", static_cast<char>('A' + g), map.groups[g].participants.size());
    for (const Stand& stand : map.groups[g].representative) line(stand);
  }
  std::printf("\nMost people\n");
  for (const Stand& stand : map.agreed) line(stand);
  for (const Stand& stand : map.rejected) line(stand);
}

int run(const Options& options) {
  const Result<Opinions> opinions = read_opinions(files_of(options.path), options.agree);
  if (!opinions) {
    std::fprintf(stderr, "mosharekat: %s\n", locale::sentence(Language::en, opinions.error()).c_str());
    return 2;
  }
  const Map map = opinion_groups(*opinions, nullptr, options.start);
  if (options.as_json) {
    std::printf("%s\n", json::serialize(to_json(map, *opinions)).c_str());
  } else {
    print(map, *opinions);
  }
  return 0;
}

}  // namespace

void add_groups(CLI::App& app, int& exit_code) {
  auto* verb = app.add_subcommand("groups", "Find opinion groups among the votes on statements (Polis exports)");
  auto options = std::make_shared<Options>();
  verb->add_option("FILE-or-FOLDER", options->path, "votes.csv, participants-votes.csv, votes.json, or the folder of an export")
      ->required()
      ->check(CLI::ExistingPath);
  verb->add_flag("--json", options->as_json, "print JSON");
  verb->add_option("--agree", options->agree, "which vote means \"agrees\" where the files do not settle it: 1 or -1")
      ->transform(CLI::Transformer(std::map<std::string, Agree>{{"1", Agree::plus_one}, {"-1", Agree::minus_one}}));
  verb->add_option("--start", options->start, "where k-means begins: arrival or best (default: arrival where votes have times)")
      ->transform(CLI::CheckedTransformer(std::map<std::string, Start>{{"arrival", Start::arrival}, {"best", Start::best}}));
  verb->callback([options, &exit_code] { exit_code = run(*options); });
}

}  // namespace mosharekat::cli
