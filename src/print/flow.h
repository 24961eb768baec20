// SPDX-License-Identifier: AGPL-3.0-or-later
// Blocks flowing down the pages of a document: what may break where, and how each kind of block looks. One Flow serves one
// document; not thread-safe.
#pragma once
#include <string_view>

#include "print/canvas.h"
#include "print/print.h"
#include "print/shape.h"

namespace mosharekat::print {

class Flow {
 public:
  Flow(const Document& document, Canvas& canvas, Shaper& shaper) : document_(document), canvas_(canvas), shaper_(shaper) {}

  // Head of the first page: band, organisation, title, subtitle, facts.
  void opening();
  void blocks();

 private:
  void set(const Heading& heading);
  void set(const Paragraph& paragraph);
  void set(const List& list);
  void set(const Table& table);
  void set(const Change& change);
  void set(const Bars& bars);
  void set(const PageBreak&);

  // Draws lines at an indent from both sides, over pages where needed: never one line of a text alone on a page. `beside` draws
  // on the paper beside each part (left, top, width, height).
  using Beside = std::function<void(_cairo*, double left, double top, double width, double height)>;
  void flow(const Lines& lines, double indent_left, const Beside& beside = {}, double box_left = 0, double box_width = 0);
  struct HeadingLook {
    double above = 0, below = 0;
    TextStyle style{};
  };
  HeadingLook look_of(const Heading& heading) const;
  double height(const Heading& heading);
  void gap(double height);
  void ensure(double height);
  // What must stand under a heading that stands above block `index`, so that it does not stand alone.
  double least_height(std::size_t index);

  TextStyle body() const { return shaper_.style(look::body_size); }
  bool right_to_left() const { return shaper_.right_to_left(); }
  Align start() const { return right_to_left() ? Align::right : Align::left; }
  // The language of a text that is not in the document's, for its structure element.
  TagAttributes language_of(std::string_view text) const;

  const Document& document_;
  Canvas& canvas_;
  Shaper& shaper_;
};

}  // namespace mosharekat::print
