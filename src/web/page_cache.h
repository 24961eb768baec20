// SPDX-License-Identifier: AGPL-3.0-or-later
// Answers that many readers may share (Response::shared_for), by target. A page is good for its time while the database version
// is the one it was rendered from, and for one second whatever happened. Bounded in bytes; what was not read since the last
// look goes first. Thread-safe: sharded, each shard behind its own mutex.
//
// When a known page has gone stale, one reader renders it again and the others wait for it, so that a page everybody reads costs
// one rendering a second at most.
#pragma once
#include <array>
#include <chrono>
#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/clock.h"
#include "web/answer.h"

namespace mosharekat::web {

class PageCache {
 public:
  using Time = std::chrono::steady_clock::time_point;
  using Page = std::shared_ptr<const Answer>;
  // Called with the page, or with nothing when the answer turned out not to be for sharing: then each renders its own.
  using Waiter = std::function<void(Page)>;

  PageCache(std::size_t bytes_max, std::function<std::uint64_t()> version);

  struct Found {
    Page page;                // good now, or none
    bool being_made = false;  // a rendering that this reader may wait for is under way
    bool make = false;        // this reader is the one who renders it for those that wait: must end in put() or give_up()
  };
  struct Reader {
    bool has_cookie = false;  // is given static bytes only: a page could greet somebody else
    bool may_make = true;
  };
  Found find(std::string_view target, Reader reader, Time now);
  // False when the rendering ended meanwhile: look again.
  bool wait(std::string_view target, Waiter waiter);

  std::uint64_t version() const { return version_(); }
  // `rendered_from` was read before the rendering began, at `began`.
  void put(std::string_view target, Page page, Milliseconds shared_for, std::uint64_t rendered_from, Time began);
  // The rendering gave nothing to share.
  void give_up(std::string_view target);
  // Forgets all who wait, without calling them: nobody renders any more.
  void abandon_waiters();

 private:
  struct Entry {
    std::string target;
    Page page;
    Time began{};
    Milliseconds shared_for{};
    std::uint64_t version = 0;
    std::size_t bytes = 0;
    bool read = false;
    bool being_made = false;
    std::vector<Waiter> waiters{};
  };
  struct Shard {
    std::mutex mutex;
    std::list<Entry> entries;                                                    // oldest first
    std::unordered_map<std::string_view, std::list<Entry>::iterator> by_target;  // views into entries
    std::size_t bytes = 0;
  };
  Shard& shard(std::string_view target);
  void make_room(Shard& shard) const;

  std::array<Shard, 16> shards_;
  const std::size_t shard_bytes_max_;
  const std::function<std::uint64_t()> version_;
};

}  // namespace mosharekat::web
