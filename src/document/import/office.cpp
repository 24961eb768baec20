// SPDX-License-Identifier: AGPL-3.0-or-later
#include "document/import/office.h"

#include <algorithm>

#include "base/text.h"
#include "document/import/marks.h"

namespace mosharekat::document::reading {
namespace {

constexpr std::size_t frame_letters_max = 240;

std::optional<Mark> mark_of(std::string_view line) { return read_mark(line, text::is_mostly_persian(line) ? "fa" : "en"); }

bool is_layout(const std::vector<Line>& cell) {
  std::size_t bytes = 0;
  for (const Line& line : cell) bytes += line.text.size();
  return bytes > 400 && cell.size() > 2;
}

Line joined(std::vector<Line> cell) {
  Line out;
  for (Line& line : cell) {
    if (!out.text.empty() && !line.text.empty()) out.text += ' ';
    out.text += line.text;
    for (std::string& note : line.notes) out.notes.push_back(std::move(note));
  }
  return out;
}

// «ماده ۱» in a cell of its own beside its text.
bool is_label(std::string_view cell) {
  const auto mark = mark_of(cell);
  return mark && mark->form != Mark::Form::counter && mark->rest.empty();
}

}  // namespace

void Tally::say(std::vector<Warning>& warnings) const {
  if (inserted + deleted > 0) warnings.push_back({"import.warning.tracked", {{"inserted", inserted}, {"deleted", deleted}}});
  if (comments > 0) warnings.push_back({"import.warning.comments", {{"count", comments}}});
  if (hidden > 0) warnings.push_back({"import.warning.hidden", {{"count", hidden}}});
  if (frames > 0) warnings.push_back({"import.warning.letterhead", {{"count", frames}}});
  if (boxes > 0) warnings.push_back({"import.warning.boxes", {{"count", boxes}}});
  if (images > 0) warnings.push_back({"import.warning.images", {{"count", images}}});
  if (embedded > 0) warnings.push_back({"import.warning.embedded", {{"count", embedded}}});
}

void add_row(std::vector<std::vector<Line>> cells, std::vector<Line>& out) {
  if (cells.size() == 1) {
    for (Line& line : cells[0]) out.push_back(std::move(line));
    return;
  }
  Line row;
  const auto flush = [&] {
    if (!row.text.empty() || !row.notes.empty()) out.push_back(std::exchange(row, {}));
  };
  for (std::vector<Line>& cell : cells) {
    if (is_layout(cell)) {
      flush();
      for (Line& line : cell) out.push_back(std::move(line));
      continue;
    }
    Line one = joined(std::move(cell));
    if (!row.text.empty() && !text::trim(one.text).empty()) row.text += is_label(row.text) ? " - " : " | ";
    row.text += text::trim(one.text);
    for (std::string& note : one.notes) row.notes.push_back(std::move(note));
  }
  flush();
}

bool is_letterhead(const std::vector<Line>& frame, const std::vector<Line>& before) {
  std::size_t letters = 0;
  for (const Line& line : frame) letters += text::length(line.text);
  if (letters > frame_letters_max) return false;
  // «پیوست:» of a letterhead looks like an annex.
  const auto begins = [](const Line& line) {
    const auto mark = mark_of(line.text);
    return mark && mark->certain && mark->form != Mark::Form::annex && mark->form != Mark::Form::counter;
  };
  return before.size() < 8 && std::none_of(frame.begin(), frame.end(), begins) &&
         std::none_of(before.begin(), before.end(), begins);
}

void add_lines(std::string_view paragraph, char end, int heading, std::vector<std::string> notes, std::vector<Line>& out) {
  const std::size_t first = out.size();
  for (const std::string_view line : text::split(paragraph, end))
    if (!text::trim(line).empty()) out.push_back({std::string(line), heading});
  if (notes.empty()) return;
  if (out.size() == first) out.push_back({});
  out.back().notes = std::move(notes);
}

}  // namespace mosharekat::document::reading
