// SPDX-License-Identifier: AGPL-3.0-or-later
#include "report/committee.h"

#include "base/text.h"
#include "print/print.h"

namespace mosharekat::report {

namespace {

// A committee reads the wordings that came most often; the rest stands in the working table.
constexpr std::size_t texts_shown = 3, text_limit = 600, numbers_shown = 30;

class Pack {
 public:
  explicit Pack(const CommitteePack& pack) : pack_(pack) {}

  print::Table table(const consultation::PackPlace& place) const {
    print::Table made{
        .caption = said("opinions_of", {{"count", place.count}}), .header = {}, .rows = {}, .numeric = {false, true}};
    // The same in every table of the pack, with room for what is to be written.
    made.shares = {0.42, 0.08, 0.15, 0.18, 0.17};
    for (const std::string_view column : {"opinion", "count", "proposed", "reason", "decision"})
      made.header.push_back(said(column));
    for (const consultation::PackGroup& group : place.groups) made.rows.push_back(row(group));
    return made;
  }

  std::string said(std::string_view what, const std::vector<Argument>& arguments = {}) const {
    return locale::sentence(pack_.language, "committee.pack." + std::string(what), arguments);
  }

 private:
  std::vector<std::string> row(const consultation::PackGroup& group) const {
    const bool persian = pack_.language == Language::fa || group.theme_en.empty();
    const std::string theme = persian ? group.theme_fa : group.theme_en;
    std::string opinion = theme.empty() ? "" : said("theme", {{"name", theme}});
    for (std::size_t at = 0; at < group.texts.size() && at < texts_shown; ++at) {
      const consultation::PackText& text = group.texts[at];
      opinion += (opinion.empty() ? "" : "\n") + text::shorten(text.text, text_limit);
      if (text.count > 1) opinion += " " + said("times", {{"count", text.count}});
    }
    if (group.texts.size() > texts_shown)
      opinion += "\n" + said("more_texts", {{"count", static_cast<std::int64_t>(group.texts.size() - texts_shown)}});
    opinion += "\n" + numbers(group);
    std::string proposed, reason;
    const bool several = group.answers.size() > 1 || (group.undecided > 0 && !group.answers.empty());
    for (const consultation::PackAnswer& answer : group.answers) {
      std::string result = locale::sentence(pack_.language, "disposition.code." + std::string(consultation::name(answer.code)));
      if (several) result += " " + said("times", {{"count", answer.count}});
      if (!answer.part.empty()) result += "\n" + answer.part;
      proposed += (proposed.empty() ? "" : "\n") + result;
      if (!answer.reason.empty()) reason += (reason.empty() ? "" : "\n") + answer.reason;
      if (!answer.citation.empty()) reason += (reason.empty() ? "" : "\n") + said("citation", {{"citation", answer.citation}});
    }
    if (group.undecided > 0) proposed += (proposed.empty() ? "" : "\n") + said("undecided", {{"count", group.undecided}});
    return {std::move(opinion), locale::number(pack_.language, static_cast<std::int64_t>(group.numbers.size())),
            std::move(proposed), std::move(reason), ""};
  }

  std::string numbers(const consultation::PackGroup& group) const {
    std::string list;
    for (std::size_t at = 0; at < group.numbers.size() && at < numbers_shown; ++at)
      list += (at == 0 ? "" : pack_.language == Language::fa ? "، " : ", ") + locale::number(pack_.language, group.numbers[at]);
    if (group.numbers.size() > numbers_shown) list += " …";
    return said("numbers", {{"numbers", list}});
  }

  const CommitteePack& pack_;
};

}  // namespace

std::string docx(const CommitteePack& pack) {
  const Pack writer(pack);
  print::Document document{.language = pack.language, .title = writer.said("title"), .organisation = pack.agency, .blocks = {}};
  document.subtitle = pack.title;
  document.made_at = pack.made_at;
  document.landscape = true;
  std::int64_t count = 0;
  for (const consultation::PackPlace& place : pack.places) count += place.count;
  document.blocks.emplace_back(print::Paragraph{writer.said("how", {{"count", count}}), print::Paragraph::Tone::note});
  for (const consultation::PackPlace& place : pack.places) {
    document.blocks.emplace_back(print::Heading{2, place.label.empty() ? writer.said("whole") : place.label});
    if (!place.text.empty()) document.blocks.emplace_back(print::Paragraph{place.text, print::Paragraph::Tone::quote, true});
    document.blocks.emplace_back(writer.table(place));
  }
  document.blocks.emplace_back(print::Heading{2, writer.said("minutes")});
  document.blocks.emplace_back(print::Table{.caption = writer.said("signatures"),
                                            .header = {writer.said("member"), writer.said("post"), writer.said("signature")},
                                            .rows = std::vector<std::vector<std::string>>(6, {"\n", "", ""}),
                                            .numeric = {}});
  return print::docx(document);
}

}  // namespace mosharekat::report
