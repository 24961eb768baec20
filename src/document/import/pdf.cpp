// SPDX-License-Identifier: AGPL-3.0-or-later
// Glyphs out of a PDF by poppler's core. Its text extraction is not used: it turns the ligature لا into ال wherever the font
// spells it with two letters, and a law that says «اصالح» for «اصلاح» is a different law.
#include <Error.h>
#include <ErrorCodes.h>
#include <GfxFont.h>
#include <GfxState.h>
#include <GlobalParams.h>
#include <OutputDev.h>
#include <PDFDoc.h>
#include <Stream.h>
#include <UTF.h>
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <memory>

#include "document/import/pdf_page.h"
#include "document/import/scan.h"

namespace mosharekat::document::reading {
namespace {

constexpr int pages_max = 3'000;
constexpr std::size_t glyphs_max = 8'000'000;
constexpr std::size_t glyphs_of_page_max = 400'000;

class Collector : public OutputDev {
 public:
  explicit Collector(Page& page) : page_(page) {}

  bool upsideDown() override { return true; }
  bool useDrawChar() override { return true; }
  bool interpretType3Chars() override { return false; }
  bool needNonText() override { return false; }

  std::size_t nameless() const { return nameless_; }

  void drawChar(GfxState* state, double x, double y, double dx, double dy, double, double, CharCode code, int, const Unicode* u,
                int length) override {
    if (page_.glyphs.size() >= glyphs_of_page_max) return;
    Glyph glyph;
    double shift_x = 0, shift_y = 0, left = 0, baseline = 0;
    state->transform(x, y, &left, &baseline);
    // The space between letters is no part of the letter.
    const double spacing = state->getCharSpace() * state->getHorizScaling();
    state->transformDelta(dx - (dx > 0 ? spacing : 0), dy, &shift_x, &shift_y);
    // Text that stands on its side is a stamp or a watermark.
    if (std::abs(shift_y) > std::abs(shift_x) && std::abs(shift_y) > 0.1) return;
    glyph.left = std::min(left, left + shift_x);
    glyph.right = std::max(left, left + shift_x);
    glyph.baseline = baseline;
    glyph.size = state->getTransformedFontSize();
    if (!std::isfinite(glyph.left) || !std::isfinite(glyph.right) || !std::isfinite(baseline) || !(glyph.size > 0.5)) return;
    if (is_clipped(state, glyph)) return;
    if (inside_actual_text_) {
      extend_actual(glyph);
      return;
    }
    for (int at = 0; at < length; ++at) glyph.letters += static_cast<char32_t>(u[at]);
    if (glyph.letters.empty() || glyph.letters == U"\uFFFD") {
      if (glyph.right - glyph.left > 0.01) ++nameless_;
      return;
    }
    if (state->getFont() && state->getFont()->getID())
      glyph.shape = static_cast<std::uint64_t>(state->getFont()->getID()->num) << 32 | (code + 1);
    add(std::move(glyph));
  }

  // The file itself says what a group of glyphs spells.
  void beginActualText(GfxState*, const GooString* text) override {
    inside_actual_text_ = true;
    actual_ = {};
    Unicode* letters = nullptr;
    const int length = TextStringToUCS4(text->toStr(), &letters);
    for (int at = 0; at < length; ++at) actual_.letters += static_cast<char32_t>(letters[at]);
    gfree(letters);
  }
  void endActualText(GfxState*) override {
    inside_actual_text_ = false;
    // At the edge of a page a browser repeats the mark of a letter that stands on the next one.
    const bool only_mark = actual_.right - actual_.left < 0.02 * actual_.size && has_letter(actual_.letters);
    if (actual_.size > 0 && !actual_.letters.empty() && !only_mark) add(std::move(actual_));
    actual_ = {};
  }

 private:
  // At the edge of a page browsers draw the line of the other page again, out of sight.
  static bool is_clipped(GfxState* state, const Glyph& glyph) {
    double left = 0, top = 0, right = 0, bottom = 0;
    state->getClipBBox(&left, &top, &right, &bottom);
    const double middle = glyph.baseline - 0.3 * glyph.size;
    return middle < top || middle > bottom || glyph.right < left - 1 || glyph.left > right + 1;
  }

  void add(Glyph glyph) {
    repair(glyph.letters);
    // Fonts without a half-space borrow the width of a space for it; it is drawn with none.
    if (glyph.letters.size() == 1 && glyph.letters[0] >= 0x200B && glyph.letters[0] <= 0x200F) glyph.right = glyph.left;
    page_.glyphs.push_back(std::move(glyph));
  }

  // The widest glyph of the group is its letter; the others are marks that stand higher or lower.
  void extend_actual(const Glyph& glyph) {
    const bool first = actual_.size == 0;
    if (first || glyph.right - glyph.left > widest_) {
      widest_ = glyph.right - glyph.left;
      actual_.baseline = glyph.baseline;
      actual_.size = glyph.size;
    }
    actual_.left = first ? glyph.left : std::min(actual_.left, glyph.left);
    actual_.right = first ? glyph.right : std::max(actual_.right, glyph.right);
  }

  static bool has_letter(const std::u32string& letters) { return std::any_of(letters.begin(), letters.end(), is_letter); }

  // No font draws «ال» as one glyph: a file that says so has its ligature لا backwards.
  static void repair(std::u32string& letters) {
    if (letters.size() != 2 || letters[1] != U'ل') return;
    if (letters[0] == U'ا' || letters[0] == U'أ' || letters[0] == U'إ' || letters[0] == U'آ') std::swap(letters[0], letters[1]);
  }

  Page& page_;
  Glyph actual_{};
  double widest_ = 0;
  bool inside_actual_text_ = false;
  std::size_t nameless_ = 0;
};

Error refuse(const char* key) { return Error{Code::invalid, key, {}}; }

}  // namespace

void warm_up() {
  if (globalParams) return;
  globalParams = std::make_unique<GlobalParams>();
  setErrorCallback([](ErrorCategory, Goffset, const char*) {});
}

Result<std::vector<Page>> read_pages(std::string_view content) {
  warm_up();
  PDFDoc document(new MemStream(content.data(), 0, static_cast<Goffset>(content.size()), Object(objNull)));
  if (document.getErrorCode() == errEncrypted) return refuse("import.error.encrypted");
  if (!document.isOk()) return refuse("import.error.damaged");
  const int count = document.getNumPages();
  if (count < 1) return refuse("import.error.damaged");
  if (count > pages_max) return refuse("import.error.too_large");
  std::vector<Page> pages;
  std::size_t glyphs = 0, nameless = 0;
  for (int number = 1; number <= count; ++number) {
    Page page;
    page.width = document.getPageCropWidth(number);
    page.height = document.getPageCropHeight(number);
    Collector collector(page);
    document.displayPage(&collector, number, 72, 72, 0, false, true, false);
    glyphs += page.glyphs.size();
    nameless += collector.nameless();
    if (glyphs > glyphs_max) return refuse("import.error.too_large");
    pages.push_back(std::move(page));
  }
  if (nameless * 4 > glyphs && nameless > 20) return refuse("import.error.unreadable_pdf");
  if (glyphs < 10) return refuse("import.error.scan");
  return pages;
}

Result<Lines> read_pdf(std::string_view content) {
  Lines read;
  std::vector<Page> pages = TRY(read_pages(content));
  name_fillers(pages);
  read.lines = paragraphs(page_lines(std::move(pages)));
  if (read.lines.empty()) return refuse("import.error.scan");
  if (read.lines.size() > lines_max) return refuse("import.error.too_large");
  return read;
}

}  // namespace mosharekat::document::reading
