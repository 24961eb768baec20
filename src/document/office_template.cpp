// SPDX-License-Identifier: AGPL-3.0-or-later
#include "document/office_template.h"

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <optional>
#include <set>

#include "base/text.h"
#include "document/import/archive.h"
#include "document/import/xml.h"

namespace mosharekat::document {

using reading::Archive;
using reading::attribute;
using reading::local_name;

namespace {

constexpr std::size_t unpacked_bytes_max = 24u << 20, picture_bytes_max = 8u << 20, parts_max = 300;
constexpr std::string_view relation_space = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
constexpr std::string_view word_space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
constexpr std::string_view word_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.";

Error error(std::string_view key, std::string_view what = {}) {
  std::vector<Argument> arguments;
  if (!what.empty()) arguments.push_back({"what", std::string(what)});
  return {Code::invalid, "template.error." + std::string(key), std::move(arguments), "file"};
}

// What a page needs, and what no page misses: the second is left behind, with whatever hangs on it. All else is refused.
bool is_kept(std::string_view kind) {
  constexpr std::array kept = {"styles", "numbering", "settings", "fontTable", "theme",     "header",
                               "footer", "footnotes", "endnotes", "image",     "hyperlink", "font"};
  return std::find(kept.begin(), kept.end(), kind) != kept.end();
}
bool is_dropped(std::string_view kind) {
  constexpr std::array dropped = {"webSettings",       "customXml",        "glossaryDocument",     "comments",
                                  "commentsExtended",  "commentsIds",      "commentsExtensible",   "people",
                                  "stylesWithEffects", "attachedTemplate", "keyMapCustomizations", "customXmlProps",
                                  "printerSettings",   "recipientData",    "mailMergeSource",      "mailMergeHeaderSource"};
  return std::find(dropped.begin(), dropped.end(), kind) != dropped.end();
}

// "word/header1.xml" + "media/a.png" → "word/media/a.png"; nothing where it leads out of the file.
std::optional<std::string> resolved(std::string_view from, std::string_view target) {
  std::string whole(target);
  if (!target.starts_with('/')) {
    const std::size_t slash = from.rfind('/');
    whole = std::string(slash == std::string_view::npos ? "" : from.substr(0, slash + 1)) + whole;
  }
  std::vector<std::string> steps;
  for (const std::string_view step : text::split(whole, '/')) {
    if (step.empty() || step == ".") continue;
    if (step != "..") {
      steps.emplace_back(step);
    } else {
      if (steps.empty()) return std::nullopt;
      steps.pop_back();
    }
  }
  std::string path;
  for (const std::string& step : steps) path += (path.empty() ? "" : "/") + step;
  return path;
}

std::string relations_of(std::string_view part) {
  const std::size_t slash = part.rfind('/');
  const std::size_t name = slash == std::string_view::npos ? 0 : slash + 1;
  return std::string(part.substr(0, name)) + "_rels/" + std::string(part.substr(name)) + ".rels";
}

// By its first bytes, not by its name.
std::optional<std::string> picture_type(std::string_view content) {
  const auto begins = [&](std::string_view magic) { return content.starts_with(magic); };
  if (begins("\x89PNG\r\n\x1a\n")) return "image/png";
  if (begins("\xff\xd8\xff")) return "image/jpeg";
  if (begins("GIF8")) return "image/gif";
  if (begins("BM")) return "image/bmp";
  if (begins(std::string_view("II*\0", 4)) || begins(std::string_view("MM\0*", 4))) return "image/tiff";
  if (begins("\xd7\xcd\xc6\x9a")) return "image/x-wmf";
  if (content.size() > 44 && content.substr(40, 4) == " EMF") return "image/x-emf";
  return std::nullopt;
}

// Fields that fetch a file or start a program when the document is opened.
std::optional<std::string> fetching_field(const pugi::xml_node& root) {
  std::string said;
  struct Walker final : pugi::xml_tree_walker {
    std::string* said;
    bool for_each(pugi::xml_node& node) override {
      // A field may be cut into runs anywhere; its beginning parts it from the one before.
      if (local_name(node) == "fldChar" && attribute(node, "fldCharType") == "begin") *said += ' ';
      if (local_name(node) == "instrText") *said += node.text().get();
      if (local_name(node) == "fldSimple") *said += " " + std::string(attribute(node, "instr")) + " ";
      return true;
    }
  } walker;
  walker.said = &said;
  pugi::xml_node start = root;
  start.traverse(walker);
  std::replace_if(said.begin(), said.end(), [](char c) { return c == '\t' || c == '\n' || c == '"' || c == '\\'; }, ' ');
  for (const std::string_view word : text::split(said, ' '))
    for (const std::string_view fetching : {"INCLUDEPICTURE", "INCLUDETEXT", "DDE", "DDEAUTO", "LINK", "RD", "DATABASE"})
      if (text::ascii_lower(word) == text::ascii_lower(fetching)) return std::string(fetching);
  return std::nullopt;
}

// Remarks stay behind with their part; what points at them goes too.
void forget_remarks(pugi::xml_node node) {
  for (pugi::xml_node child = node.first_child(); child;) {
    const pugi::xml_node next = child.next_sibling();
    const std::string_view name = local_name(child);
    if (name == "commentRangeStart" || name == "commentRangeEnd" || name == "commentReference")
      node.remove_child(child);
    else
      forget_remarks(child);
    child = next;
  }
}

bool is_macro(std::string_view name) {
  const std::string lower = text::ascii_lower(name);
  return lower.find("vba") != std::string::npos || lower.find("macroenabled") != std::string::npos;
}

class Reader {
 public:
  explicit Reader(const Archive& archive) : archive_(archive) {}

  Result<OfficeTemplate> run() {
    TRY(read_types());
    const std::string main = TRY(main_part());
    const std::string type = type_of(main);
    if (type != std::string(word_type) + "document.main+xml" && type != std::string(word_type) + "template.main+xml")
      return error("not_docx");
    made_.main = main;
    TRY(take(main, "document"));
    return std::move(made_);
  }

 private:
  struct Xml {
    std::string content;
    pugi::xml_document tree;
  };
  Result<std::unique_ptr<Xml>> xml(const std::string& name) {
    auto made = std::make_unique<Xml>();
    made->content = TRY(archive_.read(name.c_str()));
    TRY(reading::parse_xml(made->tree, made->content));
    return made;
  }

  Result<void> read_types() {
    const auto types = TRY(xml("[Content_Types].xml"));
    for (const pugi::xml_node& node : types->tree.document_element().children()) {
      const std::string type(attribute(node, "ContentType"));
      if (is_macro(type)) return error("macros");
      if (local_name(node) == "Override") types_.emplace(std::string(attribute(node, "PartName")), type);
    }
    return {};
  }
  std::string type_of(const std::string& part) const {
    const auto found = types_.find("/" + part);
    return found == types_.end() ? "" : found->second;
  }

  Result<std::string> main_part() {
    const auto relations = TRY(xml("_rels/.rels"));
    for (const pugi::xml_node& node : relations->tree.document_element().children()) {
      const std::string_view type = attribute(node, "Type");
      if (type == "http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument") return error("strict");
      if (type == std::string(relation_space) + "officeDocument")
        if (auto path = resolved("", attribute(node, "Target"))) return *path;
    }
    return error("not_docx");
  }

  // A part with all that it uses.
  Result<void> take(const std::string& name, std::string_view kind) {
    if (!taken_.insert(name).second) return {};
    if (taken_.size() > parts_max) return Error{Code::invalid, "import.error.bomb", {}, "file"};
    if (is_macro(name)) return error("macros");
    OfficeTemplate::Part part{.name = name};
    if (kind == "image" || kind == "font") {
      part.content = TRY(archive_.read(name.c_str()));
      if (part.content.size() > picture_bytes_max) return error("too_large");
      const auto type = kind == "image"
                            ? picture_type(part.content)
                            : std::optional<std::string>("application/vnd.openxmlformats-officedocument.obfuscatedFont");
      if (!type) return error("picture");
      part.content_type = *type;
    } else {
      const auto held = TRY(xml(name));
      pugi::xml_node root = held->tree.document_element();
      if (kind == "document" &&
          (std::string_view(root.name()) != "w:document" || root.attribute("xmlns:w").value() != word_space))
        return error("strict");
      if (const auto field = fetching_field(root)) return error("field", *field);
      TRY(take_relations(name));
      forget_remarks(root);
      // Where the template itself came from, and whom it was once sent to.
      if (kind == "settings")
        for (const char* gone : {"w:attachedTemplate", "w:mailMerge", "w:documentProtection", "w:writeProtection"})
          while (root.remove_child(gone)) {
          }
      struct Writer final : pugi::xml_writer {
        std::string text;
        void write(const void* data, std::size_t size) override { text.append(static_cast<const char*>(data), size); }
      } writer;
      held->tree.save(writer, "", pugi::format_raw, pugi::encoding_utf8);
      part.content = std::move(writer.text);
      part.content_type = kind == "theme"
                              ? "application/vnd.openxmlformats-officedocument.theme+xml"
                              : std::string(word_type) + (kind == "document" ? "document.main" : std::string(kind)) + "+xml";
    }
    unpacked_ += part.content.size();
    if (unpacked_ > unpacked_bytes_max) return error("too_large");
    made_.parts.push_back(std::move(part));
    return {};
  }

  Result<void> take_relations(const std::string& from) {
    const std::string name = relations_of(from);
    if (!archive_.has(name.c_str())) return {};
    const auto relations = TRY(xml(name));
    for (const pugi::xml_node& node : relations->tree.document_element().children()) {
      const std::string_view type = attribute(node, "Type"), target = attribute(node, "Target");
      const std::size_t slash = type.rfind('/');
      const std::string kind(slash == std::string_view::npos ? type : type.substr(slash + 1));
      const bool outside = attribute(node, "TargetMode") == "External";
      if (is_macro(kind)) return error("macros");
      if (is_dropped(kind)) continue;
      OfficeTemplate::Relation made{from, std::string(attribute(node, "Id")), kind, std::string(target), outside};
      if (outside) {
        const std::string lower = text::ascii_lower(target);
        const bool link = kind == "hyperlink" &&
                          (lower.starts_with("http://") || lower.starts_with("https://") || lower.starts_with("mailto:"));
        if (!link) return error("outside", text::shorten(target, 80));
        made_.relations.push_back(std::move(made));
        continue;
      }
      if (!type.starts_with(relation_space) || !is_kept(kind)) return error("embedded", kind);
      if (kind == "hyperlink") {
        made_.relations.push_back(std::move(made));
        continue;
      }
      const auto path = resolved(from, target);
      if (!path) return Error{Code::invalid, "import.error.damaged", {}, "file"};
      TRY(take(*path, kind));
      // From the root, so that it leads to the same part wherever it is read from.
      made.target = "/" + *path;
      made_.relations.push_back(std::move(made));
    }
    return {};
  }

  const Archive& archive_;
  std::map<std::string, std::string> types_;
  std::set<std::string> taken_;
  std::size_t unpacked_ = 0;
  OfficeTemplate made_;
};

}  // namespace

Result<OfficeTemplate> read_template(std::string_view content) {
  if (content.empty()) return error("empty");
  if (content.size() > template_bytes_max) return error("too_large");
  if (!content.starts_with("PK")) return error("not_docx");
  auto named = [&]() -> Result<OfficeTemplate> {
    const Archive archive = TRY(Archive::open(content));
    if (!archive.has("[Content_Types].xml") || !archive.has("_rels/.rels")) return error("not_docx");
    return Reader(archive).run();
  }();
  if (named) return named;
  Error said = named.error();
  said.field = "file";
  return said;
}

}  // namespace mosharekat::document
