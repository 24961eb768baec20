// SPDX-License-Identifier: AGPL-3.0-or-later
#include "print/shape.h"

#include <cmath>
#include <fontconfig/fontconfig.h>
#include <pango/pangocairo.h>
#include <pango/pangofc-fontmap.h>

#include "print/direction.h"
#include "print/fonts.h"
#include "print/plain.h"

namespace mosharekat::print {
namespace {

template <class T>
std::shared_ptr<T> owned(T* object) {
  return {object, [](T* held) { g_object_unref(held); }};
}

int units(double points) { return static_cast<int>(std::lround(points * PANGO_SCALE)); }
double points(int units) { return static_cast<double>(units) / PANGO_SCALE; }

PangoAttribute* over(PangoAttribute* attribute, std::size_t from, std::size_t to) {
  attribute->start_index = static_cast<guint>(from);
  attribute->end_index = static_cast<guint>(to);
  return attribute;
}

PangoAttribute* colour_attribute(Colour colour) {
  return pango_attr_foreground_new(static_cast<guint16>((colour.rgb >> 16 & 255) * 257),
                                   static_cast<guint16>((colour.rgb >> 8 & 255) * 257),
                                   static_cast<guint16>((colour.rgb & 255) * 257));
}

double baseline_of(const TextStyle& style) {
  // Vazirmatn's letters reach about 0.75 above and 0.3 below the baseline; the rest of the pitch is shared evenly.
  return (style.pitch() - 1.05 * style.size) / 2 + 0.75 * style.size;
}

// Directions and line ends shape the line and are no letters of it.
bool formatting(char32_t letter) {
  return letter == '\n' || letter == 0x2028 || letter == 0x2029 || letter == 0x200E || letter == 0x200F ||
         (letter >= 0x202A && letter <= 0x202E) || (letter >= 0x2066 && letter <= 0x2069);
}

std::string utf8(char32_t letter) {
  char bytes[6];
  return {bytes, static_cast<std::size_t>(g_unichar_to_utf8(letter, bytes))};
}

}  // namespace

Shaper::Shaper(Language language) : language_(language) {
  const auto map = owned(pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT));
  pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(map.get()), font_configuration());
  pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(map.get()), 72);
  context_ = owned(pango_font_map_create_context(map.get()));
  cairo_font_options_t* options = cairo_font_options_create();
  cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options(context_.get(), options);
  cairo_font_options_destroy(options);
  pango_context_set_round_glyph_positions(context_.get(), FALSE);
  pango_context_set_language(context_.get(), pango_language_from_string(language == Language::fa ? "fa" : "en"));

  const auto description = std::unique_ptr<PangoFontDescription, decltype(&pango_font_description_free)>(
      pango_font_description_from_string(font_family), pango_font_description_free);
  pango_font_description_set_absolute_size(description.get(), units(look::body_size));
  const auto font = owned(pango_context_load_font(context_.get(), description.get()));
  // Invisible controls have a glyph each in the typeface; as no text is ever drawn with them, they are free to stand for letters.
  for (const gunichar control :
       {0x200Bu, 0x200Cu, 0x200Du, 0x200Eu, 0x200Fu, 0x202Au, 0x202Bu, 0x202Cu, 0x202Du, 0x202Eu, 0xFEFFu})
    if (const guint glyph = pango_fc_font_get_glyph(PANGO_FC_FONT(font.get()), control)) blanks_.push_back(glyph);
}

Shaper::~Shaper() = default;

TextStyle Shaper::style(double size, bool bold, Colour colour) const {
  TextStyle style;
  style.size = size;
  style.bold = bold;
  style.colour = colour;
  style.leading = look::leading(language_);
  return style;
}

std::shared_ptr<_PangoLayout> Shaper::layout(std::string_view text, const TextStyle& style) {
  auto layout = owned(pango_layout_new(context_.get()));
  PangoFontDescription* description = pango_font_description_from_string(font_family);
  pango_font_description_set_absolute_size(description, units(style.size));
  pango_font_description_set_weight(description, style.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description(layout.get(), description);
  pango_font_description_free(description);
  const std::string valid = plain(text);
  pango_layout_set_text(layout.get(), valid.data(), static_cast<int>(valid.size()));
  pango_layout_set_auto_dir(layout.get(), FALSE);
  PangoAttrList* attributes = pango_attr_list_new();
  pango_attr_list_insert(attributes, pango_attr_insert_hyphens_new(FALSE));
  if (style.figures) pango_attr_list_insert(attributes, pango_attr_font_features_new("tnum=1"));
  // The one sign for الله has four letters in one place, which no extractor can tell apart.
  constexpr std::string_view allah = "لله";
  for (std::size_t at = valid.find(allah); at != std::string::npos; at = valid.find(allah, at + allah.size()))
    pango_attr_list_insert(attributes, over(pango_attr_font_features_new("liga=0"), at, at + allah.size()));
  pango_layout_set_attributes(layout.get(), attributes);
  pango_attr_list_unref(attributes);
  return layout;
}

Lines Shaper::lines(const std::vector<Run>& runs, const TextStyle& style, double width, Align align) {
  std::string written;
  for (const Run& run : runs) written += plain(run.text);
  Lines result;
  result.right_to_left_ = reads_right_to_left(written, language_);
  std::string whole;
  std::vector<std::size_t> ends;
  for (const Run& run : runs) {
    const std::string text = plain(run.text);
    whole += result.right_to_left_ ? isolated(text) : text;
    ends.push_back(whole.size());
  }
  result.layout_ = layout(whole, style);
  PangoLayout* layout = result.layout_.get();
  PangoAttrList* attributes = pango_attr_list_ref(pango_layout_get_attributes(layout));
  std::size_t from = 0;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const Run& run = runs[i];
    const std::size_t to = ends[i];
    if (to == from) continue;
    pango_attr_list_insert(attributes, over(colour_attribute(run.colour), from, to));
    if (run.struck) pango_attr_list_insert(attributes, over(pango_attr_strikethrough_new(TRUE), from, to));
    if (run.underlined) pango_attr_list_insert(attributes, over(pango_attr_underline_new(PANGO_UNDERLINE_SINGLE), from, to));
    from = to;
  }
  pango_layout_set_attributes(layout, attributes);
  pango_attr_list_unref(attributes);

  pango_context_set_base_dir(context_.get(), result.right_to_left_ ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR);
  pango_layout_context_changed(layout);
  pango_layout_set_width(layout, units(width));
  pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
  result.count_ = whole.empty() ? 0 : pango_layout_get_line_count(layout);
  result.shaper_ = this;
  result.style_ = style;
  result.box_ = width;
  result.align_ = align;
  return result;
}

Lines Shaper::lines(std::string_view text, const TextStyle& style, double width, Align align) {
  return lines(std::vector<Run>{{std::string(text), style.colour}}, style, width, align);
}

Lines Shaper::one_line(std::string_view text, const TextStyle& style, double width, Align align) {
  Lines result = lines(text, style, width, align);
  pango_layout_set_single_paragraph_mode(result.layout_.get(), TRUE);
  pango_layout_set_ellipsize(result.layout_.get(), PANGO_ELLIPSIZE_END);
  result.count_ = std::min(result.count_, 1);
  return result;
}

double Shaper::natural_width(std::string_view text, const TextStyle& style) {
  int width = 0;
  pango_layout_get_size(layout(text, style).get(), &width, nullptr);
  return points(width);
}

double Lines::width() const {
  int widest = 0;
  for (int i = 0; i < count_; ++i) {
    PangoRectangle extents;
    pango_layout_line_get_extents(pango_layout_get_line_readonly(layout_.get(), i), nullptr, &extents);
    widest = std::max(widest, extents.width);
  }
  return points(widest);
}

void Lines::draw(_cairo* to, std::size_t line, double left, double top) const {
  PangoLayoutLine* const set = pango_layout_get_line_readonly(layout_.get(), static_cast<int>(line));
  PangoRectangle extents;
  pango_layout_line_get_extents(set, nullptr, &extents);
  const double spare = box_ - points(extents.width);
  const bool to_right =
      align_ == Align::right || (align_ == Align::start && right_to_left_) || (align_ == Align::end && !right_to_left_);
  double x = left + (align_ == Align::centre ? spare / 2 : to_right ? spare : 0);
  // Runs stand in the order they are seen; what is read first is drawn first, because content order is reading order.
  std::vector<std::pair<PangoGlyphItem*, double>> runs;
  for (GSList* at = set->runs; at != nullptr; at = at->next) {
    auto* const run = static_cast<PangoGlyphItem*>(at->data);
    runs.emplace_back(run, x);
    x += points(pango_glyph_string_get_width(run->glyphs));
  }
  std::stable_sort(runs.begin(), runs.end(),
                   [](const auto& a, const auto& b) { return a.first->item->offset < b.first->item->offset; });
  cairo_set_source_rgb(to, style_.colour.red(), style_.colour.green(), style_.colour.blue());
  for (const auto& [run, at] : runs)
    shaper_->draw_run(to, run, pango_layout_get_text(layout_.get()), at, top + baseline_of(style_));
}

void Lines::draw_all(_cairo* to, double left, double top) const {
  for (std::size_t line = 0; line < count(); ++line) draw(to, line, left, top + static_cast<double>(line) * pitch());
}

unsigned long Shaper::blank_for(char32_t letter) {
  if (const auto known = blank_of_.find(letter); known != blank_of_.end()) return known->second;
  if (blanks_.empty()) return 0;
  const unsigned long glyph = blanks_.front();
  blanks_.erase(blanks_.begin());
  return blank_of_[letter] = glyph;
}

// Pango's own renderer gives cairo a ligature as one glyph with several letters. Cairo then writes /ActualText, which many
// readers reverse (لا becomes ال) or place wrongly. So each letter gets a glyph of its own: where the shape has swallowed one, a
// glyph without ink follows. A cluster with fewer letters than glyphs goes to cairo as it is.
void Shaper::draw_run(_cairo* to, _PangoGlyphItem* run, const char* text, double x, double baseline) {
  cairo_scaled_font_t* const scaled = pango_cairo_font_get_scaled_font(PANGO_CAIRO_FONT(run->item->analysis.font));
  if (scaled == nullptr) return;
  cairo_matrix_t matrix;
  cairo_scaled_font_get_font_matrix(scaled, &matrix);
  const double size = std::abs(matrix.xx);
  const bool backward = run->item->analysis.level % 2 == 1;
  PangoFontDescription* const description = pango_font_describe(run->item->analysis.font);
  const bool ours = std::string_view(pango_font_description_get_family(description)) == font_family;
  pango_font_description_free(description);

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

  // Clusters in the order they are read, so that the content stream is in reading order too.
  std::string letters;
  std::vector<cairo_glyph_t> glyphs;
  std::vector<cairo_text_cluster_t> clusters;
  const auto put = [&](const std::string& of, std::initializer_list<cairo_glyph_t> drawn) {
    letters += of;
    glyphs.insert(glyphs.end(), drawn);
    clusters.push_back({static_cast<int>(of.size()), static_cast<int>(drawn.size())});
  };
  std::vector<double> left(static_cast<std::size_t>(run->glyphs->num_glyphs) + 1, x);
  for (std::size_t i = 0; i + 1 < left.size(); ++i) left[i + 1] = left[i] + points(run->glyphs->glyphs[i].geometry.width);

  PangoGlyphItemIter cluster;
  for (gboolean more = pango_glyph_item_iter_init_start(&cluster, run, text); more;
       more = pango_glyph_item_iter_next_cluster(&cluster)) {
    std::vector<cairo_glyph_t> shapes;  // in reading order
    const int step = backward ? -1 : 1;
    double cluster_left = left[static_cast<std::size_t>(cluster.start_glyph)], cluster_right = cluster_left;
    for (int g = cluster.start_glyph; g != cluster.end_glyph; g += step) {
      const PangoGlyphInfo& info = run->glyphs->glyphs[g];
      const double at = left[static_cast<std::size_t>(g)];
      cluster_left = std::min(cluster_left, at);
      cluster_right = std::max(cluster_right, at + points(info.geometry.width));
      if (info.glyph == PANGO_GLYPH_EMPTY) continue;
      if (info.glyph & PANGO_GLYPH_UNKNOWN_FLAG) {
        // No font has this letter: an empty box says that something stands here.
        cairo_set_line_width(to, size * 0.05);
        cairo_rectangle(to, at + size * 0.08, baseline - size * 0.68,
                        std::max(size * 0.2, points(info.geometry.width) - size * 0.16), size * 0.7);
        cairo_stroke(to);
        continue;
      }
      shapes.push_back({info.glyph, at + points(info.geometry.x_offset), baseline + points(info.geometry.y_offset)});
    }
    std::vector<char32_t> swallowed;
    for (const char* at = text + cluster.start_index; at < text + cluster.end_index; at = g_utf8_next_char(at))
      if (const gunichar letter = g_utf8_get_char(at); !formatting(letter)) swallowed.push_back(letter);
    if (swallowed.empty() && shapes.empty()) continue;
    if (run->item->analysis.flags & PANGO_ANALYSIS_FLAG_IS_ELLIPSIS) {
      letters += "…";
      glyphs.insert(glyphs.end(), shapes.begin(), shapes.end());
      clusters.push_back({static_cast<int>(std::string_view("…").size()), static_cast<int>(shapes.size())});
      continue;
    }
    if (!ours || swallowed.size() < shapes.size()) {
      letters.append(text + cluster.start_index, static_cast<std::size_t>(cluster.end_index - cluster.start_index));
      glyphs.insert(glyphs.end(), shapes.begin(), shapes.end());
      clusters.push_back({cluster.end_index - cluster.start_index, static_cast<int>(shapes.size())});
      continue;
    }
    // A ligature read from the right ends at its left edge, where its glyph is placed: so the glyph stands for the last letter,
    // and the letters before it get blanks further right. Read from the left it is the other way round. Extractors sort by place.
    // A mark (هٔ) or a half-space lies a hair beyond what was drawn last, which kerning may have moved off its cell.
    const std::size_t without = swallowed.size() - shapes.size();
    std::size_t first_drawn = 0;
    if (backward && !shapes.empty())
      while (first_drawn < without && !g_unichar_ismark(swallowed[first_drawn + 1])) ++first_drawn;
    for (std::size_t i = 0; i < swallowed.size(); ++i) {
      const std::string letter = utf8(swallowed[i]);
      if (i >= first_drawn && i - first_drawn < shapes.size()) {
        put(letter, {shapes[i - first_drawn]});
        continue;
      }
      const unsigned long glyph = blank_for(swallowed[i]);
      double place = cluster_left;
      if (!shapes.empty() && i < first_drawn)
        place = cluster_right - size * 0.01 * static_cast<double>(i + 1);
      else if (!shapes.empty() && !backward)
        place = cluster_right - size * 0.01 * static_cast<double>(swallowed.size() - i);
      else if (!glyphs.empty())
        place = backward ? std::min(cluster_left, glyphs.back().x) - size * 0.01
                         : std::max(cluster_left, glyphs.back().x + size * 0.01);
      if (glyph == 0)
        put(letter, {});
      else
        put(letter, {{glyph, place, baseline}});
    }
  }
  // Poppler takes the smallest gap of a line for its letter spacing when no letters overlap, and then sees spaces everywhere. One
  // step in two thousand of a size, which no eye sees, lets neighbours overlap.
  if (backward)
    for (std::size_t i = 1; i < glyphs.size(); i += 2) glyphs[i].x += size * 0.004;
  if (!glyphs.empty()) {
    cairo_set_scaled_font(to, scaled);
    cairo_show_text_glyphs(to, letters.data(), static_cast<int>(letters.size()), glyphs.data(), static_cast<int>(glyphs.size()),
                           clusters.data(), static_cast<int>(clusters.size()), static_cast<cairo_text_cluster_flags_t>(0));
  }
  const auto rule = [&](double height) {
    cairo_rectangle(to, x, baseline + height, left.back() - x, size * 0.06);
    cairo_fill(to);
  };
  if (struck) rule(-size * 0.27);
  if (underlined) rule(size * 0.2);
  cairo_restore(to);
}

}  // namespace mosharekat::print
