// SPDX-License-Identifier: AGPL-3.0-or-later
#include "print/letters.h"

#include <cairo-ft.h>
#include <cmath>
#include <fontconfig/fontconfig.h>
#include <pango/pangocairo.h>
#include <pango/pangofc-font.h>
#include <string_view>

#include "base/utf8.h"
#include "print/fonts.h"

namespace mosharekat::print {
namespace {

constexpr int faces_max = 16;

double points(int units) { return static_cast<double>(units) / PANGO_SCALE; }

// Directions and line ends shape the line and are no letters of it.
bool formatting(char32_t letter) {
  return letter == '\n' || letter == 0x2028 || letter == 0x2029 || letter == 0x200E || letter == 0x200F ||
         (letter >= 0x202A && letter <= 0x202E) || (letter >= 0x2066 && letter <= 0x2069);
}

bool is_ours(PangoFont* font) {
  PangoFontDescription* const description = pango_font_describe(font);
  const bool ours = std::string_view(pango_font_description_get_family(description)) == font_family;
  pango_font_description_free(description);
  return ours;
}

}  // namespace

// What is shaped together: one letter and its marks, a ligature, a half-space.
struct Letters::Cluster {
  std::vector<cairo_glyph_t> shapes;  // in reading order
  std::vector<cairo_glyph_t> marks;   // shapes without width of right-to-left text
  std::vector<char32_t> letters;
  double left = 0, right = 0;
};

// A run while it is put together.
struct Letters::Line {
  PangoFont* pango = nullptr;
  cairo_scaled_font_t* font = nullptr;
  double size = 0, baseline = 0;
  bool backward = false, ours = false;
  std::vector<Glyph> glyphs;
  // A distance that no eye sees, but that keeps extractors from taking two letters for one place.
  double hair() const { return size * 0.01; }
};

Letters::Letters(_PangoFont* font) {
  // Invisible controls have a glyph each in the typeface; as no text is ever drawn with them, they are free to stand for letters.
  for (const gunichar control :
       {0x200Bu, 0x200Cu, 0x200Du, 0x200Eu, 0x200Fu, 0x202Au, 0x202Bu, 0x202Cu, 0x202Du, 0x202Eu, 0xFEFFu})
    if (const guint glyph = pango_fc_font_get_glyph(PANGO_FC_FONT(font), control)) blanks_.push_back(glyph);
}

Letters::~Letters() = default;

void Letters::put(Line& line, char32_t letter, unsigned long glyph, double x, double y, int preferred_face) {
  Glyph placed{{}, glyph, x, y, 0};
  utf8::append(placed.letters, letter);
  const void* const typeface = cairo_scaled_font_get_font_face(line.font);
  for (int tried = 0; tried < faces_max; ++tried) {
    const int number = (preferred_face + tried) % faces_max;
    char32_t& known = stands_for_[{typeface, number, glyph}];
    if (known != 0 && known != letter) continue;
    known = letter;
    placed.face = number;
    break;
  }
  line.glyphs.push_back(std::move(placed));
}

void Letters::put_blank(Line& line, char32_t letter, double x) {
  if (blanks_.empty()) return;
  const auto next = blanks_[blank_of_.size() % blanks_.size()];
  const unsigned long glyph = blank_of_.try_emplace(letter, next).first->second;
  // In the face of the glyph before it: cairo drops a piece of text that has no ink at all.
  put(line, letter, glyph, x, line.baseline, line.glyphs.empty() ? 0 : line.glyphs.back().face);
}

void Letters::place_forward(const Cluster& cluster, Line& line) {
  for (std::size_t i = 0; i < cluster.letters.size(); ++i) {
    if (i < cluster.shapes.size()) {
      put(line, cluster.letters[i], cluster.shapes[i].index, cluster.shapes[i].x, cluster.shapes[i].y);
      continue;
    }
    const double last = line.glyphs.empty() ? cluster.left : line.glyphs.back().x;
    const double end = cluster.right - line.hair() * static_cast<double>(cluster.letters.size() - i);
    put_blank(line, cluster.letters[i], std::max(last + line.hair(), cluster.shapes.empty() ? cluster.left : end));
  }
}

// A ligature read from the right ends at its left edge, where its glyph is placed: so the glyph stands for the last letter, and
// the letters before it get blanks at the right edge. Marks (هٔ, ً) and half-spaces lie a hair beyond what was drawn last, which
// kerning may have moved off its cell.
void Letters::place_backward(const Cluster& cluster, Line& line) {
  std::size_t bases = 0;
  for (const char32_t letter : cluster.letters) bases += g_unichar_ismark(letter) ? 0 : 1;
  std::size_t swallowed = bases - std::min(bases, cluster.shapes.size()), shape = 0;
  for (std::size_t i = 0; i < cluster.letters.size(); ++i) {
    const bool mark = g_unichar_ismark(cluster.letters[i]);
    if (shape == 0 && swallowed > 0 && !cluster.shapes.empty()) {
      put_blank(line, cluster.letters[i], cluster.right - line.hair() * static_cast<double>(i + 1));
      swallowed -= mark ? 0 : 1;
    } else if (!mark && shape < cluster.shapes.size()) {
      put(line, cluster.letters[i], cluster.shapes[shape].index, cluster.shapes[shape].x, cluster.shapes[shape].y);
      ++shape;
    } else {
      const double last = line.glyphs.empty() ? cluster.left + line.hair() : line.glyphs.back().x;
      put_blank(line, cluster.letters[i], std::min(cluster.left, last) - line.hair());
    }
  }
}

void Letters::draw(_cairo* to, _PangoGlyphItem* run, const char* text, double x, double baseline) {
  PangoFont* const font = run->item->analysis.font;
  Line line;
  line.pango = font;
  line.font = pango_cairo_font_get_scaled_font(PANGO_CAIRO_FONT(font));
  if (line.font == nullptr) return;
  cairo_matrix_t matrix;
  cairo_scaled_font_get_font_matrix(line.font, &matrix);
  line.size = std::abs(matrix.xx);
  line.baseline = baseline;
  line.backward = run->item->analysis.level % 2 == 1;
  Font& known = fonts_[font];
  if (!known.held) known = {{PANGO_FONT(g_object_ref(font)), [](PangoFont* held) { g_object_unref(held); }}, is_ours(font)};
  line.ours = known.ours;

  bool struck = false, underlined = false;
  cairo_save(to);
  for (GSList* at = run->item->analysis.extra_attrs; at != nullptr; at = at->next) {
    auto* const attribute = static_cast<PangoAttribute*>(at->data);
    if (attribute->klass->type == PANGO_ATTR_FOREGROUND) {
      const PangoColor colour = reinterpret_cast<PangoAttrColor*>(attribute)->color;
      cairo_set_source_rgb(to, colour.red / 65535.0, colour.green / 65535.0, colour.blue / 65535.0);
    }
    struck |= attribute->klass->type == PANGO_ATTR_STRIKETHROUGH;
    underlined |= attribute->klass->type == PANGO_ATTR_UNDERLINE;
  }

  std::vector<double> left(static_cast<std::size_t>(run->glyphs->num_glyphs) + 1, x);
  for (std::size_t i = 0; i + 1 < left.size(); ++i) left[i + 1] = left[i] + points(run->glyphs->glyphs[i].geometry.width);
  cairo_set_scaled_font(to, line.font);
  PangoGlyphItemIter at;
  for (gboolean more = pango_glyph_item_iter_init_start(&at, run, text); more; more = pango_glyph_item_iter_next_cluster(&at)) {
    Cluster cluster;
    cluster.left = cluster.right = left[static_cast<std::size_t>(at.start_glyph)];
    for (int g = at.start_glyph; g != at.end_glyph; g += line.backward ? -1 : 1) {
      const PangoGlyphInfo& info = run->glyphs->glyphs[g];
      const double from = left[static_cast<std::size_t>(g)], width = points(info.geometry.width);
      cluster.left = std::min(cluster.left, from);
      cluster.right = std::max(cluster.right, from + width);
      if (info.glyph == PANGO_GLYPH_EMPTY) continue;
      if (info.glyph & PANGO_GLYPH_UNKNOWN_FLAG) {
        // No font has this letter: an empty box says that something stands here.
        cairo_set_line_width(to, line.size * 0.05);
        cairo_rectangle(to, from + line.size * 0.08, baseline - line.size * 0.68,
                        std::max(line.size * 0.2, width - line.size * 0.16), line.size * 0.7);
        cairo_stroke(to);
        continue;
      }
      const cairo_glyph_t shape{info.glyph, from + points(info.geometry.x_offset), baseline + points(info.geometry.y_offset)};
      (line.ours && line.backward && info.geometry.width == 0 ? cluster.marks : cluster.shapes).push_back(shape);
    }
    const std::string_view written(text + at.start_index, static_cast<std::size_t>(at.end_index - at.start_index));
    for (std::size_t byte = 0; byte < written.size();)
      if (const char32_t letter = utf8::next(written, byte); !formatting(letter)) cluster.letters.push_back(letter);

    const bool ellipsis = (run->item->analysis.flags & PANGO_ANALYSIS_FLAG_IS_ELLIPSIS) != 0;
    if (ellipsis || !line.ours || cluster.letters.size() < cluster.shapes.size()) {
      // Left to cairo: all letters with the first shape.
      for (const auto* shapes : {&cluster.shapes, &cluster.marks})
        for (const cairo_glyph_t& shape : *shapes) line.glyphs.push_back({{}, shape.index, shape.x, shape.y, 0});
      const std::size_t shapes = cluster.shapes.size() + cluster.marks.size();
      if (shapes > 0) line.glyphs[line.glyphs.size() - shapes].letters = ellipsis ? "…" : std::string(written);
      continue;
    }
    // A mark's own place is over its letter, where extractors would read it too early: its ink is drawn as a shape, its letter is
    // a blank.
    if (!cluster.marks.empty()) {
      cairo_glyph_path(to, cluster.marks.data(), static_cast<int>(cluster.marks.size()));
      cairo_fill(to);
    }
    line.backward ? place_backward(cluster, line) : place_forward(cluster, line);
  }
  // Poppler takes the smallest gap of a line for its letter spacing when no letters overlap, and then sees spaces everywhere.
  if (line.backward)
    for (std::size_t i = 1; i < line.glyphs.size(); i += 2) line.glyphs[i].x += line.size * 0.004;
  show(to, line);
  const auto rule = [&](double height) {
    cairo_rectangle(to, x, baseline + height, left.back() - x, line.size * 0.06);
    cairo_fill(to);
  };
  if (struck) rule(-line.size * 0.27);
  if (underlined) rule(line.size * 0.2);
  cairo_restore(to);
}

void Letters::show(_cairo* to, const Line& line) {
  for (std::size_t from = 0; from < line.glyphs.size();) {
    std::string letters;
    std::vector<cairo_glyph_t> glyphs;
    std::vector<cairo_text_cluster_t> clusters;
    const int number = line.glyphs[from].face;
    for (; from < line.glyphs.size() && line.glyphs[from].face == number; ++from) {
      const Glyph& glyph = line.glyphs[from];
      letters += glyph.letters;
      glyphs.push_back({glyph.index, glyph.x, glyph.y});
      if (glyph.letters.empty() && !clusters.empty())
        ++clusters.back().num_glyphs;
      else
        clusters.push_back({static_cast<int>(glyph.letters.size()), 1});
    }
    cairo_set_scaled_font(to, face(line, number));
    cairo_show_text_glyphs(to, letters.data(), static_cast<int>(letters.size()), glyphs.data(), static_cast<int>(glyphs.size()),
                           clusters.data(), static_cast<int>(clusters.size()), static_cast<cairo_text_cluster_flags_t>(0));
  }
}

// Faces that differ in something that no PDF shows (how a screen orders and filters its colours) are different fonts to cairo.
_cairo_scaled_font* Letters::face(const Line& line, int number) {
  if (number == 0) return line.font;
  auto& known = faces_[{line.font, number}];
  if (known) return known.get();
  FcPattern* const pattern = FcPatternDuplicate(pango_fc_font_get_pattern(PANGO_FC_FONT(line.pango)));
  FcPatternDel(pattern, FC_RGBA);
  FcPatternDel(pattern, FC_LCD_FILTER);
  FcPatternAddInteger(pattern, FC_RGBA, 1 + number % 4);
  FcPatternAddInteger(pattern, FC_LCD_FILTER, number / 4);
  cairo_font_face_t* const face = cairo_ft_font_face_create_for_pattern(pattern);
  FcPatternDestroy(pattern);
  cairo_font_options_t* const options = cairo_font_options_create();
  cairo_scaled_font_get_font_options(line.font, options);
  cairo_matrix_t size, page;
  cairo_scaled_font_get_font_matrix(line.font, &size);
  cairo_scaled_font_get_ctm(line.font, &page);
  known = {cairo_scaled_font_create(face, &size, &page, options), cairo_scaled_font_destroy};
  cairo_font_options_destroy(options);
  cairo_font_face_destroy(face);
  return known.get();
}

}  // namespace mosharekat::print
