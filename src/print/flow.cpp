// SPDX-License-Identifier: AGPL-3.0-or-later
#include "print/flow.h"

#include <cairo.h>
#include <cmath>

#include "base/text.h"
#include "print/direction.h"
#include "print/labelled.h"
#include "print/ornament.h"
#include "print/table.h"

namespace mosharekat::print {
namespace {

// Where a block with a mark or a bar on its start side puts its text.
struct Place {
  double left = look::margin_side;
  double width = look::text_width;
};

Place indented(double indent, bool right_to_left) {
  return {look::margin_side + (right_to_left ? 0 : indent), look::text_width - indent};
}

}  // namespace

TagAttributes Flow::language_of(std::string_view text) const {
  const bool persian = reads_right_to_left(text, document_.language);
  if (persian == right_to_left()) return {};
  return persian ? "<< /Lang (fa-IR) >>" : "<< /Lang (en) >>";
}

void Flow::gap(double height) {
  if (canvas_.y > canvas_.page_top() + 0.1) canvas_.y += height;
}

void Flow::ensure(double height) {
  if (height > canvas_.room() && canvas_.y > canvas_.page_top() + 0.1) canvas_.next_page();
}

void Flow::flow(const Lines& lines, double left, const Beside& beside, double box_left, double box_width) {
  std::size_t done = 0;
  while (done < lines.count()) {
    const std::size_t left_over = lines.count() - done;
    auto fits = static_cast<std::size_t>(std::max(0.0, std::floor(canvas_.room() / lines.pitch() + 0.001)));
    if (fits < left_over) {
      const bool page_is_empty = canvas_.y <= canvas_.page_top() + 0.1;
      if (left_over - fits == 1 && fits > 2) --fits;
      if ((fits < 2 || left_over <= 3) && !page_is_empty) fits = 0;
      if (fits == 0) {
        canvas_.next_page();
        continue;
      }
    }
    const std::size_t now = std::min(fits, left_over);
    if (beside) {
      const double top = canvas_.y, height = static_cast<double>(now) * lines.pitch();
      canvas_.draw_on_paper([=](_cairo* to) { beside(to, box_left, top, box_width, height); });
    }
    for (std::size_t i = 0; i < now; ++i, ++done) {
      lines.draw(canvas_.ink(), done, left, canvas_.y);
      canvas_.y += lines.pitch();
    }
    if (done < lines.count()) canvas_.next_page();
  }
}

void Flow::opening() {
  const double left = look::margin_side, width = look::text_width;
  canvas_.draw_on_paper(
      [=, top = canvas_.y](_cairo* to) { draw_girih(to, left, top - 12, width, 9, look::firouzeh, look::white); });
  canvas_.y += 14;
  if (!document_.organisation.empty()) {
    constexpr double side = 40;  // of an emblem; the star is as high as the line
    const bool own = !document_.emblem.empty();
    const Place place = indented(own ? side + 10 : 26, right_to_left());
    const Lines name = shaper_.lines(document_.organisation, shaper_.style(11.5, true, look::firouzeh), place.width, start());
    if (own) {
      canvas_.draw_on_paper([=, this, top = canvas_.y](_cairo* to) {
        draw_picture(to, document_.emblem, right_to_left() ? left + width - side : left, top, side);
      });
      canvas_.y += std::max(0.0, (side - name.pitch() * static_cast<double>(name.count())) / 2);
    } else {
      const double star_x = right_to_left() ? left + width - 9 : left + 9, star_y = canvas_.y + name.pitch() / 2;
      canvas_.draw_on_paper([=](_cairo* to) { draw_star(to, star_x, star_y, 9, look::firouzeh); });
    }
    canvas_.begin("P", language_of(document_.organisation));
    flow(name, place.left);
    canvas_.end();
  }
  canvas_.y += 26;
  if (!document_.title.empty()) {
    TextStyle style = shaper_.style(look::title_size, true, look::lajvard);
    style.leading = right_to_left() ? 1.6 : 1.3;
    canvas_.bookmark(0, document_.title);
    canvas_.begin("H1", language_of(document_.title));
    flow(shaper_.lines(document_.title, style, width, start()), left);
    canvas_.end();
  }
  if (!document_.subtitle.empty()) {
    canvas_.y += 4;
    canvas_.begin("P", language_of(document_.subtitle));
    flow(shaper_.lines(document_.subtitle, shaper_.style(look::subtitle_size, false, look::ink_soft), width, start()), left);
    canvas_.end();
  }
  canvas_.y += 16;
  if (!document_.facts.empty()) set_facts(document_.facts, canvas_, shaper_);
}

double Flow::least_height(std::size_t index) {
  if (index >= document_.blocks.size()) return 0;
  const Block& block = document_.blocks[index];
  if (const auto* heading = std::get_if<Heading>(&block)) return height(*heading) + least_height(index + 1);
  if (const auto* table = std::get_if<Table>(&block)) return least_table_height(*table, shaper_);
  if (const auto* bars = std::get_if<Bars>(&block)) return 6 + least_bars_height(*bars, shaper_);
  if (std::holds_alternative<PageBreak>(block)) return 0;
  return 2.5 * body().pitch();
}

void Flow::blocks() {
  for (std::size_t i = 0; i < document_.blocks.size(); ++i) {
    const Block& block = document_.blocks[i];
    if (std::holds_alternative<Heading>(block)) ensure(least_height(i));
    std::visit([this](const auto& content) { set(content); }, block);
  }
}

Flow::HeadingLook Flow::look_of(const Heading& heading) const {
  static constexpr HeadingLook looks[] = {{24, 13}, {18, 5}, {13, 3}, {10, 2}};
  static constexpr Colour colours[] = {look::lajvard, look::firouzeh, look::ink, look::ink};
  const auto level = static_cast<std::size_t>(std::clamp(heading.level, 1, 4) - 1);
  HeadingLook result = looks[level];
  result.style = shaper_.style(look::heading_size[level], true, colours[level]);
  result.style.leading = right_to_left() ? 1.6 : 1.35;
  return result;
}

double Flow::height(const Heading& heading) {
  const HeadingLook own = look_of(heading);
  return own.above + shaper_.lines(heading.text, own.style, look::text_width).height() + own.below;
}

void Flow::set(const Heading& heading) {
  if (text::trim(heading.text).empty()) return;
  const int level = std::clamp(heading.level, 1, 4);
  const HeadingLook own = look_of(heading);
  gap(own.above);
  canvas_.bookmark(level, heading.text);
  // The document's title is the one H1.
  canvas_.begin("H" + std::to_string(level + 1), language_of(heading.text));
  flow(shaper_.lines(heading.text, own.style, look::text_width, start()), look::margin_side);
  canvas_.end();
  if (level == 1) {
    const double y = canvas_.y + 2, width = 34,
                 left = right_to_left() ? look::margin_side + look::text_width - width : look::margin_side;
    canvas_.draw_on_paper([=](_cairo* to) { fill_box(to, left, y, width, 1.6, look::firouzeh); });
  }
  canvas_.y += own.below;
}

void Flow::set(const Paragraph& paragraph) {
  using Tone = Paragraph::Tone;
  const bool to_left = reads_right_to_left(paragraph.text, document_.language);
  const TagAttributes language = language_of(paragraph.text);
  TextStyle style = body();
  switch (paragraph.tone) {
    case Tone::normal:
      canvas_.begin("P", language);
      flow(shaper_.lines(paragraph.text, style, look::text_width), look::margin_side);
      canvas_.end();
      break;
    case Tone::lead:
      style = shaper_.style(12, false, look::lajvard);
      canvas_.begin("P", language);
      flow(shaper_.lines(paragraph.text, style, look::text_width), look::margin_side);
      canvas_.end();
      canvas_.y += 3;
      break;
    case Tone::quote: {
      const Place place = indented(16, to_left);
      gap(2);
      style.colour = look::ink_soft;
      const Beside bar = [to_left](_cairo* to, double left, double top, double width, double height) {
        fill_box(to, to_left ? left + width - 2.4 : left, top + 2, 2.4, height - 4, look::firouzeh_pale);
      };
      canvas_.begin("BlockQuote");
      canvas_.begin("P", language);
      flow(shaper_.lines(paragraph.text, style, place.width), place.left, bar, look::margin_side, look::text_width);
      canvas_.end();
      canvas_.end();
      gap(2);
      break;
    }
    case Tone::note: {
      style = shaper_.style(look::small_size + 0.5);
      const double inset = 12;
      const Lines lines = shaper_.lines(paragraph.text, style, look::text_width - 2 * inset);
      gap(8);
      ensure(std::min(lines.height(), 3 * lines.pitch()) + 8);
      const Beside shade = [to_left](_cairo* to, double left, double top, double width, double height) {
        fill_box(to, left, top - 6, width, height + 12, look::lajvard_soft);
        fill_box(to, to_left ? left + width - 2.4 : left, top - 6, 2.4, height + 12, look::lajvard);
      };
      canvas_.begin("P", language);
      flow(lines, look::margin_side + inset, shade, look::margin_side, look::text_width);
      canvas_.end();
      canvas_.y += 8;
      break;
    }
  }
  canvas_.y += 6;
}

void Flow::set(const List& list) {
  if (list.items.empty()) return;
  const Place place = indented(list.items.size() > 99 ? 28 : 20, right_to_left());
  const Place mark{right_to_left() ? place.left + place.width : look::margin_side, look::text_width - place.width};
  canvas_.begin(
      "L", list.numbered ? "<< /A << /O /List /ListNumbering /Decimal >> >>" : "<< /A << /O /List /ListNumbering /Disc >> >>");
  std::int64_t number = 0;
  for (const std::string& item : list.items) {
    const Lines lines = shaper_.lines(item, body(), place.width, start());
    ensure(std::min<double>(static_cast<double>(lines.count()), 2) * lines.pitch());
    canvas_.begin("LI");
    canvas_.begin("Lbl");
    const std::string label = list.numbered ? locale::digits(document_.language, std::to_string(++number)) + "." : "•";
    shaper_.lines(label, shaper_.style(look::body_size, list.numbered, look::firouzeh), mark.width, start())
        .draw_all(canvas_.ink(), mark.left, canvas_.y);
    canvas_.end();
    canvas_.begin("LBody", language_of(item));
    flow(lines, place.left);
    canvas_.end();
    canvas_.end();
    canvas_.y += 2;
  }
  canvas_.end();
  canvas_.y += 5;
}

void Flow::set(const Table& table) {
  gap(6);
  set_table(table, document_.language, canvas_, shaper_);
  canvas_.y += 14;
}

void Flow::set(const Bars& bars) {
  gap(6);
  set_bars(bars, canvas_, shaper_);
  canvas_.y += 10;
}

void Flow::set(const Change& change) {
  std::vector<Run> runs;
  std::string whole;
  for (const Change::Run& run : change.runs) {
    using Kind = Change::Run::Kind;
    // What was taken out and what came in would run into one word.
    if (!runs.empty() && runs.back().struck && run.kind == Kind::added && !whole.ends_with(' ') && !run.text.starts_with(' '))
      runs.push_back({" "});
    runs.push_back({run.text,
                    run.kind == Kind::removed ? look::anar
                    : run.kind == Kind::added ? look::sarv
                                              : look::ink,
                    run.kind == Kind::removed, run.kind == Kind::added});
    whole += run.text;
  }
  const bool to_left = reads_right_to_left(whole, document_.language);
  const Place place = indented(16, to_left);
  const Beside bar = [to_left](_cairo* to, double left, double top, double width, double height) {
    fill_box(to, to_left ? left + width - 2.4 : left, top + 2, 2.4, height - 4, look::line);
  };
  gap(2);
  canvas_.begin("P", language_of(whole));
  flow(shaper_.lines(runs, body(), place.width), place.left, bar, look::margin_side, look::text_width);
  canvas_.end();
  canvas_.y += 8;
}

void Flow::set(const PageBreak&) {
  if (canvas_.y > canvas_.page_top() + 0.1) canvas_.next_page();
}

}  // namespace mosharekat::print
