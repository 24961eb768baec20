// SPDX-License-Identifier: AGPL-3.0-or-later
// The report as a reader sees it: its twelve sections in one language, as pieces that the page, the PDF and the DOCX are made of
// alike. Pure.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/locale.h"
#include "report/report.h"

namespace mosharekat::report {

struct TableCell {
  std::string text{};
  std::vector<std::int64_t> numbers{};  // of contributions, written after the text
  std::optional<std::int64_t> share{};  // in percent: drawn as a bar where the medium can
  bool hidden = false;                  // by disclosure control
};

struct Piece {
  enum class Kind { heading, paragraph, quote, note, list, facts, table };
  Kind kind = Kind::paragraph;
  std::string id{};                     // of a heading: the section's name
  int level = 2;                        // of a heading, 2–3
  std::string text{};                   // of a heading, paragraph, quote or note; a table's caption
  std::string language{};               // of the text, where it is not the reader's
  std::vector<std::int64_t> numbers{};  // of a quote: whose it is
  std::vector<std::string> items{};
  std::vector<std::pair<std::string, std::string>> facts{};
  std::string remark{};  // of a table: how many it counts, and whom it does not stand for
  std::vector<std::string> header{};
  std::vector<bool> numeric{};
  std::vector<std::vector<TableCell>> rows{};
};

struct Composition {
  std::string title, organisation, subtitle;
  std::vector<std::pair<std::string, std::string>> facts;
  std::vector<Piece> pieces;
};

// `site` is the portal's own address, for links on paper; may be empty. A draft's report has no publication day yet.
Composition compose(const Data& data, const Report& report, const std::vector<PartText>& parts, Language language,
                    std::string_view site);

// The text in the reader's language, where there is one.
const std::string& in_language(const Both& both, const Data& data, Language language);
// "m3" as a reader sees it: a provision's label, a question, or the whole.
std::string place_name(const Data& data, std::int64_t draft, std::string_view anchor, Language language);
std::string decision_name(std::string_view code, Language language);

// `emblem`: the agency's, a PNG; empty where it has none.
std::string pdf(const Data& data, const Report& report, const std::vector<PartText>& parts, Language language,
                std::string_view site, const std::string& emblem = {});
// On the agency's own paper (paper.h) where its file is given and can be read.
std::string docx(const Data& data, const Report& report, const std::vector<PartText>& parts, Language language,
                 std::string_view site, const std::optional<std::string>& paper = {}, const std::string& emblem = {});

}  // namespace mosharekat::report
