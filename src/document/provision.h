// SPDX-License-Identifier: AGPL-3.0-or-later
// A legal text as a tree of provisions: what import makes, what people comment on, what two versions are compared by.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace mosharekat::document {

enum class Kind {
  book,       // کتاب
  part,       // باب
  section,    // بخش
  chapter,    // فصل
  topic,      // مبحث، گفتار، قسمت
  article,    // ماده
  principle,  // اصل
  note,       // تبصره
  clause,     // بند
  item,       // جزء
  annex,      // پیوست
  paragraph,  // anything without a number of its own
};
std::string_view name(Kind kind);  // "article"
std::optional<Kind> kind_named(std::string_view name);

struct Provision {
  Kind kind = Kind::paragraph;
  std::optional<std::string> number{};  // "12", "12 مکرر", "الف"; ASCII digits; nothing for ماده واحده and unnumbered notes
  std::string label{};                  // as a reader sees it: "ماده ۱۲"; empty for paragraphs
  std::string heading{};                // title after the label, where there is one
  std::string text{};                   // own text without that of the children; paragraphs separated by \n
  bool unrecognised = false;            // import kept it in its place without understanding it
  std::vector<Provision> children{};
  std::string anchor{};  // "m24-t2": unique in the text, never changes across versions; given by anchor()
};

struct Text {
  std::string language = "fa";
  std::string title{};
  std::vector<Provision> provisions{};
};

struct Warning {
  std::string key;  // a sentence of locale/*/import.json
  std::vector<Argument> arguments{};
};

struct Imported {
  std::vector<Text> texts;  // one, or two where a file holds Persian and English; never empty
  std::vector<Warning> warnings;
};

// Gives each provision without an anchor one that no other has: by kind and number under its article ("m24-t2", "m24-b-alef"), by
// place for paragraphs ("p7").
void give_anchors(Text& text);

// Number of provisions of a kind, at any depth.
std::size_t count(const std::vector<Provision>& provisions, Kind kind);

}  // namespace mosharekat::document
