// SPDX-License-Identifier: AGPL-3.0-or-later
// The pages of one PDF in the making. What is read stands on the ink, under structure tags; what only adorns or repeats (rules,
// shades, running heads, page numbers, header rows repeated) lies on the paper beneath it and is marked as artifact, so that a
// screen reader passes it by. Not thread-safe.
#pragma once
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "print/look.h"

struct _cairo;
struct _cairo_surface;

namespace mosharekat::print {

// A PDF dictionary that is merged into the structure element of a tag, e.g. "<< /Lang (en) >>".
using TagAttributes = std::string;

class Canvas {
 public:
  using Drawing = std::function<void(_cairo*)>;

  Canvas();
  ~Canvas();
  Canvas(const Canvas&) = delete;
  Canvas& operator=(const Canvas&) = delete;

  _cairo* ink() { return ink_.cairo; }
  std::size_t page() const { return pages_.size(); }  // from 1
  void next_page();

  // Where the next thing goes, and how much room is left on this page.
  double y = 0;
  double room() const { return look::text_bottom - y; }
  double page_top() const { return page() == 1 ? look::margin_top_first : look::margin_top; }

  void begin(std::string_view tag, TagAttributes attributes = {});
  void end();
  // An entry of the reader's outline, for the place (page, y) where we are.
  void bookmark(int level, std::string_view text);
  void draw_on_paper(Drawing drawing) { pages_.back().push_back(std::move(drawing)); }

  // The two layers, and what is to be added to them. `furniture` draws on the paper of page n of all.
  struct Layers {
    std::string ink, paper;
    std::vector<TagAttributes> attributes;  // of the tags, in the order they were begun
  };
  Layers finish(const std::function<void(_cairo*, std::size_t page, std::size_t pages)>& furniture);

 private:
  struct Surface {
    std::string bytes;
    _cairo_surface* surface = nullptr;
    _cairo* cairo = nullptr;
    Surface();
    ~Surface();
    std::string finish();
  };
  Surface ink_;
  std::vector<std::vector<Drawing>> pages_;
  std::vector<std::string> open_tags_;
  std::vector<TagAttributes> attributes_;
  std::vector<std::pair<int, int>> bookmarks_;  // level and cairo's number of the entries above the next one
};

// Small strokes that several files draw.
void set_colour(_cairo* to, Colour colour);
void fill_box(_cairo* to, double left, double top, double width, double height, Colour colour);

}  // namespace mosharekat::print
