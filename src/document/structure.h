// SPDX-License-Identifier: AGPL-3.0-or-later
// Mending the structure of a text that was imported, before it is consulted on: split, join, change kind, renumber, move a level,
// edit. No letter is lost by anything but an edit of the words themselves; what did not change keeps its anchor. Pure.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "document/provision.h"

namespace mosharekat::document {

// A provision in reading order; its children are the deeper ones that follow.
struct FlatRow {
  int depth = 0;
  Provision provision;  // without children
};
std::vector<FlatRow> flatten(const Text& text);
// A row that is deeper than the one before it allows stands one level below that one.
std::vector<Provision> nest(const std::vector<FlatRow>& rows);

struct StructureEdit {
  enum class Act {
    split,     // at `at`, a byte of the text; the second half becomes what it says it is («تبصره ۱- …»), else a paragraph
    join,      // with the provision before it in reading order
    change,    // kind and number; a paragraph that already says so («ماده ۵- …») gives its number up to the label
    renumber,  // this one and those of its kind that follow, counting from `number`
    in,        // one level down, with all below it
    out,       // one level up
    write,     // heading and text
    title,     // `text` is the title of the whole
  };
  Act act = Act::split;
  std::string anchor{};
  std::size_t at = 0;
  Kind kind = Kind::paragraph;
  std::optional<std::string> number{};
  std::string heading{}, text{};
};
std::string_view name(StructureEdit::Act act);
std::optional<StructureEdit::Act> structure_act_named(std::string_view name);

// Does it, or says why not; answers the anchor of the provision to look at next. Errors: structure.error.*
Result<std::string> apply(Text& text, const StructureEdit& edit);

// Where a text may be split without cutting a sentence: after each line and each sentence, as bytes of the text.
std::vector<std::size_t> split_places(std::string_view text);

// What an editor should look at: numbers of articles that are missing or stand twice, with the anchor.
struct StructureDoubt {
  std::string anchor{};
  Warning warning{};
};
std::vector<StructureDoubt> doubts(const std::vector<FlatRow>& rows);

// "ماده ۱۲", "Article 12", "الف".
std::string label_for(Kind kind, const std::optional<std::string>& number, std::string_view language);

// The part of a text that an act changed, kept so that it can be undone.
struct StructureStep {
  std::string title{};
  std::size_t from = 0, replaced = 0;  // so many rows stand there now …
  std::vector<FlatRow> rows{};         // … instead of these
};
StructureStep step_between(const Text& before, const Text& after);
Text undone(const Text& text, const StructureStep& step);
std::string to_json(const StructureStep& step);
Result<StructureStep> structure_step(std::string_view json);

}  // namespace mosharekat::document
