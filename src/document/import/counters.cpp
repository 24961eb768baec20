// SPDX-License-Identifier: AGPL-3.0-or-later
#include "document/import/counters.h"

#include <algorithm>
#include <optional>

#include "document/import/numbers.h"

namespace mosharekat::document::reading {
namespace {

bool is_first(const Reading& reading) {
  switch (reading.counting) {
    case Counting::persian_letter: return reading.value == U'ا';
    case Counting::latin_letter: return reading.value == 'a';
    default: return reading.value == 1;
  }
}

bool is_next(const Reading& last, const Reading& next) {
  if (last.counting != next.counting) return false;
  if (last.counting == Counting::persian_letter)
    return letter_follows(static_cast<char32_t>(last.value), static_cast<char32_t>(next.value));
  return next.value == last.value + 1;
}

// A count that lost a member or two is still that count.
bool is_later(const Reading& last, const Reading& next) {
  if (last.counting != next.counting) return false;
  if (last.counting == Counting::persian_letter)
    return letter_is_after(static_cast<char32_t>(last.value), static_cast<char32_t>(next.value));
  return next.value > last.value && next.value <= last.value + 3;
}

using Test = bool (*)(const Reading&, const Reading&);

std::optional<Placement> find(const std::vector<Level>& open, const Mark& counter, Test test, bool same_wrap) {
  for (std::size_t at = open.size(); at-- > 0;)
    for (const Reading& reading : counter.readings)
      if ((open[at].wrap == counter.wrap) == same_wrap && open[at].outline.size() <= 1 && test(open[at].reading, reading))
        return Placement{at, {reading, counter.wrap, counter.outline}};
  return std::nullopt;
}

// 2.1.3 stands below 2.1, beside 2.1.2.
Placement place_outline(const std::vector<Level>& open, const Mark& counter) {
  const auto& number = counter.outline;
  std::size_t keep = 0;
  for (std::size_t at = 0; at < open.size(); ++at) {
    const auto& above = open[at].outline;
    if (above.empty() || above.size() >= number.size()) continue;
    if (std::equal(above.begin(), above.end(), number.begin())) keep = at + 1;
  }
  return {std::min(keep, levels_max - 1), {counter.readings[0], counter.wrap, number}};
}

}  // namespace

bool begins(const Mark& counter) {
  if (counter.outline.size() > 1) return false;
  return std::any_of(counter.readings.begin(), counter.readings.end(), is_first);
}

std::optional<std::size_t> continues(const std::vector<Level>& open, const Mark& counter) {
  if (counter.outline.size() > 1) {
    const Placement placed = place_outline(open, counter);
    return placed.level > 0 ? std::optional(placed.level) : std::nullopt;
  }
  auto found = find(open, counter, is_next, true);
  if (!found) found = find(open, counter, is_next, false);
  return found ? std::optional(found->level) : std::nullopt;
}

std::optional<Placement> place(const std::vector<Level>& open, const Mark& counter) {
  if (counter.outline.size() > 1) return place_outline(open, counter);
  for (const bool same_wrap : {true, false})
    if (const auto found = find(open, counter, is_next, same_wrap)) return found;
  for (const Reading& reading : counter.readings)
    if (is_first(reading)) return Placement{std::min(open.size(), levels_max - 1), {reading, counter.wrap, counter.outline}};
  for (const bool same_wrap : {true, false})
    if (const auto found = find(open, counter, is_later, same_wrap)) return found;
  return std::nullopt;
}

}  // namespace mosharekat::document::reading
