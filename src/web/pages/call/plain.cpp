// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/call/plain.h"

#include "generated/templates/call/plain.h"

namespace mosharekat::web::pages::call {

namespace {

Result<Response> page_of(Context& in, std::string_view part, std::string_view other) {
  Plain view;
  view.number = in.call->number;
  view.open = consultation::state_at(*in.call, in.now) == consultation::State::open;
  const auto texts = in.read([&](store::Transaction& tx) { return consultation::texts(tx, in.call->id); });
  const std::string language(code(in.language()));
  view.title = consultation::text_of(texts, "title", language);
  view.text = consultation::text_of(texts, part, language);
  if (view.text.empty()) return Error{Code::not_found, "plain.error.none"};
  view.lang = view.text == consultation::text_of(texts, part, "fa") ? "fa" : language;
  view.only_persian = view.lang != language;
  view.dir = view.lang == "fa" ? "rtl" : "ltr";
  view.heading = in.say("plain.title." + std::string(part), {{"title", view.title}});
  if (!consultation::text_of(texts, other, language).empty()) {
    view.other = other;
    view.other_label = "call.way." + view.other;
  }
  return in.page({.title = view.heading, .section = "calls", .shared_for = Milliseconds{30000}}, to_html(view, in.reader));
}

}  // namespace

Result<Response> plain(Context& in) { return page_of(in, "plain", "easy"); }
Result<Response> easy(Context& in) { return page_of(in, "easy", "plain"); }

}  // namespace mosharekat::web::pages::call
