// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <unordered_map>

#include "tally/lines.h"
#include "tally/read.h"

namespace mosharekat::tally {
namespace {

constexpr std::int64_t numbers_max = 1'000'000'000;

class Preflib {
 public:
  Preflib(std::string_view text, bool graded) : lines_(text), graded_(graded) {}

  Result<Profile> read() {
    std::string_view line;
    bool begun = false;
    while (lines_.next(line)) {
      line = trimmed(line);
      if (line.empty()) continue;
      if (line.front() == '#') {
        if (auto fault = header(trimmed(line.substr(1))); !fault) return std::move(fault).error();
        continue;
      }
      if (!begun) {
        begun = true;
        if (line.find(':') == std::string_view::npos) return read_old(line);
        if (auto fault = begin(); !fault) return std::move(fault).error();
      }
      const std::size_t colon = line.find(':');
      if (colon == std::string_view::npos) return bad(lines_.number(), "no_count", {{"found", shown(line)}});
      if (auto fault = ballot(trimmed(line.substr(0, colon)), line.substr(colon + 1)); !fault) return std::move(fault).error();
    }
    if (!begun) {
      if (auto fault = begin(); !fault) return std::move(fault).error();
    }
    if (stated_voters_ >= 0 && stated_voters_ != voters_) {
      return bad(lines_.number(), "voters", {{"stated", stated_voters_}, {"found", voters_}});
    }
    return finish();
  }

 private:
  using Step = Result<void>;

  Step header(std::string_view text) {
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos) return {};
    const std::string_view key = trimmed(text.substr(0, colon)), value = trimmed(text.substr(colon + 1));
    const auto numbered = [&](std::string_view prefix, auto& into) -> Step {
      const auto number = whole(trimmed(key.substr(prefix.size())), 0, numbers_max);
      if (!number) return bad(lines_.number(), "number", {{"found", shown(key)}});
      if (into.size() >= candidates_max)
        return bad(lines_.number(), "too_many_candidates", {{"limit", std::int64_t{candidates_max}}});
      into.emplace_back(*number, std::string(value));
      return {};
    };
    const auto stated = [&](std::int64_t& into, std::int64_t high) -> Step {
      const auto number = whole(value, 0, high);
      if (!number) return bad(lines_.number(), "number", {{"found", shown(value)}});
      into = *number;
      return {};
    };
    if (key.starts_with("ALTERNATIVE NAME")) return numbered("ALTERNATIVE NAME", alternatives_);
    if (key.starts_with("CATEGORY NAME")) return numbered("CATEGORY NAME", categories_);
    if (key == "NUMBER ALTERNATIVES") return stated(stated_alternatives_, candidates_max);
    if (key == "NUMBER VOTERS") return stated(stated_voters_, voters_max);
    if (key == "NUMBER CATEGORIES") return stated(stated_categories_, candidates_max);
    if (key == "TITLE") profile_.title = value;
    return {};
  }

  Step begin() {
    std::vector<char> named(static_cast<std::size_t>(stated_alternatives_) + 1, 0);
    for (const auto& [number, name] : alternatives_) {
      if (number <= stated_alternatives_) named[static_cast<std::size_t>(number)] = 1;
    }
    for (std::int64_t number = 1; number <= stated_alternatives_; ++number) {
      if (!named[static_cast<std::size_t>(number)]) alternatives_.emplace_back(number, std::to_string(number));
    }
    if (alternatives_.empty()) return bad(lines_.number(), "no_candidates");
    if (alternatives_.size() > candidates_max) {
      return bad(lines_.number(), "too_many_candidates", {{"limit", std::int64_t{candidates_max}}});
    }
    std::ranges::stable_sort(alternatives_, {}, [](const auto& each) { return each.first; });
    for (const auto& [number, name] : alternatives_) {
      if (!index_.try_emplace(number, static_cast<Candidate>(profile_.names.size())).second) {
        return bad(lines_.number(), "candidate_twice", {{"found", std::to_string(number)}});
      }
      profile_.names.push_back(name);
    }
    last_.assign(profile_.names.size(), 0);
    if (!graded_) return {};
    std::ranges::stable_sort(categories_, {}, [](const auto& each) { return each.first; });
    for (const auto& [number, name] : categories_) profile_.categories.push_back(name);
    for (auto number = static_cast<std::int64_t>(profile_.categories.size()) + 1; number <= stated_categories_; ++number) {
      profile_.categories.push_back(std::to_string(number));
    }
    if (profile_.categories.empty()) return bad(lines_.number(), "no_categories");
    return {};
  }

  Step ballot(std::string_view how_many, std::string_view places) {
    const auto count = whole(how_many, 0, voters_max);
    if (!count || voters_ + *count > voters_max) return bad(lines_.number(), "count", {{"found", shown(how_many)}});
    voters_ += *count;
    ++serial_;
    const std::size_t begin = profile_.marks.size();
    std::size_t place = 0;
    bool in_braces = false, wanted = true;  // `wanted`: a candidate or a brace must come next
    for (std::size_t at = 0; at < places.size();) {
      const char letter = places[at];
      if (letter == ' ' || letter == '\t') {
        ++at;
      } else if (letter == '{' && !in_braces && wanted) {
        in_braces = true;
        ++at;
      } else if (letter == '}' && in_braces) {
        in_braces = wanted = false;
        ++place;
        ++at;
      } else if (letter == ',' && !wanted) {
        wanted = true;
        ++at;
      } else if (letter == ',' && !in_braces && place > 0 && trimmed(places.substr(at)) == ",") {
        break;  // a comma after the last place
      } else if (letter >= '0' && letter <= '9' && wanted) {
        std::size_t end = at;
        while (end < places.size() && places[end] >= '0' && places[end] <= '9') ++end;
        const std::string_view digits = places.substr(at, end - at);
        const auto number = whole(digits, 0, numbers_max);
        const auto found = number ? index_.find(*number) : index_.end();
        if (found == index_.end()) return bad(lines_.number(), "unknown_candidate", {{"found", shown(digits)}});
        if (last_[found->second] == serial_) return bad(lines_.number(), "named_twice", {{"found", shown(digits)}});
        last_[found->second] = serial_;
        profile_.marks.push_back({found->second, static_cast<std::uint16_t>(place)});
        if (!in_braces) ++place;
        wanted = false;
        at = end;
      } else {
        return bad(lines_.number(), "preference", {{"found", shown(places.substr(at))}});
      }
      if (graded_ && place > profile_.categories.size()) {
        return bad(lines_.number(), "too_many_places", {{"limit", static_cast<std::int64_t>(profile_.categories.size())}});
      }
      if (place > candidates_max) return bad(lines_.number(), "preference", {{"found", "{}"}});
    }
    if (in_braces) return bad(lines_.number(), "open_brace");
    profile_.ballots.push_back({begin, profile_.marks.size(), *count});
    return {};
  }

  // The format before 2022: the number of candidates, their names, "voters,sum,orders", and a count before each order.
  Result<Profile> read_old(std::string_view line) {
    const auto size = whole(trimmed(line), 1, candidates_max);
    if (!size) return bad(lines_.number(), "no_count", {{"found", shown(line)}});
    const auto next = [&] {
      while (lines_.next(line)) {
        line = trimmed(line);
        if (!line.empty()) return true;
      }
      return false;
    };
    for (std::int64_t i = 0; i < *size; ++i) {
      if (!next()) return bad(lines_.number(), "cut_short");
      const std::size_t comma = line.find(',');
      const auto number = comma == std::string_view::npos ? std::nullopt : whole(trimmed(line.substr(0, comma)), 0, numbers_max);
      if (!number) return bad(lines_.number(), "candidate_line", {{"found", shown(line)}});
      alternatives_.emplace_back(*number, std::string(trimmed(line.substr(comma + 1))));
    }
    if (auto fault = begin(); !fault) return std::move(fault).error();
    if (!next()) return bad(lines_.number(), "cut_short");
    if (std::ranges::count(line, ',') != 2) return bad(lines_.number(), "totals_line", {{"found", shown(line)}});
    while (next()) {
      const std::size_t comma = line.find(',');
      const std::string_view places = comma == std::string_view::npos ? std::string_view() : line.substr(comma + 1);
      if (auto fault = ballot(trimmed(line.substr(0, comma)), places); !fault) return std::move(fault).error();
    }
    return finish();
  }

  Result<Profile> finish() { return std::move(profile_); }

  Lines lines_;
  bool graded_;
  Profile profile_;
  std::vector<std::pair<std::int64_t, std::string>> alternatives_, categories_;
  std::unordered_map<std::int64_t, Candidate> index_;
  std::vector<std::size_t> last_;  // the ballot on which each candidate was last named
  std::size_t serial_ = 0;
  std::int64_t stated_alternatives_ = 0, stated_voters_ = -1, stated_categories_ = 0, voters_ = 0;
};

}  // namespace

Result<Profile> read_preflib(std::string_view text, bool graded) { return Preflib(text, graded).read(); }

}  // namespace mosharekat::tally
