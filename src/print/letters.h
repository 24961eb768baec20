// SPDX-License-Identifier: AGPL-3.0-or-later
// Shaped text onto a PDF such that every letter comes back from it. Pango's own renderer gives cairo a ligature as one glyph with
// several letters; cairo then writes replacement text (/ActualText), which many readers reverse (لا becomes ال) or put elsewhere.
// Here each letter has a glyph of its own: where a shape has swallowed one, a glyph without ink follows. Letters are written in
// the order in which they are read. One Letters serves one document; not thread-safe.
#pragma once
#include <map>
#include <memory>
#include <string>
#include <tuple>
#include <vector>

struct _cairo;
struct _cairo_scaled_font;
struct _PangoFont;
struct _PangoGlyphItem;

namespace mosharekat::print {

class Letters {
 public:
  // The blanks are taken from this font and serve all sizes and weights of its family.
  explicit Letters(_PangoFont* font);
  ~Letters();

  // Draws a run of `text` with its colour, strike and underline; `x` is its left edge.
  void draw(_cairo* to, _PangoGlyphItem* run, const char* text, double x, double baseline);

 private:
  struct Glyph {
    std::string letters;  // what it stands for; nothing when a glyph before it stands for it too
    unsigned long index = 0;
    double x = 0, y = 0;
    int face = 0;
  };
  struct Cluster;
  struct Line;

  void place_forward(const Cluster& cluster, Line& line);
  void place_backward(const Cluster& cluster, Line& line);
  void put(Line& line, char32_t letter, unsigned long glyph, double x, double y, int preferred_face = 0);
  void put_blank(Line& line, char32_t letter, double x);
  void show(_cairo* to, const Line& line);
  _cairo_scaled_font* face(const Line& line, int number);

  std::vector<unsigned long> blanks_;
  std::map<char32_t, unsigned long> blank_of_;
  // A glyph stands for one letter in one font of the file. Where a text needs it for another (a bracket mirrored and not), the
  // same typeface goes in a second time.
  std::map<std::tuple<const void*, int, unsigned long>, char32_t> stands_for_;
  std::map<std::pair<_cairo_scaled_font*, int>, std::shared_ptr<_cairo_scaled_font>> faces_;
  struct Font {
    std::shared_ptr<_PangoFont> held;  // so that no other font gets its address
    bool ours = false;
  };
  std::map<const _PangoFont*, Font> fonts_;
};

}  // namespace mosharekat::print
