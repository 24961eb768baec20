// SPDX-License-Identifier: AGPL-3.0-or-later
#include "print/docx_parts.h"

#include <fmt/format.h>
#include <optional>

#include "print/fonts.h"
#include "print/look.h"
#include "print/package.h"

namespace mosharekat::print::docx_parts {
namespace {

// Any constant does: the key only keeps the font from being lifted out by a simple unzip, as the standard asks.
constexpr std::string_view font_key = "6B1F0D52-3C77-4E0A-9A41-5D2E8C90B7F3";

std::string hex(Colour colour) { return fmt::format("{:06X}", colour.rgb); }
std::string twentieths(double points) { return std::to_string(static_cast<int>(points * 20 + 0.5)); }
std::string halves(double points) { return std::to_string(static_cast<int>(points * 2 + 0.5)); }

// One paragraph style. Members in the order in which the schema wants their elements.
struct Style {
  const char* id;
  const char* name;
  const char* based_on = "Normal";
  const char* next = nullptr;
  bool keep_next = false;
  std::optional<Colour> shade{};
  double above = 0, below = 6, indent = 0;
  int outline = -1;
  bool bold = false;
  Colour colour = look::ink;
  double size = look::body_size;
  double leading = 0;  // 0 takes that of Normal
};

std::string line_height(double leading) {
  // Word counts in 240ths of the font's own line, which for Vazirmatn is 1.5625 sizes high.
  return std::to_string(static_cast<int>(leading / 1.5625 * 240 + 0.5));
}

void write(pugi::xml_node styles, const Style& style) {
  pugi::xml_node node = put(styles, "w:style", {{"w:type", "paragraph"}, {"w:styleId", style.id}});
  const bool normal = std::string_view(style.id) == "Normal";
  if (normal) node.append_attribute("w:default") = "1";
  put(node, "w:name", {{"w:val", style.name}});
  if (!normal) put(node, "w:basedOn", {{"w:val", style.based_on}});
  if (style.next != nullptr) put(node, "w:next", {{"w:val", style.next}});
  put(node, "w:qFormat");
  pugi::xml_node paragraph = put(node, "w:pPr");
  if (style.keep_next) {
    put(paragraph, "w:keepNext");
    put(paragraph, "w:keepLines");
  }
  if (style.shade) put(paragraph, "w:shd", {{"w:val", "clear"}, {"w:color", "auto"}, {"w:fill", hex(*style.shade)}});
  pugi::xml_node spacing =
      put(paragraph, "w:spacing", {{"w:before", twentieths(style.above)}, {"w:after", twentieths(style.below)}});
  if (style.leading > 0) {
    spacing.append_attribute("w:line") = line_height(style.leading).c_str();
    spacing.append_attribute("w:lineRule") = "auto";
  }
  if (style.indent > 0)
    put(paragraph, "w:ind", {{"w:left", twentieths(style.indent)}, {"w:right", twentieths(style.indent / 2)}});
  if (style.outline >= 0) put(paragraph, "w:outlineLvl", {{"w:val", std::to_string(style.outline)}});
  pugi::xml_node run = put(node, "w:rPr");
  if (style.bold) {
    put(run, "w:b");
    put(run, "w:bCs");
  }
  put(run, "w:color", {{"w:val", hex(style.colour)}});
  put(run, "w:sz", {{"w:val", halves(style.size)}});
  put(run, "w:szCs", {{"w:val", halves(style.size)}});
}

void write_table_style(pugi::xml_node styles) {
  pugi::xml_node node = put(styles, "w:style", {{"w:type", "table"}, {"w:styleId", "Report"}});
  put(node, "w:name", {{"w:val", "Report"}});
  pugi::xml_node table = put(node, "w:tblPr");
  pugi::xml_node borders = put(table, "w:tblBorders");
  for (const char* side : {"w:top", "w:bottom", "w:insideH"})
    put(borders, side, {{"w:val", "single"}, {"w:sz", "4"}, {"w:space", "0"}, {"w:color", hex(look::line)}});
  pugi::xml_node margins = put(table, "w:tblCellMar");
  for (const auto& [side, width] : {std::pair{"w:top", "50"}, {"w:left", "110"}, {"w:bottom", "50"}, {"w:right", "110"}})
    put(margins, side, {{"w:w", width}, {"w:type", "dxa"}});
  pugi::xml_node first = put(node, "w:tblStylePr", {{"w:type", "firstRow"}});
  pugi::xml_node cell = put(first, "w:tcPr");
  put(put(cell, "w:tcBorders"), "w:bottom",
      {{"w:val", "single"}, {"w:sz", "8"}, {"w:space", "0"}, {"w:color", hex(look::lajvard)}});
  put(cell, "w:shd", {{"w:val", "clear"}, {"w:color", "auto"}, {"w:fill", hex(look::lajvard_soft)}});
}

}  // namespace

pugi::xml_document styles(Language language) {
  pugi::xml_document document;
  pugi::xml_node root = begin_xml(document, "w:styles", {{"xmlns:w", main_space}});
  pugi::xml_node defaults = put(root, "w:docDefaults");
  pugi::xml_node run = put(put(defaults, "w:rPrDefault"), "w:rPr");
  put(run, "w:rFonts", {{"w:ascii", font_family}, {"w:hAnsi", font_family}, {"w:eastAsia", font_family}, {"w:cs", font_family}});
  put(run, "w:sz", {{"w:val", halves(look::body_size)}});
  put(run, "w:szCs", {{"w:val", halves(look::body_size)}});
  put(run, "w:lang", {{"w:val", "en-US"}, {"w:eastAsia", "en-US"}, {"w:bidi", "fa-IR"}});
  put(defaults, "w:pPrDefault");

  const double heading_leading = language == Language::fa ? 1.6 : 1.35;
  const double table_leading = language == Language::fa ? 1.65 : 1.4;
  const Style all[] = {
      {.id = "Normal", .name = "Normal", .leading = look::leading(language)},
      {.id = "Title",
       .name = "Title",
       .next = "Subtitle",
       .above = 20,
       .below = 4,
       .bold = true,
       .colour = look::lajvard,
       .size = look::title_size,
       .leading = heading_leading},
      {.id = "Subtitle",
       .name = "Subtitle",
       .next = "Normal",
       .below = 14,
       .colour = look::ink_soft,
       .size = look::subtitle_size},
      {.id = "Organisation",
       .name = "Organisation",
       .next = "Title",
       .below = 0,
       .bold = true,
       .colour = look::firouzeh,
       .size = 11.5},
      {.id = "Heading1",
       .name = "heading 1",
       .next = "Normal",
       .keep_next = true,
       .above = 24,
       .below = 8,
       .outline = 0,
       .bold = true,
       .colour = look::lajvard,
       .size = look::heading_size[0],
       .leading = heading_leading},
      {.id = "Heading2",
       .name = "heading 2",
       .next = "Normal",
       .keep_next = true,
       .above = 18,
       .below = 5,
       .outline = 1,
       .bold = true,
       .colour = look::firouzeh,
       .size = look::heading_size[1],
       .leading = heading_leading},
      {.id = "Heading3",
       .name = "heading 3",
       .next = "Normal",
       .keep_next = true,
       .above = 13,
       .below = 3,
       .outline = 2,
       .bold = true,
       .size = look::heading_size[2],
       .leading = heading_leading},
      {.id = "Heading4",
       .name = "heading 4",
       .next = "Normal",
       .keep_next = true,
       .above = 10,
       .below = 2,
       .outline = 3,
       .bold = true,
       .size = look::heading_size[3],
       .leading = heading_leading},
      {.id = "Quote", .name = "Quote", .above = 2, .below = 8, .indent = 16, .colour = look::ink_soft},
      {.id = "Lead", .name = "Lead", .below = 9, .colour = look::lajvard, .size = 12},
      {.id = "Note",
       .name = "Note",
       .shade = look::lajvard_soft,
       .above = 6,
       .below = 12,
       .indent = 8,
       .size = look::small_size + 0.5},
      {.id = "ListParagraph", .name = "List Paragraph", .below = 2},
      {.id = "Caption",
       .name = "caption",
       .next = "Normal",
       .keep_next = true,
       .above = 8,
       .below = 4,
       .bold = true,
       .size = look::small_size + 0.5},
      {.id = "TableText", .name = "Table Text", .below = 0, .size = look::small_size, .leading = table_leading},
      {.id = "TableHeader",
       .name = "Table Header",
       .based_on = "TableText",
       .below = 0,
       .bold = true,
       .colour = look::lajvard,
       .size = look::small_size,
       .leading = table_leading},
      {.id = "Header", .name = "header", .below = 0, .colour = look::ink_soft, .size = look::head_size},
      {.id = "Footer", .name = "footer", .below = 0, .colour = look::ink_soft, .size = look::foot_size + 0.5},
  };
  for (const Style& style : all) write(root, style);
  write_table_style(root);
  return document;
}

pugi::xml_document numbering(Language language, std::size_t lists) {
  pugi::xml_document document;
  pugi::xml_node root = begin_xml(document, "w:numbering", {{"xmlns:w", main_space}});
  for (const bool numbered : {false, true}) {
    pugi::xml_node list = put(root, "w:abstractNum", {{"w:abstractNumId", numbered ? "1" : "0"}});
    put(list, "w:multiLevelType", {{"w:val", "singleLevel"}});
    pugi::xml_node level = put(list, "w:lvl", {{"w:ilvl", "0"}});
    put(level, "w:start", {{"w:val", "1"}});
    put(level, "w:numFmt", {{"w:val", numbered ? "decimal" : "bullet"}});
    put(level, "w:lvlText", {{"w:val", numbered ? "%1." : "•"}});
    put(level, "w:lvlJc", {{"w:val", "left"}});
    put(put(level, "w:pPr"), "w:ind", {{"w:left", "440"}, {"w:hanging", "440"}});
    pugi::xml_node run = put(level, "w:rPr");
    put(run, "w:rFonts", {{"w:ascii", font_family}, {"w:hAnsi", font_family}, {"w:cs", font_family}});
    put(run, "w:color", {{"w:val", hex(look::firouzeh)}});
    if (language == Language::fa) {
      put(run, "w:rtl");
      put(run, "w:lang", {{"w:bidi", "fa-IR"}});
    }
  }
  for (std::size_t number = 1; number <= lists + 1; ++number) {
    pugi::xml_node list = put(root, "w:num", {{"w:numId", std::to_string(number)}});
    put(list, "w:abstractNumId", {{"w:val", number == 1 ? "0" : "1"}});
    if (number > 1) put(put(list, "w:lvlOverride", {{"w:ilvl", "0"}}), "w:startOverride", {{"w:val", "1"}});
  }
  return document;
}

pugi::xml_document settings(Language language) {
  pugi::xml_document document;
  pugi::xml_node root = begin_xml(document, "w:settings", {{"xmlns:w", main_space}});
  put(root, "w:embedTrueTypeFonts");
  pugi::xml_node compatible = put(root, "w:compat");
  put(compatible, "w:compatSetting",
      {{"w:name", "compatibilityMode"}, {"w:uri", "http://schemas.microsoft.com/office/word"}, {"w:val", "15"}});
  if (language == Language::fa)
    put(root, "w:themeFontLang", {{"w:val", "en-US"}, {"w:bidi", "fa-IR"}});
  else
    put(root, "w:themeFontLang", {{"w:val", "en-US"}});
  return document;
}

pugi::xml_document fonts() {
  pugi::xml_document document;
  pugi::xml_node font = put(begin_xml(document, "w:fonts", {{"xmlns:w", main_space}, {"xmlns:r", relation_space}}), "w:font",
                            {{"w:name", font_family}});
  put(font, "w:charset", {{"w:val", "B2"}});
  put(font, "w:family", {{"w:val", "swiss"}});
  put(font, "w:pitch", {{"w:val", "variable"}});
  const std::string key = fmt::format("{{{}}}", font_key);
  put(font, "w:embedRegular", {{"r:id", "rId1"}, {"w:fontKey", key}});
  put(font, "w:embedBold", {{"r:id", "rId2"}, {"w:fontKey", key}});
  return document;
}

std::string embedded_font(std::string_view file) {
  std::string digits;
  for (const char c : font_key)
    if (c != '-') digits += c;
  std::string masked(file);
  for (std::size_t i = 0; i < 32; ++i) {
    // The key's bytes from the last to the first.
    const auto byte = std::stoul(digits.substr(30 - 2 * (i % 16), 2), nullptr, 16);
    masked[i] = static_cast<char>(static_cast<unsigned char>(masked[i]) ^ byte);
  }
  return masked;
}

}  // namespace mosharekat::print::docx_parts
