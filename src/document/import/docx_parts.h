// SPDX-License-Identifier: AGPL-3.0-or-later
// The parts of a Word file beside its text: where they lie, what its styles say, and the numbers of its lists.
#pragma once
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "document/import/archive.h"
#include "document/import/list_numbers.h"
#include "document/import/xml.h"

namespace mosharekat::document::reading {

// Names of members; empty where the file has none. Word may call its main part document2.xml.
struct WordParts {
  std::string main{}, styles{}, numbering{}, footnotes{}, endnotes{};
  bool has_macros = false;
};
// Nothing if this is no text of Word.
std::optional<WordParts> word_parts(const Archive& archive);

// The numbering that a paragraph or a style asks for; number "0" means none.
struct WordNumber {
  std::string list{};  // w:numId, empty where it is left to the style
  std::optional<int> level{};
};

class WordStyles {
 public:
  static WordStyles read(const Archive& archive, const WordParts& parts);

  // 1…9 for headings, else 0.
  int heading(std::string_view style) const;
  // A line of a table of contents.
  bool is_contents(std::string_view style) const;
  // What the style or those that it is based on ask for, and the style that asks.
  std::optional<std::pair<WordNumber, std::string>> number(std::string_view style) const;
  std::string_view default_style() const { return default_; }

 private:
  struct Style {
    std::string based_on{}, name{};
    std::optional<int> outline{};
    std::optional<WordNumber> number{};
  };
  // The first that says yes, of the style and those below it.
  template <typename Test>
  const Style* first(std::string_view style, std::string* id, Test test) const;

  std::map<std::string, Style, std::less<>> styles_;
  std::string default_;
};

class WordNumbering {
 public:
  static WordNumbering read(const Archive& archive, const WordParts& parts);

  // Counts one paragraph; its label, empty if it has none.
  std::string label(const WordStyles& styles, std::string_view style, const std::optional<WordNumber>& own);

 private:
  struct Abstract {
    ListLevels levels{};
    std::map<std::string, int, std::less<>> styles{};  // levels that are bound to a style
    std::string style_link{}, same_as_style{};
  };
  struct List {
    std::string abstract{};
    std::map<int, int> starts{};
    std::map<int, ListLevel> levels{};
  };
  const Abstract* resolved(const WordStyles& styles, const List& list, std::string& id) const;

  std::map<std::string, Abstract, std::less<>> abstracts_;
  std::map<std::string, List, std::less<>> lists_;
  std::map<std::string, ListCount, std::less<>> counts_;  // of abstract lists: those that share one go on counting
  std::set<std::pair<std::string, int>> started_;
};

// w:numPr of a w:pPr.
std::optional<WordNumber> word_number(const pugi::xml_node& properties);
// The child of this name, or nothing.
pugi::xml_node part(const pugi::xml_node& parent, std::string_view local);
// w:b and its like: there, and not switched off.
bool is_on(const pugi::xml_node& property);

}  // namespace mosharekat::document::reading
