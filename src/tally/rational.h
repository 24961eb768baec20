// SPDX-License-Identifier: AGPL-3.0-or-later
// Exact numbers of any size. Only .cpp files of this module and its tests include this; results carry an Amount, which is text.
#pragma once
#include <boost/multiprecision/cpp_int.hpp>
#include <cstdint>

#include "tally/result.h"

namespace mosharekat::tally {

// Without expression templates: `auto` and std::min then mean what they say.
using Integer = boost::multiprecision::number<boost::multiprecision::cpp_int_backend<>, boost::multiprecision::et_off>;
__extension__ typedef __int128 Wide;  // products of two 64-bit numbers
using Rational = boost::multiprecision::number<boost::multiprecision::rational_adaptor<boost::multiprecision::cpp_int_backend<>>,
                                               boost::multiprecision::et_off>;

// An integer as such, a fraction that ends as a decimal, any other as p/q in lowest terms.
Amount amount(const Rational& value);
// units / 10^digits as a decimal without superfluous zeros.
Amount decimal(const Integer& units, int digits);

}  // namespace mosharekat::tally
