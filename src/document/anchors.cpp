// SPDX-License-Identifier: AGPL-3.0-or-later
// Anchors in the shape of «ماده ۲۴، تبصره ۲» → m24-t2. Articles are named by their number alone, because chapters are moved about
// and articles are cited without them; divisions by their own path; paragraphs by their place.
#include <map>
#include <set>

#include "base/utf8.h"
#include "document/import/numbers.h"
#include "document/provision.h"

namespace mosharekat::document {
namespace {

std::string_view prefix(Kind kind) {
  switch (kind) {
    case Kind::book: return "kt";
    case Kind::part: return "bb";
    case Kind::section: return "bk";
    case Kind::chapter: return "f";
    case Kind::topic: return "g";
    case Kind::article: return "m";
    case Kind::principle: return "a";
    case Kind::note: return "t";
    case Kind::clause: return "b";
    case Kind::item: return "j";
    case Kind::annex: return "pv";
    case Kind::paragraph: return "p";
  }
  return "p";
}

bool is_division(Kind kind) {
  return kind == Kind::book || kind == Kind::part || kind == Kind::section || kind == Kind::chapter || kind == Kind::topic;
}

// "12 مکرر 1" → "12-mokarrar-1", "الف" → "alef": letters, digits and hyphens only.
std::string spelled(std::string_view number) {
  if (number == "الف") return "alef";
  std::string out;
  std::u32string word;
  const auto flush = [&] {
    if (word.empty()) return;
    if (!out.empty() && out.back() != '-') out += '-';
    if (word == U"مکرر") {
      out += "mokarrar";
    } else if (word == U"الف") {
      out += "alef";
    } else {
      for (const char32_t letter : word) out += reading::letter_name(letter);
    }
    word.clear();
  };
  for (std::size_t at = 0; at < number.size();) {
    const char32_t point = utf8::next(number, at);
    const bool ascii = (point >= U'0' && point <= U'9') || (point >= U'a' && point <= U'z') || (point >= U'A' && point <= U'Z');
    if (ascii || !reading::is_letter(point)) {
      flush();
      if (ascii)
        out += static_cast<char>(point >= U'A' && point <= U'Z' ? point + 32 : point);
      else if (!out.empty() && out.back() != '-')
        out += '-';
    } else {
      word += point;
    }
    if (out.size() > 60) break;
  }
  flush();
  while (!out.empty() && out.back() == '-') out.pop_back();
  return out;
}

class Namer {
 public:
  void collect(const std::vector<Provision>& provisions) {
    for (const Provision& provision : provisions) {
      if (!provision.anchor.empty()) taken_.insert(provision.anchor);
      collect(provision.children);
    }
  }

  // `path` is the anchor of the nearest article, note, clause or annex above; `division` that of the nearest division.
  void give(std::vector<Provision>& provisions, const std::string& path, const std::string& division) {
    int place = 0;
    for (Provision& provision : provisions) {
      const Kind kind = provision.kind;
      if (kind == Kind::paragraph && !path.empty()) ++place;
      if (provision.anchor.empty()) {
        const std::string& above = is_division(kind) ? (division.empty() ? path : division) : path;
        std::string wish = above.empty() ? std::string{} : above + "-";
        wish += prefix(kind);
        if (kind == Kind::paragraph)
          wish += std::to_string(path.empty() ? ++paragraphs_ : place);
        else if (provision.number)
          wish += (is_word(*provision.number) ? "-" : "") + spelled(*provision.number);
        provision.anchor = unique(std::move(wish));
      }
      if (is_division(kind))
        give(provision.children, path, provision.anchor);
      else
        give(provision.children, provision.anchor, "");
    }
  }

 private:
  static bool is_word(const std::string& number) { return number.empty() || number[0] < '0' || number[0] > '9'; }

  std::string unique(std::string wish) {
    if (taken_.insert(wish).second) return wish;
    int& last = repeats_[wish];
    if (last == 0) last = 1;
    for (;;) {
      std::string other = wish + "-x" + std::to_string(++last);
      if (taken_.insert(other).second) return other;
    }
  }

  std::set<std::string> taken_;
  std::map<std::string, int> repeats_;
  int paragraphs_ = 0;
};

}  // namespace

void give_anchors(Text& text) {
  Namer namer;
  namer.collect(text.provisions);
  namer.give(text.provisions, "", "");
}

}  // namespace mosharekat::document
