// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/contribution/comment.h"

#include "base/text.h"
#include "consultation/committee.h"

namespace mosharekat::web::pages::contribution {

using consultation::Contribution;
using consultation::State;
using consultation::Visibility;

bool answers_are_public(const consultation::Call& call) {
  return call.state == State::reported || call.state == State::decided || call.state == State::feedback ||
         call.state == State::evaluated;
}

std::string place_name(const Context& in, store::Transaction& tx, const consultation::Call& call,
                       const Contribution& contribution) {
  if (contribution.kind == consultation::Kind::answer)
    return in.say("contribution.place.question", {{"number", locale::digits(in.language(), contribution.anchor.substr(1))}});
  if (contribution.anchor.empty() || !contribution.draft) return in.say("contribution.place.whole");
  const auto found = consultation::provision_at(tx, *contribution.draft, contribution.anchor);
  (void)call;
  if (!found) return in.say("contribution.place.gone");
  return found->label.empty() ? "«" + text::shorten(found->text.empty() ? found->heading : found->text, 40) + "»" : found->label;
}

Comment comment_of(const Context& in, store::Transaction& tx, const Contribution& from, const Showing& showing) {
  const consultation::Call& call = *in.call;
  Comment view;
  view.id = from.id.value;
  view.call = call.number;
  view.number = from.number;
  view.at = from.received_at;
  view.supports = from.supports;
  view.official = from.official;
  view.waiting = from.state == Visibility::waiting;
  view.edited = from.edited_at.has_value();
  view.author = from.display_name.empty() ? in.say("contribution.citizen") : from.display_name;
  view.organisation = from.organisation;
  if (from.state == Visibility::hidden)
    view.stub = in.say("contribution.stub.hidden", {{"reason", in.say("moderation.reason." + from.hidden_reason)}});
  if (from.state == Visibility::withdrawn) view.stub = in.say("contribution.stub.withdrawn");
  if (from.state == Visibility::waiting && from.stub) view.stub = in.say("contribution.stub.reviewed");
  const bool persian = text::is_mostly_persian(from.body + from.replacement);
  view.lang = persian ? "fa" : "en";
  view.dir = persian ? "rtl" : "ltr";
  view.quote = from.passage.quote;
  view.body = from.body;
  view.replacement = from.replacement;
  if (from.stance) view.stance = "contribution.stance." + std::string(consultation::name(*from.stance));
  const bool open = consultation::state_at(call, in.now) == State::open;
  view.can_support =
      open && from.state == Visibility::published && !from.official && in.reader.signed_in && from.author != in.actor.person;
  view.can_reply = open && call.replies && !from.parent && !from.official && from.state == Visibility::published;
  view.can_report = from.state == Visibility::published && !from.official;
  if (showing.place) {
    view.place = place_name(in, tx, call, from);
    view.place_link = std::string(in.reader.base) + "/calls/" + std::to_string(call.number) +
                      (from.anchor.empty() ? "" : "/provisions/" + from.anchor);
  }
  if (showing.answer && answers_are_public(call) && from.state == Visibility::published) {
    if (const auto decision = consultation::disposition(tx, from.id)) {
      Answer answer;
      answer.code = "disposition.code." + std::string(consultation::name(decision->code));
      const auto outcome = consultation::outcome(decision->code);
      answer.chip_style = outcome == consultation::Outcome::accepted  ? "yes"
                          : outcome == consultation::Outcome::partly  ? "part"
                          : outcome == consultation::Outcome::refused ? "no"
                                                                      : "says";
      const auto unit = identity::agency(tx, decision->unit);
      answer.unit = unit ? unit->name(in.language()) : "";
      answer.part = decision->part;
      answer.reason = decision->reason;
      answer.citation = decision->citation;
      if (const auto held = decision->minutes ? consultation::minutes(tx, *decision->minutes) : std::nullopt)
        answer.minutes = in.say("committee.decided_in", {{"number", held->number}, {"date", held->held_at}});
      if (!decision->place.empty())
        answer.place_link = std::string(in.reader.base) + "/calls/" + std::to_string(call.number) + "/final#" + decision->place;
      view.answer = std::move(answer);
    }
  }
  if (showing.replies)
    for (const Contribution& reply : consultation::replies(tx, from.id)) view.replies.push_back(comment_of(in, tx, reply, {}));
  return view;
}

}  // namespace mosharekat::web::pages::contribution
