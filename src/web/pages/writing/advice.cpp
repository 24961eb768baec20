// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/writing/advice.h"

#include <algorithm>

#include "base/text.h"

namespace mosharekat::web::pages::writing {

using consultation::Fault;
using consultation::Finding;

namespace {

constexpr std::size_t around = 5;  // words before and after

// The last words before, or the first words after, on the same line.
std::string some_words(std::string_view line, bool last) {
  std::vector<std::string_view> words;
  for (const std::string_view word : text::split(line, ' '))
    if (!word.empty()) words.push_back(word);
  const bool cut = words.size() > around;
  const std::size_t first = cut && last ? words.size() - around : 0;
  std::string made;
  for (std::size_t i = first; i < words.size() && i < first + around; ++i)
    made += (made.empty() ? "" : " ") + std::string(words[i]);
  if (made.empty()) return made;
  if (last) return (cut ? "… " : "") + made + (line.ends_with(' ') ? " " : "");
  return (line.starts_with(' ') ? " " : "") + made + (cut ? " …" : "");
}

Line line_of(const Context& in, std::string_view whole, std::string_view language, const Finding& finding) {
  const std::string kind(consultation::name(finding.fault));
  Line line{.label = "writing.fault." + kind, .lang = std::string(language)};
  const std::size_t from = whole.rfind('\n', finding.begin);
  std::string_view before = whole.substr(0, finding.begin), after = whole.substr(finding.end);
  if (from != std::string_view::npos && from < finding.begin) before.remove_prefix(from + 1);
  after = after.substr(0, after.find('\n'));
  if (finding.fault == Fault::long_sentence) {
    line.found = text::shorten(finding.found, 160);
  } else {
    line.before = some_words(before, true);
    line.found = text::shorten(finding.found, 160);
    line.after = some_words(after, false);
  }
  const bool suggests = !finding.replacement.empty() || finding.fault != Fault::jargon;
  const bool pleads = finding.fault == Fault::leading && finding.replacement.empty();
  line.advice = in.say(std::string("writing.advice.") + (pleads     ? "pleading"
                                                         : suggests ? kind
                                                                    : std::string("drop")),
                       {{"found", line.found},
                        {"replacement", finding.replacement},
                        {"count", static_cast<std::int64_t>(finding.words)},
                        {"limit", static_cast<std::int64_t>(consultation::words_limit)}});
  if (finding.fault == Fault::double_question && !finding.replacement.empty())
    line.advice = in.say("writing.advice.and_or", {{"replacement", finding.replacement}});
  return line;
}

}  // namespace

void add_text(const Context& in, Advice& advice, const std::string& field, const std::string& label, std::string_view whole,
              std::string_view language, consultation::Writing kind) {
  Place place{.label = label, .field = field};
  for (const Finding& finding : consultation::check_writing(whole, language, kind)) {
    ++advice.total;
    Line line = line_of(in, whole, language, finding);
    // The same word a second time is one piece of advice.
    const auto same = std::find_if(place.lines.begin(), place.lines.end(), [&](const Line& one) {
      return one.label == line.label && one.found == line.found && finding.fault != Fault::long_sentence;
    });
    if (same != place.lines.end())
      ++same->count;
    else
      place.lines.push_back(std::move(line));
  }
  if (!place.lines.empty()) advice.places.push_back(std::move(place));
}

}  // namespace mosharekat::web::pages::writing
