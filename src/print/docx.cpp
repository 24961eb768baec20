// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <cstdint>
#include <fmt/format.h>
#include <pugixml.hpp>

#include "base/text.h"
#include "print/docx_body.h"
#include "print/docx_parts.h"
#include "print/fonts.h"
#include "print/look.h"
#include "print/package.h"
#include "print/print.h"

namespace mosharekat::print {
namespace {

using docx_parts::main_space;
using docx_parts::relation_space;

double text_width(const Document& document) {
  return document.landscape ? look::page_height - 2 * look::margin_side : look::text_width;
}

// Header, footer and page round the body: our own paper.
class Writer {
 public:
  explicit Writer(const Document& document) : document_(document) {}

  std::string run() const {
    Body content = docx_body(document_, {.text_width = text_width(document_)});
    section(content.xml.document_element().child("w:body"));

    Package package;
    if (!document_.emblem.empty()) {
      put_emblem(content.xml.document_element().child("w:body"));
      package.relate("word/document.xml", "rIdEmblem", "image", "media/emblem.png");
      package.add("word/media/emblem.png", "image/png", document_.emblem);
    }
    constexpr const char* main_part = "word/document.xml";
    package.relate("", "rId1", "officeDocument", main_part);
    package.add(main_part, "wordprocessingml.document.main", content.xml);
    const auto part = [&](const char* id, const char* name, const pugi::xml_document& xml) {
      const bool lettered = std::string_view(name) == "fonts";
      const std::string file = lettered ? "fontTable.xml" : fmt::format("{}.xml", name);
      package.relate(main_part, id, lettered ? "fontTable" : name, file);
      package.add("word/" + file, fmt::format("wordprocessingml.{}", lettered ? "fontTable" : name), xml);
    };
    part("rIdStyles", "styles", docx_parts::styles(document_.language));
    part("rIdNumbering", "numbering", docx_parts::numbering(document_.language, content.numbered_lists));
    part("rIdSettings", "settings", docx_parts::settings(document_.language));
    part("rIdFonts", "fonts", docx_parts::fonts());
    part("rIdHeader", "header", header());
    part("rIdFooter", "footer", footer());
    constexpr const char* font_type = "application/vnd.openxmlformats-officedocument.obfuscatedFont";
    package.relate("word/fontTable.xml", "rId1", "font", "fonts/regular.odttf");
    package.relate("word/fontTable.xml", "rId2", "font", "fonts/bold.odttf");
    package.add("word/fonts/regular.odttf", font_type, docx_parts::embedded_font(regular_font_file()));
    package.add("word/fonts/bold.odttf", font_type, docx_parts::embedded_font(bold_font_file()));
    return package.bytes({document_.language, document_.title, document_.organisation, document_.subtitle, document_.made_at});
  }

 private:
  bool right_to_left() const { return document_.language == Language::fa; }

  static void field(pugi::xml_node paragraph, const char* name, bool rtl) {
    put(put_run(paragraph, rtl), "w:fldChar", {{"w:fldCharType", "begin"}});
    put_text(put_run(paragraph, rtl), "w:instrText", name);
    put(put_run(paragraph, rtl), "w:fldChar", {{"w:fldCharType", "separate"}});
    put_text(put_run(paragraph, rtl), "w:t", rtl ? "۱" : "1");
    put(put_run(paragraph, rtl), "w:fldChar", {{"w:fldCharType", "end"}});
  }

  // Above the organisation's name, as on a letterhead.
  void put_emblem(pugi::xml_node body) const {
    constexpr const char* drawing_space = "http://schemas.openxmlformats.org/drawingml/2006/";
    const auto pixels = [&](std::size_t at) {
      std::uint32_t value = 0;
      for (std::size_t i = 0; i < 4 && at + i < document_.emblem.size(); ++i)
        value = value << 8 | static_cast<unsigned char>(document_.emblem[at + i]);
      return std::max(1u, value);
    };
    // The size stands at the head of every PNG; 12,700 units are a point.
    const double width = pixels(16), height = pixels(20), scale = 44 * 12700 / std::max(width, height);
    const std::string cx = fmt::format("{:.0f}", width * scale), cy = fmt::format("{:.0f}", height * scale);
    pugi::xml_node paragraph = body.prepend_child("w:p"), properties = put(paragraph, "w:pPr");
    put(properties, "w:pStyle", {{"w:val", "Organisation"}});
    put(properties, "w:bidi", {{"w:val", right_to_left() ? "1" : "0"}});
    // A line closer than the letters' own would cut a picture's head off.
    put(properties, "w:spacing", {{"w:line", "240"}, {"w:lineRule", "auto"}});
    pugi::xml_node inline_ = put(put(put(paragraph, "w:r"), "w:drawing"), "wp:inline",
                                 {{"xmlns:wp", std::string(drawing_space) + "wordprocessingDrawing"}});
    put(inline_, "wp:extent", {{"cx", cx}, {"cy", cy}});
    put(inline_, "wp:docPr", {{"id", "1"}, {"name", "emblem"}, {"descr", document_.organisation}});
    pugi::xml_node data = put(put(inline_, "a:graphic", {{"xmlns:a", std::string(drawing_space) + "main"}}), "a:graphicData",
                              {{"uri", std::string(drawing_space) + "picture"}});
    pugi::xml_node picture = put(data, "pic:pic", {{"xmlns:pic", std::string(drawing_space) + "picture"}});
    pugi::xml_node named = put(picture, "pic:nvPicPr");
    put(named, "pic:cNvPr", {{"id", "1"}, {"name", "emblem"}});
    put(named, "pic:cNvPicPr");
    pugi::xml_node fill = put(picture, "pic:blipFill");
    put(fill, "a:blip", {{"r:embed", "rIdEmblem"}});
    put(put(fill, "a:stretch"), "a:fillRect");
    pugi::xml_node shape = put(picture, "pic:spPr"), place = put(shape, "a:xfrm");
    put(place, "a:off", {{"x", "0"}, {"y", "0"}});
    put(place, "a:ext", {{"cx", cx}, {"cy", cy}});
    put(put(shape, "a:prstGeom", {{"prst", "rect"}}), "a:avLst");
  }

  void rule(pugi::xml_node paragraph, const char* side) const {
    pugi::xml_node properties = paragraph.child("w:pPr");
    pugi::xml_node borders = properties.insert_child_before("w:pBdr", properties.child("w:bidi"));
    put(borders, side, {{"w:val", "single"}, {"w:sz", "6"}, {"w:space", "4"}, {"w:color", "8FC2C5"}});
    pugi::xml_node tabs = properties.insert_child_before("w:tabs", properties.child("w:bidi"));
    put(tabs, "w:tab", {{"w:val", "right"}, {"w:pos", std::to_string(static_cast<int>(text_width(document_) * 20))}});
  }

  pugi::xml_document header() const {
    pugi::xml_document xml;
    pugi::xml_node root = begin_xml(xml, "w:hdr", {{"xmlns:w", main_space}, {"xmlns:r", relation_space}});
    const bool rtl = right_to_left();
    pugi::xml_node node = put_paragraph(root, "Header", rtl);
    rule(node, "w:bottom");
    put_runs(node, text::shorten(document_.organisation, 60), rtl, {"0A6F78", false, false});
    put(put_run(node, rtl), "w:tab");
    put_runs(node, text::shorten(document_.title, 60), rtl);
    return xml;
  }

  pugi::xml_document footer() const {
    pugi::xml_document xml;
    pugi::xml_node root = begin_xml(xml, "w:ftr", {{"xmlns:w", main_space}, {"xmlns:r", relation_space}});
    const bool rtl = right_to_left();
    pugi::xml_node node = put_paragraph(root, "Footer", rtl);
    rule(node, "w:top");
    put_runs(node, document_.footer, rtl);
    put(put_run(node, rtl), "w:tab");
    // The sentence with two fields in the places of its numbers.
    const std::string sentence = locale::sentence(document_.language, "print.page", {{"page", "\x01"}, {"pages", "\x02"}});
    std::string words;
    for (const char c : sentence) {
      if (c != '\x01' && c != '\x02') {
        words += c;
        continue;
      }
      put_runs(node, words, rtl);
      words.clear();
      field(node, c == '\x01' ? " PAGE " : " NUMPAGES ", rtl);
    }
    put_runs(node, words, rtl);
    return xml;
  }

  void section(pugi::xml_node body) const {
    pugi::xml_node section = put(body, "w:sectPr");
    put(section, "w:headerReference", {{"w:type", "default"}, {"r:id", "rIdHeader"}});
    put(section, "w:footerReference", {{"w:type", "default"}, {"r:id", "rIdFooter"}});
    put(section, "w:footerReference", {{"w:type", "first"}, {"r:id", "rIdFooter"}});
    if (document_.landscape)
      put(section, "w:pgSz", {{"w:w", "16838"}, {"w:h", "11906"}, {"w:orient", "landscape"}});
    else
      put(section, "w:pgSz", {{"w:w", "11906"}, {"w:h", "16838"}});
    put(section, "w:pgMar",
        {{"w:top", "1700"},
         {"w:right", "1480"},
         {"w:bottom", "1600"},
         {"w:left", "1480"},
         {"w:header", "800"},
         {"w:footer", "800"},
         {"w:gutter", "0"}});
    put(section, "w:titlePg");
    if (right_to_left()) put(section, "w:bidi");
  }

  const Document& document_;
};

}  // namespace

std::string docx(const Document& document) { return Writer(document).run(); }

}  // namespace mosharekat::print
