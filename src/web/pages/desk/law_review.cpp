// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/desk/law_review.h"

#include "base/text.h"
#include "consultation/review.h"
#include "generated/templates/desk/law_review.h"
#include "generated/templates/desk/law_reviews.h"

namespace mosharekat::web::pages::desk {

using consultation::Reviewed;
using identity::Role;

namespace {

constexpr int page_size = 50, groups_shown = 20, members_shown = 50;

// The reason stands once above them, so the items leave it out.
ReviewGroup group_of(Context& in, store::Transaction& tx, const consultation::RefusalGroup& from,
                     const std::vector<consultation::ContributionId>& chosen) {
  ReviewGroup group{.code = "disposition.code." + std::string(consultation::name(from.code)),
                    .part = from.part,
                    .reason = from.reason,
                    .citation = from.citation,
                    .count = from.count};
  for (const consultation::Contribution& one : from.contributions) {
    Item item = item_of(in, tx, one, chosen);
    item.code.clear();
    item.assigned.clear();
    group.items.push_back(std::move(item));
  }
  group.first = group.items.empty() ? "" : group.items.front().id;
  group.more = from.count - static_cast<std::int64_t>(group.items.size());
  return group;
}

Response queue_page(Context& in, const std::vector<Error>& errors) {
  const Fields& form = in.request.form;
  const auto chosen = picked(form);
  ReviewQueue view;
  view.call = in.call->number;
  view.seen = in.now.time_since_epoch().count();
  view.problems.errors = errors;
  view.of_returned = in.request.query["state"] == "returned";
  const std::optional<Reviewed> shown = Reviewed::returned;
  std::int64_t pages = 1;
  const std::int64_t page = std::max<std::int64_t>(1, text::parse_integer(in.request.query["page"]).value_or(1));
  in.read([&](store::Transaction& tx) {
    view.title = consultation::text_of(consultation::texts(tx, in.call->id), "title", code(in.language()));
    const auto policy = consultation::review_policy(tx, *in.agency);
    view.needed = policy.has_value();
    if (!policy) return;
    view.can_review = !view.of_returned && consultation::reviews(tx, in.actor, *in.agency, *policy);
    view.waiting = consultation::refusal_count(tx, in.call->id, std::nullopt);
    view.returned = consultation::refusal_count(tx, in.call->id, Reviewed::returned);
    const auto offset = [&](int size) { return static_cast<int>(std::min<std::int64_t>(page - 1, 100000) * size); };
    if (!view.of_returned) {
      for (const consultation::RefusalGroup& group :
           consultation::refusal_groups(tx, in.call->id, members_shown, groups_shown, offset(groups_shown)))
        view.groups.push_back(group_of(in, tx, group, chosen));
      pages = (consultation::refusal_group_count(tx, in.call->id) + groups_shown - 1) / groups_shown;
      return;
    }
    for (const consultation::Contribution& one : consultation::refusals(tx, in.call->id, shown, page_size, offset(page_size)))
      view.items.push_back(item_of(in, tx, one, chosen));
    count_same(tx, in.call->id, view.items);
    pages = (view.returned + page_size - 1) / page_size;
  });
  view.note = {.name = "note",
               .label = "review.note",
               .hint = "review.note_hint",
               .value = std::string(form["note"]),
               .error = part::error_of(errors, "note")};
  view.pager = part::pager(std::string(in.reader.base) + "/desk/calls/" + std::to_string(view.call) +
                               "/review?state=" + (view.of_returned ? "returned" : "") + "&page=",
                           page, pages);
  view.empty = {.title = "review.none", .text = "review.none_hint"};
  return in.page({.title = in.say("review.title") + " – " + view.title,
                  .section = "desk",
                  .status = errors.empty() ? 200 : 422,
                  .desk = true,
                  .scripts = {"queue.js"}},
                 to_html(view, in.reader));
}

Response reviews_page(Context& in, const std::vector<Error>& errors) {
  const Fields& form = in.request.form;
  Reviews view;
  view.problems.errors = errors;
  view.agency = {.name = "agency", .label = "review.agency", .error = part::error_of(errors, "agency")};
  view.needed = {.name = "needed", .label = "review.policy_asks"};
  for (const std::string_view value : {"0", "1"})
    view.needed.options.push_back({.value = std::string(value),
                                   .label = value == "1" ? "review.needed" : "review.not_needed",
                                   .chosen = form["needed"] == value});
  view.unit = {.name = "unit",
               .label = "review.unit",
               .hint = "review.unit_hint",
               .error = part::error_of(errors, "unit"),
               .optional = true};
  view.unit.options.push_back({.value = "", .label = "review.no_unit"});
  in.read([&](store::Transaction& tx) {
    const auto all = identity::agencies(tx);
    const auto administered = [&](const identity::Agency& agency) {
      return in.actor.has(Role::agency_admin, agency) || in.actor.has(Role::national_admin);
    };
    for (const identity::Agency& agency : all) {
      if (!administered(agency)) continue;
      part::Option option{.value = agency.id.value, .label_text = agency.name(in.language())};
      if (agency.kind == identity::AgencyKind::unit) {
        option.chosen = form["unit"] == option.value;
        view.unit.options.push_back(std::move(option));
      } else {
        option.chosen = form["agency"] == option.value;
        view.agency.options.push_back(std::move(option));
      }
    }
    view.administers = !view.agency.options.empty();
    for (const consultation::ReviewPolicy& policy : consultation::review_policies(tx)) {
      const auto agency = identity::agency(tx, policy.agency);
      if (!administered(*agency)) continue;
      const auto unit = policy.unit ? identity::agency(tx, *policy.unit) : std::nullopt;
      view.policies.push_back({agency->name(in.language()), unit ? unit->name(in.language()) : "", policy.needed});
    }
    for (const auto& one : waiting_reviews(in, tx)) view.lines.push_back(one);
  });
  view.empty = {.title = "review.none", .text = "review.none_hint"};
  return in.page({.title = in.say("review.title"), .section = "desk", .status = errors.empty() ? 200 : 422, .desk = true},
                 to_html(view, in.reader));
}

}  // namespace

std::vector<ReviewLine> waiting_reviews(const Context& in, store::Transaction& tx) {
  std::vector<ReviewLine> lines;
  for (const consultation::Call& call : consultation::find_calls(tx, {.including_unpublished = true, .limit = 200}).calls) {
    const consultation::State state = consultation::state_at(call, in.now);
    if (state != consultation::State::closed && state != consultation::State::analysing) continue;
    const auto agency = identity::agency(tx, call.agency);
    const auto policy = consultation::review_policy(tx, *agency);
    if (!policy || !consultation::reviews(tx, in.actor, *agency, *policy)) continue;
    const std::int64_t count = consultation::refusal_count(tx, call.id, std::nullopt);
    if (count == 0) continue;
    lines.push_back({call.number, count, consultation::text_of(consultation::texts(tx, call.id), "title", code(in.language())),
                     agency->name(in.language())});
  }
  return lines;
}

Result<Response> review(Context& in) { return queue_page(in, {}); }

Result<Response> review_refusals(Context& in) {
  const Fields& form = in.request.form;
  // "approve:<one of them>" or "return:<one of them>": all in the words of that one.
  const std::string_view same = form["same"];
  const auto at = same.find(':');
  const std::string_view act = same.empty() ? form["act"] : same.substr(0, at);
  const bool back = act == "return";
  const Instant seen{Milliseconds{text::parse_integer(form["seen"]).value_or(0)}};
  const consultation::ReviewRefusals ask{.contributions = picked(form),
                                         .verdict = back ? Reviewed::returned : Reviewed::approved,
                                         .note = std::string(form["note"]),
                                         .seen = std::min(seen, in.now)};
  const auto done = same.empty()
                        ? consultation::review_refusals(in.database(), in.actor, in.now, in.call->id, ask)
                        : consultation::review_same_refusals(in.database(), in.actor, in.now, in.call->id,
                                                             {std::string(at == same.npos ? "" : same.substr(at + 1))}, ask);
  if (!done) return queue_page(in, {done.error()});
  return in.go("/desk/calls/" + std::to_string(in.call->number) + "/review", back ? "refusals_returned" : "refusals_approved",
               *done);
}

Result<Response> reviews(Context& in) { return reviews_page(in, {}); }

Result<Response> set_review_policy(Context& in) {
  const Fields& form = in.request.form;
  consultation::ReviewPolicy ask{.agency = {std::string(form["agency"])}, .needed = form["needed"] == "1"};
  if (!form["unit"].empty()) ask.unit = identity::AgencyId{std::string(form["unit"])};
  const auto done = consultation::set_review_policy(in.database(), in.actor, in.now, ask);
  if (!done && done.error().code == Code::denied) return done.error();
  if (!done) return reviews_page(in, {done.error()});
  return in.go("/desk/reviews", "saved");
}

}  // namespace mosharekat::web::pages::desk
