// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/desk/assigned.h"

#include <map>
#include <set>

#include "base/text.h"
#include "generated/templates/desk/assigned.h"
#include "web/pages/desk/give.h"

namespace mosharekat::web::pages::desk {

using consultation::ContributionId;
using consultation::Whose;

namespace {

constexpr int page_size = 50;

// The queue that the address names: mine, nobody, an officer's, or all of the units'.
consultation::Queue queue_in(const Context& in) {
  const Fields& query = in.request.query;
  if (query["whose"] == "mine") return {Whose::mine};
  if (query["whose"] == "nobody") return {Whose::nobody};
  if (!query["officer"].empty()) return {Whose::officer, {std::string(query["officer"])}};
  return {};
}

std::string query_of(const consultation::Queue& queue) {
  switch (queue.whose) {
    case Whose::mine: return "?whose=mine";
    case Whose::nobody: return "?whose=nobody";
    case Whose::officer: return "?officer=" + percent_encode(queue.officer.value);
    case Whose::units: break;
  }
  return "?whose=units";
}

void fill_loads(const Context& in, store::Transaction& tx, AssignedPage& view) {
  std::set<std::string> units;
  for (const consultation::Load& load : consultation::loads(tx, in.actor, in.now)) {
    const auto unit = identity::agency(tx, load.unit);
    units.insert(load.unit.value);
    view.overdue += load.overdue;
    const consultation::Queue queue =
        load.officer.empty() ? consultation::Queue{Whose::nobody} : consultation::Queue{Whose::officer, load.officer};
    view.loads.push_back({unit ? unit->name(in.language()) : "", load.name,
                          std::string(in.reader.base) + "/desk/assigned" + query_of(queue), load.open, load.overdue});
  }
  view.several_units = units.size() > 1;
}

void fill_tabs(const Context& in, store::Transaction& tx, AssignedPage& view, const consultation::Queue& shown) {
  const auto tab = [&](const consultation::Queue& queue, std::string label) {
    view.tabs.push_back({std::move(label), std::string(in.reader.base) + "/desk/assigned" + query_of(queue),
                         consultation::assigned_count(tx, in.actor, queue),
                         queue.whose == shown.whose && queue.officer == shown.officer});
    if (view.tabs.back().current) view.total = view.tabs.back().count;
  };
  tab({}, in.say("desk.assigned_units"));
  tab({Whose::nobody}, in.say("desk.assigned_nobody"));
  tab({Whose::mine}, in.say("desk.assigned_mine"));
  if (shown.whose != Whose::officer) return;
  const auto officer = identity::person(tx, shown.officer);
  tab(shown, in.say("desk.assigned_of", {{"name", officer ? officer->name : ""}}));
}

Response page_of(Context& in, const std::vector<Error>& errors, const Fields* typed = nullptr) {
  const Fields& form = typed ? *typed : in.request.form;
  const auto chosen = picked(form);
  const consultation::Queue queue = queue_in(in);
  AssignedPage view;
  view.problems.errors = errors;
  const std::int64_t page = std::max<std::int64_t>(1, text::parse_integer(in.request.query["page"]).value_or(1));
  view.decision = decision_fields(form, errors);
  in.read([&](store::Transaction& tx) {
    fill_tabs(in, tx, view, queue);
    fill_loads(in, tx, view);
    std::vector<consultation::Call> calls;
    for (const consultation::Assigned& one : consultation::assigned(
             tx, in.actor, queue, page_size, static_cast<int>(std::min<std::int64_t>(page - 1, 100000) * page_size))) {
      if (!in.call || in.call->id != one.contribution.call) in.call = consultation::call(tx, one.contribution.call);
      if (std::none_of(calls.begin(), calls.end(), [&](const auto& call) { return call.id == in.call->id; }))
        calls.push_back(*in.call);
      Item item = item_of(in, tx, one.contribution, chosen);
      item.call_title = consultation::text_of(consultation::texts(tx, in.call->id), "title", code(in.language()));
      view.items.push_back(std::move(item));
    }
    in.call.reset();
    offer_bank(in, tx, calls, view.decision, form, errors);
    view.undo = undo_of(in, consultation::last_answers(tx, in.actor.person, in.now), "assigned");
    view.officer = {.name = "unit",
                    .label = "desk.officer",
                    .error = part::error_of(errors, "unit"),
                    .options = own_officers(in, tx, form["unit"])};
  });
  view.picking.can_give = !view.officer.options.empty();
  view.due = due_field(form, errors);
  view.action = std::string(in.reader.base) + "/desk/assigned" + query_of(queue);
  view.pager = part::pager(view.action + "&page=", page, (view.total + page_size - 1) / page_size);
  const bool whole = queue.whose == Whose::units;
  view.empty = {.title = whole ? "desk.assigned_none" : "desk.assigned_empty",
                .text = whole ? "desk.assigned_none_hint" : "desk.assigned_empty_hint"};
  return in.page({.title = in.say("desk.assigned"),
                  .section = "desk",
                  .status = errors.empty() ? 200 : 422,
                  .desk = true,
                  .scripts = {"queue.js"}},
                 to_html(view, in.reader));
}

// One decision is for comments of one call, whose banks it is written from.
Result<std::vector<ContributionId>> of_one_call(Context& in, const std::vector<ContributionId>& chosen) {
  std::set<std::string> calls;
  in.read([&](store::Transaction& tx) {
    for (const ContributionId& id : chosen)
      if (const auto found = consultation::contribution(tx, id)) calls.insert(found->call.value);
    if (calls.size() != 1) return;
    in.call = consultation::call(tx, {*calls.begin()});
    in.agency = identity::agency(tx, in.call->agency);
  });
  if (calls.size() > 1) return Error{Code::invalid, "desk.error.several_calls"};
  if (calls.empty()) return Error{Code::invalid, "disposition.error.none_chosen"};
  return chosen;
}

}  // namespace

Result<Response> assigned(Context& in) { return page_of(in, {}); }

Result<Response> answer_assigned(Context& in) {
  const Fields& form = in.request.form;
  const auto chosen = picked(form);
  const std::string back = "/desk/assigned" + query_of(queue_in(in));
  const auto count = static_cast<std::int64_t>(chosen.size());
  if (form["act"] == "take") {
    const auto done = consultation::take_on(in.database(), in.actor, in.now, chosen);
    if (!done) return page_of(in, {done.error()});
    return in.go("/desk/assigned?whose=mine", "saved");
  }
  if (form["act"] == "give") {
    const auto due = due_of(form["due"]);
    const auto done = due ? give_to(in, chosen, form["unit"], *due) : Result<int>(due.error());
    if (!done) return page_of(in, {done.error()});
    return in.go(back, "given", count);
  }
  const auto ids = of_one_call(in, chosen);
  if (!ids) return page_of(in, {ids.error()});
  if (form["act"] == "fill") {
    const auto written = filled(in, form);
    return written ? page_of(in, {}, &*written) : page_of(in, {written.error()});
  }
  const auto ask = asked(in, form, *ids);
  const auto done = ask ? consultation::dispose(in.database(), in.actor, in.now, in.call->id, *ask) : Result<int>(ask.error());
  if (!done) return page_of(in, {done.error()});
  return in.go(back, "disposed", count);
}

}  // namespace mosharekat::web::pages::desk
