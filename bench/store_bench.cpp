// SPDX-License-Identifier: AGPL-3.0-or-later
// The same command written by 64 threads against one thread, and its slowest hundredth against one flush of the disk (SQLite).
// links: store
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <functional>
#include <thread>
#include <unistd.h>

#include "base/clock.h"
#include "base/hash.h"
#include "base/id.h"
#include "store/store.h"
#include "table.h"

using namespace mosharekat;
using Steady = std::chrono::steady_clock;

namespace {

constexpr int rounds = 7;
constexpr std::chrono::milliseconds phase{1000};

double ms_since(Steady::time_point start) { return std::chrono::duration<double, std::milli>(Steady::now() - start).count(); }

struct Measured {
  double per_second = 0;
  double p99 = 0;  // ms
};

// `threads` clients, each waiting for its answer before it asks again.
Measured closed_loop(int threads, const std::function<void(std::uint64_t turn)>& act) {
  std::vector<std::vector<double>> times(static_cast<std::size_t>(threads));
  std::vector<std::thread> clients;
  const auto start = Steady::now();
  for (auto& mine : times) {
    clients.emplace_back([&] {
      for (std::uint64_t turn = 0; Steady::now() - start < phase; ++turn) {
        const auto asked = Steady::now();
        act(turn);
        mine.push_back(ms_since(asked));
      }
    });
  }
  for (auto& client : clients) client.join();
  const double seconds = ms_since(start) / 1000;
  std::vector<double> all;
  for (const auto& mine : times) all.insert(all.end(), mine.begin(), mine.end());
  return {static_cast<double>(all.size()) / seconds, bench::percentile(all, 0.99)};
}

// Four kilobytes written over in a file that is there already, and flushed.
class Flush {
 public:
  explicit Flush(const std::filesystem::path& path) : file_(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {
    for (int page = 0; page < pages; ++page) write(page);
    ::fsync(file_);
  }
  ~Flush() { ::close(file_); }
  Flush(const Flush&) = delete;
  Flush& operator=(const Flush&) = delete;
  void operator()(std::uint64_t turn) {
    write(static_cast<int>(turn % pages));
    ::fdatasync(file_);
  }

 private:
  static constexpr int pages = 4096;
  void write(int page) {
    if (::pwrite(file_, page_.data(), page_.size(), page * static_cast<off_t>(page_.size())) < 0) std::abort();
  }
  int file_;
  std::string page_ = std::string(4096, 'x');
};

}  // namespace

int main(int argc, char** argv) {
  const std::filesystem::path parent = argc > 1 ? argv[1] : std::filesystem::temp_directory_path();
  const auto directory = parent / ("mosharekat-bench-" + new_id(Clock().now()));
  std::filesystem::create_directories(directory);
  std::vector<double> alone, together, flush_p99, together_p99;
  {
    const auto database = store::Database::open({.directory = directory.string(), .readers = 1});
    database->write_unlogged([](store::Transaction& tx) {
      tx.execute("CREATE TABLE ballot (poll BIGINT, voter TEXT, choice BYTEA NOT NULL, PRIMARY KEY (poll, voter))");
    });
    std::atomic<std::uint64_t> voters = 0;
    const std::string choice = hash::random_bytes(32);
    const auto vote = [&](std::uint64_t) {
      const std::uint64_t poll = hash::random_below(1000);
      const std::string voter = std::to_string(++voters);
      database->write_unlogged([&](store::Transaction& tx) {
        tx.execute("INSERT INTO ballot VALUES ($1, $2, $3)", {poll, voter, store::Blob{choice}});
      });
    };
    Flush flush(directory / "flush");
    for (int round = 0; round < rounds; ++round) {
      flush_p99.push_back(closed_loop(1, [&](std::uint64_t turn) { flush(turn); }).p99);
      alone.push_back(closed_loop(1, vote).per_second);
      const Measured many = closed_loop(64, vote);
      together.push_back(many.per_second);
      together_p99.push_back(many.p99);
    }
    const auto kept = database->read([](store::Transaction& tx) { return tx.count("SELECT count(*) FROM ballot"); });
    if (static_cast<std::uint64_t>(kept) != voters) {
      std::fprintf(stderr, "store_bench: %llu acknowledged, %lld there\n", static_cast<unsigned long long>(voters.load()),
                   static_cast<long long>(kept));
      return 1;
    }
  }
  std::filesystem::remove_all(directory);

  const bool throughput = bench::print({.name = "command, 64 writers / alone",
                                        .unit = "/s",
                                        .ours = bench::median(together),
                                        .reference = bench::median(alone),
                                        .floor = 4,
                                        .goal = 6.5});
  const bool latency = bench::print({.name = "command p99, 64 writers / one fdatasync p99",
                                     .unit = "ms",
                                     .ours = bench::median(together_p99),
                                     .reference = bench::median(flush_p99),
                                     .floor = 40,
                                     .goal = 20,
                                     .better = bench::Better::lower});
  return throughput && latency ? 0 : 1;
}
