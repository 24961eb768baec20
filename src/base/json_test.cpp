// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/json.h"

#include <boost/json.hpp>
#include <doctest/doctest.h>

#include "base/json_text.h"
#include "base/locale.h"

using namespace mosharekat;
using std::string;

namespace {

string canonical_of(std::string_view text) { return json::canonical(*json::parse(text)); }

}  // namespace

TEST_CASE("canonical JSON has sorted keys, no spaces and one spelling for each string") {
  CHECK(canonical_of(R"({ "b" : [ 1 , -2, true, null ], "a":{"z":"","Z":0,"10":1,"9":2} })") ==
        R"({"a":{"10":1,"9":2,"Z":0,"z":""},"b":[1,-2,true,null]})");
  // RFC 8785, 3.2.2.2.
  CHECK(canonical_of(R"("\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/")") == "\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"");
  CHECK(canonical_of("\"می\u200cشود\\b\\t\\f\\r\\u0000\"") == "\"می\u200cشود\\b\\t\\f\\r\\u0000\"");
  CHECK(canonical_of("9007199254740991") == "9007199254740991");
  CHECK(canonical_of("-9007199254740991") == "-9007199254740991");
  CHECK(canonical_of("[]") == "[]");
  CHECK(canonical_of("{}") == "{}");
}

TEST_CASE("canonical JSON read and written again is the same bytes") {
  const string once = canonical_of(R"({"title":"پیش‌نویس","n":[0,12,{"k":"\u001f"}]})");
  CHECK(canonical_of(once) == once);
}

TEST_CASE("what canonical JSON cannot say without doubt is a bug") {
  CHECK_THROWS_AS(canonical_of("1.5"), Bug);
  CHECK_THROWS_AS(canonical_of("9007199254740992"), Bug);
  CHECK_THROWS_AS(canonical_of("-9007199254740992"), Bug);
  CHECK_THROWS_AS(canonical_of("18446744073709551615"), Bug);
  CHECK_THROWS_AS(canonical_of(R"({"کلید":1})"), Bug);
  CHECK_THROWS_AS(json::canonical(boost::json::value("\xff")), Bug);
  CHECK_THROWS_AS(json::canonical(boost::json::value(boost::json::string_view("\0\xff", 2))), Bug);
}

TEST_CASE("malformed JSON is refused with the place of the fault") {
  const auto offset = [](std::string_view text) {
    const auto result = json::parse(text);
    REQUIRE_FALSE(result);
    CHECK(result.error().key == "json.error.malformed");
    CHECK_FALSE(locale::sentence(Language::fa, result.error()).empty());
    return std::get<std::int64_t>(result.error().arguments.at(0).value);
  };
  CHECK(offset("") == 0);
  CHECK(offset("{\"a\":1,}") == 7);
  CHECK(offset("[1] x") == 4);
  CHECK(offset("[1,") == 3);
  CHECK(offset("nul") == 3);
  CHECK(offset("\"\xff\"") >= 0);
  CHECK(offset("// no\n1") == 0);
  CHECK(offset("\ufeff{}") == 0);
  CHECK(json::parse(" [1] \n"));
}

TEST_CASE("JSON is read sixty-four levels deep and no deeper") {
  CHECK(json::parse(string(64, '[') + string(64, ']')));
  const auto deep = json::parse(string(65, '[') + string(65, ']'));
  REQUIRE_FALSE(deep);
  CHECK(deep.error().key == "json.error.deep");
  CHECK_FALSE(json::parse(string(1'000'000, '[')));
}

TEST_CASE("any bytes can be quoted") {
  CHECK(json::quoted("a\"\n\x01") == R"("a\"\n\u0001")");
  CHECK(json::quoted("\xff") == "\"\ufffd\"");
  CHECK(json::quoted(string("\0\xff", 2)) == "\"\\u0000\ufffd\"");
}

TEST_CASE("a flat object of texts is canonical and leaves out what is empty") {
  const string made = json::object({{"to", "open"}, {"reason", "«a\"»"}, {"from", ""}});
  CHECK(made == R"({"reason":"«a\"»","to":"open"})");
  CHECK(canonical_of(made) == made);
}
