// SPDX-License-Identifier: AGPL-3.0-or-later
// Where a paragraph ends. Three signs, each of which some program does not give: a wider gap below, a last line that is not full,
// and the beginning of a provision. A line is full when the first word of the next one had no room on it.
#include <algorithm>
#include <cmath>
#include <map>

#include "base/text.h"
#include "document/import/marks.h"
#include "document/import/pdf_page.h"

namespace mosharekat::document::reading {
namespace {

struct Block {
  double left = 1e9, right = 0;
};

bool has_latin(const std::string& line) {
  return std::any_of(line.begin(), line.end(),
                     [](char byte) { return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z'); });
}

// The usual distance of base lines in units of the font size: the smallest that is common. Lines with Latin words in them stand
// wider, because another font has a say in their height.
struct Pitch {
  double plain = 0, latin = 0;
  double of(const PageLine& above, const PageLine& line) const {
    return has_latin(above.text) || has_latin(line.text) ? latin : plain;
  }
  bool is_gap(const PageLine& above, const PageLine& line) const {
    const double usual = of(above, line);
    return usual > 0 && line.baseline - above.baseline > (usual + 0.2) * std::max(line.size, above.size);
  }
};

bool are_neighbours(const PageLine& above, const PageLine& line) {
  return above.page == line.page && above.column == line.column;
}

Pitch usual_pitch(const std::vector<PageLine>& lines) {
  std::map<int, std::size_t> times[2];  // in twentieths of the font size
  std::size_t all[2] = {0, 0};
  for (std::size_t at = 1; at < lines.size(); ++at) {
    const PageLine &above = lines[at - 1], &line = lines[at];
    if (!are_neighbours(above, line) || line.size <= 0) continue;
    const double pitch = (line.baseline - above.baseline) / line.size;
    if (pitch < 0.8 || pitch > 4) continue;
    const int latin = has_latin(above.text) || has_latin(line.text) ? 1 : 0;
    ++times[latin][static_cast<int>(std::lround(pitch * 20))];
    ++all[latin];
  }
  double found[2] = {0, 0};
  for (const int latin : {0, 1})
    for (const auto& [pitch, count] : times[latin])
      if (count * 8 > all[latin] && found[latin] == 0) found[latin] = pitch / 20.0;
  // A few lines say little.
  if (all[0] < 6) found[0] = found[1];
  if (all[1] < 6) found[1] = std::max(found[0] * 1.3, found[1]);
  return {found[0], std::max(found[0], found[1])};
}

using Blocks = std::map<std::pair<std::size_t, int>, Block>;

// Edges of the columns: where most lines end.
Blocks blocks(const std::vector<PageLine>& lines) {
  std::map<int, std::vector<double>> lefts, rights;
  for (const PageLine& line : lines) {
    lefts[line.column].push_back(line.left);
    rights[line.column].push_back(line.right);
  }
  std::map<int, Block> usual;
  for (auto& [column, list] : lefts) {
    std::sort(list.begin(), list.end());
    auto& other = rights[column];
    std::sort(other.begin(), other.end());
    usual[column] = {list[list.size() / 20], other[other.size() - 1 - other.size() / 20]};
  }
  std::map<std::pair<std::size_t, int>, Block> found;
  std::map<std::pair<std::size_t, int>, std::size_t> count;
  for (const PageLine& line : lines) {
    Block& block = found[{line.page, line.column}];
    block.left = std::min(block.left, line.left);
    block.right = std::max(block.right, line.right);
    ++count[{line.page, line.column}];
  }
  // A page of a few short lines does not show its edges.
  for (auto& [place, block] : found)
    if (count[place] < 8)
      block = {std::min(block.left, usual[place.second].left), std::max(block.right, usual[place.second].right)};
  return found;
}

bool is_persian(const PageLine& line) { return text::is_mostly_persian(line.text) || !has_latin(line.text); }

// Lines in the language that is foreign to the file may be set against their direction: flush where they end, ragged where they
// begin, like English in a Persian paragraph.
bool is_turned(const std::vector<PageLine>& lines, const Blocks& edges, bool persian) {
  std::size_t own = 0, begins_flush = 0, ends_flush = 0;
  for (const PageLine& line : lines) {
    if (is_persian(line) != persian) continue;
    ++own;
    const Block& block = edges.at({line.page, line.column});
    begins_flush += std::abs(persian ? block.right - line.right : line.left - block.left) < 3 ? 1u : 0u;
    ends_flush += std::abs(persian ? line.left - block.left : block.right - line.right) < 3 ? 1u : 0u;
  }
  return own * 2 < lines.size() + lines.size() / 2 && ends_flush > begins_flush && ends_flush * 2 > own;
}

void append(std::string& paragraph, const std::string& line) {
  // "policy-" and "making": the hyphen is the word's own, the break is not.
  const bool hyphen = paragraph.size() > 1 && paragraph.back() == '-' && has_latin(paragraph.substr(paragraph.size() - 2)) &&
                      !line.empty() && has_latin(line.substr(0, 1));
  const bool bracket = paragraph.ends_with('(') || paragraph.ends_with('[') || paragraph.ends_with("«") || line.starts_with(')');
  paragraph += (hyphen || bracket ? "" : " ") + line;
}

}  // namespace

std::vector<Line> paragraphs(const std::vector<PageLine>& lines) {
  const Pitch pitch = usual_pitch(lines);
  const Blocks edges = blocks(lines);
  const bool turned[] = {is_turned(lines, edges, false), is_turned(lines, edges, true)};
  const auto room = [&](const PageLine& line, const Block& block) {
    const bool persian = is_persian(line);
    return persian != turned[persian ? 1 : 0] ? line.left - block.left : block.right - line.right;
  };
  std::vector<Line> out;
  for (std::size_t at = 0; at < lines.size(); ++at) {
    const PageLine& line = lines[at];
    bool begins = at == 0;
    if (!begins) {
      const PageLine& above = lines[at - 1];
      const Block& block = edges.at({above.page, above.column});
      const bool same_place = are_neighbours(above, line);
      // Only a line that ends a sentence is believed to end a paragraph for a small gap at its end.
      const bool sure = ends_sentence(above.text);
      const bool full = room(above, block) < line.space + (sure ? 0.35 : 3) * line.size;
      const bool gap = same_place && pitch.is_gap(above, line);
      const Block& own = edges.at({line.page, line.column});
      const double indent = text::is_mostly_persian(line.text) ? own.right - line.right : line.left - own.left;
      const bool indented = full && indent > 1.2 * line.size && ends_sentence(above.text);
      const bool other_size = std::abs(above.size - line.size) > 0.15 * std::max(above.size, line.size);
      begins = !full || gap || indented || other_size || above.parts || line.parts || begins_provision(line.text, above.text);
    }
    if (begins)
      out.push_back({line.text});
    else
      append(out.back().text, line.text);
  }
  return out;
}

}  // namespace mosharekat::document::reading
