// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/json.h"

#include <boost/json/parser.hpp>
#include <boost/json/value.hpp>

#include "base/json_text.h"
#include "base/text.h"
#include "base/utf8.h"

namespace mosharekat::json {
namespace {

constexpr std::int64_t exact_max = (std::int64_t{1} << 53) - 1;  // RFC 7493, 2.2
constexpr std::size_t depth_max = 64;

// Unlike text::is_utf8(), with U+0000, which JSON can spell.
bool is_well_formed(std::string_view text) { return text::is_utf8(text) || utf8::encode(utf8::decode(text)) == text; }

void append(std::string& out, const boost::json::value& value);

void append_object(std::string& out, const boost::json::object& object) {
  // RFC 8785 sorts by UTF-16 units, which for ASCII is the order of bytes.
  std::vector<std::pair<std::string_view, const boost::json::value*>> members;
  members.reserve(object.size());
  for (const auto& member : object) {
    const std::string_view key(member.key().data(), member.key().size());
    expect(std::all_of(key.begin(), key.end(), [](char letter) { return static_cast<unsigned char>(letter) < 0x80; }),
           "keys of canonical JSON are ASCII");
    members.emplace_back(key, &member.value());
  }
  std::sort(members.begin(), members.end());
  out += '{';
  for (const auto& [key, value] : members) {
    if (out.back() != '{') out += ',';
    out += json::quoted(key);
    out += ':';
    append(out, *value);
  }
  out += '}';
}

void append_array(std::string& out, const boost::json::array& array) {
  out += '[';
  bool first = true;
  for (const auto& item : array) {
    if (!first) out += ',';
    first = false;
    append(out, item);
  }
  out += ']';
}

void append(std::string& out, const boost::json::value& value) {
  switch (value.kind()) {
    case boost::json::kind::null: out += "null"; break;
    case boost::json::kind::bool_: out += value.get_bool() ? "true" : "false"; break;
    case boost::json::kind::int64:
      expect(value.get_int64() >= -exact_max && value.get_int64() <= exact_max, "integers of canonical JSON are within 2^53 - 1");
      out += std::to_string(value.get_int64());
      break;
    case boost::json::kind::uint64:
      expect(value.get_uint64() <= exact_max, "integers of canonical JSON are within 2^53 - 1");
      out += std::to_string(value.get_uint64());
      break;
    case boost::json::kind::double_: throw Bug("numbers of canonical JSON are integers");
    case boost::json::kind::string: {
      const std::string_view text(value.get_string().data(), value.get_string().size());
      expect(is_well_formed(text), "strings of canonical JSON are UTF-8");
      out += json::quoted(text);
      break;
    }
    case boost::json::kind::array: append_array(out, value.get_array()); break;
    case boost::json::kind::object: append_object(out, value.get_object()); break;
  }
}

}  // namespace

std::string canonical(const boost::json::value& value) {
  std::string out;
  append(out, value);
  return out;
}

Result<boost::json::value> parse(std::string_view text) {
  boost::json::parse_options options;
  options.max_depth = depth_max;
  boost::json::parser parser({}, options);
  boost::json::error_code error;
  const std::size_t read = parser.write_some(text.data(), text.size(), error);
  if (!error && read == text.size()) return parser.release();

  const Argument offset{"offset", static_cast<std::int64_t>(read)};
  if (error == boost::json::error::too_deep)
    return Error{Code::invalid, "json.error.deep", {offset, {"limit", static_cast<std::int64_t>(depth_max)}}};
  return Error{Code::invalid, "json.error.malformed", {offset}};
}

}  // namespace mosharekat::json
