// SPDX-License-Identifier: AGPL-3.0-or-later
// Text into lines of glyphs: bidirectional order, Persian joining and line breaking by Pango, drawn so that every reader of the
// PDF gets the letters back as they were written, half-spaces and لا included. One Shaper serves one document; not thread-safe.
#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "print/letters.h"
#include "print/look.h"

struct _cairo;
struct _PangoContext;
struct _PangoLayout;

namespace mosharekat::print {

struct TextStyle {
  double size = look::body_size;
  double leading = 1.8;  // distance of baselines, in sizes
  bool bold = false;
  bool figures = false;  // digits of one width, for columns of numbers
  Colour colour = look::ink;
  double pitch() const { return size * leading; }
};

// A part of a text that looks different from the rest.
struct Run {
  std::string text;
  Colour colour = look::ink;
  bool struck = false;
  bool underlined = false;
};

enum class Align { start, end, left, right, centre };  // start and end follow the direction of the text itself

// A text set in a width. Lines are all `pitch` high; nothing is drawn outside the width but accents.
class Lines {
 public:
  Lines() = default;
  std::size_t count() const { return static_cast<std::size_t>(count_); }
  double pitch() const { return style_.pitch(); }
  double height() const { return static_cast<double>(count()) * pitch(); }
  double width() const;  // of the longest line
  bool right_to_left() const { return right_to_left_; }
  // Draws one line whose box begins at (left, top).
  void draw(_cairo* to, std::size_t line, double left, double top) const;
  void draw_all(_cairo* to, double left, double top) const;

 private:
  friend class Shaper;
  std::shared_ptr<_PangoLayout> layout_;
  std::shared_ptr<Letters> letters_;
  TextStyle style_;
  double box_ = 0;
  Align align_ = Align::start;
  bool right_to_left_ = false;
  int count_ = 0;
};

class Shaper {
 public:
  explicit Shaper(Language language);
  ~Shaper();
  Shaper(const Shaper&) = delete;
  Shaper& operator=(const Shaper&) = delete;

  Language language() const { return language_; }
  bool right_to_left() const { return language_ == Language::fa; }
  TextStyle style(double size, bool bold = false, Colour colour = look::ink) const;

  Lines lines(std::string_view text, const TextStyle& style, double width, Align align = Align::start);
  Lines lines(const std::vector<Run>& runs, const TextStyle& style, double width, Align align = Align::start);
  // One line, shortened by … where it does not fit.
  Lines one_line(std::string_view text, const TextStyle& style, double width, Align align = Align::start);

  // The width of the text on one line.
  double natural_width(std::string_view text, const TextStyle& style);

 private:
  std::shared_ptr<_PangoLayout> layout(std::string_view text, const TextStyle& style);

  Language language_;
  std::shared_ptr<_PangoContext> context_;
  std::shared_ptr<Letters> letters_;
};

}  // namespace mosharekat::print
