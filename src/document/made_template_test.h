// SPDX-License-Identifier: AGPL-3.0-or-later
// A letterhead made in memory as Word would write it, for tests: a header with a picture and the mark of the number cut into
// runs, a footer, styles of its own, a marked body.
#pragma once
#include "document/import/made_files_test.h"

namespace mosharekat::document {

struct MadeTemplate {
  std::string body =
      "<w:p><w:r><w:t>{{title}}</w:t></w:r></w:p><w:p><w:r><w:t>Before</w:t></w:r></w:p>"
      "<w:p><w:r><w:t>{{</w:t></w:r><w:r><w:t>report}}</w:t></w:r></w:p><w:p><w:r><w:t>After</w:t></w:r></w:p>";
  std::string header_relations =
      R"(<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="media/emblem.png"/>)";
  std::string main_relations{};
  std::string main_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
  std::string settings_inside{};
  std::string settings_relations{};
  std::string picture = std::string("\x89PNG\r\n\x1a\n") + std::string(40, 'x');
  reading::Members others{};

  std::string file() const {
    constexpr const char* declaration = R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>)";
    const std::string spaces =
        R"( xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships")";
    const auto relations = [&](const std::string& inside) {
      return std::string(declaration) +
             R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">)" + inside +
             "</Relationships>";
    };
    const auto relation = [](const std::string& id, const std::string& kind, const std::string& target) {
      return "<Relationship Id=\"" + id + "\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/" +
             kind + "\" Target=\"" + target + "\"/>";
    };
    reading::Members all = {
        {"[Content_Types].xml",
         std::string(declaration) +
             R"(<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType=")" +
             main_type + "\"/></Types>"},
        {"_rels/.rels", relations(relation("rId1", "officeDocument", "word/document.xml"))},
        {"word/document.xml",
         declaration + ("<w:document" + spaces) + "><w:body>" + body +
             "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rId2\"/><w:footerReference w:type=\"default\" r:id=\"rId3\"/>"
             "<w:pgSz w:w=\"12000\" w:h=\"16000\"/><w:pgMar w:top=\"3000\" w:right=\"2000\" w:bottom=\"1500\" w:left=\"2000\" "
             "w:header=\"700\" w:footer=\"700\" w:gutter=\"0\"/></w:sectPr></w:body></w:document>"},
        {"word/_rels/document.xml.rels",
         relations(relation("rId1", "styles", "styles.xml") + relation("rId2", "header", "header1.xml") +
                   relation("rId3", "footer", "footer1.xml") + relation("rId4", "settings", "settings.xml") +
                   relation("rId5", "webSettings", "webSettings.xml") + main_relations)},
        {"word/styles.xml",
         declaration + ("<w:styles" + spaces) +
             "><w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"a\"><w:name w:val=\"Normal\"/></w:style><w:style "
             "w:type=\"paragraph\" w:styleId=\"1\"><w:name w:val=\"heading 1\"/><w:basedOn w:val=\"a\"/></w:style></w:styles>"},
        {"word/header1.xml", declaration + ("<w:hdr" + spaces) +
                                 "><w:p><w:r><w:pict r:id=\"rId1\"/></w:r><w:r><w:t>No. {{num</w:t></w:r><w:r><w:t>ber}} "
                                 "of</w:t></w:r><w:r><w:t> {{ date }}.</w:t></w:r></w:p></w:hdr>"},
        {"word/_rels/header1.xml.rels", relations(header_relations)},
        {"word/footer1.xml", declaration + ("<w:ftr" + spaces) + "><w:p><w:r><w:t>Sample Street 12</w:t></w:r></w:p></w:ftr>"},
        {"word/settings.xml", declaration + ("<w:settings" + spaces) + ">" + settings_inside + "</w:settings>"},
        {"word/webSettings.xml", "<w:webSettings/>"},
        {"word/media/emblem.png", picture},
    };
    if (!settings_relations.empty()) all.emplace_back("word/_rels/settings.xml.rels", relations(settings_relations));
    all.insert(all.end(), others.begin(), others.end());
    return reading::make_zip(all);
  }
};

}  // namespace mosharekat::document
