// SPDX-License-Identifier: AGPL-3.0-or-later
// Time as the program sees it: UTC, in milliseconds. Nothing below web/ and cli/ asks a clock; the time is an argument.
#pragma once
#include <atomic>
#include <chrono>
#include <cstdint>

namespace mosharekat {

using Milliseconds = std::chrono::milliseconds;
using Instant = std::chrono::sys_time<Milliseconds>;

inline std::int64_t milliseconds(Instant at) { return at.time_since_epoch().count(); }
inline Instant instant(std::int64_t milliseconds_utc) { return Instant{Milliseconds{milliseconds_utc}}; }

// The wall clock, moved by an offset that tests and demonstrations set (`serve --clock-offset`). Thread-safe.
class Clock {
 public:
  Instant now() const {
    return std::chrono::time_point_cast<Milliseconds>(std::chrono::system_clock::now()) + Milliseconds{offset_.load()};
  }
  void move_by(Milliseconds offset) { offset_ += offset.count(); }
  bool moved() const { return offset_ != 0; }

 private:
  std::atomic<std::int64_t> offset_{0};
};

}  // namespace mosharekat
