// SPDX-License-Identifier: AGPL-3.0-or-later
// One act on a text as the rows that it replaced: a law of a thousand articles is not kept whole for each act.
#include <boost/json.hpp>

#include "document/structure.h"

namespace mosharekat::document {
namespace {

namespace json = boost::json;

bool same(const FlatRow& one, const FlatRow& other) {
  const Provision &a = one.provision, &b = other.provision;
  return one.depth == other.depth && a.kind == b.kind && a.number == b.number && a.label == b.label && a.heading == b.heading &&
         a.text == b.text && a.unrecognised == b.unrecognised && a.anchor == b.anchor;
}

std::string text_of(const json::value& value) { return std::string(std::string_view(value.as_string())); }

}  // namespace

StructureStep step_between(const Text& before, const Text& after) {
  std::vector<FlatRow> old_rows = flatten(before);
  const std::vector<FlatRow> rows = flatten(after);
  std::size_t from = 0;
  while (from < rows.size() && from < old_rows.size() && same(rows[from], old_rows[from])) ++from;
  std::size_t end = rows.size(), old_end = old_rows.size();
  while (end > from && old_end > from && same(rows[end - 1], old_rows[old_end - 1])) --end, --old_end;
  StructureStep step{before.title, from, end - from, {}};
  step.rows.assign(std::make_move_iterator(old_rows.begin() + static_cast<std::ptrdiff_t>(from)),
                   std::make_move_iterator(old_rows.begin() + static_cast<std::ptrdiff_t>(old_end)));
  return step;
}

Text undone(const Text& text, const StructureStep& step) {
  std::vector<FlatRow> rows = flatten(text);
  const std::size_t from = std::min(step.from, rows.size());
  const std::size_t end = std::min(from + step.replaced, rows.size());
  rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(from), rows.begin() + static_cast<std::ptrdiff_t>(end));
  rows.insert(rows.begin() + static_cast<std::ptrdiff_t>(from), step.rows.begin(), step.rows.end());
  return {text.language, step.title, nest(rows)};
}

std::string to_json(const StructureStep& step) {
  json::array rows;
  for (const FlatRow& row : step.rows) {
    const Provision& each = row.provision;
    json::value number;
    if (each.number) number = *each.number;
    rows.push_back(json::array{row.depth, name(each.kind), std::move(number), each.label, each.heading, each.text,
                               each.unrecognised, each.anchor});
  }
  return json::serialize(json::array{step.title, step.from, step.replaced, std::move(rows)});
}

Result<StructureStep> structure_step(std::string_view stored) {
  try {
    const json::value parsed = json::parse(stored);
    const json::array& all = parsed.as_array();
    StructureStep step{text_of(all.at(0)), all.at(1).to_number<std::size_t>(), all.at(2).to_number<std::size_t>(), {}};
    for (const json::value& each : all.at(3).as_array()) {
      const json::array& parts = each.as_array();
      FlatRow row{parts.at(0).to_number<int>(), {}};
      const auto kind = kind_named(std::string_view(parts.at(1).as_string()));
      if (!kind) return Error{Code::invalid, "structure.error.no_step"};
      row.provision.kind = *kind;
      if (!parts.at(2).is_null()) row.provision.number = text_of(parts.at(2));
      row.provision.label = text_of(parts.at(3));
      row.provision.heading = text_of(parts.at(4));
      row.provision.text = text_of(parts.at(5));
      row.provision.unrecognised = parts.at(6).as_bool();
      row.provision.anchor = text_of(parts.at(7));
      step.rows.push_back(std::move(row));
    }
    return step;
  } catch (const std::exception&) {
    return Error{Code::invalid, "structure.error.no_step"};
  }
}

}  // namespace mosharekat::document
