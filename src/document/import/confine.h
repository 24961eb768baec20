// SPDX-License-Identifier: AGPL-3.0-or-later
// Takes from this process, for good, what reading a stranger's file does not need.
#pragma once

namespace mosharekat::document::reading {

inline constexpr int seconds_max = 10;
inline constexpr unsigned long memory_max = 512ul << 20;

// Limits on processor time and memory; no new file, socket, process or program. Returns false where the kernel has no seccomp:
// the limits hold, the filter does not.
bool confine();

}  // namespace mosharekat::document::reading
