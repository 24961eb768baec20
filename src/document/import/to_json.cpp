// SPDX-License-Identifier: AGPL-3.0-or-later
#include <boost/json.hpp>

#include "base/locale.h"
#include "document/import.h"

namespace mosharekat::document {
namespace {

namespace json = boost::json;

json::array provisions(const std::vector<Provision>& list) {
  json::array out;
  for (const Provision& each : list) {
    json::object made;
    made["kind"] = name(each.kind);
    if (each.number)
      made["number"] = *each.number;
    else
      made["number"] = nullptr;
    made["label"] = each.label;
    made["heading"] = each.heading;
    made["text"] = each.text;
    made["anchor"] = each.anchor;
    if (each.unrecognised) made["unrecognised"] = true;
    made["children"] = provisions(each.children);
    out.push_back(std::move(made));
  }
  return out;
}

json::object text(const Text& each) {
  return {{"title", each.title}, {"language", each.language}, {"provisions", provisions(each.provisions)}};
}

}  // namespace

std::string to_json(const Imported& imported) {
  json::object out = text(imported.texts.at(0));
  json::array others;
  for (std::size_t at = 1; at < imported.texts.size(); ++at) others.push_back(text(imported.texts[at]));
  out["others"] = std::move(others);
  json::array warnings;
  for (const Warning& warning : imported.warnings)
    warnings.push_back(json::string(locale::sentence(Language::en, warning.key, warning.arguments)));
  out["warnings"] = std::move(warnings);
  return json::serialize(out);
}

}  // namespace mosharekat::document
