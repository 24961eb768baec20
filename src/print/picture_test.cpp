// SPDX-License-Identifier: AGPL-3.0-or-later
#include "print/picture.h"

#include <cairo.h>
#include <doctest/doctest.h>

using namespace mosharekat;
using namespace mosharekat::print;

namespace {

std::string drawn(int width, int height) {
  cairo_surface_t* surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, width, height);
  cairo_t* brush = cairo_create(surface);
  cairo_set_source_rgb(brush, 0.04, 0.44, 0.47);
  cairo_rectangle(brush, 0, 0, width / 2.0, height);
  cairo_fill(brush);
  cairo_destroy(brush);
  std::string png;
  cairo_surface_write_to_png_stream(
      surface,
      [](void* closure, const unsigned char* data, unsigned int length) {
        static_cast<std::string*>(closure)->append(reinterpret_cast<const char*>(data), length);
        return CAIRO_STATUS_SUCCESS;
      },
      &png);
  cairo_surface_destroy(surface);
  return png;
}

std::pair<int, int> sides(std::string_view png) {
  const auto at = [&](std::size_t from) {
    int value = 0;
    for (std::size_t i = from; i < from + 4; ++i) value = value * 256 + static_cast<unsigned char>(png[i]);
    return value;
  };
  return {at(16), at(20)};
}

}  // namespace

TEST_CASE("a picture is written again, small, in its proportions, without what else its file carried") {
  CHECK(sides(clean_picture(drawn(100, 40)).value()) == std::pair{100, 40});
  CHECK(sides(clean_picture(drawn(1024, 512)).value()) == std::pair{256, 128});
  CHECK(sides(clean_picture(drawn(2048, 1)).value()) == std::pair{256, 1});
  CHECK(sides(clean_picture(drawn(1024, 512), page_side).value()) == std::pair{80, 40});
  const std::string carrying = drawn(64, 64) + "<script>alert(1)</script>";
  const std::string clean = clean_picture(carrying).value();
  CHECK(clean.find("script") == std::string::npos);
  // Written again from itself it is the same picture.
  CHECK(clean_picture(clean).value() == clean);
}

TEST_CASE("what is no picture, too large or torn is refused") {
  const auto refused = [](std::string_view bytes) {
    const auto made = clean_picture(bytes);
    return !made && made.error().key == "portal.error.picture" && made.error().field == "emblem";
  };
  CHECK(refused(""));
  CHECK(refused("<svg xmlns='http://www.w3.org/2000/svg'/>"));
  CHECK(refused("\x89PNG\r\n\x1a\n"));
  CHECK(refused(drawn(2049, 10)));
  CHECK(refused(drawn(10, 2049)));
  const std::string good = drawn(300, 300);
  CHECK(!refused(good));
  for (const std::size_t length : {good.size() / 2, std::size_t{40}, std::size_t{33}}) CHECK(refused(good.substr(0, length)));
  // A head that promises a huge picture allocates nothing.
  std::string bomb = good;
  for (const std::size_t at : {16, 20}) bomb[at] = '\x7f';
  CHECK(refused(bomb));
  CHECK(refused(good + std::string(picture_limit_bytes, 'x')));
}
