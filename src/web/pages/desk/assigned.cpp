// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/desk/assigned.h"

#include <map>

#include "base/text.h"
#include "consultation/assignment.h"
#include "generated/templates/desk/assigned.h"

namespace mosharekat::web::pages::desk {

using consultation::ContributionId;
using consultation::Whose;

namespace {

constexpr int page_size = 50;

Response page_of(Context& in, const std::vector<Error>& errors) {
  const Fields& form = in.request.form;
  const auto chosen = picked(form);
  AssignedPage view;
  view.problems.errors = errors;
  view.of_mine = in.request.query["whose"] == "mine";
  const std::int64_t page = std::max<std::int64_t>(1, text::parse_integer(in.request.query["page"]).value_or(1));
  in.read([&](store::Transaction& tx) {
    view.units = consultation::assigned_count(tx, in.actor, Whose::units);
    view.mine = consultation::assigned_count(tx, in.actor, Whose::mine);
    view.total = view.of_mine ? view.mine : view.units;
    for (const consultation::Assigned& one :
         consultation::assigned(tx, in.actor, view.of_mine ? Whose::mine : Whose::units, page_size,
                                static_cast<int>(std::min<std::int64_t>(page - 1, 100000) * page_size))) {
      in.call = consultation::call(tx, one.contribution.call);
      Item item = item_of(in, tx, one.contribution, chosen);
      item.call_title = consultation::text_of(consultation::texts(tx, in.call->id), "title", code(in.language()));
      view.items.push_back(std::move(item));
    }
    in.call.reset();
  });
  view.decision = decision_fields(form, errors);
  view.pager =
      part::pager(std::string(in.reader.base) + "/desk/assigned?whose=" + (view.of_mine ? "mine" : "units") + "&page=", page,
                  (view.total + page_size - 1) / page_size);
  view.empty = {.title = "desk.assigned_none", .text = "desk.assigned_none_hint"};
  return in.page({.title = in.say("desk.assigned"),
                  .section = "desk",
                  .status = errors.empty() ? 200 : 422,
                  .desk = true,
                  .scripts = {"queue.js"}},
                 to_html(view, in.reader));
}

}  // namespace

Result<Response> assigned(Context& in) { return page_of(in, {}); }

Result<Response> answer_assigned(Context& in) {
  const Fields& form = in.request.form;
  const auto chosen = picked(form);
  if (form["act"] == "take") {
    const auto done = consultation::take_on(in.database(), in.actor, in.now, chosen);
    if (!done) return page_of(in, {done.error()});
    return in.go("/desk/assigned?whose=mine", "saved");
  }
  // The queue holds those of several calls; one decision is for one of them.
  std::map<std::string, std::vector<ContributionId>> by_call;
  in.read([&](store::Transaction& tx) {
    for (const ContributionId& id : chosen)
      if (const auto found = consultation::contribution(tx, id)) by_call[found->call.value].push_back(id);
  });
  if (by_call.size() > 1) return page_of(in, {Error{Code::invalid, "desk.error.several_calls"}});
  if (by_call.empty()) return page_of(in, {Error{Code::invalid, "disposition.error.none_chosen"}});
  const auto& [call, ids] = *by_call.begin();
  const auto done = consultation::dispose(in.database(), in.actor, in.now, {call},
                                          {ids, std::string(form["code"]), std::string(form["part"]), std::string(form["reason"]),
                                           std::string(form["citation"]), std::string(form["place"])});
  if (!done) return page_of(in, {done.error()});
  return in.go("/desk/assigned", "disposed", static_cast<std::int64_t>(ids.size()));
}

}  // namespace mosharekat::web::pages::desk
