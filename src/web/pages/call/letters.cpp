// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/call/letters.h"

#include "consultation/follow.h"
#include "generated/templates/call/letters.h"

namespace mosharekat::web::pages::call {

using consultation::Stopped;

Result<Response> letters(Context& in) {
  in.need_form();
  Letters view;
  view.token = std::string(in.part("token"));
  const bool found = in.read([&](store::Transaction& tx) {
    const auto choice = consultation::mail_choice(tx, view.token);
    if (!choice) return false;
    view.number = consultation::call(tx, choice->call).value().number;
    view.title = consultation::text_of(consultation::texts(tx, choice->call), "title", code(in.language()));
    view.course = choice->stopped == Stopped::nothing;
    view.all = choice->stopped != Stopped::all;
    view.now = "letters.now." + std::string(view.course ? "nothing" : consultation::name(choice->stopped));
    return true;
  });
  if (!found) return Error{Code::not_found, "letters.error.unknown"};
  return in.page({.title = in.say("letters.title"), .section = "calls", .hidden_from_search = true}, to_html(view, in.reader));
}

Result<Response> choose_letters(Context& in) {
  const auto stopped = consultation::stopped_named(in.request.form["stop"]);
  if (!stopped) return Error{Code::invalid, "letters.error.unknown"};
  TRY(consultation::choose_mail(in.database(), in.now, in.part("token"), *stopped));
  return in.go("/letters/" + std::string(in.part("token")), "letters_chosen");
}

Result<Response> stop_letters(Context& in) {
  const auto stopped = consultation::stopped_named(in.part("stop"));
  // Only what a mail program sends, and only to stop: letters begin again on the page.
  if (!stopped || *stopped == Stopped::nothing || in.request.form["List-Unsubscribe"] != "One-Click")
    return Error{Code::invalid, "letters.error.unknown"};
  TRY(consultation::choose_mail(in.database(), in.now, in.part("token"), *stopped));
  Response done;
  done.headers.emplace_back("Content-Type", "text/plain; charset=utf-8");
  done.body = in.say("done.letters_chosen") + "\n";
  return done;
}

}  // namespace mosharekat::web::pages::call
