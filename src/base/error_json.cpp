// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/error_json.h"

#include <algorithm>
#include <boost/json.hpp>

#include "base/json.h"
#include "base/locale.h"

namespace mosharekat::json {

namespace {

constexpr Code codes[] = {Code::invalid,  Code::denied,   Code::signed_out, Code::not_found,
                          Code::conflict, Code::too_many, Code::unavailable};

std::string text_of(const boost::json::value& value) { return std::string(std::string_view(value.as_string())); }

Argument::Value value_of(const boost::json::value& value) {
  if (value.is_int64()) return value.as_int64();
  if (value.is_object()) return instant(value.at("at").as_int64());
  return text_of(value);
}

}  // namespace

std::string errors(const std::vector<Error>& errors) {
  boost::json::array all;
  for (const Error& error : errors) {
    boost::json::array arguments;
    for (const Argument& argument : error.arguments) {
      boost::json::value value;
      if (const auto* number = std::get_if<std::int64_t>(&argument.value))
        value = *number;
      else if (const auto* at = std::get_if<Instant>(&argument.value))
        value = boost::json::object{{"at", milliseconds(*at)}};
      else
        value = std::get<std::string>(argument.value);
      arguments.push_back(boost::json::array{argument.name, std::move(value)});
    }
    all.push_back(boost::json::object{
        {"code", static_cast<std::int64_t>(std::find(std::begin(codes), std::end(codes), error.code) - codes)},
        {"key", error.key},
        {"field", error.field},
        {"arguments", std::move(arguments)}});
  }
  return boost::json::serialize(all);
}

std::vector<Error> read_errors(std::string_view text) {
  std::vector<Error> all;
  const auto read = parse(text);
  if (!read || !read->is_array()) return all;
  for (const boost::json::value& one : read->as_array()) try {
      Error error{codes[std::clamp<std::int64_t>(one.at("code").as_int64(), 0, std::size(codes) - 1)],
                  text_of(one.at("key")),
                  {},
                  text_of(one.at("field"))};
      for (const boost::json::value& argument : one.at("arguments").as_array())
        error.arguments.push_back({text_of(argument.at(0)), value_of(argument.at(1))});
      if (locale::has(error.key)) all.push_back(std::move(error));
    } catch (const std::exception&) {
    }
  return all;
}

}  // namespace mosharekat::json
