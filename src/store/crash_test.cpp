// SPDX-License-Identifier: AGPL-3.0-or-later
// What is left of an SQLite database after its process ended badly. The other process is a fork of the test, made while no
// database is open and so no thread runs.
#include <atomic>
#include <cerrno>
#include <cstring>
#include <doctest/doctest.h>
#include <fstream>
#include <iostream>
#include <set>
#include <sys/mount.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

#include "base/hash.h"
#include "testing/databases.h"

using namespace mosharekat;
using namespace mosharekat::store;

namespace {
std::atomic<bool> disk_refuses_to_sync = false;
}

// SQLite's calls come here, so that a disk that does not confirm can be played.
extern "C" int fdatasync(int file) {
  if (disk_refuses_to_sync) return errno = EIO, -1;
  return static_cast<int>(syscall(SYS_fdatasync, file));
}
extern "C" int fsync(int file) {
  if (disk_refuses_to_sync) return errno = EIO, -1;
  return static_cast<int>(syscall(SYS_fsync, file));
}

namespace {

std::unique_ptr<Database> open(const std::filesystem::path& directory) {
  return Database::open({.directory = directory.string(), .readers = 1});
}

// A forked process that runs `body`, and the lines that it said.
class Child {
 public:
  explicit Child(const std::function<void(int out)>& body) {
    int ends[2];
    REQUIRE(::pipe(ends) == 0);
    std::cout.flush();  // what waits in the buffer would be said by both
    process_ = ::fork();
    REQUIRE(process_ >= 0);
    if (process_ == 0) {
      ::close(ends[0]);
      try {
        body(ends[1]);
      } catch (const std::exception& trouble) {
        dprintf(ends[1], "%s\n", trouble.what());
      }
      ::_exit(0);
    }
    ::close(ends[1]);
    out_ = ends[0];
  }
  ~Child() {
    if (process_ > 0) kill();
    ::close(out_);
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  // Blocks until the child said something or ended; false when it ended.
  bool read_some() {
    char bytes[65536];
    const ssize_t count = ::read(out_, bytes, sizeof bytes);
    if (count <= 0) return false;
    said_.append(bytes, static_cast<std::size_t>(count));
    return true;
  }
  // Whole lines only: a line that was cut by the kill was not said.
  std::vector<std::string> lines() {
    while (read_some()) {
    }
    std::vector<std::string> found;
    for (std::size_t at = 0, end; (end = said_.find('\n', at)) != std::string::npos; at = end + 1)
      found.push_back(said_.substr(at, end - at));
    return found;
  }
  void kill() {
    ::kill(process_, SIGKILL);
    wait();
  }
  int wait() {
    int status = 0;
    ::waitpid(process_, &status, 0);
    process_ = -1;
    return status;
  }

 private:
  pid_t process_ = -1;
  int out_ = -1;
  std::string said_;
};

void create(Database& database) {
  // No UNIQUE: what is written twice shall be seen.
  database.write_unlogged([](Transaction& tx) { tx.execute("CREATE TABLE trial (id TEXT, bytes BYTEA)"); });
}

void insert(Database& database, const std::string& id, std::size_t size) {
  database.write_unlogged(
      [&](Transaction& tx) { tx.execute("INSERT INTO trial (id, bytes) VALUES ($1, $2)", {id, Blob{std::string(size, 'x')}}); });
}

// Writes from eight threads and says the identifier of what was acknowledged, until it is killed.
void write_and_tell(const std::filesystem::path& directory, int out) {
  const auto database = open(directory);
  std::vector<std::thread> writers;
  for (int number = 0; number < 8; ++number) {
    writers.emplace_back([&] {
      for (;;) {
        const std::string line = new_id(Clock().now()) + "\n";
        insert(*database, line.substr(0, line.size() - 1), hash::random_below(3000));
        if (::write(out, line.data(), line.size()) < 0) return;
      }
    });
  }
  for (auto& writer : writers) writer.join();
}

std::vector<std::string> identifiers(Database& database) {
  return database.read(
      [](Transaction& tx) { return tx.all<std::string>("SELECT id FROM trial", {}, [](Row& row) { return row.text(); }); });
}

std::string integrity(Database& database) {
  return database.read([](Transaction& tx) { return tx.query("PRAGMA integrity_check").first().text(); });
}

}  // namespace

TEST_CASE("killed a hundred times: nothing acknowledged is lost, nothing is there twice") {
  const testing::TemporaryDirectory directory;
  create(*open(directory.path()));
  std::set<std::string> acknowledged;
  for (int round = 0; round < 100; ++round) {
    CAPTURE(round);
    {
      Child child([&](int out) { write_and_tell(directory.path(), out); });
      child.read_some();
      std::this_thread::sleep_for(std::chrono::microseconds(hash::random_below(20'000)));
      child.kill();
      for (std::string& id : child.lines()) REQUIRE(acknowledged.insert(id).second);
    }
    const auto database = open(directory.path());
    const auto found = identifiers(*database);
    const std::set<std::string> different(found.begin(), found.end());
    REQUIRE(different.size() == found.size());
    REQUIRE(std::includes(different.begin(), different.end(), acknowledged.begin(), acknowledged.end()));
    if (round % 10 == 9) REQUIRE(integrity(*database) == "ok");
  }
  MESSAGE("100 kills, ", acknowledged.size(), " writes acknowledged");
  CHECK(acknowledged.size() > 100);
}

TEST_CASE("two processes do not write to one directory") {
  const testing::TemporaryDirectory directory;
  const auto second = [&] { return Child([&](int out) { open(directory.path()), dprintf(out, "opened\n"); }).lines(); };
  {
    const auto first = open(directory.path());
    // This process has a thread now; the child uses none of its locks.
    const auto said = second();
    REQUIRE(said.size() == 1);
    CHECK(said[0].find("is in use: another mosharekat writes to it") != std::string::npos);
    CHECK_THROWS_AS(open(directory.path()), Failure);
  }
  CHECK(second() == std::vector<std::string>{"opened"});
}

TEST_CASE("a disk that does not confirm a write ends the process, and nothing is acknowledged on top of it") {
  const testing::TemporaryDirectory directory;
  create(*open(directory.path()));
  Child child([&](int out) {
    const auto database = open(directory.path());
    insert(*database, "confirmed", 10);
    dprintf(out, "confirmed\n");
    disk_refuses_to_sync = true;
    insert(*database, "unconfirmed", 10);
    dprintf(out, "unconfirmed\n");
  });
  CHECK(child.lines() == std::vector<std::string>{"confirmed"});
  const int status = child.wait();
  CHECK(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 74);
  const auto database = open(directory.path());
  CHECK(integrity(*database) == "ok");
  CHECK(identifiers(*database).at(0) == "confirmed");
}

TEST_CASE("on a full disk every command that was not kept is told so, and writing goes on when there is room") {
  const testing::TemporaryDirectory directory;
  if (::mount("tmpfs", directory.path().c_str(), "tmpfs", 0, "size=4m") != 0) {
    MESSAGE("skipped: a small file system cannot be mounted here (", std::strerror(errno), ")");
    return;
  }
  struct Unmount {
    std::string path;
    ~Unmount() { ::umount2(path.c_str(), MNT_DETACH); }
  } const unmount{directory.path().string()};
  const auto ballast = directory.path() / "ballast";
  std::ofstream(ballast) << std::string(1'500'000, 'x');

  std::mutex mutex;
  std::set<std::string> acknowledged;
  std::atomic<int> failures = 0;
  {
    const auto database = open(directory.path());
    create(*database);
    std::vector<std::thread> writers;
    for (int number = 0; number < 16; ++number) {
      writers.emplace_back([&] {
        for (int turn = 0; turn < 60; ++turn) {
          const std::string id = new_id(Clock().now());
          try {
            insert(*database, id, 6000);
            const std::lock_guard lock(mutex);
            acknowledged.insert(id);
          } catch (const Failure&) {
            ++failures;
          }
        }
      });
    }
    for (auto& writer : writers) writer.join();
    CHECK(failures > 0);
    CHECK(acknowledged.size() > 0);
    const auto found = identifiers(*database);
    CHECK(std::set<std::string>(found.begin(), found.end()) == acknowledged);

    std::filesystem::remove(ballast);
    insert(*database, "afterwards", 10);
    acknowledged.insert("afterwards");
  }
  const auto database = open(directory.path());
  const auto found = identifiers(*database);
  CHECK(std::set<std::string>(found.begin(), found.end()) == acknowledged);
  CHECK(found.size() == acknowledged.size());
  CHECK(integrity(*database) == "ok");
}
