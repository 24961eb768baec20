// SPDX-License-Identifier: AGPL-3.0-or-later
#include "report/covering_letter.h"

#include "identity/portal.h"

namespace mosharekat::report {

namespace {

const std::string& in(Language language, const std::string& persian, const std::string& english) {
  return language == Language::fa || english.empty() ? persian : english;
}

std::string person_name(store::Transaction& tx, const identity::PersonId& id) {
  const auto person = identity::person(tx, id);
  return person ? person->name : "";
}

}  // namespace

CoveringLetter covering_letter(store::Transaction& tx, const consultation::Call& call, std::string_view act, Language language,
                               std::string_view site) {
  const auto agency = identity::agency(tx, call.agency);
  expect(agency.has_value(), "a call has an agency");
  CoveringLetter letter{.call = call, .act = std::string(act), .site = std::string(site)};
  letter.title = consultation::text_of(consultation::texts(tx, call.id), "title", code(language));
  if (const auto unit = identity::agency(tx, call.preparing_unit)) letter.unit = unit->name(language);
  if (const auto drafts = consultation::drafts(tx, call.id); !drafts.empty()) letter.hash = drafts.front().hash;
  letter.head = consultation::letterhead(tx, *agency);
  letter.emblem = identity::emblem(tx, agency->id).value_or("");
  // Who really signed stands first; a letter printed before any proposal has the posts of the route.
  std::vector<consultation::Decision> decisions;
  for (const consultation::Approval& approval : consultation::approvals(tx, call.id))
    if (approval.act == act && approval.verdict.value_or("approved") == "approved") {
      decisions = consultation::decisions(tx, approval.id);
      letter.signatures = {{locale::sentence(language, "letter.author"), person_name(tx, approval.proposed_by)}};
    }
  if (letter.signatures.empty()) {
    letter.signatures = {{locale::sentence(language, "letter.author"), ""}};
    for (const consultation::Step& step : consultation::route_for(tx, *agency, act)) decisions.push_back({.step = step});
  }
  for (const consultation::Decision& decision : decisions) {
    const consultation::Step& step = decision.step;
    std::string post = in(language, step.title_fa, step.title_en);
    if (post.empty() && step.role) post = locale::sentence(language, "admin.role." + std::string(identity::name(*step.role)));
    letter.signatures.push_back({post, person_name(tx, decision.verdict ? decision.decided_by : step.person)});
  }
  return letter;
}

print::Document document(const CoveringLetter& letter, Language language) {
  const auto say = [&](std::string_view key, const std::vector<Argument>& arguments = {}) {
    return locale::sentence(language, key, arguments);
  };
  const std::string link = letter.site + (language == Language::fa ? "" : "/en") + "/calls/" + std::to_string(letter.call.number);
  print::Document made{.language = language,
                       .title = say("letter.title." + letter.act, {{"title", letter.title}}),
                       .organisation = in(language, letter.head.name_fa, letter.head.name_en),
                       .footer = in(language, letter.head.address_fa, letter.head.address_en),
                       .blocks = {}};
  made.emblem = letter.emblem;
  const std::string blank = "............................";
  made.facts = {{say("letter.number"), blank}, {say("letter.date"), blank}, {say("letter.enclosure"), blank}};
  std::vector<Argument> arguments{{"title", letter.title}, {"unit", letter.unit}, {"link", link}};
  const Instant opens = letter.call.opens_at.value_or(letter.call.created_at);
  arguments.push_back({"opens", opens});
  arguments.push_back({"closes", letter.call.closes_at.value_or(opens) - Milliseconds{1}});
  arguments.push_back({"due", consultation::report_due(letter.call) - Milliseconds{1}});
  const bool has_days = letter.call.opens_at && letter.call.closes_at;
  made.blocks.push_back(print::Paragraph{say("letter.addressee_line", {{"blank", blank}}), print::Paragraph::Tone::normal});
  made.blocks.push_back(print::Paragraph{say("letter.greeting"), print::Paragraph::Tone::normal});
  made.blocks.push_back(print::Paragraph{
      say(letter.act == "opening" && !has_days ? "letter.body.opening_undated" : "letter.body." + letter.act, arguments),
      print::Paragraph::Tone::normal});
  if (!letter.hash.empty())
    made.blocks.push_back(print::Paragraph{say("letter.hash", {{"hash", letter.hash}}), print::Paragraph::Tone::note});
  const std::string& signatory = in(language, letter.head.signatory_fa, letter.head.signatory_en);
  made.blocks.push_back(print::Paragraph{signatory.empty() ? say("letter.sign_here", {{"blank", blank}}) : signatory,
                                         print::Paragraph::Tone::lead});
  made.blocks.push_back(print::PageBreak{});
  made.blocks.push_back(print::Heading{1, say("letter.signatures")});
  print::Table table{.caption = say("letter.signatures_caption", {{"title", letter.title}}),
                     .header = {say("letter.post"), say("letter.name"), say("letter.signature"), say("letter.signed_on")},
                     .rows = {},
                     .numeric = {false, false, false, false}};
  table.shares = {0.28, 0.26, 0.28, 0.18};
  // Two empty lines of dots make a row as high as a signature.
  for (const CoveringLetter::Signature& one : letter.signatures)
    table.rows.push_back({one.post, one.name.empty() ? " " : one.name, "\n\n", " "});
  made.blocks.push_back(std::move(table));
  return made;
}

}  // namespace mosharekat::report
