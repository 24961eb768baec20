// SPDX-License-Identifier: AGPL-3.0-or-later
#include "print/picture.h"

#include <algorithm>
#include <cairo.h>
#include <cmath>
#include <cstring>
#include <memory>

namespace mosharekat::print {

namespace {

using Surface = std::unique_ptr<cairo_surface_t, decltype(&cairo_surface_destroy)>;
using Brush = std::unique_ptr<cairo_t, decltype(&cairo_destroy)>;

std::uint32_t big_endian(std::string_view bytes) {
  std::uint32_t value = 0;
  for (const char byte : bytes.substr(0, 4)) value = value << 8 | static_cast<unsigned char>(byte);
  return value;
}

// The sides that the file's head tells, before anything is allocated for them: PNG (W3C, 3rd edition) §5.2, §11.2.1.
bool has_good_head(std::string_view bytes) {
  constexpr std::string_view signature("\x89PNG\r\n\x1a\n", 8);
  if (bytes.size() < 33 || bytes.size() > picture_limit_bytes || !bytes.starts_with(signature)) return false;
  if (bytes.substr(12, 4) != "IHDR") return false;
  for (const std::size_t at : {16, 20})
    if (const std::uint32_t side = big_endian(bytes.substr(at)); side < 1 || side > std::uint32_t{picture_limit_side})
      return false;
  return true;
}

cairo_status_t read_more(void* closure, unsigned char* into, unsigned int length) {
  auto& rest = *static_cast<std::string_view*>(closure);
  if (rest.size() < length) return CAIRO_STATUS_READ_ERROR;
  std::memcpy(into, rest.data(), length);
  rest.remove_prefix(length);
  return CAIRO_STATUS_SUCCESS;
}

cairo_status_t write_more(void* closure, const unsigned char* data, unsigned int length) {
  static_cast<std::string*>(closure)->append(reinterpret_cast<const char*>(data), length);
  return CAIRO_STATUS_SUCCESS;
}

}  // namespace

Result<std::string> clean_picture(std::string_view bytes, int most) {
  const Error refused{Code::invalid,
                      "portal.error.picture",
                      {{"side", std::int64_t{picture_limit_side}}, {"kilobytes", std::int64_t{picture_limit_bytes / 1024}}},
                      "emblem"};
  if (!has_good_head(bytes)) return refused;
  std::string_view rest = bytes;
  const Surface given(cairo_image_surface_create_from_png_stream(read_more, &rest), cairo_surface_destroy);
  if (cairo_surface_status(given.get()) != CAIRO_STATUS_SUCCESS) return refused;
  const int width = cairo_image_surface_get_width(given.get()), height = cairo_image_surface_get_height(given.get());
  const double scale = std::min(1.0, static_cast<double>(most) / std::max(width, height));
  const auto side = [&](int length) { return std::max(1, static_cast<int>(std::lround(length * scale))); };
  const Surface kept(cairo_image_surface_create(CAIRO_FORMAT_ARGB32, side(width), side(height)), cairo_surface_destroy);
  const Brush brush(cairo_create(kept.get()), cairo_destroy);
  cairo_scale(brush.get(), scale, scale);
  cairo_set_source_surface(brush.get(), given.get(), 0, 0);
  cairo_pattern_set_filter(cairo_get_source(brush.get()), CAIRO_FILTER_BEST);
  cairo_paint(brush.get());
  std::string png;
  if (cairo_status(brush.get()) != CAIRO_STATUS_SUCCESS ||
      cairo_surface_write_to_png_stream(kept.get(), write_more, &png) != CAIRO_STATUS_SUCCESS)
    return refused;
  return png;
}

}  // namespace mosharekat::print
