// SPDX-License-Identifier: AGPL-3.0-or-later
#include "print/labelled.h"

#include <cairo.h>

#include "print/table.h"

namespace mosharekat::print {
namespace {

constexpr double row_gap = 5;

TextStyle bar_style(const Shaper& shaper) {
  TextStyle style = shaper.style(look::small_size + 0.5);
  style.leading = shaper.right_to_left() ? 1.65 : 1.4;
  return style;
}

Lines caption_of(const Bars& bars, Shaper& shaper) {
  return shaper.lines(bars.caption, shaper.style(look::small_size + 0.5, true), look::text_width,
                      shaper.right_to_left() ? Align::right : Align::left);
}

}  // namespace

void set_facts(const std::vector<std::pair<std::string, std::string>>& facts, Canvas& canvas, Shaper& shaper) {
  const bool right_to_left = shaper.right_to_left();
  const TextStyle label = shaper.style(9.5, false, look::ink_soft), value = shaper.style(9.5);
  double label_width = 0;
  for (const auto& [name, text] : facts) label_width = std::max(label_width, shaper.natural_width(name, label));
  label_width = std::min(label_width + 14, look::text_width * 0.36);
  const double inset = 10, value_width = look::text_width - label_width - 2 * inset;
  const Align align = right_to_left ? Align::right : Align::left;
  const double label_left =
      right_to_left ? look::margin_side + look::text_width - inset - label_width + 14 : look::margin_side + inset;
  const double value_left = right_to_left ? look::margin_side + inset : look::margin_side + inset + label_width;
  canvas.begin("Table");
  bool first = true;
  for (const auto& [name, text] : facts) {
    const Lines left = shaper.lines(name, label, label_width - 14, align), right = shaper.lines(text, value, value_width, align);
    const double height = std::max({left.height(), right.height(), label.pitch()}) + 6;
    if (height > canvas.room()) canvas.next_page(), first = true;
    canvas.draw_on_paper([=, top = canvas.y](_cairo* to) {
      fill_box(to, look::margin_side, top, look::text_width, height, look::paper);
      if (first) fill_box(to, look::margin_side, top, look::text_width, 0.8, look::firouzeh);
      fill_box(to, look::margin_side, top + height - 0.5, look::text_width, 0.5, look::line);
    });
    canvas.begin("TR");
    canvas.begin("TH", row_head);
    left.draw_all(canvas.ink(), label_left, canvas.y + 3);
    canvas.end();
    canvas.begin("TD");
    right.draw_all(canvas.ink(), value_left, canvas.y + 3);
    canvas.end();
    canvas.end();
    canvas.y += height;
    first = false;
  }
  canvas.end();
  canvas.y += 16;
}

double least_bars_height(const Bars& bars, Shaper& shaper) {
  return (bars.caption.empty() ? 0 : caption_of(bars, shaper).height() + 4) + bar_style(shaper).pitch() + row_gap;
}

void set_bars(const Bars& bars, Canvas& canvas, Shaper& shaper) {
  if (bars.bars.empty()) return;
  const bool right_to_left = shaper.right_to_left();
  const Align start = right_to_left ? Align::right : Align::left;
  const TextStyle label = bar_style(shaper);
  TextStyle value = label;
  value.figures = true;
  double label_width = 0, value_width = 0;
  for (const auto& bar : bars.bars) {
    label_width = std::max(label_width, shaper.natural_width(bar.label, label));
    value_width = std::max(value_width, shaper.natural_width(bar.value, value));
  }
  label_width = std::min(label_width + 1, look::text_width * 0.4);
  value_width = std::min(value_width + 1, look::text_width * 0.3);
  const double bar_width = look::text_width - label_width - value_width - 24;
  // Everything is measured from the start of the line, whichever side that is.
  const auto left_of = [&](double from, double width) {
    return right_to_left ? look::margin_side + look::text_width - from - width : look::margin_side + from;
  };

  if (canvas.room() < least_bars_height(bars, shaper)) canvas.next_page();
  canvas.begin("Table");
  if (!bars.caption.empty()) {
    const Lines caption = caption_of(bars, shaper);
    canvas.begin("Caption");
    caption.draw_all(canvas.ink(), look::margin_side, canvas.y);
    canvas.end();
    canvas.y += caption.height() + 4;
  }
  for (const auto& bar : bars.bars) {
    const Lines name = shaper.lines(bar.label, label, label_width, start),
                figure = shaper.lines(bar.value, value, value_width, start);
    const double height = std::max({name.height(), figure.height(), label.pitch()});
    if (height > canvas.room()) canvas.next_page();
    const double filled = bar_width * std::clamp(bar.share, 0.0, 1.0), top = canvas.y + label.pitch() / 2 - 4;
    const double bar_from = label_width + 12;
    canvas.draw_on_paper([=, track = left_of(bar_from, bar_width), part = left_of(bar_from, filled)](_cairo* to) {
      fill_box(to, track, top, bar_width, 8, look::firouzeh_soft);
      fill_box(to, part, top, filled, 8, look::firouzeh);
    });
    canvas.begin("TR");
    canvas.begin("TH", row_head);
    name.draw_all(canvas.ink(), left_of(0, label_width), canvas.y);
    canvas.end();
    canvas.begin("TD");
    figure.draw_all(canvas.ink(), left_of(bar_from + bar_width + 12, value_width), canvas.y);
    canvas.end();
    canvas.end();
    canvas.y += height + row_gap;
  }
  canvas.end();
}

}  // namespace mosharekat::print
