// SPDX-License-Identifier: AGPL-3.0-or-later
#include "print/docx_marks.h"

#include <optional>
#include <vector>

#include "base/text.h"
#include "print/direction.h"
#include "print/package.h"
#include "print/plain.h"

namespace mosharekat::print {
namespace {

enum class Mark { report, title, date, number };

std::optional<Mark> mark_named(std::string_view name) {
  const std::string key = text::search_key(name);
  if (key == "report" || key == text::search_key("گزارش")) return Mark::report;
  if (key == "title" || key == text::search_key("عنوان")) return Mark::title;
  if (key == "date" || key == text::search_key("تاریخ")) return Mark::date;
  if (key == "number" || key == text::search_key("شماره")) return Mark::number;
  return std::nullopt;
}

bool is(const pugi::xml_node& node, std::string_view name) { return std::string_view(node.name()) == name; }

// The pieces of text of one paragraph; a text box inside it has paragraphs of its own.
void add_texts(const pugi::xml_node& node, std::vector<pugi::xml_node>& texts) {
  for (const pugi::xml_node& child : node.children()) {
    if (is(child, "w:p")) continue;
    if (is(child, "w:t"))
      texts.push_back(child);
    else
      add_texts(child, texts);
  }
}

void set_text(pugi::xml_node node, const std::string& text) {
  node.text() = text.c_str();
  if (!node.attribute("xml:space")) node.append_attribute("xml:space") = "preserve";
}

// A run like this one behind it, without its content.
pugi::xml_node run_after(pugi::xml_node run) {
  pugi::xml_node made = run.parent().insert_child_after("w:r", run);
  if (const pugi::xml_node properties = run.child("w:rPr")) made.append_copy(properties);
  return made;
}

// Puts a value where a mark was, between what stands before and after it in its run.
void put_value(pugi::xml_node text, const std::string& before, const std::string& value, const std::string& after, bool rtl) {
  pugi::xml_node run = text.parent();
  std::vector<pugi::xml_node> behind;
  for (pugi::xml_node next = text.next_sibling(); next; next = next.next_sibling()) behind.push_back(next);
  pugi::xml_node middle = run_after(run);
  if (!after.empty() || !behind.empty()) {
    pugi::xml_node tail = run_after(middle);
    if (!after.empty()) set_text(put(tail, "w:t"), after);
    for (const pugi::xml_node& node : behind) {
      tail.append_copy(node);
      run.remove_child(node);
    }
  }
  set_text(text, before);
  pugi::xml_node properties = middle.child("w:rPr");
  if (!properties) properties = middle.prepend_child("w:rPr");
  properties.remove_child("w:rtl");
  // Who types a mark types Latin letters; what takes its place is not always Latin.
  if (rtl) {
    pugi::xml_node mark;
    // In the order of the schema only these may stand behind it.
    for (const char* later : {"w:cs", "w:em", "w:lang", "w:eastAsianLayout", "w:specVanish", "w:oMath"})
      if (!mark) mark = properties.child(later);
    if (mark)
      properties.insert_child_before("w:rtl", mark);
    else
      properties.append_child("w:rtl");
  }
  set_text(put(middle, "w:t"), value);
}

struct Place {
  std::size_t begin, end;  // of the paragraph's text, in bytes
  Mark mark;
};
std::optional<Place> find_mark(std::string_view whole) {
  for (std::size_t at = whole.find("{{"); at != std::string_view::npos; at = whole.find("{{", at + 1)) {
    const std::size_t end = whole.find("}}", at);
    if (end == std::string_view::npos) return std::nullopt;
    if (const auto mark = mark_named(whole.substr(at + 2, end - at - 2))) return Place{at, end + 2, *mark};
  }
  return std::nullopt;
}

class Filler {
 public:
  Filler(const Marks& marks, Language language) : marks_(marks), language_(language) {}

  void walk(pugi::xml_node node) {
    for (pugi::xml_node child = node.first_child(); child; child = child.next_sibling()) {
      if (is(child, "w:p")) fill(child);
      walk(child);
    }
  }
  MarksFound found;

 private:
  void fill(pugi::xml_node paragraph) {
    // A value is never searched for marks again: each round begins behind the one before, and values stand in runs of their own.
    for (int round = 0; round < 50; ++round) {
      std::vector<pugi::xml_node> texts;
      add_texts(paragraph, texts);
      std::string whole;
      for (const pugi::xml_node& text : texts) whole += text.text().get();
      const auto place = find_mark(whole);
      if (!place) return;
      if (place->mark == Mark::report && !found.report) found.report = paragraph;
      found.title = found.title || place->mark == Mark::title;
      replace(texts, *place);
    }
  }

  void replace(const std::vector<pugi::xml_node>& texts, const Place& place) {
    const std::string value = plain(place.mark == Mark::title    ? marks_.title
                                    : place.mark == Mark::date   ? marks_.date
                                    : place.mark == Mark::number ? marks_.number
                                                                 : std::string());
    std::size_t at = 0;
    bool put_in = false;
    for (pugi::xml_node text : texts) {
      const std::string held = text.text().get();
      const std::size_t begin = at, end = at + held.size();
      at = end;
      if (end <= place.begin || begin >= place.end) continue;
      const std::string before = held.substr(0, place.begin > begin ? place.begin - begin : 0);
      const std::string after = place.end < end ? held.substr(place.end - begin) : "";
      if (put_in || value.empty()) {
        set_text(text, before + after);
      } else {
        // A value with braces of its own would be taken for a mark in the next round.
        std::string safe = value;
        for (std::size_t brace = safe.find("{{"); brace != std::string::npos; brace = safe.find("{{"))
          safe.replace(brace, 2, "{ {");
        put_value(text, before, safe, after, reads_right_to_left(safe, language_));
        put_in = true;
      }
    }
  }

  const Marks& marks_;
  Language language_;
};

}  // namespace

MarksFound fill_marks(pugi::xml_node root, const Marks& marks, Language language) {
  Filler filler(marks, language);
  filler.walk(root);
  return filler.found;
}

}  // namespace mosharekat::print
