// SPDX-License-Identifier: AGPL-3.0-or-later
// Glyphs to lines: by their base lines, columns right before left in Persian, spaces where the file draws none, and without the
// heads, feet and numbers of pages.
#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <numeric>
#include <set>
#include <unicode/uchar.h>

#include "base/text.h"
#include "base/utf8.h"
#include "document/import/pdf_page.h"

namespace mosharekat::document::reading {
namespace {

double center(const Glyph& glyph) { return (glyph.left + glyph.right) / 2; }

bool is_blank(const Glyph& glyph) {
  return std::all_of(glyph.letters.begin(), glyph.letters.end(),
                     [](char32_t point) { return u_isUWhiteSpace(static_cast<UChar32>(point)) || point == 0xAD; });
}

bool is_mark(const Glyph& glyph) {
  return !glyph.letters.empty() && std::all_of(glyph.letters.begin(), glyph.letters.end(), [](char32_t point) {
    return (U_GET_GC_MASK(static_cast<UChar32>(point)) & U_GC_M_MASK) != 0;
  });
}

bool is_arabic(const Glyph& glyph) {
  return !glyph.letters.empty() && u_charDirection(static_cast<UChar32>(glyph.letters[0])) == U_RIGHT_TO_LEFT_ARABIC;
}

// A piece of a line without wide gaps.
struct Segment {
  std::vector<Glyph> glyphs{};
  double left = 0, right = 0, baseline = 0, size = 0;
};

// Marks stand on letters; in reading order they follow them. Where a mark is drawn says little about its letter, the order of
// drawing does: shapers that write from left to right draw a mark before its Persian letter, programs that write as one reads
// draw it behind.
void settle_marks(std::vector<Glyph>& glyphs) {
  std::size_t rising = 0, falling = 0;
  for (std::size_t at = 1; at < glyphs.size(); ++at) {
    if (!is_arabic(glyphs[at - 1]) || !is_arabic(glyphs[at])) continue;
    ++(glyphs[at - 1].left < glyphs[at].left ? rising : falling);
  }
  const bool before = rising >= falling;
  for (std::size_t at = 0; at < glyphs.size(); ++at) {
    if (!is_mark(glyphs[at])) continue;
    std::size_t base = at;
    while (base < glyphs.size() && is_mark(glyphs[base])) base += before ? 1u : ~std::size_t{0};
    if (base >= glyphs.size() || !is_arabic(glyphs[base]) ||
        std::abs(glyphs[base].left - glyphs[at].left) > 1.5 * glyphs[at].size)
      continue;
    glyphs[base].letters += glyphs[at].letters;
    glyphs[at].letters.clear();
  }
  std::erase_if(glyphs, [](const Glyph& glyph) { return glyph.letters.empty(); });
}

// The same letter drawn twice a little apart is how some programs print bold.
void remove_shadows(std::vector<Glyph>& glyphs) {
  std::vector<Glyph> kept;
  for (Glyph& glyph : glyphs) {
    const bool shadow = std::any_of(
        kept.rbegin(), kept.rbegin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(3, kept.size())),
        [&](const Glyph& other) {
          return other.letters == glyph.letters && std::abs(other.left - glyph.left) < glyph.size * 0.06 &&
                 std::abs(other.right - glyph.right) < glyph.size * 0.06 &&
                 std::abs(other.baseline - glyph.baseline) < glyph.size * 0.06 && glyph.right - glyph.left > glyph.size * 0.12;
        });
    if (!shadow) kept.push_back(std::move(glyph));
  }
  glyphs = std::move(kept);
}

// Marks and raised signs stand on a base line of their own, a little off that of their line: they go back to it.
std::vector<std::vector<Glyph>> merge_raised(std::vector<std::vector<Glyph>> all) {
  const auto near = [](const std::vector<Glyph>& few, const std::vector<Glyph>& many) {
    return few.size() * 4 <= many.size() && std::abs(few.front().baseline - many.front().baseline) < 0.7 * many.front().size;
  };
  const auto distance = [](const std::vector<Glyph>& a, const std::vector<Glyph>& b) {
    return std::abs(a.front().baseline - b.front().baseline);
  };
  for (std::size_t at = 0; at < all.size(); ++at) {
    std::vector<Glyph>* above = at > 0 && !all[at - 1].empty() && near(all[at], all[at - 1]) ? &all[at - 1] : nullptr;
    std::vector<Glyph>* below = at + 1 < all.size() && near(all[at], all[at + 1]) ? &all[at + 1] : nullptr;
    std::vector<Glyph>* home = !below || (above && distance(*above, all[at]) <= distance(*below, all[at])) ? above : below;
    if (!home) continue;
    home->insert(home->end(), std::make_move_iterator(all[at].begin()), std::make_move_iterator(all[at].end()));
    all[at].clear();
  }
  std::erase_if(all, [](const std::vector<Glyph>& row) { return row.empty(); });
  return all;
}

std::vector<std::vector<Glyph>> rows(std::vector<Glyph> glyphs) {
  std::stable_sort(glyphs.begin(), glyphs.end(), [](const Glyph& a, const Glyph& b) { return a.baseline < b.baseline; });
  std::vector<std::vector<Glyph>> found;
  double base = 0, size = 0;
  for (Glyph& glyph : glyphs) {
    if (found.empty() || glyph.baseline - base > 0.35 * std::min(size, glyph.size)) {
      found.emplace_back();
      base = glyph.baseline;
      size = glyph.size;
    }
    if (glyph.size > size) size = glyph.size;
    found.back().push_back(std::move(glyph));
  }
  return merge_raised(std::move(found));
}

std::vector<Segment> segments(std::vector<Glyph> row) {
  std::stable_sort(row.begin(), row.end(), [](const Glyph& a, const Glyph& b) { return center(a) < center(b); });
  remove_shadows(row);
  std::vector<Segment> found;
  double edge = 0;  // right edge of what is printed so far
  for (Glyph& glyph : row) {
    const bool blank = is_blank(glyph);
    if (blank && found.empty()) continue;
    if (found.empty() || (!blank && glyph.left - edge > 1.8 * glyph.size)) {
      found.emplace_back();
      found.back().left = glyph.left;
    }
    Segment& segment = found.back();
    if (!blank) {
      edge = segment.glyphs.empty() ? glyph.right : std::max(edge, glyph.right);
      segment.right = edge;
      segment.size = std::max(segment.size, glyph.size);
      segment.baseline = glyph.baseline;
    }
    segment.glyphs.push_back(std::move(glyph));
  }
  for (Segment& segment : found)
    while (!segment.glyphs.empty() && is_blank(segment.glyphs.back())) segment.glyphs.pop_back();
  return found;
}

// A space where the file left a gap instead of drawing one.
void add_spaces(std::vector<Glyph>& glyphs, bool draws_spaces) {
  std::vector<Glyph> out;
  double edge = 0;
  for (Glyph& glyph : glyphs) {
    const double gap = out.empty() ? 0 : glyph.left - edge;
    const bool beside_blank = out.empty() || is_blank(out.back()) || is_blank(glyph);
    if (!beside_blank && gap > (draws_spaces ? 0.45 : 0.17) * glyph.size)
      out.push_back({edge, glyph.left, glyph.baseline, glyph.size, U" "});
    edge = out.empty() ? glyph.right : std::max(edge, glyph.right);
    out.push_back(std::move(glyph));
  }
  glyphs = std::move(out);
}

bool is_right_to_left(const std::vector<Glyph>& glyphs, bool otherwise) {
  std::size_t right = 0, left = 0;
  for (const Glyph& glyph : glyphs)
    for (const char32_t point : glyph.letters) {
      const UCharDirection direction = u_charDirection(static_cast<UChar32>(point));
      right += direction == U_RIGHT_TO_LEFT || direction == U_RIGHT_TO_LEFT_ARABIC ? 1u : 0u;
      left += direction == U_LEFT_TO_RIGHT ? 1u : 0u;
    }
  return right == left ? otherwise : right > left;
}

// The gap between two columns: a strip in the middle that few segments cross while many stand on each side.
std::optional<double> gutter(const std::vector<Segment>& all, double width) {
  std::optional<double> best;
  std::size_t fewest = all.size();
  for (double x = width * 0.35; x < width * 0.65; x += 3) {
    std::size_t crossing = 0, before = 0, behind = 0;
    for (const Segment& segment : all) {
      if (segment.right < x)
        ++before;
      else if (segment.left > x)
        ++behind;
      else
        ++crossing;
    }
    if (before >= 8 && behind >= 8 && crossing * 6 < all.size() && std::min(before, behind) * 3 > std::max(before, behind) &&
        crossing < fewest) {
      fewest = crossing;
      best = x;
    }
  }
  return best;
}

// Rows of two columns are as wide as the columns; cells of a table are not.
bool are_columns(const std::vector<Segment>& all, double x) {
  std::vector<double> widths;
  double left = 1e9, right = 0;
  for (const Segment& segment : all) {
    if (segment.left <= x && segment.right >= x) continue;
    widths.push_back(segment.right - segment.left);
    left = std::min(left, segment.left);
    right = std::max(right, segment.right);
  }
  std::nth_element(widths.begin(), widths.begin() + static_cast<std::ptrdiff_t>(widths.size() / 2), widths.end());
  return widths[widths.size() / 2] > 0.3 * (right - left);
}

struct Placed {
  std::vector<Segment> segments;  // left to right
  int column = 0;
};

// Segments of one page in reading order, those of one row together unless columns part them.
std::vector<Placed> reading_order(std::vector<std::vector<Segment>> page_rows, double width, bool right_to_left) {
  std::vector<Segment> all;
  for (const auto& row : page_rows) all.insert(all.end(), row.begin(), row.end());
  std::vector<Placed> out;
  const auto x = gutter(all, width);
  if (!x || !are_columns(all, *x)) {
    for (auto& row : page_rows) out.push_back({std::move(row), 0});
    return out;
  }
  std::vector<Placed> first, second;
  const auto flush = [&] {
    for (auto* side : {&first, &second}) {
      out.insert(out.end(), std::make_move_iterator(side->begin()), std::make_move_iterator(side->end()));
      side->clear();
    }
  };
  for (auto& row : page_rows) {
    const bool crosses =
        std::any_of(row.begin(), row.end(), [&](const Segment& segment) { return segment.left < *x && segment.right > *x; });
    if (crosses) {
      flush();
      out.push_back({std::move(row), 0});
      continue;
    }
    Placed before{{}, right_to_left ? 2 : 1}, behind{{}, right_to_left ? 1 : 2};
    for (Segment& segment : row) (segment.right < *x ? before : behind).segments.push_back(std::move(segment));
    if (!before.segments.empty()) (right_to_left ? second : first).push_back(std::move(before));
    if (!behind.segments.empty()) (right_to_left ? first : second).push_back(std::move(behind));
  }
  flush();
  return out;
}

// Width of the first word with a space, as it would have stood on the line above.
double first_word(const std::vector<Glyph>& glyphs, bool right_to_left) {
  if (glyphs.empty()) return 0;
  double from = right_to_left ? glyphs.back().right : glyphs.front().left, to = from;
  for (std::size_t at = 0; at < glyphs.size(); ++at) {
    const Glyph& glyph = right_to_left ? glyphs[glyphs.size() - 1 - at] : glyphs[at];
    if (is_blank(glyph)) break;
    to = right_to_left ? std::min(to, glyph.left) : std::max(to, glyph.right);
  }
  return std::abs(to - from) + 0.25 * glyphs.front().size;
}

// A bullet or number that hangs beside its paragraph.
bool hangs(const Segment& segment) {
  return segment.glyphs.size() <= 5 &&
         std::none_of(segment.glyphs.begin() + (segment.glyphs.empty() ? 0 : 1), segment.glyphs.end(), is_blank);
}

// An English line in a paragraph that is set from right to left has its full stop at the left, and its brackets turned.
bool is_misset(const std::vector<Glyph>& glyphs) {
  static constexpr std::u32string_view ends = U".,;:?!)]»}", opens = U"([«{";
  if (glyphs.size() < 3 || glyphs.front().letters.size() != 1 || glyphs.back().letters.size() != 1) return false;
  if (opens.find(glyphs.back().letters[0]) != std::u32string_view::npos) return true;
  return ends.find(glyphs.front().letters[0]) != std::u32string_view::npos &&
         u_isalnum(static_cast<UChar32>(glyphs[1].letters[0]));
}

PageLine make_line(Placed placed, bool page_right_to_left, bool draws_spaces) {
  PageLine line;
  std::vector<Glyph> glyphs;
  line.left = placed.segments.front().left;
  line.right = placed.segments.back().right;
  line.baseline = placed.segments.front().baseline;
  line.parts = placed.segments.size() > 1;
  if (placed.segments.size() == 2 && hangs(page_right_to_left ? placed.segments[1] : placed.segments[0])) {
    line.parts = false;
    (page_right_to_left ? line.right : line.left) = page_right_to_left ? placed.segments[0].right : placed.segments[1].left;
  }
  line.column = placed.column;
  for (Segment& segment : placed.segments) {
    if (!glyphs.empty()) glyphs.push_back({glyphs.back().right, segment.left, segment.baseline, segment.size, U" "});
    line.size = std::max(line.size, segment.size);
    add_spaces(segment.glyphs, draws_spaces);
    glyphs.insert(glyphs.end(), std::make_move_iterator(segment.glyphs.begin()), std::make_move_iterator(segment.glyphs.end()));
  }
  const bool right_to_left = is_right_to_left(glyphs, page_right_to_left);
  line.space = first_word(glyphs, right_to_left);
  line.text = utf8::encode(logical_order(glyphs, right_to_left || is_misset(glyphs)));
  return line;
}

// Brackets are mirrored on the page; some programs name the letter and some the shape. The text itself shows which: brackets open
// before they close.
void settle_brackets(std::vector<PageLine>& lines) {
  static constexpr std::u32string_view opening = U"([«{", closing = U")]»}";
  std::size_t good = 0, bad = 0;
  for (const PageLine& line : lines) {
    if (!text::is_mostly_persian(line.text)) continue;
    int depth = 0;
    for (const char32_t point : utf8::decode(line.text)) {
      if (opening.find(point) != std::u32string_view::npos) ++depth;
      if (closing.find(point) == std::u32string_view::npos) continue;
      ++(depth > 0 ? good : bad);
      depth = std::max(0, depth - 1);
    }
  }
  if (bad <= good) return;
  for (PageLine& line : lines) {
    if (!text::is_mostly_persian(line.text)) continue;
    std::u32string points = utf8::decode(line.text);
    for (char32_t& point : points) {
      if (const std::size_t at = opening.find(point); at != std::u32string_view::npos)
        point = closing[at];
      else if (const std::size_t other = closing.find(point); other != std::u32string_view::npos)
        point = opening[other];
    }
    line.text = utf8::encode(points);
  }
}

// A line with its digits made equal, to find what repeats from page to page.
std::string pattern(const std::string& line) {
  std::string key = text::search_key(line);
  std::string out;
  for (const char byte : key) {
    const bool digit = byte >= '0' && byte <= '9';
    if (!digit || out.empty() || out.back() != '#') out += digit ? '#' : byte;
  }
  return out;
}

bool is_page_number(const std::string& line, std::size_t page) {
  const std::string key = text::search_key(line);
  std::string digits;
  for (const char byte : key) {
    if (byte >= '0' && byte <= '9') digits += byte;
  }
  const std::string shape = pattern(line);
  const bool shaped = shape == "#" || shape == "صفحه #" || shape == "page #" || shape == "# از #" || shape == "صفحه # از #" ||
                      shape == "page # of #" || shape == "# #";
  return shaped && !digits.empty() && digits.size() <= 8 && digits.starts_with(std::to_string(page));
}

// What browsers print around a page: its address and number below, the time above.
bool is_browser_edge(std::string_view line) {
  const bool address = line.starts_with("http://") || line.starts_with("https://") || line.starts_with("file:///");
  if (address)
    return line.size() < 400 &&
           line.find_first_of("0123456789/", line.rfind(' ') == std::string_view::npos ? line.size() : line.rfind(' ')) !=
               std::string_view::npos;
  const bool date = !line.empty() && line[0] >= '0' && line[0] <= '9';
  return date && line.size() < 400 &&
         (line.find(" AM ") != std::string_view::npos || line.find(" PM ") != std::string_view::npos) &&
         line.find(':') != std::string_view::npos;
}

// What stands at the top or bottom of many pages in the same place.
void remove_furniture(std::vector<PageLine>& lines, std::size_t pages) {
  std::vector<std::vector<std::size_t>> edges(pages);  // first and last lines of each page
  std::vector<std::vector<std::size_t>> of_page(pages);
  for (std::size_t at = 0; at < lines.size(); ++at) of_page[lines[at].page].push_back(at);
  for (auto& places : of_page)
    std::stable_sort(places.begin(), places.end(),
                     [&](std::size_t a, std::size_t b) { return lines[a].baseline < lines[b].baseline; });
  std::map<std::pair<std::string, int>, std::size_t> seen;
  std::size_t filled = 0, numbered = 0;
  const auto place_of = [&](std::size_t at) { return static_cast<int>(std::lround(lines[at].baseline / 6)); };
  std::set<std::size_t> numbers;
  for (std::size_t page = 0; page < pages; ++page) {
    const auto& places = of_page[page];
    if (places.empty()) continue;
    ++filled;
    for (std::size_t at = 0; at < places.size(); ++at)
      if (at < 3 || at + 3 >= places.size()) edges[page].push_back(places[at]);
    std::set<std::pair<std::string, int>> here;
    for (const std::size_t at : edges[page]) here.insert({pattern(lines[at].text), place_of(at)});
    for (const auto& each : here) ++seen[each];
    for (const std::size_t at : {places.front(), places.back()})
      if (is_page_number(lines[at].text, page + 1)) {
        numbers.insert(at);
        ++numbered;
        break;
      }
  }
  std::set<std::size_t> removed;
  if (numbered * 2 > filled && filled > 1) removed = numbers;
  for (const auto& places : of_page)
    if (!places.empty())
      for (const std::size_t at : {places.front(), places.back()})
        if (is_browser_edge(lines[at].text)) removed.insert(at);
  for (std::size_t page = 0; page < pages; ++page)
    for (const std::size_t at : edges[page]) {
      std::size_t times = 0;
      for (const int shift : {-1, 0, 1})
        if (const auto found = seen.find({pattern(lines[at].text), place_of(at) + shift}); found != seen.end())
          times += found->second;
      if (times >= 3 && times * 5 > filled * 2) removed.insert(at);
    }
  std::vector<PageLine> kept;
  for (std::size_t at = 0; at < lines.size(); ++at)
    if (!removed.contains(at)) kept.push_back(std::move(lines[at]));
  lines = std::move(kept);
}

}  // namespace

std::vector<PageLine> page_lines(std::vector<Page> pages) {
  std::size_t letters = 0, blanks = 0;
  for (const Page& page : pages)
    for (const Glyph& glyph : page.glyphs) ++(is_blank(glyph) ? blanks : letters);
  const bool draws_spaces = blanks * 20 > letters;
  std::vector<Glyph> sample;
  for (const Page& page : pages) {
    sample.insert(sample.end(), page.glyphs.begin(),
                  page.glyphs.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(page.glyphs.size(), 4000)));
    if (sample.size() > 20'000) break;
  }
  const bool right_to_left = is_right_to_left(sample, true);
  std::vector<PageLine> lines;
  for (std::size_t number = 0; number < pages.size(); ++number) {
    settle_marks(pages[number].glyphs);
    std::vector<std::vector<Segment>> found;
    for (auto& row : rows(std::move(pages[number].glyphs)))
      if (auto parts = segments(std::move(row)); !parts.empty()) found.push_back(std::move(parts));
    for (Placed& placed : reading_order(std::move(found), pages[number].width, right_to_left)) {
      lines.push_back(make_line(std::move(placed), right_to_left, draws_spaces));
      lines.back().page = number;
    }
  }
  remove_furniture(lines, pages.size());
  settle_brackets(lines);
  return lines;
}

}  // namespace mosharekat::document::reading
