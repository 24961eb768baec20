// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/calendar.h"
#include "base/text.h"
#include "consultation/stakeholder.h"
#include "report/composer.h"

namespace mosharekat::report {

const std::string& in_language(const Both& both, const Data& data, Language language) {
  const bool second = code(language) == data.call.second_language;
  return second && !both.second.empty() ? both.second : both.fa;
}

std::string decision_name(std::string_view code, Language language) {
  return locale::sentence(language, "disposition.code." + std::string(code));
}

std::string place_name(const Data& data, std::int64_t draft, std::string_view anchor, Language language) {
  if (anchor.empty()) return locale::sentence(language, "report.place.whole");
  for (const Place& place : data.places) {
    if (place.draft != draft || place.anchor != anchor) continue;
    if (draft == 0)
      return locale::sentence(language, "report.place.question",
                              {{"number", locale::digits(language, anchor.substr(1))}, {"text", place.opening}});
    if (place.label.empty()) return place.opening;
    return place.opening.empty() ? place.label : place.label + " – " + place.opening;
  }
  return std::string(anchor);
}

namespace {

std::string name_or_code(Language language, std::string_view noun, const std::string& code) {
  const std::string key = std::string(noun) + code;
  return locale::has(key) ? locale::sentence(language, key) : code;
}

}  // namespace

void Composer::call() {
  section("call");
  const CallData& call = data.call;
  Piece facts{.kind = Piece::Kind::facts};
  const auto add = [&](std::string_view what, std::string value) {
    if (!value.empty()) facts.facts.emplace_back(say("report.fact." + std::string(what)), std::move(value));
  };
  add("title", in(call.title));
  add("number", number(call.number));
  add("agency", in(call.agency));
  add("preparing_unit", in(call.preparing_unit));
  add("lead_unit", in(call.lead_unit));
  add("document_type", in(call.document_type_name));
  if (!call.opens_at.empty()) add("opened", date(call.opens_at));
  // The last day is the one that ends at the closing instant.
  if (!call.closes_at.empty()) add("closed", locale::date(language, call.closes_at.at - Milliseconds{1}));
  add("period", say("report.period", {{"days", call.days}, {"required", call.required_days}}));
  add("period_source", call.policy_source);
  add("shorter_reason", call.shorter_reason);
  add("legal_basis", in(call.legal_basis));
  for (const DraftData& draft : call.drafts)
    add("draft", say("report.draft", {{"title", draft.title}, {"version", draft.version}, {"count", draft.provisions}}));
  const Instant last = call.report_due.at - Milliseconds{1};
  if (!report.published_at)
    add("due", locale::date(language, last));
  else if (report.version > 1 || *report.published_at < call.report_due.at)
    add("due", say("report.due.kept", {{"date", locale::date(language, last)}}));
  else
    add("due", say("report.due.late",
                   {{"date", locale::date(language, last)},
                    {"days", std::int64_t{days_between(date_in_tehran(last), date_in_tehran(*report.published_at))}}}));
  pieces.push_back(std::move(facts));
}

void Composer::summary() {
  section("summary");
  part("summary");
  // One page in both languages, whichever the reader chose.
  const Language other = language == Language::fa ? Language::en : Language::fa;
  for (const PartText& text : parts)
    if (text.part == "summary" && text.language == code(other) && !text.text.empty() &&
        (other == Language::fa || data.call.second_language == code(other))) {
      pieces.push_back({.kind = Piece::Kind::heading,
                        .level = 3,
                        .text = locale::sentence(other, "report.summary_in_this_language"),
                        .language = std::string(code(other))});
      paragraph(text.text, std::string(code(other)));
    }
}

void Composer::announcement() {
  section("announcement");
  paragraph(say("report.announcement"));
  std::vector<std::string> items;
  for (const NoticeData& notice : data.call.notices) {
    std::string line = date(notice.at) + ": " + say("call.notice." + notice.kind);
    if (const std::string& reason = in(notice.reason); !reason.empty()) line += " " + reason;
    items.push_back(std::move(line));
  }
  list(std::move(items));
  if (const std::string& invited = in(data.call.stakeholders); !invited.empty()) {
    heading(say("report.invited"));
    paragraph(invited);
  }
  if (data.call.invited.empty()) return;
  heading(say("report.invited_by_name"));
  std::int64_t took_part = 0;
  std::vector<std::string> lines;
  for (const std::string_view kind : consultation::stakeholder_kinds) {
    std::string line;
    for (const InvitedData& one : data.call.invited) {
      if (one.kind != kind) continue;
      took_part += one.took_part ? 1 : 0;
      line += (line.empty() ? "" : language == Language::fa ? "؛ " : "; ") + in(one.name);
      if (one.took_part) line += " (" + say("stakeholder.took_part") + ")";
    }
    lines.push_back(say("stakeholder.kind." + std::string(kind)) + ": " + (line.empty() ? say("report.nobody_invited") : line));
  }
  paragraph(
      say("report.invited_count", {{"count", static_cast<std::int64_t>(data.call.invited.size())}, {"took_part", took_part}}));
  list(std::move(lines));
}

void Composer::method() {
  section("method");
  const Figures& figures = data.figures;
  paragraph(say("report.method.received", {{"received", figures.received},
                                           {"hidden", figures.hidden},
                                           {"withdrawn", figures.withdrawn},
                                           {"counted", figures.counted}}));
  paragraph(say("report.method.texts", {{"texts", figures.texts}, {"same", figures.counted - figures.texts}}));
  paragraph(say("report.method.themes", {{"count", static_cast<std::int64_t>(data.themes.size())}}));
  std::vector<std::string> reasons;
  for (const Count& reason : data.moderation.reasons)
    reasons.push_back(
        say("report.reason", {{"reason", name_or_code(language, "moderation.reason.", reason.code)}, {"count", reason.count}}));
  if (!reasons.empty()) {
    paragraph(say("report.method.hidden"));
    list(std::move(reasons));
  }
  paragraph(say("report.method.appeals", {{"appeals", data.moderation.appeals}, {"upheld", data.moderation.upheld}}));
  paragraph(say("report.method.clock", {{"hours", data.call.moderation_hours}, {"late", data.moderation.late}}));
  part("method");
}

void Composer::limits() {
  section("limits");
  note(say("call.not_representative"));
  list({say("report.limits.people"), say("report.limits.traits"), say("report.limits.texts")});
  part("limits");
}

void Composer::next_steps() {
  section("next_steps");
  paragraph(say("report.next.final", {{"unit", in(data.call.preparing_unit)}, {"agency", in(data.call.agency)}}));
  part("next_steps");
}

void Composer::annexes() {
  section("annexes");
  if (!data.call.questions.empty()) {
    heading(say("report.annex.questions"));
    std::vector<std::string> questions;
    for (const Both& question : data.call.questions) questions.push_back(in(question));
    list(std::move(questions));
  }
  if (!data.figures.organisations.empty()) {
    heading(say("report.annex.organisations", {{"count", static_cast<std::int64_t>(data.figures.organisations.size())}}));
    paragraph(say("report.annex.organisations_note"));
    list(data.figures.organisations);
  }
  heading(say("report.annex.files"));
  paragraph(say("report.annex.files_note"));
  const std::string at = std::string(site) + "/calls/" + std::to_string(data.call.number) + "/";
  list({at + "report" + ".json", at + "contributions.csv", at + "statistics.csv"});
  heading(say("report.annex.disclosure"));
  paragraph(say("report.disclosure"));
  heading(say("report.annex.contact"));
  paragraph(in(data.call.contact));
  paragraph(say("report.complaints", {{"agency", in(data.call.agency)}}));
}

Composition compose(const Data& data, const Report& report, const std::vector<PartText>& parts, Language language,
                    std::string_view site) {
  Composer composer(data, report, parts, language, site);
  composer.call();
  composer.summary();
  composer.announcement();
  composer.participants();
  composer.method();
  composer.concerns();
  composer.provisions();
  composer.decisions();
  composer.changes();
  composer.limits();
  composer.next_steps();
  composer.annexes();
  Composition made{.title = composer.say("report.title", {{"title", composer.in(data.call.title)}}),
                   .organisation = composer.in(data.call.agency),
                   .subtitle = composer.say("report.version", {{"version", report.version}}),
                   .facts = {},
                   .pieces = std::move(composer.pieces)};
  if (report.published_at)
    made.facts.emplace_back(composer.say("report.fact.published"), locale::date(language, *report.published_at));
  if (!report.correction_reason.empty())
    made.facts.emplace_back(composer.say("report.fact.correction_reason"), report.correction_reason);
  made.facts.emplace_back(composer.say("report.fact.hash"), report.hash);
  return made;
}

}  // namespace mosharekat::report
