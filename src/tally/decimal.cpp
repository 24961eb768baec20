// SPDX-License-Identifier: AGPL-3.0-or-later
#include "tally/decimal.h"

#include <algorithm>
#include <charconv>
#include <string>

#include "tally/lines.h"

namespace mosharekat::tally {
namespace {

constexpr char group_mark = '\x1F';

bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }

// Blanks and apostrophes between groups of three become one sign, whatever their bytes.
std::string with_plain_marks(std::string_view text) {
  std::string plain;
  for (std::size_t at = 0; at < text.size();) {
    bool mark = false;
    for (const std::string_view each : {" ", "'", "\u00A0", "\u202F", "\u2009", "\u2019", "\u066C"}) {
      if (!text.substr(at).starts_with(each)) continue;
      plain += group_mark;
      at += each.size();
      mark = true;
      break;
    }
    if (!mark) plain += text[at++];
  }
  return plain;
}

// Takes `mark` out of "1,200,000"; false when it does not stand between groups of three digits.
bool take_out(std::string& whole, char mark) {
  std::size_t group = 0;
  bool first = true;
  for (std::size_t at = whole.size(); at-- > 0;) {
    if (is_digit(whole[at])) {
      ++group;
    } else if (whole[at] != mark || group != 3) {
      return false;
    } else {
      group = 0;
      first = false;
    }
  }
  if (!first && (group == 0 || group > 3)) return false;
  std::erase(whole, mark);
  return true;
}

}  // namespace

bool is_ambiguous(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  const std::size_t comma = text.find(',');
  return comma != std::string_view::npos && comma >= 1 && comma <= 3 && text.size() == comma + 4 && text.front() != '0' &&
         std::ranges::count(text, ',') == 1 &&
         std::ranges::all_of(text, [](char letter) { return letter == ',' || is_digit(letter); });
}

std::optional<Decimal> decimal_of(std::string_view text) {
  if (const auto plain = whole(text, 0, amount_max)) return Decimal{*plain, 0};
  if (text.size() > 60 || is_ambiguous(text)) return std::nullopt;
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  int exponent = 0;
  if (const std::size_t mark = text.find_first_of("eE"); mark != std::string_view::npos) {
    const std::string_view power = text.substr(text.substr(mark + 1).starts_with('+') ? mark + 2 : mark + 1);
    const auto [end, error] = std::from_chars(power.data(), power.data() + power.size(), exponent);
    if (error != std::errc() || end != power.data() + power.size() || exponent < -30 || exponent > 30) return std::nullopt;
    text = text.substr(0, mark);
  }
  std::string units = with_plain_marks(text), fraction;
  // The last of two different marks, or the only one, divides off the fraction; marks that repeat divide thousands.
  const std::size_t point = units.find_last_of(".,");
  if (point != std::string::npos && std::ranges::count(units, units[point]) == 1) {
    fraction = units.substr(point + 1);
    units.resize(point);
  }
  const std::size_t mark = units.find_first_not_of("0123456789");
  if (mark != std::string::npos &&
      (std::string_view("\x1F.,").find(units[mark]) == std::string_view::npos || !take_out(units, units[mark])))
    return std::nullopt;
  if ((units.empty() && fraction.empty()) || !std::ranges::all_of(fraction, is_digit)) return std::nullopt;

  std::string digits = units + fraction;
  int places = static_cast<int>(fraction.size()) - exponent;
  // Zeros at the end of a fraction say nothing.
  while (places > 0 && !digits.empty() && digits.back() == '0') {
    digits.pop_back();
    --places;
  }
  if (digits.empty()) places = 0;
  for (; places < 0; ++places) digits += '0';
  if (places > fraction_digits_max) return std::nullopt;
  Decimal value{0, places};
  for (const char digit : digits) {
    value.digits = value.digits * 10 + (digit - '0');
    if (value.digits > amount_max) return std::nullopt;
  }
  if (negative) value.digits = -value.digits;
  return value;
}

std::int64_t power_of_ten(int exponent) {
  std::int64_t power = 1;
  while (exponent-- > 0) power *= 10;
  return power;
}

}  // namespace mosharekat::tally
