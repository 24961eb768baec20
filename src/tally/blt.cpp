// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>

#include "tally/lines.h"
#include "tally/read.h"

namespace mosharekat::tally {
namespace {

enum class Kind { number, text, open, close, equal, skip, line_end, end };

struct Token {
  Kind kind;
  std::string_view text;
  std::size_t line;
};

// Numbers, names in quotes, single signs and line ends; # begins a comment.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(without_bom(text)) {}

  Token next() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\r')) ++at_;
    if (at_ < text_.size() && text_[at_] == '#') at_ = std::min(text_.find('\n', at_), text_.size());
    if (at_ >= text_.size()) return {Kind::end, {}, line_};
    const char letter = text_[at_];
    const auto sign = [&](Kind kind) { return Token{kind, text_.substr(at_++, 1), line_}; };
    if (letter == '\n') return {Kind::line_end, text_.substr(at_++, 1), line_++};
    if (letter == '=') return sign(Kind::equal);
    if (letter == '(') return sign(Kind::open);
    if (letter == ')') return sign(Kind::close);
    if (letter == '"') return quoted();
    std::size_t end = at_;
    while (end < text_.size() && std::string_view(" \t\r\n=()\"#").find(text_[end]) == std::string_view::npos) ++end;
    const Token token{Kind::text, text_.substr(at_, end - at_), line_};
    at_ = end;
    if (token.text == "-") return {Kind::skip, token.text, token.line};
    if (whole(token.text, -candidates_max_number, voters_max)) return {Kind::number, token.text, token.line};
    return token;
  }

  // The text up to the closing bracket, which is passed: a paper's own number.
  bool skip_bracket() {
    const std::size_t close = text_.find(')', at_);
    if (close == std::string_view::npos || text_.substr(at_, close - at_).find('\n') != std::string_view::npos) return false;
    at_ = close + 1;
    return true;
  }

 private:
  static constexpr std::int64_t candidates_max_number = candidates_max;

  // Inside quotes "" and \" stand for a quote. An open quote ends with its line: names do not wrap.
  Token quoted() {
    const std::size_t begin = at_++;
    while (at_ < text_.size() && text_[at_] != '\n') {
      if (text_[at_] == '\\' && at_ + 1 < text_.size() && text_[at_ + 1] == '"') {
        at_ += 2;
      } else if (text_[at_] == '"') {
        if (at_ + 1 >= text_.size() || text_[at_ + 1] != '"') {
          ++at_;
          return {Kind::text, text_.substr(begin, at_ - begin), line_};
        }
        at_ += 2;
      } else {
        ++at_;
      }
    }
    return {Kind::text, text_.substr(begin, at_ - begin), line_};
  }

  std::string_view text_;
  std::size_t at_ = 0, line_ = 1;
};

std::string unquoted(std::string_view text) {
  if (text.empty() || text.front() != '"') return std::string(text);
  text.remove_prefix(1);
  if (!text.empty() && text.back() == '"') text.remove_suffix(1);
  std::string plain;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool escape = at + 1 < text.size() && text[at + 1] == '"' && (text[at] == '\\' || text[at] == '"');
    if (escape) ++at;
    plain += text[at];
  }
  return std::string(trimmed(plain));
}

class Blt {
 public:
  explicit Blt(std::string_view text) : scanner_(text) { step(); }

  Result<Profile> read() {
    skip_line_ends();
    const auto size = number(0, candidates_max);
    if (!size) return bad(token_.line, "blt_header", {{"found", shown(token_.text)}});
    step();
    const auto seats = number(1, candidates_max);
    if (!seats) return bad(token_.line, "blt_header", {{"found", shown(token_.text)}});
    step();
    profile_.seats = static_cast<int>(*seats);
    size_ = static_cast<std::size_t>(*size);
    last_.assign(size_, 0);
    if (auto fault = withdrawn(); !fault) return std::move(fault).error();
    if (auto fault = ballots(); !fault) return std::move(fault).error();
    if (auto fault = names(); !fault) return std::move(fault).error();
    return std::move(profile_);
  }

 private:
  using Step = Result<void>;

  void step() { token_ = scanner_.next(); }
  void skip_line_ends() {
    while (token_.kind == Kind::line_end) step();
  }
  std::optional<std::int64_t> number(std::int64_t low, std::int64_t high) const {
    return token_.kind == Kind::number ? whole(token_.text, low, high) : std::nullopt;
  }

  Step withdrawn() {
    for (skip_line_ends(); token_.kind == Kind::number && token_.text.front() == '-'; skip_line_ends()) {
      const auto who = number(-static_cast<std::int64_t>(size_), -1);
      if (!who) return bad(token_.line, "unknown_candidate", {{"found", shown(token_.text)}});
      const auto candidate = static_cast<Candidate>(-*who - 1);
      if (std::ranges::find(profile_.withdrawn, candidate) == profile_.withdrawn.end()) profile_.withdrawn.push_back(candidate);
      step();
    }
    return {};
  }

  // A ballot ends with 0, or with its line where no ballot of the file has the 0. A file that does both may have lost a part.
  Step ballots() {
    std::size_t with_zero = 0, without_zero = 0;
    for (skip_line_ends();; skip_line_ends()) {
      std::int64_t count = 1;
      if (token_.kind == Kind::open) {
        if (!scanner_.skip_bracket()) return bad(token_.line, "open_bracket");
        step();
      } else {
        const auto stated = number(0, voters_max);
        if (!stated) return bad(token_.line, token_.kind == Kind::end ? "blt_no_end" : "count", {{"found", shown(token_.text)}});
        count = *stated;
        step();
        if (count == 0) break;
      }
      voters_ += count;
      if (voters_ > voters_max) return bad(token_.line, "count", {{"found", std::to_string(voters_)}});
      const std::size_t line = token_.line;
      bool zero = false;
      if (auto fault = preferences(count, zero); !fault) return std::move(fault).error();
      (zero ? with_zero : without_zero) = line;
      if (with_zero != 0 && without_zero != 0) return bad(line, "blt_mixed");
    }
    return {};
  }

  Step preferences(std::int64_t count, bool& zero) {
    ++serial_;
    const std::size_t begin = profile_.marks.size();
    std::uint16_t place = 0;
    bool joined = false, in_group = false;
    while (true) {
      if (token_.kind == Kind::line_end || token_.kind == Kind::end) {
        if (joined || in_group) return bad(token_.line, "preference", {{"found", "="}});
        break;
      }
      if (token_.kind == Kind::number && token_.text == "0") {
        if (joined || in_group) return bad(token_.line, "preference", {{"found", "0"}});
        zero = true;
        step();
        break;
      }
      if (token_.kind == Kind::equal) {
        if (joined || in_group || profile_.marks.size() == begin) return bad(token_.line, "preference", {{"found", "="}});
        joined = true;
        --place;
      } else if (token_.kind == Kind::open && !in_group && !joined) {
        in_group = true;
      } else if (token_.kind == Kind::close && in_group) {
        in_group = false;
        ++place;
      } else if (token_.kind == Kind::skip && !joined && !in_group) {
        // A preference left out: those after it move up.
      } else {
        const auto who = number(1, static_cast<std::int64_t>(size_));
        if (!who)
          return bad(token_.line, token_.kind == Kind::number ? "unknown_candidate" : "preference",
                     {{"found", shown(token_.text)}});
        const auto candidate = static_cast<Candidate>(*who - 1);
        if (last_[candidate] == serial_) return bad(token_.line, "named_twice", {{"found", shown(token_.text)}});
        last_[candidate] = serial_;
        profile_.marks.push_back({candidate, place});
        if (!in_group) ++place;
        joined = false;
      }
      step();
    }
    profile_.ballots.push_back({begin, profile_.marks.size(), count});
    return {};
  }

  // One name a line, whatever else stands on it (some councils add the party); or all in a row. The title comes last.
  Step names() {
    std::vector<std::vector<std::string>> lines;
    std::vector<std::string> all;
    std::size_t line = 0;
    for (; token_.kind != Kind::end; step()) {
      if (token_.kind == Kind::line_end) continue;
      if (lines.empty() || token_.line != line) lines.emplace_back();
      line = token_.line;
      const bool in_quotes = token_.text.front() == '"';
      if (in_quotes && (token_.text.size() < 2 || token_.text.back() != '"')) return bad(token_.line, "open_quote");
      all.push_back(unquoted(token_.text));
      // A name without quotes goes on to the end of its line.
      if (!in_quotes && !lines.back().empty() && !quoted_) {
        lines.back().back() += " " + all.back();
      } else {
        lines.back().push_back(all.back());
      }
      quoted_ = in_quotes;
    }
    std::vector<std::string> found;
    if (lines.size() >= size_) {
      for (auto& each : lines) found.push_back(std::move(each.front()));
    } else {
      found = std::move(all);
    }
    if (found.size() < size_) {
      return bad(token_.line, "names_missing",
                 {{"wanted", static_cast<std::int64_t>(size_)}, {"found", static_cast<std::int64_t>(found.size())}});
    }
    profile_.names.assign(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(size_));
    if (found.size() > size_) profile_.title = found[size_];
    return {};
  }

  Scanner scanner_;
  Token token_{Kind::end, {}, 1};
  Profile profile_;
  std::size_t size_ = 0, serial_ = 0;
  std::vector<std::size_t> last_;  // the ballot on which each candidate was last named
  std::int64_t voters_ = 0;
  bool quoted_ = false;
};

}  // namespace

Result<Profile> read_blt(std::string_view text) { return Blt(text).read(); }

}  // namespace mosharekat::tally
