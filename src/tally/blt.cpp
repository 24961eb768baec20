// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>

#include "tally/blt_names.h"
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

// Numbers, words, single signs and line ends; # begins a comment.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(without_bom(text)) {}

  Token next() {
    // Commas are what spreadsheets leave at the ends of lines.
    while (at_ < text_.size() && std::string_view(" \t\r,").find(text_[at_]) != std::string_view::npos) ++at_;
    if (at_ < text_.size() && text_[at_] == '#') at_ = std::min(text_.find('\n', at_), text_.size());
    if (at_ >= text_.size()) return {Kind::end, {}, line_};
    const char letter = text_[at_];
    const auto sign = [&](Kind kind) { return Token{kind, text_.substr(at_++, 1), line_}; };
    if (letter == '\n') return {Kind::line_end, text_.substr(at_++, 1), line_++};
    if (letter == '=') return sign(Kind::equal);
    if (letter == '(') return sign(Kind::open);
    if (letter == ')') return sign(Kind::close);
    std::size_t end = at_ + 1;
    while (end < text_.size() && std::string_view(" \t\r\n,=()\"#").find(text_[end]) == std::string_view::npos) ++end;
    Token token{Kind::text, text_.substr(at_, end - at_), line_};
    at_ = end;
    // Weights are written 3.000 where a program thinks of fractions.
    if (const std::size_t point = token.text.find('.');
        point != std::string_view::npos && point > 0 && token.text.find_first_not_of('0', point + 1) == std::string_view::npos)
      token.text = token.text.substr(0, point);
    if (token.text == "-") return {Kind::skip, token.text, token.line};
    if (whole(token.text, -candidates_max_number, voters_max)) return {Kind::number, token.text, token.line};
    return token;
  }

  // All that no token was made of yet, and the line on which it begins.
  std::string_view rest() const { return text_.substr(at_); }
  void put_back(const Token& token) { at_ = static_cast<std::size_t>(token.text.data() - text_.data()); }
  std::size_t line() const { return line_; }

  // The text up to the closing bracket, which is passed: a paper's own number.
  bool skip_bracket() {
    const std::size_t close = text_.find(')', at_);
    if (close == std::string_view::npos || text_.substr(at_, close - at_).find('\n') != std::string_view::npos) return false;
    at_ = close + 1;
    return true;
  }

 private:
  static constexpr std::int64_t candidates_max_number = candidates_max;

  std::string_view text_;
  std::size_t at_ = 0, line_ = 1;
};

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
    // Names have rules of their own.
    if (auto fault = read_blt_names(scanner_.rest(), scanner_.line(), size_, profile_); !fault) return std::move(fault).error();
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
        // Where ballots end with their lines, names may follow at once: so does the .csv of the Scottish archive.
        if (token_.kind == Kind::text && token_.text.front() == '"' && without_zero != 0) {
          scanner_.put_back(token_);
          break;
        }
        const auto stated = number(0, voters_max);
        if (!stated) return bad(token_.line, token_.kind == Kind::end ? "blt_no_end" : "count", {{"found", shown(token_.text)}});
        count = *stated;
        if (count == 0) break;
        step();
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

  Scanner scanner_;
  Token token_{Kind::end, {}, 1};
  Profile profile_;
  std::size_t size_ = 0, serial_ = 0;
  std::vector<std::size_t> last_;  // the ballot on which each candidate was last named
  std::int64_t voters_ = 0;
};

}  // namespace

Result<Profile> read_blt(std::string_view text) { return Blt(text).read(); }

}  // namespace mosharekat::tally
