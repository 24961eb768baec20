// SPDX-License-Identifier: AGPL-3.0-or-later
#include "print/package.h"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <pugixml.hpp>

#include "print/plain.h"
#include "print/zip.h"

namespace mosharekat::print {
namespace {

std::string written(const pugi::xml_document& document) {
  struct Writer final : pugi::xml_writer {
    std::string text;
    void write(const void* data, std::size_t size) override { text.append(static_cast<const char*>(data), size); }
  } writer;
  document.save(writer, "", pugi::format_raw, pugi::encoding_utf8);
  return std::move(writer.text);
}

std::string core_properties(const Package::Facts& facts) {
  pugi::xml_document document;
  pugi::xml_node root = begin_xml(document, "cp:coreProperties",
                                  {{"xmlns:cp", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"},
                                   {"xmlns:dc", "http://purl.org/dc/elements/1.1/"},
                                   {"xmlns:dcterms", "http://purl.org/dc/terms/"},
                                   {"xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"}});
  if (facts.made_at != Instant{}) {
    const auto seconds = std::chrono::system_clock::to_time_t(facts.made_at);
    put_text(root, "dcterms:created", fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(seconds)),
             {{"xsi:type", "dcterms:W3CDTF"}});
  }
  if (!facts.author.empty()) put_text(root, "dc:creator", facts.author);
  put_text(root, "dc:language", facts.language == Language::fa ? "fa-IR" : "en-US");
  if (!facts.subject.empty()) put_text(root, "dc:subject", facts.subject);
  put_text(root, "dc:title", facts.title);
  return written(document);
}

// word/document.xml → word/_rels/document.xml.rels
std::string relations_part(const std::string& of) {
  const std::size_t slash = of.rfind('/');
  const std::size_t name = slash == std::string::npos ? 0 : slash + 1;
  return of.substr(0, name) + "_rels/" + of.substr(name) + ".rels";
}

}  // namespace

void Package::add(const std::string& part, std::string_view kind, const pugi::xml_document& content) {
  add(part, fmt::format("application/vnd.openxmlformats-officedocument.{}+xml", kind), written(content));
}

void Package::add(const std::string& part, std::string_view content_type, std::string content) {
  parts_.emplace_back(part, std::move(content));
  content_types_.emplace_back("/" + part, content_type);
}

void Package::relate(const std::string& from, std::string_view id, std::string_view as, std::string_view target, bool outside) {
  relations_[from].push_back({std::string(id),
                              fmt::format("http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}", as),
                              std::string(target), outside});
}

std::string Package::bytes(const Facts& facts) {
  add("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml", core_properties(facts));
  relations_[""].push_back(
      {"rIdCore", "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties", "docProps/core.xml"});

  pugi::xml_document types;
  pugi::xml_node root = begin_xml(types, "Types", {{"xmlns", "http://schemas.openxmlformats.org/package/2006/content-types"}});
  put(root, "Default", {{"Extension", "rels"}, {"ContentType", "application/vnd.openxmlformats-package.relationships+xml"}});
  put(root, "Default", {{"Extension", "xml"}, {"ContentType", "application/xml"}});
  for (const auto& [part, type] : content_types_) put(root, "Override", {{"PartName", part}, {"ContentType", type}});

  // Readers find the content types first.
  std::vector<std::pair<std::string, std::string>> all = {{"[Content_Types].xml", written(types)}};
  for (const auto& [from, relations] : relations_) {
    pugi::xml_document document;
    pugi::xml_node list =
        begin_xml(document, "Relationships", {{"xmlns", "http://schemas.openxmlformats.org/package/2006/relationships"}});
    for (const auto& [id, type, target, outside] : relations) {
      pugi::xml_node one = put(list, "Relationship", {{"Id", id}, {"Type", type}, {"Target", target}});
      if (outside) one.append_attribute("TargetMode") = "External";
    }
    all.emplace_back(relations_part(from), written(document));
  }
  all.insert(all.end(), parts_.begin(), parts_.end());
  return zip(all);
}

pugi::xml_node begin_xml(pugi::xml_document& document, const char* root, Attributes attributes) {
  put(document, root, attributes);
  pugi::xml_node declaration = document.prepend_child(pugi::node_declaration);
  declaration.append_attribute("version") = "1.0";
  declaration.append_attribute("encoding") = "UTF-8";
  declaration.append_attribute("standalone") = "yes";
  return document.document_element();
}

pugi::xml_node put(pugi::xml_node parent, const char* name, Attributes attributes) {
  pugi::xml_node node = parent.append_child(name);
  for (const auto& [key, value] : attributes) node.append_attribute(key) = std::string(value).c_str();
  return node;
}

pugi::xml_node put_text(pugi::xml_node parent, const char* name, std::string_view text, Attributes attributes) {
  pugi::xml_node node = put(parent, name, attributes);
  const std::string held = plain(text);
  if (!held.empty() && (held.front() == ' ' || held.back() == ' ')) node.append_attribute("xml:space") = "preserve";
  node.text() = held.c_str();
  return node;
}

}  // namespace mosharekat::print
