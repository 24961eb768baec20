// SPDX-License-Identifier: AGPL-3.0-or-later
#include "consultation/promise.h"

#include "base/text.h"
#include "generated/templates/promise/desk.h"
#include "web/pages/contribution/comment.h"
#include "web/pages/promise/desk.h"

namespace mosharekat::web::pages::promise {

using consultation::PromiseState;
using consultation::State;

namespace {

Line line_of(const Context& in, const consultation::Promise& from) {
  const PromiseState state = consultation::state_at(from, in.now);
  const bool second = in.language() != Language::fa;
  Line line{.id = from.id.value,
            .text = second && !from.text_second.empty() ? from.text_second : from.text,
            .state = "promise.state." + std::string(consultation::name(state)),
            .outcome = second && !from.outcome_second.empty() ? from.outcome_second : from.outcome,
            .link = from.link,
            .contribution = from.contribution.value_or(0),
            .last_day = from.due_at - Milliseconds{1},
            .apology = state == PromiseState::apologised};
  line.chip_style = state == PromiseState::kept      ? "yes"
                    : state == PromiseState::overdue ? "no"
                    : state == PromiseState::waiting ? ""
                                                     : "part";
  return line;
}

Response desk_page(Context& in, const std::vector<Error>& errors) {
  const Fields& form = in.request.form;
  const auto error_of = [&](std::string_view name) { return part::error_of(errors, name); };
  const auto area = [&](const std::string& name, std::string_view label, bool second) {
    return part::Area{.name = name,
                      .label = std::string(label),
                      .value = std::string(form[name]),
                      .error = error_of(name),
                      .lang = second ? in.call->second_language : "fa",
                      .optional = second};
  };
  Desk view;
  view.number = in.call->number;
  view.problems.errors = errors;
  view.can_promise = consultation::prepares(in.actor, *in.call);
  view.can_settle = view.can_promise && contribution::answers_are_public(*in.call);
  in.read([&](store::Transaction& tx) {
    view.title = consultation::text_of(consultation::texts(tx, in.call->id), "title", code(in.language()));
    for (const consultation::Promise& one : consultation::promises(tx, in.call->id)) {
      Settle settle{.line = line_of(in, one), .waits = !one.settled};
      settle.kept = area("kept_" + one.id.value, "promise.desk.keep_text", false);
      settle.kept_second = area("kept_" + one.id.value + "_second", "promise.desk.second", true);
      settle.reason = area("reason_" + one.id.value, "promise.desk.reason", false);
      settle.reason_second = area("reason_" + one.id.value + "_second", "promise.desk.second", true);
      settle.link = {.name = "link_" + one.id.value,
                     .label = "promise.desk.keep_link",
                     .value = std::string(form["link_" + one.id.value]),
                     .error = error_of("link_" + one.id.value),
                     .input_mode = "url",
                     .left_to_right = true};
      view.promises.push_back(std::move(settle));
    }
  });
  view.contribution = {.name = "contribution",
                       .label = "promise.desk.contribution",
                       .hint = "promise.desk.contribution_hint",
                       .value = std::string(form.has("contribution") ? form["contribution"] : in.request.query["contribution"]),
                       .error = error_of("contribution"),
                       .input_mode = "numeric",
                       .left_to_right = true,
                       .size = "tiny",
                       .optional = true};
  view.day = {.name = "day",
              .label = "promise.desk.day",
              .hint = "desk.date_hint",
              .value = std::string(form["day"]),
              .error = error_of("day"),
              .input_mode = "numeric",
              .left_to_right = true,
              .size = "short"};
  view.text = area("text", "promise.desk.text", false);
  view.text_second = area("text_second", "promise.desk.second", true);
  int status = 200;
  for (const Error& error : errors) status = error.code == Code::denied ? 403 : error.code == Code::conflict ? 409 : 422;
  return in.page({.title = in.say("promise.desk"), .section = "desk", .status = status, .desk = true}, to_html(view, in.reader));
}

Result<void> make(Context& in) {
  const Fields& form = in.request.form;
  consultation::NewPromise ask{.text = std::string(form["text"]), .text_second = std::string(form["text_second"])};
  if (!text::trim(form["contribution"]).empty()) {
    ask.contribution = text::parse_integer(form["contribution"]);
    if (!ask.contribution)
      return Error{Code::invalid, "promise.error.contribution", {{"number", std::int64_t{0}}}, "contribution"};
  }
  const auto day = parse_date(form["day"]);
  if (!day) return Error{Code::invalid, "call.error.date", {}, "day"};
  ask.day = *day;
  TRY(consultation::promise(in.database(), in.actor, in.now, in.call->id, ask));
  return {};
}

}  // namespace

List list_of(const Context& in, store::Transaction& tx, const consultation::Call& call) {
  List list{.call = call.number};
  if (!contribution::answers_are_public(call)) return list;
  for (const consultation::Promise& one : consultation::promises(tx, call.id)) list.lines.push_back(line_of(in, one));
  return list;
}

Result<Response> desk(Context& in) { return desk_page(in, {}); }

Result<Response> change(Context& in) {
  const Fields& form = in.request.form;
  const std::string back = "/desk/calls/" + std::to_string(in.call->number) + "/promises";
  const consultation::PromiseId id{std::string(form["promise"])};
  const std::string_view act = form["act"];
  // The fields of both forms stand on one page, so each has names of its own.
  const std::string prefix = act == "keep" ? "kept_" : "reason_";
  const consultation::Reason words{std::string(form[prefix + id.value]), std::string(form[prefix + id.value + "_second"])};
  const auto done = act == "keep"
                        ? consultation::keep_promise(in.database(), in.actor, in.now, id, words, form["link_" + id.value])
                    : act == "apologise" ? consultation::apologise(in.database(), in.actor, in.now, id, words)
                                         : make(in);
  if (done) return in.go(back, act == "keep" || act == "apologise" ? "promise_settled" : "promise_made");
  Error error = done.error();
  if (constexpr std::string_view of_command = "outcome_"; error.field.starts_with(of_command))
    error.field.replace(0, of_command.size(), prefix);
  return desk_page(in, {error});
}

}  // namespace mosharekat::web::pages::promise
