// SPDX-License-Identifier: AGPL-3.0-or-later
// How a line begins: «فصل اول - …»، «ماده (۲۴)»، «تبصره ۱ -»، «الف)»، "Article 12", "1.2.3". One line is looked at alone here;
// what its neighbours say about it is decided in chain.h and tree.cpp. The grammar with its traps is in docs/import.md.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "document/provision.h"

namespace mosharekat::document::reading {

enum class Counting { number, persian_letter, latin_letter, roman, outline };

// One way to read a counter: (i) is a Latin letter or a Roman number.
struct Reading {
  Counting counting;
  int value;  // for letters the code point
};

struct Mark {
  enum class Form { division, article, note, counter, annex };
  Form form;
  Kind kind = Kind::paragraph;
  std::u32string word{};  // "فصل", "section": tells apart the words of one kind
  std::optional<std::string> number{};
  int value = 0;                    // 0 where there is none
  bool again = false;               // مکرر
  bool certain = true;              // a separator follows, or nothing; otherwise a sentence may begin like this
  bool arrow = false;               // the source marks the line as a heading
  std::vector<Reading> readings{};  // of counters
  std::vector<int> outline{};       // 1.2.3
  char32_t wrap = U'\0';            // the sign behind a counter: 1) and 1- count apart
  std::string label{};
  std::string remark{};  // (اصلاحی ۱۴۰۲/۰۲/۱۰)
  std::string rest{};
};

// The line without bullets and heading signs; what it begins with, if it begins with anything. `language` is "fa" or "en".
std::optional<Mark> read_mark(std::string_view line, std::string_view language);

// The remark «(اصلاحی …)» at the beginning of a text and what follows its separator; empty remark if there is none.
std::pair<std::string, std::string> split_remark(std::string_view text);

// In text that was wrapped at a width: whether a line begins a provision though the line above it was full. A counter does so
// only where a sentence ended, since a number in brackets may stand anywhere in a sentence.
bool begins_provision(std::string_view line, std::string_view above);
bool ends_sentence(std::string_view line);

// A line that is printed as a heading by the source: it begins with ❯ or the like.
bool has_heading_sign(std::string_view line);
// The line without such a sign.
std::string without_heading_sign(std::string_view line);

}  // namespace mosharekat::document::reading
