// SPDX-License-Identifier: AGPL-3.0-or-later
#include "document/import/transfer.h"

#include <boost/json.hpp>
#include <cstdint>
#include <stdexcept>
#include <utility>
#include <vector>

#include "base/locale.h"

namespace mosharekat::document::reading {
namespace {

namespace json = boost::json;

constexpr std::size_t depth_max = 128;

json::array pack(const std::vector<Argument>& arguments) {
  json::array out;
  for (const Argument& each : arguments) {
    json::value value;
    if (const auto* number = std::get_if<std::int64_t>(&each.value))
      value = *number;
    else
      value = std::get<std::string>(each.value);
    out.push_back(json::array{each.name, std::move(value)});
  }
  return out;
}

json::array pack(const std::vector<Provision>& provisions) {
  json::array out;
  for (const Provision& each : provisions) {
    json::value number;
    if (each.number) number = *each.number;
    out.push_back(json::array{name(each.kind), std::move(number), each.label, each.heading, each.text, each.unrecognised,
                              pack(each.children)});
  }
  return out;
}

std::string text_of(const json::value& value) { return std::string(std::string_view(value.as_string())); }

std::vector<Argument> arguments_of(const json::value& value) {
  std::vector<Argument> out;
  for (const json::value& each : value.as_array()) {
    const json::array& pair = each.as_array();
    if (pair.at(1).is_int64())
      out.push_back({text_of(pair.at(0)), pair.at(1).as_int64()});
    else
      out.push_back({text_of(pair.at(0)), text_of(pair.at(1))});
  }
  return out;
}

// Only sentences of this module, so that a wrong key cannot be a Bug somewhere else.
std::string key_of(const json::value& value) {
  std::string key = text_of(value);
  if (!key.starts_with("import.") || !locale::has(key)) throw std::invalid_argument("unknown key");
  return key;
}

std::vector<Provision> provisions_of(const json::value& value) {
  std::vector<Provision> out;
  for (const json::value& each : value.as_array()) {
    const json::array& parts = each.as_array();
    const auto kind = kind_named(std::string_view(parts.at(0).as_string()));
    if (!kind) throw std::invalid_argument("unknown kind");
    Provision made;
    made.kind = *kind;
    if (!parts.at(1).is_null()) made.number = text_of(parts.at(1));
    made.label = text_of(parts.at(2));
    made.heading = text_of(parts.at(3));
    made.text = text_of(parts.at(4));
    made.unrecognised = parts.at(5).as_bool();
    made.children = provisions_of(parts.at(6));
    out.push_back(std::move(made));
  }
  return out;
}

Result<Imported> imported_of(const json::value& answer) {
  const json::object& parts = answer.as_object();
  if (const json::value* error = parts.if_contains("error"))
    return Error{Code::invalid, key_of(error->as_array().at(0)), arguments_of(error->as_array().at(1))};
  Imported imported;
  for (const json::value& each : parts.at("texts").as_array()) {
    const json::array& text = each.as_array();
    Text made;
    made.language = text.at(0).as_string() == "en" ? "en" : "fa";
    made.title = text_of(text.at(1));
    made.provisions = provisions_of(text.at(2));
    give_anchors(made);
    imported.texts.push_back(std::move(made));
  }
  for (const json::value& each : parts.at("warnings").as_array())
    imported.warnings.push_back({key_of(each.as_array().at(0)), arguments_of(each.as_array().at(1))});
  if (imported.texts.empty()) throw std::invalid_argument("no text");
  return imported;
}

}  // namespace

std::string pack(const Result<Imported>& imported) {
  json::object out;
  if (!imported) {
    out["error"] = json::array{imported.error().key, pack(imported.error().arguments)};
    return json::serialize(out);
  }
  json::array texts, warnings;
  for (const Text& each : imported->texts) texts.push_back(json::array{each.language, each.title, pack(each.provisions)});
  for (const Warning& each : imported->warnings) warnings.push_back(json::array{each.key, pack(each.arguments)});
  out["texts"] = std::move(texts);
  out["warnings"] = std::move(warnings);
  return json::serialize(out);
}

Result<Imported> unpack(std::string_view answer) {
  try {
    json::parse_options options;
    options.max_depth = depth_max;
    return imported_of(json::parse(answer, {}, options));
  } catch (const std::exception&) {
    return Error{Code::invalid, "import.error.failed", {}};
  }
}

}  // namespace mosharekat::document::reading
