// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/desk/desk.h"

#include <algorithm>

#include "base/text.h"
#include "consultation/answer.h"
#include "consultation/approval.h"
#include "consultation/assignment.h"
#include "consultation/call_template.h"
#include "consultation/complaint.h"
#include "consultation/document_type.h"
#include "consultation/holiday.h"
#include "consultation/strategy.h"
#include "generated/templates/desk/approvals.h"
#include "generated/templates/desk/desk.h"
#include "generated/templates/desk/new.h"
#include "web/pages/desk/law_review.h"

namespace mosharekat::web::pages::desk {

using consultation::State;
using identity::Role;

namespace {

bool works_for(const identity::Actor& actor, const identity::Agency& agency) {
  for (const Role role : identity::all_roles)
    if (actor.has(role, agency)) return true;
  return false;
}

std::string title_of(const Context& in, store::Transaction& tx, const consultation::Call& call) {
  return consultation::text_of(consultation::texts(tx, call.id), "title", code(in.language()));
}

std::string name_of(store::Transaction& tx, const identity::PersonId& id) {
  const auto person = identity::person(tx, id);
  return person ? person->name : "";
}

// The steps of a proposal where its route has more than the second person of everywhere, or a deputy decided.
std::vector<StepView> steps_of(const Context& in, store::Transaction& tx, const consultation::Approval& approval) {
  std::vector<StepView> steps;
  bool waiting = !approval.verdict.has_value(), plain = true;
  const auto decisions = consultation::decisions(tx, approval.id);
  for (const consultation::Decision& decision : decisions) {
    const consultation::Step& step = decision.step;
    StepView view;
    view.title = in.language() == Language::fa || step.title_en.empty() ? step.title_fa : step.title_en;
    if (view.title.empty() && step.role) view.title = in.say("admin.role." + std::string(identity::name(*step.role)));
    if (step.role) {
      if (const auto unit = identity::agency(tx, step.unit)) view.who = unit->name(in.language());
    } else {
      view.who = name_of(tx, step.person);
      if (view.title.empty()) view.title = view.who;
    }
    if (decision.verdict) {
      view.state = *decision.verdict == "returned" ? "returned" : "done";
      view.who = name_of(tx, decision.decided_by);
      if (!decision.on_behalf_of.empty())
        view.who = in.say("desk.step_deputy", {{"deputy", view.who}, {"name", name_of(tx, decision.on_behalf_of)}});
      view.note = decision.note;
      view.at = decision.decided_at;
      plain = plain && decision.on_behalf_of.empty();
    } else if (waiting) {
      view.state = "now";
      waiting = false;
    }
    steps.push_back(std::move(view));
  }
  if (steps.size() == 1 && plain) steps.clear();
  return steps;
}

}  // namespace

ApprovalView approval_view(const Context& in, store::Transaction& tx, const consultation::Approval& approval) {
  ApprovalView view;
  const auto call = consultation::call(tx, approval.call);
  const auto agency = identity::agency(tx, call->agency);
  view.id = approval.id.value;
  view.act = "desk.act." + approval.act;
  view.reason = approval.act == "opening" ? call->shorter_reason : approval.reason;
  view.reason_second = approval.reason_second;
  view.call = call->number;
  view.title = title_of(in, tx, *call);
  view.at = approval.proposed_at;
  if (approval.until) view.until = locale::long_date(in.language(), *approval.until - Milliseconds{1});
  if (const auto who = identity::person(tx, approval.proposed_by)) view.proposed_by = who->name;
  view.own = approval.proposed_by == in.actor.person;
  if (!approval.verdict) {
    const auto standing = consultation::may_decide(tx, in.actor, approval, in.now);
    view.can_decide = standing.has_value();
    if (standing && !standing->empty()) view.in_place_of = name_of(tx, *standing);
    view.can_take_back = view.own || consultation::may_propose(in.actor, *call, *agency).has_value();
    view.steps = steps_of(in, tx, approval);
    if (approval.act == "opening" && call->opens_at && call->closes_at) {
      const auto settled = consultation::settle_opening(*call, in.now, consultation::holidays(tx));
      if (settled.moved)
        view.moved =
            in.say("desk.opening_passed",
                   {{"planned", *call->opens_at}, {"opens", settled.opens_at}, {"closes", settled.closes_at - Milliseconds{1}}});
    }
  }
  view.note = approval.note;
  view.verdict = approval.verdict.value_or("");
  return view;
}

Result<Response> show(Context& in) {
  Desk view;
  view.name = in.actor.name;
  view.may_prepare = in.actor.has(Role::expert) || in.actor.has(Role::lead);
  view.may_moderate = in.actor.has(Role::moderator) || in.actor.has(Role::lead);
  for (const Role role : {Role::approver, Role::lead, Role::agency_admin, Role::national_admin})
    view.may_review = view.may_review || in.actor.has(role);
  view.may_register = in.actor.has(Role::lead) || in.actor.has(Role::approver) || in.actor.has(Role::agency_admin);
  const std::string desk = std::string(in.reader.base) + "/desk";
  in.read([&](store::Transaction& tx) {
    view.jobs = job::list(in, tx);
    for (const consultation::Approval& approval : consultation::waiting_approvals(tx)) {
      const ApprovalView one = approval_view(in, tx, approval);
      if (!one.can_decide) continue;
      ++view.approvals;
      view.tasks.push_back({"soon", in.say(one.act), one.title, desk + "/approvals#a" + one.id,
                            in.say("desk.proposed_by", {{"name", one.proposed_by}})});
    }
    if (view.may_prepare) {
      view.tour = guide::wanted_tour(in, tx, consultation::tour_call(tx, in.actor, in.now));
      view.tour.open = view.tour.done == 0;  // before the first call the list is the work itself
      view.assigned = consultation::assigned_count(tx, in.actor, {});
      const auto mine = consultation::assigned_count(tx, in.actor, {consultation::Whose::mine});
      if (mine > 0) {
        const auto late = consultation::overdue_count(tx, in.actor, in.now);
        view.tasks.push_back({late > 0 ? "late" : "soon", in.say("desk.assigned_mine"),
                              in.say("desk.waiting_contributions", {{"count", mine}}), desk + "/assigned?whose=mine",
                              late > 0 ? in.say("desk.assigned_late", {{"count", late}}) : ""});
      }
      if (view.assigned > mine)
        view.tasks.push_back({"soon", in.say("desk.assigned"), in.say("desk.waiting_contributions", {{"count", view.assigned}}),
                              desk + "/assigned", ""});
    }
    for (const consultation::StrategyProposal& one : consultation::strategy_proposals(tx)) {
      const auto agency = identity::agency(tx, one.agency);
      const bool signs = in.actor.has(Role::agency_admin, *agency) || in.actor.has(Role::approver, *agency);
      if (signs && one.proposed_by != in.actor.person)
        view.tasks.push_back(
            {"soon", in.say("strategy.task"), in.language() == Language::fa ? one.strategy.title_fa : one.strategy.title_en,
             desk + "/agencies/" + one.agency.value + "/strategy", in.say("desk.proposed_by", {{"name", one.proposer}})});
    }
    if (view.may_review) {
      for (const ReviewLine& line : waiting_reviews(in, tx)) {
        view.reviews += line.count;
        view.tasks.push_back({"soon", in.say("review.title"), line.title,
                              desk + "/calls/" + std::to_string(line.call) + "/review",
                              in.say("review.to_review", {{"count", line.count}})});
      }
    }
    if (view.may_moderate) {
      view.queue = consultation::moderation_queue_size(tx, in.actor);
      view.appeals = static_cast<std::int64_t>(consultation::open_appeals(tx, in.actor).size());
      if (view.queue > 0)
        view.tasks.push_back({"soon", in.say("desk.moderation"), in.say("desk.waiting_contributions", {{"count", view.queue}}),
                              desk + "/moderation", ""});
    }
    if (const auto complaints = consultation::open_complaints(tx, in.actor); !complaints.empty())
      view.tasks.push_back({consultation::overdue(complaints.front(), in.now) ? "no" : "soon", in.say("complaint.desk"),
                            in.say("complaint.desk.waiting", {{"count", static_cast<std::int64_t>(complaints.size())}}),
                            desk + "/complaints", ""});
    for (const consultation::Call& call : consultation::find_calls(tx, {.including_unpublished = true, .limit = 200}).calls) {
      const auto agency = identity::agency(tx, call.agency);
      if (!works_for(in.actor, *agency)) continue;
      CallLine line{.number = call.number,
                    .title = title_of(in, tx, call),
                    .agency = agency->name(in.language()),
                    .chip = call::chip_of(in, call)};
      const consultation::Unanswered counts = consultation::unanswered(tx, call.id);
      line.contributions = counts.total;
      const State state = consultation::state_at(call, in.now);
      const bool reviewing = state == State::closed || state == State::analysing;
      line.unanswered = reviewing ? counts.without_disposition : 0;
      if (reviewing)
        view.tasks.push_back(
            {line.chip.style, line.chip.text, line.title,
             desk + "/calls/" + std::to_string(call.number) + (counts.without_disposition > 0 ? "/answers" : "/report"),
             in.say("desk.left_to_answer", {{"count", counts.without_disposition}}), consultation::report_due(call)});
      if (state == State::drafting && view.may_prepare)
        view.tasks.push_back(
            {"", in.say("call.state.drafting"), line.title, desk + "/calls/" + std::to_string(call.number),
             in.say("desk.to_finish", {{"count", static_cast<std::int64_t>(consultation::missing(tx, call).size())}}),
             Instant::max()});
      view.calls.push_back(std::move(line));
    }
  });
  std::stable_sort(view.tasks.begin(), view.tasks.end(), [](const Task& one, const Task& other) { return one.due < other.due; });
  view.empty = {.title = "desk.nothing", .text = "desk.nothing_hint"};
  return in.page({.title = in.say("desk.title"), .section = "desk", .desk = true}, to_html(view, in.reader));
}

part::Select document_type_select(const Context& in, store::Transaction& tx, const std::string& name) {
  part::Select select{.name = name, .label = "desk.document_type"};
  for (const consultation::DocumentType& type : consultation::document_types(tx))
    if (!type.retired)
      select.options.push_back(
          {.value = type.code, .label_text = type.name(in.language()), .chosen = in.request.form[name] == type.code});
  return select;
}

namespace {

Response new_call_page(Context& in, const std::vector<Error>& errors) {
  const Fields& form = in.request.form;
  const auto error_of = [&](std::string_view name) { return part::error_of(errors, name); };
  NewCallForm view;
  view.problems.errors = errors;
  view.title_fa = {
      .name = "title_fa", .label = "desk.title_fa", .value = std::string(form["title_fa"]), .error = error_of("title_fa")};
  view.title_second = {
      .name = "title_second", .label = "desk.title_second", .value = std::string(form["title_second"]), .optional = true};
  view.preparing_unit = {.name = "preparing_unit", .label = "desk.preparing_unit", .error = error_of("preparing_unit")};
  view.lead_unit = {.name = "lead_unit", .label = "desk.lead_unit", .error = error_of("lead_unit")};
  in.read([&](store::Transaction& tx) {
    view.document_type = document_type_select(in, tx, "document_type");
    view.document_type.error = error_of("document_type");
    const auto all = identity::agencies(tx);
    for (const identity::Agency& agency : all) {
      const bool mine = in.actor.has(Role::expert, agency) || in.actor.has(Role::lead, agency);
      std::string shown = agency.name(in.language());
      for (const identity::Agency& above : all)
        if (above.id == agency.parent) shown = above.name(in.language()) + " › " + shown;
      if (mine)
        view.preparing_unit.options.push_back(
            {.value = agency.id.value, .label_text = shown, .chosen = form["preparing_unit"] == agency.id.value});
      if (mine || works_for(in.actor, agency))
        view.lead_unit.options.push_back(
            {.value = agency.id.value, .label_text = shown, .chosen = form["lead_unit"] == agency.id.value});
    }
  });
  in.read([&](store::Transaction& tx) { view.previews = guide::previews_of(in, tx); });
  view.start = {.name = "start", .label = "call_template.start"};
  view.start.options = {{.value = "template",
                         .label = "call_template.start.template",
                         .note = "call_template.start.template.note",
                         .chosen = form["start"] != "empty"},
                        {.value = "empty", .label = "call_template.start.empty", .chosen = form["start"] == "empty"}};
  view.second_language = {.name = "second_language", .label = "desk.second_language"};
  view.second_language.options.push_back({.value = "en", .label = "language.en", .chosen = true});
  return in.page({.title = in.say("desk.new_call"), .section = "desk", .status = errors.empty() ? 200 : 422, .desk = true},
                 to_html(view, in.reader));
}

}  // namespace

Result<Response> new_call(Context& in) { return new_call_page(in, {}); }

Result<Response> prepare(Context& in) {
  const Fields& form = in.request.form;
  const auto made = consultation::prepare_call(in.database(), in.actor, in.now,
                                               {.lead_unit = {std::string(form["lead_unit"])},
                                                .preparing_unit = {std::string(form["preparing_unit"])},
                                                .document_type = std::string(form["document_type"]),
                                                .title_fa = std::string(form["title_fa"]),
                                                .title_second = std::string(form["title_second"])});
  if (!made) return new_call_page(in, {made.error()});
  // The call is there whatever becomes of its first texts: what a template cannot bring is written by hand.
  if (form["start"] == "template") {
    const auto call = in.read([&](store::Transaction& tx) { return consultation::call_by_number(tx, *made); });
    TRY(consultation::begin_from_template(in.database(), in.actor, in.now, call->id));
  }
  return in.go("/desk/calls/" + std::to_string(*made));
}

Result<Response> approvals(Context& in) {
  Approvals view;
  in.read([&](store::Transaction& tx) {
    for (const consultation::Approval& approval : consultation::waiting_approvals(tx)) {
      ApprovalView one = approval_view(in, tx, approval);
      if (one.can_decide || one.own || one.can_take_back) view.approvals.push_back(std::move(one));
    }
  });
  view.empty = {.title = "desk.no_approvals", .text = "desk.no_approvals_hint"};
  return in.page({.title = in.say("desk.approvals"), .section = "desk", .desk = true}, to_html(view, in.reader));
}

namespace {

// Where an approval's call stands now, or the list when it cannot be told.
std::string call_path(Context& in) {
  const auto found = in.read([&](store::Transaction& tx) -> std::optional<std::int64_t> {
    const auto approval = consultation::approval(tx, {std::string(in.part("approval"))});
    if (!approval) return std::nullopt;
    return consultation::call(tx, approval->call)->number;
  });
  return found ? "/desk/calls/" + std::to_string(*found) : "/desk/approvals";
}

}  // namespace

Result<Response> approve(Context& in) {
  TRY(consultation::approve(in.database(), in.actor, in.now, {std::string(in.part("approval"))}));
  return in.go(call_path(in), "approved");
}

Result<Response> send_back(Context& in) {
  TRY(consultation::return_for_correction(in.database(), in.actor, in.now, {std::string(in.part("approval"))},
                                          in.request.form["note"]));
  return in.go(call_path(in), "returned");
}

Result<Response> take_back(Context& in) {
  TRY(consultation::take_back(in.database(), in.actor, in.now, {std::string(in.part("approval"))}));
  return in.go(call_path(in), "taken_back");
}

}  // namespace mosharekat::web::pages::desk
