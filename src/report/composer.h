// SPDX-License-Identifier: AGPL-3.0-or-later
// What the sections of a report are written with. Only for compose*.cpp.
#pragma once
#include "report/compose.h"

namespace mosharekat::report {

class Composer {
 public:
  Composer(const Data& from, const Report& of, const std::vector<PartText>& written, Language reader, std::string_view address)
      : data(from), report(of), parts(written), language(reader), site(address) {}

  const Data& data;
  const Report& report;
  const std::vector<PartText>& parts;
  Language language;
  std::string_view site;
  std::vector<Piece> pieces{};

  // compose.cpp
  void call();
  void summary();
  void announcement();
  void method();
  void limits();
  void next_steps();
  void annexes();
  // compose_people.cpp
  void participants();
  // compose_answers.cpp
  void concerns();
  void provisions();
  void decisions();
  void changes();

  std::string say(std::string_view key, const std::vector<Argument>& arguments = {}) const {
    return locale::sentence(language, key, arguments);
  }
  std::string number(std::int64_t value) const { return locale::number(language, value); }
  const std::string& in(const Both& both) const { return in_language(both, data, language); }
  std::string date(const Moment& moment) const { return locale::date(language, moment.at); }
  void section(std::string_view name) {
    pieces.push_back({.kind = Piece::Kind::heading, .id = std::string(name), .text = say("report.section." + std::string(name))});
  }
  void heading(std::string text) { pieces.push_back({.kind = Piece::Kind::heading, .level = 3, .text = std::move(text)}); }
  void paragraph(std::string text, std::string lang = {}) {
    if (!text.empty()) pieces.push_back({.text = std::move(text), .language = std::move(lang)});
  }
  void note(std::string text) { pieces.push_back({.kind = Piece::Kind::note, .text = std::move(text)}); }
  void list(std::vector<std::string> items) {
    if (!items.empty()) pieces.push_back({.kind = Piece::Kind::list, .items = std::move(items)});
  }
  // What was written by hand, in the reader's language or else in Persian.
  void part(std::string_view name) { paragraph(text_of(parts, name, code(language))); }
  TableCell count(std::int64_t value) const { return {.text = number(value)}; }
};

// Under thirty a share says nothing.
inline constexpr std::int64_t least_for_shares = 30;
inline std::int64_t share(std::int64_t part, std::int64_t whole) { return whole == 0 ? 0 : (part * 200 + whole) / (2 * whole); }

}  // namespace mosharekat::report
