// SPDX-License-Identifier: AGPL-3.0-or-later
#include "print/table.h"

#include <cairo.h>
#include <cmath>
#include <numeric>

#include "base/text.h"

namespace mosharekat::print {
namespace {

constexpr double pad_side = 6, pad_above = 3.5;
constexpr const char* column_head = "<< /A << /O /Table /Scope /Column >> >>";

class Setting {
 public:
  Setting(const Table& table, Language language, Canvas* canvas, Shaper& shaper)
      : table_(table), language_(language), canvas_(canvas), shaper_(shaper) {
    columns_ = table.header.size();
    for (const auto& row : table.rows) columns_ = std::max(columns_, row.size());
    // Many columns need smaller letters, but never smaller than can be read.
    cell_ = shaper.style(columns_ > 6 ? 8.0 : look::small_size);
    cell_.leading = language == Language::fa ? 1.65 : 1.4;
    head_ = cell_;
    head_.bold = true;
    head_.colour = look::lajvard;
    measure();
    head_cells_ = cells(table.header, head_, false);
  }

  void run() {
    canvas_->begin("Table");
    caption();
    if (!table_.header.empty()) {
      ensure(least_after_caption());
      header(true);
    }
    for (std::size_t i = 0; i < table_.rows.size(); ++i) row(table_.rows[i]);
    canvas_->end();
  }

  double least_height() { return (table_.caption.empty() ? 0 : 30) + least_after_caption(); }

 private:
  using Cells = std::vector<Lines>;

  bool right_to_left() const { return language_ == Language::fa; }
  bool figures(std::size_t column) const { return column < table_.numeric.size() && table_.numeric[column]; }

  void measure() {
    std::vector<double> least(columns_), most(columns_);
    std::vector<std::size_t> longest(columns_);  // letters of the longest word measured so far
    const auto weigh = [&](const std::vector<std::string>& row, const TextStyle& style) {
      for (std::size_t i = 0; i < row.size(); ++i) {
        // Shaping is what a long table costs: a text that is surely wider than the page is not measured, and of the words only
        // one that is longer than all before.
        const bool wide = static_cast<double>(text::length(row[i])) * style.size * 0.3 > look::text_width;
        if (most[i] < look::text_width)
          most[i] = std::max(most[i], wide ? look::text_width : shaper_.natural_width(row[i], style) + 2 * pad_side + 0.5);
        for (const auto word : text::split(row[i], ' ')) {
          const std::size_t letters = text::length(word);
          if (letters <= longest[i]) continue;
          longest[i] = letters;
          least[i] = std::max(least[i], shaper_.natural_width(word, style) + 2 * pad_side + 0.5);
        }
      }
    };
    weigh(table_.header, head_);
    for (const auto& row : table_.rows) weigh(row, cell_);
    // A word longer than this is broken: one web address must not press all other columns flat.
    for (double& width : least) width = std::min(width, std::max(48.0, look::text_width * 0.3));
    if (!least.empty() && table_.shares.size() == least.size())
      for (const double share : table_.shares) widths_.push_back(share * look::text_width);
    else
      widths_ = column_widths(least, most, look::text_width);
  }

  double left_of(std::size_t column) const {
    const double before = std::accumulate(widths_.begin(), widths_.begin() + static_cast<std::ptrdiff_t>(column), 0.0);
    return right_to_left() ? look::margin_side + look::text_width - before - widths_[column] : look::margin_side + before;
  }

  Cells cells(const std::vector<std::string>& row, const TextStyle& plain, bool first_is_head) {
    Cells result;
    for (std::size_t i = 0; i < columns_; ++i) {
      TextStyle style = plain;
      style.figures = figures(i);
      if (i == 0 && first_is_head && columns_ > 1) style.colour = look::lajvard;
      // Figures align by their last digit, which is at the right in every script.
      const Align align = figures(i) || right_to_left() ? Align::right : Align::left;
      result.push_back(shaper_.lines(i < row.size() ? row[i] : std::string{}, style, widths_[i] - 2 * pad_side, align));
    }
    return result;
  }

  static std::size_t height_in_lines(const Cells& cells) {
    std::size_t lines = 1;
    for (const Lines& cell : cells) lines = std::max(lines, cell.count());
    return lines;
  }

  void ensure(double height) {
    if (height > canvas_->room() && canvas_->y > canvas_->page_top() + 0.1) canvas_->next_page();
  }

  void caption() {
    if (table_.caption.empty()) return;
    const Lines lines = shaper_.lines(table_.caption, shaper_.style(look::small_size + 0.5, true), look::text_width,
                                      right_to_left() ? Align::right : Align::left);
    ensure(lines.height() + 4 + least_after_caption());
    canvas_->begin("Caption");
    lines.draw_all(canvas_->ink(), look::margin_side, canvas_->y);
    canvas_->end();
    canvas_->y += lines.height() + 4;
  }

  double header_height() {
    if (table_.header.empty()) return 0;
    return static_cast<double>(height_in_lines(head_cells_)) * head_.pitch() + 2 * pad_above;
  }

  double least_after_caption() {
    double first = 0;
    if (!table_.rows.empty())
      first = static_cast<double>(height_in_lines(cells(table_.rows.front(), cell_, true))) * cell_.pitch() + 2 * pad_above;
    return std::min(header_height() + first, (look::text_bottom - look::margin_top) / 2);
  }

  // The first header is content; its repetitions on later pages are only help for the eye.
  void header(bool first) {
    if (table_.header.empty()) return;
    const Cells& set = head_cells_;
    const double top = canvas_->y, height = header_height();
    canvas_->draw_on_paper([=](_cairo* to) {
      fill_box(to, look::margin_side, top, look::text_width, height, look::lajvard_soft);
      fill_box(to, look::margin_side, top + height - 0.9, look::text_width, 0.9, look::lajvard);
    });
    if (first) canvas_->begin("TR");
    for (std::size_t i = 0; i < columns_; ++i) {
      const double left = left_of(i) + pad_side, y = top + pad_above;
      if (first) {
        canvas_->begin("TH", column_head);
        set[i].draw_all(canvas_->ink(), left, y);
        canvas_->end();
      } else {
        canvas_->draw_on_paper([cell = set[i], left, y](_cairo* to) { cell.draw_all(to, left, y); });
      }
    }
    if (first) canvas_->end();
    canvas_->y += height;
  }

  void turn_page() {
    canvas_->next_page();
    header(false);
  }

  void row(const std::vector<std::string>& texts) {
    const Cells set = cells(texts, cell_, true);
    const std::size_t lines = height_in_lines(set);
    const double height = static_cast<double>(lines) * cell_.pitch() + 2 * pad_above;
    const double page = look::text_bottom - look::margin_top - header_height();
    if (height > canvas_->room() && height <= page) turn_page();
    // A row taller than a page goes on over pages, as rows of its own for a screen reader.
    for (std::size_t from = 0; from < lines;) {
      auto fits = static_cast<std::size_t>(std::max(0.0, (canvas_->room() - 2 * pad_above + 0.01) / cell_.pitch()));
      if (fits < std::min<std::size_t>(lines - from, 3)) {
        turn_page();
        fits = std::max<std::size_t>(
            1, static_cast<std::size_t>(std::max(0.0, (canvas_->room() - 2 * pad_above + 0.01) / cell_.pitch())));
      }
      const std::size_t to = std::min(lines, from + fits);
      part(set, from, to);
      from = to;
    }
  }

  void part(const Cells& set, std::size_t from, std::size_t to) {
    const double top = canvas_->y, height = static_cast<double>(to - from) * cell_.pitch() + 2 * pad_above;
    canvas_->begin("TR");
    for (std::size_t i = 0; i < columns_; ++i) {
      canvas_->begin(i == 0 && columns_ > 1 ? "TH" : "TD", i == 0 && columns_ > 1 ? row_head : "");
      for (std::size_t line = from; line < std::min(to, set[i].count()); ++line)
        set[i].draw(canvas_->ink(), line, left_of(i) + pad_side,
                    top + pad_above + static_cast<double>(line - from) * cell_.pitch());
      canvas_->end();
    }
    canvas_->end();
    canvas_->draw_on_paper(
        [=](_cairo* paper) { fill_box(paper, look::margin_side, top + height - 0.5, look::text_width, 0.5, look::line); });
    canvas_->y += height;
  }

  const Table& table_;
  Language language_;
  Canvas* canvas_;  // none when only measured
  Shaper& shaper_;
  std::size_t columns_ = 0;
  TextStyle cell_, head_;
  std::vector<double> widths_;
  Cells head_cells_;
};

}  // namespace

std::vector<double> column_widths(const std::vector<double>& least, const std::vector<double>& most, double width) {
  const auto sum = [](const std::vector<double>& widths) { return std::accumulate(widths.begin(), widths.end(), 0.0); };
  const auto scaled = [&](std::vector<double> widths) {
    const double all = sum(widths);
    for (double& each : widths) each *= all > 0 ? width / all : 0;
    return widths;
  };
  if (sum(most) <= width) return scaled(most);
  if (sum(least) >= width) return scaled(least);
  // Narrow columns get all they ask for. The others share by the root of what they ask, so that a long text gets more room than a
  // short one, but does not press it flat. The factor is found by halving.
  const double narrow = width / (2.0 * static_cast<double>(least.size()));
  const auto at_factor = [&](double factor) {
    std::vector<double> widths(least.size());
    for (std::size_t i = 0; i < widths.size(); ++i)
      widths[i] = std::max({least[i], std::min(most[i], narrow), std::min(most[i], factor * std::sqrt(most[i]))});
    return widths;
  };
  double low = 0, high = width;
  for (int step = 0; step < 40; ++step) {
    const double middle = (low + high) / 2;
    (sum(at_factor(middle)) > width ? high : low) = middle;
  }
  return scaled(at_factor(low));
}

void set_table(const Table& table, Language language, Canvas& canvas, Shaper& shaper) {
  if (table.header.empty() && table.rows.empty()) return;
  Setting(table, language, &canvas, shaper).run();
}

double least_table_height(const Table& table, Shaper& shaper) {
  // Only what stands at the top matters, and measuring five thousand rows for it would be dear.
  Table top = table;
  if (top.rows.size() > 1) top.rows.resize(1);
  return Setting(top, shaper.language(), nullptr, shaper).least_height();
}

}  // namespace mosharekat::print
