// SPDX-License-Identifier: AGPL-3.0-or-later
// Paragraphs of a web page: what stands in <main> or <article> where there is one; scripts, navigation and forms are left out.
#include <algorithm>
#include <gumbo.h>
#include <memory>

#include "base/text.h"
#include "document/import/lines.h"

namespace mosharekat::document::reading {
namespace {

constexpr int depth_max = 400;

bool is_left_out(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_SCRIPT:
    case GUMBO_TAG_STYLE:
    case GUMBO_TAG_NAV:
    case GUMBO_TAG_HEADER:
    case GUMBO_TAG_FOOTER:
    case GUMBO_TAG_ASIDE:
    case GUMBO_TAG_FORM:
    case GUMBO_TAG_BUTTON:
    case GUMBO_TAG_NOSCRIPT:
    case GUMBO_TAG_TEMPLATE:
    case GUMBO_TAG_IFRAME:
    case GUMBO_TAG_SVG:
    case GUMBO_TAG_HEAD:
    case GUMBO_TAG_SELECT:
    case GUMBO_TAG_DEL: return true;
    default: return false;
  }
}

bool is_inline(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_A:
    case GUMBO_TAG_ABBR:
    case GUMBO_TAG_B:
    case GUMBO_TAG_BDI:
    case GUMBO_TAG_BDO:
    case GUMBO_TAG_BIG:
    case GUMBO_TAG_CITE:
    case GUMBO_TAG_CODE:
    case GUMBO_TAG_EM:
    case GUMBO_TAG_FONT:
    case GUMBO_TAG_I:
    case GUMBO_TAG_INS:
    case GUMBO_TAG_MARK:
    case GUMBO_TAG_Q:
    case GUMBO_TAG_S:
    case GUMBO_TAG_SMALL:
    case GUMBO_TAG_SPAN:
    case GUMBO_TAG_STRONG:
    case GUMBO_TAG_SUB:
    case GUMBO_TAG_SUP:
    case GUMBO_TAG_TIME:
    case GUMBO_TAG_TT:
    case GUMBO_TAG_U:
    case GUMBO_TAG_VAR:
    case GUMBO_TAG_LABEL:
    case GUMBO_TAG_TD:
    case GUMBO_TAG_TH: return true;
    default: return false;
  }
}

int heading_level(GumboTag tag) {
  return tag >= GUMBO_TAG_H1 && tag <= GUMBO_TAG_H6 ? static_cast<int>(tag - GUMBO_TAG_H1) + 1 : 0;
}

// The parser of a page goes as deep as its elements do, without a limit of its own. Only elements that must be closed are
// counted.
bool is_too_deep(std::string_view page) {
  static constexpr std::string_view closed[] = {"div",  "span",    "table",   "ul",         "ol",  "b",  "i",      "u",
                                                "font", "section", "article", "blockquote", "a",   "em", "strong", "center",
                                                "dl",   "main",    "small",   "big",        "sub", "sup"};
  int depth = 0;
  for (std::size_t at = page.find('<'); at != std::string_view::npos; at = page.find('<', at + 1)) {
    const bool end = at + 1 < page.size() && page[at + 1] == '/';
    const std::string_view rest = page.substr(at + (end ? 2 : 1), 12);
    const std::string tag = text::ascii_lower(rest.substr(0, rest.find_first_of(" \t\r\n>/")));
    if (std::find(std::begin(closed), std::end(closed), tag) == std::end(closed)) continue;
    depth = std::max(0, depth + (end ? -1 : 1));
    if (depth > 2 * depth_max) return true;
  }
  return false;
}

class Reader {
 public:
  explicit Reader(Lines& out) : out_(out) {}

  void children(const GumboElement& element, int depth) {
    for (unsigned at = 0; at < element.children.length; ++at)
      node(*static_cast<const GumboNode*>(element.children.data[at]), depth + 1);
  }

  void flush(int level = 0) {
    std::string line = std::exchange(line_, {});
    if (text::trim(line).empty()) return;
    out_.lines.push_back({std::move(line), level});
  }

 private:
  void node(const GumboNode& node, int depth) {
    if (depth > depth_max || out_.lines.size() > lines_max) return;
    if (node.type == GUMBO_NODE_TEXT || node.type == GUMBO_NODE_WHITESPACE || node.type == GUMBO_NODE_CDATA) {
      const std::string_view words = node.v.text.text;
      for (const char byte : words) line_ += byte == '\n' || byte == '\r' || byte == '\t' ? ' ' : byte;
      return;
    }
    if (node.type != GUMBO_NODE_ELEMENT || is_left_out(node.v.element.tag)) return;
    const GumboTag tag = node.v.element.tag;
    if (tag == GUMBO_TAG_BR) return flush();
    if (is_inline(tag)) {
      children(node.v.element, depth);
      if (tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH) line_ += " \t";
      return;
    }
    flush();
    if (tag == GUMBO_TAG_LI) number_item(node);
    children(node.v.element, depth);
    flush(heading_level(tag));
  }

  // A counted list shows numbers that stand nowhere in the text.
  void number_item(const GumboNode& item) {
    const GumboNode* list = item.parent;
    if (!list || list->type != GUMBO_NODE_ELEMENT || list->v.element.tag != GUMBO_TAG_OL) return;
    int place = 0;
    for (unsigned at = 0; at < list->v.element.children.length; ++at) {
      const auto* sibling = static_cast<const GumboNode*>(list->v.element.children.data[at]);
      if (sibling->type == GUMBO_NODE_ELEMENT && sibling->v.element.tag == GUMBO_TAG_LI) ++place;
      if (sibling == &item) break;
      if (place > 2000) return;
    }
    line_ = std::to_string(place) + "- ";
  }

  Lines& out_;
  std::string line_;
};

const GumboNode* find(const GumboNode& node, GumboTag tag, int depth = 0) {
  if (node.type != GUMBO_NODE_ELEMENT || depth > depth_max) return nullptr;
  if (node.v.element.tag == tag) return &node;
  for (unsigned at = 0; at < node.v.element.children.length; ++at)
    if (const GumboNode* found = find(*static_cast<const GumboNode*>(node.v.element.children.data[at]), tag, depth + 1))
      return found;
  return nullptr;
}

}  // namespace

Result<Lines> read_html(std::string_view content) {
  if (content.size() > text_bytes_max) return Error{Code::invalid, "import.error.too_large", {}};
  const std::string page = decode(content);
  if (is_too_deep(page)) return Error{Code::invalid, "import.error.bomb", {}};
  GumboOptions options = kGumboDefaultOptions;
  options.max_errors = 0;
  const auto destroy = [&](GumboOutput* output) { gumbo_destroy_output(&options, output); };
  const std::unique_ptr<GumboOutput, decltype(destroy)> parsed(gumbo_parse_with_options(&options, page.data(), page.size()),
                                                               destroy);
  if (!parsed || !parsed->root) return Error{Code::invalid, "import.error.damaged", {}};
  const GumboNode* part = find(*parsed->root, GUMBO_TAG_MAIN);
  if (!part) part = find(*parsed->root, GUMBO_TAG_ARTICLE);
  if (!part) part = find(*parsed->root, GUMBO_TAG_BODY);
  if (!part) part = parsed->root;
  Lines read;
  Reader reader(read);
  reader.children(part->v.element, 0);
  reader.flush();
  if (read.lines.size() > lines_max) return Error{Code::invalid, "import.error.too_large", {}};
  return read;
}

}  // namespace mosharekat::document::reading
