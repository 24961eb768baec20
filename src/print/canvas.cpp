// SPDX-License-Identifier: AGPL-3.0-or-later
#include "print/canvas.h"

#include <cairo-pdf.h>
#include <stdexcept>

#include "base/result.h"

namespace mosharekat::print {
namespace {

cairo_status_t append(void* bytes, const unsigned char* data, unsigned int length) {
  static_cast<std::string*>(bytes)->append(reinterpret_cast<const char*>(data), length);
  return CAIRO_STATUS_SUCCESS;
}

}  // namespace

Canvas::Surface::Surface() {
  surface = cairo_pdf_surface_create_for_stream(append, &bytes, look::page_width, look::page_height);
  cairo = cairo_create(surface);
}

Canvas::Surface::~Surface() {
  cairo_destroy(cairo);
  cairo_surface_destroy(surface);
}

std::string Canvas::Surface::finish() {
  const cairo_status_t drawn = cairo_status(cairo);
  cairo_surface_finish(surface);
  const cairo_status_t written = cairo_surface_status(surface);
  if (drawn != CAIRO_STATUS_SUCCESS || written != CAIRO_STATUS_SUCCESS)
    throw std::runtime_error(std::string("print: ") + cairo_status_to_string(drawn != CAIRO_STATUS_SUCCESS ? drawn : written));
  return std::move(bytes);
}

Canvas::Canvas() {
  pages_.emplace_back();
  y = page_top();
}

Canvas::~Canvas() = default;

void Canvas::next_page() {
  cairo_show_page(ink());
  pages_.emplace_back();
  y = page_top();
}

void Canvas::begin(std::string_view tag, TagAttributes attributes) {
  open_tags_.emplace_back(tag);
  attributes_.push_back(std::move(attributes));
  cairo_tag_begin(ink(), open_tags_.back().c_str(), "");
}

void Canvas::end() {
  expect(!open_tags_.empty(), "print: a tag is closed that was not opened");
  cairo_tag_end(ink(), open_tags_.back().c_str());
  open_tags_.pop_back();
}

void Canvas::bookmark(int level, std::string_view text) {
  while (!bookmarks_.empty() && bookmarks_.back().first >= level) bookmarks_.pop_back();
  const int parent = bookmarks_.empty() ? CAIRO_PDF_OUTLINE_ROOT : bookmarks_.back().second;
  const std::string link = "page=" + std::to_string(page()) + " pos=[0 " + std::to_string(static_cast<int>(y)) + "]";
  const int entry =
      cairo_pdf_surface_add_outline(ink_.surface, parent, std::string(text).c_str(), link.c_str(), CAIRO_PDF_OUTLINE_FLAG_OPEN);
  bookmarks_.emplace_back(level, entry);
}

Canvas::Layers Canvas::finish(const std::function<void(_cairo*, std::size_t, std::size_t)>& furniture) {
  expect(open_tags_.empty(), "print: a tag was left open");
  cairo_show_page(ink());
  Surface paper;
  for (std::size_t page = 0; page < pages_.size(); ++page) {
    for (const Drawing& drawing : pages_[page]) drawing(paper.cairo);
    furniture(paper.cairo, page + 1, pages_.size());
    cairo_show_page(paper.cairo);
  }
  return {ink_.finish(), paper.finish(), std::move(attributes_)};
}

void set_colour(_cairo* to, Colour colour) { cairo_set_source_rgb(to, colour.red(), colour.green(), colour.blue()); }

void fill_box(_cairo* to, double left, double top, double width, double height, Colour colour) {
  set_colour(to, colour);
  cairo_rectangle(to, left, top, width, height);
  cairo_fill(to);
}

}  // namespace mosharekat::print
