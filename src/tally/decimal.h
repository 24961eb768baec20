// SPDX-License-Identifier: AGPL-3.0-or-later
// Amounts of money and points as files write them, without ever rounding.
#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

namespace mosharekat::tally {

inline constexpr int fraction_digits_max = 6;
inline constexpr std::int64_t amount_max = 1'000'000'000'000'000;  // 10^15 of the smallest fraction

// digits / 10^places
struct Decimal {
  std::int64_t digits = 0;
  int places = 0;
};

// 1200, 1200.50, 1200,50, −3, 1 200 000, 1,200,000.50, 1.2e6. Nothing for what is no number, or could be two: 1,200 is twelve
// hundred to some and one and a fifth to others.
std::optional<Decimal> decimal_of(std::string_view text);
bool is_ambiguous(std::string_view text);

std::int64_t power_of_ten(int exponent);

}  // namespace mosharekat::tally
