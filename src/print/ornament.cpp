// SPDX-License-Identifier: AGPL-3.0-or-later
#include "print/ornament.h"

#include <algorithm>
#include <cairo.h>
#include <cmath>
#include <cstring>
#include <memory>
#include <numbers>

#include "print/canvas.h"

namespace mosharekat::print {
namespace {

void lozenge(_cairo* to, double x, double y, double reach) {
  cairo_move_to(to, x - reach, y);
  cairo_line_to(to, x, y - reach);
  cairo_line_to(to, x + reach, y);
  cairo_line_to(to, x, y + reach);
  cairo_close_path(to);
}

struct Reading {
  std::string_view left;
};
cairo_status_t read_some(void* from, unsigned char* to, unsigned int length) {
  auto& reading = *static_cast<Reading*>(from);
  if (reading.left.size() < length) return CAIRO_STATUS_READ_ERROR;
  std::memcpy(to, reading.left.data(), length);
  reading.left.remove_prefix(length);
  return CAIRO_STATUS_SUCCESS;
}

}  // namespace

void draw_girih(_cairo* to, double left, double top, double width, double height, Colour ground, Colour strokes) {
  cairo_save(to);
  fill_box(to, left, top, width, height, ground);
  set_colour(to, strokes);
  cairo_set_line_width(to, height * 0.07);
  // One repeat is twice as wide as high: a star of a square and a lozenge, a bar, a lozenge, a bar.
  const double repeat = height * 2;
  const int repeats = static_cast<int>(width / repeat);
  const double middle = top + height / 2, reach = height * 0.375, half = height * 0.265;
  double x = left + (width - repeats * repeat) / 2 + repeat / 4;
  for (int i = 0; i < repeats; ++i, x += repeat) {
    lozenge(to, x, middle, reach);
    cairo_rectangle(to, x - half, middle - half, 2 * half, 2 * half);
    lozenge(to, x + repeat / 2, middle, reach);
    for (const double bar : {x + reach, x + repeat / 2 + reach}) {
      if (i + 1 == repeats && bar > x + repeat / 2) continue;
      cairo_move_to(to, bar, middle);
      cairo_line_to(to, bar + repeat / 2 - 2 * reach, middle);
    }
  }
  cairo_stroke(to);
  cairo_restore(to);
}

void draw_star(_cairo* to, double x, double y, double radius, Colour colour) {
  cairo_save(to);
  set_colour(to, colour);
  // Two squares, one turned by an eighth: the outline meets the inner corners at cos 45° / cos 22.5° of the radius.
  const double inner = radius * std::cos(std::numbers::pi / 4) / std::cos(std::numbers::pi / 8);
  for (int corner = 0; corner < 16; ++corner) {
    const double angle = corner * std::numbers::pi / 8, reach = corner % 2 == 0 ? radius : inner;
    cairo_line_to(to, x + reach * std::sin(angle), y - reach * std::cos(angle));
  }
  cairo_close_path(to);
  cairo_fill(to);
  set_colour(to, look::white);
  lozenge(to, x, y, radius * 0.36);
  cairo_fill(to);
  cairo_restore(to);
}

void draw_picture(_cairo* to, std::string_view png, double left, double top, double side) {
  Reading reading{png};
  const std::unique_ptr<cairo_surface_t, decltype(&cairo_surface_destroy)> picture(
      cairo_image_surface_create_from_png_stream(read_some, &reading), &cairo_surface_destroy);
  if (cairo_surface_status(picture.get()) != CAIRO_STATUS_SUCCESS) return;
  const double width = cairo_image_surface_get_width(picture.get()), height = cairo_image_surface_get_height(picture.get());
  const double scale = side / std::max({width, height, 1.0});
  cairo_save(to);
  cairo_translate(to, left + (side - width * scale) / 2, top + (side - height * scale) / 2);
  cairo_scale(to, scale, scale);
  cairo_set_source_surface(to, picture.get(), 0, 0);
  cairo_paint(to);
  cairo_restore(to);
}

}  // namespace mosharekat::print
