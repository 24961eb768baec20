// SPDX-License-Identifier: AGPL-3.0-or-later
// The acts work on rows in reading order, where «what follows and is deeper» are the children: splitting and joining then lose
// nothing and need no surgery on trees.
#include "document/structure.h"

#include <algorithm>
#include <array>
#include <functional>

#include "base/text.h"
#include "document/import/list_numbers.h"
#include "document/import/marks.h"

namespace mosharekat::document {
namespace {

using Rows = std::vector<FlatRow>;
using Act = StructureEdit::Act;

constexpr std::size_t number_letters_max = 40;
constexpr std::size_t heading_letters_max = 500;
constexpr std::size_t text_bytes_max = 200'000;
constexpr int depth_max = 12;

Error refuse(const char* key, std::string field = {}) { return Error{Code::invalid, key, {}, std::move(field)}; }

// What stands above what.
int weight(Kind kind) {
  switch (kind) {
    case Kind::annex: return 0;
    case Kind::book: return 0;
    case Kind::part: return 1;
    case Kind::section: return 2;
    case Kind::chapter: return 3;
    case Kind::topic: return 4;
    case Kind::article:
    case Kind::principle: return 5;
    case Kind::note:
    case Kind::clause: return 6;
    case Kind::item: return 7;
    case Kind::paragraph: return 8;
  }
  return 8;
}

// The depth of a provision of this kind that follows row `before`.
int depth_after(const Rows& rows, std::size_t before, Kind kind) {
  int depth = rows[before].depth + 1;
  for (std::size_t at = before + 1; at-- > 0;) {
    if (rows[at].depth >= depth) continue;
    depth = rows[at].depth;
    const int above = weight(rows[at].provision.kind);
    if (above < weight(kind)) return depth + 1;
    if (above == weight(kind)) return depth;
  }
  return 0;
}

std::size_t end_of(const Rows& rows, std::size_t at) {
  std::size_t end = at + 1;
  while (end < rows.size() && rows[end].depth > rows[at].depth) ++end;
  return end;
}

// What follows a row that moved up is drawn near, as a whole, so that brothers stay brothers.
void settle(Rows& rows, std::size_t at) {
  if (at + 1 >= rows.size()) return;
  const int highest = rows[at].depth + 1;
  const int shift = rows[at + 1].depth - highest;
  if (shift <= 0) return;
  for (std::size_t next = at + 1, end = end_of(rows, at); next < end; ++next)
    rows[next].depth = std::max(highest, rows[next].depth - shift);
}

// All that a provision says, in one text.
std::string spoken(const Provision& provision) {
  std::string out = provision.label;
  if (!out.empty() && !(provision.heading.empty() && provision.text.empty())) out += " - ";
  out += provision.heading;
  if (!provision.heading.empty() && !provision.text.empty()) out += '\n';
  return out + provision.text;
}

// Takes the label that the text begins with, if it does.
bool take_mark(Provision& provision, std::string_view language) {
  const std::size_t end = provision.text.find('\n');
  const std::string first = provision.text.substr(0, end);
  auto mark = reading::read_mark(first, language);
  if (!mark || !mark->certain) return false;
  provision.kind = mark->kind;
  provision.number = mark->number;
  provision.label = mark->label;
  provision.heading = mark->remark;
  const bool division = mark->form == reading::Mark::Form::division || mark->form == reading::Mark::Form::annex;
  std::string& rest = division ? provision.heading : provision.text;
  const std::string behind = end == std::string::npos ? "" : provision.text.substr(end + 1);
  if (division) {
    if (!rest.empty() && !mark->rest.empty()) rest += ' ';
    rest += mark->rest;
    provision.text = behind;
  } else {
    provision.text = mark->rest + (mark->rest.empty() || behind.empty() ? "" : "\n") + behind;
  }
  return true;
}

std::optional<std::string> tidy_number(const std::optional<std::string>& number) {
  if (!number) return std::nullopt;
  const std::string tidy = text::ascii_digits(text::tidy_line(*number));
  return tidy.empty() ? std::nullopt : std::optional(tidy);
}

bool is_digits(std::string_view number) {
  return !number.empty() && number.size() <= 4 && number.find_first_not_of("0123456789") == std::string_view::npos;
}

class Editor {
 public:
  Editor(Text& text, const StructureEdit& edit) : text_(text), edit_(edit), rows_(flatten(text)) {}

  Result<std::string> run() {
    if (edit_.act == Act::title) return title();
    const auto found =
        std::find_if(rows_.begin(), rows_.end(), [&](const FlatRow& row) { return row.provision.anchor == edit_.anchor; });
    if (found == rows_.end()) return Error{Code::not_found, "structure.error.unknown"};
    at_ = static_cast<std::size_t>(found - rows_.begin());
    TRY(act());
    text_.provisions = nest(rows_);
    give_anchors(text_);
    return flatten(text_).at(at_).provision.anchor;
  }

 private:
  Result<void> act() {
    switch (edit_.act) {
      case Act::split: return split();
      case Act::join: return join();
      case Act::change: return change();
      case Act::renumber: return renumber();
      case Act::in: return in();
      case Act::out: return out();
      case Act::write: return write();
      case Act::title: break;
    }
    return refuse("structure.error.unknown");
  }

  Provision& here() { return rows_[at_].provision; }

  Result<std::string> title() {
    const std::string title = text::tidy_line(edit_.text);
    if (title.empty()) return refuse("structure.error.empty", "text");
    if (text::length(title) > heading_letters_max) return refuse("structure.error.long", "text");
    text_.title = title;
    return std::string{};
  }

  Result<void> split() {
    const std::string whole = here().text;
    if (edit_.at == 0 || edit_.at >= whole.size() || (static_cast<unsigned char>(whole[edit_.at]) & 0xC0) == 0x80)
      return refuse("structure.error.place");
    FlatRow second;
    second.provision.text = text::trim(std::string_view(whole).substr(edit_.at));
    const std::string_view first = text::trim(std::string_view(whole).substr(0, edit_.at));
    if (second.provision.text.empty() || (first.empty() && here().label.empty() && here().heading.empty()))
      return refuse("structure.error.place");
    here().text = first;
    take_mark(second.provision, text_.language);
    second.depth = depth_after(rows_, at_, second.provision.kind);
    rows_.insert(rows_.begin() + static_cast<std::ptrdiff_t>(++at_), std::move(second));
    settle(rows_, at_);
    return {};
  }

  Result<void> join() {
    if (at_ == 0) return refuse("structure.error.first");
    Provision& above = rows_[at_ - 1].provision;
    const std::string added = spoken(here());
    const bool goes_on = here().label.empty() && here().heading.empty() && !reading::ends_sentence(above.text);
    if (above.text.size() + added.size() > text_bytes_max) return refuse("structure.error.long");
    if (!above.text.empty() && !added.empty()) above.text += goes_on ? ' ' : '\n';
    above.text += added;
    const int depth = rows_[at_].depth;
    rows_.erase(rows_.begin() + static_cast<std::ptrdiff_t>(at_));
    --at_;
    if (rows_[at_].depth < depth) settle(rows_, at_);
    return {};
  }

  // Its name changed, and so did the names of those that are cited through it.
  void forget_anchor(std::size_t at) {
    const std::string stem = std::exchange(rows_[at].provision.anchor, {}) + "-";
    for (std::size_t below = at + 1, end = end_of(rows_, at); below < end; ++below)
      if (rows_[below].provision.anchor.starts_with(stem)) rows_[below].provision.anchor.clear();
  }

  void number_as(std::size_t at, const std::optional<std::string>& number) {
    Provision& provision = rows_[at].provision;
    if (provision.number == number) return;
    // The word stays as the text has it: «جلد», «گفتار», «مادهٔ».
    const std::size_t space = provision.label.find(' ');
    const bool has_word = space != std::string::npos;
    provision.number = number;
    std::string label = label_for(provision.kind, number, text_.language);
    if (number && has_word)
      if (const std::size_t own = label.find(' '); own != std::string::npos)
        label = provision.label.substr(0, space) + label.substr(own);
    provision.label = label;
    forget_anchor(at);
  }

  Result<void> change() {
    auto number = tidy_number(edit_.number);
    if (number && text::length(*number) > number_letters_max) return refuse("structure.error.number", "number");
    if (edit_.kind == here().kind) {
      number_as(at_, number);
      here().unrecognised = false;
      return {};
    }
    if (edit_.kind == Kind::paragraph) {
      here().text = spoken(here());
      here().heading.clear();
      here().label.clear();
      here().number.reset();
      here().kind = Kind::paragraph;
    } else {
      Provision marked = here();
      if (here().label.empty() && take_mark(marked, text_.language)) {
        // «ماده ۵- متن» as a paragraph: its number is in its text.
        const bool same = weight(marked.kind) == weight(edit_.kind) && (!number || number == marked.number);
        if (same) {
          here() = marked;
          number = marked.number;
        }
      }
      if (here().kind != edit_.kind || here().number != number) here().label = label_for(edit_.kind, number, text_.language);
      here().kind = edit_.kind;
      here().number = number;
    }
    here().unrecognised = false;
    forget_anchor(at_);
    move_to(at_ == 0 ? 0 : depth_after(rows_, at_ - 1, edit_.kind));
    return {};
  }

  void move_to(int depth) {
    const int shift = depth - rows_[at_].depth;
    const std::size_t end = end_of(rows_, at_);
    for (std::size_t each = at_; each < end; ++each) rows_[each].depth += shift;
    if (shift < 0) settle(rows_, at_);
  }

  // Articles are counted through chapters up to an annex, everything else among its brothers.
  std::vector<std::size_t> series() const {
    const Kind kind = rows_[at_].provision.kind;
    const bool through = kind == Kind::article || kind == Kind::principle;
    std::vector<std::size_t> out;
    for (std::size_t each = at_; each < rows_.size(); ++each) {
      if (through ? rows_[each].provision.kind == Kind::annex : rows_[each].depth < rows_[at_].depth) break;
      if (rows_[each].provision.kind == kind && (through || rows_[each].depth == rows_[at_].depth)) out.push_back(each);
    }
    return out;
  }

  Result<void> renumber() {
    const auto first = tidy_number(edit_.number);
    if (!first) return refuse("structure.error.number", "number");
    const std::vector<std::size_t> all = series();
    // Letters go on in the order of the text: أبجد where its second is «ج».
    reading::Numeral numeral = reading::Numeral::decimal;
    int value = 0;
    if (is_digits(*first)) {
      value = std::stoi(*first);
    } else {
      const auto second = all.size() > 1 ? rows_[all[1]].provision.number : std::nullopt;
      const bool abjad = second == "ج" && rows_[at_].provision.number == "ب";
      for (const auto candidate : {abjad ? reading::Numeral::abjad : reading::Numeral::persian, reading::Numeral::latin_lower})
        for (int place = 1; place <= 32 && value == 0; ++place)
          if (reading::counted(candidate, place) == *first) numeral = candidate, value = place;
    }
    if (value < 1) return refuse("structure.error.number", "number");
    bool is_first = true;
    for (const std::size_t each : all) {
      const auto old = rows_[each].provision.number;
      if (!old && !is_first) continue;
      const std::size_t again = old ? old->find(" مکرر") : std::string::npos;
      const bool repeated = again != std::string::npos && !is_first;  // «۱۲ مکرر» follows its number
      if (!is_first && !repeated) ++value;
      number_as(each, reading::counted(numeral, value) + (again != std::string::npos ? old->substr(again) : ""));
      is_first = false;
    }
    return {};
  }

  Result<void> in() {
    if (at_ == 0 || rows_[at_ - 1].depth < rows_[at_].depth || rows_[at_].depth >= depth_max)
      return refuse("structure.error.level");
    move_to(rows_[at_].depth + 1);
    return {};
  }

  Result<void> out() {
    if (rows_[at_].depth == 0) return refuse("structure.error.level");
    move_to(rows_[at_].depth - 1);
    return {};
  }

  Result<void> write() {
    const std::string heading = text::tidy_line(edit_.heading), words = text::tidy(edit_.text);
    if (text::length(heading) > heading_letters_max) return refuse("structure.error.long", "heading");
    if (words.size() > text_bytes_max) return refuse("structure.error.long", "text");
    if (heading.empty() && words.empty() && here().label.empty()) return refuse("structure.error.empty", "text");
    here().heading = heading;
    here().text = words;
    here().unrecognised = false;
    return {};
  }

  Text& text_;
  const StructureEdit& edit_;
  Rows rows_;
  std::size_t at_ = 0;
};

constexpr std::array<std::string_view, 8> act_names = {"split", "join", "change", "renumber", "in", "out", "write", "title"};

}  // namespace

std::string_view name(StructureEdit::Act act) { return act_names[static_cast<std::size_t>(act)]; }

std::optional<StructureEdit::Act> structure_act_named(std::string_view name) {
  for (std::size_t at = 0; at < act_names.size(); ++at)
    if (act_names[at] == name) return static_cast<Act>(at);
  return std::nullopt;
}

std::vector<FlatRow> flatten(const Text& text) {
  Rows rows;
  const std::function<void(const std::vector<Provision>&, int)> add = [&](const std::vector<Provision>& provisions, int depth) {
    for (const Provision& provision : provisions) {
      FlatRow row{depth, {}};
      row.provision.kind = provision.kind;
      row.provision.number = provision.number;
      row.provision.label = provision.label;
      row.provision.heading = provision.heading;
      row.provision.text = provision.text;
      row.provision.unrecognised = provision.unrecognised;
      row.provision.anchor = provision.anchor;
      rows.push_back(std::move(row));
      add(provision.children, depth + 1);
    }
  };
  add(text.provisions, 0);
  return rows;
}

std::vector<Provision> nest(const std::vector<FlatRow>& rows) {
  std::vector<Provision> root;
  std::vector<std::vector<Provision>*> open{&root};  // where a provision of each depth goes
  for (const FlatRow& row : rows) {
    const std::size_t depth = std::min(static_cast<std::size_t>(std::max(row.depth, 0)), open.size() - 1);
    open.resize(depth + 1);
    open.back()->push_back(row.provision);
    open.push_back(&open.back()->back().children);
  }
  return root;
}

Result<std::string> apply(Text& text, const StructureEdit& edit) {
  Text changed = text;
  auto next = Editor(changed, edit).run();
  if (next) text = std::move(changed);
  return next;
}

std::vector<std::size_t> split_places(std::string_view text) {
  std::vector<std::size_t> places;
  for (std::size_t at = 1; at < text.size(); ++at) {
    const bool line = text[at - 1] == '\n';
    const bool sentence = text[at - 1] == ' ' && at > 1 && reading::ends_sentence(text.substr(0, at - 1));
    if (line || sentence) places.push_back(at);
  }
  return places;
}

std::vector<StructureDoubt> doubts(const std::vector<FlatRow>& rows) {
  std::vector<StructureDoubt> out;
  int last = 0;
  for (const FlatRow& row : rows) {
    const Provision& provision = row.provision;
    if (provision.kind == Kind::annex) last = 0;
    if (provision.unrecognised) out.push_back({provision.anchor, {"structure.doubt.unrecognised", {}}});
    if (provision.kind != Kind::article && provision.kind != Kind::principle) continue;
    if (!provision.number || !is_digits(*provision.number)) continue;
    const int number = std::stoi(*provision.number);
    if (last > 0 && number > last + 1)
      out.push_back(
          {provision.anchor, {"structure.doubt.gap", {{"before", std::int64_t{last}}, {"after", std::int64_t{number}}}}});
    else if (number <= last)
      out.push_back({provision.anchor, {"structure.doubt.again", {{"number", std::int64_t{number}}}}});
    last = number;
  }
  return out;
}

std::string label_for(Kind kind, const std::optional<std::string>& number, std::string_view language) {
  static constexpr std::array<std::string_view, 12> persian = {"کتاب", "باب",   "بخش", "فصل", "مبحث",  "ماده",
                                                               "اصل",  "تبصره", "",    "",    "پیوست", ""};
  static constexpr std::array<std::string_view, 12> english = {"Book",      "Part", "Section", "Chapter", "Topic", "Article",
                                                               "Principle", "Note", "",        "",        "Annex", ""};
  if (kind == Kind::paragraph) return "";
  const bool is_persian = language != "en";
  const std::string word((is_persian ? persian : english)[static_cast<std::size_t>(kind)]);
  if (!number) return kind == Kind::article && is_persian ? "ماده واحده" : word;
  const std::string shown = is_persian ? text::persian_digits(*number) : *number;
  return word.empty() ? shown : word + " " + shown;
}

}  // namespace mosharekat::document
