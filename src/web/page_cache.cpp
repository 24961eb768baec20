// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/page_cache.h"

namespace mosharekat::web {

namespace {
constexpr std::chrono::seconds fresh_whatever_happened{1};
constexpr std::size_t entry_bytes_extra = 512;  // the map's node, the list's node, the allocator's share
}  // namespace

PageCache::PageCache(std::size_t bytes_max, std::function<std::uint64_t()> version)
    : shard_bytes_max_(bytes_max / shards_.size()), version_(std::move(version)) {}

PageCache::Shard& PageCache::shard(std::string_view target) {
  return shards_[std::hash<std::string_view>{}(target) % shards_.size()];
}

PageCache::Found PageCache::find(std::string_view target, Reader reader, Time now) {
  Shard& shard = this->shard(target);
  const std::lock_guard lock(shard.mutex);
  const auto place = shard.by_target.find(target);
  if (place == shard.by_target.end()) return {};
  Entry& entry = *place->second;
  if (reader.has_cookie && !entry.page->is_static()) return {};
  const auto age = now - entry.began;
  if (age < entry.shared_for && (age < fresh_whatever_happened || version_() == entry.version)) {
    entry.read = true;
    return {entry.page};
  }
  if (!reader.may_make) return {};
  if (entry.being_made) return {.page = nullptr, .being_made = true};
  entry.being_made = true;
  return {.page = nullptr, .being_made = false, .make = true};
}

bool PageCache::wait(std::string_view target, Waiter waiter) {
  Shard& shard = this->shard(target);
  const std::lock_guard lock(shard.mutex);
  const auto place = shard.by_target.find(target);
  if (place == shard.by_target.end() || !place->second->being_made) return false;
  place->second->waiters.push_back(std::move(waiter));
  return true;
}

void PageCache::put(std::string_view target, Page page, Milliseconds shared_for, std::uint64_t rendered_from, Time began) {
  std::vector<Waiter> waiters;
  {
    Shard& shard = this->shard(target);
    const std::lock_guard lock(shard.mutex);
    auto place = shard.by_target.find(target);
    if (place == shard.by_target.end()) {
      shard.entries.push_back({.target = std::string(target), .page = nullptr});
      const auto added = std::prev(shard.entries.end());
      place = shard.by_target.emplace(added->target, added).first;
    }
    Entry& entry = *place->second;
    waiters.swap(entry.waiters);
    entry.being_made = false;
    shard.bytes -= entry.bytes;
    entry.bytes = page->bytes() + 2 * target.size() + entry_bytes_extra;
    shard.bytes += entry.bytes;
    entry.page = page;
    entry.began = began;
    entry.shared_for = shared_for;
    entry.version = rendered_from;
    make_room(shard);
  }
  for (const Waiter& waiter : waiters) waiter(page);
}

void PageCache::give_up(std::string_view target) {
  std::vector<Waiter> waiters;
  {
    Shard& shard = this->shard(target);
    const std::lock_guard lock(shard.mutex);
    const auto place = shard.by_target.find(target);
    if (place == shard.by_target.end()) return;
    waiters.swap(place->second->waiters);
    shard.bytes -= place->second->bytes;
    const auto entry = place->second;
    shard.by_target.erase(place);
    shard.entries.erase(entry);
  }
  for (const Waiter& waiter : waiters) waiter(nullptr);
}

void PageCache::abandon_waiters() {
  for (Shard& shard : shards_) {
    const std::lock_guard lock(shard.mutex);
    for (Entry& entry : shard.entries) entry.waiters.clear();
  }
}

// One round at most: an entry that was read since the last look, or that somebody waits for, gets another turn.
void PageCache::make_room(Shard& shard) const {
  for (std::size_t turns = shard.entries.size() * 2; shard.bytes > shard_bytes_max_ && turns > 0; --turns) {
    const auto oldest = shard.entries.begin();
    if (oldest->read || oldest->being_made) {
      oldest->read = false;
      shard.entries.splice(shard.entries.end(), shard.entries, oldest);
      continue;
    }
    shard.bytes -= oldest->bytes;
    shard.by_target.erase(oldest->target);
    shard.entries.erase(oldest);
  }
}

}  // namespace mosharekat::web
