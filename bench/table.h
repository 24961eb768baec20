// SPDX-License-Identifier: AGPL-3.0-or-later
// What every program of bench/ prints: one row per figure,
//   name | ours | reference | ratio | floor | goal | verdict
// Ours and the reference are medians of interleaved rounds on this machine, now; nothing is compared with a figure of another
// day.
#pragma once
#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

namespace mosharekat::bench {

inline double percentile(std::vector<double> values, double share) {
  if (values.empty()) return 0;
  const auto at = std::min(values.size() - 1, static_cast<std::size_t>(share * static_cast<double>(values.size())));
  std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(at), values.end());
  return values[at];
}
inline double median(const std::vector<double>& values) { return percentile(values, 0.5); }

enum class Better { higher, lower };

struct Line {
  std::string name;
  std::string unit;
  double ours = 0, reference = 0;
  double floor = 0, goal = 0;  // of ours / reference
  Better better = Better::higher;
};

// True when the floor is held.
inline bool print(const Line& line) {
  const double ratio = line.reference > 0 ? line.ours / line.reference : 0;
  const auto holds = [&](double bound) { return line.better == Better::higher ? ratio >= bound : ratio <= bound; };
  const char* verdict = holds(line.goal) ? "goal" : holds(line.floor) ? "floor" : "BELOW FLOOR";
  std::printf("%s | %.4g %s | %.4g %s | %.2f | %g | %g | %s\n", line.name.c_str(), line.ours, line.unit.c_str(), line.reference,
              line.unit.c_str(), ratio, line.floor, line.goal, verdict);
  std::fflush(stdout);
  return holds(line.floor);
}

}  // namespace mosharekat::bench
