// SPDX-License-Identifier: AGPL-3.0-or-later
#include "tally/rational.h"

namespace mosharekat::tally {

Amount decimal(const Integer& units, int digits) {
  std::string text = Integer(abs(units)).str();
  if (digits > 0) {
    if (text.size() <= static_cast<std::size_t>(digits)) text.insert(0, static_cast<std::size_t>(digits) + 1 - text.size(), '0');
    text.insert(text.size() - static_cast<std::size_t>(digits), ".");
    while (text.back() == '0') text.pop_back();
    if (text.back() == '.') text.pop_back();
  }
  return {units < 0 ? "-" + text : text};
}

Amount amount(const Rational& value) {
  Integer top = numerator(value), bottom = denominator(value);
  if (bottom == 1) return {top.str()};
  int twos = 0, fives = 0;
  Integer rest = bottom;
  for (; rest % 2 == 0; rest /= 2) ++twos;
  for (; rest % 5 == 0; rest /= 5) ++fives;
  const int digits = std::max(twos, fives);
  if (rest != 1 || digits > 12) return {top.str() + "/" + bottom.str()};
  for (int extra = twos; extra < digits; ++extra) top *= 2;
  for (int extra = fives; extra < digits; ++extra) top *= 5;
  return decimal(top, digits);
}

}  // namespace mosharekat::tally
