// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/call/card.h"

#include "base/text.h"
#include "consultation/answer.h"
#include "consultation/document_type.h"
#include "consultation/totals.h"

namespace mosharekat::web::pages::call {

using consultation::Call;
using consultation::State;

namespace {

// The last moment of a period as people say it: the day before 24:00.
std::string last_day(const Context& in, Instant closes_at) { return locale::date(in.language(), closes_at - Milliseconds{1}); }

}  // namespace

Chip chip_of(const Context& in, const Call& call) {
  const Instant now = in.now;
  switch (consultation::state_at(call, now)) {
    case State::drafting: return {"", in.say("call.state.drafting")};
    case State::ready: return {"soon", in.say("call.state.ready")};
    case State::announced:
      return {"open", in.say("call.chip.announced", {{"date", locale::date(in.language(), *call.opens_at)}})};
    case State::open: {
      const int left = consultation::days_left(now, *call.closes_at);
      if (left == 0) return {"soon", in.say("call.chip.last_day")};
      if (left <= 5) return {"soon", in.say("call.chip.days_left", {{"count", std::int64_t{left}}})};
      return {"open", in.say("call.chip.open", {{"date", last_day(in, *call.closes_at)}})};
    }
    case State::suspended: return {"paused", in.say("call.state.suspended")};
    case State::closed:
    case State::analysing:
      if (consultation::report_overdue(call, now)) {
        const std::int64_t late =
            days_between(date_in_tehran(consultation::report_due(call) - Milliseconds{1}), date_in_tehran(now));
        return {"late", in.say("call.chip.overdue", {{"count", late}})};
      }
      return {"", in.say("call.chip.review", {{"date", last_day(in, consultation::report_due(call))}})};
    case State::reported:
    case State::decided:
    case State::feedback:
    case State::evaluated: return {"says", in.say("call.chip.answered")};
    case State::withdrawn: return {"no", in.say("call.state.withdrawn")};
  }
  return {};
}

part::Path path_of(const Context& in, store::Transaction& tx, const Call& call) {
  const State state = consultation::state_at(call, in.now);
  const auto unit = identity::agency(tx, call.preparing_unit);
  const std::string who = unit ? unit->name(in.language()) : "";
  int at = 0;  // which step is now
  if (state == State::open || state == State::suspended) at = 1;
  if (state == State::closed || state == State::analysing) at = 2;
  if (state == State::reported) at = 4;
  if (state == State::decided || state == State::feedback || state == State::evaluated) at = 5;
  const bool overdue = consultation::report_overdue(call, in.now);
  part::Path path;
  const auto add = [&](int index, std::string_view label, std::string detail) {
    const std::string place = state == State::withdrawn ? ""
                              : index < at              ? "done"
                              : index > at              ? ""
                              : overdue && index == 2   ? "late"
                                                        : "now";
    path.steps.push_back({place, std::string(label), std::move(detail)});
  };
  const std::string opening = call.opens_at ? locale::date(in.language(), *call.opens_at) : "";
  add(0, "call.path.published", opening);
  add(1, "call.path.comments", call.closes_at ? in.say("call.path.until", {{"date", last_day(in, *call.closes_at)}}) : "");
  add(2, "call.path.review", who);
  add(3, "call.path.report",
      call.closes_at ? in.say("call.path.owed", {{"unit", who}, {"date", last_day(in, consultation::report_due(call))}}) : who);
  add(4, "call.path.final", at == 5 ? "" : in.say("call.path.after_approval"));
  return path;
}

Card card_of(const Context& in, store::Transaction& tx, const Call& call) {
  const auto texts = consultation::texts(tx, call.id);
  const auto agency = identity::agency(tx, call.agency);
  Card card;
  card.number = call.number;
  card.chip = chip_of(in, call);
  card.agency = agency ? agency->name(in.language()) : "";
  card.title = consultation::text_of(texts, "title", code(in.language()));
  card.summary = text::shorten(consultation::text_of(texts, "summary", code(in.language())), 220);
  card.document_type = consultation::document_type_name(tx, call.document_type, in.language());
  card.demo = call.demo;
  const consultation::Size size = consultation::size_of(tx, call.id);
  card.contributions = size.contributions;
  card.provisions = size.provisions;
  return card;
}

std::string shown_when(const Context& in, const consultation::Call& call) {
  return call.moderation == consultation::Moderation::before
             ? in.say("call.moderated_before", {{"hours", std::int64_t{call.moderation_hours}}})
             : in.say("call.moderated_after");
}

std::string direction_of(std::string_view language) { return language == "fa" || language == "ar" ? "rtl" : "ltr"; }

}  // namespace mosharekat::web::pages::call
