// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/call/fast.h"

#include "base/hash.h"
#include "base/text.h"
#include "consultation/together.h"
#include "generated/templates/call/fast.h"
#include "generated/templates/call/fast_receipt.h"
#include "web/form_guard.h"
#include "web/pages/call/card.h"
#include "web/pages/contribution/form.h"

namespace mosharekat::web::pages::call {

using consultation::Contribute;
using consultation::Kind;

namespace {

constexpr std::size_t questions_shown = 3;

std::vector<consultation::Question> asked(Context& in) {
  auto questions = in.read([&](store::Transaction& tx) { return consultation::questions(tx, in.call->id); });
  if (questions.size() > questions_shown) questions.resize(questions_shown);
  return questions;
}

Response fast_page(Context& in, const std::vector<consultation::Question>& questions, const std::vector<Error>& errors) {
  in.need_form();
  const Fields& form = in.request.form;
  const FormGuard guard{in.portal.secret};
  const auto error_of = [&](std::string_view name) { return part::error_of(errors, name); };
  Fast view;
  view.number = in.call->number;
  const std::string language(code(in.language()));
  in.read([&](store::Transaction& tx) {
    const auto texts = consultation::texts(tx, in.call->id);
    view.title = consultation::text_of(texts, "title", language);
    view.changes_for_you = consultation::text_of(texts, "changes_for_you", language);
    view.summary = consultation::text_of(texts, "summary", language);
  });
  const bool again = in.request.method == Method::post;
  view.once = again && form["once"].size() >= 16 ? std::string(form["once"]) : hash::hex(hash::random_bytes(16));
  view.opened = again && !form["opened"].empty() ? std::string(form["opened"]) : guard.stamp(in.now);
  view.challenge = guard.challenge(in.now);
  view.problems.errors = errors;
  for (const consultation::Question& question : questions) {
    const std::string name = "answer_" + question.anchor;
    view.answers.push_back({.name = name,
                            .label_text = std::string(question.in(language)),
                            .value = std::string(form[name]),
                            .error = error_of(name)});
  }
  view.stance = {.name = "stance", .label = "contribution.form.stance", .error = error_of("stance"), .cards = true};
  for (const std::string_view stance : {"for", "for_with_changes", "against"})
    view.stance.options.push_back({.value = std::string(stance),
                                   .label = "contribution.stance." + std::string(stance),
                                   .chosen = form["stance"] == stance});
  view.body = {.name = "body",
               .label = "contribution.form.body",
               .value = std::string(form["body"]),
               .error = error_of("body"),
               .optional = true};
  view.display_name = contribution::display_name_field(form, errors);
  view.show_email = in.actor.guest();
  view.email = contribution::email_field(form, errors);
  view.when = shown_when(in, *in.call);
  int status = 200;
  for (const Error& error : errors) status = error.code == Code::too_many ? 429 : error.code == Code::conflict ? 409 : 422;
  return in.page({.title = in.say("short.heading") + " – " + view.title,
                  .section = "calls",
                  .status = status,
                  .hidden_from_search = true,
                  .scripts = {"proof.js"}},
                 to_html(view, in.reader));
}

// What was written, one contribution for each answer that is not empty.
std::vector<Contribute> written(const Context& in, const std::vector<consultation::Question>& questions) {
  const Fields& form = in.request.form;
  Contribute common;
  common.display_name = std::string(form["display_name"]);
  common.email = std::string(form["email"]);
  common.language = std::string(code(in.language()));
  common.consent_version = std::string(contribution::consent_version);
  common.remote_address = in.request.remote_address;
  // Bound to this browser and to the question.
  const auto once = [&](std::string_view anchor) {
    return hash::hex(hash::hmac_sha256(in.portal.secret.key,
                                       "short\n" + in.cookie + "\n" + std::string(form["once"]) + "\n" + std::string(anchor)));
  };
  std::vector<Contribute> asks;
  for (const consultation::Question& question : questions) {
    Contribute ask = common;
    ask.kind = Kind::answer;
    ask.anchor = question.anchor;
    ask.body = std::string(form["answer_" + question.anchor]);
    ask.once = once(question.anchor);
    if (!text::tidy(ask.body).empty()) asks.push_back(std::move(ask));
  }
  if (questions.empty()) {
    common.body = std::string(form["body"]);
    common.stance = std::string(form["stance"]);
    common.once = once("");
    if (!text::tidy(common.body).empty() || !common.stance.empty()) asks.push_back(std::move(common));
  }
  return asks;
}

// The field of this page that an error of the command is about: it counts the contributions, the page names the questions.
Error on_page(Error error, const std::vector<Contribute>& asks) {
  for (std::size_t i = 0; i < asks.size(); ++i) {
    const bool of_it = asks.size() == 1 || error.field.ends_with("_" + std::to_string(i + 1));
    if (!of_it) continue;
    if (error.field.starts_with("body") && asks[i].kind == Kind::answer) error.field = "answer_" + asks[i].anchor;
    for (const std::string_view shared : {"email", "display_name"})
      if (error.field.starts_with(shared)) error.field = shared;
    break;
  }
  return error;
}

}  // namespace

Result<Response> fast(Context& in) { return fast_page(in, asked(in), {}); }

Result<Response> send_fast(Context& in) {
  const Fields& form = in.request.form;
  in.need_form();
  const auto questions = asked(in);
  bool solved = false;
  if (const auto checked = FormGuard{in.portal.secret}.check(form, in.now, solved); !checked)
    return fast_page(in, questions, {checked.error()});
  std::vector<identity::Attempt> attempts;
  if (!solved && in.actor.guest()) attempts.push_back(consultation::unproven_attempt(in.request.remote_address));
  const auto refused = [&](Error error) {
    return fast_page(in, questions, {identity::refused(in.database(), in.now, attempts, std::move(error))});
  };
  if (form["once"].size() < 16) return refused({Code::invalid, "contribution.error.form_old"});
  const auto asks = written(in, questions);
  if (asks.empty())
    return refused(questions.empty() ? Error{Code::invalid, "contribution.error.empty", {}, "body"}
                                     : Error{Code::invalid, "short.error.empty", {}, "answer_" + questions.front().anchor});
  const auto receipts = consultation::contribute_together(in.database(), in.portal.secret, in.actor, in.now, in.call->id, asks,
                                                          std::move(attempts));
  if (!receipts) return fast_page(in, questions, {on_page(receipts.error(), asks)});
  FastReceipt view;
  view.call = in.call->number;
  view.title = in.read([&](store::Transaction& tx) {
    return consultation::text_of(consultation::texts(tx, in.call->id), "title", code(in.language()));
  });
  bool published = true;
  for (std::size_t i = 0; i < receipts->size(); ++i) {
    const consultation::Receipt& receipt = (*receipts)[i];
    FastReceiptLine line{.number = receipt.number, .code = contribution::grouped(receipt.code, in.language())};
    for (const consultation::Question& question : questions)
      if (question.anchor == asks[i].anchor) line.question = std::string(question.in(code(in.language())));
    view.repeated = view.repeated || receipt.code.empty();
    published = published && receipt.published;
    view.lines.push_back(std::move(line));
  }
  view.when = published ? in.say("contribution.receipt.published")
                        : in.say("contribution.receipt.waiting", {{"hours", std::int64_t{in.call->moderation_hours}}});
  view.answer_when = in.say("contribution.receipt.answer",
                            {{"date", locale::date(in.language(), consultation::report_due(*in.call) - Milliseconds{1})}});
  return in.page({.title = in.say("contribution.receipt.title"), .section = "calls", .hidden_from_search = true},
                 to_html(view, in.reader));
}

}  // namespace mosharekat::web::pages::call
