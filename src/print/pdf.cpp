// SPDX-License-Identifier: AGPL-3.0-or-later
#include <cairo.h>

#include "print/finish.h"
#include "print/flow.h"
#include "print/ornament.h"
#include "print/print.h"

namespace mosharekat::print {
namespace {

void running_head(_cairo* to, const Document& document, Shaper& shaper) {
  const double left = look::margin_side, width = look::text_width, top = 44, half = width / 2 - 8;
  const bool rtl = shaper.right_to_left();
  const TextStyle name = shaper.style(look::head_size, true, look::firouzeh),
                  title = shaper.style(look::head_size, false, look::ink_soft);
  shaper.one_line(document.organisation, name, half, rtl ? Align::right : Align::left)
      .draw_all(to, rtl ? left + width - half : left, top);
  shaper.one_line(document.title, title, half, rtl ? Align::left : Align::right)
      .draw_all(to, rtl ? left : left + width - half, top);
  draw_girih(to, left, top + 18, width, 5, look::white, look::firouzeh_pale);
}

void running_foot(_cairo* to, const Document& document, Shaper& shaper, std::size_t page, std::size_t pages) {
  const double left = look::margin_side, width = look::text_width, top = look::page_height - 58, number_width = 110;
  const bool rtl = shaper.right_to_left();
  fill_box(to, left, top, width, 0.5, look::line);
  const std::string number = locale::sentence(
      document.language, "print.page", {{"page", static_cast<std::int64_t>(page)}, {"pages", static_cast<std::int64_t>(pages)}});
  shaper.lines(number, shaper.style(look::head_size, false, look::ink_soft), number_width, rtl ? Align::left : Align::right)
      .draw_all(to, rtl ? left : left + width - number_width, top + 5);
  const double rest = width - number_width - 12;
  const Lines words =
      shaper.lines(document.footer, shaper.style(look::foot_size, false, look::ink_soft), rest, rtl ? Align::right : Align::left);
  for (std::size_t line = 0; line < std::min<std::size_t>(words.count(), 3); ++line)
    words.draw(to, line, rtl ? left + width - rest : left, top + 5 + static_cast<double>(line) * words.pitch() * 0.8);
}

}  // namespace

std::string pdf(const Document& document) {
  Shaper shaper(document.language);
  Canvas canvas;
  Flow flow(document, canvas, shaper);
  canvas.begin("Document", document.language == Language::fa ? "<< /A << /O /Layout /WritingMode /RlTb >> >>" : "");
  flow.opening();
  flow.blocks();
  canvas.end();
  return finish_pdf(document, canvas.finish([&](_cairo* to, std::size_t page, std::size_t pages) {
    if (page > 1) running_head(to, document, shaper);
    running_foot(to, document, shaper, page, pages);
  }));
}

}  // namespace mosharekat::print
