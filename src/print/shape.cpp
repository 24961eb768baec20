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
  letters_ = std::make_shared<Letters>(font.get());
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
  result.letters_ = letters_;
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
  for (const auto& [run, at] : runs) letters_->draw(to, run, pango_layout_get_text(layout_.get()), at, top + baseline_of(style_));
}

void Lines::draw_all(_cairo* to, double left, double top) const {
  for (std::size_t line = 0; line < count(); ++line) draw(to, line, left, top + static_cast<double>(line) * pitch());
}

}  // namespace mosharekat::print
