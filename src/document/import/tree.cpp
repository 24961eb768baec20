// SPDX-License-Identifier: AGPL-3.0-or-later
// Lines with their marks become the tree. The open provisions stand on a stack; a pointer in it stays good because nothing is
// added beside an open provision before it is closed.
#include <algorithm>
#include <climits>
#include <cstdint>
#include <map>

#include "base/text.h"
#include "document/import/counters.h"
#include "document/import/outline.h"

namespace mosharekat::document::reading {
namespace {

constexpr std::size_t lookahead = 200;  // lines of one article that are searched for the next counter

struct Frame {
  enum class Level { root, division, article, note, counter };
  Level level;
  std::vector<Provision>* children;
  Provision* node = nullptr;  // nothing for the root
  double rank = 0;            // of divisions
  reading::Level counting{};  // of counters
};

bool ends_with_any(std::string_view line, std::initializer_list<std::string_view> ends) {
  return std::any_of(ends.begin(), ends.end(), [&](std::string_view end) { return line.ends_with(end); });
}
bool is_closed(std::string_view line) { return ends_with_any(line, {".", "؛", "،", ";", ",", "!", "؟"}); }

// A sentence that lost its full stop, or its other half, is no heading; Persian verbs stand last.
bool ends_with_verb(std::string_view line) {
  static constexpr std::string_view verbs[] = {
      "است",   "نیست",     "هست",       "شود",     "نشود",   "شوند",    "میشود",  "میشوند",   "نمیشود", "باشد",
      "باشند", "میباشد",   "میباشند",   "نمیباشد", "گردد",   "میگردد",  "گردند",  "میگردند",  "کند",    "کنند",
      "میکند", "میکنند",   "دهد",       "میدهد",   "نماید",  "مینماید", "نمایند", "مینمایند", "دارد",   "دارند",
      "ندارد", "یابد",     "مییابد",    "رسد",     "میرسد",  "گیرد",    "میگیرد", "بود",      "شد",     "گردید",
      "گرفت",  "خواهدبود", "خواهندبود", "دهند",    "میدهند", "گیرند",   "آید",    "را",       "و",      "از",
      "به",    "در",       "با",        "که",      "یا",     "برای",    "تا",     "بر",       "میآید"};
  const std::string key = text::search_key(line);
  const std::size_t space = key.rfind(' ');
  const std::string_view last = std::string_view(key).substr(space == std::string::npos ? 0 : space + 1);
  return std::find(std::begin(verbs), std::end(verbs), last) != std::end(verbs);
}

// The mark of a footnote, [1], stands behind the full stop.
std::string_view without_reference(std::string_view line) {
  const std::size_t open = line.rfind('[');
  if (!line.ends_with(']') || open == std::string_view::npos || line.size() - open > 5) return line;
  const std::string_view number = line.substr(open + 1, line.size() - open - 2);
  return number.find_first_not_of("0123456789") == std::string_view::npos ? text::trim(line.substr(0, open)) : line;
}

class Builder {
 public:
  Builder(Outline outline, bool persian, std::vector<Warning>& warnings)
      : entries_(std::move(outline.entries)),
        ranks_(std::move(outline.ranks)),
        has_articles_(outline.has_articles),
        persian_(persian),
        warnings_(warnings) {}

  std::vector<Provision> build() {
    stack_.push_back({Frame::Level::root, &root_});
    for (at_ = 0; at_ < entries_.size(); ++at_) {
      Entry& entry = entries_[at_];
      const std::size_t first = at_;
      if (entry.mark) {
        take(*entry.mark, entry.text);
      } else if (entry.heading > 0) {
        heading(entry);
      } else if (entry.refused) {
        add_refused(entry.text);
      } else {
        paragraph(entry.text);
      }
      for (std::size_t read = first; read <= at_; ++read) add_notes(entries_[read].notes);
    }
    if (refused_ > 0) warnings_.push_back({"import.warning.unrecognised", {{"count", refused_}}});
    return std::move(root_);
  }

 private:
  using Level = Frame::Level;

  void take(Mark& mark, const std::string& line) {
    switch (mark.form) {
      case Mark::Form::division: return division(mark);
      case Mark::Form::annex: return annex(mark);
      case Mark::Form::article: return article(mark);
      case Mark::Form::note: return note(mark);
      case Mark::Form::counter:
        if (!counter(mark)) {
          if (!has_articles_) return paragraph(line);
          add_refused(line);
        }
    }
  }

  Frame& top() { return stack_.back(); }
  bool inside(Level level) const {
    return std::any_of(stack_.begin(), stack_.end(), [&](const Frame& frame) { return frame.level == level; });
  }
  void close(Level level) {
    while (top().level == level) stack_.pop_back();
  }

  Provision& open(Level level, Provision provision) {
    top().children->push_back(std::move(provision));
    Provision& node = top().children->back();
    stack_.push_back({level, &node.children, &node});
    return node;
  }

  Provision from(const Mark& mark) {
    Provision made;
    made.kind = mark.kind;
    made.number = mark.number;
    made.label = mark.label;
    made.heading = mark.remark;
    return made;
  }

  static void add_heading(Provision& node, std::string_view heading) {
    if (!node.heading.empty() && !heading.empty()) node.heading += ' ';
    node.heading += heading;
  }
  static void add_text(Provision& node, std::string_view text) {
    if (!node.text.empty() && !text.empty()) node.text += '\n';
    node.text += text;
  }

  const Entry* next(std::size_t ahead = 1) const { return at_ + ahead < entries_.size() ? &entries_[at_ + ahead] : nullptr; }

  void open_division(Provision made, double rank) {
    while (top().level != Level::root && !(top().level == Level::division && top().rank < rank)) stack_.pop_back();
    open(Level::division, std::move(made));
    top().rank = rank;
  }

  void division(Mark& mark) {
    const auto rank = ranks_.find(mark.word);
    Provision made = from(mark);
    add_heading(made, mark.rest);
    open_division(std::move(made), rank == ranks_.end() ? 15 : rank->second);
    if (mark.rest.empty()) take_title();
  }

  // «فصل اول» alone on its line: the next line is its title if a heading follows that.
  void take_title() {
    const Entry* title = next();
    const Entry* behind = next(2);
    if (!title || title->mark || title->refused || text::length(title->text) > 120 || is_closed(title->text)) return;
    if (!behind || !behind->mark || (behind->mark->form == Mark::Form::counter && top().rank >= 0)) return;
    add_heading(*top().node, title->text);
    ++at_;
  }

  void heading(const Entry& entry) {
    Provision made;
    made.kind = Kind::topic;
    made.heading = entry.text;
    open_division(std::move(made), 30 + entry.heading);
  }

  void annex(const Mark& mark) {
    stack_.resize(1);
    Provision made = from(mark);
    add_heading(made, mark.rest);
    open(Level::division, std::move(made));
    top().rank = -1;
    if (mark.rest.empty()) take_title();
  }

  void article(const Mark& mark) {
    while (top().level != Level::root && top().level != Level::division) stack_.pop_back();
    Provision& node = open(Level::article, from(mark));
    if (mark.rest.empty())
      take_heading(node);
    else
      give_text(node, mark.rest);
  }

  // «ماده ۴» alone, then its title alone, then its text.
  void take_heading(Provision& node) {
    const Entry* title = next();
    const Entry* behind = next(2);
    if (!title || title->mark || title->refused || title->heading > 0 || !behind || behind->refused) return;
    if (persian_ && behind->mark) return;
    if (behind->mark && behind->mark->form != Mark::Form::counter) return;
    if (!could_be_heading(title->text, persian_ ? 5 : 12)) return;
    if (text::length(behind->text) <= text::length(title->text)) return;
    add_heading(node, title->text);
    ++at_;
  }

  static bool could_be_heading(std::string_view line, std::size_t words_max) {
    line = without_reference(line);
    return !line.empty() && text::words(line) <= words_max && text::length(line) <= 100 && !is_closed(line) &&
           !line.ends_with(':') && !ends_with_verb(line) && !line.starts_with('(') && !line.starts_with("«");
  }

  // What follows an article's label on its line is its text, or its title if it is short and the text comes below.
  void give_text(Provision& node, const std::string& rest) {
    std::string_view line = rest;
    const Entry* below = next();
    const bool plain_below = below && !below->mark && !below->refused && below->heading == 0;
    const bool counter_below = below && below->mark && below->mark->form == Mark::Form::counter;
    if (line.ends_with(':')) {
      const std::string_view title = text::trim(line.substr(0, line.size() - 1));
      if (text::words(title) <= 3 && (plain_below || counter_below) && could_be_heading(title, 3))
        return add_heading(node, title);
    } else if ((plain_below && could_be_heading(line, persian_ ? 8 : 12)) ||
               (counter_below && could_be_heading(line, persian_ ? 3 : 12))) {
      return add_heading(node, line);
    }
    if (!inner_counter(rest)) add_text(node, rest);
  }

  // «ماده ۱۰- الف- …» where «ب- …» follows.
  bool inner_counter(const std::string& rest) {
    if (depth_ > 3) return false;
    auto mark = read_mark(rest, persian_ ? "fa" : "en");
    if (!mark || mark->form != Mark::Form::counter || !begins(*mark) || mark->outline.size() > 1) return false;
    std::vector<reading::Level> would = levels();
    const auto placed = place(would, *mark);
    if (!placed) return false;
    would.resize(placed->level);
    would.push_back(placed->opened);
    const auto following = following_level(would);
    if (!following || *following != would.size() - 1) return false;
    ++depth_;
    counter(*mark);
    --depth_;
    return true;
  }

  // The open counts of the innermost note or article.
  std::vector<reading::Level> levels() const {
    std::vector<reading::Level> open;
    for (const Frame& frame : stack_)
      if (frame.level == Level::counter)
        open.push_back(frame.counting);
      else
        open.clear();
    return open;
  }

  // Which of these counts is continued below, before the article ends.
  std::optional<std::size_t> following_level(const std::vector<reading::Level>& open) const {
    if (open.empty()) return std::nullopt;
    std::vector<Counting> begun;
    for (std::size_t ahead = 1; ahead <= lookahead; ++ahead) {
      const Entry* entry = next(ahead);
      if (!entry || entry->heading > 0) return std::nullopt;
      if (!entry->mark || entry->mark->form == Mark::Form::note) continue;
      if (entry->mark->form != Mark::Form::counter) return std::nullopt;
      const Mark& mark = *entry->mark;
      const bool hidden = std::any_of(mark.readings.begin(), mark.readings.end(), [&](const Reading& reading) {
        return std::find(begun.begin(), begun.end(), reading.counting) != begun.end();
      });
      if (!hidden)
        if (const auto level = continues(open, mark)) return level;
      if (begins(mark))
        for (const Reading& reading : mark.readings) begun.push_back(reading.counting);
    }
    return std::nullopt;
  }

  void note(const Mark& mark) {
    // A note stands under the clause it follows if the count goes on below, else under the article.
    if (inside(Level::note)) {
      while (top().level != Level::note) stack_.pop_back();
      stack_.pop_back();
    }
    const auto following = following_level(levels());
    const std::size_t counters = levels().size();
    if (following) {
      for (std::size_t level = counters; level > *following + 1; --level) stack_.pop_back();
    } else if (has_articles_ || counters == 0) {
      close(Level::counter);
    }
    Provision& node = open(Level::note, from(mark));
    if (!mark.rest.empty() && !inner_counter(mark.rest)) add_text(node, mark.rest);
  }

  bool counter(const Mark& mark) {
    std::vector<reading::Level> open_levels = levels();
    auto placed = place(open_levels, mark);
    // The count of an article goes on after the note of one of its clauses.
    if (inside(Level::note) && (!placed || !continues(open_levels, mark))) {
      std::vector<Frame> saved = stack_;
      while (top().level != Level::note) stack_.pop_back();
      stack_.pop_back();
      const std::vector<reading::Level> outer = levels();
      if (continues(outer, mark)) {
        placed = place(outer, mark);
      } else {
        stack_ = std::move(saved);
      }
    }
    if (!placed && !mark.word.empty()) placed = Placement{0, {mark.readings[0], mark.wrap, mark.outline}};
    if (!placed && !has_articles_ && mark.value == 2 && begins_at_two(mark))
      placed = Placement{0, {mark.readings[0], mark.wrap, mark.outline}};
    if (!placed) return false;
    const std::size_t counters = levels().size();
    for (std::size_t level = counters; level > placed->level; --level) stack_.pop_back();
    Provision made = from(mark);
    if (mark.word.empty()) made.kind = placed->level == 0 ? Kind::clause : Kind::item;
    Provision& node = open(Level::counter, std::move(made));
    top().counting = placed->opened;
    if (mark.rest.empty()) return true;
    if (is_titled(mark.rest))
      add_heading(node, mark.rest);
    else if (!inner_counter(mark.rest))
      add_text(node, mark.rest);
    return true;
  }

  // A form whose first number is lost: 2 is followed by 3.
  bool begins_at_two(const Mark& mark) const {
    const Entry* below = next();
    return below && below->mark && below->mark->form == Mark::Form::counter && below->mark->wrap == mark.wrap &&
           below->mark->value == 3;
  }

  // In a text without articles a numbered line may be a heading: short, open, with a longer paragraph below.
  bool is_titled(std::string_view rest) const {
    if (has_articles_ || inside(Level::note)) return false;
    const Entry* below = next();
    if (!below || below->refused || below->heading > 0 || !could_be_heading(rest, 12)) return false;
    if (below->mark) return below->mark->outline.size() > 1;
    return text::length(below->text) > 2 * text::length(rest);
  }

  void paragraph(const std::string& line) {
    if (is_approval(line)) {
      stack_.resize(1);
      return add_paragraph(line);
    }
    if (top().level == Level::counter) {
      const bool stays = following_level(levels()) || top().node->text.ends_with(':') ||
                         (!has_articles_ && top().node->text.empty() && !top().node->heading.empty());
      if (stays && has_articles_ && top().node->children.empty()) return add_text(*top().node, line);
      if (stays) return add_paragraph(line);
      close(Level::counter);
    }
    if ((top().level == Level::article || top().level == Level::note) && top().node->children.empty()) {
      if (top().node->text.empty())
        if (auto [remark, behind] = split_remark(line); !remark.empty()) {
          add_heading(*top().node, remark);
          return add_text(*top().node, behind);
        }
      return add_text(*top().node, line);
    }
    add_paragraph(line);
  }

  // «قانون فوق مشتمل بر شانزده ماده … به تصویب رسید» belongs to the whole, not to the last article.
  bool is_approval(std::string_view line) const {
    if (!inside(Level::article) || next()) return false;
    const std::string key = text::search_key(line);
    static constexpr std::string_view starts[] = {"قانون فوق",           "این قانون مشتمل", "قانون بالا",   "لایحه قانونی فوق",
                                                  "آیین نامه فوق",       "ایین نامه فوق",   "اییننامه فوق", "این اییننامه مشتمل",
                                                  "این ایین نامه مشتمل", "تصویب نامه فوق"};
    return std::any_of(std::begin(starts), std::end(starts), [&](std::string_view start) { return key.starts_with(start); }) &&
           key.find("مشتمل") != std::string::npos;
  }

  // Footnotes stand behind the text that refers to them.
  void add_notes(const std::vector<std::string>& notes) {
    if (notes.empty()) return;
    auto& children = *top().children;
    bool below = !children.empty() && children.back().kind == Kind::paragraph;
    if (!below && !top().node) {
      children.push_back({});
      below = true;
    }
    Provision& node = below ? children.back() : *top().node;
    for (const std::string& note : notes) add_text(node, note);
  }

  void add_paragraph(std::string_view line) {
    Provision made;
    made.text = line;
    top().children->push_back(std::move(made));
  }

  void add_refused(const std::string& line) {
    Provision made;
    made.text = line;
    made.unrecognised = true;
    top().children->push_back(std::move(made));
    ++refused_;
  }

  std::vector<Entry> entries_;
  std::map<std::u32string, double> ranks_;
  bool has_articles_;
  bool persian_;
  std::vector<Warning>& warnings_;
  std::vector<Provision> root_;
  std::vector<Frame> stack_;
  std::size_t at_ = 0;
  std::int64_t refused_ = 0;
  int depth_ = 0;
};

}  // namespace

Text build(std::vector<Line> lines, std::string_view language, std::vector<Warning>& warnings) {
  Text made;
  made.language = language;
  std::size_t marked = 0;
  while (marked < lines.size() && !read_mark(lines[marked].text, language)) ++marked;
  if (const auto title = find_title(lines, marked)) {
    made.title = clean_title(lines[*title].text);
    if (!lines[*title].notes.empty()) {
      const std::size_t behind = *title + 1;
      if (behind == lines.size()) lines.emplace_back();
      auto& notes = lines[behind].notes;
      notes.insert(notes.begin(), lines[*title].notes.begin(), lines[*title].notes.end());
    }
    lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(*title));
  } else {
    warnings.push_back({"import.warning.no_title", {}});
  }
  made.provisions = Builder(consult(std::move(lines), language, warnings), language != "en", warnings).build();
  if (count(made.provisions, Kind::article) + count(made.provisions, Kind::principle) == 0)
    warnings.push_back({"import.warning.no_articles", {}});
  give_anchors(made);
  return made;
}

}  // namespace mosharekat::document::reading
