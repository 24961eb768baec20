// SPDX-License-Identifier: AGPL-3.0-or-later
#include "generated/templates/desk/moderation.h"

#include "base/text.h"
#include "generated/templates/desk/appeals.h"
#include "web/pages/desk/answer.h"

namespace mosharekat::web::pages::desk {

namespace {

constexpr int page_size = 50;

Response queue_page(Context& in, const std::vector<Error>& errors) {
  const Fields& form = in.request.form;
  const auto chosen = picked(form);
  Queue view;
  view.problems.errors = errors;
  const std::int64_t page = std::max<std::int64_t>(1, text::parse_integer(in.request.query["page"]).value_or(1));
  in.read([&](store::Transaction& tx) {
    view.total = consultation::moderation_queue_size(tx, in.actor);
    view.undo = undo_of(in, consultation::last_moderation(tx, in.actor.person, in.now), "moderation");
    for (const consultation::Waiting& waiting : consultation::moderation_queue(
             tx, in.actor, page_size, static_cast<int>(std::min<std::int64_t>(page - 1, 100000) * page_size))) {
      in.call = consultation::call(tx, waiting.contribution.call);
      Item item = item_of(in, tx, waiting.contribution, chosen);
      item.call_title = consultation::text_of(consultation::texts(tx, waiting.contribution.call), "title", code(in.language()));
      item.reports = waiting.abuse_reports;
      const auto hours = std::chrono::duration_cast<std::chrono::hours>(waiting.due - in.now).count();
      if (waiting.contribution.state == consultation::Visibility::waiting) {
        item.due =
            hours < 0 ? in.say("desk.moderation_late", {{"hours", -hours}}) : in.say("desk.moderation_due", {{"hours", hours}});
        item.due_style = hours < 0 ? "late" : hours < 6 ? "soon" : "";
      }
      view.items.push_back(std::move(item));
    }
    in.call.reset();
  });
  view.pager =
      part::pager(std::string(in.reader.base) + "/desk/moderation?page=", page, (view.total + page_size - 1) / page_size);
  view.reason = {.name = "reason", .label = "desk.hide_reason", .error = part::error_of(errors, "reason")};
  view.reason.options.push_back({.value = "", .label = "desk.choose"});
  for (const std::string_view reason : consultation::hiding_reasons)
    view.reason.options.push_back(
        {.value = std::string(reason), .label = "moderation.reason." + std::string(reason), .chosen = form["reason"] == reason});
  view.note = {.name = "note",
               .label = "desk.hide_note",
               .hint = "desk.hide_note_hint",
               .value = std::string(form["note"]),
               .optional = true};
  view.empty = {.title = "desk.queue_empty", .text = "desk.queue_empty_hint"};
  return in.page({.title = in.say("desk.moderation"),
                  .section = "desk",
                  .status = errors.empty() ? 200 : 422,
                  .desk = true,
                  .scripts = {"queue.js"}},
                 to_html(view, in.reader));
}

}  // namespace

Result<Response> moderation(Context& in) { return queue_page(in, {}); }

Result<Response> moderate(Context& in) {
  const Fields& form = in.request.form;
  const bool publish = form["act"] != "hide";
  const auto done = consultation::moderate(in.database(), in.actor, in.now,
                                           {picked(form), publish, std::string(form["reason"]), std::string(form["note"])});
  if (!done) return queue_page(in, {done.error()});
  return in.go("/desk/moderation", publish ? "published" : "hidden", static_cast<std::int64_t>(picked(form).size()));
}

Result<Response> appeals(Context& in) {
  Appeals view;
  in.read([&](store::Transaction& tx) {
    for (const consultation::Appeal& appeal : consultation::open_appeals(tx, in.actor)) {
      in.call = consultation::call(tx, appeal.contribution.call);
      AppealView one{.id = appeal.id,
                     .text = appeal.text,
                     .reason = "moderation.reason." + appeal.reason,
                     .call = appeal.call_number,
                     .at = appeal.made_at};
      one.call_title = consultation::text_of(consultation::texts(tx, appeal.contribution.call), "title", code(in.language()));
      one.comment = contribution::comment_of(in, tx, appeal.contribution, {.place = true});
      one.comment.stub.clear();  // what was hidden must be read to be judged
      one.can_decide = appeal.hidden_by != in.actor.person;
      view.appeals.push_back(std::move(one));
    }
    in.call.reset();
  });
  view.empty = {.title = "desk.no_appeals", .text = "desk.no_appeals_hint"};
  return in.page({.title = in.say("desk.appeals"), .section = "desk", .desk = true}, to_html(view, in.reader));
}

Result<Response> decide_appeal(Context& in) {
  TRY(consultation::decide_appeal(in.database(), in.actor, in.now, in.part("appeal"), in.request.form["verdict"] == "uphold",
                                  in.request.form["note"]));
  return in.go("/desk/appeals", "saved");
}

}  // namespace mosharekat::web::pages::desk
