// SPDX-License-Identifier: AGPL-3.0-or-later
// Letters to those who wrote: news of one contribution, and the answers that go out with the report, one letter a person.
#include <map>

#include "base/text.h"
#include "consultation/answer.h"
#include "consultation/batch_store.h"
#include "consultation/contribution_store.h"
#include "consultation/follow.h"
#include "consultation/report_gate.h"
#include "outbox/outbox.h"

namespace mosharekat::consultation {

namespace {

struct Recipient {
  std::string email{};  // empty: no address is known, or no letters are wanted
  Language language = Language::fa;
  std::string reader{};  // as in stop_line()
};

Recipient recipient_of(store::Transaction& tx, const Contribution& contribution) {
  const std::string& reader = contribution.author.empty() ? contribution.id.value : contribution.author.value;
  if (wants_no_mail(tx, contribution.call, reader)) return {};
  if (!contribution.author.empty()) {
    const auto author = identity::person(tx, contribution.author);
    return author ? Recipient{author->email, author->language, reader} : Recipient{};
  }
  const auto contact = tx.one<std::string>("SELECT email FROM contribution_contact WHERE contribution = $1", {contribution.id},
                                           [](store::Row& row) { return row.text(); });
  return {contact.value_or(""), contribution.language == "fa" ? Language::fa : Language::en, reader};
}

std::string key_of(std::string_view kind, std::string_view about, Instant at) {
  return "contribution.mail." + std::string(kind) + ":" + std::string(about) + ":" + std::to_string(milliseconds(at));
}

// `about`: what makes the letter one of its kind.
void owe(store::Transaction& tx, const CallId& call, const Recipient& to, std::string_view kind, std::string_view about,
         const std::vector<Argument>& arguments, Instant now) {
  const std::string key = "contribution.mail." + std::string(kind);
  outbox::owe(tx, now,
              {.key = key_of(kind, about, now),
               .address = to.email,
               .language = to.language,
               .subject = locale::sentence(to.language, key + ".subject", arguments),
               // Lines that had nothing to say go.
               .body = text::tidy(locale::sentence(to.language, key + ".body", arguments)) +
                       stop_line(tx, call, to.reader, to.language, "letters.stop_own", now),
               .stop = stop_link(tx, call, to.reader, to.language, Stopped::all, now)});
}

std::string link_to_one(const Call& call, const Contribution& contribution, Language language) {
  return link_to(call, language) + "/contributions/" + std::to_string(contribution.number);
}

// What the letter to an author says of the decision. What was not written has no line.
std::vector<Argument> answer_in(Language language, const Contribution& contribution, const Disposition& decision,
                                const identity::Agency& agency) {
  std::string details;
  const auto add = [&](std::string_view what, const std::string& text) {
    if (!text.empty())
      details += locale::sentence(language, "disposition.mail." + std::string(what), {{std::string(what), text}}) + "\n";
  };
  add("part", decision.part);
  add("reason", decision.reason);
  add("citation", decision.citation);
  add("place", decision.place);
  return {{"result", locale::sentence(language, "disposition.code." + std::string(name(decision.code)))},
          {"details", details},
          {"unit", agency.name(language)},
          {"body", text::shorten(contribution.body.empty() ? contribution.replacement : contribution.body, 400)}};
}

}  // namespace

void owe_author(store::Transaction& tx, const Placed& placed, std::string_view kind, const ArgumentsIn& arguments_in,
                Instant now) {
  const Recipient to = recipient_of(tx, placed.contribution);
  if (to.email.empty()) return;
  std::vector<Argument> arguments = arguments_in(to.language);
  arguments.push_back({"title", text_of(texts(tx, placed.call.id), "title", code(to.language))});
  arguments.push_back({"link", link_to_one(placed.call, placed.contribution, to.language)});
  arguments.push_back({"number", placed.contribution.number});
  owe(tx, placed.call.id, to, kind, placed.contribution.id.value, arguments, now);
}

void owe_undone(store::Transaction& tx, const Placed& placed, std::string_view kind, Instant at, Instant now) {
  if (outbox::take_back(tx, key_of(kind, placed.contribution.id.value, at)) != outbox::Taken::sent) return;
  owe_author(tx, placed, "undone", [](Language) { return std::vector<Argument>{}; }, now);
}

void owe_answers(store::Transaction& tx, const Owned& owned, Instant now) {
  struct Letter {
    Recipient to;  // in the language of the account, or of what a guest wrote first
    std::vector<Answered> answers;
  };
  std::map<std::string, Letter> letters;  // by address
  for (Answered& one : answered(tx, owned.call.id)) {
    const Visibility visibility = one.contribution.state;
    if (!one.disposition || visibility == Visibility::hidden || visibility == Visibility::withdrawn) continue;
    const Recipient to = recipient_of(tx, one.contribution);
    if (!to.email.empty()) letters.try_emplace(to.email, Letter{to, {}}).first->second.answers.push_back(std::move(one));
  }
  const auto all_texts = texts(tx, owned.call.id);
  for (const auto& [email, letter] : letters) {
    const Language language = letter.to.language;
    const Contribution& first = letter.answers.front().contribution;
    std::vector<Argument> arguments = answer_in(language, first, *letter.answers.front().disposition, owned.agency);
    arguments.push_back({"title", text_of(all_texts, "title", code(language))});
    if (letter.answers.size() == 1) {
      arguments.push_back({"link", link_to_one(owned.call, first, language)});
      arguments.push_back({"number", first.number});
      owe(tx, owned.call.id, letter.to, "answered", first.id.value, arguments, now);
      continue;
    }
    std::string answers;
    for (const Answered& one : letter.answers) {
      auto of_one = answer_in(language, one.contribution, *one.disposition, owned.agency);
      of_one.push_back({"link", link_to_one(owned.call, one.contribution, language)});
      of_one.push_back({"number", one.contribution.number});
      answers += text::tidy(locale::sentence(language, "contribution.mail.answer_of_many", of_one)) + "\n\n";
    }
    arguments.push_back({"answers", answers});
    arguments.push_back({"count", static_cast<std::int64_t>(letter.answers.size())});
    arguments.push_back({"link", link_to(owned.call, language) + "/report"});
    owe(tx, owned.call.id, letter.to, "answered_many", first.id.value, arguments, now);
  }
}

}  // namespace mosharekat::consultation
