// SPDX-License-Identifier: AGPL-3.0-or-later
// The counts that grow: equal shares in exact arithmetic against one pass over its file, Schulze and the Scottish count against
// plain loops that do the same, and how each grows from a thousand ballots to a million. Milliseconds; lower is better.
// links: tally
#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <random>
#include <string>

#include "table.h"
#include "tally/budget.h"
#include "tally/count.h"

using namespace mosharekat;
using namespace mosharekat::tally;

namespace {

constexpr int rounds = 5;
std::int64_t kept = 0;  // results are added up here, so that no work can be left out

// The processor's time of this one thread: what else the machine does is not ours.
double now_ms() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

template <class Work>
double once(Work work) {
  const double start = now_ms();
  work();
  return now_ms() - start;
}

// Medians of interleaved rounds.
template <class Ours, class Reference>
std::pair<double, double> both(Ours ours, Reference reference) {
  std::vector<double> mine, other;
  for (int round = 0; round < rounds; ++round) {
    other.push_back(once(reference));
    mine.push_back(once(ours));
  }
  return {bench::median(mine), bench::median(other)};
}

// A town of 90,494 voters and 160 projects like the largest real one: few projects are known to many, ballots name one to ten.
std::string town(int voters, int projects) {
  std::mt19937 random(1405);
  std::string text = "META\nkey;value\nbudget;2987680\nvote_type;approval\nrule;equalshares\nPROJECTS\nproject_id;cost;name\n";
  for (int p = 0; p < projects; ++p) {
    text += "P" + std::to_string(100 + p) + ";" + std::to_string(5000 + random() % 400'000) + ";A project of the town, number " +
            std::to_string(p) + "\n";
  }
  text += "VOTES\nvoter_id;vote;age;sex;voting_method\n";
  for (int v = 0; v < voters; ++v) {
    text += std::to_string(100'000 + v) + ";";
    const int names = 1 + static_cast<int>(random() % 10);
    std::vector<int> named;
    while (static_cast<int>(named.size()) < names) {
      const double u = static_cast<double>(random()) / 4294967296.0;
      const int p = static_cast<int>(u * u * projects);
      if (std::find(named.begin(), named.end(), p) == named.end()) named.push_back(p);
    }
    for (std::size_t i = 0; i < named.size(); ++i) text += (i > 0 ? ",P" : "P") + std::to_string(100 + named[i]);
    text += ";" + std::to_string(16 + random() % 70) + (random() % 2 == 0 ? ";F" : ";M") +
            (random() % 4 == 0 ? ";paper\n" : ";internet\n");
  }
  return text;
}

// Voters near a point of a line of candidates, with a share of chance; ballots stop after `depth` names at most.
Profile electorate(int voters, int candidates, int depth) {
  std::mt19937 random(7);
  Profile profile;
  for (int c = 0; c < candidates; ++c) profile.names.push_back("candidate " + std::to_string(c));
  std::vector<std::pair<double, Candidate>> distance(static_cast<std::size_t>(candidates));
  profile.marks.reserve(static_cast<std::size_t>(voters) * static_cast<std::size_t>(depth));
  for (int v = 0; v < voters; ++v) {
    const double here = static_cast<double>(random() % 1'000'000) / 1e6 * candidates;
    for (int c = 0; c < candidates; ++c) {
      distance[static_cast<std::size_t>(c)] = {std::abs(here - c) + static_cast<double>(random() % 1000) / 1000 * 6,
                                               static_cast<Candidate>(c)};
    }
    const auto names = static_cast<std::ptrdiff_t>(1 + static_cast<int>(random() % static_cast<std::uint32_t>(depth)));
    std::partial_sort(distance.begin(), distance.begin() + names, distance.end());
    const std::size_t begin = profile.marks.size();
    for (std::ptrdiff_t i = 0; i < names; ++i) {
      profile.marks.push_back({distance[static_cast<std::size_t>(i)].second, static_cast<std::uint16_t>(i)});
    }
    profile.ballots.push_back({begin, profile.marks.size(), 1});
  }
  return profile;
}

void run(Method method, const Profile& profile, int seats) {
  const auto outcome = count(method, profile, {.seats = seats});
  kept += outcome->winners.front();
}

// Every pair of every ballot.
void plain_duels(const Profile& profile) {
  std::vector<std::vector<std::int64_t>> table(profile.candidates(), std::vector<std::int64_t>(profile.candidates(), 0));
  for (const Ballot& ballot : profile.ballots) {
    std::vector<int> place(profile.candidates(), 1'000'000);
    for (const Mark& mark : profile.marks_of(ballot)) place[mark.candidate] = mark.place;
    for (std::size_t a = 0; a < place.size(); ++a) {
      for (std::size_t b = 0; b < place.size(); ++b) {
        if (place[a] < place[b]) table[a][b] += ballot.count;
      }
    }
  }
  kept += table[0][1];
}

// Every paper at every stage, each with its own value.
void plain_scottish(const Profile& profile, int seats) {
  constexpr std::int64_t one = 100'000;
  const std::size_t size = profile.candidates();
  std::vector<std::int64_t> value(profile.ballots.size(), one), votes(size);
  std::vector<std::size_t> at(profile.ballots.size());
  for (std::size_t b = 0; b < at.size(); ++b) at[b] = profile.ballots[b].begin;
  std::vector<char> continuing(size, 1);
  const std::int64_t quota = (static_cast<std::int64_t>(at.size()) / (seats + 1) + 1) * one;
  std::vector<std::int64_t> surplus(size, 0);
  int elected = 0;
  const auto who = [&](std::size_t b) { return at[b] < profile.ballots[b].end ? profile.marks[at[b]].candidate : size; };
  while (elected < seats) {
    std::fill(votes.begin(), votes.end(), 0);
    for (std::size_t b = 0; b < at.size(); ++b) {
      if (who(b) < size) votes[who(b)] += value[b];
    }
    std::size_t from = size;
    for (std::size_t c = 0; c < size; ++c) {
      if (continuing[c] == 1 && votes[c] >= quota) {
        continuing[c] = 0;
        surplus[c] = votes[c] - quota;
        ++elected;
      }
      if (surplus[c] > 0 && (from == size || surplus[c] > surplus[from])) from = c;
    }
    const bool excludes = from == size;
    for (std::size_t c = 0; excludes && c < size; ++c) {
      if (continuing[c] == 1 && (from == size || votes[c] < votes[from])) from = c;
    }
    if (from == size) break;
    if (excludes) continuing[from] = 0;
    for (std::size_t b = 0; b < at.size(); ++b) {
      if (who(b) != from) continue;
      if (!excludes) value[b] = surplus[from] * value[b] / votes[from];
      while (at[b] < profile.ballots[b].end && continuing[profile.marks[at[b]].candidate] == 0) ++at[b];
    }
    surplus[from] = 0;
  }
  kept += elected;
}

bool shares() {
  const std::string text = town(90'494, 160);
  const auto read = read_pabulib(text);
  if (!read) return false;
  const auto share_by = [&](Utility utility, Completion completion) {
    const auto funding = share(*read, {.rule = Rule::equal_shares, .utility = utility, .completion = completion});
    kept += funding->spent;
  };
  bool holds = true;
  const auto pass = [&] { kept += static_cast<std::int64_t>(read_pabulib(text)->choices.size()); };
  const auto [exact, one_pass] = both([&] { share_by(Utility::cost, Completion::none); }, pass);
  holds &=
      bench::print({"equal shares, exact, 90,494 × 160 / reading its file", "ms", exact, one_pass, 50, 10, bench::Better::lower});
  const auto [cardinal, again] = both([&] { share_by(Utility::cardinality, Completion::none); }, pass);
  holds &=
      bench::print({"the same by number of projects / reading its file", "ms", cardinal, again, 50, 10, bench::Better::lower});
  // Only the bytes: how many lines and separators. What no reader can undercut.
  const auto bytes = [&] {
    kept += std::count_if(text.begin(), text.end(), [](char c) { return c == '\n' || c == ';' || c == ','; });
  };
  const auto [reading, looking] = both(pass, bytes);
  holds &= bench::print({"reading the file / looking at each byte", "ms", reading, looking, 30, 15, bench::Better::lower});
  const double add1 = once([&] { share_by(Utility::cost, Completion::add1); });
  holds &= bench::print({"equal shares with add1 / without", "ms", add1, exact, 400, 150, bench::Better::lower});
  return holds;
}

bool ballots() {
  bool holds = true;
  const Profile wide = electorate(100'000, 50, 50);
  const auto [schulze, duels] = both([&] { run(Method::schulze, wide, 1); }, [&] { plain_duels(wide); });
  holds &=
      bench::print({"Schulze, 100,000 × 50 / its duels by plain loops", "ms", schulze, duels, 0.5, 0.25, bench::Better::lower});
  std::vector<Candidate> unchanged;
  const auto [joining, looping] =
      both([&] { kept += static_cast<std::int64_t>(wide.compact(unchanged).ballots.size()); }, [&] { plain_duels(wide); });
  holds &=
      bench::print({"of which joining equal ballots / the same loops", "ms", joining, looping, 0.5, 0.25, bench::Better::lower});
  const Profile ward = electorate(100'000, 20, 8);
  const auto [scottish, papers] = both([&] { run(Method::stv_wigm, ward, 5); }, [&] { plain_scottish(ward, 5); });
  holds &=
      bench::print({"Scottish STV, 100,000 × 20, 5 seats / paper by paper", "ms", scottish, papers, 2, 1, bench::Better::lower});
  const auto [meek, unused] = both([&] { run(Method::stv_meek, ward, 5); }, [&] { run(Method::stv_wigm, ward, 5); });
  holds &= bench::print({"Meek STV / Scottish STV", "ms", meek, unused, 60, 30, bench::Better::lower});
  return holds;
}

// Ten times the ballots, at most so many times the time. The step that leaves the processor's caches costs more than the others.
bool growth() {
  bool holds = true;
  struct Row {
    const char* name;
    Method method;
  };
  for (const Row row : {Row{"Schulze", Method::schulze}, Row{"Scottish STV", Method::stv_wigm}, Row{"IRV", Method::irv}}) {
    double before = 0;
    for (const int voters : {1'000, 10'000, 100'000, 1'000'000}) {
      const Profile profile = electorate(voters, 20, 8);
      std::vector<double> times;
      for (int round = 0; round < rounds; ++round) times.push_back(once([&] { run(row.method, profile, 3); }));
      const double now = bench::median(times);
      if (before > 0) {
        const std::string name =
            std::string(row.name) + ", " + std::to_string(voters) + " ballots / " + std::to_string(voters / 10);
        holds &= bench::print({name, "ms", now, before, voters == 1'000'000 ? 50.0 : 25.0, 14, bench::Better::lower});
      }
      before = now;
    }
  }
  double before = 0;
  for (const int voters : {1'000, 10'000, 100'000, 1'000'000}) {
    const auto read = read_pabulib(town(voters, 100));
    const double now = once([&] { kept += share(*read, {.rule = Rule::equal_shares})->spent; });
    if (before > 0) {
      const std::string name = "equal shares, " + std::to_string(voters) + " voters / " + std::to_string(voters / 10);
      holds &= bench::print({name, "ms", now, before, voters == 1'000'000 ? 50.0 : 25.0, 14, bench::Better::lower});
    }
    before = now;
  }
  return holds;
}

}  // namespace

int main() {
  std::printf("name | ours | reference | ratio | floor | goal | verdict\n");
  const bool holds = shares() & ballots() & growth();
  std::fprintf(stderr, "%lld\n", static_cast<long long>(kept));
  return holds ? 0 : 1;
}
