// SPDX-License-Identifier: AGPL-3.0-or-later
#include "tally/decimal.h"

#include <doctest/doctest.h>
#include <string>

namespace mosharekat::tally {
namespace {

std::string read(std::string_view text) {
  const auto value = decimal_of(text);
  return value ? std::to_string(value->digits) + "/" + std::to_string(value->places) : is_ambiguous(text) ? "two" : "none";
}

TEST_CASE("amounts are read as they are written, with fractions and thousands of every kind") {
  CHECK(read("1200") == "1200/0");
  CHECK(read("-3") == "-3/0");
  CHECK(read("1200.50") == "12005/1");
  CHECK(read("1200,05") == "120005/2");
  CHECK(read("1200.00") == "1200/0");
  CHECK(read(".5") == "5/1");
  CHECK(read("0,125") == "125/3");
  CHECK(read("19990.500") == "199905/1");
  CHECK(read("1 200 000") == "1200000/0");
  CHECK(read("1\u00A0200\u202F000,5") == "12000005/1");
  CHECK(read("1'200'000.00") == "1200000/0");
  CHECK(read("1,200,000") == "1200000/0");
  CHECK(read("1.200.000,25") == "120000025/2");
  CHECK(read("1.2e6") == "1200000/0");
  CHECK(read("5E-2") == "5/2");
}

TEST_CASE("what is no amount, or could be two, is none") {
  CHECK(read("1,200") == "two");
  CHECK(read("-12,500") == "two");
  for (const char* text : {"",
                           "-",
                           ".",
                           ",",
                           "e5",
                           "1e",
                           "1e99",
                           "1_000",
                           "12 00",
                           "1,2,3",
                           "1.2.3",
                           "1 2000",
                           " 000",
                           "1..2",
                           "0x10",
                           "nan",
                           "1200 EUR",
                           "0.1234567",
                           "1000000000000001",
                           "--1",
                           "1.5.000"})
    CHECK_MESSAGE(read(text) == "none", text);
}

}  // namespace
}  // namespace mosharekat::tally
