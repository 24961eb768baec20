// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/desk/law_answer.h"

#include <algorithm>
#include <map>

#include "base/text.h"
#include "consultation/committee.h"
#include "consultation/reason_bank.h"
#include "consultation/review.h"
#include "generated/templates/desk/law_answer.h"

namespace mosharekat::web::pages::desk {

using consultation::ContributionId;
using consultation::State;

namespace {

constexpr std::size_t theme_members_shown = 30;

}  // namespace

void count_same(store::Transaction& tx, const consultation::CallId& call, std::vector<Item>& items) {
  std::map<std::pair<std::string, std::string>, std::int64_t> counts;
  for (const consultation::StandingAnswer& one : consultation::standing_answers(tx, call))
    counts[{"disposition.code." + std::string(consultation::name(one.code)), one.reason}] += one.count;
  for (Item& item : items)
    if (const auto found = counts.find({item.code, item.reason}); found != counts.end()) item.same_answer = found->second;
}

void describe_decision(Context& in, store::Transaction& tx, const consultation::Disposition& decision, Item& item) {
  if (const auto held = decision.minutes ? consultation::minutes(tx, *decision.minutes) : std::nullopt)
    item.minutes = in.say("committee.decided_in", {{"number", held->number}, {"date", held->held_at}});
  const auto reviewed = consultation::review(tx, decision.contribution);
  if (!reviewed) return;
  const bool back = reviewed->verdict == consultation::Reviewed::returned;
  item.review = in.say(back ? "review.returned_by" : "review.approved_by", {{"name", reviewed->reviewer}});
  if (back) item.review += ": " + reviewed->note;
  item.review_style = back ? "late" : "yes";
}

namespace {

Member member_of(const consultation::Contribution& one) {
  Member member{.id = one.id.value, .number = one.number, .author = one.display_name};
  member.text = text::shorten(one.body.empty() ? one.replacement : one.body, 400);
  return member;
}

Response together_page(Context& in, Together view, const std::vector<Error>& errors, const Fields& form) {
  view.call = in.call->number;
  view.problems.errors = errors;
  const State state = consultation::state_at(*in.call, in.now);
  view.can_dispose = (state == State::closed || state == State::analysing) && view.undecided > 0;
  view.decision = decision_fields(form, errors);
  in.read([&](store::Transaction& tx) {
    view.title = consultation::text_of(consultation::texts(tx, in.call->id), "title", code(in.language()));
    offer_bank(in, tx, {*in.call}, view.decision, form, errors);
  });
  return in.page({.title = in.say(view.of_theme ? "law.answer_theme" : "law.answer_group") + " – " + view.title,
                  .section = "desk",
                  .status = errors.empty() ? 200 : 422,
                  .desk = true},
                 to_html(view, in.reader));
}

std::string own_path(const Context& in, std::string_view rest) {
  return "/desk/calls/" + std::to_string(in.call->number) + std::string(rest);
}

Result<Response> theme_page(Context& in, const std::vector<Error>& errors, const Fields& form) {
  Together view;
  view.of_theme = true;
  const consultation::ThemeId id{std::string(in.part("theme"))};
  view.action = std::string(in.reader.base) + own_path(in, "/themes/" + id.value + "/answers");
  in.read([&](store::Transaction& tx) {
    for (const consultation::Theme& theme : consultation::themes(tx, in.call->id)) {
      if (theme.id != id) continue;
      view.name = in.language() == Language::en && !theme.name_en.empty() ? theme.name_en : theme.name_fa;
      view.total = theme.contributions;
    }
    consultation::ContributionFilter filter;
    filter.public_only = false;
    filter.top_level_only = false;
    filter.theme = id.value;
    filter.code = "none";
    filter.order = consultation::Order::oldest;
    filter.limit = theme_members_shown;
    const consultation::Page found = consultation::find_contributions(tx, in.call->id, filter);
    view.undecided = found.total;
    for (const consultation::Contribution& one : found.contributions) view.members.push_back(member_of(one));
    view.more = found.total - static_cast<std::int64_t>(view.members.size());
  });
  if (view.name.empty()) return Error{Code::not_found, "theme.error.unknown"};
  return together_page(in, std::move(view), errors, form);
}

// The group that this comment stands in.
Result<Response> group_page(Context& in, const std::vector<Error>& errors, const Fields& form) {
  Together view;
  const auto number = text::parse_integer(in.part("number")).value_or(0);
  view.action = std::string(in.reader.base) + own_path(in, "/groups/" + std::to_string(number) + "/answers");
  const auto chosen = picked(form);
  const bool first_time = form["act"].empty();
  in.read([&](store::Transaction& tx) {
    for (const consultation::Group& group : consultation::near_duplicate_groups(tx, in.call->id)) {
      const bool here = std::any_of(group.contributions.begin(), group.contributions.end(),
                                    [&](const consultation::Contribution& one) { return one.number == number; });
      if (!here) continue;
      view.total = static_cast<std::int64_t>(group.contributions.size());
      for (const consultation::Contribution& one : group.contributions) {
        if (consultation::disposition(tx, one.id)) continue;
        Member member = member_of(one);
        member.picked = first_time || std::find(chosen.begin(), chosen.end(), one.id) != chosen.end();
        view.members.push_back(std::move(member));
      }
      const consultation::Contribution& first = group.contributions.front();
      view.name = text::shorten(first.body.empty() ? first.replacement : first.body, 60);
    }
  });
  if (view.name.empty()) return Error{Code::not_found, "contribution.error.unknown"};
  view.undecided = static_cast<std::int64_t>(view.members.size());
  return together_page(in, std::move(view), errors, form);
}

}  // namespace

Result<Response> theme_answer(Context& in) { return theme_page(in, {}, in.request.form); }
Result<Response> group_answer(Context& in) { return group_page(in, {}, in.request.form); }

Result<Response> answer_theme(Context& in) {
  const Fields& form = in.request.form;
  if (form["act"] == "fill") {
    const auto written = filled(in, form);
    return written ? theme_page(in, {}, *written) : theme_page(in, {written.error()}, form);
  }
  const auto ask = asked(in, form, {});
  if (!ask) return theme_page(in, {ask.error()}, form);
  const auto done = consultation::dispose_theme(in.database(), in.actor, in.now, {std::string(in.part("theme"))}, *ask);
  if (!done) return theme_page(in, {done.error()}, form);
  return in.go(own_path(in, "/themes"), "disposed", *done);
}

Result<Response> answer_group(Context& in) {
  const Fields& form = in.request.form;
  if (form["act"] == "fill") {
    const auto written = filled(in, form);
    return written ? group_page(in, {}, *written) : group_page(in, {written.error()}, form);
  }
  const auto ask = asked(in, form, picked(form));
  if (!ask) return group_page(in, {ask.error()}, form);
  const auto done = consultation::dispose_undecided(in.database(), in.actor, in.now, in.call->id, *ask);
  if (!done) return group_page(in, {done.error()}, form);
  return in.go(own_path(in, "/themes"), "disposed", *done);
}

}  // namespace mosharekat::web::pages::desk
